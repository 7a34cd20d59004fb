"""The local API of Kasa and Tapo devices: the device information in its several wrappings. It needs a login, so the scan never asks.

Owner, place, network name and the identifiers of the maker's cloud are never kept (protocols §1.3).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.handed_over.free_text import harmless, split_answer
from app.untrusted.json import objects, scalar
from app.untrusted.text import compact, mac_address

#: The first key that is there counts.
_KEYS = {
    "model": ("device_model", "model"),
    "firmware": ("sw_version", "sw_ver", "fw_ver", "firmware_version"),
    "hardware": ("hw_version", "hw_ver", "hardware_version"),
    "device_type": ("device_type", "type", "mic_type"),
    "description": ("dev_name", "device_name"),
}
_ALIASES = ("device_alias", "alias")
_MACS = ("mac", "mic_mac")
#: The record stands up to this deep, and is one of the first so many objects.
_DEPTH_LIMIT = 8
_OBJECTS_LIMIT = 256


def read(untrusted: str) -> dict[str, str]:
    """The fields of the first record that names a model and says what it is; {} when there is none."""
    _, body = split_answer(untrusted)
    for number, record in enumerate(_records(list(objects(body)), _DEPTH_LIMIT)):
        if number == _OBJECTS_LIMIT:
            break
        fields = _fields(record)
        if "model" in fields and ("device_type" in fields or "firmware" in fields):
            return fields
    return {}


def _records(untrusted: list[Any], depth: int) -> Iterator[Mapping[str, Any]]:
    for item in untrusted:
        if isinstance(item, dict):
            yield item
        if depth and isinstance(item, dict | list):
            yield from _records(list(item.values()) if isinstance(item, dict) else item, depth - 1)


def _fields(record: Mapping[str, Any]) -> dict[str, str]:
    fields = {field: _first(record, keys) for field, keys in _KEYS.items()}
    fields["name"] = harmless(_first(record, _ALIASES))
    fields["mac"] = mac_address(_first(record, _MACS))
    return compact(fields)


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := scalar(record.get(key)))), "")
