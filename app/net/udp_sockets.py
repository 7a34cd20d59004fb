"""The sockets of a question (protocols §2.2, §2.3, §9), non-blocking and with a large receive buffer."""

import contextlib
import socket
import struct


def group_socket4(address: str, ttl: int, buffer_bytes: int) -> socket.socket:
    """Bound to the adapter's address, so that groups and 255.255.255.255 leave by it. Raises OSError."""
    endpoint = _new(socket.AF_INET, buffer_bytes)
    try:
        endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        endpoint.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
        endpoint.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, ttl)
        endpoint.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
        endpoint.bind((address, 0))
    except OSError:
        endpoint.close()
        raise
    return endpoint


def listening_socket4(port: int, ttl: int, buffer_bytes: int) -> socket.socket:
    """Bound to every address: hears answers sent to a broadcast address or a group. Raises OSError."""
    endpoint = _new(socket.AF_INET, buffer_bytes)
    try:
        endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "SO_REUSEPORT"):
            with contextlib.suppress(OSError):
                endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        endpoint.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, ttl)
        endpoint.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
        endpoint.bind(("", port))
    except OSError:
        endpoint.close()
        raise
    return endpoint


def group_socket6(address: str, index: int, hops: int, buffer_bytes: int) -> socket.socket:
    """Bound to the adapter's link-local address. Raises OSError."""
    endpoint = _new(socket.AF_INET6, buffer_bytes)
    try:
        endpoint.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        endpoint.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, struct.pack("@I", index))
        endpoint.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, hops)
        endpoint.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP, 0)
        endpoint.bind((address, 0, 0, index))
    except OSError:
        endpoint.close()
        raise
    return endpoint


def send_from(endpoint: socket.socket, address: str) -> bool:
    """Let the next group datagrams of a wildcard socket leave by the adapter of that address. False when it cannot."""
    try:
        endpoint.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    except OSError:
        return False
    return True


def _new(family: socket.AddressFamily, buffer_bytes: int) -> socket.socket:
    endpoint = socket.socket(family, socket.SOCK_DGRAM)
    endpoint.setblocking(False)
    for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
        # The system may allow less; it then takes what it allows or keeps its own size.
        with contextlib.suppress(OSError):
            endpoint.setsockopt(socket.SOL_SOCKET, option, buffer_bytes)
    return endpoint
