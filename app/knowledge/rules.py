"""Rules: what a text means, how sure that is, who says so, and the examples that prove it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.knowledge.linear import reason_against
from app.knowledge.makers import Directory
from app.knowledge.tables import Row, read_table, rows_of
from app.model.certainty import Certainty
from app.model.identity import Kind, OtherThing
from app.model.problem import KnowledgeError

#: What a named group of a pattern may give.
GIVES = frozenset({"model", "firmware", "version", "built", "serial", "hardware"})
#: What a rule may say. maker, brand and platform are ids, kind a Kind word, other an OtherThing word.
SAYS = frozenset({"maker", "brand", "platform", "kind", "other"})
_KEYS = frozenset({"id", "pattern", "says", "certainty", "source", "date", "examples", "not_examples"})
#: The source id of what nobody but us says.
_OWN_WORD = "OWN"
_READS = re.compile(r"[a-z-]+\.[a-z0-9_]+(?:\.[A-Za-z_]+)?")


@dataclass(frozen=True, slots=True)
class Example:
    """A text that the rule matches, and what it gives then."""

    text: str
    gives: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """reads: the fields it looks at (protocol.field). pattern matches a whole text, in any case. source_date is YYYY-MM-DD."""

    id: str
    reads: tuple[str, ...]
    pattern: str
    says: Mapping[str, str]
    certainty: Certainty
    source: str
    source_date: str
    examples: tuple[Example, ...]
    not_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The rules of one kind of evidence, tried in order: the first that matches counts."""

    name: str
    date: str
    reads: tuple[str, ...]
    rules: tuple[Rule, ...]


def read_rule_file(path: Path, directory: Directory) -> RuleFile:
    """A checked rule file. Raises KnowledgeError that names the file and the rule."""
    table = read_table(path)
    head = Row(path.name, dict(table), path.stem)
    head.only(frozenset({"date", "reads", "rule"}))
    reads = head.texts("reads")
    if not reads or not all(_READS.fullmatch(name) for name in reads):
        raise head.fault("reads names no field, or something that is not protocol.field")
    rules = tuple(_rule(row, reads, directory) for row in rows_of(path, table, "rule"))
    if not rules:
        raise head.fault("holds no rule")
    return RuleFile(path.stem, head.day("date"), reads, rules)


def _rule(row: Row, reads: tuple[str, ...], directory: Directory) -> Rule:
    row.only(_KEYS)
    pattern = row.string("pattern")
    if reason := reason_against(pattern):
        raise row.fault(f"its pattern {reason}")
    try:
        certainty = Certainty.from_word(row.string("certainty"))
    except ValueError as error:
        raise row.fault("certainty is not possible, likely or confirmed") from error
    if certainty is Certainty.NOT_KNOWN:
        raise row.fault("certainty is not possible, likely or confirmed")
    if row.string("source") == _OWN_WORD and certainty > Certainty.POSSIBLE:
        raise row.fault("what only we say is never more than possible")
    examples = tuple(_example(row, item) for item in row.any("examples") or ())
    not_examples = row.texts("not_examples")
    if not examples or not not_examples:
        raise row.fault("needs at least one example and one counter-example")
    try:
        source = directory.source(row.string("source"))
    except KeyError as error:
        raise row.fault(f"source {error} is not in sources.toml") from error
    return Rule(
        id=row.id,
        reads=reads,
        pattern=pattern,
        says=_says(row, directory),
        certainty=certainty,
        source=source.url or source.title,
        source_date=row.day("date"),
        examples=examples,
        not_examples=not_examples,
    )


def _example(row: Row, item: Any) -> Example:
    if isinstance(item, str):
        return Example(item, MappingProxyType({}))
    if not isinstance(item, dict) or not isinstance(item.get("text"), str) or set(item) - {"text", "gives"}:
        raise row.fault("an example is neither a text nor {text, gives}")
    gives = item.get("gives", {})
    if not isinstance(gives, dict) or set(gives) - GIVES or not all(isinstance(value, str) for value in gives.values()):
        raise row.fault("gives of an example holds something that no group can give")
    return Example(item["text"], MappingProxyType(gives))


def _says(row: Row, directory: Directory) -> Mapping[str, str]:
    says = row.any("says")
    if not isinstance(says, dict) or set(says) - SAYS or not all(isinstance(value, str) for value in says.values()):
        raise row.fault(f"says is not a table of {sorted(SAYS)}")
    known = {
        "maker": directory.makers,
        "brand": directory.brands,
        "platform": directory.platforms,
        "kind": {kind.value for kind in Kind},
        "other": {thing.value for thing in OtherThing if thing},
    }
    for key, value in says.items():
        if value not in known[key]:
            raise row.fault(f"{key} {value!r} is not in the list")
    if ("other" in says) != (says.get("kind") == Kind.OTHER):
        raise row.fault("other goes with kind = other, and only with it")
    return MappingProxyType(says)


def compiled(rule: Rule) -> re.Pattern[str]:
    """The rule's pattern. Raises KnowledgeError when it does not compile or names a group that nobody reads."""
    try:
        pattern = re.compile(rule.pattern, re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(f"{rule.id}: its pattern does not compile: {error}") from error
    if unknown := set(pattern.groupindex) - GIVES:
        raise KnowledgeError(f"{rule.id}: groups {sorted(unknown)} are not read by anybody")
    if not rule.says and not pattern.groupindex:
        raise KnowledgeError(f"{rule.id}: says nothing and gives nothing")
    return pattern
