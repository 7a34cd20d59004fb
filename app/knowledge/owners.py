"""Loads who owns the companies (resources/companies/owners.toml) and checks every row."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from app.knowledge.tables import Row, read_table
from app.model.company import Ownership
from app.model.policy import PolicySource
from app.model.problem import KnowledgeError

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_URL = re.compile(r"https?://[^\s<>\"]+")


def read_owners(path: Path, is_maker: Callable[[str], bool]) -> Mapping[str, tuple[Ownership, ...]]:
    """The ownerships of each maker id, the newest first as written. Raises KnowledgeError that names file and row."""
    table = read_table(path)
    head = Row(path.name, dict(table), "file")
    head.only(frozenset({"checked", "owner"}))
    checked = date.fromisoformat(head.day("checked"))
    found: dict[str, list[Ownership]] = {}
    for values in table.get("owner", []):
        row = Row(path.name, values, str(values.get("of", "?")))
        if not is_maker(row.id):
            raise row.fault("is not a maker of our list")
        earlier = found.setdefault(row.id, [])
        one = _ownership(row, path.name, checked)
        if earlier and not one.is_past:
            raise row.fault("an owner of today stands after another: the newest comes first")
        earlier.append(one)
    if not found:
        raise KnowledgeError(f"{path.name}: no owners")
    return MappingProxyType({maker: tuple(rows) for maker, rows in found.items()})


def _ownership(row: Row, file: str, checked: date) -> Ownership:
    row.only(frozenset({"of", "owner", "since", "until", "note", "source", "note_source"}))
    since, until = _day(row, "since"), _day(row, "until")
    if since and until and until < since:
        raise row.fault("ends before it began")
    return Ownership(
        of=row.id,
        owner=row.bilingual("owner"),
        since=since,
        until=until,
        note=None if row.any("note") is None else row.bilingual("note"),
        sources=tuple(_source(row, key, file) for key in ("source", "note_source") if key == "source" or row.any(key)),
        checked=checked,
    )


def _source(row: Row, key: str, file: str) -> PolicySource:
    source = Row(file, row.any(key), row.id)
    source.only(frozenset({"title", "url", "date"}))
    if not _URL.fullmatch(source.string("url")):
        raise row.fault(f"{key} has no web address")
    return PolicySource(source.string("title"), source.string("url"), _day(source, "date"))


def _day(row: Row, key: str) -> str:
    text = row.string(key, "")
    if text and not _DATE.fullmatch(text):
        raise row.fault(f"{key} is not YYYY, YYYY-MM or YYYY-MM-DD")
    return text
