"""Adapters by netifaces: addresses, MAC and the default route; ifaddr adds the names that Windows shows."""

import re
import socket
import sys
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network
from typing import Any

import netifaces

from app.net import adapters_ifaddr
from app.net.adapter import Adapter
from app.net.system_facts import read_facts

Families = Mapping[int, Sequence[Mapping[str, Any]]]
_PREFIX = re.compile(r"/(\d{1,3})$")
_MAC = re.compile(r"^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$")


def read_adapters() -> list[Adapter]:
    """Every adapter. Raises whatever netifaces raises."""
    gateways: Any = netifaces.gateways()
    default = gateways.get("default", {}).get(netifaces.AF_INET)
    default_name = default[1] if default else ""
    names = adapters_ifaddr.descriptions() if sys.platform == "win32" else {}
    found = []
    for name in netifaces.interfaces():
        families = netifaces.ifaddresses(name)
        description, index = names.get(name.strip("{}").upper(), ("", 0))
        facts = read_facts(name, default_route=name == default_name)
        found.append(to_adapter(name, families, description=description, index=index or _index(name), facts=facts))
    return found


def to_adapter(name: str, families: Families, *, description: str = "", index: int = 0, facts: Any = None) -> Adapter:
    """An adapter from what netifaces says of it; what cannot be read is left out."""
    links = [str(entry.get("addr", "")).lower() for entry in families.get(netifaces.AF_LINK, ())]
    macs = [mac for mac in links if _MAC.match(mac) and mac != "00:00:00:00:00:00"]
    networks4 = ((str(entry.get("addr", "")), _length4(entry)) for entry in families.get(netifaces.AF_INET, ()))
    networks6 = ((str(entry.get("addr", "")), _length6(entry)) for entry in families.get(netifaces.AF_INET6, ()))
    return Adapter(
        name=name,
        description=description,
        index=index,
        mac=macs[0] if macs else "",
        networks4=tuple((text, length) for text, length in networks4 if length is not None),
        networks6=tuple(networks6),
        facts=facts or read_facts(name, default_route=False),
    )


def _length4(entry: Mapping[str, Any]) -> int | None:
    try:
        return IPv4Network(f"0.0.0.0/{entry.get('netmask', entry.get('mask', ''))}").prefixlen
    except ValueError:
        return None


def _length6(entry: Mapping[str, Any]) -> int:
    """Netifaces writes ffff:ffff:ffff:ffff::/64 (deps §2)."""
    match = _PREFIX.search(str(entry.get("netmask", "")))
    return min(int(match[1]), 128) if match else 64


def _index(name: str) -> int:
    try:
        return socket.if_nametoindex(name)
    except (OSError, OverflowError):
        return 0
