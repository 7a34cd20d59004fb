import struct
import sys
from ipaddress import IPv4Network

import pytest

from app.model.network import Interface, Scope
from app.net.neighbour_table import TableEntry
from app.net.neighbours import of_scopes, read_table
from app.net.neighbours_linux import build_request, parse_arp_file, parse_netlink
from app.net.neighbours_macos import parse_arp, parse_ndp
from app.net.neighbours_windows import parse_table

MAC = bytes.fromhex("4c11bfc20b9d")
MAC_TEXT = "4c:11:bf:c2:0b:9d"
V4 = bytes([192, 168, 1, 20])
V6 = bytes.fromhex("fe80" + "00" * 6 + "4e11bffffec20b9d")


def attribute(kind, data):
    return struct.pack("=HH", 4 + len(data), kind) + data + b"\0" * (-len(data) % 4)


def neighbour(family, state, *attributes, index=7):
    body = struct.pack("=BBHiHBB", family, 0, 0, index, state, 0, 0) + b"".join(attributes)
    return struct.pack("=IHHII", 16 + len(body), 28, 2, 1, 0) + body


DONE = struct.pack("=IHHII", 20, 3, 2, 1, 0) + bytes(4)


def test_the_request_is_the_one_of_protocols_4_2():
    assert build_request()[:8] == struct.pack("=IHH", 28, 30, 0x301)
    assert len(build_request()) == 28


@pytest.mark.parametrize(("state", "confirmed"), [(2, True), (4, False), (8, False), (0x10, False), (0x80, True)])
def test_states_that_count(state, confirmed):
    entries, _, _ = parse_netlink(neighbour(2, state, attribute(1, V4), attribute(2, MAC)) + DONE)
    assert entries == [TableEntry("192.168.1.20", MAC_TEXT, 7, confirmed)]


@pytest.mark.parametrize("state", [0, 1, 0x20, 0x40])
def test_states_that_do_not(state):
    assert parse_netlink(neighbour(2, state, attribute(1, V4), attribute(2, MAC)) + DONE)[0] == []


def test_ipv6_entries_and_what_the_kernel_holds():
    message = (
        neighbour(10, 2, attribute(1, V6), attribute(2, MAC))
        + neighbour(2, 1, attribute(1, V4))
        + neighbour(2, 0x20)
        + DONE
    )
    entries, held, busy = parse_netlink(message)
    assert entries == [TableEntry("fe80::4e11:bfff:fec2:b9d", MAC_TEXT, 7, confirmed=True)]
    assert (held, busy) == ({"192.168.1.20"}, 1)


def test_broken_netlink_gives_what_is_whole():
    good = neighbour(2, 2, attribute(1, V4), attribute(2, MAC))
    for length in range(len(good)):
        assert parse_netlink(good[:length])[0] == []
    for tail in (b"\0" * 16, b"\xff" * 40, struct.pack("=IHHII", 16, 28, 0, 0, 0)):
        assert len(parse_netlink(good + tail)[0]) == 1
    assert parse_netlink(neighbour(2, 2, attribute(1, b"123"), attribute(2, MAC)))[0] == []
    assert parse_netlink(neighbour(2, 2, attribute(1, V4), attribute(2, MAC + b"xx")))[0] == []
    assert parse_netlink(neighbour(2, 2, b"\x01\0\x01\0"))[0] == []


ARP_FILE = """IP address       HW type     Flags       HW address            Mask     Device
192.168.1.20     0x1         0x2         4c:11:bf:c2:0b:9d     *        eth0
192.168.1.21     0x1         0x0         00:00:00:00:00:00     *        eth0
192.168.1.22     0x1         0x6         4c:11:bf:c2:0b:9e     *        wlan0
broken line
1.2.3            0x1         0x2         4c:11:bf:c2:0b:9d     *        eth0
192.168.1.23     0x1         zz          4c:11:bf:c2:0b:9d     *        eth0
192.168.1.24     0x1         0x2         4c:11                 *        eth0
"""


def test_the_arp_file():
    assert [(one.address, one.mac, one.adapter) for one in parse_arp_file(ARP_FILE)] == [
        ("192.168.1.20", MAC_TEXT, "eth0"),
        ("192.168.1.22", "4c:11:bf:c2:0b:9e", "wlan0"),
    ]
    assert parse_arp_file("") == []


