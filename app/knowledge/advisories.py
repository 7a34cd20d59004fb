"""Loads the published notes (resources/advisories, one file a maker) and checks every row (docs/advisories.md)."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.knowledge.tables import Row
from app.model.advisory import Advisory, Affected, Decides
from app.model.finding import FindingType
from app.model.policy import PolicySource
from app.model.problem import KnowledgeError

_NOTE_KEYS = frozenset(
    {
        "id", "type", "maker", "brands", "published", "kev_date", "means", "step", "source", "further", "checked",
        "models_complete", "affects",
    }
)  # fmt: skip
_BOUNDS = ("since", "until", "before", "fixed")
_AFFECTED_KEYS = frozenset(
    {"models", "except_models", "says", "decides", "listed", "track", "hardware", "older_not_affected", *_BOUNDS}
)
_SOURCE_KEYS = frozenset({"title", "url", "date"})
_CVE = re.compile(r"CVE-\d{4}-\d{4,7}")
_CHECKED = re.compile(r"^checked = \"(\d{4}-\d\d-\d\d)\"", re.MULTILINE)
_URL = re.compile(r"https?://[^\s<>\"]+")
_LIMITED = frozenset({Decides.BUILD_DATE, Decides.VERSION, Decides.VERSION_AND_BUILD})
#: A day as firmware texts carry it: 210601, 20210601, 2021-06-01 or 2017_12_15, also in front of a time.
_DAY = re.compile(r"(?<!\d)(?:(?:19|20)?\d{2})[-_]?(?:0[1-9]|1[0-2])[-_]?(?:0[1-9]|[12]\d|3[01])(?:\d{2}|\d{6})?(?!\d)")


class AdvisoryShelf:
    """All notes, a file a maker. A file is read and checked when a device of its maker, or of a brand that it names, is first met."""

    def __init__(self, texts: Mapping[str, str], read: Callable[[str], tuple[Advisory, ...]]) -> None:
        """The texts of the files by maker id, and what reads the notes of one, by id."""
        self._texts = texts
        self._read = lru_cache(maxsize=None)(read)

    @property
    def makers(self) -> tuple[str, ...]:
        """The ids of makers that have notes."""
        return tuple(sorted(self._texts))

    @property
    def date(self) -> str:
        """The newest day on which a file was held against its sources, "" when none names one: "nothing in our list of DATE"."""
        return max((day for text in self._texts.values() for day in _CHECKED.findall(text)), default="")

    @property
    def notes(self) -> tuple[Advisory, ...]:
        """All notes by maker, and within a maker by id. Raises KnowledgeError that names file and row."""
        return tuple(note for maker in self.makers for note in self._read(maker))

    def of_maker(self, maker: str) -> tuple[Advisory, ...]:
        """The notes on a maker's own devices. Raises KnowledgeError."""
        return self._read(maker) if maker in self._texts else ()

    def naming(self, brand: str) -> tuple[Advisory, ...]:
        """The notes that name a further brand. Raises KnowledgeError."""
        makers = (maker for maker in self.makers if f'"{brand}"' in self._texts[maker])
        return tuple(note for maker in makers for note in self._read(maker) if brand in note.brands)


def read_advisories(folder: Path, is_maker: Callable[[str], bool], is_brand: Callable[[str], bool]) -> AdvisoryShelf:
    """The shelf of a folder. Raises KnowledgeError."""
    paths = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    if not paths:
        raise KnowledgeError(f"{folder.name}: no published notes")
    texts = {maker: _text(path) for maker, path in paths.items()}

    def read(maker: str) -> tuple[Advisory, ...]:
        if not is_maker(maker):
            raise KnowledgeError(f"{maker}.toml: unknown maker {maker!r}")
        notes = sorted(_notes(f"{maker}.toml", _table(f"{maker}.toml", texts[maker])), key=lambda note: note.id)
        for note in notes:
            if unknown := [brand for brand in note.brands if not is_brand(brand)]:
                raise KnowledgeError(f"{maker}.toml: {note.id}: unknown brands {unknown}")
        return tuple(notes)

    return AdvisoryShelf(texts, read)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path.name}: {error}") from error


