from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

import netifaces
import pytest

from app.net import adapters_ifaddr, adapters_netifaces, interfaces
from app.net.adapter import Adapter
from app.net.adapter_kind import Facts
from app.net.adapters_netifaces import to_adapter
from app.net.interfaces import read_interfaces, usable_interfaces
from app.net.system_facts import read_facts

#: What netifaces said on Linux (deps §2), addresses exchanged.
ETHERNET = {
    netifaces.AF_LINK: [{"addr": "02:FC:00:00:00:01", "broadcast": "ff:ff:ff:ff:ff:ff"}],
    netifaces.AF_INET: [{"addr": "192.168.1.2", "netmask": "255.255.255.0", "broadcast": "8.8.8.8"}],
    netifaces.AF_INET6: [
        {"addr": "2001:db8::5", "netmask": "ffff:ffff:ffff:ffff::/64"},
        {"addr": "fd00:1::2", "netmask": "ffff:ffff:ffff:ffff::/64"},
        {"addr": "fe80::fc:ff:fe00:1%eth0", "netmask": "ffff:ffff:ffff:ffff::/64"},
    ],
}


def one(name="eth0", networks4=(("192.168.1.2", 24),), **more):
    found = usable_interfaces([Adapter(name, networks4=networks4, **more)])
    return found[0] if found else None


def test_what_netifaces_says():
    adapter = to_adapter("eth0", ETHERNET, index=4, facts=Facts())
    (interface,) = usable_interfaces([adapter])
    assert interface.mac == "02:fc:00:00:00:01"
    assert (interface.address4, interface.network4) == ("192.168.1.2", IPv4Network("192.168.1.0/24"))
    assert interface.broadcast4 == "192.168.1.255", "computed, not what somebody set"
    assert (interface.address6, interface.network6) == ("fe80::fc:ff:fe00:1", IPv6Network("fd00:1::/64"))
    assert (interface.label, interface.index, interface.may_scan) == ("Ethernet", 4, True)


@pytest.mark.parametrize(
    "families",
    [{}, {netifaces.AF_INET: [{}]}, {netifaces.AF_INET: [{"addr": "x", "netmask": "255.255.255.0"}]},
     {netifaces.AF_INET: [{"addr": "192.168.1.2", "netmask": "255.0.255.0"}]}, {netifaces.AF_LINK: [{"addr": "zz"}]}],
)  # fmt: skip
def test_half_answers_are_no_adapter(families):
    assert usable_interfaces([to_adapter("eth0", families, facts=Facts())]) == ()


@pytest.mark.parametrize("address", ["127.0.0.1", "192.0.2.2", "8.8.8.8", "198.18.0.1", "0.0.0.0", "224.0.0.1"])
def test_adapters_without_a_private_address_are_not_used(address):
    assert one(networks4=((address, 24),)) is None


@pytest.mark.parametrize(
    ("name", "description", "facts", "why_not"),
    [
        ("eth0", "", Facts(), ""),
        ("wlp3s0", "", Facts(), ""),
        ("en0", "", Facts(), ""),
        ("br0", "", Facts(), ""),
        ("br0", "", Facts(bridge_without_card=True), "virtual"),
        ("tun0", "", Facts(), "vpn"),
        ("wg0", "", Facts(default_route=True), "vpn"),
        ("utun4", "", Facts(), "vpn"),
        ("tailscale0", "", Facts(), "vpn"),
        ("docker0", "", Facts(), "virtual"),
        ("br-0a1b2c3d4e5f", "", Facts(), "virtual"),
        ("virbr0", "", Facts(), "virtual"),
        ("vmnet8", "", Facts(), "virtual"),
        ("bridge100", "", Facts(), "virtual"),
        ("office", "", Facts(point_to_point=True), "point-to-point"),
        ("{0A}", "Intel(R) Wi-Fi 6 AX201 160MHz", Facts(), ""),
        ("{0A}", "TAP-Windows Adapter V9", Facts(), "vpn"),
        ("{0A}", "WireGuard Tunnel", Facts(), "vpn"),
        ("{0A}", "VirtualBox Host-Only Ethernet Adapter", Facts(), "virtual"),
        ("{0A}", "Hyper-V Virtual Ethernet Adapter", Facts(), "virtual"),
        ("{0A}", "Hyper-V Virtual Ethernet Adapter #2", Facts(default_route=True), ""),
    ],
)
def test_which_adapters_are_left_out(name, description, facts, why_not):
    interface = one(name, description=description, facts=facts)
    assert (interface.why_not, interface.may_scan) == (why_not, not why_not)


def test_networks_without_neighbours_and_carrier_networks_are_left_out():
    assert one(networks4=(("10.0.0.2", 32),)).why_not == "point-to-point"
    assert one(networks4=(("100.64.0.2", 24),)).why_not == "shared-address-space"


def test_the_better_of_two_networks():
    assert one(networks4=(("169.254.9.9", 16), ("100.64.0.1", 10), ("10.0.0.2", 24))).address4 == "10.0.0.2"


def test_the_default_route_comes_first_and_equal_labels_are_told_apart():
    found = usable_interfaces(
        [
            Adapter("docker0", index=1, networks4=(("172.17.0.1", 16),)),
            Adapter("eth1", index=2, networks4=(("10.0.0.2", 24),)),
            Adapter("eth0", index=3, networks4=(("192.168.1.2", 24),), facts=Facts(default_route=True)),
        ]
    )
    assert [(one.name, one.label) for one in found] == [
        ("eth0", "Ethernet (eth0)"), ("eth1", "Ethernet (eth1)"), ("docker0", "docker0"),
    ]  # fmt: skip


def test_ifaddr_takes_over_when_netifaces_fails(monkeypatch):
    def broken():
        raise OSError("no such thing")

    monkeypatch.setattr(adapters_netifaces, "read_adapters", broken)
    monkeypatch.setattr(adapters_ifaddr, "read_adapters", lambda: [Adapter("eth0", networks4=(("10.1.1.1", 24),))])
    assert [one.address4 for one in read_interfaces()] == ["10.1.1.1"]


def test_both_readers_agree_on_this_computer():
    by_netifaces = {one.name: set(one.networks4) for one in adapters_netifaces.read_adapters() if one.networks4}
    by_ifaddr = {one.name: set(one.networks4) for one in adapters_ifaddr.read_adapters() if one.networks4}
    assert by_netifaces == by_ifaddr
    assert interfaces.read_interfaces() == read_interfaces()


def test_facts_of_linux(tmp_path: Path):
    for name, flags, kind in (("eth0", "0x1003", "1"), ("tun5", "0x10d1", "65534"), ("odd", "x", "y")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "flags").write_text(flags)
        (tmp_path / name / "type").write_text(kind)
    (tmp_path / "eth0" / "device").mkdir()
    for bridge, member in (("br0", "eth0"), ("br1", "tun5")):
        (tmp_path / bridge / "bridge").mkdir(parents=True)
        (tmp_path / bridge / "brif" / member).mkdir(parents=True)

    def read(name):
        return read_facts(name, default_route=False, folder=tmp_path)

    assert read("eth0") == read("br0") == read("odd") == read("absent") == read("../..") == Facts()
    assert read("tun5") == Facts(point_to_point=True)
    assert read("br1") == Facts(bridge_without_card=True)
