"""A published note on devices: what it is about, up to which firmware, and what the owner can do (docs/advisories.md)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.model.finding import FindingType
from app.model.policy import Bilingual, PolicySource


class Decides(StrEnum):
    """What of the firmware decides whether a limit holds; the value is the word of resources/advisories."""

    BUILD_DATE = "build-date"
    VERSION = "version"
    VERSION_AND_BUILD = "version-and-build"
    LISTED = "listed"
    ALL_VERSIONS = "all-versions"
    NO_LIMIT = "no-limit"


@dataclass(frozen=True, slots=True)
class Affected:
    """Models that share a limit, and the limit. Bounds are firmware texts as the record writes them, "" where there is none.

    since and until are taken in, before is left out. older_not_affected: the record says so of what is older than since.
    """

    models: tuple[str, ...]
    except_models: tuple[str, ...]
    says: str
    decides: Decides
    since: str = ""
    until: str = ""
    before: str = ""
    fixed: str = ""
    listed: tuple[str, ...] = ()
    track: str = ""
    hardware: tuple[str, ...] = ()
    older_not_affected: bool = False


@dataclass(frozen=True, slots=True)
class Advisory:
    """One published record. brands are ids of further brands that the record itself names; published is YYYY-MM-DD."""

    id: str
    type: FindingType
    maker: str
    brands: tuple[str, ...]
    published: str
    kev_date: str
    means: Bilingual
    step: Bilingual
    source: PolicySource
    further: tuple[PolicySource, ...]
    checked: dt.date
    models_complete: bool
    affects: tuple[Affected, ...]
