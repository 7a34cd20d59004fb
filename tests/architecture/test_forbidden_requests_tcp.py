"""Law 2 (protocols §1.2) for everything that is asked over TCP: what the visits of host probes really put on the wire."""

import asyncio
import re
from pathlib import Path

import pytest

from app.net.target import Target
from app.probes import favicon, http_page, onvif, ports, rtsp, upnp_description, vapix
from tests.unit.probes.tcp_bench import ADDRESS, Device, device, http

PROBES = Path(onvif.__file__).parent
FILES = ("onvif", "http_page", "favicon", "tls_certificate", "rtsp", "vapix", "ports", "dhcp_name")
OPERATIONS = {
    "GetDeviceInformation",
    "GetSystemDateAndTime",
    "GetServices",
    "GetCapabilities",
    "GetServiceCapabilities",
    "GetHostname",
    "GetEndpointReference",
}
FORBIDDEN = re.compile(
    r"authorization:|cookie:|auth=|usernametoken|wsse|password|SETUP|PLAY|PAUSE|TEARDOWN|ANNOUNCE|RECORD"
    r"|GetUsers|GetSystemLog|GetSystemUris|GetSystemBackup|GetSnapshotUri|Set[A-Z]|Create[A-Z]|Delete[A-Z]"
    r"|PUT |DELETE |PATCH |\.jpg|\.cgi(?!.*basicdeviceinfo)|snapshot|configurationFile|ISAPI",
    re.IGNORECASE,
)
ALL_PORTS = tuple(port for port in ports.CAMERA_PORTS if port not in {443, 8443})
#: What a device may try, to lead the program astray.
LURES = (
    http(401, "", {"WWW-Authenticate": 'Digest realm="x", nonce="1", qop="auth"', "Set-Cookie": "session=1"}),
    http(302, "", {"Location": "/onvif-http/snapshot?auth=YWRtaW46MTEK", "Set-Cookie": "a=b"}),
    http(302, "", {"Location": "http://admin:admin@192.168.77.20/"}),
    http(
        200,
        '<html><meta http-equiv=refresh content="0;url=/snapshot.jpg"><link rel=icon href="/x.cgi?auth=1/favicon.ico">',
    ),
    http(
        200,
        '<html><meta http-equiv=refresh content="0;url=/System/configurationFile?auth=YWRtaW46MTEK"><form action=/a.cgi>',
    ),
    http(200, "RTSP/1.0 401 Unauthorized"),
)


#: What a datagram in the name of a camera may say that its service or its description is.
FALSE_PLACES = (
    "/onvif-http/snapshot",
    "/cgi-bin/magicBox.cgi?action=reboot",
    "/System/configurationFile",
    "/cgi-bin/snapshot.cgi?usr=admin&pwd=admin",
    "/ISAPI/System/reboot",
    "/tmpfs/auto.jpg",
    "/d.xml?cmd=reboot",
)


@pytest.mark.parametrize("path", FALSE_PLACES)
def test_no_announcement_leads_to_a_picture_a_setting_or_a_command(path: str) -> None:
    async def run() -> Device:
        async with device({80: lambda _: http(200, "")}) as bench:
            await onvif.visit(bench.net, Target(ADDRESS, xaddrs=((80, path, False),)), bench.sightings.append)
            await upnp_description.visit(bench.net, Target(ADDRESS, locations=((80, path),)), bench.sightings.append)
            return bench

    assert asyncio.run(run()).requests == []


async def _visit_all(bench: Device) -> None:
    target = Target(ADDRESS, ALL_PORTS)
    announced = Target(ADDRESS, xaddrs=((80, "/onvif/device_service", False), (80, "/x?auth=YWRtaW46MTEK", False)))
    await ports.open_ports(bench.net, ADDRESS, bench.sightings.append, ALL_PORTS)
    for probe in (onvif, http_page, favicon, rtsp, vapix):
        await probe.visit(bench.net, target, bench.sightings.append)
    await onvif.visit(bench.net, announced, bench.sightings.append)
    await favicon.visit(bench.net, target, bench.sightings.append, "/x.cgi?auth=1/favicon.ico")


@pytest.mark.parametrize("lure", LURES)
def test_no_device_brings_a_visit_to_send_what_is_forbidden(lure: bytes) -> None:
    async def run() -> Device:
        async with device(dict.fromkeys(ALL_PORTS, lambda _: lure)) as bench:
            await _visit_all(bench)
            return bench

    bench = asyncio.run(run())
    assert bench.requests
    for _, text in bench.requests:
        assert not FORBIDDEN.search(text.replace("basicdeviceinfo.cgi", "")), text
        first = text.split(" ", 2)
        assert first[0] in {"GET", "POST", "OPTIONS", "DESCRIBE"}
        if first[0] == "POST":
            assert "basicdeviceinfo" in first[1] or any(f"<{name} " in text for name in OPERATIONS)
        if first[0] in {"OPTIONS", "DESCRIBE"}:
            assert first[1].endswith("/")
    information = [text for _, text in bench.requests if "<GetDeviceInformation " in text]
    assert len(information) <= len(onvif.GUESSED_PORTS) + 1
    assert bench.most_at_once <= ports.AT_ONCE


def test_onvif_knows_no_other_operation() -> None:
    assert {operation.value for operation in onvif.Operation} <= OPERATIONS
    for operation in onvif.Operation:
        question = onvif.build_question(operation).decode()
        assert "Header" not in question
        assert not FORBIDDEN.search(question)
        assert not FORBIDDEN.search(str(onvif.build_headers(operation)))


def test_vapix_asks_for_nothing_that_needs_a_login() -> None:
    assert vapix.build_question() == b'{"apiVersion":"1.0","method":"getAllUnrestrictedProperties"}'
    assert vapix.PATH == "/axis-cgi/basicdeviceinfo.cgi"


@pytest.mark.parametrize("name", FILES)
def test_no_source_holds_a_forbidden_word_in_a_request(name: str) -> None:
    source = (PROBES / f"{name}.py").read_text("utf-8")
    code = re.sub(r'"""(?:.|\n)*?"""|#.*', "", source)
    assert not re.search(
        r'"Authorization|"Cookie"|UsernameToken|auth=|"(?:SETUP|PLAY|PUT|DELETE)"|"(?:Set|Create|Delete)[A-Z]\w+"|GetUsers|GetSystemLog'
        r"|GetSystemUris|GetSystemBackup|snapshot",
        code,
    )
