import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.net.target import Target
from app.probes import onvif
from app.probes.onvif import Operation
from tests.unit.probes.tcp_bench import ADDRESS, Device, capture, device, http

NS = 'xmlns:s="http://www.w3.org/2003/05/soap-envelope"'
FILES = {
    "GetDeviceInformation": "agsh-device-information",
    "GetSystemDateAndTime": "agsh-date-and-time",
    "GetServices": "agsh-services",
    "GetHostname": "agsh-hostname",
    "GetCapabilities": "agsh-capabilities",
}
REFUSAL = capture("onvif/quedale-19-not-authorized.xml")


def operation_of(request: str) -> str:
    return next(op for op in Operation if f"<{op} " in request)


def camera(request: str) -> bytes:
    name = FILES.get(operation_of(request))
    return http(200, capture(f"onvif/{name}.xml")) if name else http(500, REFUSAL)


def visit(services, target: Target, *, close: bool = False) -> Device:
    async def run() -> Device:
        async with device(services, close=close) as bench:
            await onvif.visit(bench.net, target, bench.sightings.append)
            return bench

    return asyncio.run(run())


def test_captured_answers_give_their_fields() -> None:
    assert onvif.read(capture("onvif/agsh-device-information.xml")) == {
        "manufacturer": "Mockup Manufacturer",
        "model": "Mockup Model",
        "firmware": "Mockup_15_14_13",
        "serial": "00000000",
        "hardware_id": "MOCKUP",
    }
    assert onvif.read(capture("onvif/agsh-date-and-time.xml")) == {"clock": "2014-12-24T19:14:37Z"}
    assert onvif.read(capture("onvif/agsh-hostname.xml")) == {"hostname": "IPNC-RDK"}
    named = onvif.read(capture("onvif/agsh-services.xml"))["services"].split("\n")
    assert len(named) == 6
    assert named[0] == "http://www.onvif.org/ver10/device/wsdl"
    assert set(onvif.read(capture("onvif/agsh-capabilities.xml"))["services"].split("\n")) == set(named)


@pytest.mark.parametrize("name", ["quedale-19-not-authorized", "vivotek-agsh-301-fault"])
def test_a_fault_of_onvif_means_that_a_login_is_needed(name: str) -> None:
    for status in (200, 400, 500):
        reply = onvif.parse_reply(status, lambda _: (), capture(f"onvif/{name}.xml").encode())
        assert reply.shows_onvif
        assert reply.needs_login
        assert reply.fields == {"needs_login": "yes"}


def test_a_login_challenge_is_kept_with_its_realm_but_proves_nothing() -> None:
    reply = onvif.parse_reply(401, lambda _: ('Digest realm="IP Camera(12345)", nonce="1"',), b"<html>401</html>")
    assert reply.fields == {"needs_login": "yes", "realm": "IP Camera(12345)"}
    assert not reply.shows_onvif


@pytest.mark.parametrize(
    "body",
    [
        f"<s:Envelope {NS}><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code></s:Fault></s:Body></s:Envelope>",
        onvif.build_question(Operation.DEVICE_INFORMATION).decode(),
        "<html><body>GetDeviceInformationResponse of ONVIF www.onvif.org</body></html>",
        "<feed><Manufacturer>Epson</Manufacturer><Model>X</Model></feed>",
        "404 page not found",
        "",
    ],
)
def test_what_is_not_an_onvif_answer(body: str) -> None:
    reply = onvif.parse_reply(200, lambda _: (), body.encode())
    assert not reply.shows_onvif
    assert reply.fields == {}


def test_empty_fields_are_no_answer() -> None:
    body = (
        f"<s:Envelope {NS}><s:Body><GetDeviceInformationResponse><Manufacturer/><Model> </Model>"
        "<FirmwareVersion></FirmwareVersion></GetDeviceInformationResponse></s:Body></s:Envelope>"
    )
    assert onvif.read(body) == {}


def test_an_impossible_clock_is_left_out() -> None:
    broken = capture("onvif/agsh-date-and-time.xml").replace(">12<", ">31<")
    assert onvif.read(broken) == {}


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + capture("onvif/agsh-device-information.xml").split("?>", 1)[1]
    assert onvif.read(bomb) == {}


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.binary().map(lambda data: data.decode("latin-1"))))
def test_no_input_is_an_error(text: str) -> None:
    assert isinstance(onvif.read(text), dict)
    assert isinstance(onvif.read(f"HTTP/1.1 401 no\r\nWWW-Authenticate: {text}\r\n\r\n{text}"), dict)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 700), st.binary(max_size=6))
def test_a_damaged_answer_is_no_error(place: int, noise: bytes) -> None:
    whole = capture("onvif/agsh-device-information.xml").encode()
    onvif.parse_reply(200, lambda _: (), whole[:place] + noise + whole[place + len(noise) :])


def test_a_visit_tells_twice_and_asks_everything_once_on_one_connection() -> None:
    bench = visit({8000: camera}, Target(ADDRESS, xaddrs=((8000, "/onvif/device_service", False),)))
    first, last = bench.sightings
    assert "clock" not in first.untrusted_fields
    assert first.untrusted_fields["model"] == "Mockup Model"
    assert last.untrusted_fields["clock"] == "2014-12-24T19:14:37Z"
    assert last.untrusted_fields["hostname"] == "IPNC-RDK"
    assert last.port == 8000
    assert "needs_login" not in last.untrusted_fields
    assert [operation_of(text) for _, text in bench.requests] == [
        op for op in Operation if op is not Operation.CAPABILITIES
    ]
    assert bench.net.traffic.most_connections == 1


