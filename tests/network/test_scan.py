"""Whole scans of the practice network, through the same code as a real one."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.model.events import DeviceSeen, ScanDone, ScanEvent, ScanRequest, ScanResult, SightingSeen, StepChanged
from app.model.identity import Kind, OtherThing
from app.model.problem import AppError, NetworkNotAllowedError, NetworkTooLargeError, UnknownInterfaceError
from app.scan import Scan
from app.scan import session as session_module

#: The scan itself listens for four.
_STOP_SECONDS = 1.0
PRACTICE = ScanRequest(practice=True)


async def _follow(scan: Scan, each: Callable[[ScanEvent], None] = lambda event: None) -> list[ScanEvent]:
    events = []
    async for event in scan.events():
        events.append(event)
        each(event)
    return events


def run(request: ScanRequest, each: Callable[[ScanEvent], None] = lambda event: None) -> list[ScanEvent]:
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(_follow(Scan(request), each))


@pytest.fixture(scope="module")
def events() -> list[ScanEvent]:
    return run(PRACTICE)


@pytest.fixture(scope="module")
def result(events: list[ScanEvent]) -> ScanResult:
    done = events[-1]
    assert isinstance(done, ScanDone)
    return done.result


def test_it_begins_with_where_it_looks_and_ends_with_the_result(events, result):
    assert isinstance(events[0], StepChanged)
    assert [str(scope.sweep) for scope in events[0].scopes] == ["192.168.50.0/24"]
    assert sum(isinstance(event, ScanDone) for event in events) == 1
    assert result.practice
    assert not result.stopped_early
    assert result.problems == ()


def test_every_pretend_camera_is_found_and_nothing_else_is_called_one(result):
    by_address = {device.addresses[0]: device.identity for device in result.devices}
    cameras = {f"192.168.50.{last}" for last in (*range(20, 35), 37) if f"192.168.50.{last}" in by_address}
    assert len(cameras) >= 14
    assert all(by_address[address].is_camera is True for address in cameras)
    assert all(by_address[f"192.168.50.{last}"].is_camera is not True for last in range(1, 8))
    assert by_address["192.168.50.35"].is_camera is None


def test_what_is_not_a_camera_is_named(result):
    by_address = {device.addresses[0]: device.identity.other_thing for device in result.devices}
    assert by_address["192.168.50.1"] is OtherThing.ROUTER
    assert by_address["192.168.50.2"] is OtherThing.PRINTER
    assert by_address["192.168.50.3"] is OtherThing.TELEVISION


def test_a_rebrand_a_recorder_and_placeholders(result):
    by_address = {device.addresses[0]: device.identity for device in result.devices}
    rebrand = by_address["192.168.50.21"]
    assert (rebrand.brand.value, rebrand.maker.value) == ("LTS", "Hikvision")
    assert by_address["192.168.50.26"].kind is Kind.RECORDER
    unbranded = by_address["192.168.50.32"]
    assert (unbranded.brand.value, unbranded.model.value) == (None, None)


def test_every_device_was_told_before_the_end(events, result):
    told = {event.device.id for event in events if isinstance(event, DeviceSeen)}
    assert any(isinstance(event, SightingSeen) for event in events)
    assert len(told) >= len(result.devices)


def test_the_record_says_where_it_looked_and_what_it_cannot_see(result):
    coverage = result.coverage
    assert coverage.networks == ("192.168.50.0/24",)
    assert coverage.addresses_asked == 253
    assert coverage.cannot_see
    assert {"wsdiscovery", "sadp", "dahua", "ssdp", "mdns", "mac"} <= {record.question for record in coverage.questions}
    assert coverage.first_device_seconds is not None


def test_stop_ends_it_within_a_second_and_keeps_what_was_found():
    stopped_at = 0.0
    scan = Scan(PRACTICE)

    def stop_at_the_third(event: ScanEvent) -> None:
        nonlocal stopped_at
        if isinstance(event, DeviceSeen) and not stopped_at:
            stopped_at = time.monotonic()
            scan.stop()

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        events = runner.run(_follow(scan, stop_at_the_third))
    assert stopped_at
    assert time.monotonic() - stopped_at < _STOP_SECONDS
    done = events[-1]
    assert isinstance(done, ScanDone)
    assert done.result.stopped_early
    assert done.result.devices


def test_stop_before_it_began_gives_an_empty_result():
    scan = Scan(PRACTICE)
    scan.stop()
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        events = runner.run(_follow(scan))
    assert isinstance(events[-1], ScanDone)
    assert events[-1].result.stopped_early


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (ScanRequest(networks=("8.8.8.0/24",)), NetworkNotAllowedError),
        (ScanRequest(networks=("not a network",)), NetworkNotAllowedError),
        (ScanRequest(interfaces=("no-such-adapter0",)), UnknownInterfaceError),
    ],
)
def test_what_may_not_be_scanned_is_refused_before_anything_is_sent(request_, problem):
    with pytest.raises(problem):
        run(request_)


def test_a_fault_in_one_question_does_not_end_the_scan(monkeypatch):
    async def broken(net, seen):
        raise RuntimeError("a fault of ours")

    questions = tuple(replace(one, ask=broken) if one.name == "sadp" else one for one in session_module.GROUP_QUESTIONS)
    monkeypatch.setattr(session_module, "GROUP_QUESTIONS", questions)
    done = run(PRACTICE)[-1]
    assert isinstance(done, ScanDone)
    assert [problem.code for problem in done.result.problems] == ["step-failed"]
    assert len(done.result.devices) > 10


def test_an_unknown_fault_reaches_the_person_as_one_sentence(monkeypatch):
    def broken():
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(session_module, "read_interfaces", broken)
    with pytest.raises(AppError) as caught:
        run(ScanRequest())
    assert not isinstance(caught.value, NetworkTooLargeError)
    assert "a fault of ours" in caught.value.detail


def test_what_breaks_while_devices_are_told_is_told(monkeypatch):
    """Otherwise devices would be missing from the result, and nobody would know."""
    whole = session_module.Board.changes
    asked = iter([True])

    def breaks_once(board, knowledge, seconds, **more):
        events = whole(board, knowledge, seconds)
        if events and next(asked, False):
            raise RuntimeError("surprise")
        return events

    monkeypatch.setattr(session_module.Board, "changes", breaks_once)
    events = run(PRACTICE)
    done = events[-1]
    assert isinstance(done, ScanDone)
    assert [problem.code for problem in done.result.problems] == ["step-failed"]
    assert len(done.result.devices) > 20
