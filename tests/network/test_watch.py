"""Watching pretend devices that lose their power and get it back; clocks run ten times as fast as in the program."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from app.model import watch as model
from app.model.device import Device
from app.model.identity import Identity, Kind
from app.model.network import Interface
from app.model.problem import NoUsableNetworkError
from app.model.sighting import Protocol, Sighting
from app.model.watch import Answer, DeviceState, WatchNews, WatchRequest
from app.net.limits import DEFAULT_LIMITS
from app.net.network import Net
from app.net.wire import Neighbour
from app.practice import outage
from app.practice.network import PracticeNetwork
from app.practice.wire import PracticeWire
from app.scan import watch as scan

NOW = datetime(2026, 11, 26, tzinfo=UTC)
FASTER = 10.0
#: Pretend cameras with doors; one with only a search; one that shows nothing but its number.
DOORS = ("192.168.50.20", "192.168.50.23", "192.168.50.28", "192.168.50.31")
ROUTER, BARE = "192.168.50.1", "192.168.50.35"


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, names in (
        (model, ("SAME_TIME_SECONDS", "SETTLE_SECONDS", "BRIEF_SECONDS", "_SURELY_AFTER_SECONDS", "_LATE_SECONDS")),
        (scan, ("EVERY_SECONDS", "SOONER_SECONDS", "ANSWER_SECONDS", "READY_AT_MOST_SECONDS", "_NEXT_DEVICE_SECONDS")),
        (scan, ("_TELL_EVERY_SECONDS", "_LOOK_EVERY_SECONDS", "_TABLE_EVERY_SECONDS", "LONGEST_SECONDS")),
        (outage, ("AFTER_SECONDS", "FOR_SECONDS")),
    ):
        for name in names:
            monkeypatch.setattr(module, name, getattr(module, name) / FASTER)


def camera(address: str, *more: Sighting, mac: str = "", kind: Kind = Kind.CAMERA) -> Device:
    """A device as a scan of the practice network leaves it."""
    numbers = (Sighting(Protocol.NEIGHBOUR, address, {"mac": mac}, NOW, 0, "practice"),) if mac else ()
    identity = Identity(kind, is_camera=kind is not Kind.OTHER)
    return Device(f"address:{address}", (address,), mac or None, (*more, *numbers), identity)


def with_door(address: str, port: int = 80) -> Device:
    return camera(address, Sighting(Protocol.PORTS, address, {"open": str(port)}, NOW, 0, "practice"))


@dataclass
class Run:
    """One watch with what it told; the script plays while it runs."""

    network: PracticeNetwork
    net: Net
    news: list[WatchNews] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, news: WatchNews) -> None:
        self.news.append(news)
        self.changed.set()

    async def until(self, *answers: Answer) -> WatchNews:
        """The first news from now on with one of these answers."""
        while not self.news or self.news[-1].verdict.answer not in answers:
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), 20)
        return self.news[-1]

    async def until_back(self) -> WatchNews:
        while not self.news[-1].verdict.back:
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), 20)
        return self.news[-1]

    def state(self, address: str) -> DeviceState:
        return next(one.state for one in self.news[-1].devices if one.device_id == f"address:{address}")

    @property
    def answers(self) -> set[Answer]:
        return {news.verdict.answer for news in self.news}


Script = Callable[[Run], Awaitable[None]]


def play(devices: list[Device], script: Script) -> Run:
    async def both() -> Run:
        async with PracticeNetwork(seed=1) as network:
            limits = replace(DEFAULT_LIMITS, connect_seconds=0.16)
            run = Run(network, Net(network.scopes, wire=network.wire, limits=limits))
            watching = scan.Watching(WatchRequest(tuple(devices)), run.net, run.tell)
            task = asyncio.create_task(watching.run())
            try:
                await script(run)
                assert not task.done()
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            return run

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(both())


async def ready(run: Run) -> None:
    await run.until(Answer.NOTHING)


def test_the_camera_that_loses_its_power_is_named_and_then_told_as_back():
    async def script(run: Run) -> None:
        await ready(run)
        await run.network.host(DOORS[1]).unplug()
        named = await run.until(Answer.ONE)
        assert named.verdict.last == (f"address:{DOORS[1]}",)
        assert run.state(DOORS[1]) is DeviceState.QUIET
        assert {run.state(address) for address in DOORS if address != DOORS[1]} == {DeviceState.ANSWERS}
        run.network.host(DOORS[1]).plug_in()
        await run.until_back()
        assert run.state(DOORS[1]) is DeviceState.BACK

    run = play([with_door(address) for address in DOORS], script)
    assert run.answers == {Answer.NOT_READY, Answer.NOTHING, Answer.ONE}
    # A connection is closed at once: not a byte is sent.
    assert not run.network.heard


def test_two_on_one_plug_are_named_together():
    async def script(run: Run) -> None:
        await ready(run)
        for address in DOORS[:2]:
            await run.network.host(address).unplug()
        together = await run.until(Answer.TOGETHER)
        assert set(together.verdict.last) == {f"address:{address}" for address in DOORS[:2]}

    run = play([with_door(address) for address in DOORS], script)
    assert Answer.ONE not in run.answers


def test_a_whole_network_that_goes_quiet_names_nobody():
    async def script(run: Run) -> None:
        await ready(run)
        for host in run.network.hosts.values():
            await host.unplug()
        await run.until(Answer.EVERYTHING)

    run = play([with_door(address) for address in (*DOORS, ROUTER)], script)
    assert not run.answers & {Answer.ONE, Answer.TOGETHER, Answer.AFTER_OTHERS}


def test_one_without_an_open_door_is_watched_by_being_turned_away():
    async def script(run: Run) -> None:
        await ready(run)
        assert run.state(BARE) is DeviceState.ANSWERS
        await run.network.host(BARE).unplug()
        assert (await run.until(Answer.ONE)).verdict.last == (f"address:{BARE}",)

    play([with_door(DOORS[0]), with_door(DOORS[1]), camera(BARE)], script)


class NoDoors(PracticeWire):
    """Devices that answer no connection at all, as behind a firewall."""

    def locate(self, address: str, port: int, udp: bool) -> tuple[str, int] | None:
        return super().locate(address, port, udp) if udp else None


@pytest.mark.parametrize(
    ("address", "protocol", "port"),
    [
        ("192.168.50.20", Protocol.SADP, 37020),
        ("192.168.50.24", Protocol.DAHUA, 37810),
        ("192.168.50.29", Protocol.WS_DISCOVERY, 3702),
        ("192.168.50.30", Protocol.TPLINK_DISCOVERY, 20002),
        ("192.168.50.34", Protocol.MDNS, 5353),
    ],
)
def test_one_without_a_door_is_watched_by_the_search_that_it_answered(monkeypatch, address, protocol, port):
    monkeypatch.setattr("app.practice.network.PracticeWire", NoDoors)
    # These devices wait up to 0.3 s before they answer, which no clock makes shorter.
    monkeypatch.setattr(scan, "ANSWER_SECONDS", 0.6)

    async def script(run: Run) -> None:
        await run.until(Answer.NOTHING)
        assert run.state(address) is DeviceState.ANSWERS
        assert not run.net.traffic.group_datagrams
        await run.network.host(address).unplug()
        assert (await run.until(Answer.ONE)).verdict.alone
        run.network.host(address).plug_in()
        await run.until_back()

    run = play([camera(address, Sighting(protocol, address, {}, NOW, port, "practice"))], script)
    assert {(heard.address, heard.port, heard.udp) for heard in run.network.heard} == {(address, port, True)}


class Table(NoDoors):
    """Nobody answers anything: only the system's table tells."""

    known: tuple[Neighbour, ...] = ()

    def neighbours(self) -> tuple[Neighbour, ...]:
        return self.known


