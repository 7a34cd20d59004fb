"""Proves that a pattern cannot take long on hostile text: nothing that varies in length stands inside something that repeats."""

import re

_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_COUNT = re.compile(r"\{(\d*)(?:(,)(\d*))?\}")
_GROUP_START = re.compile(r"\((?:\?(?:P<\w+>|P=\w+|[:=!]|<[=!]|[a-z]+[:)]|>))?")
#: More open-ended parts than this make even a linear-looking pattern slow.
_OPEN_LIMIT = 4
_PATTERN_LIMIT = 600


def reason_against(pattern: str) -> str | None:
    """Why the pattern may be slow, or None when it is linear enough for bounded text. Does not check that it compiles."""
    if len(pattern) > _PATTERN_LIMIT:
        return f"is longer than {_PATTERN_LIMIT} characters"
    varies = [False]  # one entry for each open group: does anything inside vary in length?
    closed_varies = False
    last_is_group = False
    open_ended = 0
    position = 0
    while position < len(pattern):
        char = pattern[position]
        minimum, maximum, width = _quantifier(pattern, position)
        if width:
            if maximum != 1 and last_is_group and closed_varies:
                return f"repeats a part that varies in length, at position {position}"
            if maximum is None:
                open_ended += 1
            varies[-1] = varies[-1] or minimum != maximum
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
            varies.append(False)
        elif char == ")":
            closed_varies = varies.pop() if len(varies) > 1 else varies[0]
            varies[-1] = varies[-1] or closed_varies
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
