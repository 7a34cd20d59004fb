"""The search of TP-Link Kasa devices (protocols §3.17): plugs and bulbs answer as well as cameras."""

from collections.abc import Mapping
from typing import Any

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import SEND_AT_THRICE, repeated, search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import bytes_of
from app.untrusted.json import TEXT_LIMIT, first_object, member, scalar
from app.untrusted.pairs import pairs
from app.untrusted.text import clean, compact, decode, mac_address

PORT = 9999
QUESTION = GroupQuestion("kasa", PORT, broadcast=True)
SEND_AT = SEND_AT_THRICE

_SEARCH = b'{"system":{"get_sysinfo":{}}}'
_FIRST_KEY = 171
#: Place, owner and the identifiers of the maker's cloud are not in the list (protocols §1.3).
_TEXTS = {
    "model": "model",
    "sw_ver": "firmware",
    "hw_ver": "hardware",
    "alias": "name",
    "dev_name": "description",
}


def build_search() -> bytes:
    """The one question, in the protocol's simple cipher (protocols appendix A)."""
    return _encipher(_SEARCH)


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer, {} for a question and all else."""
    if not 1 < len(untrusted) <= TEXT_LIMIT or untrusted[0] ^ _FIRST_KEY != ord("{"):
        return {}
    return _fields(first_object(decode(_decipher(untrusted))))


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer: its JSON, or the datagram in hexadecimal digits."""
    if fields := _fields(first_object(untrusted)) or _pieces(untrusted):
        return fields
    return parse_reply(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask a few times, then hear answers until listening ends."""
    payload = build_search()
    return await search(
        net, seen, Protocol.TPLINK_DISCOVERY, QUESTION, sends=repeated(payload, SEND_AT), parse=parse_reply
    )


def _pieces(untrusted: str) -> dict[str, str]:
    """The members of the system information that was printed by a program; {} when there are too few of them."""
    said = pairs(untrusted)
    if "model" not in said or not said.keys() & {"swver", "hwver", "mictype"}:
        return {}
    return _fields(
        {key: clean(said.get(key.replace("_", ""), "")) for key in (*_TEXTS, "type", "mic_type", "mac", "mic_mac")}
    )


def _fields(answer: Mapping[str, Any]) -> dict[str, str]:
    info = member(member(answer, "system"), "get_sysinfo") or answer
    # Cameras put it one level deeper.
    info = member(info, "system") or info
    fields = {field: scalar(info.get(key)) for key, field in _TEXTS.items()}
    fields["device_type"] = scalar(info.get("type")) or scalar(info.get("mic_type"))
    fields["mac"] = mac_address(scalar(info.get("mac")) or scalar(info.get("mic_mac")))
    return compact(fields)


def _encipher(plain: bytes) -> bytes:
    key, said = _FIRST_KEY, bytearray()
    for octet in plain:
        key ^= octet
        said.append(key)
    return bytes(said)


def _decipher(untrusted: bytes) -> bytes:
    keys = bytes((_FIRST_KEY,)) + untrusted[:-1]
    return bytes(octet ^ key for octet, key in zip(untrusted, keys, strict=True))
