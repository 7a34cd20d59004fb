"""Law 1: nothing of a test leaves this computer, and no scan touches a network that is not private."""

import asyncio
import socket
from ipaddress import IPv4Network

import pytest

from app.model.events import ScanRequest
from app.model.network import Interface, Scope
from app.model.problem import NetworkNotAllowedError, NoUsableNetworkError, SendRefusedError
from app.net.guard import Guard
from app.net.interfaces import read_interfaces
from app.net.network import Net
from app.net.ranges import is_scannable_network4
from app.net.scopes import choose_scopes

FOREIGN = "198.51.100.7"


def _connect(endpoint: socket.socket) -> object:
    return endpoint.connect((FOREIGN, 80))


def _connect_ex(endpoint: socket.socket) -> object:
    return endpoint.connect_ex((FOREIGN, 80))


def _send_to(endpoint: socket.socket) -> object:
    return endpoint.sendto(b"", (FOREIGN, 80))


def _send_to_with_flags(endpoint: socket.socket) -> object:
    return endpoint.sendto(b"", 0, (FOREIGN, 80))


def _send_message(endpoint: socket.socket) -> object:
    return endpoint.sendmsg([b""], [], 0, (FOREIGN, 80))


def _send_to_group(endpoint: socket.socket) -> object:
    return endpoint.sendto(b"", ("239.255.255.250", 3702))


@pytest.mark.parametrize("touch", [_connect, _connect_ex, _send_to, _send_to_with_flags, _send_message, _send_to_group])
def test_the_guard_of_the_tests_bites(touch, network_guard):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as endpoint:
        endpoint.setblocking(False)
        with pytest.raises(AssertionError, match="a test tried to"):
            touch(endpoint)
    assert len(network_guard) == 1
    network_guard.clear()


def test_the_guard_of_the_tests_bites_in_a_loop(network_guard):
    async def connect() -> None:
        await asyncio.open_connection(FOREIGN, 80)

    with pytest.raises(AssertionError, match="a test tried to"):
        asyncio.run(connect())
    network_guard.clear()


def test_the_guard_of_the_tests_bites_on_datagram_endpoints(network_guard):
    async def send() -> None:
        loop = asyncio.get_running_loop()
        with pytest.raises(AssertionError, match="a test tried to"):
            await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=(FOREIGN, 9))

    asyncio.run(send())
    network_guard.clear()


def test_the_guard_of_the_tests_lets_loopback_through():
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
    ):
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(2)
        sender.sendto(b"here", receiver.getsockname())
        assert receiver.recv(10) == b"here"


def test_this_computers_documentation_network_is_never_usable():
    """The machine that runs these tests may sit on 192.0.2.0/24, which ipaddress calls private and RFC 1918 does not."""
    for interface in read_interfaces():
        assert is_scannable_network4(interface.network4, shared_address_space=True)


@pytest.mark.parametrize(
    "network", ["192.0.2.0/24", "198.18.0.0/24", "203.0.113.0/28", "8.8.8.0/24", "127.0.0.0/24", "240.0.0.0/24"]
)
def test_an_adapter_on_a_network_that_is_not_private_is_refused(network):
    parsed = IPv4Network(network)
    interface = Interface("eth0", "Ethernet", 2, str(parsed[1]), parsed, str(parsed.broadcast_address))
    with pytest.raises(NoUsableNetworkError):
        choose_scopes(ScanRequest(), [interface])
    with pytest.raises(NetworkNotAllowedError):
        choose_scopes(ScanRequest(networks=(network,)), [interface])
    with pytest.raises(NetworkNotAllowedError):
        choose_scopes(ScanRequest(interfaces=("eth0",)), [interface])
    with pytest.raises(SendRefusedError):
        Guard([Scope(interface, parsed)]).check(str(parsed[2]), 80)


def test_every_way_out_of_net_is_refused_outside_the_scan():
    network = IPv4Network("192.168.1.0/24")
    scope = Scope(Interface("eth0", "Ethernet", 2, "192.168.1.2", network, "192.168.1.255"), network)

    async def try_all() -> None:
        net = Net([scope])
        for address in (FOREIGN, "8.8.8.8", "192.168.2.1", "fe80::1", "2001:db8::1", "localhost", ""):
            assert not net.may_visit(address)
            with pytest.raises(SendRefusedError):
                await net.port_state(address, 80)
            with pytest.raises(SendRefusedError):
                await net.certificate(address, 443)
            for way in (net.http, net.rtsp):
                with pytest.raises(SendRefusedError):
                    async with way(address, 80):
                        pass

    asyncio.run(try_all())
