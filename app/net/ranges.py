"""The address ranges that may be scanned, written out; ipaddress.is_private also calls documentation and benchmark ranges private."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

#: RFC 1918 and RFC 3927: home, office and self-assigned addresses.
SCANNABLE4 = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")))
#: RFC 6598, carrier-grade NAT: only when the person asks for it.
SHARED4 = IPv4Network("100.64.0.0/10")
LINK_LOCAL6 = IPv6Network("fe80::/10")
#: RFC 4193.
UNIQUE_LOCAL6 = IPv6Network("fc00::/7")
LOOPBACK4 = IPv4Network("127.0.0.0/8")
LOOPBACK6 = IPv6Address("::1")

Address = IPv4Address | IPv6Address


@lru_cache(maxsize=8192)
def parse_address(text: str) -> Address | None:
    """The address of a numeric text, IPv6 with or without its scope; None for anything else."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def is_scannable4(address: IPv4Address, *, shared_address_space: bool = False) -> bool:
    """True when the address lies in a range that this program scans."""
    if shared_address_space and address in SHARED4:
        return True
    return any(address in network for network in SCANNABLE4)


def is_scannable_network4(network: IPv4Network, *, shared_address_space: bool = False) -> bool:
    """True when the whole network lies in one range that this program scans."""
    ranges = (*SCANNABLE4, SHARED4) if shared_address_space else SCANNABLE4
    return any(network.subnet_of(allowed) for allowed in ranges)


def is_scannable6(address: IPv6Address) -> bool:
    """True for link-local and unique local addresses."""
    return address in LINK_LOCAL6 or address in UNIQUE_LOCAL6


def is_loopback(address: Address) -> bool:
    """True for 127.0.0.0/8 and ::1."""
    return address in LOOPBACK4 if isinstance(address, IPv4Address) else address == LOOPBACK6
