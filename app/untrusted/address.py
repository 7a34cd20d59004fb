"""What an address itself tells."""

from ipaddress import IPv6Address, ip_address


def mac_of_address(address: str) -> str:
    """The MAC inside an EUI-64 link-local address (protocols §9), or ""."""
    if ":" not in address:
        return ""
    try:
        host = IPv6Address(address.partition("%")[0]).packed[8:]
    except ValueError:
        return ""
    if host[3:5] != b"\xff\xfe":
        return ""
    return ":".join(f"{octet:02x}" for octet in (host[0] ^ 2, *host[1:3], *host[5:8]))


def address_order(address: str) -> tuple[int, int]:
    """What to sort addresses by: as numbers, IPv4 first, what is no address last."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return (9, 0)
    return (ip.version, int(ip))
