"""What is known about labels (resources/label): who holds a radio permit code, how serial numbers and codes are written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from app.knowledge.linear import reason_against
from app.knowledge.tables import Row, read_table, rows_of
from app.model.certainty import Certainty
from app.model.label import HIDDEN_KINDS, PartKind
from app.model.policy import PolicySource
from app.model.problem import KnowledgeError

#: What a group of a pattern may give. made is a day as YYYYMMDD; secret and what it hides are never given on.
GIVES = frozenset({"model", "serial", "mac", "made", "secret"})
#: Longest text that a pattern is tried on, in characters.
TEXT_LIMIT = 800
_CODE = re.compile(r"[0-9A-Z]{3,6}")
_URL = re.compile(r"https://[^\s<>\"]+")
_DAY = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?")


@dataclass(frozen=True, slots=True)
class Grantee:
    """Who applied for permits under a code. name is "" where no source spells it; maker is "" where the code names none of ours."""

    code: str
    authority: str
    name: str
    maker: str
    certainty: Certainty
    example: str
    source: PolicySource


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a serial number or a code is written. maker is "" where the grammar names none; hides only in codes."""

    id: str
    pattern: re.Pattern[str]
    maker: str
    certainty: Certainty
    hides: PartKind | None
    source: PolicySource
    examples: tuple[tuple[str, Mapping[str, str]], ...]
    not_examples: tuple[str, ...]

    def gives(self, untrusted_text: str) -> Mapping[str, str] | None:
        """What its groups read, the secret left out; None when the text is written otherwise."""
        found = self.pattern.fullmatch(untrusted_text) if len(untrusted_text) <= TEXT_LIMIT else None
        if found is None:
            return None
        return {name: value for name, value in found.groupdict().items() if value and name != "secret"}

    @property
    def hides_all(self) -> bool:
        """Whether the whole text is the secret, and not a part of it."""
        return self.hides is not None and not self.pattern.groupindex


@dataclass(frozen=True, slots=True)
class Shared:
    """A beginning of model numbers that several makers use."""

    id: str
    shown: str
    pattern: re.Pattern[str]
    makers: tuple[str, ...]
    others: bool
    source: PolicySource
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelKnowledge:
    """All tables. fcc and ised are by code."""

    fcc: Mapping[str, Grantee]
    ised: Mapping[str, Grantee]
    serials: tuple[Grammar, ...]
    codes: tuple[Grammar, ...]
    shared: tuple[Shared, ...]

    @property
    def rows(self) -> int:
        """The number of rows in all tables."""
        return sum(len(table) for table in (self.fcc, self.ised, self.serials, self.codes, self.shared))

    def serial(self, untrusted: str) -> tuple[Grammar, Mapping[str, str]] | None:
        """The first grammar of serial numbers that fits, with what it gives."""
        return _first(self.serials, untrusted)

    def code(self, untrusted: str) -> tuple[Grammar, Mapping[str, str]] | None:
        """The first grammar of codes that fits, with what it gives."""
        return _first(self.codes, untrusted)

    def shared_by(self, untrusted_model: str) -> Shared | None:
        """The makers that use such a model number, None when no table row fits."""
        return next((row for row in self.shared if row.pattern.fullmatch(untrusted_model[:TEXT_LIMIT])), None)


def _first(grammars: Iterable[Grammar], untrusted: str) -> tuple[Grammar, Mapping[str, str]] | None:
    for grammar in grammars:
        gives = grammar.gives(untrusted)
        if gives is not None:
            return grammar, gives
    return None


def read_labels(folder: Path) -> LabelKnowledge:
    """The tables of a folder. Raises KnowledgeError that names the file and the row."""
    grantees = [_grantee(row) for row in _rows(folder / "grantees.toml", "grantee", key="code")]
    return LabelKnowledge(
        MappingProxyType({one.code: one for one in grantees if one.authority == "fcc"}),
        MappingProxyType({one.code: one for one in grantees if one.authority == "ised"}),
        tuple(_grammar(row) for row in _rows(folder / "serials.toml", "serial")),
        tuple(_grammar(row) for row in _rows(folder / "codes.toml", "code")),
        tuple(_shared(row) for row in _rows(folder / "shared.toml", "shared")),
    )


def _rows(path: Path, name: str, key: str = "id") -> list[Row]:
    table = read_table(path)
    head = Row(path.name, dict(table), path.stem)
    head.only(frozenset({"date", name}))
    head.day("date")
    if key == "id":
        rows = rows_of(path, table, name)
    else:
        rows = [Row(path.name, values, f"{values.get(key, '?')}".lower()) for values in table.get(name, [])]
    if not rows:
        raise head.fault("holds no row")
    return rows