def test_one_that_only_the_systems_table_knows_is_watched_roughly(monkeypatch):
    monkeypatch.setattr("app.practice.network.PracticeWire", Table)
    monkeypatch.setattr(Table, "known", (Neighbour(BARE, "2c:aa:8e:00:00:01", "practice"),))

    async def script(run: Run) -> None:
        await run.until(Answer.NOTHING)
        assert run.news[-1].devices[0].roughly
        monkeypatch.setattr(Table, "known", (Neighbour(BARE, "2c:aa:8e:00:00:01", "practice", seen_now=False),))
        await asyncio.sleep(2.0)
        assert run.state(BARE) is DeviceState.ANSWERS
        monkeypatch.setattr(Table, "known", ())
        await run.until(Answer.ONE)

    play([camera(BARE)], script)


def test_another_device_at_the_address_is_not_watched_in_its_place():
    async def script(run: Run) -> None:
        await ready(run)
        assert run.state(DOORS[0]) is DeviceState.REPLACED
        await run.network.host(DOORS[0]).unplug()
        await asyncio.sleep(2.0)
        assert run.news[-1].verdict.answer is Answer.NOTHING

    play([camera(DOORS[0], mac="00:11:22:33:44:55"), with_door(DOORS[1])], script)


def test_what_cannot_be_watched_is_told_one_by_one():
    gone, elsewhere = "192.168.50.200", "10.9.8.7"

    async def script(run: Run) -> None:
        await ready(run)
        assert run.state(gone) is DeviceState.NO_ANSWER
        assert run.state(elsewhere) is DeviceState.ELSEWHERE

    play([with_door(DOORS[0]), with_door(gone), with_door(elsewhere)], script)


