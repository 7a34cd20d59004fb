"""One scan from request to result: asks everybody at once, sweeps, calls on every host, and tells what it finds as it goes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime

from app import __version__
from app.knowledge.load import Knowledge, load
from app.model.device import Device
from app.model.events import (
    DeviceSeen,
    DeviceUpdated,
    ProblemMet,
    QuestionRecord,
    ScanDone,
    ScanEvent,
    ScanRequest,
    ScanResult,
    SightingSeen,
    Step,
    StepChanged,
)
from app.model.identity import Identity
from app.model.problem import AppError, ListenUnavailableError, SendBlockedError, StepFailedError
from app.model.sighting import Sighting
from app.net.interfaces import read_interfaces
from app.net.network import Net
from app.net.scopes import choose_scopes
from app.probes import neighbours, ws_discovery
from app.scan.board import Board
from app.scan.coverage import coverage
from app.scan.questions import GROUP_QUESTIONS, Ask
from app.scan.visits import Visits
from app.untrusted.address import address_order

LISTEN_SECONDS = 4.0
LISTEN_SECONDS_THOROUGH = 10.0
#: The sweep follows the group questions, so that what answers at once is on screen at once (lab §3).
_SWEEP_AFTER_SECONDS = 0.1
#: Hosts that answered no group question by now are asked one by one: multicast may have been lost (protocols §10).
_ASK_ONE_BY_ONE_AFTER_SECONDS = 1.5
_TELL_EVERY_SECONDS = 0.04
#: Identified in one turn, so that sockets are read and Stop is heard in between.
_DEVICES_A_TURN = 40
_PROGRESS_EVERY_SECONDS = 0.2
_STOP_WITHIN_SECONDS = 0.6
_CLOSE_WITHIN_SECONDS = 2.0


class Scan:
    """Runs once. Iterate events(); stop() from the same event loop ends it early with all that was found."""

    def __init__(self, request: ScanRequest) -> None:
        self._request = request
        self._queue: asyncio.Queue[ScanEvent | AppError | None] = asyncio.Queue()
        self._stopped = asyncio.Event()
        self._board = Board()
        self._records: dict[str, QuestionRecord] = {}
        self._failed: set[str] = set()
        self._problems: list[AppError] = []
        self._first_device: float | None = None
        self._last_change: float | None = None
        self._values: dict[str, tuple[object, ...]] = {}
        self._net: Net | None = None
        self._visits: Visits | None = None
        self._knowledge: Knowledge | None = None

    def stop(self) -> None:
        """End the scan; the last event, ScanDone, comes within a second."""
        self._stopped.set()

    async def events(self) -> AsyncIterator[ScanEvent]:
        """Everything that happens, ScanDone last. Raises AppError when the scan cannot begin."""
        runner = asyncio.create_task(self._run(), name="scan")
        try:
            while (item := await self._queue.get()) is not None:
                if isinstance(item, AppError):
                    raise item
                yield item
        finally:
            # Whoever leaves early stops the scan; it closes what it opened by itself, and is cancelled only if it does not.
            self._stopped.set()
            await asyncio.wait({runner}, timeout=_CLOSE_WITHIN_SECONDS)
            runner.cancel()
            with suppress(asyncio.CancelledError):
                await runner

    async def _run(self) -> None:
        try:
            started = datetime.now(UTC).astimezone()
            async with AsyncExitStack() as stack:
                net = await self._open(stack)
                self._queue.put_nowait(StepChanged(Step.PREPARE, 1, 1, scopes=net.scopes))
                await self._until_done_or_stopped(net)
                result = self._result(net, started)
            self._queue.put_nowait(ScanDone(result))
        except AppError as error:
            self._queue.put_nowait(error)
        except Exception as error:  # noqa: BLE001 - the person gets one sentence, the expert the details
            self._queue.put_nowait(AppError(repr(error)))
        finally:
            self._queue.put_nowait(None)

    async def _open(self, stack: AsyncExitStack) -> Net:
        listen = LISTEN_SECONDS_THOROUGH if self._request.thorough else LISTEN_SECONDS
        if self._request.practice:
            # Certificates and speakers take a quarter of a second to load, and a real scan needs none of them.
            from app.practice.network import PracticeNetwork  # noqa: PLC0415 - see above

            practice = await stack.enter_async_context(PracticeNetwork())
            return Net(practice.scopes, wire=practice.wire, listen_seconds=listen)
        return Net(choose_scopes(self._request, read_interfaces()), listen_seconds=listen)

    async def _until_done_or_stopped(self, net: Net) -> None:
        self._net = net
        self._visits = Visits(net, self._see, self._problem)
        work = asyncio.create_task(self._work(net, self._visits), name="questions")
        tell = asyncio.create_task(self._tell(net), name="tell")
        stop = asyncio.create_task(self._stopped.wait(), name="stop")
        try:
            await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (work, tell, stop):
                task.cancel()
            ending = asyncio.gather(work, tell, stop, self._visits.cancel(), return_exceptions=True)
            with suppress(TimeoutError):
                await asyncio.wait_for(ending, _STOP_WITHIN_SECONDS)
        self._tell_changes(net, self._knowledge or load())

    async def _work(self, net: Net, visits: Visits) -> None:
        questions = [
            asyncio.create_task(self._ask(one.name, one.ask, net, one.after_seconds)) for one in GROUP_QUESTIONS
        ]
        questions.append(asyncio.create_task(self._sweep(net)))
        questions.append(asyncio.create_task(self._ask_one_by_one(net, visits)))
        try:
            await asyncio.gather(*questions)
            await visits.idle()
        finally:
            for question in questions:
                question.cancel()
            await asyncio.gather(*questions, return_exceptions=True)
        deaf = [
            one.question for one in self._records.values() if not one.available and one.question not in self._failed
        ]
        if deaf:
            self._problem(ListenUnavailableError(", ".join(sorted(deaf))))
        for scope in net.scopes:
            if scope.interface.name in net.traffic.blocked_interfaces:
                self._problem(SendBlockedError(network=str(scope.sweep)))

    async def _ask(self, name: str, ask: Ask, net: Net, after_seconds: float = 0.0) -> None:
        await asyncio.sleep(after_seconds)
        try:
            record = await ask(net, self._see)
        except Exception as error:  # noqa: BLE001 - one question's fault must not end the others; it is reported
            self._records[name] = QuestionRecord(name, available=False)
            self._failed.add(name)
            self._problem(StepFailedError(repr(error), question=name))
            return
        self._records[record.question] = record

    async def _sweep(self, net: Net) -> None:
        await asyncio.sleep(_SWEEP_AFTER_SECONDS)
        await self._ask("mac", neighbours.ask, net)

    async def _ask_one_by_one(self, net: Net, visits: Visits) -> None:
        await asyncio.sleep(_ASK_ONE_BY_ONE_AFTER_SECONDS)
        answered = {
            address for device in self._board.devices for address in device.addresses if device.identity.kind_certainty
        }
        silent = [address for address in visits.addresses if address not in answered]
        if not silent:
            return
        try:
            await ws_discovery.ask_hosts(net, silent, self._see)
        except Exception as error:  # noqa: BLE001 - as in _ask
            self._problem(StepFailedError(repr(error), question="wsdiscovery"))

    def _see(self, sighting: Sighting) -> None:
        if self._net is not None and not self._net.is_asked_about(sighting.address):
            return
        if self._board.add(sighting):
            self._queue.put_nowait(SightingSeen(sighting))
        if self._visits is not None:
            self._visits.heard(sighting)

    def _problem(self, problem: AppError) -> None:
        self._problems.append(problem)
        self._queue.put_nowait(ProblemMet(problem))

    async def _tell(self, net: Net) -> None:
        """Turn sightings into devices a few times a second; knowledge loads meanwhile in a thread of its own."""
        self._knowledge = await asyncio.to_thread(_load)
        told_progress = 0.0
        while True:
            began = net.clock()
            try:
                self._tell_changes(net, self._knowledge, _DEVICES_A_TURN)
            except Exception as error:  # noqa: BLE001 - otherwise devices would be missing and nobody told
                self._problem(StepFailedError(repr(error), question="identify"))
            if net.clock() - told_progress >= _PROGRESS_EVERY_SECONDS:
                told_progress = net.clock()
                self._tell_progress(net)
            await asyncio.sleep(max(_TELL_EVERY_SECONDS, net.clock() - began))

    def _tell_changes(self, net: Net, knowledge: Knowledge, at_most: int | None = None) -> None:
        if not self._board.changed:
            return
        for event in self._board.changes(knowledge, net.clock(), at_most=at_most):
            self._note(event)
            self._queue.put_nowait(event)
        while self._board.faults:
            self._problem(StepFailedError(self._board.faults.pop(), question="identify"))

    def _note(self, event: DeviceSeen | DeviceUpdated) -> None:
        """Keep when the first device came and when a value that a person sees last changed."""
        if self._first_device is None:
            self._first_device = event.seconds
        shown = _shown(event.device.identity)
        if self._values.get(event.device.id) != shown:
            self._values[event.device.id] = shown
            self._last_change = event.seconds

    def _tell_progress(self, net: Net) -> None:
        clock, until = net.clock(), net.listen_until
        left = max(0.0, until - clock)
        self._queue.put_nowait(StepChanged(Step.ASK, min(int(clock * 10), int(until * 10)), int(until * 10), left))
        total = sum(scope.sweep.num_addresses for scope in net.scopes)
        self._queue.put_nowait(StepChanged(Step.SWEEP, total if "mac" in self._records else 0, total, left))
        if self._visits is not None and self._visits.total:
            self._queue.put_nowait(StepChanged(Step.VISIT, self._visits.finished, self._visits.total))

    def _result(self, net: Net, started: datetime) -> ScanResult:
        knowledge = self._knowledge or load()
        devices = tuple(sorted(self._board.devices, key=_place))
        return ScanResult(
            started=started,
            finished=datetime.now(UTC).astimezone(),
            app_version=__version__,
            knowledge_date=knowledge.date,
            coverage=coverage(net, devices, self._records.values(), self._first_device, self._last_change),
            devices=devices,
            problems=tuple(self._problems),
            practice=self._request.practice,
            stopped_early=self._stopped.is_set(),
        )


def _load() -> Knowledge:
    """The knowledge with all that the first device needs."""
    knowledge = load()
    # A part that is damaged is told by what needs it; the rest of the scan goes on.
    with suppress(AppError):
        knowledge.prepare()
    return knowledge


def _shown(identity: Identity) -> tuple[object, ...]:
    values = (identity.brand, identity.maker, identity.model, identity.firmware, identity.serial)
    return (identity.kind, *((value.value, value.certainty) for value in values))


def _place(device: Device) -> tuple[tuple[int, int], str]:
    """By address, so that two scans of one network count their devices alike."""
    return address_order(device.addresses[0] if device.addresses else ""), device.id
