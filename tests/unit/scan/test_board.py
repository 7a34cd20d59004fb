"""The board tells what is new, and nothing twice."""

from datetime import UTC, datetime

from app.knowledge.load import load
from app.model.events import DeviceSeen, DeviceUpdated
from app.model.identity import Kind
from app.model.sighting import Protocol, Sighting
from app.scan.board import Board

_WHEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def sighting(protocol: Protocol, address: str, port: int = 0, **fields: str) -> Sighting:
    return Sighting(protocol, address, fields, _WHEN, port)


def test_a_device_is_seen_once_and_then_updated():
    board = Board()
    board.add(sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac="44:19:b6:00:00:05"))
    (first,) = board.changes(load(), 0.1)
    assert isinstance(first, DeviceSeen)
    assert first.device.identity.kind is Kind.UNKNOWN
    board.add(sighting(Protocol.SADP, "10.0.0.5", 37020, model="DS-2CD2385G1-I", mac="44:19:b6:00:00:05"))
    (second,) = board.changes(load(), 0.2)
    assert isinstance(second, DeviceUpdated)
    assert (second.device.id, second.device.identity.kind, second.seconds) == (first.device.id, Kind.CAMERA, 0.2)
    assert board.changes(load(), 0.3) == []


def test_an_answer_that_says_nothing_new_is_dropped_and_a_fuller_one_replaces():
    board = Board()
    assert board.add(sighting(Protocol.ONVIF, "10.0.0.5", 80, model="X1"))
    assert not board.add(sighting(Protocol.ONVIF, "10.0.0.5", 80, model="X1"))
    assert board.add(sighting(Protocol.ONVIF, "10.0.0.5", 80, model="X1", firmware="1.0"))
    board.changes(load(), 0.1)
    (device,) = board.devices
    assert [dict(one.untrusted_fields) for one in device.sightings] == [{"model": "X1", "firmware": "1.0"}]


def test_a_device_that_turns_out_to_be_another_one_is_replaced():
    board = Board()
    board.add(sighting(Protocol.SSDP, "10.0.0.5", 1900, server="x"))
    (first,) = board.changes(load(), 0.1)
    assert first.device.id == "address:10.0.0.5"
    board.add(sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac="44:19:b6:00:00:05"))
    (second,) = board.changes(load(), 0.2)
    assert (second.device.id, second.replaced) == ("mac:44:19:b6:00:00:05", ("address:10.0.0.5",))


def test_a_device_that_turns_out_to_be_two_is_told_as_two():
    board = Board()
    board.add(sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac="44:19:b6:00:00:05"))
    board.changes(load(), 0.1)
    for port, uuid in ((8081, "4d454930-0000-1000-8001-accc8e270ad8"), (8082, "cea94000-fb96-11b3-8260-686dbc5cb15d")):
        board.add(
            sighting(
                Protocol.WS_DISCOVERY,
                "10.0.0.5",
                3702,
                endpoint=uuid,
                xaddrs=f"http://10.0.0.5:{port}/onvif/device_service",
            )
        )
    events = board.changes(load(), 0.2)
    assert {type(event) for event in events} == {DeviceSeen, DeviceUpdated}
    assert len(board.devices) == 2
    assert [event.replaced for event in events if isinstance(event, DeviceUpdated)] == [("mac:44:19:b6:00:00:05",)]


def test_one_address_cannot_fill_the_memory():
    board = Board()
    kept = sum(board.add(sighting(Protocol.MDNS, "10.0.0.5", 5353, instance=f"x{number}")) for number in range(2000))
    assert 0 < kept < 1000


def test_what_was_never_told_comes_before_what_changed():
    board = Board()
    for last in (1, 2):
        board.add(sighting(Protocol.SSDP, f"10.0.0.{last}", 1900, server="x"))
    assert len(board.changes(load(), 0.1, at_most=2)) == 2
    for last in (1, 2):
        board.add(sighting(Protocol.HTTP, f"10.0.0.{last}", 80, title="a page"))
    for last in (3, 4):
        board.add(sighting(Protocol.SSDP, f"10.0.0.{last}", 1900, server="x"))
    turns = []
    while board.changed:
        turns.append([type(event) for event in board.changes(load(), 0.2, at_most=2)])
    assert turns == [[DeviceSeen, DeviceSeen], [DeviceUpdated, DeviceUpdated]]
    assert len(board.devices) == 4


def test_what_waits_for_its_turn_still_tells_whom_it_replaces():
    board = Board()
    for last in (1, 2, 3):
        board.add(sighting(Protocol.SSDP, f"10.0.0.{last}", 1900, server="x"))
    board.changes(load(), 0.1)
    for last in (1, 2, 3):
        board.add(sighting(Protocol.NEIGHBOUR, f"10.0.0.{last}", mac=f"44:19:b6:00:00:0{last}"))
    told = []
    while board.changed:
        told += board.changes(load(), 0.2, at_most=1)
    assert [event.replaced for event in told] == [(f"address:10.0.0.{last}",) for last in (1, 2, 3)]


def test_two_devices_that_turn_out_to_be_one_are_told_as_one_after_a_wait():
    board = Board()
    for last in (1, 2):
        board.add(sighting(Protocol.NEIGHBOUR, f"10.0.0.{last}", mac=f"44:19:b6:00:00:0{last}"))
    board.changes(load(), 0.1)
    for last in (1, 2):
        board.add(
            sighting(
                Protocol.WS_DISCOVERY,
                f"10.0.0.{last}",
                3702,
                mac="44:19:b6:00:00:01",
                endpoint="4d454930-0000-1000-8001-accc8e270ad8",
            )
        )
    board.add(sighting(Protocol.SSDP, "10.0.0.9", 1900, server="x"))
    told = []
    while board.changed:
        told += board.changes(load(), 0.2, at_most=1)
    gone = {old for event in told if isinstance(event, DeviceUpdated) for old in event.replaced}
    shown = {device.id for device in board.devices}
    assert len(shown) == 2
    assert gone == {"mac:44:19:b6:00:00:01", "mac:44:19:b6:00:00:02"} - shown != set()
