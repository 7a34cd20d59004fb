"""A published fact as the window shows it, already in the person's language."""

from dataclasses import dataclass

from app.model.finding import FindingState


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact box. not_you is "" or says plainly that the fact is not addressed to this person.

    from_maker puts it on the makers' side, as the answer to the statement before it. elsewhere is for what another country or
    province says to its own. when, applies_to and source_text may be ""; source_url is opened only when it begins with https://.
    """

    title: str
    who: str
    when: str
    applies_to: str
    not_you: str
    says: str
    state: FindingState
    source_text: str
    source_url: str
    checked: str
    from_maker: bool = False
    elsewhere: bool = False
