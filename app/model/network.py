"""The networks of this computer and what a scan may touch."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network


@dataclass(frozen=True, slots=True)
class Interface:
    """One network adapter with one usable IPv4 network.

    name is the system's, label the one a person knows ("Wi-Fi"). network4 is the adapter's whole IPv4 network.
    may_scan is False for adapters that are left out unless chosen (VPN, virtual); why_not then says so in one word.
    """

    name: str
    label: str
    index: int
    address4: str
    network4: IPv4Network
    broadcast4: str
    mac: str = ""
    address6: str = ""
    network6: IPv6Network | None = None
    may_scan: bool = True
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one scan may touch: an adapter, the part of its network that is asked address by address, and what was left out.

    only is True when the person named that part: other addresses of the network may answer a call to all, but are left alone.
    """

    interface: Interface
    sweep: IPv4Network
    left_out: int = 0
    only: bool = False
