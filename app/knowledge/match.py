"""Matches text of devices against the rules."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from app.knowledge.rules import Rule, RuleFile, compiled
from app.knowledge.starts import starts_of

#: Longest line that is matched, and most lines of one field.
LINE_LIMIT = 256
LINES_LIMIT = 64
_REMEMBERED = 8192
_EMPTY: Mapping[str, str] = MappingProxyType({})
_NOT_DIGIT = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """A rule that matched. gives holds what its groups read; built is YYYYMMDD and always a real day."""

    rule: Rule
    gives: Mapping[str, str]


class RuleBook:
    """The rules by field. A pattern is compiled when a text may fit it for the first time."""

    def __init__(self, files: Iterable[RuleFile]) -> None:
        self.files = tuple(files)
        self._files_of_field: dict[str, list[RuleFile]] = {}
        for file in self.files:
            for field in file.reads:
                self._files_of_field.setdefault(field, []).append(file)
        self._starts: dict[str, tuple[tuple[tuple[str, ...], Rule], ...]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        # Devices of one kind say the same words, and say them again whenever more is known of them.
        self.match = lru_cache(maxsize=_REMEMBERED)(self._match)

    def _match(self, field: str, untrusted_text: str) -> tuple[RuleMatch, ...]:
        """The first rule of each file that fits, for each line of the text. Raises KnowledgeError for a damaged pattern."""
        found: dict[str, RuleMatch] = {}
        files = self._files_of_field.get(field, ())
        for line in untrusted_text.split("\n", LINES_LIMIT)[:LINES_LIMIT] if files else ():
            text = line[:LINE_LIMIT].strip()
            for file in files if text else ():
                match = self.first(file, text)
                if match is not None:
                    found.setdefault(match.rule.id, match)
        return tuple(found.values())

    def first(self, file: RuleFile, text: str) -> RuleMatch | None:
        """The first rule of the file that fits the whole text."""
        folded = text.lower() if text.isascii() else ""
        for starts, rule in self._rules(file):
            if folded and starts and not folded.startswith(starts):
                continue
            pattern = self._compiled(rule)
            found = pattern.fullmatch(text)
            if found is not None:
                return RuleMatch(rule, _gives(found) if pattern.groupindex else _EMPTY)
        return None

    def _rules(self, file: RuleFile) -> tuple[tuple[tuple[str, ...], Rule], ...]:
        rules = self._starts.get(file.name)
        if rules is None:
            rules = self._starts[file.name] = tuple((starts_of(rule.pattern), rule) for rule in file.rules)
        return rules

    def _compiled(self, rule: Rule) -> re.Pattern[str]:
        pattern = self._patterns.get(rule.id)
        if pattern is None:
            pattern = self._patterns[rule.id] = compiled(rule)
        return pattern


def _gives(found: re.Match[str]) -> Mapping[str, str]:
    gives = {name: value.strip() for name, value in found.groupdict().items() if value and value.strip()}
    if "built" in gives:
        built = build_day(gives.pop("built"))
        if built:
            gives["built"] = built
    return MappingProxyType(gives)


def build_day(untrusted: str) -> str:
    """YYYYMMDD of a build date written YYMMDD or YYYYMMDD with any separators; "" when it is not a day of 1990-2099."""
    digits = _NOT_DIGIT.sub("", untrusted)
    if len(digits) == 6:
        digits = "20" + digits
    if len(digits) != 8 or not "1990" <= digits[:4] <= "2099":
        return ""
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return ""
    return digits