def test_a_device_that_closes_after_each_answer_is_read_whole() -> None:
    bench = visit({80: camera}, Target(ADDRESS, (80,)), close=True)
    assert bench.sightings[-1].untrusted_fields["hostname"] == "IPNC-RDK"
    assert [operation_of(text) for _, text in bench.requests].count(Operation.DEVICE_INFORMATION) == 1


def test_capabilities_stand_in_for_services() -> None:
    def old(request: str) -> bytes:
        return http(500, REFUSAL) if operation_of(request) == Operation.SERVICES else camera(request)

    bench = visit({80: old}, Target(ADDRESS, (80,)))
    assert "ver20/imaging" in bench.sightings[-1].untrusted_fields["services"]


def test_only_the_first_confirmed_endpoint_is_used() -> None:
    bench = visit({80: camera, 8000: camera}, Target(ADDRESS, (80, 8000)))
    assert {port for port, _ in bench.requests} == {80}


def test_a_page_that_is_not_found_ends_the_visit_of_that_port() -> None:
    bench = visit({80: lambda _: http(404, "<html>404</html>"), 8080: camera}, Target(ADDRESS, (80, 8080)))
    assert len(bench.asked(80)) == 1
    assert {sighting.port for sighting in bench.sightings} == {8080}


def test_a_login_wall_counts_only_where_the_device_announced_its_service() -> None:
    def wall(_: str) -> bytes:
        return http(401, "<html/>", {"WWW-Authenticate": 'Digest realm="Router"'})

    assert visit({80: wall}, Target(ADDRESS, (80,))).sightings == []
    (sighting,) = visit({80: wall}, Target(ADDRESS, xaddrs=((80, "/onvif/device_service", False),))).sightings
    assert sighting.untrusted_fields == {"needs_login": "yes", "realm": "Router"}


def test_digest_for_the_information_and_an_open_clock() -> None:
    def hikvision(request: str) -> bytes:
        if operation_of(request) == Operation.DEVICE_INFORMATION:
            return http(401, "", {"WWW-Authenticate": 'Digest realm="IP Camera(AB123)", nonce="1"'})
        return camera(request)

    fields = visit({80: hikvision}, Target(ADDRESS, (80,))).sightings[-1].untrusted_fields
    assert fields["needs_login"] == "yes"
    assert fields["realm"] == "IP Camera(AB123)"
    assert fields["clock"]


def test_a_silent_or_closing_service_ends_quietly() -> None:
    assert visit({80: lambda _: None}, Target(ADDRESS, (80,))).sightings == []
    assert visit({80: lambda _: b""}, Target(ADDRESS, (80,))).sightings == []
    assert visit({}, Target(ADDRESS, (80,))).sightings == []


def test_what_was_learnt_is_told_when_the_device_falls_silent() -> None:
    def half(request: str) -> bytes | None:
        return camera(request) if operation_of(request) == Operation.DEVICE_INFORMATION else b""

    (sighting,) = visit({80: half}, Target(ADDRESS, (80,))).sightings
    assert sighting.untrusted_fields["manufacturer"] == "Mockup Manufacturer"


@pytest.mark.parametrize("path", ["//x", "relative", "/a b", "/x?auth=YWRtaW46MTEK", "/\u00e9", "/" + "a" * 5000])
def test_an_announced_path_that_may_not_be_sent_is_skipped(path: str) -> None:
    assert visit({80: camera}, Target(ADDRESS, xaddrs=((80, path, False),))).requests == []


def test_a_camera_that_hangs_up_when_asked_who_it_is_is_asked_the_time() -> None:
    def shy(request: str) -> bytes:
        return b"" if operation_of(request) == Operation.DEVICE_INFORMATION else camera(request)

    sighting = visit({80: shy}, Target(ADDRESS, (80,)), close=True).sightings[-1]
    assert sighting.untrusted_fields["clock"]
    assert "model" not in sighting.untrusted_fields


def test_an_answer_with_prefixes_that_it_never_declared_is_read() -> None:
    broken = (
        "<SOAP-ENV:Envelope><SOAP-ENV:Body><tds:GetDeviceInformationResponse><tds:Manufacturer>A &amp; B</tds:Manufacturer>"
        "<tds:Model>FK-1</tds:Model><tds:FirmwareVersion>1.0</tds:FirmwareVersion>"
    )
    assert onvif.read(broken) == {"manufacturer": "A & B", "model": "FK-1", "firmware": "1.0"}
    other = broken.replace("GetDeviceInformationResponse", "Other")
    assert onvif.parse_reply(200, lambda _name: (), other.encode()) == onvif.Reply()
    assert onvif.read(f'<!DOCTYPE x [<!ENTITY a "b">]>{broken}') == {}


@pytest.mark.parametrize("encoding", ["GB2312", "gbk", "Big5"])
def test_an_answer_in_an_encoding_of_east_asia_is_read(encoding: str) -> None:
    text = capture("onvif/agsh-device-information.xml").replace("Mockup Model", "\u6444")
    document = f'<?xml version="1.0" encoding="{encoding}"?>{text.split("?>", 1)[1]}'.encode(
        "big5" if encoding == "Big5" else "gb18030", "replace"
    )
    reply = onvif.parse_reply(200, lambda _: (), document)
    assert reply.fields["manufacturer"] == "Mockup Manufacturer"
    assert reply.fields["model"] == ("\u6444" if encoding != "Big5" else "?")


@pytest.mark.parametrize("port", [80, 2020, 5000, 8888, 10080])
def test_the_service_is_looked_for_where_it_is_usual(port: int) -> None:
    assert visit({port: camera}, Target(ADDRESS, (port,))).sightings[-1].port == port
