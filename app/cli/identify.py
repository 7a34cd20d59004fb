"""camera-check identify: what would we say of this answer? JSON Lines in, JSON Lines out (design §7)."""

import argparse
import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from app.answer import identify_answer
from app.cli.json_lines import answer_lines
from app.model.certainty import Certainty
from app.model.identity import Identity, Kind, Value
from app.words import Words


def identify(arguments: argparse.Namespace, words: Words) -> int:
    """Answer each line; a line that cannot be understood yields nulls and one warning."""
    return answer_lines(arguments.file, partial(_answer, words=words))


def _answer(asked: Mapping[str, Any], words: Words) -> tuple[dict[str, Any], str]:
    """The answer to one line, and a warning when it could not be understood."""
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
