"""DHCP: the host name that a device asked its address with. A scan cannot see it; somebody may hand it over."""

import re
from collections.abc import Callable
from typing import Any

from app.untrusted.json import first_object
from app.untrusted.pairs import pairs
from app.untrusted.text import clean, compact, mac_address

_TEXT_LIMIT = 4096
_NAMES = ("hostname", "host", "host_name", "name")
_ADDRESSES = ("mac", "macaddress", "mac_address", "hwaddr")
_NO_NAMES = frozenset({"null", "true", "false", "None"})
_HOST_NAME = re.compile(r"[A-Za-z0-9](?:[\w.-]{0,62}[A-Za-z0-9])?")
#: What home routers add to the name.
_HOME_DOMAIN = re.compile(
    r"\.(?:local|lan|home|localdomain|home\.arpa|internal|fritz\.box|box|station|domain_not_set\.invalid)\.?$",
    re.IGNORECASE,
)


def read(untrusted: str) -> dict[str, str]:
    """The fields of the JSON text {"hostname", "mac"}, of pairs with those names, or of a bare host name; {} for all else."""
    text = untrusted[:_TEXT_LIMIT]
    said = dict(first_object(text)) if "{" in text else dict(pairs(text))
    bare = text.strip()
    if not said and _HOST_NAME.fullmatch(bare) and bare not in _NO_NAMES:
        said = {"hostname": bare}
    host = next((name for key in _NAMES if (name := _field(said, key, clean))), "")
    mac = next((mac for key in _ADDRESSES if (mac := _field(said, key, mac_address))), "")
    return compact({"hostname": _HOME_DOMAIN.sub("", host), "mac": mac})


def _field(said: dict[str, Any], name: str, read_text: Callable[[str], str]) -> str:
    value = said.get(name)
    return read_text(value) if isinstance(value, str) else ""
