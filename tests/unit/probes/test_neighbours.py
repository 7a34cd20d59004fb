"""The neighbour table: who is new, who is checked, and that every address is told once."""

import asyncio

import pytest

from app.model.sighting import Protocol, Sighting
from app.net.tcp import PortState
from app.net.wire import Neighbour
from app.probes import neighbours
from tests.unit.probes.group_net import GroupNet

CAMERA = Neighbour("192.168.124.40", "58:50:ed:1f:e3:85", "eth9")
OLD = Neighbour("192.168.124.41", "58:50:ed:1f:e3:86", "eth9", seen_now=False)


class TableNet(GroupNet):
    """Each read of the table gives the next one of tables, the last for ever."""

    def __init__(self, *tables: list[Neighbour], state: PortState = PortState.SILENT) -> None:
        super().__init__()
        self.checked: list[tuple[str, int]] = []
        self._tables = list(tables)
        self._state = state

    async def sweep(self, scope: object) -> int:
        await asyncio.sleep(0.05)
        return 253

    async def neighbours(self) -> list[Neighbour]:
        return self._tables.pop(0) if len(self._tables) > 1 else self._tables[0]

    async def port_state(self, address: str, port: int) -> PortState:
        self.checked.append((address, port))
        return self._state


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "WAIT_SECONDS", 0.1)
    monkeypatch.setattr(neighbours, "POLL_SECONDS", 0.01)


def run(net: TableNet) -> tuple[list[Sighting], object]:
    seen: list[Sighting] = []
    return seen, asyncio.run(neighbours.ask(net, seen.append))


def test_a_new_neighbour_is_told_once() -> None:
    seen, record = run(TableNet([], [CAMERA], [CAMERA]))
    assert [
        (sighting.protocol, sighting.address, sighting.untrusted_fields, sighting.interface) for sighting in seen
    ] == [(Protocol.NEIGHBOUR, "192.168.124.40", {"mac": "58:50:ed:1f:e3:85"}, "eth9")]
    assert (record.question, record.addresses_asked, record.answered) == ("mac", 253, 1)


def test_a_changed_mac_is_told_too() -> None:
    other = Neighbour(CAMERA.address, "58:50:ed:1f:e3:99", "eth9")
    seen, record = run(TableNet([CAMERA], [other]))
    assert [sighting.untrusted_fields["mac"] for sighting in seen] == [CAMERA.mac, other.mac]
    assert record.answered == 1


@pytest.mark.parametrize(
    ("state", "told"),
    [(PortState.OPEN, True), (PortState.REFUSED, True), (PortState.SILENT, False), (PortState.UNREACHABLE, False)],
)
def test_an_old_entry_is_told_when_somebody_answers(state: PortState, told: bool) -> None:
    net = TableNet([OLD], state=state)
    seen, _ = run(net)
    assert net.checked == [("192.168.124.41", 80)]
    assert [sighting.address for sighting in seen] == (["192.168.124.41"] if told else [])


def test_an_old_entry_that_the_system_confirms_is_told() -> None:
    confirmed = Neighbour(OLD.address, OLD.mac, "eth9")
    seen, _ = run(TableNet([OLD], [confirmed]))
    assert [sighting.address for sighting in seen] == [OLD.address]


def test_nobody_outside_the_scan_is_checked() -> None:
    net = TableNet([Neighbour("10.0.0.1", OLD.mac, "eth9", seen_now=False)], state=PortState.OPEN)
    assert run(net)[0] == []
    assert net.checked == []


def test_macs_of_groups_are_left_out() -> None:
    assert run(TableNet([Neighbour("192.168.124.42", "01:00:5e:00:00:01", "eth9")]))[0] == []
