"""Linux: the neighbour table by netlink (protocols §4.2), /proc/net/arp where netlink is not allowed."""

import contextlib
import socket
import struct
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from app.net.neighbour_table import Table, TableEntry, mac_text

_GETNEIGH, _NEWNEIGH, _DONE, _ERROR = 30, 28, 3, 2
_REQUEST_DUMP = 0x301
_DST, _LLADDR = 1, 2
_INCOMPLETE, _REACHABLE, _STALE, _DELAY, _PROBE, _FAILED, _NOARP, _PERMANENT = 1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80
_ALIVE = _REACHABLE | _STALE | _DELAY | _PROBE | _PERMANENT
_HEADER = struct.Struct("=IHHII")
_NDMSG = struct.Struct("=BBHiHBB")
_ATTRIBUTE = struct.Struct("=HH")
_READ_BYTES = 256 * 1024
_TIMEOUT_SECONDS = 1.0
_TABLE_LIMIT_FILE = Path("/proc/sys/net/ipv4/neigh/default/gc_thresh3")
_ARP_FILE = Path("/proc/net/arp")
#: The kernel's own default; only the first network namespace shows the file.
_TABLE_LIMIT = 1024
#: A /22 with its gateway just fits (lab §3): more than this cannot be left free.
_RESERVE = 2


def read_table() -> Table:
    """The table now; empty when neither way works."""
    try:
        message = _dump()
    except OSError:
        with contextlib.suppress(OSError):
            return Table(tuple(parse_arp_file(_ARP_FILE.read_text("ascii", "replace"))))
        return Table()
    entries, held, busy = parse_netlink(message)
    return Table(tuple(entries), max(0, _table_limit() - _RESERVE - busy), frozenset(held))


def build_request() -> bytes:
    """RTM_GETNEIGH for every family."""
    return _HEADER.pack(_HEADER.size + _NDMSG.size, _GETNEIGH, _REQUEST_DUMP, 1, 0) + _NDMSG.pack(0, 0, 0, 0, 0, 0, 0)


def parse_netlink(message: bytes) -> tuple[list[TableEntry], set[str], int]:
    """The usable entries, every IPv4 address with a line, and how many of these the kernel cannot drop.

    Broken parts are skipped.
    """
    entries: list[TableEntry] = []
    held: set[str] = set()
    busy = 0
    for kind, payload in _messages(message):
        if kind != _NEWNEIGH or len(payload) < _NDMSG.size:
            continue
        family, _, _, index, state, _, _ = _NDMSG.unpack_from(payload)
        if family == socket.AF_INET and not state & (_FAILED | _NOARP | _PERMANENT):
            busy += 1
        attributes = _attributes(payload[_NDMSG.size :])
        address, mac = attributes.get(_DST, b""), attributes.get(_LLADDR, b"")
        if len(address) == 4:
            held.add(str(IPv4Address(address)))
        if not state & _ALIVE or state & (_FAILED | _INCOMPLETE | _NOARP) or len(mac) != 6:
            continue
        if len(address) == 4:
            text = str(IPv4Address(address))
        elif len(address) == 16:
            text = str(IPv6Address(address))
        else:
            continue
        entries.append(TableEntry(text, mac_text(mac), index, bool(state & (_REACHABLE | _PERMANENT))))
    return entries, held, busy


def parse_arp_file(text: str) -> list[TableEntry]:
    """The complete entries of /proc/net/arp: address, type, flags, MAC, mask, device."""
    entries = []
    for line in text.splitlines()[1:]:
        columns = line.split()
        if len(columns) < 6:
            continue
        try:
            address = str(IPv4Address(columns[0]))
            complete = int(columns[2], 16) & 2
            octets = bytes.fromhex(columns[3].replace(":", ""))
        except ValueError:
            continue
        if complete and len(octets) == 6:
            entries.append(TableEntry(address, mac_text(octets), columns[5], confirmed=False))
    return entries


def _dump() -> bytes:
    received = bytearray()
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as netlink:
        netlink.settimeout(_TIMEOUT_SECONDS)
        netlink.sendto(build_request(), (0, 0))
        while True:
            part = netlink.recv(_READ_BYTES)
            received += part
            if any(kind in {_DONE, _ERROR} for kind, _ in _messages(part)):
                return bytes(received)


def _messages(data: bytes) -> list[tuple[int, bytes]]:
    found = []
    offset = 0
    while offset + _HEADER.size <= len(data):
        length, kind, _, _, _ = _HEADER.unpack_from(data, offset)
        if length < _HEADER.size or offset + length > len(data):
            break
        found.append((kind, data[offset + _HEADER.size : offset + length]))
        offset += (length + 3) & ~3
    return found


def _attributes(data: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    offset = 0
    while offset + _ATTRIBUTE.size <= len(data):
        length, kind = _ATTRIBUTE.unpack_from(data, offset)
        if length < _ATTRIBUTE.size or offset + length > len(data):
            break
        found[kind] = data[offset + _ATTRIBUTE.size : offset + length]
        offset += (length + 3) & ~3
    return found


def _table_limit() -> int:
    try:
        return int(_TABLE_LIMIT_FILE.read_text("ascii"))
    except (OSError, ValueError):
        return _TABLE_LIMIT
