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


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements of the person's own place about one device: those that name its maker, and those that may concern it.

    addressed_to_you counts those that are; addressed_to_others: the person said who they are, and none is addressed to them.
    """

    named: int = 0
    perhaps: int = 0
    addressed_to_you: int = 0
    addressed_to_others: bool = False


NO_STATEMENTS = Statements()
