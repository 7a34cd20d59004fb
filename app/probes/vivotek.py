"""The search of Vivotek cameras (protocols §3.13; one source). It shares UDP port 10000 with Foscam: the first bytes tell them apart."""

from collections.abc import Iterator

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import SEND_AT_TWICE, repeated, search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import address4, bytes_of, mac, number, part, port, text
from app.untrusted.text import compact

PORT = 10000
QUESTION = GroupQuestion("vivotek", PORT, broadcast=True)
SEND_AT = SEND_AT_TWICE

_SESSION = b"\x01"
_MARK = bytes.fromhex("4a5d8f1c")
_VALUES_START = 5
_END, _MAC, _ADDRESS, _RAW_BYTE, _HTTP_PORT = 0, 2, 3, 4, 6
_TEXTS = {1: "name", 8: "language", 9: "model"}
_VALUES_LIMIT = 64


def build_search() -> bytes:
    """The one question, 5 bytes (protocols appendix A)."""
    return _SESSION + _MARK


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer, {} for a question and all else."""
    if part(untrusted, 1, 4) != _MARK:
        return {}
    values = dict(_values(untrusted))
    physical = mac(values.get(_MAC, b""), 0)
    if not physical:
        return {}
    fields = {field: text(values[kind], 0, len(values[kind])) for kind, field in _TEXTS.items() if kind in values}
    fields["address"] = address4(values.get(_ADDRESS, b""), 0)
    fields["http_port"] = port(values.get(_HTTP_PORT, b""), 0, "little")
    return compact({"mac": physical, **fields})


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer in hexadecimal digits or as text."""
    return parse_reply(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask twice, then hear answers until listening ends."""
    return await search(
        net, seen, Protocol.VIVOTEK, QUESTION, sends=repeated(build_search(), SEND_AT), parse=parse_reply
    )


def _values(untrusted: bytes) -> Iterator[tuple[int, bytes]]:
    """The values by kind, to kind 0; kind 4 is one byte without a length."""
    start = _VALUES_START
    for _ in range(_VALUES_LIMIT):
        kind, size = number(untrusted, start, 1, "big"), number(untrusted, start + 1, 1, "big")
        if kind is None or kind == _END:
            return
        if kind == _RAW_BYTE:
            start += 2
            continue
        value = part(untrusted, start + 2, size or 0)
        if size and not value:
            return
        yield kind, value
        start += 2 + (size or 0)
