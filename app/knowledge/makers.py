"""Makers, brands and platforms: three closed lists, and the sources that their rows and the rules name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from app.knowledge.names import name_key
from app.knowledge.tables import Row, read_table, rows_of
from app.model.problem import KnowledgeError

_Kept = TypeVar("_Kept")
_PAGE = re.compile(r"https?://[^\s<>\"]+")
_REPOSITORY = re.compile(r"github ([\w.-]+/[\w.-]+)")
_SITE = re.compile(r"https?://(?:www\.)?(github\.com/[\w.-]+/[\w.-]+|[^/]+)")
_DETAIL = re.compile(r"[,;:(]| (?:ids?|@)")
_SOURCE_DATE = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?")


class Relation(StrEnum):
    """How a brand and its makers belong together."""

    OWN = "own"
    BRAND_OF = "brand_of"
    SUBSIDIARY_OF = "subsidiary_of"
    FORMERLY_OWNED_BY = "formerly_owned_by"
    SELLS_MADE_BY = "sells_made_by"
    PLATFORM_OF = "platform_of"
    NAME_ONLY = "name_only"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. date is the day of the source as it names it, YYYY-MM-DD, YYYY-MM or YYYY; "" where undated."""

    id: str
    where: str
    date: str
    what: str

    @property
    def url(self) -> str:
        """The first web page that it names, "" when it names none."""
        if found := _PAGE.search(self.where):
            return found[0].rstrip(".,;)")
        repository = _REPOSITORY.match(self.where)
        return f"https://github.com/{repository[1]}" if repository else ""

    @property
    def title(self) -> str:
        """A short name for a reader: the site of its page, else its words up to the first detail."""
        if site := _SITE.match(self.url):
            return site[1]
        return _DETAIL.split(self.where, maxsplit=1)[0].strip()


@dataclass(frozen=True, slots=True)
class Maker:
    """A company that makes devices. short is the everyday name. country is ISO 3166, "" where not established.

    registry_names are its spellings in the IEEE list; camera_only: nearly all devices with its MAC addresses are cameras or recorders.
    """

    id: str
    name: str
    short: str
    country: str
    country_evidence: str
    registry_names: tuple[str, ...]
    camera_only: bool
    sources: tuple[Source, ...]
    date: str


@dataclass(frozen=True, slots=True)
class Brand:
    """A name on a box. makers are ids, lines say which products the relation covers ("" = all), lines_fr the same in French."""

    id: str
    name: str
    aliases: tuple[str, ...]
    relation: Relation
    makers: tuple[str, ...]
    lines: str
    sources: tuple[Source, ...]
    date: str
    lines_fr: str = ""


@dataclass(frozen=True, slots=True)
class Platform:
    """A firmware family or a program; maker is the id of the company behind it, "" where none is known."""

    id: str
    name: str
    maker: str
    sources: tuple[Source, ...]
    date: str


@dataclass(frozen=True, slots=True)
class Directory:
    """The closed lists."""

    sources: Mapping[str, Source]
    makers: Mapping[str, Maker]
    brands: Mapping[str, Brand]
    platforms: Mapping[str, Platform]
    brand_of_key: Mapping[str, Brand]

    def source(self, source_id: str) -> Source:
        """Raises KeyError."""
        return self.sources[source_id]

    def brand_named(self, untrusted_text: str) -> Brand | None:
        """The brand whose name or alias this is, however it is spelt."""
        return self.brand_of_key.get(name_key(untrusted_text))


def read_directory(folder: Path) -> Directory:
    """All tables of resources/makers. Raises KnowledgeError that names the file and the row."""
    sources = _sources(folder / "sources.toml")
    makers: dict[str, Maker] = {}
    brands: dict[str, Brand] = {}
    platforms: dict[str, Platform] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == "sources.toml":
            continue
        table = read_table(path)
        Row(path.name, dict(table), path.stem).only(frozenset({"date", "maker", "brand", "platform"}))
        for row in rows_of(path, table, "maker"):
            _add(row, makers, _maker(row, sources))
        for row in rows_of(path, table, "brand"):
            _add(row, brands, _brand(row, sources))
        for row in rows_of(path, table, "platform"):
            _add(row, platforms, _platform(row, sources))
    _check_ids(makers, brands.values(), platforms.values())
    frozen = MappingProxyType(brands)
    return Directory(sources, MappingProxyType(makers), frozen, MappingProxyType(platforms), _keys(brands.values()))


