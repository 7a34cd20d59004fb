"""Sightings of one device come together; sightings of two stay apart."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.device import Device
from app.model.identity import Identity
from app.model.sighting import Protocol, Sighting
from app.stages.merge import claims, marks, merge

_WHEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_UUID_A = "cea94000-fb96-11b3-8260-686dbc5cb15d"
_UUID_B = "4d454930-0000-1000-8001-accc8e270ad8"


def sighting(protocol: Protocol, address: str, port: int = 0, **fields: str) -> Sighting:
    return Sighting(protocol, address, {name.replace("__", "."): value for name, value in fields.items()}, _WHEN, port)


def ids(*sightings: Sighting) -> list[str]:
    return [group.id for group in merge(sightings)]


def test_answers_of_one_address_are_one_device_with_the_mac_of_the_neighbour_table():
    groups = merge(
        [
            sighting(Protocol.HTTP, "10.0.0.5", 80, server="App-webs/"),
            sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac="44:19:b6:00:00:05"),
        ]
    )
    assert [(group.id, group.addresses, len(group.sightings)) for group in groups] == [
        ("mac:44:19:b6:00:00:05", ("10.0.0.5",), 2)
    ]


def test_ipv6_link_local_joins_by_the_mac_inside_it():
    groups = merge(
        [
            sighting(Protocol.WS_DISCOVERY, "fe80::4e11:bfff:fec2:b9d%eth0", endpoint=_UUID_A),
            sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac="4c:11:bf:c2:0b:9d"),
        ]
    )
    assert len(groups) == 1
    assert groups[0].addresses == ("10.0.0.5", "fe80::4e11:bfff:fec2:b9d%eth0")


def test_an_uuid_joins_an_address_without_mac():
    assert (
        len(
            ids(
                sighting(Protocol.WS_DISCOVERY, "10.0.0.5", endpoint=_UUID_A),
                sighting(Protocol.WS_DISCOVERY, "fe80::1%eth0", endpoint=f"urn:uuid:{_UUID_A.upper()}"),
            )
        )
        == 1
    )


def test_cloned_devices_with_one_uuid_and_different_macs_stay_apart():
    assert (
        len(
            ids(
                sighting(Protocol.WS_DISCOVERY, "10.0.0.5", endpoint=_UUID_A),
                sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac="44:19:b6:00:00:05"),
                sighting(Protocol.WS_DISCOVERY, "10.0.0.6", endpoint=_UUID_A),
                sighting(Protocol.NEIGHBOUR, "10.0.0.6", mac="44:19:b6:00:00:06"),
            )
        )
        == 2
    )


@pytest.mark.parametrize(("name", "texts"), [("serial", ("DS12345678A", "DS12345679B")), ("model", ("IPC-1", "IPC-2"))])
def test_cloned_devices_with_one_uuid_and_no_mac_stay_apart(name: str, texts: tuple[str, str]):
    first, second = (
        (
            sighting(Protocol.WS_DISCOVERY, address, endpoint=_UUID_A),
            sighting(Protocol.ONVIF, address, 80, **{name: text}),
        )
        for address, text in zip(("10.0.0.5", "10.0.0.6"), texts, strict=True)
    )
    assert len(ids(*first, *second)) == 2
    assert ids(*first, sighting(Protocol.WS_DISCOVERY, "fe80::1%eth0", endpoint=_UUID_A)) == [f"uuid:{_UUID_A}"]


def test_macs_of_a_device_are_its_own_and_those_of_ports_beside_them():
    relay = "d8:3a:dd:00:00:09"
    (group,) = merge(
        [
            sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac=relay),
            sighting(Protocol.SADP, "10.0.0.5", 37020, mac="44:19:b6:00:00:05", serial="DS12345678A"),
            sighting(Protocol.NEIGHBOUR, "10.0.0.6", mac="44:19:b6:00:00:06"),
            sighting(Protocol.ONVIF, "10.0.0.6", 80, serial="DS12345678A"),
        ]
    )
    device = Device(group.id, group.addresses, group.mac, group.sightings, Identity())
    assert claims(device).macs == {"44:19:b6:00:00:05", "44:19:b6:00:00:06"}
    assert marks(device) == (
        "mac:44:19:b6:00:00:05",
        "mac:44:19:b6:00:00:06",
        "serial:ds12345678a",
        "address:10.0.0.5",
        "address:10.0.0.6",
    )


def test_a_counting_serial_joins_nothing():
    assert (
        len(
            ids(
                sighting(Protocol.ONVIF, "10.0.0.5", 80, serial="123456789", model="X1"),
                sighting(Protocol.ONVIF, "10.0.0.6", 80, serial="123456789", model="X1"),
            )
        )
        == 2
    )


def test_two_ports_of_one_recorder_join_by_serial_when_their_macs_are_neighbours():
    answers = [
        sighting(Protocol.ONVIF, "10.0.0.5", 80, serial="AB12345678CD", model="NVR4108"),
        sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac="3c:ef:8c:00:00:10"),
        sighting(Protocol.ONVIF, "10.0.0.6", 80, serial="AB12345678CD", model="NVR4108"),
        sighting(Protocol.NEIGHBOUR, "10.0.0.6", mac="3c:ef:8c:00:00:11"),
    ]
    assert ids(*answers) == ["mac:3c:ef:8c:00:00:10"]
    answers[3] = sighting(Protocol.NEIGHBOUR, "10.0.0.6", mac="9c:8e:cd:00:00:11")
    assert len(ids(*answers)) == 2


def test_a_range_extender_that_shows_its_own_mac_for_all_joins_nothing():
    relayed = [sighting(Protocol.NEIGHBOUR, f"10.0.0.{last}", mac="02:11:22:33:44:55") for last in range(10, 20)]
    assert len(ids(*relayed)) == 10


def test_two_cameras_behind_one_relay_stay_apart_by_their_own_macs():
    assert sorted(
        ids(
            sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac="02:11:22:33:44:55"),
            sighting(Protocol.SADP, "10.0.0.5", mac="44:19:b6:00:00:05"),
            sighting(Protocol.NEIGHBOUR, "10.0.0.6", mac="02:11:22:33:44:55"),
            sighting(Protocol.SADP, "10.0.0.6", mac="44:19:b6:00:00:06"),
        )
    ) == ["mac:44:19:b6:00:00:05", "mac:44:19:b6:00:00:06"]


def test_one_host_with_two_onvif_devices_on_ports_of_their_own_is_two_devices():
    groups = merge(
        [
            sighting(
                Protocol.WS_DISCOVERY, "10.0.0.5", endpoint=_UUID_A, xaddrs="http://10.0.0.5:8081/onvif/device_service"
            ),
            sighting(
                Protocol.WS_DISCOVERY, "10.0.0.5", endpoint=_UUID_B, xaddrs="http://10.0.0.5:8082/onvif/device_service"
            ),
            sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac="02:11:22:33:44:55"),
            sighting(Protocol.ONVIF, "10.0.0.5", 8082, model="B"),
            sighting(Protocol.ONVIF, "10.0.0.5", 8081, model="A"),
            sighting(Protocol.SSDP, "10.0.0.5", server="MiniDLNA/1.3"),
        ]
    )
    models = {
        group.id: [s.untrusted_fields["model"] for s in group.sightings if s.protocol is Protocol.ONVIF]
        for group in groups
    }
    assert models == {f"uuid:{_UUID_A}": ["A"], f"uuid:{_UUID_B}": ["B"], "mac:02:11:22:33:44:55": []}


def test_one_device_that_announces_itself_on_two_ports_is_one_device():
    assert (
        len(
            ids(
                sighting(
                    Protocol.WS_DISCOVERY, "10.0.0.5", endpoint=_UUID_A, xaddrs="http://10.0.0.5/onvif/device_service"
                ),
                sighting(
                    Protocol.WS_DISCOVERY,
                    "10.0.0.5",
                    endpoint=_UUID_B,
                    xaddrs="http://10.0.0.5:80/onvif/device_service",
                ),
            )
        )
        == 1
    )


_anything = st.builds(
    sighting,
    st.sampled_from(list(Protocol)),
    st.sampled_from(["10.0.0.1", "10.0.0.2", "fe80::4e11:bfff:fec2:b9d%eth0", "", "not an address"]),
    st.sampled_from([0, 80, 8081]),
    mac=st.sampled_from(["", "44:19:b6:00:00:05", "44:19:b6:00:00:06", "zz"]),
    endpoint=st.sampled_from(["", _UUID_A, _UUID_B, "x"]),
    serial=st.sampled_from(["", "AB12345678CD", "123456789"]),
    xaddrs=st.sampled_from(["", "http://[", "http://a:99999/", "http://10.0.0.1:8081/x", "http://10.0.0.2:80/x"]),
)


@given(st.lists(_anything, max_size=12))
def test_every_sighting_lands_in_a_device_whatever_they_say(answers):
    groups = merge(answers)
    assert {id(s) for group in groups for s in group.sightings} == {id(s) for s in answers}
    assert len({group.id for group in groups}) == len(groups)


def test_addresses_that_are_made_up_are_no_neighbours():
    """Two devices of one program state the same serial, and containers count their hardware addresses."""
    answers = [
        sighting(Protocol.ONVIF, "10.0.0.5", 80, serial="AB12345678CD", model="Virtual"),
        sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac="02:42:0a:00:00:05"),
        sighting(Protocol.ONVIF, "10.0.0.6", 80, serial="AB12345678CD", model="Virtual"),
        sighting(Protocol.NEIGHBOUR, "10.0.0.6", mac="02:42:0a:00:00:06"),
    ]
    assert len(ids(*answers)) == 2


_ROUTER, _OTHER = "ac:84:c6:00:00:01", "d8:3a:dd:00:00:02"


def test_a_device_that_states_the_mac_of_another_one_is_not_that_one():
    router = sighting(Protocol.NEIGHBOUR, "10.0.0.1", mac=_ROUTER)
    liar = (
        sighting(Protocol.NEIGHBOUR, "10.0.0.66", mac=_OTHER),
        sighting(Protocol.SADP, "10.0.0.66", 37020, model="DS-2CD2143G2-I", mac=_ROUTER),
    )
    assert [(group.id, group.addresses) for group in merge([router, *liar])] == [
        (f"mac:{_ROUTER}", ("10.0.0.1",)),
        ("address:10.0.0.66", ("10.0.0.66",)),
    ]


def test_a_device_keeps_its_id_when_others_state_its_mac():
    camera = (
        sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac=_ROUTER),
        sighting(Protocol.SADP, "10.0.0.5", 37020, mac=_ROUTER, serial="DS-2CD20200101AAWRE1234"),
    )
    liars = [
        one
        for last in range(60, 66)
        for one in (
            sighting(Protocol.NEIGHBOUR, f"10.0.0.{last}", mac=f"d8:3a:dd:00:00:{last}"),
            sighting(Protocol.DAHUA, f"10.0.0.{last}", 37810, mac=_ROUTER, serial=f"AAAA12345{last}"),
        )
    ]
    groups = {group.addresses: group.id for group in merge([*liars, *camera])}
    assert groups["10.0.0.5",] == f"mac:{_ROUTER}"
    assert len(groups) == 7


def test_a_camera_behind_a_relay_keeps_the_mac_that_it_states():
    relay = "d8:3a:dd:00:00:09"
    assert ids(
        sighting(Protocol.NEIGHBOUR, "10.0.0.5", mac=relay),
        sighting(Protocol.SADP, "10.0.0.5", 37020, mac=_ROUTER),
        sighting(Protocol.NEIGHBOUR, "10.0.0.9", mac=relay),
    ) == [f"mac:{_ROUTER}", f"mac:{relay}"]
