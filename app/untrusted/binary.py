"""Reads fields at fixed places of a datagram that a device sent. A field that does not lie wholly inside it is empty."""

import re
from ipaddress import IPv4Address
from typing import Literal

from app.untrusted.text import clean, decode, mac_address

_HEX = re.compile(r"(?:0x)?[0-9A-Fa-f][0-9A-Fa-f\s:,-]*")
_NOT_HEX = re.compile(r"[\s:,-]+")
_ESCAPED = re.compile(r"\\x([0-9A-Fa-f]{2})")
#: Shorter texts in hexadecimal digits are more likely words.
_HEX_DIGITS = 8


def part(untrusted: bytes, start: int, size: int) -> bytes:
    """That many bytes from start, b"" when they are not all there."""
    return untrusted[start : start + size] if 0 <= start <= len(untrusted) - size else b""


def text(untrusted: bytes, start: int, size: int) -> str:
    """A text that ends with its first NUL or fills its field."""
    return clean(decode(part(untrusted, start, size).partition(b"\0")[0]))


def number(untrusted: bytes, start: int, size: int, order: Literal["little", "big"]) -> int | None:
    """A whole number without sign."""
    found = part(untrusted, start, size)
    return int.from_bytes(found, order) if found else None


def port(untrusted: bytes, start: int, order: Literal["little", "big"]) -> str:
    """A port number of two bytes, "" for 0."""
    return str(number(untrusted, start, 2, order) or "")


def address4(untrusted: bytes, start: int) -> str:
    """An IPv4 address of four bytes in network order, "" for 0.0.0.0."""
    found = part(untrusted, start, 4)
    return str(IPv4Address(found)) if any(found) else ""


def mac(untrusted: bytes, start: int) -> str:
    """A hardware address of six bytes as app.untrusted.text.mac_address() gives it."""
    return mac_address(part(untrusted, start, 6).hex())


def bytes_of(untrusted: str) -> bytes:
    r"""The datagram that a text stands for: hexadecimal digits, a text with \x00 escapes, or one character for each byte."""
    stripped = untrusted.strip()
    if _HEX.fullmatch(stripped):
        digits = _NOT_HEX.sub("", stripped.removeprefix("0x"))
        if len(digits) >= _HEX_DIGITS and len(digits) % 2 == 0:
            return bytes.fromhex(digits)
    plain = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), untrusted)
    try:
        return plain.encode("latin-1")
    except UnicodeEncodeError:
        return plain.encode("utf-8", "replace")
