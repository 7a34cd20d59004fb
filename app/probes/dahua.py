"""DHIP, the search of the Dahua platform (protocols §3.6). This program only ever sends DHDiscover.search."""

import json
import re
import struct
from collections.abc import Mapping
from typing import Any

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import Answers, See
from app.net.network import Net
from app.net.pause import wait_for_the_end, wait_until
from app.net.udp import Datagram, GroupQuestion
from app.untrusted.pairs import pairs
from app.untrusted.text import clean, compact, decode, mac_address

PORT = 37810
QUESTION = GroupQuestion("dahua", PORT, groups4=("239.255.255.251",), broadcast=True)
#: Seconds after the first send.
SEND_AT = (0.0, 1.0, 2.0)
#: Longest answer that is read, in bytes; real ones have about 800.
REPLY_LIMIT = 64 * 1024

_HEADER = struct.Struct("<I4s8sIIII")
_SEARCH = b'{"method":"DHDiscover.search","params":{"mac":"","uni":1}}\n'
_SEARCH_METHOD = "dhdiscover.search"
_TEXTS = {
    "DeviceClass": "device_class",
    "DeviceType": "model",
    "SerialNo": "serial",
    "Version": "firmware",
    "Vendor": "vendor",
    "Manufacturer": "manufacturer",
    "MachineName": "machine_name",
    "HttpPort": "http_port",
    "Port": "port",
    "VideoInputChannels": "video_inputs",
    "RemoteVideoInputChannels": "remote_video_inputs",
}
_KEYS = ("method", "mac", "IPAddress", "Init", *_TEXTS)
#: Bits 0 and 1 of Init; 0 is an old device without the idea (protocols §3.6).
_INITIALISED = {1: "no", 2: "yes"}
#: One of these is in no other answer that somebody may hand over by mistake.
_OWN_NAMES = frozenset({"deviceclass", "devicetype", "serialno"})
_OLD_FORM = re.compile(r"((?:[0-9a-f]{2}:){5}[0-9a-f]{2})([\w/()-]{0,32})", re.IGNORECASE)
_OLD_KEYS = frozenset({"device", "serialno", "ipv6addr"})
_BROKEN_MEMBER = re.compile(rf'"({"|".join(_KEYS)})"\s*:\s*(?:"([^"]*)"|(\d{{1,10}}))', re.IGNORECASE)


def build_search() -> bytes:
    """The one question, with its header: the 91 bytes of protocols appendix A."""
    return _HEADER.pack(_HEADER.size, b"DHIP", bytes(8), len(_SEARCH), 0, len(_SEARCH), 0) + _SEARCH


def parse_reply(untrusted: bytes) -> list[dict[str, str]]:
    """The fields of a client.notifyDevInfo, whatever its header says; [] for a search and all else."""
    if len(untrusted) > REPLY_LIMIT:
        return []
    fields = read(decode(untrusted))
    return [fields] if fields else []


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer as text: of either form, with or without its header, or in pieces; {} when it is none."""
    if len(untrusted) > REPLY_LIMIT:
        return {}
    start = untrusted.find("{")
    if start < 0:
        return _read_old(untrusted) or _read_pieces(untrusted)
    text = untrusted[start:]
    try:
        answer, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return _read_broken(text)
    return _read_answer(answer) if isinstance(answer, dict) else {}


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask three times, then hear answers until listening ends."""
    answers = Answers(Protocol.DAHUA, PORT, seen)

    def receive(datagram: Datagram) -> None:
        for fields in parse_reply(datagram.untrusted_data):
            answers.tell(datagram, fields)

    async with net.open_udp(QUESTION, receive) as asker:
        begin = net.clock()
        for place, offset in enumerate(SEND_AT):
            if not await wait_until(net, begin + offset):
                break
            asker.send_groups(build_search(), again=place > 0)
        await wait_for_the_end(net)
    return QuestionRecord(Protocol.DAHUA, sent=asker.sent, answered=answers.sources, available=asker.available)


def _read_answer(answer: Mapping[str, Any]) -> dict[str, str]:
    if _text(answer.get("method")).lower() == _SEARCH_METHOD:
        return {}
    params = answer.get("params")
    device = params.get("deviceInfo") if isinstance(params, dict) else answer.get("deviceInfo")
    if not isinstance(device, dict):
        return {}
    network = device.get("IPv4Address")
    address = network.get("IPAddress") if isinstance(network, dict) else None
    mac = _text(answer.get("mac")) or _text(device.get("mac")) or _text(device.get("Mac"))
    return _fields({key: _text(device.get(key)) for key in (*_TEXTS, "Init")}, mac=mac, address=_text(address))


def _read_broken(untrusted: str) -> dict[str, str]:
    """Broken JSON exists (protocols §3.6): the first value of each key, wherever it stands."""
    names = {key.lower(): key for key in _KEYS}
    found: dict[str, str] = {}
    for member in _BROKEN_MEMBER.finditer(untrusted):
        value = member[3] if member[2] is None else member[2]
        found.setdefault(names[member[1].lower()], clean(value))
    if found.get("method", "").lower() == _SEARCH_METHOD:
        return {}
    return _fields(found, mac=found.get("mac", ""), address=found.get("IPAddress", ""))


def _read_old(untrusted: str) -> dict[str, str]:
    """The text of the older form (protocols §3.6): the hardware address, the model at once after it, then lines "key:value"."""
    start = _OLD_FORM.search(untrusted)
    said = pairs(untrusted[start.end() :]) if start else {}
    if start is None or not said.keys() & _OLD_KEYS:
        return {}
    model = said.get("device", "") or start[2]
    values = {
        "DeviceType": clean(model),
        "SerialNo": clean(said.get("serialno", "")),
        "MachineName": clean(said.get("name", "")),
    }
    return _fields(values, mac=start[1], address="")


def _read_pieces(untrusted: str) -> dict[str, str]:
    """Lines "key=value" or "Key: value" with the names of the newer form; {} when its own names are not among them."""
    said = pairs(untrusted)
    if not said.keys() & _OWN_NAMES:
        return {}
    values = {key: clean(said.get(key.lower(), "")) for key in (*_TEXTS, "Init")}
    return _fields(values, mac=said.get("mac", ""), address=clean(said.get("ipaddress", "")))


def _fields(values: Mapping[str, str], *, mac: str, address: str) -> dict[str, str]:
    fields = {field: values.get(key, "") for key, field in _TEXTS.items()}
    fields["mac"] = mac_address(mac)
    fields["address"] = address
    init = values.get("Init", "")
    if init.isdecimal() and len(init) <= 10:
        fields["initialised"] = _INITIALISED.get(int(init) & 3, "")
    return compact(fields)


def _text(value: object) -> str:
    """Texts and whole numbers as text; anything else is nothing."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**10:
        return str(value)
    return ""
