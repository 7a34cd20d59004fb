"""Hikvision's ISAPI: the answer to /ISAPI/System/deviceInfo, as XML or JSON. It needs a login, so the scan never asks for it."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from app.handed_over.free_text import harmless, split_answer
from app.untrusted.json import first_object, member, scalar
from app.untrusted.pairs import pasted
from app.untrusted.text import clean, compact, mac_address
from app.untrusted.xml import UntrustedXmlError, find, local, parse, text_of

_TEXTS = {
    "model": "model",
    "serialNumber": "serial",
    "hardwareVersion": "hardware",
    "deviceType": "device_type",
    "subDeviceType": "sub_device_type",
    "manufacturer": "manufacturer",
    "OEMCode": "oem_code",
}
#: Free text of an owner.
_NAME = "deviceName"
#: What only this answer holds, and what is enough beside it.
_OWN_NAMES = frozenset({"firmwarereleaseddate", "firmwareversion", "encoderversion", "bootversion"})
_PIECES = frozenset({"model", "serialnumber", "firmwareversion", "firmwarereleaseddate", "devicetype", "macaddress"})
_OTHER_ANSWERS = frozenset(
    {"userCheck", "ResponseStatus", "SessionLogin", "ActivateStatus", "Time", "NetworkInterface"}
)
#: Answers of this family alone, also without a name space.
_TELLING_ANSWERS = frozenset({"userCheck", "activateStatus", "ActivateStatus"})
#: What devices write where a hardware version is missing.
_NO_VERSION = frozenset({"0x0", "0"})


def read(untrusted: str) -> dict[str, str]:
    """The fields of DeviceInfo; of a refusal only what its head says; {} for all else."""
    head, body = split_answer(untrusted)
    root = _root(body)
    if root is not None:
        info = find(root, "DeviceInfo")
        answer = info if info is not None else _own_answer(root)
        fields = {} if info is None else _fields(lambda name: text_of(info, name))
        family = answer.tag.partition("}")[0].lstrip("{") if answer is not None and answer.tag.startswith("{") else ""
        name = local(root) if local(root) in _TELLING_ANSWERS else ""
        known = fields or name or (answer is not None and family)
        return compact({**head, **fields, "namespace": clean(family), "answer": name}) if known else {}
    told = member(first_object(body), "DeviceInfo") or first_object(body)
    if told and (fields := _fields(lambda name: scalar(told.get(name)))):
        return compact({**head, **fields})
    if pieces := _pieces(body):
        return compact({**head, **pieces})
    return head if head.get("status") == "401" and "realm" in head else {}


def _own_answer(root: Element) -> Element | None:
    """The answer to another question of the same family, also a refusal: its name space says whose it is."""
    return root if local(root) in _OTHER_ANSWERS else None


def _pieces(untrusted: str) -> dict[str, str]:
    """The fields of elements without their root, or of "name: value" lines; {} when there are too few of them."""
    said = pasted(untrusted)
    names = said.keys() & _OWN_NAMES
    return _fields(lambda name: said.get(name.lower(), "")) if names and len(said.keys() & _PIECES) > 1 else {}


def _root(untrusted: str) -> Element | None:
    try:
        return parse(untrusted.encode("utf-8", "replace"))
    except UntrustedXmlError:
        return None


def _fields(value: Callable[[str], str]) -> dict[str, str]:
    fields = {field: clean(value(name)) for name, field in _TEXTS.items()}
    released = clean(value("firmwareReleasedDate"))
    fields["firmware"] = clean(f"{clean(value('firmwareVersion'))} {released}")
    fields["hardware"] = "" if fields["hardware"] in _NO_VERSION else fields["hardware"]
    fields["mac"] = mac_address(clean(value("macAddress")))
    fields["name"] = harmless(value(_NAME))
    return fields if fields["model"] or fields["device_type"] or fields["firmware"] else {}
