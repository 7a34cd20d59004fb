"""VIVOTEK's getparam.cgi: lines key='value'. It needs a login, so the scan never asks for it."""

import re

from app.handed_over.free_text import harmless, lines_of, split_answer
from app.untrusted.text import clean, compact, mac_address

_FIELD_OF_KEY = {
    "system_info_modelname": "model",
    "system_info_extendedmodelname": "extended_model",
    "system_info_serialnumber": "serial",
    "system_info_firmwareversion": "firmware",
    "system_hostname": "name",
}
#: Short names of older firmware, which count beside a version as only this firm writes it.
_SHORT_NAMES = {
    "modelname": "model",
    "extendedmodelname": "extended_model",
    "version": "firmware",
    "firmwareversion": "firmware",
    "serialnumber": "serial",
    "hostname": "name",
}
_SHORT_LINE = re.compile(r"\s*([A-Za-z]{7,20})\s*[=:]\s*[\"']?([^'\"\r\n]*)")
_OWN_VERSION = re.compile(r"-VVTK-\d", re.IGNORECASE)
_LINE = re.compile(r"\s*(?:root[._])?(system[_.][\w.]{4,48})\s*[=:]\s*[\"']?([^'\"\r\n]*)", re.IGNORECASE)


def read(untrusted: str) -> dict[str, str]:
    """The fields of the lines that are known; {} when there is none."""
    head, body = split_answer(untrusted)
    fields: dict[str, str] = {}
    for line in lines_of(body):
        match = _LINE.match(line)
        if match and (field := _FIELD_OF_KEY.get(match[1].lower().replace(".", "_"))):
            fields.setdefault(field, harmless(match[2]) if field == "name" else clean(match[2]))
    if not fields and _OWN_VERSION.search(body):
        for line in lines_of(body):
            match = _SHORT_LINE.match(line)
            if match and (field := _SHORT_NAMES.get(match[1].lower())):
                fields.setdefault(field, harmless(match[2]) if field == "name" else clean(match[2]))
    # The number is the hardware address without separators.
    fields["mac"] = mac_address(fields.get("serial", ""))
    fields = compact(fields)
    if fields:
        return {**head, **fields}
    return head if head.get("status") == "401" and "realm" in head else {}
