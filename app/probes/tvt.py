"""The search of TVT devices and their rebrands (protocols §3.8). This program only ever sends command 1; most devices announce anyway."""

import re
import struct

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import SEND_AT_TWICE, repeated, search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import address4, bytes_of, mac, number, part, port, text
from app.untrusted.json import first_object, scalar
from app.untrusted.pairs import pasted
from app.untrusted.text import clean, compact, mac_address

PORT = 23456
QUESTION = GroupQuestion(
    "tvt", PORT, groups4=("234.55.55.55",), listen_port=PORT, listen_groups4=("234.55.55.56",), ttl=5
)
SEND_AT = SEND_AT_TWICE

_MAGIC = b"MHED"
_VERSION = 0x0001_0007
_SEARCH_COMMAND, _ANNOUNCE_COMMAND = 1, 2
_SEARCH_SIZE = 140
#: A field for a password stands here (protocols §1.3): it is blanked before anything is read.
_SECRET_START, _SECRET_END = 84, 112
_DEVICE_TYPES = {0: "dvr", 1: "dvs", 2: "ipc", 3: "nvr", 4: "decoder"}
_FIRMWARE = re.compile(r"\d{1,3}(?:\.\d{1,4})+(?:[-. ][\w.]+)?")
_MODEL_SIZE = 16
_CHANNELS_LIMIT = 512
#: What somebody who hands over an answer may have taken apart already.
_JSON_KEYS = {
    "model": "model",
    "vendor": "manufacturer",
    "manufacturer": "manufacturer",
    "firmware": "firmware",
    "version": "firmware",
    "serial": "serial",
    "name": "name",
    "device_type": "device_type",
    "type": "device_type",
    "channels": "channels",
    "ip": "address",
    "address": "address",
}
_PIECES = {**_JSON_KEYS, "brand": "manufacturer", "softwareversion": "firmware", "devicename": "name"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")


def build_search() -> bytes:
    """The one question, 140 bytes (protocols appendix A)."""
    return struct.pack("<4sII", _MAGIC, _VERSION, _SEARCH_COMMAND).ljust(_SEARCH_SIZE, b"\0")


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an announcement (command 2), {} for every other command."""
    if untrusted[:4] != _MAGIC or number(untrusted, 8, 2, "little") != _ANNOUNCE_COMMAND:
        return {}
    data = untrusted[:_SECRET_START] + bytes(_SECRET_END - _SECRET_START) + untrusted[_SECRET_END:]
    if len(untrusted) < _SECRET_START or not mac(data, 32):
        return {}
    channels = number(data, 228, 4, "little") or 0
    serial, firmware = _serial_and_firmware(data)
    return compact(
        {
            "name": text(data, 12, 20),
            "mac": mac(data, 32),
            "sdk_port": port(data, 38, "little"),
            "address": address4(data, 40),
            "mask": address4(data, 44),
            "gateway": address4(data, 48),
            "firmware": firmware or _version(number(data, 52, 4, "little")),
            "built": _day(number(data, 56, 4, "little")),
            "http_port": port(data, 60, "little"),
            "rtsp_port": port(data, 62, "little"),
            "device_type": _device_type(number(data, 64, 4, "little"), channels),
            "serial": serial,
            "model": _model(data),
            "manufacturer": text(data, 212, 16),
            "channels": str(channels) if 0 < channels <= _CHANNELS_LIMIT else "",
        }
    )


def read(untrusted: str) -> dict[str, str]:
    """The fields of an announcement in hexadecimal digits or as text, or of one that was taken apart into JSON."""
    if untrusted.lstrip().startswith("{"):
        return _read_json(untrusted)
    return parse_reply(bytes_of(untrusted)) or _read_pieces(untrusted)


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask twice and hear what devices announce about every two seconds, until listening ends."""
    return await search(net, seen, Protocol.TVT, QUESTION, sends=repeated(build_search(), SEND_AT), parse=parse_reply)


def _device_type(value: int | None, channels: int) -> str:
    """One of _DEVICE_TYPES; 0 is a DVR only beside several channels, because a blank is 0 as well."""
    if value is None or (value == 0 and channels < 2):
        return ""
    return _DEVICE_TYPES.get(value, "")


def _serial_and_firmware(data: bytes) -> tuple[str, str]:
    """At 140 stand 24 characters of serial or product text, or 16 of it and 16 of firmware (two layouts are known)."""
    firmware = text(data, 156, 16)
    if _FIRMWARE.fullmatch(firmware) and (b"\0" in part(data, 140, 16) or not part(data, 155, 1).isalnum()):
        return text(data, 140, 16), firmware
    return text(data, 140, 24), ""


def _model(data: bytes) -> str:
    """The model; recorders continue a name that fills its field at 180."""
    whole = b"\0" not in part(data, 196, _MODEL_SIZE) and part(data, 179, 1) == b"\0"
    return text(data, 196, _MODEL_SIZE) + (text(data, 180, _MODEL_SIZE) if whole else "")


def _version(value: int | None) -> str:
    """0x01040a00 is 1.4.10.0."""
    return ".".join(str(octet) for octet in value.to_bytes(4, "big")) if value else ""


def _day(value: int | None) -> str:
    """20231103 is 2023-11-03."""
    digits = str(value or "")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 else ""


def _read_json(untrusted: str) -> dict[str, str]:
    said = {name.lower(): scalar(value) for name, value in first_object(untrusted).items()}
    fields = {field: said[name] for name, field in _JSON_KEYS.items() if said.get(name)}
    return compact({**fields, "mac": mac_address(said.get("mac", ""))})


def _read_pieces(untrusted: str) -> dict[str, str]:
    """Lines "name: value", or the device information of their web service as XML; {} when there are too few of them."""
    said = pasted(untrusted)
    fields = {field: clean(said[name]) for name, field in _PIECES.items() if said.get(name)}
    fields["built"] = day[0] if (day := _DAY.match(said.get("softwarebuilddate", ""))) else ""
    fields = compact({**fields, "mac": mac_address(said.get("mac", ""))})
    return fields if "model" in fields and len(fields) > 1 else {}
