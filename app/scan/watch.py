"""Watches devices while the person unplugs one: asks each of them one small question every few seconds and tells who falls silent."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from app.model.device import Device
from app.model.network import Interface, Scope
from app.model.problem import NoUsableNetworkError
from app.model.sign_in import is_practice
from app.model.watch import (
    LONGEST_SECONDS,
    WATCHED_LIMIT,
    Answer,
    DeviceState,
    TimeLine,
    Verdict,
    Watched,
    WatchNews,
    WatchRequest,
    judge,
    state_of,
)
from app.net.interfaces import read_interfaces
from app.net.limits import DEFAULT_LIMITS
from app.net.network import Net
from app.net.ranges import is_scannable_network4
from app.net.tcp import PortState
from app.net.udp import Datagram, UdpAsker
from app.net.wire import Neighbour
from app.scan.watch_ways import Asked, Question, Way, asked_at

#: A device that answers is asked this often; one that is still unknown or has just missed a little sooner. In seconds.
EVERY_SECONDS, SOONER_SECONDS = 3.0, 2.0
#: Long enough for the system to knock a second time (after 1 s), and on Windows to believe a refusal (after 2 s).
ANSWER_SECONDS = 2.5 if sys.platform == "win32" else 1.6
#: By then the watch begins, whoever has not answered.
READY_AT_MOST_SECONDS = 15.0
#: Devices begin one after the other, so that no burst goes out.
_NEXT_DEVICE_SECONDS = 0.1
_TELL_EVERY_SECONDS, _LOOK_EVERY_SECONDS = 1.0, 0.25
_TABLE_EVERY_SECONDS = 3.0
#: macOS keeps a device in its table for twenty minutes, whether or not it is there: that tells nothing.
_TABLE_TELLS = sys.platform != "darwin"
#: A device may answer and announce itself for the whole time.
_LIMITS = replace(DEFAULT_LIMITS, connect_seconds=ANSWER_SECONDS, datagrams_per_source=8192)

Tell = Callable[[WatchNews], None]
ReadInterfaces = Callable[[], Sequence[Interface]]


async def watch(request: WatchRequest, tell: Tell) -> None:
    """Watch until cancelled, at most LONGEST_SECONDS; the last news is then over. Raises AppError when it cannot begin."""
    async with AsyncExitStack() as stack:
        if any(map(is_practice, request.devices)):
            # Certificates and speakers take a quarter of a second to load, and a real watch needs none of them.
            from app.practice.network import PracticeNetwork  # noqa: PLC0415 - see above
            from app.practice.outage import unplug_one  # noqa: PLC0415 - likewise

            practice = await stack.enter_async_context(PracticeNetwork())
            net = Net(practice.scopes, wire=practice.wire, limits=_LIMITS)
            watching = Watching(request, net, tell)
            outage = asyncio.create_task(_practise(watching, lambda addresses: unplug_one(practice, addresses)))
            stack.push_async_callback(_end, outage)
        else:
            interfaces = await asyncio.to_thread(read_interfaces)
            watching = Watching(request, Net(_scopes(interfaces), limits=_LIMITS), tell, read_interfaces)
        await watching.run()


def _scopes(interfaces: Sequence[Interface]) -> list[Scope]:
    """Every private network of this computer: the person may have scanned one that is not among the usual ones."""
    scopes = [
        Scope(interface, interface.network4)
        for interface in interfaces
        if is_scannable_network4(interface.network4, shared_address_space=True)
    ]
    if not scopes:
        raise NoUsableNetworkError
    return scopes


async def _practise(watching: "Watching", unplug: Callable[[Sequence[str]], Awaitable[None]]) -> None:
    await watching.ready.wait()
    await unplug(watching.camera_addresses)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@dataclass(slots=True)
class _Host:
    """A device that is asked. tries counts questions before the first answer; way is the one that was answered."""

    asked: Asked
    line: TimeLine
    tries: int = 0
    way: Way | None = None
    replaced: bool = False

    def is_decided(self, table: Mapping[str, Neighbour]) -> bool:
        """True when more waiting would tell nothing new about whether it can be watched."""
        if self.replaced:
            return True
        if self.line.answers:
            return self.line.is_steady and not self.line.run
        # The system takes some seconds to find out whether what stands in its table is still there.
        may_come = _TABLE_TELLS and self.asked.address in table and not self.line.minor
        return self.tries > len(self.asked.ways) and not may_come


class Watching:
    """One watch by a way that is open already. read_own tells the adapters of this computer, None in practice."""

    def __init__(self, request: WatchRequest, net: Net, tell: Tell, read_own: ReadInterfaces | None = None) -> None:
        self._net = net
        self._tell = tell
        self._read_own = read_own
        self._devices = request.devices
        self._ids = tuple(dict.fromkeys(device.id for device in request.devices))
        self._hosts: dict[str, _Host] = {}
        self._beyond: dict[str, DeviceState] = {}
        self._table: dict[str, Neighbour] = {}
        self._one_at_a_time: dict[str, asyncio.Lock] = {}
        self._ready_at: float | None = None
        self._connected = True
        #: Set when all devices that would answer have answered.
        self.ready = asyncio.Event()
        for device in request.devices:
            self._take(device)

    @property
    def camera_addresses(self) -> list[str]:
        """Where the cameras are that can be named."""
        cameras = {device.id for device in self._devices if device.identity.is_camera}
        hosts = [host for key, host in self._hosts.items() if key in cameras]
        return [host.asked.address for host in hosts if host.line.is_steady]

    async def run(self) -> None:
        """Ask and tell until the time is up or the task is cancelled."""
        await self._read_table()
        async with AsyncExitStack() as stack:
            ears = _Ears(self._net, stack)
            tasks = [asyncio.create_task(self._follow(at, host, ears)) for at, host in enumerate(self._hosts.values())]
            tasks += [asyncio.create_task(self._keep_table()), asyncio.create_task(self._keep_telling())]
            for task in tasks:
                stack.push_async_callback(_end, task)
            # None of them ends by itself: the first that does met something that nobody thought of.
            done, _ = await asyncio.wait(
                tasks, timeout=LONGEST_SECONDS - self._net.clock(), return_when=asyncio.FIRST_EXCEPTION
            )
            for task in done:
                task.result()
        self._tell(self._news(over=True))

    def _take(self, device: Device) -> None:
        if device.id in self._hosts or device.id in self._beyond:
            return
        asked = asked_at(device, self._net.may_visit)
        if asked is None:
            self._beyond[device.id] = DeviceState.ELSEWHERE
        elif len(self._hosts) >= WATCHED_LIMIT:
            self._beyond[device.id] = DeviceState.LEFT_OUT
        else:
            self._hosts[device.id] = _Host(asked, TimeLine(device.id, minor=device.identity.is_camera is False))
            self._one_at_a_time.setdefault(asked.address, asyncio.Lock())

    async def _follow(self, place: int, host: _Host, ears: "_Ears") -> None:
        """Ask one device again and again."""
        await asyncio.sleep(place * min(_NEXT_DEVICE_SECONDS, SOONER_SECONDS / len(self._hosts)))
        while not host.replaced:
            begin = self._net.clock()
            async with self._one_at_a_time[host.asked.address]:
                await self._ask(host, ears, begin)
            calm = self._ready_at is not None and not (host.line.run and not host.line.is_quiet)
            rest = begin + (EVERY_SECONDS if calm else SOONER_SECONDS) - self._net.clock()
            await asyncio.sleep(max(0.0, rest))

    async def _ask(self, host: _Host, ears: "_Ears", begin: float) -> None:
        way = host.way or host.asked.ways[host.tries % len(host.asked.ways)]
        answered: bool | None = await self._is_there(host.asked.address, way, ears)
        if answered and host.line.roughly:
            host.line, host.way = TimeLine(host.asked.device_id, minor=host.line.minor), way
        elif answered:
            host.way = way
        elif host.line.roughly or (host.way is None and host.tries > len(host.asked.ways)):
            answered = self._stands_in_table(host)
        host.tries += host.way is None
        if answered is not None:
            host.line = host.line.noted(begin, self._net.clock(), answered=answered)

    async def _is_there(self, address: str, way: Way, ears: "_Ears") -> bool:
        if way.question is not None:
            return await ears.ask(way.question, address)
        return await self._net.port_state(address, way.port) in {PortState.OPEN, PortState.REFUSED}

    def _stands_in_table(self, host: _Host) -> bool | None:
        """What the system says of a device that answers nothing else; None when it is not sure. Our knock made it look."""
        if not _TABLE_TELLS:
            return False
        neighbour = self._table.get(host.asked.address)
        if neighbour is not None and neighbour.seen_now:
            host.line = replace(host.line, roughly=True)
            return True
        return None if neighbour is not None else False

    async def _keep_table(self) -> None:
        while True:
            await asyncio.sleep(_TABLE_EVERY_SECONDS)
            await self._read_table()
            if self._read_own is not None:
                own = {(one.name, one.address4) for one in await asyncio.to_thread(self._read_own)}
                used = {(scope.interface.name, scope.interface.address4) for scope in self._net.scopes}
                self._connected = bool(own & used)

    async def _read_table(self) -> None:
        self._table = {one.address: one for one in await self._net.neighbours()}
        if self._ready_at is not None:
            # A repeater gives its own number for a camera that moves to it: only before the start it is another device.
            return
        for host in self._hosts.values():
            neighbour = self._table.get(host.asked.address)
            if neighbour is not None and neighbour.seen_now and host.asked.macs:
                host.replaced = neighbour.mac not in host.asked.macs

    async def _keep_telling(self) -> None:
        told: WatchNews | None = None
        while True:
            if self._ready_at is None and self._is_ready():
                self._ready_at = self._net.clock()
                self.ready.set()
            news = self._news()
            if told is None or news.seconds - told.seconds >= _TELL_EVERY_SECONDS or _differ(told, news):
                told = news
                self._tell(news)
            await asyncio.sleep(_LOOK_EVERY_SECONDS)

    def _is_ready(self) -> bool:
        late = self._net.clock() >= READY_AT_MOST_SECONDS
        return late or all(host.is_decided(self._table) for host in self._hosts.values())

    def _news(self, *, over: bool = False) -> WatchNews:
        now = self._net.clock()
        lines = [host.line for host in self._hosts.values() if not host.replaced]
        verdict = judge(lines, now, self._ready_at) if self._connected else Verdict(Answer.NO_NETWORK)
        states = tuple(self._watched(device_id, now) for device_id in self._ids)
        return WatchNews(now, verdict, states, over)

    def _watched(self, device_id: str, now: float) -> Watched:
        host = self._hosts.get(device_id)
        if host is None:
            return Watched(device_id, self._beyond[device_id])
        if host.replaced:
            return Watched(device_id, DeviceState.REPLACED)
        return state_of(host.line, now, ready=self._ready_at is not None)


def _differ(before: WatchNews, after: WatchNews) -> bool:
    return before.verdict != after.verdict or any(
        one.state is not other.state for one, other in zip(before.devices, after.devices, strict=True)
    )


class _Ears:
    """Asks single devices the questions of protocols §3 and hears whether they say anything; what they say is not read."""

    def __init__(self, net: Net, stack: AsyncExitStack) -> None:
        self._net = net
        self._stack = stack
        self._askers: dict[Question, UdpAsker] = {}
        self._waiting: dict[tuple[Question, str], asyncio.Future[None]] = {}

    async def ask(self, question: Question, address: str) -> bool:
        """True when the device said something in time."""
        asker = self._askers.get(question)
        if asker is None:
            asker = self._askers[question] = self._net.open_udp(question.udp, lambda heard: self._hear(question, heard))
            await self._stack.enter_async_context(asker)
        waiting = self._waiting[question, address] = asyncio.get_running_loop().create_future()
        try:
            if not asker.send_to(address, question.build()):
                return False
            async with asyncio.timeout(ANSWER_SECONDS):
                await waiting
        except TimeoutError:
            return False
        else:
            return True
        finally:
            del self._waiting[question, address]

    def _hear(self, question: Question, datagram: Datagram) -> None:
        waiting = self._waiting.get((question, datagram.source))
        if waiting is not None and not waiting.done():
            waiting.set_result(None)
