"""Proves by trial that no pattern takes long: each is tried on hostile texts, also such as begin like its own examples."""

import re
import time
from collections.abc import Iterator, Sequence

from app.knowledge.match import LINE_LIMIT

#: Longest time that one text may take, in seconds; the best of so many tries counts, as the computer does other things too.
SECONDS_LIMIT = 0.05
_TRIES = 3
_UNITS = ("a", "A", "0", "-", "_", ".", " ", "/", "a-", "a_", "a.", "a ", "A1-", "0.", "1-", "x=", ", ", ":", "(", "é")
_ENDS = ("a", "A1-", "0", "a ", "_")
#: No rule ends with it, so that a pattern has to give up all that it read.
_NO_END = "\x00"


def slow_text(pattern: re.Pattern[str], examples: Sequence[str]) -> str | None:
    """A text that takes the pattern too long, None when there is none among those tried."""
    for text in _hostile(examples):
        if _seconds(pattern, text) > SECONDS_LIMIT and all(
            _seconds(pattern, text) > SECONDS_LIMIT for _ in range(_TRIES - 1)
        ):
            return text
    return None


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    began = time.perf_counter()
    pattern.fullmatch(text)
    return time.perf_counter() - began


def _hostile(examples: Sequence[str]) -> Iterator[str]:
    for unit in _UNITS:
        yield _filled("", unit)
    for example in examples:
        yield _filled("", example)
        for part in (len(example) // 3, len(example) // 2, 2 * len(example) // 3):
            for unit in _ENDS:
                yield _filled(example[:part], unit)


def _filled(start: str, unit: str) -> str:
    return (start + unit * LINE_LIMIT)[: LINE_LIMIT - 1] + _NO_END
