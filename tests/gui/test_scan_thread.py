"""The door between window and scan: order, stopping at any time, failures."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.model.events import DeviceSeen, DeviceUpdated, ScanDone, ScanEvent, ScanRequest
from app.model.problem import AppError, NoUsableNetworkError
from app.ui.scan_thread import ScanThread
from tests.gui import samples

#: One second on a computer with time to spare; the scan itself would go on for many more.
_STOP_SECONDS = 1.0


def _run(qtbot: QtBot, thread: ScanThread) -> list[ScanEvent]:
    events: list[ScanEvent] = []
    thread.scan_event.connect(events.append)
    with qtbot.waitSignal(thread.ended, timeout=5000):
        thread.start()
    return events


def test_every_event_arrives_once_and_in_order(qtbot: QtBot) -> None:
    told = samples.scan_events(samples.many(200))
    events = _run(qtbot, ScanThread(ScanRequest(), samples.fake(told)))
    assert events[:-1] == told
    assert isinstance(events[-1], ScanDone)
    assert len(events[-1].result.devices) == 200


def test_stop_keeps_what_was_found_and_takes_less_than_a_second(qtbot: QtBot) -> None:
    thread = ScanThread(ScanRequest(), samples.fake(samples.scan_events(samples.TWELVE), endless=True))
    events: list[ScanEvent] = []
    thread.scan_event.connect(events.append)
    thread.start()
    qtbot.waitUntil(lambda: sum(isinstance(event, DeviceUpdated) for event in events) == 12, timeout=20_000)
    began = time.perf_counter()
    with qtbot.waitSignal(thread.ended, timeout=20_000):
        thread.cancel()
    assert time.perf_counter() - began < _STOP_SECONDS
    done = events[-1]
    assert isinstance(done, ScanDone)
    assert done.result.stopped_early
    assert len(done.result.devices) == 12
    assert not thread.is_running


def test_a_stop_before_the_start_is_remembered(qtbot: QtBot) -> None:
    thread = ScanThread(ScanRequest(), samples.fake(samples.scan_events(samples.TWELVE), endless=True))
    thread.cancel()
    events = _run(qtbot, thread)
    assert not any(isinstance(event, DeviceSeen) for event in events)
    assert isinstance(events[-1], ScanDone)


def test_stopping_after_the_end_does_nothing(qtbot: QtBot) -> None:
    thread = ScanThread(ScanRequest(), samples.fake(()))
    _run(qtbot, thread)
    for _ in range(3):
        thread.cancel()
    assert thread.wait(1000)


class _Failing:
    def __init__(self, error: Exception) -> None:
        self._error = error

    def stop(self) -> None:
        """Nothing runs."""

    async def events(self) -> AsyncIterator[ScanEvent]:
        await asyncio.sleep(0)
        yield samples.scan_events(())[0]
        raise self._error


@pytest.mark.parametrize("error", [NoUsableNetworkError(), ValueError("boom")])
def test_a_failure_comes_as_one_app_error_after_the_events(qtbot: QtBot, error: Exception) -> None:
    thread = ScanThread(ScanRequest(), lambda request: _Failing(error))
    order: list[Any] = []
    thread.scan_event.connect(order.append)
    thread.failed.connect(order.append)
    with qtbot.waitSignal(thread.ended, timeout=3000):
        thread.start()
    assert len(order) == 2
    assert isinstance(order[1], AppError)
    assert order[1] is error or "ValueError: boom" in order[1].detail
