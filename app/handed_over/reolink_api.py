"""Reolink's api.cgi: a list of {"cmd", "value" or "error"}. Its questions need a login, so the scan never asks them."""

import re
from collections.abc import Mapping
from typing import Any

from app.handed_over.free_text import harmless, split_answer
from app.untrusted.json import member, objects, scalar
from app.untrusted.pairs import pairs
from app.untrusted.text import clean, compact, mac_address

_TEXTS = {
    "model": "model",
    "firmVer": "firmware",
    "hardVer": "hardware",
    "type": "device_type",
    "exactType": "exact_type",
    "channelNum": "channels",
    "itemNo": "item",
}
_COMMAND = re.compile(r"(?:Get|Set|Login|Logout|Unknown)\w{0,32}")
_NAME_COMMAND = "GetDevName"
_NAMES_DEVICE = frozenset({"model", "firmware", "hardware"})
#: "please login first".
_LOGIN_FIRST = "-6"
#: Every refusal of this family has a number below zero beside its words.
_REFUSAL = re.compile(r"-\d{1,3}")
#: A serial number is digits and not all noughts; the UID, which opens access from the internet, has letters.
_SERIAL = re.compile(r"(?!0+$)\d{6,14}")


def read(untrusted: str) -> dict[str, str]:
    """The fields of DevInfo and the hardware address; of a refusal that it wants a login; {} for all else."""
    _, body = split_answer(untrusted)
    fields: dict[str, str] = {}
    for answer in objects(body):
        fields = {**_fields(answer), **fields}
    return fields or _pieces(body)


def _pieces(untrusted: str) -> dict[str, str]:
    """The members of DevInfo without their object; {} when its own names are not there."""
    said = pairs(untrusted)
    if not said.keys() & {"firmver", "hardver", "exacttype"}:
        return {}
    return _fields({"DevInfo": {key: clean(said.get(key.lower(), "")) for key in (*_TEXTS, "serial", "name")}})


def _fields(answer: Mapping[str, Any]) -> dict[str, str]:
    value = member(answer, "value") or answer
    info = member(value, "DevInfo") or (value if "firmVer" in value else {})
    link = member(value, "LocalLink")
    command = scalar(answer.get("cmd"))
    fields = {field: scalar(info.get(key)) for key, field in _TEXTS.items()}
    serial = scalar(info.get("serial"))
    fields["serial"] = serial if _SERIAL.fullmatch(serial) else ""
    fields["name"] = harmless(scalar(info.get("name")))
    fields["mac"] = mac_address(scalar(link.get("mac")))
    refusal = scalar(member(answer, "error").get("rspCode"))
    if refusal == _LOGIN_FIRST:
        fields["needs_login"] = "yes"
    elif command and _REFUSAL.fullmatch(refusal):
        fields["refusal"] = refusal
    if command == _NAME_COMMAND:
        fields["name"] = harmless(scalar(member(value, "DevName").get("name")))
    told = compact(fields)
    if not (told.keys() & (_NAMES_DEVICE | {"mac", "needs_login", "refusal"})) and command != _NAME_COMMAND:
        return {}
    return {**told, "command": command} if _COMMAND.fullmatch(command) else told
