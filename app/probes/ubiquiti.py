"""The search of Ubiquiti devices (protocols §3.18): network equipment answers as well as cameras."""

from collections.abc import Iterator

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import address4, bytes_of, mac, number, part, text
from app.untrusted.text import compact

PORT = 10001
QUESTION = GroupQuestion("ubiquiti", PORT, groups4=("233.89.188.1",), broadcast=True, listen_port=PORT)
SEND_AT = (0.0, 1.2)

_QUESTION_1, _QUESTION_2 = bytes.fromhex("01000000"), bytes.fromhex("02080000")
_VERSIONS = frozenset({1, 2})
_VALUES_START = 4
_VALUES_LIMIT = 128
_ANSWER_LIMIT = 8 * 1024
_MAC_AND_ADDRESS, _MACS = 0x02, (0x01, 0x13)
#: Several kinds of value may hold one field: the first that is there counts.
_TEXTS = {
    "model": (0x14, 0x0C, 0x15),
    "product": (0x15,),
    "firmware": (0x03, 0x16),
    "name": (0x0B, 0x24),
}


def build_searches() -> tuple[bytes, bytes]:
    """The questions of version 1 and version 2 (protocols appendix A)."""
    return _QUESTION_1, _QUESTION_2


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer, {} for a question (consoles send it back as it came) and all else."""
    if not _VALUES_START < len(untrusted) <= _ANSWER_LIMIT or untrusted[0] not in _VERSIONS:
        return {}
    values = dict(_values(untrusted))
    both = values.get(_MAC_AND_ADDRESS, b"")
    physical = next(filter(None, (mac(values.get(kind, b""), 0) for kind in _MACS)), "") or mac(both, 0)
    if not physical:
        return {}
    fields = {"mac": physical, "address": address4(both, 6)}
    for field, kinds in _TEXTS.items():
        fields[field] = next(filter(None, (_text(values.get(kind, b"")) for kind in kinds)), "")
    return compact(fields)


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer in hexadecimal digits or as text."""
    return parse_reply(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask in both versions, twice, then hear answers until listening ends."""
    sends = [(offset, question) for offset in SEND_AT for question in build_searches()]
    return await search(net, seen, Protocol.UBIQUITI, QUESTION, sends=sends, parse=parse_reply)


def _values(untrusted: bytes) -> Iterator[tuple[int, bytes]]:
    start = _VALUES_START
    for _ in range(_VALUES_LIMIT):
        kind, size = number(untrusted, start, 1, "big"), number(untrusted, start + 1, 2, "big")
        if kind is None or size is None:
            return
        value = part(untrusted, start + 3, size)
        if size and not value:
            return
        yield kind, value
        start += 3 + size


def _text(untrusted: bytes) -> str:
    return text(untrusted, 0, len(untrusted))
