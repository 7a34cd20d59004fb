"""Takes apart an address (URL) that a device sent. Whether it may be followed is for the caller to decide."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

#: Longest address that is read, in characters.
URL_LIMIT = 1024

_DEFAULT_PORTS = {"http": 80, "https": 443}
_PRINTABLE = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Url:
    """An http or https address; host without brackets and without IPv6 scope, "" when it is missing; path with its query."""

    tls: bool
    host: str
    port: int
    path: str


def split_url(untrusted: str) -> Url | None:
    """The parts; None for another scheme, for a user name inside, and for what is not an address."""
    text = untrusted.strip()
    if len(text) > URL_LIMIT or not _PRINTABLE.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or "@" in parts.netloc or port == 0:
        return None
    path = parts.path if parts.path.startswith("/") else "/"
    query = f"?{parts.query}" if parts.query else ""
    return Url(scheme == "https", host.partition("%")[0], port or _DEFAULT_PORTS[scheme], path + query)


def is_same_host(untrusted_host: str, address: str) -> bool:
    """True when the host of an address is that numeric address, whatever its IPv6 scope."""
    try:
        return ip_address(untrusted_host) == ip_address(address.partition("%")[0])
    except ValueError:
        return False
