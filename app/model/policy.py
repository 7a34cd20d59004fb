"""What an authority said about makers of cameras, whom it binds, and what the makers answer."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.model.finding import FindingState


class Audience(StrEnum):
    """Who the person is; the value is the word of the settings and of resources/policy."""

    HOME = "home"
    BUSINESS = "business"
    LANDLORD = "landlord"
    FEDERAL = "federal"
    QUEBEC_PUBLIC = "quebec-public"
    OTHER_PUBLIC = "other-public"
    SUPPLIER = "supplier"
    OTHER_COUNTRY = "other-country"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in English and in the French of Canada; each is written, neither is a word-by-word translation."""

    en: str
    fr: str

    def of(self, language: str) -> str:
        """The text in a language, "en" or "fr"."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class PolicySource:
    """Where a fact was read. date is YYYY-MM-DD or YYYY-MM, "" where the page carries none."""

    title: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class PolicyFact:
    """One instrument of one authority.

    makers are ids of our knowledge; answer_of are those whose answer maker_answer is, read in answer_source.
    names_makers is False when the text names no company: it is then said of no device, and makers are those it was written about.
    binds_audiences are bound by it; for may_bind_audiences it depends on a contract or a place. state says how it stands.
    date is the instrument's, checked and expires are days: after expires the fact is shown as one whose status needs a new look.
    """

    id: str
    authority: Bilingual
    instrument: Bilingual
    date: str
    binds: Bilingual
    does_not_bind: Bilingual
    says: Bilingual
    about_owners: Bilingual
    state: Bilingual
    maker_answer: Bilingual | None
    makers: tuple[str, ...]
    binds_audiences: tuple[Audience, ...]
    sources: tuple[PolicySource, ...]
    checked: dt.date
    expires: dt.date
    may_bind_audiences: tuple[Audience, ...] = ()
    names_makers: bool = True
    answer_of: tuple[str, ...] = ()
    answer_source: PolicySource | None = None

    def answer_for(self, *makers: str) -> Bilingual | None:
        """The answer of one of these makers; None when none of them gave one that we found."""
        return self.maker_answer if set(makers) & set(self.answer_of or self.makers) else None

    @property
    def is_foreign(self) -> bool:
        """Whether it is of another country: no text of Canada or Quebec binds a reader abroad."""
        return Audience.OTHER_COUNTRY in (*self.binds_audiences, *self.may_bind_audiences)


@dataclass(frozen=True, slots=True)
class FactFor:
    """A fact that concerns a device, for one reader. state is about the device, applies_to_you about the reader (None: it depends)."""

    fact: PolicyFact
    state: FindingState
    applies_to_you: bool | None
    expired: bool
