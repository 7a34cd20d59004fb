import pytest

from app.net.request import build_http, build_rtsp, checked_path, host_text, is_document


def test_an_http_request_names_the_address_and_the_program_and_nothing_else():
    request = build_http("GET", "/index.html?x=1", "192.168.1.5")
    lines = request.decode("ascii").split("\r\n")
    assert lines[0] == "GET /index.html?x=1 HTTP/1.1"
    assert lines[1] == "Host: 192.168.1.5"
    assert "Accept-Encoding: identity" in lines
    assert any(line.startswith("User-Agent: CameraCheck/") for line in lines)
    assert request.endswith(b"\r\n\r\n")


def test_a_post_carries_its_length_and_given_headers_replace_own_ones():
    request = build_http(
        "POST", "/onvif/device_service", "h", (("Content-Type", "text/xml"), ("accept", "text/xml")), b"<x/>"
    )
    assert b"Content-Length: 4\r\n" in request
    assert b"accept: text/xml\r\n" in request
    assert b"Accept: */*" not in request
    assert request.endswith(b"\r\n\r\n<x/>")


def test_rtsp_requests():
    request = build_rtsp("DESCRIBE", "192.168.1.5:554", 2, {"Accept": "application/sdp"})
    assert request.startswith(b"DESCRIBE rtsp://192.168.1.5:554/ RTSP/1.0\r\nCSeq: 2\r\n")


@pytest.mark.parametrize("name", ["Authorization", "AUTHORIZATION", "Proxy-Authorization", "cookie", "Cookie2"])
def test_credentials_are_never_built(name):
    with pytest.raises(ValueError, match="never sent"):
        build_http("GET", "/", "h", {name: "x"})
    with pytest.raises(ValueError, match="never sent"):
        build_rtsp("OPTIONS", "h:554", 1, [(name, "x")])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "get", "GET /x HTTP/1.1\r\nA: b\r\n"])
def test_only_get_and_post(method):
    with pytest.raises(ValueError, match="never sent"):
        build_http(method, "/", "h")


@pytest.mark.parametrize(
    "method", ["SETUP", "PLAY", "TEARDOWN", "ANNOUNCE", "RECORD", "GET_PARAMETER", "SET_PARAMETER", "describe"]
)
def test_only_options_and_describe(method):
    with pytest.raises(ValueError, match="never sent"):
        build_rtsp(method, "h:554", 1)


@pytest.mark.parametrize(
    "path",
    [
        "/System/configurationFile?auth=YWRtaW46MTEK",
        "/x?AUTH=1",
        "/x?%61uth=1",
        "/x?%2561uth%253D1",
        "index.html",
        "//evil/x",
        "http://evil/",
        "/a b",
        "/a\r\nHost: evil",
        "/é",
        "",
        "/" + "a" * 3000,
    ],
)
def test_paths_that_are_never_sent(path):
    with pytest.raises(ValueError, match=r"not |never sent"):
        checked_path(path)


@pytest.mark.parametrize(
    ("name", "value"), [("X\r\nY", "1"), ("X", "1\r\nY: 2"), ("", "1"), ("X:", "1"), ("X", "é"), ("X y", "1")]
)
def test_headers_cannot_be_smuggled(name, value):
    with pytest.raises(ValueError, match="not a header"):
        build_http("GET", "/", "h", {name: value})


def test_get_has_no_body():
    with pytest.raises(ValueError, match="no body"):
        build_http("GET", "/", "h", body=b"x")


def test_host_header():
    assert host_text("192.168.1.5", 80, 80) == "192.168.1.5"
    assert host_text("192.168.1.5", 8080, 80) == "192.168.1.5:8080"
    assert host_text("fe80::1%eth0", 80, 80) == "[fe80::1]"
    assert host_text("fe80::1%eth0", 554, 0) == "[fe80::1]:554"


@pytest.mark.parametrize(
    "path",
    [
        "/onvif/device_service",
        "/onvif/device",
        "/rootdesc1.xml",
        "/upnpdevicedesc.xml",
        "/xml/device_description.xml",
        "/",
        "/3a9b0642-8ad9-43e0-91de-2c0db14043d9/",
        "/upnphost/udhisapi.dll?content=uuid:3a9b0642-8ad9-43e0-91de-2c0db14043d9",
    ],
)
def test_where_descriptions_and_services_are(path):
    assert is_document(path)


@pytest.mark.parametrize(
    "path",
    [
        "/onvif-http/snapshot",
        "/cgi-bin/configManager.cgi?action=setConfig",
        "/ISAPI/System/reboot",
        "/System/configurationFile",
        "/onvif/device_service?usr=admin&pwd=admin",
        "/rootdesc.xml?user=admin",
        "/picture.jpg",
        "/../rootdesc.xml",
        "//elsewhere/rootdesc.xml",
        "/%2e%2e/rootdesc.xml",
        "/users.xml",
        "/web/reboot",
    ],
)
def test_where_no_announcement_leads(path):
    assert not is_document(path)
