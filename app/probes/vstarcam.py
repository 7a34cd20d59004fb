"""The search of VStarcam cameras (protocols §3.15; one source)."""

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import SEND_AT_THRICE, repeated, search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import bytes_of, mac, port, text
from app.untrusted.text import compact

PORT = 8600
QUESTION = GroupQuestion("vstarcam", PORT, broadcast=True)
SEND_AT = SEND_AT_THRICE

_SEARCH, _FOUND = bytes.fromhex("44480101"), bytes.fromhex("44480108")
_FIRMWARE_START, _FIRMWARE_SIZE = 0xCC, 32
_ANSWER_LIMIT = 2048
#: The serial is what opens access from the internet: only its end is kept.
_TAIL = 4


def build_search() -> bytes:
    """The one question, 4 bytes (protocols appendix A)."""
    return _SEARCH


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer, {} for a question and all else."""
    if untrusted[:4] != _FOUND or not _FIRMWARE_START < len(untrusted) <= _ANSWER_LIMIT or not mac(untrusted, 0x54):
        return {}
    serial = text(untrusted, 0x5C, 32)
    room = min(_FIRMWARE_SIZE, len(untrusted) - _FIRMWARE_START)
    return compact(
        {
            "address": text(untrusted, 0x04, 16),
            "mask": text(untrusted, 0x14, 16),
            "gateway": text(untrusted, 0x24, 16),
            "mac": mac(untrusted, 0x54),
            "http_port": port(untrusted, 0x5A, "little"),
            "serial_tail": serial[-_TAIL:] if len(serial) > _TAIL else "",
            "name": text(untrusted, 0x7C, 32),
            "firmware": text(untrusted, _FIRMWARE_START, room),
        }
    )


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer in hexadecimal digits or as text."""
    return parse_reply(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask a few times, then hear answers until listening ends."""
    return await search(
        net, seen, Protocol.VSTARCAM, QUESTION, sends=repeated(build_search(), SEND_AT), parse=parse_reply
    )