def _table(file: str, text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise KnowledgeError(f"{file}: {error}") from error


def _notes(file: str, table: Mapping[str, Any]) -> Iterator[Advisory]:
    head = Row(file, dict(table), "file")
    head.only(frozenset({"checked", "note"}))
    checked = head.day("checked")
    values = head.any("note")
    if not isinstance(values, list) or not values:
        raise head.fault("holds no note")
    seen: set[str] = set()
    for one in values:
        written = one.get("id") if isinstance(one, dict) else None
        row = Row(file, one, written.lower() if isinstance(written, str) else "?")
        note = _note(row, file, written if isinstance(written, str) else "", checked)
        if note.id in seen:
            raise row.fault("its id is used twice")
        seen.add(note.id)
        yield note


def _note(row: Row, file: str, written: str, checked: str) -> Advisory:
    row.only(_NOTE_KEYS)
    if written != row.id and not _CVE.fullmatch(written):
        raise row.fault("its id is neither a CVE number nor in small letters")
    try:
        kind = FindingType(row.string("type"))
    except ValueError as error:
        raise row.fault("type is not advisory or support") from error
    if kind is FindingType.POLICY:
        raise row.fault("type is not advisory or support")
    if f"{row.string('maker')}.toml" != file:
        raise row.fault("stands in the file of another maker")
    affects = tuple(_affected(one, row) for one in _tables(row, file, "affects"))
    if not affects:
        raise row.fault("affects no models")
    note = Advisory(
        id=written,
        type=kind,
        maker=row.string("maker"),
        brands=row.texts("brands"),
        published=row.day("published"),
        kev_date=row.day("kev_date") if row.any("kev_date") is not None else "",
        means=row.bilingual("means"),
        step=row.bilingual("step"),
        source=_source(Row(file, row.any("source"), row.id)),
        further=tuple(_source(one) for one in _tables(row, file, "further")),
        checked=date.fromisoformat(row.day("checked") if row.any("checked") is not None else checked),
        models_complete=row.flag("models_complete"),
        affects=affects,
    )
    if note.published > note.checked.isoformat() or note.source.date > note.checked.isoformat():
        raise row.fault("is younger than the day on which it was checked")
    return note


def _tables(row: Row, file: str, key: str) -> list[Row]:
    values = row.any(key) or []
    if not isinstance(values, list):
        raise row.fault(f"{key} is not a list of tables")
    return [Row(file, one, row.id) for one in values]


def _source(source: Row) -> PolicySource:
    source.only(_SOURCE_KEYS)
    if not _URL.fullmatch(source.string("url")):
        raise source.fault("a source has no web address")
    return PolicySource(source.string("title"), source.string("url"), source.day("date"))


def _affected(row: Row, note: Row) -> Affected:
    row.only(_AFFECTED_KEYS)
    models = row.texts("models")
    if not models or not all(model.strip() == model and model for model in models):
        raise note.fault("models is missing, or one is empty or has spaces around it")
    try:
        decides = Decides(row.string("decides"))
    except ValueError as error:
        raise note.fault("decides is not in the list") from error
    affected = Affected(
        models=models,
        except_models=row.texts("except_models"),
        says=row.string("says"),
        decides=decides,
        **{key: row.string(key, "") for key in _BOUNDS},
        listed=row.texts("listed"),
        track=row.string("track", ""),
        hardware=row.texts("hardware"),
        older_not_affected=row.flag("older_not_affected"),
    )
    if fault := _fault(affected):
        raise note.fault(fault)
    return affected


def _fault(affected: Affected) -> str:
    """What is wrong with the limit, "" when nothing is."""
    upper = [bound for bound in (affected.until, affected.before) if bound]
    if affected.decides in _LIMITED:
        if len(upper) != 1:
            return "a limit has one of until and before"
    elif upper or affected.since:
        return f"{affected.decides} has no bounds"
    if bool(affected.listed) != (affected.decides is Decides.LISTED):
        return "listed stands with decides = listed, and only there"
    if affected.fixed and affected.decides in (Decides.ALL_VERSIONS, Decides.NO_LIMIT):
        return f"{affected.decides} has no fixed version"
    if affected.older_not_affected and not affected.since:
        return "older_not_affected needs since"
    if affected.decides is Decides.BUILD_DATE and not _DAY.search(upper[0]):
        return "decides by the build day, but its limit carries none"
    return ""
