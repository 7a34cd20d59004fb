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
