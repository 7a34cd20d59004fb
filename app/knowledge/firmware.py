"""How makers write their firmware: resources/firmware, one grammar a row, each proven by its own examples."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.knowledge.firmware_days import DayOrder, find_day, read_day
from app.knowledge.firmware_numbers import parts_of, plain_version
from app.knowledge.linear import reason_against
from app.knowledge.makers import Directory
from app.knowledge.names import NAME_LIMIT, name_key
from app.knowledge.tables import Row, read_table, rows_of
from app.model.firmware import FirmwareText
from app.model.problem import KnowledgeError

#: Longest firmware text that is read, in characters.
TEXT_LIMIT = 256
_REMEMBERED = 4096
#: What a named group of a pattern may give. order is what counts when versions are compared, where that is not the version.
GROUPS = frozenset({"version", "order", "built", "build", "track", "customer"})
_KEYS = frozenset({"id", "of", "shared", "pattern", "day", "source", "date", "examples", "not_examples"})
_GIVES = frozenset({"text", "version", "built", "track", "customer"})
_BETWEEN_NAMES = re.compile(r"[/(),;&+|]")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True)
class Grammar:
    """One way of writing. of: ids of makers, brands or platforms that write so; shared: told from the text alone, whoever sold it."""

    file: str
    id: str
    of: tuple[str, ...]
    shared: bool
    pattern: re.Pattern[str]
    day: DayOrder
    source: str
    source_date: str
    examples: tuple[Mapping[str, str], ...]
    not_examples: tuple[str, ...]

    def read(self, text: str, today: dt.date) -> FirmwareText | None:
        """What the text says when it is written so, else None. text is trimmed and bounded."""
        match = self.pattern.search(text)
        if match is None:
            return None
        gives = match.groupdict()
        version = gives.get("version")
        written = gives.get("built")
        built = read_day(written, self.day, today) if written else None
        if not written:
            around = f"{text[: match.start()]} | {text[match.end() :]}"
            found = find_day(around, self.day, today)
            built, written = (found.day, around[found.start : found.end]) if found else (None, None)
        return FirmwareText(
            text,
            version,
            parts_of(gives.get("order") or version) if version else (),
            built,
            gives.get("build") or written,
            gives.get("track"),
            gives.get("customer"),
        )


class FirmwareBook:
    """All grammars."""

    def __init__(self, folder: Path, directory: Directory) -> None:
        """Reads the files of the folder. Raises KnowledgeError that names the file and the row."""
        self._directory = directory
        self.date = ""
        found: list[Grammar] = []
        for path in sorted(folder.glob("*.toml")):
            table = read_table(path)
            head = Row(path.name, dict(table), path.stem)
            head.only(frozenset({"date", "grammar"}))
            self.date = max(self.date, head.day("date"))
            found += (_grammar(row, path.stem, directory) for row in rows_of(path, table, "grammar"))
        if not found:
            raise KnowledgeError("firmware: no grammar is there")
        self.grammars = tuple(found)
        # A device is weighed again whenever more is known of it, and many of one kind say the same.
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._read)

    def read(self, untrusted: str, maker: str | None, today: dt.date) -> FirmwareText:
        """What a firmware text says. maker is an id or a name in any spelling, or None. Never raises."""
        text = _BLANK.sub(" ", untrusted[: 4 * TEXT_LIMIT]).strip()[:TEXT_LIMIT].strip()
        return self._remembered(text, self.ids_of(maker or ""), today)

    def _read(self, text: str, who: frozenset[str], today: dt.date) -> FirmwareText:
        for grammar in (*self._of(who), *self._shared):
            if (said := grammar.read(text, today)) is not None:
                return said
        return self._plain(text, who, today)

    def ids_of(self, name: str) -> frozenset[str]:
        """The ids of makers, brands and platforms that a name may mean, and of the makers behind the brands.

        A name that is in no list is looked up by its parts ("Keenfinity / Bosch") and by its first word ("Bosch Security").
        """
        parts = _BETWEEN_NAMES.split(name[:NAME_LIMIT])
        ids = (
            self._named(name)
            or frozenset().union(*map(self._named, parts))
            or self._named(name[:NAME_LIMIT].split(" ", maxsplit=1)[0])
        )
        brands = [self._directory.brands[one] for one in ids if one in self._directory.brands]
        return ids.union(*(brand.makers for brand in brands))

    def _named(self, name: str) -> frozenset[str]:
        key = name_key(name)
        return self._ids_of_key.get(key, frozenset()) if key else frozenset()

    def _of(self, who: frozenset[str]) -> Iterator[Grammar]:
        return (grammar for grammar in self.grammars if who and not who.isdisjoint(grammar.of))

    @cached_property
    def _shared(self) -> tuple[Grammar, ...]:
        return tuple(grammar for grammar in self.grammars if grammar.shared)

    @cached_property
    def _ids_of_key(self) -> Mapping[str, frozenset[str]]:
        keys: dict[str, set[str]] = {}
        directory = self._directory
        for maker in directory.makers.values():
            for spelling in (maker.id, maker.short, maker.name):
                keys.setdefault(name_key(spelling), set()).add(maker.id)
        for brand in directory.brands.values():
            for spelling in (brand.id, brand.name, *brand.aliases):
                keys.setdefault(name_key(spelling), set()).add(brand.id)
        for platform in directory.platforms.values():
            for spelling in (platform.id, platform.name):
                keys.setdefault(name_key(spelling), set()).add(platform.id)
        return MappingProxyType({key: frozenset(ids) for key, ids in keys.items() if key})

    def _plain(self, text: str, who: frozenset[str], today: dt.date) -> FirmwareText:
        """A text that no grammar describes: the day first, so that its digits are not taken for a version."""
        found = find_day(text, self._order_of(who), today)
        rest = f"{text[: found.start]}|{text[found.end :]}" if found else text
        version = plain_version(rest)
        written = text[found.start : found.end] if found else None
        return FirmwareText(text, version, parts_of(version) if version else (), found.day if found else None, written)

    def _order_of(self, who: frozenset[str]) -> DayOrder | None:
        """The United States write the month first; of others we only know that nobody else does."""
        countries = {self._directory.makers[one].country for one in who if one in self._directory.makers}
        return DayOrder.MDY if countries == {"US"} else None


def problems(book: FirmwareBook, today: dt.date) -> list[str]:
    """All that is wrong with the grammars, each as "file: id: what"."""
    return [
        f"{grammar.file}: {grammar.id}: {what}" for grammar in book.grammars for what in _problems(book, grammar, today)
    ]


def _problems(book: FirmwareBook, grammar: Grammar, today: dt.date) -> Iterator[str]:
    for example in grammar.examples:
        said = book.read(example["text"], None if grammar.shared else grammar.of[0], today)
        gives = {
            "version": said.version,
            "built": said.built.isoformat() if said.built else None,
            "track": said.track,
            "customer": said.customer,
        }
        told = {"text": example["text"]} | {name: value for name, value in gives.items() if value}
        if grammar.read(example["text"], today) != said:
            yield f"example {example['text']!r} is read by another grammar first"
        elif told != dict(example):
            yield f"example {example['text']!r} gives {told}"
    for text in grammar.not_examples:
        if grammar.read(text, today) is not None:
            yield f"counter-example {text!r} matches"


def _grammar(row: Row, file: str, directory: Directory) -> Grammar:
    row.only(_KEYS)
    written = row.string("pattern")
    if reason := reason_against(written):
        raise row.fault(f"its pattern {reason}")
    try:
        pattern = re.compile(written, re.IGNORECASE)
    except re.error as error:
        raise row.fault(f"its pattern does not compile: {error}") from error
    if unknown := set(pattern.groupindex) - GROUPS:
        raise row.fault(f"groups {sorted(unknown)} are not read by anybody")
    if not {"version", "built", "track"} & set(pattern.groupindex):
        raise row.fault("gives neither a version nor a day nor a track")
    of = row.texts("of")
    known = directory.makers.keys() | directory.brands.keys() | directory.platforms.keys()
    if unknown := set(of) - known:
        raise row.fault(f"{sorted(unknown)} are not in the lists of makers, brands and platforms")
    if not of and not row.flag("shared"):
        raise row.fault("is nobody's")
    try:
        source = directory.source(row.string("source"))
        day = DayOrder(row.string("day", DayOrder.YMD))
    except (KeyError, ValueError) as error:
        raise row.fault(f"{error} is not in the list") from error
    not_examples = row.texts("not_examples")
    examples = tuple(_examples(row, row.any("examples")))
    if not examples or not not_examples:
        raise row.fault("needs at least one example and one counter-example")
    return Grammar(
        file,
        row.id,
        of,
        row.flag("shared"),
        pattern,
        day,
        source.url or source.title,
        row.day("date"),
        examples,
        not_examples,
    )


def _examples(row: Row, items: Any) -> Iterable[Mapping[str, str]]:
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict) or "text" not in item or set(item) - _GIVES:
            raise row.fault("an example holds something else than text, version, built, track and customer")
        if not all(isinstance(value, str) for value in item.values()):
            raise row.fault("an example holds something that is not a text")
        yield MappingProxyType(item)
