"""The real questions reach the pretend devices through the wire as they would reach real ones."""

import asyncio
from ipaddress import ip_address

from app.model.sighting import Sighting
from app.net.network import Net
from app.net.tcp import PortState
from app.practice.network import PracticeNetwork
from app.probes import dahua, mdns, reolink, sadp, ssdp, tapo, tvt, ws_discovery, xiongmai

PROBES = (ws_discovery, sadp, dahua, xiongmai, tvt, reolink, tapo, mdns, ssdp)
EXPECTED = {
    "wsdiscovery": {2, 4, 21, 22, 23, 28, 29, 30, 31, 32},
    "sadp": {20, 21, 22, 26},
    "dahua": {23, 24, 25, 27, 33},
    "dvrip": {32},
    "tvt": {37},
    "reolink": {31},
    "tplink-discovery": {30},
    "mdns": {2, 3, 6, 28, 34},
    "ssdp": {1, 3, 4, 6, 28},
}


def test_each_question_finds_its_devices() -> None:
    async def run() -> list[Sighting]:
        seen: list[Sighting] = []
        async with PracticeNetwork() as network:
            net = Net(network.scopes, wire=network.wire, listen_seconds=1.5)
            await asyncio.gather(*(probe.ask(net, seen.append) for probe in PROBES))
        return seen

    seen = asyncio.run(run())
    for protocol, numbers in EXPECTED.items():
        found = {int(ip_address(one.address)) & 0xFF for one in seen if one.protocol == protocol}
        assert found == numbers, protocol


def test_ports_are_open_refused_or_silent() -> None:
    async def run() -> list[PortState]:
        async with PracticeNetwork() as network:
            net = Net(network.scopes, wire=network.wire)
            await network.host("192.168.50.26").unplug()
            places = [("192.168.50.20", 80), ("192.168.50.20", 81), ("192.168.50.99", 80), ("192.168.50.26", 80)]
            return [await net.port_state(*place) for place in places]

    opened, closed, absent, unplugged = asyncio.run(run())
    assert opened is PortState.OPEN
    assert closed in {PortState.REFUSED, PortState.SILENT}  # Windows takes a second to tell
    assert absent not in {PortState.OPEN, PortState.REFUSED}
    assert unplugged is absent


def test_the_sweep_and_the_neighbours() -> None:
    async def run() -> tuple[int, set[str], set[str]]:
        async with PracticeNetwork() as network:
            net = Net(network.scopes, wire=network.wire)
            asked = await net.sweep(network.scope)
            return asked, {one.address for one in await net.neighbours()}, set(network.hosts)

    asked, found, there = asyncio.run(run())
    assert asked >= 253
    assert found == there
