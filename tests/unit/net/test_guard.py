from ipaddress import IPv4Network, IPv6Network

import pytest

from app.model.network import Interface, Scope
from app.model.problem import SendRefusedError
from app.net.guard import Guard, socket_address
from app.net.traffic import Traffic

HOME = IPv4Network("192.168.1.0/24")
INTERFACE = Interface(
    "eth0", "Ethernet", 7, "192.168.1.2", HOME, "192.168.1.255", address6="fe80::2", network6=IPv6Network("fd00:1::/64")
)
GUARD = Guard([Scope(INTERFACE, HOME)])


@pytest.mark.parametrize(
    "address",
    ["192.168.1.1", "192.168.1.254", "fe80::1%eth0", "fe80::1%7", "fd00:1::9", "239.255.255.250", "239.255.255.251",
     "224.0.0.251", "234.55.55.55", "233.89.188.1", "192.168.1.255", "255.255.255.255", "ff02::c%eth0", "ff02::fb%7"],
)  # fmt: skip
def test_allowed(address):
    GUARD.check(address, 80)


@pytest.mark.parametrize(
    "address",
    ["192.168.2.1", "192.168.1.0", "10.0.0.1", "8.8.8.8", "127.0.0.1", "0.0.0.0", "192.168.2.255", "224.0.0.1", "239.255.255.249",
     "234.55.55.56", "fe80::1", "fe80::1%eth1", "fe80::1%8", "fd00:2::1", "2001:db8::1", "::1", "::ffff:192.168.1.1", "ff02::1%eth0",
     "ff02::c", "ff02::c%eth1", "ff05::c%eth0", "ff0e::c%eth0", "", "camera.local", "192.168.1", "192.168.1.1 ", "192.168.001.1",
     "3232235777", "0xc0a80101", "fe80::1%"],
)  # fmt: skip
def test_refused(address):
    with pytest.raises(SendRefusedError):
        GUARD.check(address, 80)


@pytest.mark.parametrize("port", [0, -1, 65536, 1_000_000])
def test_ports_that_do_not_exist(port):
    with pytest.raises(SendRefusedError):
        GUARD.check("192.168.1.1", port)


def test_practice_allows_loopback_only():
    guard = Guard([Scope(INTERFACE, HOME)], practice=True)
    guard.check("127.0.0.1", 80)
    guard.check("127.1.2.3", 80)
    guard.check("::1", 80)
    for address in ("192.168.1.1", "239.255.255.250", "255.255.255.255", "192.168.1.255", "::ffff:127.0.0.1"):
        with pytest.raises(SendRefusedError):
            guard.check(address, 80)
    assert guard.in_scope("192.168.1.1")


def test_a_network_that_spills_out_of_the_private_ranges_is_cut_to_them():
    for text in ("0.0.0.0/0", "192.0.0.0/8", "172.0.0.0/8"):
        network = IPv4Network(text)
        guard = Guard([Scope(Interface("eth0", "", 1, "192.168.1.2", network, "255.255.255.255"), network)])
        assert not guard.in_scope("8.8.8.8")
        assert not guard.in_scope("192.0.2.7")
        assert not guard.in_scope("172.15.0.1")


def test_a_broadcast_address_that_is_not_the_networks_is_refused():
    guard = Guard([Scope(Interface("eth0", "", 1, "192.168.1.2", HOME, "8.8.8.8"), HOME)])
    for address in ("8.8.8.8", "192.168.1.255"):
        with pytest.raises(SendRefusedError):
            guard.check(address, 80)


def test_the_shared_address_space_only_when_it_is_swept():
    network = IPv4Network("100.64.0.0/16")
    interface = Interface("eth0", "", 1, "100.64.0.2", network, "100.64.255.255", may_scan=False)
    assert Guard([Scope(interface, IPv4Network("100.64.0.0/22"))]).in_scope("100.64.9.9")
    assert not Guard([Scope(INTERFACE, HOME)]).in_scope("100.64.9.9")


def test_a_network_of_two_addresses_has_no_broadcast():
    network = IPv4Network("10.0.0.0/31")
    guard = Guard([Scope(Interface("ppp0", "", 1, "10.0.0.0", network, "10.0.0.1"), network)])
    assert guard.in_scope("10.0.0.1")
    assert not guard.is_group("10.0.0.1")


def test_no_ipv6_without_an_address_of_our_own():
    guard = Guard([Scope(Interface("eth0", "", 7, "192.168.1.2", HOME, "192.168.1.255"), HOME)])
    assert not guard.in_scope("fe80::1%eth0")
    assert not guard.in_scope("fd00:1::1")


def test_socket_addresses():
    assert socket_address("192.168.1.1", 80) == ("192.168.1.1", 80)
    assert socket_address("fe80::1%7", 80) == ("fe80::1", 80, 0, 7)
    assert socket_address("fd00::1", 80) == ("fd00::1", 80, 0, 0)
    with pytest.raises(OSError, match=r"no-such|No such|not found|interface"):
        socket_address("fe80::1%no-such-adapter", 80)


def test_traffic_adds_what_reaches_every_device():
    traffic = Traffic()
    assert (traffic.most_datagrams, traffic.most_connections) == (0, 0)
    traffic.datagrams["192.168.1.5"] += 2
    traffic.group_datagrams["eth0"] += 3
    traffic.connections["192.168.1.5"] += 4
    traffic.failed_sends["wlan0"] += 1
    traffic.failed_sends["eth0"] += 1
    assert (traffic.most_datagrams, traffic.most_connections) == (5, 4)
    assert traffic.blocked_interfaces == {"wlan0"}