def _sources(path: Path) -> Mapping[str, Source]:
    table = read_table(path)
    sources = {}
    for source_id, values in table.items():
        row = Row(path.name, values, source_id.lower())
        row.only(frozenset({"where", "date", "what"}))
        if not _SOURCE_DATE.fullmatch(row.string("date", "")):
            raise row.fault("date is not YYYY-MM-DD, YYYY-MM, YYYY or empty")
        sources[source_id] = Source(source_id, row.string("where"), row.string("date", ""), row.string("what"))
    return MappingProxyType(sources)


def _add(row: Row, rows: dict[str, _Kept], value: _Kept) -> None:
    if row.id in rows:
        raise row.fault("its id stands twice")
    rows[row.id] = value


def _of(row: Row, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    ids = row.texts("sources")
    if not ids or (unknown := [source for source in ids if source not in sources]):
        raise row.fault(f"names no source, or one that is not in sources.toml: {unknown if ids else ''}")
    return tuple(sources[source] for source in ids)


def _maker(row: Row, sources: Mapping[str, Source]) -> Maker:
    row.only(
        frozenset(
            {
                "id",
                "name",
                "short",
                "country",
                "country_evidence",
                "registry_names",
                "camera_only",
                "sources",
                "date",
            }
        )
    )
    country = row.string("country", "")
    return Maker(
        row.id,
        row.string("name"),
        row.string("short"),
        country,
        row.string("country_evidence") if country else "",
        row.texts("registry_names"),
        row.flag("camera_only"),
        _of(row, sources),
        row.day("date"),
    )


def _brand(row: Row, sources: Mapping[str, Source]) -> Brand:
    row.only(frozenset({"id", "name", "aliases", "relation", "makers", "lines", "lines_fr", "sources", "date"}))
    try:
        relation = Relation(row.string("relation"))
    except ValueError as error:
        raise row.fault("relation is not in the list") from error
    makers = row.texts("makers")
    if bool(makers) == (relation is Relation.NAME_ONLY) and relation is not Relation.PLATFORM_OF:
        raise row.fault("every relation but name_only names its makers")
    return Brand(
        row.id,
        row.string("name"),
        row.texts("aliases"),
        relation,
        makers,
        row.string("lines", ""),
        _of(row, sources),
        row.day("date"),
        row.string("lines_fr", ""),
    )


def _platform(row: Row, sources: Mapping[str, Source]) -> Platform:
    row.only(frozenset({"id", "name", "maker", "sources", "date"}))
    return Platform(row.id, row.string("name"), row.string("maker", ""), _of(row, sources), row.day("date"))


def _check_ids(makers: Mapping[str, Maker], brands: Iterable[Brand], platforms: Iterable[Platform]) -> None:
    for brand in brands:
        for maker in brand.makers:
            if maker not in makers:
                raise KnowledgeError(f"brand {brand.id}: maker {maker!r} is not in the list")
    for platform in platforms:
        if platform.maker and platform.maker not in makers:
            raise KnowledgeError(f"platform {platform.id}: maker {platform.maker!r} is not in the list")


def _keys(brands: Iterable[Brand]) -> Mapping[str, Brand]:
    keys: dict[str, Brand] = {}
    for brand in brands:
        for spelling in (brand.name, *brand.aliases):
            key = name_key(spelling)
            if not key or keys.setdefault(key, brand) is not brand:
                raise KnowledgeError(f"brand {brand.id}: {spelling!r} is empty or already stands for {keys.get(key)}")
    return MappingProxyType(keys)
