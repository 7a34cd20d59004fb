"""By which question a device is watched: its own doors first, then the searches that it answered."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.device import Device
from app.model.identity import Identity
from app.model.sighting import Protocol, Sighting
from app.net.tcp import NO_INPUT_PORTS
from app.probes import dahua, sadp, tapo, ws_discovery
from app.scan.watch_ways import Asked, Way, asked_at

ADDRESS = "192.168.1.20"
MAC = "44:19:b6:00:00:01"


def seen(protocol: Protocol, port: int = 0, address: str = ADDRESS, **fields: str) -> Sighting:
    return Sighting(protocol, address, fields, datetime(2026, 11, 26, tzinfo=UTC), port)


def device(*sightings: Sighting, addresses: Sequence[str] = (ADDRESS,)) -> Device:
    return Device("mac:" + MAC, tuple(addresses), MAC, sightings, Identity())


def asked(*sightings: Sighting, **options: Any) -> Asked:
    found = asked_at(device(*sightings, **options), lambda address: True)
    assert found is not None
    return found


def ports(*sightings: Sighting) -> list[int]:
    return [way.port for way in asked(*sightings).ways]


def test_the_usual_doors_come_first_and_two_are_enough():
    assert ports(seen(Protocol.PORTS, open="37777\n554\n8000\n80")) == [80, 554]


def test_a_service_that_it_announced_is_a_door():
    assert ports(seen(Protocol.MDNS, 51826, type="_hap._tcp"))[0] == 51826
    assert 51826 not in ports(seen(Protocol.MDNS, 51826, type="_hap._udp"))
    assert ports(seen(Protocol.ONVIF, 2020)) == [2020]


@pytest.mark.parametrize("port", sorted(NO_INPUT_PORTS))
def test_what_takes_every_byte_for_input_is_never_knocked_at(port):
    assert ports(seen(Protocol.PORTS, open=str(port)), seen(Protocol.MDNS, port, type="_x._tcp")) == [80, 0]


def test_without_a_door_it_is_the_usual_one_which_may_turn_us_away_and_then_its_own_searches():
    found = asked(seen(Protocol.WS_DISCOVERY, 3702), seen(Protocol.SADP, 37020), seen(Protocol.DAHUA, 37810))
    assert found.ways[0] == Way(80)
    assert [way.question.udp for way in found.ways[1:] if way.question] == [ws_discovery.QUESTION, sadp.QUESTION]


def test_the_two_searches_of_one_maker_are_told_apart_by_their_port():
    found = asked(seen(Protocol.TPLINK_DISCOVERY, tapo.PORT))
    assert [way.question.udp.port for way in found.ways if way.question] == [tapo.PORT]


def test_a_device_that_only_showed_its_number():
    found = asked(seen(Protocol.NEIGHBOUR, mac=MAC))
    assert found.ways == (Way(80),)
    assert found.macs == {MAC}


def test_nothing_of_another_address_of_the_device_is_used():
    found = asked(seen(Protocol.PORTS, address="192.168.1.9", open="81"), addresses=(ADDRESS,))
    assert found.ways == (Way(80),)


def test_the_address_with_a_door_is_preferred_and_then_ipv4():
    other = "fe80::1%eth0"
    assert asked(seen(Protocol.PORTS, open="80"), addresses=(other, ADDRESS)).address == ADDRESS
    assert asked(seen(Protocol.PORTS, address=other, open="80"), addresses=(other, ADDRESS)).address == other
    assert asked(addresses=(other, ADDRESS)).address == ADDRESS


def test_a_device_outside_the_networks_of_this_computer_is_not_asked():
    assert asked_at(device(seen(Protocol.PORTS, open="80")), lambda address: False) is None
    assert asked_at(device(addresses=()), lambda address: True) is None


def test_only_read_only_searches_are_sent():
    found = asked(seen(Protocol.SADP, 37020), seen(Protocol.DAHUA, 37810))
    payloads = [way.question.build() for way in found.ways if way.question]
    assert b"<Types>inquiry</Types>" in payloads[0]
    assert payloads[1] == dahua.build_search()


@given(st.text(max_size=200))
def test_whatever_a_device_says_of_its_ports(text):
    found = asked(seen(Protocol.PORTS, open=text), seen(Protocol.MDNS, 70000, type=text))
    assert all(0 <= way.port < 65536 for way in found.ways)
    assert 1 <= len(found.ways) <= 4
