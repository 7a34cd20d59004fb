"""JSON Lines in, JSON Lines out (design §7): one answer a line, and one warning for each line that cannot be understood."""

import io
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from app.model.problem import FileNotReadableError

#: Longest line that is read, in characters.
LINE_LIMIT = 4 * 1024 * 1024
#: Windows PowerShell 5 writes it before the first line of a file and of what it hands on.
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

#: The answer to one line's object and a warning, "" when it was understood.
Answering = Callable[[Mapping[str, Any]], tuple[Mapping[str, Any], str]]


def answer_lines(file: str, answer: Answering) -> int:
    """Write the answer to every line of a file, or of standard input where file is -. Returns 1 when one was not understood.

    A line that is no object is answered as the empty object, so that answers and lines stay in step. Raises FileNotReadableError.
    """
    code = 0
    with _lines(file) as lines:
        for number, line in enumerate(lines, 1):
            told = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
            if not told.strip():
                continue
            asked, wrong = _asked(told)
            answered, warning = answer(asked)
            if wrong or warning:
                print(f"line {number}: {wrong or warning}", file=sys.stderr)
                code = 1
            print(json.dumps(answered, ensure_ascii=False), flush=file == "-")
    return code


def _asked(line: str) -> tuple[Mapping[str, Any], str]:
    try:
        asked = json.loads(line, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError):
        return {}, "not JSON"
    return (asked, "") if isinstance(asked, dict) else ({}, "not an object")


@contextmanager
def _lines(file: str) -> Iterator[Iterator[str]]:
    if file == "-":
        if sys.stdin is None:
            raise FileNotReadableError("standard input is closed", file=file)
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        yield _bounded(sys.stdin)
        return
    try:
        stream = Path(file).open(encoding="utf-8", errors="replace")  # noqa: SIM115 - closed below; only opening it may fail so
    except OSError as error:
        raise FileNotReadableError(str(error), file=file) from error
    with stream:
        yield _bounded(stream)


def _bounded(stream: TextIO) -> Iterator[str]:
    """The lines; of one that is too long only the beginning, so that there is one answer for each."""
    while line := stream.readline(LINE_LIMIT):
        yield line
        while len(line) == LINE_LIMIT and not line.endswith("\n"):
            line = stream.readline(LINE_LIMIT)


def _finite(written: str) -> float:
    """The number. Raises ValueError for NaN and for what is too large: it would go out as something that is not JSON."""
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(written)
    return number
