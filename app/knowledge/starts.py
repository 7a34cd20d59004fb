"""What a text must begin with to fit a pattern: most rules are ruled out so without being compiled."""

import re

#: More beginnings than this are not worth comparing.
_STARTS_LIMIT = 24
_SPECIAL = frozenset(".[(|)*+?{^$\\")
_QUANTIFIER = frozenset("*+?{")
_PLAIN_GROUP = re.compile(r"\((?:\?:|\?P<\w+>)?(?!\?)")


def starts_of(pattern: str) -> tuple[str, ...]:
    """Lower-case beginnings of which every ASCII text that fits the pattern has one; () when nothing certain is known."""
    found: set[str] = set()
    for alternative in _alternatives(pattern):
        starts = _starts_of_one(alternative)
        if not starts:
            return ()
        found.update(starts)
    return tuple(sorted(found)) if len(found) <= _STARTS_LIMIT else ()


def _starts_of_one(pattern: str) -> tuple[str, ...]:
    group = _PLAIN_GROUP.match(pattern)
    if group is not None:
        end = _closing(pattern, 0)
        if end < 0 or pattern[end + 1 : end + 2] in _QUANTIFIER:
            return ()
        return starts_of(pattern[group.end() : end])
    literal = ""
    at = 0
    while at < len(pattern):
        char, width = pattern[at], 1
        if char == "\\" and pattern[at + 1 : at + 2] and not pattern[at + 1].isalnum():
            char, width = pattern[at + 1], 2
        elif char in _SPECIAL:
            break
        if pattern[at + width : at + width + 1] in _QUANTIFIER:
            break
        if not char.isascii():
            break
        literal += char
        at += width
    return (literal.lower(),) if literal else ()


def _alternatives(pattern: str) -> list[str]:
    """The parts between the "|" outside of all groups."""
    parts: list[str] = []
    begin = at = 0
    while at < len(pattern):
        if pattern[at] == "|":
            parts.append(pattern[begin:at])
            begin = at + 1
        at = _next(pattern, at)
    return [*parts, pattern[begin:]]


def _closing(pattern: str, opening: int) -> int:
    """Where the group ends that opens there, -1 when it does not."""
    at = _next(pattern, opening) - 1
    return at if at < len(pattern) and pattern[at] == ")" else -1


def _next(pattern: str, at: int) -> int:
    """Where the next part begins: behind an escape, a set of characters or a group."""
    char = pattern[at]
    if char == "\\":
        return at + 2
    if char == "[":
        at += 2 if pattern[at + 1 : at + 2] == "^" else 1
        at += pattern[at : at + 1] == "]"
        while at < len(pattern) and pattern[at] != "]":
            at += 2 if pattern[at] == "\\" else 1
        return at + 1
    if char == "(":
        at += 1
        while at < len(pattern) and pattern[at] != ")":
            at = _next(pattern, at)
    return at + 1
