import asyncio
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.net.request import is_page
from app.net.target import Target
from app.probes import http_page
from tests.unit.probes.captures import assert_tame
from tests.unit.probes.tcp_bench import ADDRESS, Device, capture, device, http


def visit(services, ports: tuple[int, ...]) -> Device:
    async def run() -> Device:
        async with device(services) as bench:
            await http_page.visit(bench.net, Target(ADDRESS, ports), bench.sightings.append)
            return bench

    return asyncio.run(run())


def test_a_page_that_sends_the_window_on_by_script() -> None:
    assert http_page.read(capture("http/hikvision-app-webs.txt")) == {
        "status": "200",
        "server": "App-webs/",
        "redirect": "/doc/page/login.asp",
    }


def test_login_challenges() -> None:
    fields = http_page.read(capture("http/axis-401.txt"))
    assert fields["realm"] == "AXIS_ACCC8E78B977"
    assert fields["auth_schemes"] == "Digest\nBasic"
    assert fields["status"] == "401"


def test_unquoted_attributes_and_capitals() -> None:
    fields = http_page.read(capture("http/xiongmai-netsurveillance.txt"))
    assert fields["title"] == "NETSurveillance WEB"
    assert fields["paths"] == "/m.css\n/m.jsp"
    assert fields["server"] == "uc-httpd 1.0.0"


def test_headers_alone_and_a_page_alone() -> None:
    assert http_page.read("Server: Hikvision-Webs\r\nSet-Cookie: WebSession=secret; path=/") == {
        "server": "Hikvision-Webs",
        "cookies": "WebSession",
    }
    assert http_page.read("<html><title>AXIS &amp; co &#233;</title>") == {"title": "AXIS & co é"}


@pytest.mark.parametrize("text", ["", "hello", "220 ftp ready", "{}", "\0\0\0", "1234: : :"])
def test_what_is_no_page(text: str) -> None:
    assert http_page.read(text) == {}


def test_hosts_queries_and_foreign_schemes_are_dropped() -> None:
    fields = http_page.read(
        '<html><script src="http://evil.example/a/b.js?token=1"></script><link href="data:text/css,x"><form action="">'
        '<iframe src="javascript:alert(1)"></iframe><frame src="view/index.shtml?x#y"><meta name="Generator" content="Joomla!">'
        "<!-- <script src=/hidden.js> --><script src='//[bad'></script>"
    )
    assert fields == {"paths": "/a/b.js\n/view/index.shtml", "generator": "Joomla!", "sites": "evil.example"}


def test_what_a_page_shows_and_states() -> None:
    fields = http_page.read(
        '<html><meta name="publisher" content="MOBOTIX AG, Germany"><meta name="viewport" content="width=1">'
        '<style>p { color: red }</style><script>var szModel = "x"; g_model="IPC 4"; var fw_ver = \'1.2.3\';</script>'
        '<img src="logo.gif" alt="Camera &amp; co"><p>Log in <b>here</b></p><input type="hidden" name="umd5">'
        "<td>Firmware Version:</td><td>V2.10.4</td><a href=https://www.example.com/x>site</a>"
    )
    assert fields["meta"] == "MOBOTIX AG, Germany"
    assert fields["text"] == "Camera & co\nLog in\nhere\nFirmware Version:\nV2.10.4\nsite"
    assert (fields["inputs"], fields["sites"]) == ("umd5", "www.example.com")
    assert fields["firmware"] == "1.2.3"


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        ("var sys_ver='17.37.2.49';\nvar alias='x';", {"firmware": "17.37.2.49"}),
        ("root.Brand.Brand=AXIS\nroot.Brand.ProdNbr=211M", {"manufacturer": "AXIS", "model": "211M"}),
        ('{"model": "IPC-B120", "firmwareVersion": "V5.4.1"}', {"model": "IPC-B120", "firmware": "V5.4.1"}),
        ("<DeviceInfo><model>DS-2</model><firmwareVersion>V5.4.1</firmwareVersion></DeviceInfo>", {"model": "DS-2"}),
    ],
)
def test_plain_and_structured_answers(answer: str, fields: dict[str, str]) -> None:
    found = http_page.read(answer)
    assert fields.items() <= found.items()


@pytest.mark.parametrize(
    "path",
    [
        "/snapshot.jpg",
        "/cgi-bin/reboot.cgi",
        "/x?auth=YWRtaW46MTEK",
        "/../etc/passwd",
        "/config.bin",
        "/System/configurationFile",
        "/onvif-http/snapshot",
        "/reboot",
        "/Security/users",
        "//host/",
        "/%2e",
    ],
)
def test_pages_that_are_not_followed(path: str) -> None:
    assert not is_page(path)


