"""DHCP: the host name that a device asked its address with. A scan cannot see it; somebody may hand it over."""

import json
from collections.abc import Callable
from typing import Any

from app.untrusted.text import clean, compact, mac_address

_TEXT_LIMIT = 4096


def read(untrusted: str) -> dict[str, str]:
    """The fields of the JSON text {"hostname", "mac"}, {} when it is not that."""
    try:
        said: Any = json.loads(untrusted[:_TEXT_LIMIT])
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    return compact({"hostname": _field(said, "hostname", clean), "mac": _field(said, "mac", mac_address)})


def _field(said: dict[str, Any], name: str, read_text: Callable[[str], str]) -> str:
    value = said.get(name)
    return read_text(value) if isinstance(value, str) else ""
