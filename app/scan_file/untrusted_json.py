"""Bounded access to JSON data that anybody may have written. Every function raises BrokenError for what does not fit."""

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from app.untrusted.text import clean

#: Most entries of any list in a file.
LIST_LIMIT = 20_000
#: Longest text and longest line of a text that is kept, in characters.
TEXT_LIMIT = 32_768
LINE_LIMIT = 4_096
#: Most named texts of one object: fields of a sighting, parameters of a sentence.
NAMES_LIMIT = 256

_SHORT = 512

_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,128}")

_Item = TypeVar("_Item")


class BrokenError(ValueError):
    """The data are not a scan file; the text says where, for experts."""


def parse(untrusted: str | bytes) -> object:
    """JSON text as data in which equal short texts are one: that halves the memory of a scan. Raises ValueError, RecursionError."""
    texts: dict[str, str] = {}

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {
            key: texts.setdefault(value, value) if isinstance(value, str) and len(value) <= _SHORT else value
            for key, value in pairs
        }

    return json.loads(untrusted, object_pairs_hook=once)


def as_object(item: object) -> Mapping[str, Any]:
    """The item, which has to be a JSON object."""
    if not isinstance(item, dict) or not all(isinstance(key, str) for key in item):
        raise BrokenError("not an object")
    return item


def as_text(item: object) -> str:
    """The item word for word, which has to be a text within the limit."""
    if not isinstance(item, str) or len(item) > TEXT_LIMIT:
        raise BrokenError("not a text, or too long")
    return item


def as_named_texts(item: object) -> dict[str, str]:
    """The item, which has to be an object of texts."""
    data = as_object(item)
    if len(data) > NAMES_LIMIT or not all(_NAME.fullmatch(name) for name in data):
        raise BrokenError("names")
    return {name: text_at(data, name) for name in data}


def items_at(data: Mapping[str, Any], key: str, make: Callable[[Mapping[str, Any]], _Item]) -> tuple[_Item, ...]:
    """What make gives for each object of the list; nothing when the key is missing."""
    return tuple(make(as_object(item)) for item in _list_at(data, key))


def texts_at(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The texts of the list; nothing when the key is missing."""
    return tuple(kept(as_text(item)) for item in _list_at(data, key))


def text_at(data: Mapping[str, Any], key: str, missing: str | None = None) -> str:
    """The text; missing stands in for a missing key where it is given."""
    return kept(as_text(data.get(key, missing)))


def optional_at(data: Mapping[str, Any], key: str) -> str | None:
    """The text, or None for null or a missing key."""
    return None if data.get(key) is None else text_at(data, key)


def flag_at(data: Mapping[str, Any], key: str, *, missing: bool = False) -> bool:
    """True or false."""
    flag = data.get(key, missing)
    if not isinstance(flag, bool):
        raise BrokenError(key)
    return flag


def count_at(data: Mapping[str, Any], key: str) -> int:
    """A whole number from 0; 0 when the key is missing."""
    count = data.get(key, 0)
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= 2**53:
        raise BrokenError(key)
    return count


def seconds_at(data: Mapping[str, Any], key: str) -> float | None:
    """A finite number, or None for null or a missing key."""
    seconds = data.get(key)
    if seconds is None:
        return None
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not math.isfinite(seconds):
        raise BrokenError(key)
    return float(seconds)


def moment_at(data: Mapping[str, Any], key: str) -> datetime:
    """An RFC 3339 time with its zone."""
    moment = datetime.fromisoformat(text_at(data, key))
    if moment.tzinfo is None:
        raise BrokenError(f"{key} has no zone")
    return moment


def kept(text: str) -> str:
    """The text line by line as a probe would have kept it; fixed spaces, which only our own sentences have, stay."""
    return _kept_again(text) if len(text) <= _SHORT else _kept(text)


def _kept(text: str) -> str:
    return "\n".join(map(_kept_line, text.split("\n")))


# A scan says the same few hundred sentences, sources and words of every device: each is looked at, and is in memory, once.
_kept_again = lru_cache(maxsize=8192)(_kept)


def _kept_line(line: str) -> str:
    cleaned = clean(line, LINE_LIMIT)
    return line if cleaned == line.replace("\u00a0", " ") else cleaned


def _list_at(data: Mapping[str, Any], key: str) -> Sequence[Any]:
    items = data.get(key, [])
    if not isinstance(items, list) or len(items) > LIST_LIMIT:
        raise BrokenError(key)
    return items
