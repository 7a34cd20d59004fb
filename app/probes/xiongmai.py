"""The search of Xiongmai boards (DVRIP, protocols §3.7). This program only ever sends message 1530, which has no body."""

import re
import struct
from collections.abc import Mapping
from ipaddress import IPv4Address
from typing import Any

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import SEND_AT_THRICE, repeated, search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import bytes_of
from app.untrusted.json import first_object, member, scalar
from app.untrusted.text import clean, compact, decode, mac_address

PORT = 34569
#: Some boards broadcast their answer to this port.
QUESTION = GroupQuestion("dvrip", PORT, broadcast=True, listen_port=PORT)
SEND_AT = SEND_AT_THRICE

_HEADER = struct.Struct("<BBHIIBBHI")
_MAGIC = 0xFF
_SEARCH_MESSAGE, _FOUND_MESSAGE = 1530, 1531
_NETWORK = {
    "HostName": "name",
    "HttpPort": "http_port",
    "TCPPort": "port",
    "SSLPort": "ssl_port",
    "Version": "firmware",
    "DeviceType": "device_type",
    "ChannelNum": "channels",
    "Pid": "pid",
}
_ADDRESSES = {"HostIP": "address", "Submask": "mask", "GateWay": "gateway"}
_SYSTEM = {"DeviceModel": "model", "HardWare": "hardware", "SoftWareVersion": "firmware"}
#: Two names that stand in no other answer.
_OF_SYSTEM = frozenset({"HardWare", "SoftWareVersion"})
_HEX_ADDRESS = re.compile(r"(?:0[xX])?([0-9A-Fa-f]{8})")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\D|$)")
#: The whole serial opens access from the internet (protocols §1.3): only its end is kept.
_TAIL = 4


def build_search() -> bytes:
    """The one question, 20 bytes (protocols appendix A)."""
    return _HEADER.pack(_MAGIC, 0, 0, 0, 0, 0, 0, _SEARCH_MESSAGE, 0)


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of message 1531, {} for every other message."""
    if len(untrusted) <= _HEADER.size or untrusted[0] != _MAGIC:
        return {}
    if _HEADER.unpack_from(untrusted)[7] != _FOUND_MESSAGE:
        return {}
    return _fields(first_object(decode(untrusted[_HEADER.size :])))


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer as text: its JSON with or without the header, or the datagram in hexadecimal digits."""
    if "{" in untrusted:
        answer = first_object(untrusted)
        return _fields(answer) or _login_fields(answer)
    data = bytes_of(untrusted)
    if fields := parse_reply(data):
        return fields
    answer = first_object(decode(data[_HEADER.size :])) if data[:1] == bytes((_MAGIC,)) else {}
    return _fields(answer) or _login_fields(answer)


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask a few times, then hear answers until listening ends."""
    return await search(net, seen, Protocol.DVRIP, QUESTION, sends=repeated(build_search(), SEND_AT), parse=parse_reply)


def _fields(answer: Mapping[str, Any]) -> dict[str, str]:
    network = member(answer, "NetWork.NetCommon")
    # Programs print the inner object alone.
    system = member(answer, "SystemInfo") or (answer if answer.keys() & _OF_SYSTEM else {})
    fields = {field: scalar(system.get(key)) for key, field in _SYSTEM.items()}
    for key, field in _NETWORK.items():
        if said := scalar(network.get(key)):
            fields[field] = said
    for key, field in _ADDRESSES.items():
        fields[field] = _address(scalar(network.get(key)))
    fields["mac"] = mac_address(scalar(network.get("MAC")))
    fields["built"] = _day(scalar(network.get("BuildDate"))) or _day(scalar(system.get("BuildTime")))
    serial = scalar(network.get("SN")) or scalar(system.get("SerialNo"))
    fields["serial_tail"] = serial[-_TAIL:] if len(serial) > _TAIL else ""
    return compact(fields)


def _login_fields(answer: Mapping[str, Any]) -> dict[str, str]:
    """What the answer to a login, or any refusal, says of itself. The scan never asks for one: it is only handed over."""
    said = {name.strip(): value for name, value in answer.items()}
    if "Ret" not in said or not said.keys() & {"SessionID", "AliveInterval", "DataUseAES"}:
        return {}
    kind = scalar(said.get("DeviceType"))
    channels = scalar(said.get("ChannelNum"))
    return compact(
        {"result": scalar(said["Ret"]), "device_type": kind, "channels": channels if channels != "0" else ""}
    )


def _address(untrusted: str) -> str:
    """0x6401A8C0 is 192.168.1.100: the bytes of the number from its low end."""
    found = _HEX_ADDRESS.fullmatch(untrusted)
    if found is None:
        return clean(untrusted) if "." in untrusted else ""
    number = bytes.fromhex(found[1])
    return str(IPv4Address(number[::-1])) if any(number) else ""


def _day(untrusted: str) -> str:
    found = _DAY.match(untrusted)
    return found[1] if found else ""
