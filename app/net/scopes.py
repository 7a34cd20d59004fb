"""Chooses what a scan may touch: the usual networks of this computer, or those that a person named."""

from collections.abc import Sequence
from ipaddress import IPv4Network

from app.model.events import ScanRequest
from app.model.network import Interface, Scope
from app.model.problem import (
    NetworkNotAllowedError,
    NetworkTooLargeError,
    NoUsableNetworkError,
    UnknownInterfaceError,
)
from app.net import adapter_kind
from app.net.ranges import is_scannable_network4

#: The largest part that is asked address by address unless a person names a network (protocols §4.5).
USUAL_PREFIX = 22
#: The largest network that a person may name.
LARGEST_PREFIX = 20


def choose_scopes(request: ScanRequest, interfaces: Sequence[Interface]) -> tuple[Scope, ...]:
    """The scopes of a request, each network once.

    Raises NoUsableNetworkError, NetworkNotAllowedError, NetworkTooLargeError, UnknownInterfaceError.
    """
    allowed = [interface for interface in interfaces if _is_allowed(interface, request)]
    if request.interfaces:
        candidates = _named(request, interfaces, allowed)
    else:
        # A network that a person names may be on any adapter; the usual ones come first.
        usual = [interface for interface in allowed if _is_usual(interface, request)]
        candidates = usual + [other for other in allowed if other not in usual] if request.networks else usual
    if not candidates and not request.networks:
        raise NoUsableNetworkError
    if request.networks:
        scopes = [_scope_of_network(text, candidates, allowed) for text in request.networks]
    else:
        scopes = [_usual_scope(interface) for interface in candidates]
    return _without_repeats(scopes)


def _is_allowed(interface: Interface, request: ScanRequest) -> bool:
    return is_scannable_network4(interface.network4, shared_address_space=request.shared_address_space)


def _is_usual(interface: Interface, request: ScanRequest) -> bool:
    shared = interface.why_not == adapter_kind.SHARED and request.shared_address_space
    return interface.may_scan or shared


def _named(request: ScanRequest, interfaces: Sequence[Interface], allowed: Sequence[Interface]) -> list[Interface]:
    found = []
    for name in request.interfaces:
        known = next((interface for interface in interfaces if name in {interface.name, interface.label}), None)
        if known is None:
            raise UnknownInterfaceError(name=name, choices=", ".join(interface.name for interface in interfaces))
        if known not in allowed:
            raise NetworkNotAllowedError(network=str(known.network4), choices=_choices(allowed))
        found.append(known)
    return found


def _scope_of_network(text: str, candidates: Sequence[Interface], allowed: Sequence[Interface]) -> Scope:
    not_allowed = NetworkNotAllowedError(network=text, choices=_choices(allowed))
    try:
        network = IPv4Network(text.strip(), strict=False)
    except ValueError as error:
        raise not_allowed from error
    if not is_scannable_network4(network, shared_address_space=True):
        raise not_allowed
    interface = next((one for one in candidates if network.overlaps(one.network4)), None)
    if interface is None:
        raise not_allowed
    if network.prefixlen < LARGEST_PREFIX:
        limit = 2 ** (32 - LARGEST_PREFIX)
        raise NetworkTooLargeError(network=str(network), limit=str(limit))
    # Only what is on this link can be asked; two networks that overlap lie one inside the other.
    sweep = network if network.subnet_of(interface.network4) else interface.network4
    return Scope(interface, sweep, network.num_addresses - sweep.num_addresses, only=sweep != interface.network4)


def _usual_scope(interface: Interface) -> Scope:
    whole = interface.network4
    if whole.prefixlen >= USUAL_PREFIX:
        return Scope(interface, whole)
    part = IPv4Network(f"{interface.address4}/{USUAL_PREFIX}", strict=False)
    return Scope(interface, part, whole.num_addresses - part.num_addresses)


def _without_repeats(scopes: Sequence[Scope]) -> tuple[Scope, ...]:
    """Two adapters on one network (cable and Wi-Fi) reach the same devices; the first one, with the default route, is used."""
    kept: list[Scope] = []
    for scope in scopes:
        if not any(scope.sweep.subnet_of(other.sweep) for other in kept):
            kept = [other for other in kept if not other.sweep.subnet_of(scope.sweep)]
            kept.append(scope)
    return tuple(kept)


def _choices(interfaces: Sequence[Interface]) -> str:
    return ", ".join(str(interface.network4) for interface in interfaces if interface.may_scan)
