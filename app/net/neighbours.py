"""The system's table of neighbours: which addresses of the scan answered, with their MAC (protocols §4)."""

import sys
from collections.abc import Iterable, Sequence

from app.model.network import Scope
from app.net.neighbour_table import Table, TableEntry
from app.net.wire import Neighbour

_NO_MACS = frozenset({"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"})


def read_table() -> Table:
    """The table of this system; empty when it cannot be read. May take long on macOS: not for the event loop."""
    if sys.platform == "win32":
        from app.net import neighbours_windows  # noqa: PLC0415 - loads a Windows library

        return neighbours_windows.read_table()
    if sys.platform == "darwin":
        from app.net import neighbours_macos  # noqa: PLC0415 - runs macOS programs

        return neighbours_macos.read_table()
    from app.net import neighbours_linux  # noqa: PLC0415 - needs netlink

    return neighbours_linux.read_table()


def of_scopes(
    entries: Iterable[TableEntry], scopes: Sequence[Scope], before: frozenset[tuple[str, str]]
) -> list[Neighbour]:
    """The entries on adapters of the scopes, own addresses and groups left out, each address once.

    before holds (address, mac) of the table as it was when the scan began.
    """
    by_adapter = {key: scope for scope in scopes for key in (scope.interface.name, scope.interface.index)}
    own = {address for scope in scopes for address in (scope.interface.address4, scope.interface.address6)}
    found: dict[str, Neighbour] = {}
    for entry in entries:
        scope = by_adapter.get(entry.adapter)
        if scope is None or entry.address in own or entry.mac in _NO_MACS or _is_group_mac(entry.mac):
            continue
        address = entry.address
        if address.lower().startswith("fe80:"):
            address = f"{address.partition('%')[0]}%{scope.interface.name}"
        seen_now = entry.confirmed or (entry.address, entry.mac) not in before
        found[address] = Neighbour(address, entry.mac, scope.interface.name, seen_now)
    return list(found.values())


def _is_group_mac(mac: str) -> bool:
    return bool(int(mac[:2], 16) & 1)
