"""The search of Panasonic and i-PRO cameras and recorders (protocols §3.12). This program only ever sends search requests."""

from collections.abc import Iterator
from ipaddress import IPv4Address
from operator import itemgetter

from app.model.events import QuestionRecord
from app.model.network import Scope
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import address4, bytes_of, mac, number, part, port, text
from app.untrusted.text import compact

PORT = 10670
QUESTION = GroupQuestion("panasonic", PORT, broadcast=True, listen_port=10669)

#: Seconds after the first send; older cameras know only the short question.
SEND_LONG_AT, SEND_SHORT_AT = (0.0, 1.6), 0.7

_NO_MAC, _ANY_MAC = bytes(6), b"\xff" * 6
_LONG_START = bytes.fromhex("0001002a000d000000000000")
#: Recorders answer only when the 02 before the tags and the trailer are there.
_LONG_MIDDLE = bytes.fromhex("000020111e11231f1e191300000201") + bytes(11) + bytes.fromhex("fff0")
_WANTED_TAGS = bytes.fromhex("0026002000210022002300250028004000410042004400a500a600a700a800ad00b300b400b700b8ffff")
_LONG_TRAILER = bytes.fromhex("1170")
_SHORT_START = bytes.fromhex("00010000000d000000000000")
_SHORT_END = bytes.fromhex("000120111e11231f1e191300000200000000000000000000") + bytes.fromhex("0000ffff0000")

_ANSWER_MARK = bytes.fromhex("0001")
_TAGS_START = 48
_ADDRESS_TAG = bytes.fromhex("00200004")
_END_TAG = 0xFFFF
_TAGS_LIMIT = 128
_ANSWER_LIMIT = 8 * 1024
_TYPES = {0x91: "camera", 0x92: "recorder"}
_ADDRESSES = {0x20: "address", 0x21: "mask", 0x22: "gateway"}
_TEXTS = {0xA7: "name", 0xA8: "model", 0xA9: "firmware", 0xD1: "serial"}
_HTTP_PORT, _TYPE, _CHANNELS = 0x25, 0xA6, 0xC0
_CHANNELS_LIMIT = 512


def build_search(scope: Scope) -> bytes:
    """The question of the i-PRO tool, 94 bytes, with this computer's own addresses on that adapter (protocols §3.12)."""
    own = bytes.fromhex(scope.interface.mac.replace(":", "")) or _NO_MAC
    address = IPv4Address(scope.interface.address4).packed
    return _LONG_START + own + address + _LONG_MIDDLE + _WANTED_TAGS + _LONG_TRAILER


def build_short_search(scope: Scope) -> bytes:
    """The short question, 52 bytes: to whatever hardware address at the network's broadcast address (protocols §3.12)."""
    return _SHORT_START + _ANY_MAC + IPv4Address(scope.interface.broadcast4).packed + _SHORT_END


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer, {} for questions (their hardware address is empty) and all else."""
    if untrusted[:2] != _ANSWER_MARK or len(untrusted) > _ANSWER_LIMIT or not mac(untrusted, 6):
        return {}
    values = dict(_values(untrusted, _TAGS_START))
    if 0x20 not in values:
        start = untrusted.find(_ADDRESS_TAG, 12)
        values = dict(_values(untrusted, start)) if start >= 0 else {}
    fields = {field: address4(values.get(tag, b""), 0) for tag, field in _ADDRESSES.items()}
    fields |= {field: text(values[tag], 0, len(values[tag])) for tag, field in _TEXTS.items() if tag in values}
    if not any(fields.values()):
        return {}
    channels = int.from_bytes(values.get(_CHANNELS, b"")[:4], "big")
    fields["http_port"] = port(values.get(_HTTP_PORT, b""), 0, "big")
    fields["device_type"] = _TYPES.get(values.get(_TYPE, b"\0")[-1], "") if values.get(_TYPE) else ""
    fields["channels"] = str(channels) if 0 < channels <= _CHANNELS_LIMIT else ""
    return compact({"mac": mac(untrusted, 6), **fields})


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer in hexadecimal digits or as text."""
    return parse_reply(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask the long way, the short way and the long way again, then hear answers until listening ends."""
    sends = [(offset, build_search) for offset in SEND_LONG_AT]
    sends.append((SEND_SHORT_AT, build_short_search))
    return await search(
        net, seen, Protocol.PANASONIC, QUESTION, sends=sorted(sends, key=itemgetter(0)), parse=parse_reply
    )


def _values(untrusted: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The tagged values from there to the end tag, each once and whole."""
    for _ in range(_TAGS_LIMIT):
        tag, size = number(untrusted, start, 2, "big"), number(untrusted, start + 2, 2, "big")
        if tag is None or size is None or tag == _END_TAG:
            return
        value = part(untrusted, start + 4, size)
        if size and not value:
            return
        yield tag, value
        start += 4 + size
