"""Makes device text fit to be kept: bounded, one line, without control characters. It stays untrusted."""

import re
import unicodedata

#: Longest single field value that is kept, in characters.
FIELD_LIMIT = 256
#: Most lines of a field with several values.
LINES_LIMIT = 64

_SPACE = re.compile(r"\s+")
#: Characters that reorder or hide other text: bidirectional controls, zero-width marks, byte-order mark, line separators.
_HIDDEN = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_MAC = re.compile(r"(?:[0-9A-Fa-f]{2}[-:. ]?){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}")
_NOT_HEX = re.compile(r"[^0-9A-Fa-f]")


def clean(untrusted: str, limit: int = FIELD_LIMIT) -> str:
    """The text on one line, at most limit characters, without control, format-override and unassigned characters."""
    text = untrusted[: limit * 4]
    if text.isascii() and text.isprintable():
        text = _SPACE.sub(" ", text).strip() if "  " in text or text[:1] == " " or text[-1:] == " " else text
        return text if len(text) <= limit else text[: limit - 1] + "…"
    text = _HIDDEN.sub("", text)
    text = "".join(" " if unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"} else char for char in text)
    text = _SPACE.sub(" ", text).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def clean_lines(untrusted: list[str], limit: int = FIELD_LIMIT) -> str:
    """Several values, one a line, empty ones and repetitions left out, at most LINES_LIMIT."""
    kept: dict[str, None] = {}
    for value in untrusted:
        if text := clean(value, limit):
            kept[text] = None
        if len(kept) == LINES_LIMIT:
            break
    return "\n".join(kept)


def decode(untrusted: bytes) -> str:
    """Bytes as text: UTF-8, else Latin-1, never an error."""
    try:
        return untrusted.decode("utf-8")
    except UnicodeDecodeError:
        return untrusted.decode("latin-1")


def compact(fields: dict[str, str]) -> dict[str, str]:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value}


def mac_address(untrusted: str) -> str:
    """A MAC in any usual spelling as aa:bb:cc:dd:ee:ff; "" for other text, for groups and for all zeros."""
    if not _MAC.fullmatch(untrusted.strip()):
        return ""
    digits = _NOT_HEX.sub("", untrusted).lower()
    octets = [digits[at : at + 2] for at in range(0, 12, 2)]
    if digits == "0" * 12 or int(octets[0], 16) & 1:
        return ""
    return ":".join(octets)
