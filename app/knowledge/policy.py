"""Loads what authorities said (resources/policy, one file an authority) and checks every row."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from app.knowledge.tables import Row, read_table, rows_of
from app.model.policy import Audience, Bilingual, PolicyFact, PolicySource
from app.model.problem import KnowledgeError

_FILE_KEYS = frozenset({"authority", "fact"})
_FACT_KEYS = frozenset(
    {
        "id", "instrument", "date", "binds", "does_not_bind", "says", "about_owners", "state", "maker_answer", "answer_of", "makers",
        "names_makers", "binds_audiences", "may_bind_audiences", "sources", "checked", "expires",
    }
)  # fmt: skip
_SOURCE_KEYS = frozenset({"title", "url", "date", "answer"})
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_URL = re.compile(r"https?://[^\s<>\"]+")


def read_policy(folder: Path) -> tuple[PolicyFact, ...]:
    """All facts, in the order of the file names and within a file as written. Raises KnowledgeError that names file and row."""
    facts: dict[str, PolicyFact] = {}
    for path in sorted(folder.glob("*.toml")):
        table = read_table(path)
        head = Row(path.name, dict(table), "file")
        head.only(_FILE_KEYS)
        authority = head.bilingual("authority")
        rows = rows_of(path, table, "fact")
        if not rows:
            raise head.fault("holds no fact")
        for row in rows:
            if row.id in facts:
                raise row.fault("its id is used twice")
            facts[row.id] = _fact(row, path.name, authority)
    if not facts:
        raise KnowledgeError(f"{folder.name}: no policy facts")
    return tuple(facts.values())


def check_makers(facts: Sequence[PolicyFact], is_maker: Callable[[str], bool]) -> None:
    """Raises KnowledgeError when a fact names a maker that our knowledge does not have."""
    for fact in facts:
        for maker in fact.makers:
            if not is_maker(maker):
                raise KnowledgeError(f"policy: {fact.id}: unknown maker {maker!r}")


def _fact(row: Row, file: str, authority: Bilingual) -> PolicyFact:
    row.only(_FACT_KEYS)
    checked, expires = date.fromisoformat(row.day("checked")), date.fromisoformat(row.day("expires"))
    if expires <= checked:
        raise row.fault("expires before it was checked")
    makers = row.texts("makers")
    if not makers:
        raise row.fault("makers is missing or empty")
    binding, perhaps = _audiences(row, "binds_audiences"), _audiences(row, "may_bind_audiences")
    if set(binding) & set(perhaps):
        raise row.fault("an audience is bound and may be bound at once")
    return PolicyFact(
        id=row.id,
        authority=authority,
        instrument=row.bilingual("instrument"),
        date=_date(row, "date"),
        binds=row.bilingual("binds"),
        does_not_bind=row.bilingual("does_not_bind"),
        says=row.bilingual("says"),
        about_owners=row.bilingual("about_owners"),
        state=row.bilingual("state"),
        maker_answer=row.bilingual("maker_answer") if row.any("maker_answer") is not None else None,
        answer_of=row.texts("answer_of") or makers,
        answer_source=next(iter(_sources(row, file, of_answer=True)), None),
        makers=makers,
        names_makers=row.any("names_makers") is None or row.flag("names_makers"),
        binds_audiences=binding,
        may_bind_audiences=perhaps,
        sources=_sources(row, file),
        checked=checked,
        expires=expires,
    )


def _audiences(row: Row, key: str) -> tuple[Audience, ...]:
    try:
        return tuple(Audience(word) for word in row.texts(key))
    except ValueError as error:
        raise row.fault(f"{key}: {error}") from error


def _sources(row: Row, file: str, *, of_answer: bool = False) -> tuple[PolicySource, ...]:
    """All of them, or the one in which the maker's answer was read."""
    values = row.any("sources")
    if not isinstance(values, list) or not values:
        raise row.fault("sources is missing or empty")
    found = []
    for value in values:
        source = Row(file, value, row.id)
        source.only(_SOURCE_KEYS)
        if not _URL.fullmatch(source.string("url")):
            raise row.fault("a source has no web address")
        if of_answer and not source.flag("answer"):
            continue
        found.append(PolicySource(source.string("title"), source.string("url"), _date(source, "date", may_lack=True)))
    return tuple(found)


def _date(row: Row, key: str, *, may_lack: bool = False) -> str:
    """A day, a month or a year; "" where that is allowed."""
    text = row.string(key, "" if may_lack else None)
    if text and not _DATE.fullmatch(text):
        raise row.fault(f"{key} is neither a day, a month nor a year")
    return text
