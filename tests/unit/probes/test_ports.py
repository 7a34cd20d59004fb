import asyncio

from app.net.tcp import PortState
from app.probes import ports
from tests.unit.probes.tcp_bench import ADDRESS, device


class CountingNet:
    def __init__(self, open_: set[int]) -> None:
        self.open = open_
        self.asked: list[int] = []
        self.now = self.most = 0

    async def port_state(self, address: str, port: int) -> PortState:
        self.asked.append(port)
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1
        return PortState.OPEN if port in self.open else PortState.SILENT


def test_every_port_is_asked_once_and_four_at_a_time() -> None:
    net, seen = CountingNet({554, 80}), []
    assert asyncio.run(ports.open_ports(net, ADDRESS, seen.append)) == (80, 554)
    assert sorted(net.asked) == sorted(set(ports.CAMERA_PORTS))
    assert net.most == ports.AT_ONCE
    assert dict(seen[0].untrusted_fields) == {"open": "80\n554"}
    assert seen[0].port == 0


def test_no_open_port_is_no_sighting() -> None:
    seen = []
    assert asyncio.run(ports.open_ports(CountingNet(set()), ADDRESS, seen.append)) == ()
    assert seen == []


def test_nothing_is_sent() -> None:
    async def run():
        async with device({80: lambda _: None, 8000: lambda _: None}) as bench:
            found = await ports.open_ports(bench.net, ADDRESS, bench.sightings.append)
            await asyncio.sleep(0.05)
            return found, bench.requests

    assert asyncio.run(run()) == ((80, 8000), [])


def test_no_port_that_takes_input_is_in_the_list() -> None:
    assert not {21, 22, 23, 25, 2323, 9530} & set(ports.CAMERA_PORTS)
    assert len(ports.CAMERA_PORTS) == len(set(ports.CAMERA_PORTS))
