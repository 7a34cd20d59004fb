"""Loads the published notes (resources/advisories, one file a maker) and checks every row (docs/advisories.md)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from app.knowledge.tables import Row, read_table
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
_URL = re.compile(r"https?://[^\s<>\"]+")
_LIMITED = frozenset({Decides.BUILD_DATE, Decides.VERSION, Decides.VERSION_AND_BUILD})
#: A day as firmware texts carry it: 210601, 20210601, 2021-06-01 or 2017_12_15, also in front of a time.
_DAY = re.compile(r"(?<!\d)(?:(?:19|20)?\d{2})[-_]?(?:0[1-9]|1[0-2])[-_]?(?:0[1-9]|[12]\d|3[01])(?:\d{2}|\d{6})?(?!\d)")


@dataclass(frozen=True, slots=True)
class AdvisoryShelf:
    """All notes, and which of them are about a maker's own devices or name a brand."""

    notes: tuple[Advisory, ...]
    by_maker: Mapping[str, tuple[Advisory, ...]]
    by_brand: Mapping[str, tuple[Advisory, ...]]


def read_advisories(folder: Path, is_maker: Callable[[str], bool], is_brand: Callable[[str], bool]) -> AdvisoryShelf:
    """All notes by maker, and within a maker by id. Raises KnowledgeError that names file and row."""
    notes: dict[tuple[str, str], Advisory] = {}
    for path in sorted(folder.glob("*.toml")):
        for note in _notes(path):
            if not is_maker(note.maker):
                raise KnowledgeError(f"{path.name}: {note.id}: unknown maker {note.maker!r}")
            if unknown := [brand for brand in note.brands if not is_brand(brand)]:
                raise KnowledgeError(f"{path.name}: {note.id}: unknown brands {unknown}")
            notes[note.maker, note.id] = note
    if not notes:
        raise KnowledgeError(f"{folder.name}: no published notes")
    ordered = tuple(note for _, note in sorted(notes.items()))
    return AdvisoryShelf(
        ordered, _grouped(ordered, lambda note: (note.maker,)), _grouped(ordered, lambda note: note.brands)
    )


def _grouped(
    notes: tuple[Advisory, ...], keys: Callable[[Advisory], tuple[str, ...]]
) -> Mapping[str, tuple[Advisory, ...]]:
    found: dict[str, list[Advisory]] = {}
    for note in notes:
        for key in keys(note):
            found.setdefault(key, []).append(note)
    return MappingProxyType({key: tuple(rows) for key, rows in found.items()})


def _notes(path: Path) -> Iterator[Advisory]:
    table = read_table(path)
    head = Row(path.name, dict(table), "file")
    head.only(frozenset({"checked", "note"}))
    checked = head.day("checked")
    values = head.any("note")
    if not isinstance(values, list) or not values:
        raise head.fault("holds no note")
    seen: set[str] = set()
    for one in values:
        written = one.get("id") if isinstance(one, dict) else None
        row = Row(path.name, one, written.lower() if isinstance(written, str) else "?")
        note = _note(row, path, written if isinstance(written, str) else "", checked)
        if note.id in seen:
            raise row.fault("its id is used twice")
        seen.add(note.id)
        yield note


def _note(row: Row, path: Path, written: str, checked: str) -> Advisory:
    row.only(_NOTE_KEYS)
    if written != row.id and not _CVE.fullmatch(written):
        raise row.fault("its id is neither a CVE number nor in small letters")
    try:
        kind = FindingType(row.string("type"))
    except ValueError as error:
        raise row.fault("type is not advisory or support") from error
    if kind is FindingType.POLICY:
        raise row.fault("type is not advisory or support")
    if row.string("maker") != path.stem:
        raise row.fault("stands in the file of another maker")
    affects = tuple(_affected(one, row) for one in _tables(row, path.name, "affects"))
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
        source=_source(Row(path.name, row.any("source"), row.id)),
        further=tuple(_source(one) for one in _tables(row, path.name, "further")),
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
