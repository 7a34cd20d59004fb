"""What the scopes of an ONVIF device say about it (Core Specification §7.3.2.2); an owner's place is left out."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from app.untrusted.text import clean, mac_address

_SCOPE = re.compile(r"onvif://www\.onvif\.org/(name|hardware|manufacturer|model|mac)/([^\s/]{1,200})/?", re.IGNORECASE)
_FIELDS = {
    "name": "name",
    "hardware": "hardware",
    "manufacturer": "manufacturer",
    "model": "hardware",
    "mac": "mac",
}


def named_in_scopes(untrusted_scopes: Iterable[str]) -> dict[str, str]:
    """The fields name, hardware, manufacturer and mac, as far as the scopes give them; the first of each counts."""
    fields: dict[str, str] = {}
    for scope in untrusted_scopes:
        if match := _SCOPE.fullmatch(scope.strip()):
            category, value = match[1].lower(), clean(unquote(match[2]))
            fields.setdefault(_FIELDS[category], mac_address(value) if category == "mac" else value)
    return fields
