"""The last check before anything leaves this program: nothing is sent outside the networks of the scan (protocols §1)."""

import socket
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address

from app.model.network import Scope
from app.model.problem import SendRefusedError
from app.net.ranges import (
    LINK_LOCAL6,
    SHARED4,
    UNIQUE_LOCAL6,
    is_loopback,
    is_scannable4,
    parse_address,
)

#: Groups that a question of protocols §3 is sent to: WS-Discovery, SSDP and SADP; DHIP; mDNS; TVT; Ubiquiti.
GROUPS4 = frozenset({"239.255.255.250", "239.255.255.251", "224.0.0.251", "234.55.55.55", "233.89.188.1"})
#: Groups that devices answer to (TVT, protocols §3.8): joined, never sent to.
LISTEN_GROUPS4 = GROUPS4 | {"234.55.55.56"}
#: Link scope only (protocols §9): WS-Discovery and SSDP; mDNS.
GROUPS6 = frozenset({"ff02::c", "ff02::fb"})
LIMITED_BROADCAST = "255.255.255.255"


class Guard:
    """Knows what the scopes allow. In practice mode only loopback is."""

    def __init__(self, scopes: Sequence[Scope], *, practice: bool = False) -> None:
        self._scopes = tuple(scopes)
        self._practice = practice
        # Asked for every packet and every port; the scopes never change.
        self._lies_in_scope = lru_cache(maxsize=8192)(self._judge)

    def check(self, address: str, port: int) -> None:
        """Return when a packet may go to that real address. Raises SendRefusedError."""
        parsed = parse_address(address)
        if not 0 < port < 65536 or parsed is None:
            raise SendRefusedError(f"{address} port {port} is not a numeric address and port")
        allowed = is_loopback(parsed) if self._practice else self.in_scope(address) or self.is_group(address)
        if not allowed:
            raise SendRefusedError(f"{address} is outside the networks of this scan")

    def in_scope(self, address: str) -> bool:
        """True for a single device's address inside a network of a scope; IPv6 link-local needs its adapter (fe80::1%eth0)."""
        return self._lies_in_scope(address)

    def _judge(self, address: str) -> bool:
        parsed = parse_address(address)
        if isinstance(parsed, IPv4Address):
            return any(_holds4(scope, parsed) for scope in self._scopes)
        if isinstance(parsed, IPv6Address):
            return any(_holds6(scope, parsed) for scope in self._scopes)
        return False

    def is_group(self, address: str) -> bool:
        """True for a group of protocols §3 and for the broadcast addresses of the scopes."""
        if address in GROUPS4 or address == LIMITED_BROADCAST:
            return True
        if any(address == scope.interface.broadcast4 and _has_broadcast(scope) for scope in self._scopes):
            return True
        group, _, zone = address.partition("%")
        return group in GROUPS6 and any(_is_zone(scope, zone) for scope in self._scopes)


def _has_broadcast(scope: Scope) -> bool:
    network = scope.interface.network4
    return scope.interface.broadcast4 == str(network.broadcast_address) and network.prefixlen < 31


def _holds4(scope: Scope, address: IPv4Address) -> bool:
    network = scope.interface.network4
    if scope.only and address not in scope.sweep:
        return False
    # An adapter may be set to 0.0.0.0/0 or to a network that spills out of the private ranges.
    shared = scope.sweep.subnet_of(SHARED4)
    if address not in network or not is_scannable4(address, shared_address_space=shared):
        return False
    return network.prefixlen >= 31 or address not in {network.network_address, network.broadcast_address}


def _holds6(scope: Scope, address: IPv6Address) -> bool:
    interface = scope.interface
    if not interface.address6 or address.is_multicast:
        return False
    if address in LINK_LOCAL6:
        return _is_zone(scope, address.scope_id or "")
    network = interface.network6
    return address in UNIQUE_LOCAL6 and network is not None and IPv6Address(int(address)) in network


def _is_zone(scope: Scope, zone: str) -> bool:
    return zone in {scope.interface.name, str(scope.interface.index)}


def socket_address(address: str, port: int) -> tuple[str, int] | tuple[str, int, int, int]:
    """The address as sockets want it: IPv6 as (host, port, flow, index of the adapter). Raises OSError for an unknown adapter."""
    if ":" not in address:
        return address, port
    host, _, zone = address.partition("%")
    if not zone:
        return host, port, 0, 0
    return host, port, 0, int(zone) if zone.isdecimal() else socket.if_nametoindex(zone)
