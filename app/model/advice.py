"""The five ways open to an owner, each with what speaks for and against it for one device. No verdict, no score."""

from dataclasses import dataclass
from enum import StrEnum

from app.model.decision import Choice
from app.model.finding import Finding
from app.model.identity import Identity
from app.model.policy import Bilingual, FactFor
from app.model.text import Sentence


class Answer(StrEnum):
    """What the person said to a question about the device; UNSAID when they did not."""

    UNSAID = ""
    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"


@dataclass(frozen=True, slots=True)
class Situation:
    """What only the person knows of a device."""

    from_outside: Answer = Answer.UNSAID
    on_recorder: Answer = Answer.UNSAID
    records_others: Answer = Answer.UNSAID
    is_yours: Answer = Answer.UNSAID


@dataclass(frozen=True, slots=True)
class Case:
    """All that counts for one device."""

    identity: Identity
    findings: tuple[Finding, ...] = ()
    measures: tuple[FactFor, ...] = ()
    situation: Situation = Situation()


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against; source and date where it rests on something published.

    name is what the sentence is about, shown after it: the title of a text.
    """

    sentence: Sentence
    name: Bilingual | None = None
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One way: what speaks for and against it, what it takes, and the guides that lead through it (ids of resources/guides)."""

    choice: Choice
    speaks_for: tuple[Reason, ...]
    speaks_against: tuple[Reason, ...]
    takes: tuple[Sentence, ...]
    guides: tuple[str, ...] = ()
