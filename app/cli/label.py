"""camera-check label: what a sticker says, as one JSON object (docs/label.md)."""

import argparse
import datetime as dt
import io
import json
import sys
from pathlib import Path
from typing import Any

from app.label import look_up
from app.model.identity import Evidence, Value
from app.model.label import LabelAnswer, LabelText, SharedNumber
from app.model.problem import FileNotReadableError
from app.words import Words

#: Longest text that is read from standard input, in characters.
_TEXT_LIMIT = 64 * 1024


def label(arguments: argparse.Namespace, words: Words) -> int:
    """Print what the text or the photo says. Returns the exit code. Raises PhotoError, FileNotReadableError, KnowledgeError."""
    answer = look_up(_texts(arguments), dt.datetime.now().astimezone().date())
    if not answer.says_something:
        print(*(words.say(note) for note in answer.notes), sep="\n", file=sys.stderr)
    print(json.dumps(answer_data(answer, words), ensure_ascii=False, indent=2))
    return 0


def _texts(arguments: argparse.Namespace) -> tuple[LabelText, ...]:
    if arguments.photo is not None:
        from app.photo import read_photo  # noqa: PLC0415 - a text needs neither Qt nor the reader of codes

        return read_photo(Path(arguments.photo))
    text = "\n".join(arguments.text)
    return (LabelText(_standard_input() if text == "-" else text),)


def _standard_input() -> str:
    if sys.stdin is None:
        raise FileNotReadableError("standard input is closed", file="-")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdin.read(_TEXT_LIMIT)


def answer_data(answer: LabelAnswer, words: Words) -> dict[str, Any]:
    """The object that is written."""
    identity = answer.identity
    values = {
        "model": identity.model,
        "serial": identity.serial,
        "mac": answer.mac,
        "fcc_id": answer.fcc_id,
        "grantee": answer.grantee,
        "ised": answer.ised,
        "made": answer.made,
        "firmware": identity.firmware,
        "maker": identity.maker,
        "brand": identity.brand,
        "family": identity.platform,
    }
    return {
        **{name: _value(value, words) for name, value in values.items()},
        "kind": identity.kind.value,
        "is_camera": identity.is_camera,
        "country": answer.country or None,
        "shared_by": _shared(answer.shared),
        "found": [
            {
                "kind": part.kind.value,
                "value": None if part.is_hidden else part.untrusted_value,
                "codes": list(part.code_formats),
            }
            for part in answer.parts
        ],
        "hidden": [kind.value for kind in answer.hidden],
        "notes": [words.say(note) for note in answer.notes],
        "findings": [
            {
                "type": finding.type.value,
                "id": finding.id,
                "state": finding.state.value,
                "source": finding.source,
                "date": finding.date,
            }
            for finding in answer.device.findings
        ],
        "read_firmware": [
            {"where": way.where.value, "menu": list(way.steps), "confirmed": way.source is not None}
            for way in answer.reading.ways
        ],
        "next": [
            {
                "action": step.action.value,
                "text": words.say(step.sentence),
                "search": step.untrusted_search or None,
                "url": step.url or None,
            }
            for step in answer.steps
        ],
    }


def _value(value: Value, words: Words) -> dict[str, Any]:
    return {
        "value": value.value,
        "certainty": value.certainty.word,
        "because": _told(value.because, words),
        "against": _told(value.against, words),
    }


def _told(evidence: tuple[Evidence, ...], words: Words) -> list[str]:
    return list(dict.fromkeys(words.say(one.sentence) for one in evidence))


def _shared(shared: SharedNumber | None) -> dict[str, Any] | None:
    if shared is None:
        return None
    return {"begins_with": shared.shown or None, "makers": list(shared.makers), "others": shared.others}
