import asyncio
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.net.target import Target
from app.probes import rtsp
from tests.unit.probes.captures import assert_tame
from tests.unit.probes.tcp_bench import ADDRESS, Device, capture, device


def visit(services, ports: tuple[int, ...]) -> Device:
    async def run() -> Device:
        async with device(services) as bench:
            await rtsp.visit(bench.net, Target(ADDRESS, ports), bench.sightings.append)
            return bench

    return asyncio.run(run())


def test_captured_answers() -> None:
    assert rtsp.read(capture("rtsp/dahua-retina-62.txt")) == {"status": "401", "realm": "Login to 4K01FD2PAJ6E3FF"}
    assert rtsp.read(capture("rtsp/hanwha-cameradar-199.txt")) == {"status": "401", "realm": "iPOLiS"}
    assert rtsp.read(capture("rtsp/hikvision-exoplayer-9800.txt")) == {
        "status": "401",
        "realm": "IP Camera(C1214)",
        "public": "OPTIONS, DESCRIBE, PLAY, PAUSE, SETUP, TEARDOWN, SET_PARAMETER, GET_PARAMETER",
    }
    assert rtsp.read(capture("rtsp/hikvision-webrtc-streamer-138.txt")) == {
        "status": "200",
        "open": "yes",
        "sdp_name": "Media Presentation",
    }


def test_the_tool_of_a_description_and_no_name() -> None:
    assert rtsp.read("RTSP/1.0 200 OK\r\n\r\nv=0\r\ns=-\r\na=tool:LIVE555 Streaming Media v2017.10.28\r\n") == {
        "status": "200",
        "open": "yes",
        "sdp_tool": "LIVE555 Streaming Media v2017.10.28",
    }


def test_options_alone_say_nothing_of_an_open_stream() -> None:
    assert "open" not in rtsp.read("RTSP/1.0 200 OK\r\nPublic: OPTIONS\r\n\r\n")


@pytest.mark.parametrize("text", ["", "garbage", "\0" * 50, "{}"])
def test_what_is_no_answer(text: str) -> None:
    assert rtsp.read(text) == {}


def test_a_visit_asks_twice_on_one_connection() -> None:
    sdp = b"v=0\r\ns=Stream\r\n"

    def camera(text: str) -> bytes:
        if text.startswith("OPTIONS"):
            return b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Dahua Rtsp Server\r\nPublic: OPTIONS, DESCRIBE\r\n\r\n"
        return b"RTSP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(sdp), sdp)

    bench = visit({554: camera, 8554: camera}, (80, 554))
    (sighting,) = bench.sightings
    assert sighting.port == 554
    assert sighting.untrusted_fields["server"] == "Dahua Rtsp Server"
    assert sighting.untrusted_fields["open"] == "yes"
    assert [text.split(" ")[0] for _, text in bench.requests] == ["OPTIONS", "DESCRIBE"]
    assert bench.net.traffic.most_connections == 1


def test_what_the_first_answer_said_is_kept_when_the_second_never_comes() -> None:
    bench = visit(
        {554: lambda text: b"RTSP/1.0 200 OK\r\nServer: X\r\n\r\n" if text.startswith("OPT") else b""}, (554,)
    )
    assert bench.sightings[0].untrusted_fields == {"status": "200", "server": "X"}


def test_a_service_that_speaks_something_else() -> None:
    assert visit({554: lambda _: b"220 hello\r\n\r\n"}, (554,)).sightings == []


@settings(max_examples=150, deadline=None)
@given(st.text(), st.text())
def test_no_input_is_an_error(one: str, two: str) -> None:
    for text in (one, f"RTSP/1.0 200 OK\r\n{one}\r\n\r\nv=0\r\ns={two}", f"RTSP/1.0 401 x\nWWW-Authenticate: {two}"):
        assert_tame("rtsp", rtsp.read(text))


def test_a_stream_description_tells_whose_habits_it_has() -> None:
    answer = (
        "RTSP/1.0 200 OK\r\nx-Accept-Dynamic-Rate: 1\r\nContent-Base: rtsp://10.0.0.9/cam/realmonitor?channel=1&user=a&password=b/\r\n\r\n"
        "v=0\r\no=VSTC 1 1 IN IP4 10.0.0.9\r\ns=Media Server\r\na=packetization-supported:DH\r\na=range:npt=now-\r\n"
        "m=video 0 RTP/AVP 98\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\n"
    )
    fields = rtsp.read(answer)
    assert fields["path"] == "/cam/realmonitor?channel=1"
    assert fields["headers"] == "x-accept-dynamic-rate"
    assert fields["sdp_owner"] == "VSTC"
    assert fields["attributes"] == "packetization-supported:DH\nvnd.onvif.metadata"


@pytest.mark.parametrize("unit", ["a=control:rtsp://", "o=a", "a=b:", "&user=", "\na="])
def test_no_description_takes_long(unit: str) -> None:
    began = time.process_time()
    rtsp.read("v=0\n" + unit * (rtsp.DESCRIPTION_LIMIT // len(unit)))
    assert time.process_time() - began < 5
