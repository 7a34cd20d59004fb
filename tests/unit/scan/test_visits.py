"""No device holds up the end of a scan, and none brings more visits than a network can have hosts."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from app.model.problem import StepFailedError
from app.model.sighting import Protocol, Sighting
from app.net.tcp import PortState
from app.scan import visits
from app.scan.visits import HOSTS6_LIMIT, Visits

_WHEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class _Net:
    """Every address may be visited and every port is open."""

    def may_visit(self, address: str) -> bool:
        return bool(address)

    def clock(self) -> float:
        return 60.0

    async def port_state(self, address: str, port: int) -> PortState:
        return PortState.OPEN


def _neighbour(address: str) -> Sighting:
    return Sighting(Protocol.NEIGHBOUR, address, {"mac": "44:19:b6:00:00:05"}, _WHEN)


def _run(sightings: list[Sighting]) -> tuple[Visits, list[StepFailedError]]:
    async def run() -> tuple[Visits, list[StepFailedError]]:
        failed: list[StepFailedError] = []
        net: Any = _Net()
        calls = Visits(net, lambda sighting: None, failed.append)
        for sighting in sightings:
            calls.heard(sighting)
        await calls.idle()
        return calls, failed

    return asyncio.run(run())


async def _never_ends(*_: object) -> bool:
    await asyncio.sleep(3600)
    return True


async def _ends(*_: object) -> bool:
    return False


@pytest.mark.timeout(10)
def test_a_device_that_drips_at_its_doors_is_left_and_that_is_told(monkeypatch):
    monkeypatch.setattr(visits, "SECONDS_AT_THE_DOORS", 0.05)
    monkeypatch.setattr(visits.http_page, "visit", _never_ends)
    calls, failed = _run([_neighbour("10.0.0.5")])
    assert calls.finished == calls.total == 1
    assert [problem.parameters["question"] for problem in failed] == ["10.0.0.5"]


@pytest.mark.timeout(10)
def test_a_device_that_drips_where_it_said_it_would_answer_is_left(monkeypatch):
    monkeypatch.setattr(visits, "SECONDS_FOR_THE_ANNOUNCED", 0.05)
    monkeypatch.setattr(visits.upnp_description, "visit", _never_ends)
    announced = Sighting(Protocol.SSDP, "10.0.0.5", {"location": "http://10.0.0.5/d.xml"}, _WHEN, 1900)
    calls, failed = _run([announced])
    assert calls.finished == 1
    assert len(failed) == 1


def test_addresses_without_end_are_not_all_visited(monkeypatch):
    monkeypatch.setattr(visits.http_page, "visit", _ends)
    monkeypatch.setattr(visits.rtsp, "visit", _ends)
    flood = [_neighbour(f"fe80::{number:x}%eth0") for number in range(1, 2 * HOSTS6_LIMIT)]
    calls, _ = _run([*flood, _neighbour("10.0.0.5"), flood[0]])
    assert calls.total == HOSTS6_LIMIT + 1
    assert "10.0.0.5" in calls.addresses


def test_a_device_with_two_addresses_is_called_on_at_one_of_them(monkeypatch):
    called = []

    async def doors(_net, address, _see):
        called.append(address)
        return ()

    monkeypatch.setattr(visits.ports, "open_ports", doors)
    # EUI-64 of 44:19:b6:00:00:05, and a random interface id whose MAC the neighbour table knows.
    both = [_neighbour("10.0.0.5"), _neighbour("fe80::4619:b6ff:fe00:5%eth0"), _neighbour("fe80::1234%eth0")]
    _run([*both[1:], both[0]])
    assert called == ["10.0.0.5"]
