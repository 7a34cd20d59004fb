"""SSDP: the question's bytes, answers, announcements, and which description may be fetched."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.sighting import Sighting
from app.net.answers import ANSWERS_PER_SOURCE
from app.probes import ssdp
from app.probes.ssdp import SearchTarget, build_search, description_location, parse_reply, read
from tests.unit.probes.captures import assert_tame, capture
from tests.unit.probes.group_net import GroupNet, datagram

AXIS = capture("ssdp/axis_M1014.txt")
AXIS_FIELDS = {
    "server": "Linux/2.6.35, UPnP/1.0, Portable SDK for UPnP devices/1.6.18",
    "st": "upnp:rootdevice",
    "usn": "uuid:Upnp-BasicDevice-1_0-ACCC8E270AD8::upnp:rootdevice",
    "location": "http://192.168.1.102:51578/rootdesc1.xml",
}
NOTIFY = (
    b"NOTIFY * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\nNT: urn:schemas-upnp-org:device:Basic:1\r\nNTS: ssdp:alive\r\n"
    b"USN: uuid:1\r\nLocation: http://192.168.1.9/d.xml\r\n\r\n"
)


def test_the_search_is_that_of_the_page() -> None:
    assert build_search(SearchTarget.ROOT_DEVICES) == (
        b"M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n"
        b'MAN: "ssdp:discover"\r\nMX: 2\r\nST: upnp:rootdevice\r\n\r\n'
    )
    assert b"\r\nST: ssdp:all\r\n\r\n" in build_search(SearchTarget.EVERYTHING)


@pytest.mark.parametrize("target", SearchTarget)
def test_no_answer_is_read_out_of_a_question(target: SearchTarget) -> None:
    assert parse_reply(build_search(target)) == []
    assert read(build_search(target).decode()) == {}


def test_an_answer() -> None:
    assert parse_reply(AXIS) == [AXIS_FIELDS]
    assert read(AXIS.decode()) == AXIS_FIELDS
    assert read(AXIS.decode().partition("\r\n")[2].replace("\r\n", "\n").lower())["usn"].endswith("upnp:rootdevice")


def test_an_announcement() -> None:
    assert parse_reply(NOTIFY) == [
        {"st": "urn:schemas-upnp-org:device:Basic:1", "usn": "uuid:1", "location": "http://192.168.1.9/d.xml"}
    ]
    assert parse_reply(NOTIFY.replace(b"ssdp:alive", b"ssdp:byebye")) == []


@pytest.mark.parametrize(
    "untrusted", [b"", b"hello", b"HTTP/1.1 200 OK\r\n\r\n", b"\0" * 50, b"POST / HTTP/1.1\r\nST: x\r\n\r\n"]
)
def test_what_is_no_answer(untrusted: bytes) -> None:
    assert parse_reply(untrusted) == []


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("http://192.168.1.102:51578/rootdesc1.xml", (51578, "/rootdesc1.xml")),
        ("http://192.168.1.102/a?b=c#d", (80, "/a?b=c")),
        ("http://192.168.1.102", (80, "/")),
        ("https://192.168.1.102/a", None),
        ("http://192.168.1.103/a", None),
        ("http://192.168.1.102@8.8.8.8/a", None),
        ("http://evil.example/a", None),
        ("http://0.0.0.0/a", None),
        ("/a", None),
        ("", None),
    ],
)
def test_only_a_description_on_the_device_itself_is_fetched(location: str, expected: tuple[int, str] | None) -> None:
    assert description_location({"location": location}, "192.168.1.102") == expected


def test_ipv6_location() -> None:
    fields = {"location": "http://[fe80::1]:5000/d.xml"}
    assert description_location(fields, "fe80::1%eth0") == (5000, "/d.xml")
    assert description_location(fields, "fe80::2%eth0") is None


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda junk: b"HTTP/1.1 200 OK\r\n" + junk))
def test_never_raises(untrusted: bytes) -> None:
    for fields in parse_reply(untrusted):
        assert_tame("ssdp", fields)
        description_location(fields, "10.0.0.9")


@given(st.text(max_size=200))
def test_any_header_is_tame(untrusted: str) -> None:
    assert_tame("ssdp", read(f"SERVER: {untrusted}\nLOCATION: {untrusted}"))


def test_hostile_text(hostile_text: str) -> None:
    assert_tame("ssdp", read(f"SERVER: {hostile_text}"))


def test_asking() -> None:
    seen: list[Sighting] = []
    net = GroupNet(lambda payload: [datagram(AXIS)], listen_seconds=1.6)
    record = asyncio.run(ssdp.ask(net, seen.append))
    assert [sighting.untrusted_fields for sighting in seen] == [AXIS_FIELDS]
    assert (record.question, record.sent, record.answered) == ("ssdp", 6, 1)
    assert [question.listen_port for question in net.questions] == [1900, 0]


def test_a_device_that_never_stops_is_cut_off() -> None:
    seen: list[Sighting] = []
    flood = [datagram(NOTIFY.replace(b"uuid:1", b"uuid:%d" % number)) for number in range(200)]
    net = GroupNet(lambda payload: flood)
    asyncio.run(ssdp.ask(net, seen.append))
    assert len(seen) == ANSWERS_PER_SOURCE
