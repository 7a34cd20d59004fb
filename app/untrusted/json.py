"""Reads JSON that a device sent: bounded, its types checked, never an error."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.untrusted.text import clean

#: Longest text that is read, in characters.
TEXT_LIMIT = 64 * 1024

_EMPTY: Mapping[str, Any] = {}
_DIGITS_LIMIT = 10


def first_object(untrusted: str) -> Mapping[str, Any]:
    """The object that begins with the first brace, whatever stands before and after it; {} when there is none."""
    start = untrusted.find("{")
    if start < 0 or len(untrusted) > TEXT_LIMIT:
        return _EMPTY
    try:
        found, _ = json.JSONDecoder().raw_decode(untrusted[start:])
    except (ValueError, RecursionError):
        return _EMPTY
    return found if isinstance(found, dict) else _EMPTY


def objects(untrusted: str) -> Sequence[Mapping[str, Any]]:
    """The objects of the list, or the one object, that begins with the first bracket; () when there is neither."""
    starts = [place for bracket in "[{" if (place := untrusted.find(bracket)) >= 0]
    if not starts or len(untrusted) > TEXT_LIMIT:
        return ()
    try:
        found, _ = json.JSONDecoder().raw_decode(untrusted[min(starts) :])
    except (ValueError, RecursionError):
        return ()
    return tuple(item for item in (found if isinstance(found, list) else [found]) if isinstance(item, dict))


def member(untrusted: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object with that name, {} when it is missing or something else."""
    found = untrusted.get(name)
    return found if isinstance(found, dict) else _EMPTY


def scalar(untrusted: object) -> str:
    """Texts and whole numbers as text; anything else is nothing."""
    if isinstance(untrusted, str):
        return clean(untrusted)
    if isinstance(untrusted, int) and not isinstance(untrusted, bool) and abs(untrusted) < 10**_DIGITS_LIMIT:
        return str(untrusted)
    return ""
