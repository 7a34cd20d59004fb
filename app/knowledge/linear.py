"""Refuses patterns whose time may grow without bounds: nothing open-ended stands inside something that repeats.

That is quick and is asked of every rule that is loaded; how long patterns really take is tried by `knowledge check` (trial.py).
"""

import re
from dataclasses import dataclass

_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_COUNT = re.compile(r"\{(\d*)(?:(,)(\d*))?\}")
_GROUP_START = re.compile(r"\((?:\?(?:P<\w+>|P=\w+|[:=!]|<[=!]|[a-z]+[:)]|>))?")
#: More open-ended parts than this make even a linear-looking pattern slow.
_OPEN_LIMIT = 4
_PATTERN_LIMIT = 600
#: How often a part that varies in length, within limits, may repeat.
_REPEAT_LIMIT = 4


@dataclass(slots=True)
class _Inside:
    """What stands inside a group."""

    varies: bool = False
    open_ended: bool = False

    def may_explode(self, maximum: int | None) -> bool:
        """Whether repeating the group at most that often (None: no limit) lets one text be read in very many ways."""
        if maximum is None:
            return self.varies
        return maximum > 1 and (self.open_ended or (self.varies and maximum > _REPEAT_LIMIT))


def reason_against(pattern: str) -> str | None:
    """Why the pattern may be slow, or None when it is linear enough for bounded text. Does not check that it compiles."""
    if len(pattern) > _PATTERN_LIMIT:
        return f"is longer than {_PATTERN_LIMIT} characters"
    inside = [_Inside()]  # one entry for each open group
    closed = _Inside()
    last_is_group = False
    open_ended = 0
    position = 0
    while position < len(pattern):
        char = pattern[position]
        minimum, maximum, width = _quantifier(pattern, position)
        if width:
            if last_is_group and closed.may_explode(maximum):
                return f"repeats a part that varies in length, at position {position}"
            open_ended += maximum is None
            inside[-1].varies |= minimum != maximum
            inside[-1].open_ended |= maximum is None
            position += width
            last_is_group = False
            continue
        last_is_group = False
        if char == "\\":
            position += 2
        elif char == "[":
            found = _CLASS.match(pattern, position)
            position = found.end() if found else position + 1
        elif char == "(":
            found = _GROUP_START.match(pattern, position)
            position = found.end() if found else position + 1
            inside.append(_Inside())
        elif char == ")":
            closed = inside.pop() if len(inside) > 1 else inside[0]
            inside[-1].varies |= closed.varies
            inside[-1].open_ended |= closed.open_ended
            last_is_group = True
            position += 1
        else:
            position += 1
    return f"has more than {_OPEN_LIMIT} open-ended parts" if open_ended > _OPEN_LIMIT else None


def _quantifier(pattern: str, position: int) -> tuple[int, int | None, int]:
    """Least and most repetitions (None: no limit) and the width of the quantifier here; width 0 where there is none."""
    char = pattern[position]
    if char in "*+?":
        minimum, maximum = {"*": (0, None), "+": (1, None), "?": (0, 1)}[char]
        width = 1
    elif char == "{" and (found := _COUNT.match(pattern, position)):
        minimum = int(found[1] or 0)
        maximum = minimum if found[2] is None else int(found[3]) if found[3] else None
        width = found.end() - position
    else:
        return 0, 0, 0
    if pattern[position + width : position + width + 1] in {"?", "+"}:
        width += 1
    return minimum, maximum, width
