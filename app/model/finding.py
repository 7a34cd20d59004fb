"""Published facts that concern a device."""

from dataclasses import dataclass
from enum import StrEnum

from app.model.text import Sentence


class FindingType(StrEnum):
    """What kind of fact it is."""

    ADVISORY = "advisory"
    POLICY = "policy"
    SUPPORT = "support"


class FindingState(StrEnum):
    """Whether the fact is about this device."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does-not-apply"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True)
class Finding:
    """A published fact and whether it concerns this device; date is when it was published or last checked."""

    type: FindingType
    id: str
    state: FindingState
    because: Sentence
    source: str
    date: str
