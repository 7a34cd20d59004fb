from ipaddress import IPv4Network

import pytest

from app.model.events import ScanRequest
from app.model.network import Interface
from app.model.problem import (
    NetworkNotAllowedError,
    NetworkTooLargeError,
    NoUsableNetworkError,
    UnknownInterfaceError,
)
from app.net.guard import Guard
from app.net.network import Net
from app.net.scopes import choose_scopes


def interface(name, address, **more):
    network = IPv4Network(address, strict=False)
    return Interface(name, name, 1, address.partition("/")[0], network, str(network.broadcast_address), **more)


HOME = interface("eth0", "192.168.1.2/24")
OFFICE = interface("eth1", "10.20.30.40/16")
VPN = interface("tun0", "10.8.0.5/24", may_scan=False, why_not="vpn")
CARRIER = interface("wwan1", "100.64.7.9/22", may_scan=False, why_not="shared-address-space")
ALL = (HOME, OFFICE, VPN, CARRIER)


def texts(scopes):
    return [(scope.interface.name, str(scope.sweep), scope.left_out) for scope in scopes]


def choose(*interfaces, **request):
    return texts(choose_scopes(ScanRequest(**request), interfaces or ALL))


def test_the_usual_networks():
    assert choose() == [("eth0", "192.168.1.0/24", 0), ("eth1", "10.20.28.0/22", 65_536 - 1024)]


def test_nothing_usable():
    for interfaces in ([], [VPN], [CARRIER], [interface("eth0", "192.0.2.2/24")]):
        with pytest.raises(NoUsableNetworkError):
            choose_scopes(ScanRequest(), interfaces)


def test_the_shared_address_space_only_on_request():
    assert choose(CARRIER, shared_address_space=True) == [("wwan1", "100.64.4.0/22", 0)]
    assert choose(CARRIER, networks=("100.64.4.0/24",), shared_address_space=True) == [("wwan1", "100.64.4.0/24", 0)]
    with pytest.raises(NetworkNotAllowedError):
        choose(CARRIER, networks=("100.64.4.0/24",))


def test_a_named_network():
    assert choose(networks=("10.20.99.0/24",)) == [("eth1", "10.20.99.0/24", 0)]
    assert choose(networks=("192.168.1.7",)) == [("eth0", "192.168.1.7/32", 0)]
    assert choose(networks=("192.168.1.9/24",)) == [("eth0", "192.168.1.0/24", 0)]
    assert choose(networks=("10.8.0.0/24",)) == [("tun0", "10.8.0.0/24", 0)]
    assert choose(networks=("10.20.0.0/20",)) == [("eth1", "10.20.0.0/20", 0)]


def test_what_lies_outside_a_named_part_is_left_alone():
    (scope,) = choose_scopes(ScanRequest(networks=("192.168.1.64/28",)), ALL)
    guard = Guard((scope,))
    assert guard.in_scope("192.168.1.70")
    assert not guard.in_scope("192.168.1.200")
    net = Net((scope,))
    assert [net.is_asked_about(address) for address in ("192.168.1.70", "192.168.1.200", "10.9.9.9", "fe80::1%eth0")] == [
        True, False, True, True,
    ]  # fmt: skip
    (whole,) = choose_scopes(ScanRequest(networks=("192.168.1.0/24",)), ALL)
    assert Net((whole,)).is_asked_about("192.168.1.200")


def test_a_network_around_the_own_one_is_cut_to_it():
    assert choose(networks=("192.168.0.0/22",)) == [("eth0", "192.168.1.0/24", 1024 - 256)]


@pytest.mark.parametrize(
    "text",
    [
        "8.8.8.0/24",
        "192.168.2.0/24",
        "192.0.2.0/24",
        "127.0.0.0/8",
        "0.0.0.0/0",
        "fe80::/64",
        "nonsense",
        "",
        "10.0.0.0/33",
        "172.32.0.0/24",
    ],
)
def test_networks_that_are_not_allowed(text):
    with pytest.raises(NetworkNotAllowedError) as caught:
        choose(networks=(text,))
    assert caught.value.parameters == {"network": text, "choices": "192.168.1.0/24, 10.20.0.0/16"}


def test_a_network_that_is_too_large():
    with pytest.raises(NetworkTooLargeError) as caught:
        choose(networks=("10.20.0.0/19",))
    assert caught.value.parameters == {"network": "10.20.0.0/19", "limit": "4096"}
    with pytest.raises(NetworkTooLargeError):
        choose(networks=("192.168.0.0/16",))


def test_named_adapters():
    assert choose(interfaces=("eth0",)) == [("eth0", "192.168.1.0/24", 0)]
    assert choose(interfaces=("tun0",)) == [("tun0", "10.8.0.0/24", 0)]
    with pytest.raises(UnknownInterfaceError) as caught:
        choose(interfaces=("eth9",))
    assert caught.value.parameters["name"] == "eth9"
    with pytest.raises(NetworkNotAllowedError):
        choose(interfaces=("eth0",), networks=("10.20.30.0/24",))
    with pytest.raises(NetworkNotAllowedError):
        choose(interface("eth5", "203.0.113.5/24"), interfaces=("eth5",))


def test_two_adapters_on_one_network_count_once():
    wireless = interface("wlan0", "192.168.1.3/24")
    assert choose(HOME, wireless) == [("eth0", "192.168.1.0/24", 0)]
    assert choose(HOME, networks=("192.168.1.0/25", "192.168.1.0/24", "192.168.1.4")) == [("eth0", "192.168.1.0/24", 0)]
