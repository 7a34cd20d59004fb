"""What an SNMP agent says of its device: the system group (RFC 3418 §2) and the private objects of two makers.

Understood are the lines of snmpget and snmpwalk (names or numbers), recorded lines "oid|type|value", "sysDescr: …", an object of
JSON with those names, and the description alone. Contact and location are never kept.
"""

import re
from collections.abc import Iterator

from app.handed_over.free_text import harmless, has_words, lines_of
from app.untrusted.json import first_object, scalar
from app.untrusted.text import clean, compact, mac_address

_ENTERPRISES = "1.3.6.1.4.1"
_SYSTEM_GROUP = "1.3.6.1.2.1.1"
_FIELD_OF_NAME = {"sysdescr": "description", "sysobjectid": "object_id", "sysname": "name"}
_FIELD_OF_OBJECT = {
    f"{_SYSTEM_GROUP}.1.0": "description",
    f"{_SYSTEM_GROUP}.2.0": "object_id",
    f"{_SYSTEM_GROUP}.5.0": "name",
    # Hikvision cameras.
    f"{_ENTERPRISES}.39165.1.1.0": "model",
    f"{_ENTERPRISES}.39165.1.3.0": "firmware",
    f"{_ENTERPRISES}.39165.1.4.0": "mac",
    f"{_ENTERPRISES}.39165.1.6.0": "manufacturer",
    # Hikvision recorders.
    f"{_ENTERPRISES}.50001.1.3.0": "serial",
    # Dahua.
    f"{_ENTERPRISES}.1004849.2.1.1.1.0": "firmware",
    f"{_ENTERPRISES}.1004849.2.1.2.4.0": "serial",
    f"{_ENTERPRISES}.1004849.2.1.2.6.0": "model",
}
_NUMBERS = re.compile(r"(?:\.|iso\.|SNMPv2-SMI::)?((?:1|3|enterprises|mib-2)(?:\.\d{1,10}){1,24})", re.IGNORECASE)
_NAME = re.compile(r"(?:[\w-]{1,32}::)?(sys(?:Descr|ObjectID|Name))(?:\.0)?", re.IGNORECASE)
_LINE = re.compile(r"\s*([\w.:-]{1,160})\s*(?:=|\||:(?= )|\s)\s*(.*)")
_KIND = re.compile(
    r"^(?:(?:STRING|OID|Hex-STRING|OBJECT IDENTIFIER|OCTET STRING|DisplayString)\s{0,4}:\s{0,4}|(?:4x?|6)\|)",
    re.IGNORECASE,
)
_ANY_OBJECT = re.compile(r"\s*(?:\.?(?:1|iso)\.\d|[\w-]{1,32}::[A-Za-z]|sys[A-Z][A-Za-z]{2,12}(?:\.0)?\s*[:=])")


def read(untrusted: str) -> dict[str, str]:
    """The fields of the objects that are known; {} when none is there and the text is no description."""
    lines = [f"{key} = {scalar(value)}" for key, value in first_object(untrusted).items()] or lines_of(untrusted)
    found: dict[str, str] = {}
    for field, value in _values(lines):
        found.setdefault(field, value)
    if not found and lines and has_words(lines[0]) and not any(_ANY_OBJECT.match(line) for line in lines):
        found["description"] = lines[0]
    if not found and len(lines) == 1 and _object(lines[0]).startswith(f"{_ENTERPRISES}."):
        found["object_id"] = lines[0]
    fields = {field: harmless(value) for field, value in found.items()}
    if "object_id" in found:
        fields["object_id"] = _object(found["object_id"])
    if "mac" in found:
        fields["mac"] = mac_address(clean(found["mac"]))
    return compact(fields)


def _values(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        match = _LINE.match(line)
        field = _field(match[1].rstrip(":")) if match else ""
        if match and field:
            yield field, _KIND.sub("", match[2].strip(), count=1).strip().strip('"').replace('\\"', '"')


def _field(untrusted_object: str) -> str:
    if name := _NAME.fullmatch(untrusted_object):
        return _FIELD_OF_NAME[name[1].lower()]
    return _FIELD_OF_OBJECT.get(_object(untrusted_object), "")


def _object(untrusted: str) -> str:
    """An object identifier in numbers without its first dot; "" for anything else."""
    match = _NUMBERS.fullmatch(clean(untrusted))
    if not match:
        return ""
    first, _, rest = match[1].partition(".")
    root = {"1": "1", "3": "1.3", "enterprises": _ENTERPRISES, "mib-2": "1.3.6.1.2.1"}[first.lower()]
    return f"{root}.{rest}"
