"""The UPnP description: what is read of it, and that only named places are visited."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from app.model.sighting import Sighting
from app.net.exchange import ExchangeError, ExchangeFault
from app.net.target import Target
from app.probes.upnp_description import DESCRIPTIONS_LIMIT, parse_description, read, visit
from app.untrusted.xml import DOCUMENT_LIMIT
from tests.unit.probes.captures import assert_tame, capture

AXIS = capture("upnp-description/axis_M1014.xml")
AXIS_FIELDS = {
    "device_type": "urn:schemas-upnp-org:device:Basic:1",
    "friendly_name": "AXIS M1014 - ACCC8E270AD8",
    "manufacturer": "AXIS",
    "manufacturer_url": "http://www.axis.com/",
    "model_description": "AXIS M1014 Fixed Network Camera",
    "model_name": "AXIS M1014",
    "model_number": "M1014",
    "serial": "ACCC8E270AD8",
    "udn": "uuid:Upnp-BasicDevice-1_0-ACCC8E270AD8",
    "presentation_url": "http://192.168.1.102:80/",
}


def test_a_real_axis() -> None:
    assert parse_description(AXIS) == [AXIS_FIELDS]
    assert read(AXIS.decode()) == AXIS_FIELDS
    assert read('<?xml version="1.0" encoding="gb2312"?>' + AXIS.decode().partition("?>")[2]) == AXIS_FIELDS


def test_values_come_from_the_root_device_and_types_from_all() -> None:
    inner = (
        b"<deviceList><device><deviceType>urn:x:device:MediaServer:1</deviceType><UDN>uuid:2</UDN>"
        b"<manufacturer>Other</manufacturer><modelURL/><UPC>1</UPC></device></deviceList></device>"
    )
    fields = parse_description(AXIS.replace(b"</device>", inner))[0]
    assert fields == AXIS_FIELDS | {"device_type": "urn:schemas-upnp-org:device:Basic:1\nurn:x:device:MediaServer:1"}


def test_a_description_that_is_cut_off_or_broken() -> None:
    cut = AXIS[: AXIS.index(b"<UDN>")]
    assert parse_description(cut) == [
        {name: value for name, value in AXIS_FIELDS.items() if name not in {"udn", "presentation_url"}}
    ]
    broken = AXIS.replace(b"AXIS M1014 -", b"A & B -")
    assert parse_description(broken)[0]["friendly_name"] == "A & B - ACCC8E270AD8"


def test_what_is_no_description() -> None:
    for untrusted in (b"", b"<html><body>camera</body></html>", b"\0<", b"<html><br>", AXIS + b" " * DOCUMENT_LIMIT):
        assert parse_description(untrusted) == []


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda junk: AXIS[:300] + junk + AXIS[320:]))
def test_never_raises(untrusted: bytes) -> None:
    for fields in parse_description(untrusted):
        assert_tame("upnp-description", fields)


def test_hostile_text(hostile_text: str) -> None:
    assert_tame("upnp-description", read(f"<root><device><friendlyName>{hostile_text}</friendlyName></device></root>"))


class FakeNet:
    def __init__(self, status: int = 200, fault: ExchangeFault | None = None) -> None:
        self.requests: list[tuple[str, int, str, str, int]] = []
        self._status = status
        self._fault = fault

    @asynccontextmanager
    async def http(self, address: str, port: int) -> AsyncIterator["FakeNet"]:
        self._place = (address, port)
        yield self

    async def request(self, method: str, path: str, *, limit: int) -> SimpleNamespace:
        self.requests.append((*self._place, method, path, limit))
        if self._fault:
            raise ExchangeError(self._fault)
        return SimpleNamespace(status=self._status, untrusted_body=AXIS)


def run_visit(net: FakeNet, *locations: tuple[int, str]) -> list[Sighting]:
    seen: list[Sighting] = []
    asyncio.run(visit(net, Target("192.168.1.102", locations=locations), seen.append))
    return seen


def test_visit_gets_each_named_description_once() -> None:
    net = FakeNet()
    seen = run_visit(net, (51578, "/rootdesc1.xml"), (51578, "/rootdesc1.xml"))
    assert net.requests == [("192.168.1.102", 51578, "GET", "/rootdesc1.xml", DOCUMENT_LIMIT)]
    assert [(sighting.address, sighting.port, sighting.untrusted_fields) for sighting in seen] == [
        ("192.168.1.102", 51578, AXIS_FIELDS)
    ]


def test_visit_without_a_location_asks_nothing() -> None:
    net = FakeNet()
    assert run_visit(net) == []
    assert net.requests == []


def test_visit_bears_refusal_and_silence() -> None:
    assert run_visit(FakeNet(status=404), (80, "/a")) == []
    net = FakeNet(fault=next(iter(ExchangeFault)))
    assert run_visit(net, *((80, f"/{number}") for number in range(9))) == []
    assert len(net.requests) == DESCRIPTIONS_LIMIT
