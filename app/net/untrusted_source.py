"""Decides whether an answer can have come from a network of the scan, and names its adapter."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address

from app.model.network import Scope
from app.net.ranges import SHARED4, is_scannable4, is_scannable6, parse_address


class SourceFilter:
    """Sources may be forged: what is not in a private range is dropped.

    A device set to the wrong network still answers group questions (protocols §3.5), so a private address outside every
    scope's network is kept; the guard will not let anybody visit it.
    """

    def __init__(self, scopes: Sequence[Scope], *, practice: bool = False) -> None:
        self._scopes = tuple(scopes)
        self._practice = practice

    def scope_of(self, address: str) -> Scope | None:
        """The scope whose network holds the address."""
        parsed = parse_address(address)
        if isinstance(parsed, IPv4Address):
            return next((scope for scope in self._scopes if parsed in scope.interface.network4), None)
        if isinstance(parsed, IPv6Address):
            if parsed.scope_id:
                zone = parsed.scope_id
                return next(
                    (scope for scope in self._scopes if zone in {scope.interface.name, str(scope.interface.index)}),
                    None,
                )
            return next((scope for scope in self._scopes if _in_network6(scope, parsed)), None)
        return None

    def place(self, untrusted_source: str, received_on: Scope | None) -> tuple[str, str] | None:
        """The source as a device's address and the name of its adapter; None when it is to be dropped.

        received_on is the scope of the socket, None when the socket hears every adapter.
        """
        parsed = parse_address(untrusted_source)
        if parsed is None:
            return None
        if isinstance(parsed, IPv6Address):
            return self._place6(parsed, received_on)
        scope = self.scope_of(untrusted_source)
        if scope is None and not self._practice:
            scope = received_on or (self._scopes[0] if len(self._scopes) == 1 else None)
        if scope is None:
            return None
        shared = scope.sweep.subnet_of(SHARED4)
        if not self._practice and not is_scannable4(parsed, shared_address_space=shared):
            return None
        return untrusted_source, scope.interface.name

    def _place6(self, parsed: IPv6Address, received_on: Scope | None) -> tuple[str, str] | None:
        scope = received_on or self.scope_of(str(parsed))
        if scope is None or not (self._practice or is_scannable6(parsed)):
            return None
        name = scope.interface.name
        bare = IPv6Address(int(parsed))
        return (f"{bare}%{name}" if bare.is_link_local else str(bare)), name


def _in_network6(scope: Scope, address: IPv6Address) -> bool:
    network = scope.interface.network6
    return network is not None and address in network
