"""What the person decided about a device, and the facts that they had before them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Choice(StrEnum):
    """The five ways, in the order in which they are shown; none is better than another."""

    KEEP = "keep"
    REDUCE = "reduce"
    REPLACE = "replace"
    ASK = "ask"
    LATER = "later"


def _none() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FactsThen:
    """What was known when a decision was made; compared with what is known now.

    notes, support and measures lead from the id of a published fact to its state at that time.
    told is the version that the person typed, "" when none. model and told are None where they were not written down.
    """

    firmware: str = ""
    maker: str = ""
    notes: Mapping[str, str] = field(default_factory=_none)
    support: Mapping[str, str] = field(default_factory=_none)
    measures: Mapping[str, str] = field(default_factory=_none)
    model: str | None = None
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the decision book. review is the day on which the person wants to look again."""

    choice: Choice
    reason: str = ""
    who: str = ""
    decided: dt.datetime | None = None
    review: dt.date | None = None
    facts: FactsThen = FactsThen()
    number: int = 0