ARP_MACOS = """? (192.168.1.1) at a0:b1:c2:d3:e4:f5 on en0 ifscope [ethernet]
? (192.168.1.20) at 4c:11:bf:c2:b:9d on en0 ifscope [ethernet]
? (192.168.1.30) at (incomplete) on en0 ifscope [ethernet]
? (192.168.1.2) at 1:2:3:4:5:6 on en0 ifscope permanent [ethernet]
camera.local (192.168.1.40) at 4c:11:bf:c2:b:1 on en1 ifscope [ethernet]
? (192.168.1.999) at 4c:11:bf:c2:b:9d on en0 ifscope [ethernet]
? (192.168.1.50) at 4c:11:bf:c2:b on en0 ifscope [ethernet]
"""
NDP_MACOS = """Neighbor                             Linklayer Address  Netif Expire    St Flgs Prbs
fe80::1%lo0                          (incomplete)         lo0 permanent R
fe80::4e11:bfff:fec2:b9d%en0         4c:11:bf:c2:b:9d     en0 23h59m58s S
fd00::9                              4c:11:bf:c2:b:9d     en0 10s       R  R
fe80::2%en0                          1:2:3:4:5:6          en0 permanent R
"""


def test_macos_tables():
    assert [(one.address, one.mac, one.adapter) for one in parse_arp(ARP_MACOS)] == [
        ("192.168.1.1", "a0:b1:c2:d3:e4:f5", "en0"),
        ("192.168.1.20", MAC_TEXT, "en0"),
        ("192.168.1.40", "4c:11:bf:c2:0b:01", "en1"),
    ]
    assert parse_ndp(NDP_MACOS) == [
        TableEntry("fe80::4e11:bfff:fec2:b9d", MAC_TEXT, "en0", confirmed=False),
        TableEntry("fd00::9", MAC_TEXT, "en0", confirmed=True),
    ]


def row(family, address, state, *, length=6, index=12):
    data = bytearray(88)
    struct.pack_into("<H", data, 0, family)
    offset = 4 if family == 2 else 8
    data[offset : offset + len(address)] = address
    struct.pack_into("<I", data, 28, index)
    data[40:46] = MAC
    struct.pack_into("<II", data, 72, length, state)
    return bytes(data)


def test_the_windows_table():
    rows = [row(2, V4, 5), row(23, V6, 4), row(2, V4, 1), row(2, V4, 0), row(2, V4, 5, length=0), row(99, V4, 5)]
    data = struct.pack("<II", len(rows), 0) + b"".join(rows)
    expected = [
        TableEntry("192.168.1.20", MAC_TEXT, 12, confirmed=True),
        TableEntry("fe80::4e11:bfff:fec2:b9d", MAC_TEXT, 12, confirmed=False),
    ]
    assert parse_table(data) == expected
    assert parse_table(struct.pack("<II", 4_000_000_000, 0) + b"".join(rows)) == expected
    assert parse_table(data[:-300]) == expected
    assert parse_table(b"") == parse_table(b"\1\0\0\0") == []


def test_entries_of_the_scopes_only():
    network = IPv4Network("192.168.1.0/24")
    scope = Scope(Interface("eth0", "", 7, "192.168.1.2", network, "192.168.1.255", address6="fe80::2"), network)
    entries = [
        TableEntry("192.168.1.20", MAC_TEXT, 7, confirmed=False),
        TableEntry("192.168.1.21", MAC_TEXT, "eth0", confirmed=False),
        TableEntry("192.168.1.22", MAC_TEXT, 8, confirmed=True),
        TableEntry("192.168.1.2", MAC_TEXT, 7, confirmed=True),
        TableEntry("192.168.1.23", "00:00:00:00:00:00", 7, confirmed=True),
        TableEntry("239.255.255.250", "01:00:5e:7f:ff:fa", 7, confirmed=True),
        TableEntry("fe80::9", MAC_TEXT, 7, confirmed=True),
        TableEntry("fe80::9%en0", MAC_TEXT, "eth0", confirmed=True),
    ]
    found = of_scopes(entries, [scope], frozenset({("192.168.1.20", MAC_TEXT)}))
    assert [(one.address, one.interface, one.seen_now) for one in found] == [
        ("192.168.1.20", "eth0", False),
        ("192.168.1.21", "eth0", True),
        ("fe80::9%eth0", "eth0", True),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="netlink")
def test_this_computers_own_table_can_be_read():
    table = read_table()
    assert table.room is not None
    assert table.held is not None
    assert all(len(entry.mac) == 17 for entry in table.entries)
