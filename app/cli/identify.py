"""camera-check identify: what would we say of this answer? JSON Lines in, JSON Lines out (design §7)."""

import argparse
import io
import json
import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from app.answer import identify_answer
from app.model.certainty import Certainty
from app.model.identity import Identity, Kind, Value
from app.model.problem import FileNotReadableError
from app.words import Words

#: Longest line that is read, in characters.
_LINE_LIMIT = 4 * 1024 * 1024


def identify(arguments: argparse.Namespace, words: Words) -> int:
    """Answer each line; a line that cannot be understood yields nulls and one warning."""
    with _lines(arguments.file) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            answer, warning = _answer(line, words)
            if warning:
                print(f"line {number}: {warning}", file=sys.stderr)
            print(json.dumps(answer, ensure_ascii=False), flush=arguments.file == "-")
    return 0


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
    while line := stream.readline(_LINE_LIMIT):
        yield line
        while len(line) == _LINE_LIMIT and not line.endswith("\n"):
            line = stream.readline(_LINE_LIMIT)


def _finite(written: str) -> float:
    """The number. Raises ValueError for NaN and for what is too large: it would go out as something that is not JSON."""
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(written)
    return number


def _answer(line: str, words: Words) -> tuple[dict[str, Any], str]:
    """The answer to one line, and a warning when it could not be understood."""
    try:
        asked = json.loads(line, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError):
        return _nothing(None), "not JSON"
    if not isinstance(asked, dict):
        return _nothing(None), "not an object"
    name = asked.get("id")
    protocol, untrusted = asked.get("protocol"), asked.get("input")
    if isinstance(untrusted, dict | list):
        untrusted = json.dumps(untrusted)
    if not isinstance(protocol, str) or not isinstance(untrusted, str):
        return _nothing(name), "protocol and input are needed, both as text"
    identity = identify_answer(protocol, untrusted)
    if identity is None:
        return _nothing(name), f"nothing could be read from this as {protocol[:40]!r}"
    return _said(name, identity, words), ""


def _said(name: object, identity: Identity, words: Words) -> dict[str, Any]:
    values = (identity.maker, identity.brand, identity.model, identity.firmware)
    strongest = max(
        [
            identity.kind_certainty if identity.kind is not Kind.UNKNOWN else Certainty.NOT_KNOWN,
            *(v.certainty for v in values),
        ]
    )
    because = [evidence.sentence for evidence in identity.kind_because]
    because += [evidence.sentence for value in values for evidence in value.because]
    return {
        "id": name,
        "is_camera": identity.is_camera,
        "kind": identity.kind.value,
        "maker": _shown(identity.maker),
        "brand": _shown(identity.brand),
        "model": _shown(identity.model),
        "firmware": _shown(identity.firmware),
        "certainty": strongest.word,
        "because": list(dict.fromkeys(words.say(sentence) for sentence in because)),
    }


def _shown(value: Value) -> str | None:
    return value.value


def _nothing(name: object) -> dict[str, Any]:
    return {
        "id": name,
        "is_camera": None,
        "kind": None,
        "maker": None,
        "brand": None,
        "model": None,
        "firmware": None,
        "certainty": Certainty.NOT_KNOWN.word,
        "because": [],
    }