@pytest.mark.parametrize("path", ["/", "/doc/page/login.asp", "/view/index.shtml", "/login", "/en/index.html"])
def test_pages_that_are_followed(path: str) -> None:
    assert is_page(path)


def test_a_refresh_is_followed_once() -> None:
    pages = {
        "GET / ": http(200, '<html><meta http-equiv="refresh" content="0; URL=\'/en/index.html\'"><title>one</title>'),
        "GET /en": http(200, '<html><meta http-equiv=refresh content="0;url=/third.html"><script src="a.js"></script>'),
    }
    bench = visit({80: lambda text: next(page for start, page in pages.items() if text.startswith(start))}, (80,))
    (sighting,) = bench.sightings
    assert sighting.untrusted_fields == {
        "status": "200",
        "title": "one",
        "redirect": "/en/index.html",
        "paths": "/en/a.js",
    }
    assert bench.asked(80) == ["GET / HTTP/1.1", "GET /en/index.html HTTP/1.1"]


@pytest.mark.parametrize("target", ["http://192.168.77.99/", "/snap.jpg", "/do.cgi", "//other/", "ftp://x/"])
def test_a_refresh_elsewhere_or_to_something_else_is_not_followed(target: str) -> None:
    bench = visit({80: lambda _: http(200, f'<html><meta http-equiv=refresh content="0;url={target}">')}, (80,))
    assert bench.asked(80) == ["GET / HTTP/1.1"]


def test_a_redirect_of_the_server_is_told_as_a_path() -> None:
    def server(text: str) -> bytes:
        return http(302, "", {"Location": "/web/?lang=1"}) if text.startswith("GET / ") else http(200, "<title>Web")

    (sighting,) = visit({80: server}, (80,)).sightings
    assert sighting.untrusted_fields["redirect"] == "/web/"
    assert sighting.untrusted_fields["title"] == "Web"


def test_one_connection_at_a_time_and_makers_ports_only_without_a_page() -> None:
    bench = visit({80: lambda _: http(), 81: lambda _: http(), 8000: lambda _: http()}, (80, 81, 8000))
    assert [port for port, _ in bench.requests] == [80, 81]
    assert bench.most_at_once == 1
    assert [port for port, _ in visit({8000: lambda _: http()}, (8000,)).requests] == [8000]


def test_silent_ports_are_given_up() -> None:
    ports = (80, 8080, 81, 88, 8081)
    bench = visit(dict.fromkeys(ports, lambda _: b""), ports)
    assert len(bench.requests) == http_page.SILENT_LIMIT
    assert bench.sightings == []


def test_programs_that_a_page_embeds_are_paths() -> None:
    page = '<object classid="clsid:1" codebase="/AxisCamControl.cab#Version=1,0"></object><applet archive="viewer.jar"></applet>'
    told = http_page.read(f"HTTP/1.1 200 OK\r\n\r\n<html>{page}</html>")
    assert "/AxisCamControl.cab" in told["paths"]
    assert "/viewer.jar" in told["paths"]


def test_pages_in_chinese() -> None:
    page = '<html><meta charset="gb2312"><title>网络摄像机</title>'.encode("gbk")
    assert "网络摄像机" in http_page.page_text(page, "text/html")
    assert http_page.page_text("é".encode(), "text/html; charset=utf-8") == "é"
    assert http_page.page_text(b"\xe9", "charset=nonsense") == "é"


@pytest.mark.parametrize(
    "unit",
    [
        "<a ",
        "<script ",
        "<script src=",
        "<!--",
        "<meta a",
        "<title>",
        "location=",
        "a=",
        "model",
        "model=",
        "model:'",
        "<b>x",
        '"',
        "<meta x='",
        "&#9",
    ],
)
def test_no_page_takes_long(unit: str) -> None:
    page = "<html>" + unit * (http_page.PAGE_LIMIT // len(unit))
    began = time.process_time()
    http_page.read(page)
    http_page.read(f"HTTP/1.1 200 x\r\nWWW-Authenticate: {unit * 9999}\r\n\r\n{page}")
    assert time.process_time() - began < 10


def test_hostile_text_is_tamed(hostile_text: str) -> None:
    page = f"HTTP/1.1 200 x\r\nServer: {hostile_text}\r\nWWW-Authenticate: Basic realm={hostile_text}\r\n\r\n<title>{hostile_text}</title>"
    assert_tame("http", http_page.read(page))


@settings(max_examples=150, deadline=None)
@given(st.text(), st.text())
def test_no_input_is_an_error(one: str, two: str) -> None:
    for text in (one, f"<html><{one}><title>{two}", f"HTTP/1.1 200 x\r\n{one}: {two}\r\n\r\n{one}"):
        assert_tame("http", http_page.read(text))
    http_page.local_path(one, f"/{two}")
    is_page(one)
