"""Adapters by ifaddr: pure Python; knows no MAC and no default route, but the names that Windows shows."""

import ifaddr

from app.net.adapter import Adapter
from app.net.system_facts import read_facts


def read_adapters() -> list[Adapter]:
    """Every adapter but loopback."""
    found = []
    for adapter in ifaddr.get_adapters():
        networks4 = tuple((str(ip.ip), ip.network_prefix) for ip in adapter.ips if ip.is_IPv4)
        networks6 = tuple((str(ip.ip[0]), ip.network_prefix) for ip in adapter.ips if ip.is_IPv6)
        found.append(
            Adapter(
                name=adapter.name,
                description=_description(adapter),
                index=adapter.index or 0,
                networks4=networks4,
                networks6=networks6,
                facts=read_facts(adapter.name, default_route=False),
            )
        )
    return found


def descriptions() -> dict[str, tuple[str, int]]:
    """Name for people and index by the system's name, on Windows a GUID."""
    return {
        adapter.name.strip("{}").upper(): (_description(adapter), adapter.index or 0)
        for adapter in ifaddr.get_adapters()
    }


def _description(adapter: ifaddr.Adapter) -> str:
    # ifaddr gives bytes on some systems although it is declared as text.
    name: str | bytes = adapter.nice_name
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else name
