"""The search of older Foscam cameras (protocols §3.15). This program only ever sends command 0 of their MO_I protocol, the search."""

from itertools import cycle

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import SEND_AT_THRICE, repeated, search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import address4, bytes_of, number, part, port, text
from app.untrusted.text import compact, mac_address

PORT = 10000
#: Vivotek's question goes to the same port from a socket of its own.
QUESTION = GroupQuestion("foscam", PORT, broadcast=True, listen_port=PORT)
SEND_AT = SEND_AT_THRICE

_MAGIC = b"MO_I"
_SEARCH, _FOUND = 0, 1
_BODY_START = 23
_KEY_START, _KEY_SIZE = 7, 8
_BODY = bytes.fromhex("00000001")
#: Up to the end of the port, the last field that every answer has.
_SHORTEST, _LONGEST = 87, 512


def build_search() -> bytes:
    """The one question, 27 bytes (protocols appendix A)."""
    size = len(_BODY).to_bytes(4, "little")
    return _MAGIC + _SEARCH.to_bytes(2, "little") + bytes(9) + size + size + _BODY


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer, readable or with the simple cipher; {} for every other command and for Vivotek's answers."""
    if untrusted[:4] != _MAGIC or not _SHORTEST <= len(untrusted) <= _LONGEST:
        return {}
    if number(untrusted, 4, 2, "little") != _FOUND:
        return {}
    data = _in_clear(untrusted)
    physical = mac_address(text(data, 23, 13))
    if not physical:
        return {}
    return compact(
        {
            "mac": physical,
            "name": text(data, 36, 21),
            "address": address4(data, 57),
            "mask": address4(data, 61),
            "gateway": address4(data, 65),
            "device_type": str(number(data, 73, 1, "big") or ""),
            "firmware": _version(part(data, 77, 4)),
            "page_version": _version(part(data, 81, 4)),
            "http_port": port(data, 85, "big"),
        }
    )


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer in hexadecimal digits or as text."""
    return parse_reply(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask a few times, then hear answers until listening ends."""
    return await search(
        net, seen, Protocol.FOSCAM, QUESTION, sends=repeated(build_search(), SEND_AT), parse=parse_reply
    )


def _in_clear(untrusted: bytes) -> bytes:
    key = part(untrusted, _KEY_START, _KEY_SIZE)
    if not untrusted[6] or not any(key):
        return untrusted
    body = bytes(octet ^ own for octet, own in zip(untrusted[_BODY_START:], cycle(key), strict=False))
    return untrusted[:_BODY_START] + body


def _version(untrusted: bytes) -> str:
    """Four numbers, such as 11.22.2.51."""
    return ".".join(str(octet) for octet in untrusted) if any(untrusted) else ""
