"""The companies behind a device: which name belongs to whom, and who owns them since when."""

import datetime as dt
from dataclasses import dataclass

from app.model.policy import Bilingual, PolicySource
from app.model.text import Sentence


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns or owned a company. since and until are YYYY, YYYY-MM, YYYY-MM-DD or "" where no source gives one."""

    of: str
    owner: Bilingual
    since: str
    until: str
    note: Bilingual | None
    sources: tuple[PolicySource, ...]
    checked: dt.date

    @property
    def is_past(self) -> bool:
        """Whether a source says that it has ended."""
        return bool(self.until)


@dataclass(frozen=True, slots=True)
class Company:
    """One company that a device leads to. country is ISO 3166, "" where it is not established.

    relation tells what it is to the device, products for which ones that holds (None: not limited). sources are those of the
    relation; each ownership has its own. The newest ownership stands first.
    """

    name: str
    country: str
    relation: Sentence
    products: Bilingual | None
    sources: tuple[PolicySource, ...]
    owners: tuple[Ownership, ...]
