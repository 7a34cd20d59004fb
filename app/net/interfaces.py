"""The adapters of this computer that have a private IPv4 network: netifaces, with ifaddr where that fails."""

import contextlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from app.model.network import Interface
from app.net import adapter_kind, adapters_ifaddr
from app.net.adapter import Adapter
from app.net.ranges import LINK_LOCAL6, LOOPBACK4, SHARED4, UNIQUE_LOCAL6, is_scannable4


def read_interfaces() -> tuple[Interface, ...]:
    """Every adapter with a private IPv4 network, the one with the default route first."""
    try:
        from app.net import adapters_netifaces  # noqa: PLC0415 - a C module that may be missing

        adapters = adapters_netifaces.read_adapters()
    except Exception:  # noqa: BLE001 - whatever breaks there, ifaddr is the fall-back
        adapters = adapters_ifaddr.read_adapters()
    return usable_interfaces(adapters)


def usable_interfaces(adapters: Iterable[Adapter]) -> tuple[Interface, ...]:
    """The adapters that a scan can use, with the reason for those that it leaves out unless chosen."""
    found = [(adapter, interface) for adapter in adapters if (interface := _interface(adapter)) is not None]
    found.sort(key=lambda pair: (not pair[0].facts.default_route, not pair[1].may_scan, pair[1].index))
    labels = Counter(interface.label for _, interface in found)
    return tuple(
        replace(interface, label=f"{interface.label} ({interface.name})") if labels[interface.label] > 1 else interface
        for _, interface in found
    )


def _interface(adapter: Adapter) -> Interface | None:
    chosen = _network4(adapter)
    if chosen is None:
        return None
    address, network = chosen
    why_not = adapter_kind.why_not(adapter.name, adapter.description, adapter.facts)
    if network.prefixlen >= 31:
        why_not = why_not or adapter_kind.POINT_TO_POINT
    if address in SHARED4:
        why_not = why_not or adapter_kind.SHARED
    address6, network6 = _addresses6(adapter)
    return Interface(
        name=adapter.name,
        label=adapter_kind.label(adapter.name, adapter.description),
        index=adapter.index,
        address4=str(address),
        network4=network,
        # Computed, not read: a broadcast address that somebody set by hand or by DHCP could lead outside.
        broadcast4=str(network.broadcast_address),
        mac=adapter.mac,
        address6=address6,
        network6=network6,
        may_scan=not why_not,
        why_not=why_not,
    )


def _network4(adapter: Adapter) -> tuple[IPv4Address, IPv4Network] | None:
    """The first private network; self-assigned and carrier-grade ones only when there is no better."""
    found = []
    for text, length in adapter.networks4:
        with contextlib.suppress(ValueError):
            address = IPv4Address(text)
            network = IPv4Network((int(address), length), strict=False)
            if address not in LOOPBACK4 and is_scannable4(address, shared_address_space=True):
                found.append((address, network))
    found.sort(key=lambda pair: (pair[0] in SHARED4, pair[0].is_link_local))
    return found[0] if found else None


def _addresses6(adapter: Adapter) -> tuple[str, IPv6Network | None]:
    """The link-local address without its adapter, and the unique local network."""
    link_local, unique_local = "", None
    for text, length in adapter.networks6:
        with contextlib.suppress(ValueError):
            address = IPv6Address(text.partition("%")[0])
            if address in LINK_LOCAL6:
                link_local = link_local or str(address)
            elif address in UNIQUE_LOCAL6:
                # A shorter prefix would take in networks that are not on this link.
                unique_local = unique_local or IPv6Network((int(address), max(length, 48)), strict=False)
    return link_local, unique_local
