"""Dahua's magicBox.cgi: lines "key=value" of several questions. They need a login, so the scan never asks them."""

import re
from collections.abc import Iterator

from app.handed_over.free_text import harmless, lines_of, split_answer
from app.untrusted.json import first_object, scalar
from app.untrusted.text import FIELD_LIMIT, clean, compact, mac_address

_FIELD_OF_KEY = {
    "devicetype": "model",
    "type": "model",
    "model": "model",
    "updateserial": "update_model",
    "serialnumber": "serial",
    "serialno": "serial",
    "sn": "serial",
    "softwareversion": "firmware",
    "firmwareversion": "firmware",
    "hardwareversion": "hardware",
    "vendor": "vendor",
    "manufacturer": "vendor",
    "class": "device_class",
    "deviceclass": "device_class",
    "name": "machine_name",
    "devicename": "machine_name",
    "machinename": "machine_name",
    "table.general.machinename": "machine_name",
    "macaddress": "mac",
    "build": "built",
    "builddate": "built",
}
_LINE = re.compile(
    r"""[\s"']*(?:info\.|root\.)?([A-Za-z][\w.\[\]]{1,120})["']?\s*[=:]\s*["']?(.*?)["',\s]*$""", re.IGNORECASE
)
_BUILD = re.compile(r"\s*,\s*build(?:date)?\s*[:=]\s*(\d{4}-\d\d-\d\d)\s*$", re.IGNORECASE)
_FIRMWARE = re.compile(r"V?\d{1,2}\.\d{3}\.\S*", re.IGNORECASE)
_PHYSICAL_ADDRESS = re.compile(r"table\.network\.eth\d\.physicaladdress")
#: Some recorders give a number and some cameras a word where the model belongs; the other key has it then.
_NO_MODEL = re.compile(r"\d{1,3}|IP ?Camera|IPC|NVR|DVR", re.IGNORECASE)
#: What only these answers hold: one such line and the other ones belong to it.
_OWN_KEYS = frozenset(
    {"updateserial", "processor", "appautostart", "devicetype", "serialnumber", "softwareversion", "sn"}
)


def read(untrusted: str) -> dict[str, str]:
    """The fields of all the lines together; of a refusal only what its head says; {} for all else."""
    head, body = split_answer(untrusted)
    found: dict[str, str] = {}
    keys: set[str] = set()
    for key, field, value in _values(body):
        keys.add(key)
        found.setdefault(field, value)
    alternative = found.pop("update_model", "")
    if alternative and _NO_MODEL.fullmatch(found.get("model", "0")):
        found["model"] = alternative
    known = bool(keys & _OWN_KEYS) or bool(
        found.keys() & {"firmware", "model", "vendor", "device_class", "machine_name", "mac"}
    )
    if known and (fields := compact(found)):
        return {**head, **fields}
    return head if head.get("status") == "401" and "realm" in head else {}


def _values(body: str) -> Iterator[tuple[str, str, str]]:
    told = first_object(body)
    lines = [f"{key}={scalar(value)}" for key, value in told.items()] if told else lines_of(body)
    for line in lines:
        match = _LINE.match(line)
        if not match:
            continue
        key, untrusted_value = match[1].lower(), match[2][:FIELD_LIMIT]
        if key == "version":
            yield from _version(untrusted_value)
        elif _PHYSICAL_ADDRESS.fullmatch(key):
            yield key, "mac", mac_address(clean(untrusted_value))
        elif field := _FIELD_OF_KEY.get(key):
            value = harmless(untrusted_value) if field == "machine_name" else clean(untrusted_value)
            yield key, field, mac_address(value) if field == "mac" else value


def _version(untrusted_value: str) -> Iterator[tuple[str, str, str]]:
    """Two questions answer with this key: the firmware with its day, and the hardware as "1.00"."""
    build = _BUILD.search(untrusted_value)
    value = clean(untrusted_value[: build.start()] if build else untrusted_value)
    if _FIRMWARE.fullmatch(value):
        yield "version", "firmware", value
        if build:
            yield "version", "built", build[1]
    else:
        yield "version", "hardware", value