def test_nobody_there_is_told():
    async def script(run: Run) -> None:
        await run.until(Answer.NOTHING_TO_WATCH)

    play([with_door("192.168.50.200")], script)


def test_one_that_is_plugged_in_later_is_told():
    async def script(run: Run) -> None:
        await run.network.host(DOORS[0]).unplug()
        await ready(run)
        await asyncio.sleep(0.6)
        run.network.host(DOORS[0]).plug_in()
        assert (await run.until(Answer.CAME)).verdict.last == (f"address:{DOORS[0]}",)

    play([with_door(address) for address in DOORS], script)


def test_more_devices_than_can_be_watched():
    devices = [with_door(f"192.168.50.{number}") for number in range(11, 250)]

    async def script(run: Run) -> None:
        await run.until(Answer.NOTHING)
        states = Counter(one.state for one in run.news[-1].devices)
        assert states[DeviceState.LEFT_OUT] == len(devices) - model.WATCHED_LIMIT

    play(devices, script)


def test_each_device_meets_one_connection_at_a_time_and_few_a_minute():
    async def script(run: Run) -> None:
        await ready(run)
        before, begin = Counter(run.net.traffic.connections), run.net.clock()
        await asyncio.sleep(3.0)
        took = (run.net.clock() - begin) * FASTER
        for address in DOORS:
            a_minute = (run.net.traffic.connections[address] - before[address]) * 60 / took
            assert 15 <= a_minute <= 22
        assert not run.net.traffic.datagrams
        assert not run.net.traffic.group_datagrams

    play([with_door(address) for address in DOORS], script)


def test_it_ends_by_itself(monkeypatch):
    monkeypatch.setattr(scan, "LONGEST_SECONDS", 1.0)
    told: list[WatchNews] = []

    async def watch() -> None:
        async with PracticeNetwork() as network:
            net = Net(network.scopes, wire=network.wire)
            await asyncio.wait_for(scan.Watching(WatchRequest((with_door(DOORS[0]),)), net, told.append).run(), 5)

    asyncio.run(watch())
    assert told[-1].over
    assert [news.over for news in told].count(True) == 1


def test_in_practice_one_camera_loses_its_power_by_itself():
    async def watch() -> list[WatchNews]:
        told: list[WatchNews] = []
        stop = asyncio.Event()

        def tell(news: WatchNews) -> None:
            told.append(news)
            if news.verdict.back:
                stop.set()

        devices = tuple(with_door(address) for address in DOORS)
        task = asyncio.create_task(scan.watch(WatchRequest(devices), tell))
        await asyncio.wait_for(stop.wait(), 20)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return told

    told = asyncio.run(watch())
    assert told[-1].verdict.answer is Answer.ONE
    assert told[-1].verdict.back


def test_without_a_network_it_cannot_begin(monkeypatch):
    monkeypatch.setattr(scan, "read_interfaces", list)
    device = Device("x", ("192.168.1.9",), None, (), Identity())
    with pytest.raises(NoUsableNetworkError):
        asyncio.run(scan.watch(WatchRequest((device,)), lambda news: None))


def test_a_computer_that_lost_its_network_says_so():
    own: list[Interface] = []
    lost = asyncio.Event()

    def tell(news: WatchNews) -> None:
        if news.verdict.answer is Answer.NO_NETWORK:
            lost.set()

    async def watch() -> None:
        async with PracticeNetwork() as network:
            own.extend(scope.interface for scope in network.scopes)
            net = Net(network.scopes, wire=network.wire)
            watching = scan.Watching(WatchRequest((with_door(DOORS[0]),)), net, tell, lambda: own)
            task = asyncio.create_task(watching.run())
            await asyncio.wait_for(watching.ready.wait(), 10)
            assert not lost.is_set()
            own.clear()
            await asyncio.wait_for(lost.wait(), 10)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(watch())
