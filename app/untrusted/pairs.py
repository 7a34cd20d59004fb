"""Reads names with their values from what somebody pasted: "Key: value", key=value, members of JSON that is cut off, XML elements."""

import html
import re
from collections.abc import Mapping

#: Longest text that is read, in characters, and most lines and pairs of it.
TEXT_LIMIT = 64 * 1024
LINES_LIMIT = 512
PAIRS_LIMIT = 1024
_VALUE_LIMIT = 512

_PAIR = re.compile(r"""[\s"'>*-]{0,32}([A-Za-z][\w .-]{0,63}?)[\s"']{0,8}(?:=>|[:=])\s{0,32}(.*)""")
#: A comma or a brace parts two members only when a name and a sign follow.
_PARTS = re.compile(r"""[,;{}\[\]]\s{0,32}(?=["']?[A-Za-z][\w.-]{0,63}["']?\s{0,8}[:=])|[{}\[\]]""")
_ELEMENT = re.compile(
    r"<(?:[\w.-]{1,32}:)?([A-Za-z][\w.-]{0,63})(?:\s[^<>]{0,256})?>\s{0,32}(?:<!\[CDATA\[([^\]]{0,512})\]\]>|([^<]{0,512}))(?=<)"
)
_NOT_NAME = re.compile(r"[^a-z0-9.]+")


def pairs(untrusted: str) -> Mapping[str, str]:
    """The first value of each name; names are in lower case and have only letters, digits and dots."""
    found: dict[str, str] = {}
    for line in untrusted[:TEXT_LIMIT].splitlines()[:LINES_LIMIT]:
        for part in _PARTS.split(line):
            match = _PAIR.fullmatch(part)
            value = match[2].strip().rstrip(",;").strip().strip("\"'")[:_VALUE_LIMIT] if match else ""
            if match and value:
                found.setdefault(_name(match[1]), value)
        if len(found) > PAIRS_LIMIT:
            break
    return found


def elements(untrusted: str) -> Mapping[str, str]:
    """The first text of each element of pieces of XML without a root; {} when a document type or an entity is defined."""
    text = untrusted[:TEXT_LIMIT]
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        return {}
    found: dict[str, str] = {}
    for match in _ELEMENT.finditer(text):
        value = (match[2] or html.unescape(match[3] or "")).strip()
        if value:
            found.setdefault(_name(match[1]), value)
        if len(found) > PAIRS_LIMIT:
            break
    return found


def pasted(untrusted: str) -> Mapping[str, str]:
    """The elements of a text with tags, the pairs of one without."""
    return elements(untrusted) if "</" in untrusted else pairs(untrusted)


def _name(untrusted: str) -> str:
    return _NOT_NAME.sub("", untrusted.lower())