def _grantee(row: Row) -> Grantee:
    row.only(frozenset({"code", "authority", "name", "maker", "certainty", "example", "source"}))
    code, authority = row.string("code"), row.string("authority")
    if not _CODE.fullmatch(code) or authority not in {"fcc", "ised"}:
        raise row.fault("its code or its authority is not one")
    if not row.string("example").startswith(code):
        raise row.fault("its example does not begin with the code")
    name, maker = row.string("name", ""), row.string("maker", "")
    if not name and not maker:
        raise row.fault("names nobody")
    return Grantee(code, authority, name, maker, _certainty(row), row.string("example"), _source(row))


def _grammar(row: Row) -> Grammar:
    row.only(
        frozenset({"id", "maker", "pattern", "hides", "certainty", "source", "examples", "not_examples"}),
    )
    pattern = _pattern(row)
    if set(pattern.groupindex) - GIVES:
        raise row.fault("has a group that nobody reads")
    hides = row.string("hides", "")
    if hides and hides not in HIDDEN_KINDS:
        raise row.fault("hides is not a kind that is hidden")
    if ("secret" in pattern.groupindex) and not hides:
        raise row.fault("has a secret and does not say what it is")
    maker = row.string("maker", "")
    return Grammar(
        row.id,
        pattern,
        maker,
        _certainty(row) if maker else Certainty.NOT_KNOWN,
        PartKind(hides) if hides else None,
        _source(row),
        tuple((_text(row, one), MappingProxyType(dict(one.get("gives", {})))) for one in row.any("examples") or ()),
        row.texts("not_examples"),
    )


def _shared(row: Row) -> Shared:
    row.only(frozenset({"id", "shown", "pattern", "makers", "others", "source", "examples", "not_examples"}))
    makers = row.texts("makers")
    if len(makers) < 2:
        raise row.fault("is shared by fewer than two")
    return Shared(
        row.id,
        row.string("shown", ""),
        _pattern(row),
        makers,
        row.flag("others"),
        _source(row),
        row.texts("examples"),
        row.texts("not_examples"),
    )


def _text(row: Row, example: object) -> str:
    text = example.get("text") if isinstance(example, dict) else None
    if not isinstance(text, str):
        raise row.fault("an example is not {text, gives}")
    return text


def _pattern(row: Row) -> re.Pattern[str]:
    text = row.string("pattern")
    if reason := reason_against(text):
        raise row.fault(f"its pattern {reason}")
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise row.fault(f"its pattern does not compile: {error}") from error


def _certainty(row: Row) -> Certainty:
    try:
        certainty = Certainty.from_word(row.string("certainty"))
    except ValueError as error:
        raise row.fault("certainty is not possible or likely") from error
    if certainty not in (Certainty.POSSIBLE, Certainty.LIKELY):
        raise row.fault("a label is never more than likely")
    return certainty


def _source(row: Row) -> PolicySource:
    values = row.any("source")
    if not isinstance(values, dict) or set(values) != {"title", "url", "date"}:
        raise row.fault("source is not {title, url, date}")
    title, url, day = values["title"], values["url"], values["date"]
    if not (isinstance(title, str) and title and isinstance(url, str) and isinstance(day, str)):
        raise row.fault("source has no title")
    if (url and not _URL.fullmatch(url)) or not _DAY.fullmatch(day):
        raise row.fault("source has a bad address or date")
    return PolicySource(title, url, day)


def label_problems(known: LabelKnowledge, is_maker: Mapping[str, object]) -> Iterator[str]:
    """All that does not hold in the tables, each as "table: row: what"."""
    for one in (*known.fcc.values(), *known.ised.values()):
        if one.maker and one.maker not in is_maker:
            yield f"grantees: {one.code}: maker {one.maker!r} is not in the list"
    for table, grammars in (("serials", known.serials), ("codes", known.codes)):
        for grammar in grammars:
            yield from (f"{table}: {grammar.id}: {what}" for what in _grammar_problems(grammar, grammars, is_maker))
    for row in known.shared:
        unknown = [maker for maker in row.makers if maker not in is_maker]
        if unknown:
            yield f"shared: {row.id}: makers {unknown} are not in the list"
        yield from (f"shared: {row.id}: {text!r} is not met" for text in row.examples if known.shared_by(text) != row)
        yield from (f"shared: {row.id}: {text!r} is met" for text in row.not_examples if row.pattern.fullmatch(text))
    if not known.shared:
        raise KnowledgeError("shared: no row")


def _grammar_problems(grammar: Grammar, grammars: tuple[Grammar, ...], is_maker: Mapping[str, object]) -> Iterator[str]:
    if grammar.maker and grammar.maker not in is_maker:
        yield f"maker {grammar.maker!r} is not in the list"
    if not grammar.examples or not grammar.not_examples:
        yield "needs an example and a counter-example"
    for text, gives in grammar.examples:
        met = _first(grammars, text)
        if met is None or met[0] is not grammar:
            yield f"example {text!r} meets {met[0].id if met else 'no grammar'} first"
        elif dict(met[1]) != dict(gives):
            yield f"example {text!r} gives {dict(met[1])}"
    for text in grammar.not_examples:
        if grammar.gives(text) is not None:
            yield f"counter-example {text!r} fits"
