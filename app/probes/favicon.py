"""The small icon of a web page: rebadged cameras keep the icon of their maker (protocols §6)."""

import asyncio
import base64
import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime

from app.model.sighting import Protocol, Sighting
from app.net.exchange import ExchangeError
from app.net.network import Net
from app.net.target import Target

See = Callable[[Sighting], None]

PATH = "/favicon.ico"
#: Where to look: port and whether it speaks TLS; the first that has an icon is enough.
WEB_PORTS = ((80, False), (443, True), (8080, False), (8443, True), (81, False), (88, False), (8081, False))
#: Largest icon that is read, in bytes (hashing it takes 27 ms, measured); seconds for one port; most ports of one device.
ICON_LIMIT = 64 * 1024
SECONDS_A_PORT = 4.0
PORTS_LIMIT = 2

_IMAGE_STARTS = (
    b"\0\0\1\0",  # Windows icon
    b"\0\0\2\0",  # Windows cursor, found as icon on old devices
    b"\x89PNG\r\n\x1a\n",
    b"GIF8",
    b"\xff\xd8\xff",  # JPEG
    b"BM",
)
#: A comment ends at its first "-->": one that could also end later makes this hang on a page of comments.
_SVG = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<svg[\s>]", re.DOTALL)
#: Blanks within the line only: "\s" would look through all blank lines anew from each of them.
_HANDED_OVER = re.compile(r"^[ \t]*favicon-(md5|mmh3)[ \t]*:[ \t]*(\S+)[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
#: A path with nothing in it that a device could give a meaning to.
_PLAIN_PATH = re.compile(r"/(?!/)[A-Za-z0-9._~/-]{0,255}")
_MD5 = re.compile(r"[0-9a-f]{32}")
_SIGNED_32 = re.compile(r"-?\d{1,10}")
_WORD = 0xFFFFFFFF


def parse_icon(untrusted_icon: bytes) -> dict[str, str]:
    """The two hashes that the world compares icons by, {} when the bytes are not an image."""
    if len(untrusted_icon) > ICON_LIMIT or not _is_image(untrusted_icon):
        return {}
    # The second one is taken over base64 with a line break every 76 characters and at the end.
    encoded = base64.encodebytes(untrusted_icon)
    return {
        "md5": hashlib.md5(untrusted_icon, usedforsecurity=False).hexdigest(),
        "mmh3": str(murmur3_32(encoded)),
    }


def murmur3_32(data: bytes, seed: int = 0) -> int:
    """MurmurHash3 x86 32 bit as a signed number (Austin Appleby, public domain algorithm)."""
    whole = len(data) & ~3
    state = seed & _WORD
    for start in range(0, whole, 4):
        state ^= _mix(int.from_bytes(data[start : start + 4], "little"))
        state = (_rotate(state, 13) * 5 + 0xE6546B64) & _WORD
    if whole < len(data):
        state ^= _mix(int.from_bytes(data[whole:], "little"))
    state ^= len(data)
    state = (state ^ (state >> 16)) * 0x85EBCA6B & _WORD
    state = (state ^ (state >> 13)) * 0xC2B2AE35 & _WORD
    state ^= state >> 16
    return state - (1 << 32) if state >> 31 else state


def read(untrusted: str) -> dict[str, str]:
    """The fields of "favicon-md5: ..." and "favicon-mmh3: ..." lines."""
    fields: dict[str, str] = {}
    for name, value in _HANDED_OVER.findall(untrusted):
        kind = name.lower()
        if kind == "md5" and _MD5.fullmatch(value.lower()):
            fields.setdefault("md5", value.lower())
        elif kind == "mmh3" and _SIGNED_32.fullmatch(value) and -(1 << 31) <= int(value) < 1 << 32:
            number = int(value)
            fields.setdefault("mmh3", str(number - (1 << 32) if number >= 1 << 31 else number))
    return fields


def icon_path(untrusted_paths: str) -> str:
    """The icon among the paths of an http sighting, the usual path when it names none."""
    for path in untrusted_paths.split("\n"):
        name = path.rpartition("/")[2].lower()
        if _PLAIN_PATH.fullmatch(path) and (name.endswith(".ico") or name.startswith("favicon.")):
            return path
    return PATH


async def visit(net: Net, target: Target, seen: See, untrusted_paths: str = "") -> None:
    """Get the icon from the first open web port that has one. untrusted_paths: the field of an http sighting, if there is one."""
    ports = [(port, tls) for port, tls in WEB_PORTS if port in target.ports]
    path = icon_path(untrusted_paths)
    for port, tls in ports[:PORTS_LIMIT]:
        try:
            async with net.http(target.address, port, tls=tls) as session, asyncio.timeout(SECONDS_A_PORT):
                response = await session.request("GET", path, limit=ICON_LIMIT)
        except (ExchangeError, TimeoutError):
            continue
        fields = parse_icon(response.untrusted_body) if response.status == 200 and not response.truncated else {}
        if fields:
            seen(Sighting(Protocol.FAVICON, target.address, fields, datetime.now(UTC), port))
            return


def _is_image(untrusted_icon: bytes) -> bool:
    return untrusted_icon.startswith(_IMAGE_STARTS) or _SVG.match(untrusted_icon) is not None


def _rotate(value: int, count: int) -> int:
    return (value << count | value >> (32 - count)) & _WORD


def _mix(block: int) -> int:
    return _rotate(block * 0xCC9E2D51 & _WORD, 15) * 0x1B873593 & _WORD
