"""Every pretend device answers the real bytes of its protocols on loopback."""

import asyncio
import json
import socket
import struct
import uuid
from xml.etree.ElementTree import Element

import pytest
from cryptography import x509
from zeroconf import ServiceInfo
from zeroconf._dns import DNSQuestion, DNSText
from zeroconf._protocol.incoming import DNSIncoming
from zeroconf._protocol.outgoing import DNSOutgoing

from app.practice.network import PracticeNetwork
from app.untrusted import xml as untrusted_xml
from tests.network.practice_client import ask, exchange, get, post, trusting_context

# Written from protocols.md, not from our own probes: a mistake there must not hide one here.
WSD_PROBE = (
    '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"'
    ' xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"'
    ' xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl">'
    "<s:Header><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action>"
    "<a:MessageID>urn:uuid:{id}</a:MessageID><a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>"
    "<s:Body><d:Probe>{types}</d:Probe></s:Body></s:Envelope>"
)
DHIP_SEARCH = bytes.fromhex("2000000044484950" + "00" * 8 + "3b00000000000000" * 2) + (
    b'{"method":"DHDiscover.search","params":{"mac":"","uni":1}}\n'
)
ONVIF_CAMERAS = {f"192.168.50.{number}" for number in (21, 22, 23, 28, 29, 30, 31, 32)}


def soap(operation: str) -> bytes:
    return (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>'
        f'<{operation} xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>'
    ).encode()


def text(root: Element, name: str) -> str:
    return untrusted_xml.text_of(root, name)


def test_wsdiscovery_cameras_answer_a_typed_probe() -> None:
    async def run() -> None:
        async with PracticeNetwork(seed=1) as network:
            asked = str(uuid.uuid4())
            probe = WSD_PROBE.format(id=asked, types="<d:Types>dn:NetworkVideoTransmitter</d:Types>").encode()
            answers = await ask(network, "239.255.255.250", 3702, probe, seconds=1)
        assert {origin for origin, _ in answers} == {(address, 3702) for address in ONVIF_CAMERAS}
        for (address, _), data in answers:
            match = untrusted_xml.parse(data)
            assert text(match, "RelatesTo") == ("uuid:" if address.endswith(".30") else "urn:uuid:") + asked
            assert text(match, "XAddrs").startswith(f"http://{address}")
        names = b" ".join(data for _, data in answers)
        assert b"name/TP-IPC" in names
        assert b":8899/onvif/device_service" in names
        assert b"name/LTS%20CMIP7442W-28M" in names

    asyncio.run(run())


def test_wsdiscovery_computers_and_printers_answer_only_an_open_probe() -> None:
    async def run() -> set[str]:
        async with PracticeNetwork(seed=1) as network:
            probe = WSD_PROBE.format(id=uuid.uuid4(), types="").encode()
            return {origin[0] for origin, _ in await ask(network, "239.255.255.250", 3702, probe, seconds=1)}

    assert asyncio.run(run()) == ONVIF_CAMERAS | {"192.168.50.2", "192.168.50.4"}


@pytest.mark.parametrize("group", ["239.255.255.250", "255.255.255.255", "192.168.50.255"])
def test_sadp(group: str) -> None:
    async def run() -> dict[str, Element]:
        async with PracticeNetwork() as network:
            probe = b'<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>A-B</Uuid><Types>inquiry</Types></Probe>'
            answers = await ask(network, group, 37020, probe, until=4)
            return {origin[0]: untrusted_xml.parse(data) for origin, data in answers}

    found = asyncio.run(run())
    assert set(found) == {f"192.168.50.{number}" for number in (20, 21, 22, 26)}
    assert {text(root, "Uuid") for root in found.values()} == {"A-B"}
    label = found["192.168.50.21"]
    assert text(label, "SpecificDeviceType") == "Neutral"
    assert text(label, "MAC") == "68-6d-bc-50-00-21"
    assert text(found["192.168.50.22"], "BootTime").startswith("1970")
    recorder = found["192.168.50.26"]
    assert (text(recorder, "DigitalChannelNum"), text(recorder, "DiskNumber")) == ("8", "1")


def test_sadp_answers_nothing_but_the_inquiry() -> None:
    async def run() -> list[object]:
        async with PracticeNetwork() as network:
            said: list[object] = []
            for payload in (
                b"<Probe><Types>inquiry",
                b"<ProbeMatch><Uuid>1</Uuid><Types>inquiry</Types></ProbeMatch>",
                b"<Probe><Types>hello</Types></Probe>",
                b"\0" * 9000,
            ):
                said += await ask(network, "239.255.255.250", 37020, payload, seconds=0.15)
            return said

    assert asyncio.run(run()) == []


def test_dahua() -> None:
    async def run() -> dict[str, dict[str, object]]:
        found = {}
        async with PracticeNetwork() as network:
            for origin, data in await ask(network, "239.255.255.251", 37810, DHIP_SEARCH, until=5):
                size, magic, length = struct.unpack("<I4s8xI", data[:20])
                assert (size, magic, length) == (32, b"DHIP", len(data) - 32)
                answer = json.loads(data[32:].rstrip(b"\0\n"))
                assert answer["method"] == "client.notifyDevInfo"
                found[origin[0]] = {**answer["params"]["deviceInfo"], "mac": answer["mac"]}
        return found

    found = asyncio.run(run())
    assert {(info["DeviceClass"], info["Vendor"]) for info in found.values()} == {
        ("IPC", "Dahua"),
        ("IPC", "Lorex"),
        ("NVR", "General"),
        ("IPC", "Amcrest"),
        ("VTO", "Dahua"),
    }
    assert found["192.168.50.24"]["DeviceType"] == "W461ASC"
    assert found["192.168.50.25"]["RemoteVideoInputChannels"] == 8


@pytest.mark.parametrize(
    "payload",
    [
        DHIP_SEARCH[:32],
        DHIP_SEARCH[:-1],
        DHIP_SEARCH.replace(b"DHIP", b"PIHD"),
        DHIP_SEARCH.replace(b"DHDiscover.search", b"DHDiscover.sEarch"),
        DHIP_SEARCH[:32] + b"[" * 59,
        b'{"method":"DHDiscover.search"}',
    ],
)
def test_dahua_answers_nothing_but_the_search(payload: bytes) -> None:
    async def run() -> list[object]:
        async with PracticeNetwork() as network:
            return list(await ask(network, "239.255.255.251", 37810, payload, seconds=0.15))

    assert asyncio.run(run()) == []


def dns_question(name: str, kind: int = 12) -> bytes:
    out = DNSOutgoing(0, multicast=False, id_=0x5A5A)
    out.add_question(DNSQuestion(name, kind, 1))
    return out.packets()[0]


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("_axis-video._tcp.local.", {"192.168.50.28"}),
        ("_hap._tcp.local.", {"192.168.50.34", "192.168.50.6"}),
        ("_ipp._tcp.local.", {"192.168.50.2"}),
        ("_googlecast._tcp.local.", {"192.168.50.3"}),
        (
            "_services._dns-sd._udp.local.",
            {"192.168.50.28", "192.168.50.34", "192.168.50.6", "192.168.50.2", "192.168.50.3"},
        ),
        ("_nothing._tcp.local.", set()),
    ],
)
def test_mdns(service: str, expected: set[str]) -> None:
    async def run() -> None:
        async with PracticeNetwork() as network:
            answers = await ask(network, "224.0.0.251", 5353, dns_question(service), seconds=0.4)
        assert {origin for origin, _ in answers} == {(address, 5353) for address in expected}
        for _, data in answers:
            message = DNSIncoming(data)
            assert message.valid
            assert message.id == 0x5A5A
            assert [question.name for question in message.questions] == [service]
            assert all(record.ttl <= 10 and not record.unique for record in message.answers())

    asyncio.run(run())


def test_mdns_texts_and_addresses() -> None:
    async def run() -> None:
        async with PracticeNetwork() as network:
            answers = await ask(network, "224.0.0.251", 5353, dns_question("_hap._tcp.local."), until=2)
            asked = dns_question("axis-b8a44f500028.local.", 1)
            address = await ask(network, "224.0.0.251", 5353, asked, until=1)
            texts = dns_question("AXIS M2036-LE - B8A44F500028._axis-video._tcp.local.", 16)
            text_answer = await ask(network, "224.0.0.251", 5353, texts, until=1)
        categories = set()
        for _, data in answers:
            for record in DNSIncoming(data).answers():
                if isinstance(record, DNSText):
                    info = ServiceInfo("_hap._tcp.local.", record.name, properties=record.text)
                    categories.add(info.decoded_properties["ci"])
        assert categories == {"17", "2"}
        assert socket.inet_aton("192.168.50.28") in address[0][1]
        assert b"macaddress=B8A44F500028" in text_answer[0][1]

    asyncio.run(run())


@pytest.mark.parametrize("payload", [b"", b"\0" * 12, b"\xff" * 400, dns_question("_hap._tcp.local.")[:20]])
def test_mdns_ignores_what_is_no_question(payload: bytes) -> None:
    async def run() -> list[object]:
        async with PracticeNetwork() as network:
            return list(await ask(network, "224.0.0.251", 5353, payload, seconds=0.2))

    assert asyncio.run(run()) == []


def search(target: str) -> bytes:
    return (
        f'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\nMX: 2\r\nST: {target}\r\n\r\n'
    ).encode()


def test_ssdp_and_descriptions() -> None:
    async def run() -> dict[str, str]:
        models = {}
        async with PracticeNetwork() as network:
            for origin, data in await ask(network, "239.255.255.250", 1900, search("upnp:rootdevice"), until=5):
                headers = dict(line.split(": ", 1) for line in data.decode().split("\r\n") if ": " in line)
                assert headers["ST"] == "upnp:rootdevice"
                host, _, rest = headers["LOCATION"].removeprefix("http://").partition(":")
                port, _, path = rest.partition("/")
                assert host == origin[0]
                _, body = await get(network, host, int(port), "/" + path)
                root = untrusted_xml.parse(body)
                assert headers["USN"].startswith(text(root, "UDN"))
                models[host] = text(root, "deviceType")
        return models

    assert asyncio.run(run()) == {
        "192.168.50.1": "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
        "192.168.50.3": "urn:schemas-upnp-org:device:MediaRenderer:1",
        "192.168.50.4": "urn:schemas-upnp-org:device:MediaServer:1",
        "192.168.50.6": "urn:schemas-upnp-org:device:Basic:1",
        "192.168.50.28": "urn:schemas-upnp-org:device:Basic:1",
    }


def test_ssdp_answers_three_times_to_all_and_never_to_others() -> None:
    async def run() -> tuple[int, int]:
        async with PracticeNetwork() as network:
            everything = await ask(network, "239.255.255.250", 1900, search("ssdp:all"), until=15)
            none = await ask(network, "239.255.255.250", 1900, search("urn:none").replace(b"M-S", b"NOT"), seconds=0.3)
            return len(everything), len(none)

    assert asyncio.run(run()) == (15, 0)


@pytest.mark.parametrize(
    ("number", "port", "model"),
    [(21, 80, "CMIP7442W-28M"), (29, 80, "IPC322LB-SF28-A"), (31, 8000, "RLC-410"), (32, 8899, "General")],
)
def test_onvif_tells_its_information(number: int, port: int, model: str) -> None:
    async def run() -> tuple[bytes, bytes]:
        async with PracticeNetwork() as network:
            address = f"192.168.50.{number}"
            return await post(network, address, port, "/onvif/device_service", soap("GetDeviceInformation"))

    head, body = asyncio.run(run())
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert text(untrusted_xml.parse(body), "Model") == model


@pytest.mark.parametrize(
    ("number", "port", "status", "sign"),
    [
        (22, 80, b"401", b'Digest realm="DS-2CD2032-I"'),
        (28, 80, b"401", b'Digest realm="AXIS_WS_B8A44F500028"'),
        (23, 80, b"400", b"ter:NotAuthorized"),
        (30, 2020, b"400", b"ter:NotAuthorized"),
    ],
)
def test_onvif_refuses_as_the_device_would(number: int, port: int, status: bytes, sign: bytes) -> None:
    async def run() -> bytes:
        async with PracticeNetwork() as network:
            path = "/onvif/device_service"
            head, body = await post(network, f"192.168.50.{number}", port, path, soap("GetDeviceInformation"))
            open_head, _ = await post(network, f"192.168.50.{number}", port, path, soap("GetSystemDateAndTime"))
            assert open_head.startswith(b"HTTP/1.1 200")
            return head + body

    said = asyncio.run(run())
    assert said.split(b" ")[1] == status
    assert sign in said


def test_onvif_before_the_login_and_hostile_requests() -> None:
    async def run() -> None:
        async with PracticeNetwork() as network:
            path = "/onvif/device_service"
            _, clock = await post(network, "192.168.50.22", 80, path, soap("GetSystemDateAndTime"))
            assert text(untrusted_xml.parse(clock), "Year") == "1970"
            _, services = await post(network, "192.168.50.28", 80, path, soap("GetServices"))
            assert b"http://www.axis.com/vapix/ws/event1" in services
            _, name = await post(network, "192.168.50.21", 80, path, soap("GetHostname"))
            assert text(untrusted_xml.parse(name), "Name") == "CMIP7442W-28M"
            head, _ = await post(network, "192.168.50.21", 80, path, soap("SystemReboot"))
            assert head.startswith(b"HTTP/1.1 500")
            for broken in (b"", b"<", b"<!DOCTYPE a><a/>", b"<a/>"):
                head, _ = await post(network, "192.168.50.21", 80, path, broken)
                assert head.split(b" ")[1] in {b"400", b"500"}

    asyncio.run(run())


@pytest.mark.parametrize(
    ("number", "signs"),
    [
        (20, [b"Server: App-webs/", b"/doc/index.html"]),
        (21, [b"Server: webserver", b"302 Found", b"Location: /doc/page/login.asp"]),
        (22, [b"Server: DVRDVS-Webs"]),
        (26, [b"Server: DNVRS-Webs"]),
        (27, [b"<title>Amcrest Technologies</title>"]),
        (32, [b"Server: uc-httpd 1.0.0", b"<title>NETSurveillance WEB</title>"]),
        (1, [b"401 Unauthorized", b'Basic realm="NETGEAR R7000"']),
        (5, [b"<title>Camera sale", b"Hikvision, Dahua"]),
    ],
)
def test_http_first_page(number: int, signs: list[bytes]) -> None:
    async def run() -> bytes:
        async with PracticeNetwork() as network:
            return b"".join(await get(network, f"192.168.50.{number}", 80))

    said = asyncio.run(run())
    for sign in signs:
        assert sign in said


def test_http_icons_and_missing_pages() -> None:
    async def run() -> tuple[bytes, bytes]:
        async with PracticeNetwork() as network:
            _, image = await get(network, "192.168.50.20", 80, "/favicon.ico")
            head, _ = await get(network, "192.168.50.21", 80, "/favicon.ico")
            return image, head

    image, head = asyncio.run(run())
    assert image.startswith(b"GIF89a")
    assert head.startswith(b"HTTP/1.1 404")


def test_axis_tells_its_open_properties_and_nothing_more() -> None:
    async def run() -> tuple[bytes, bytes]:
        async with PracticeNetwork() as network:
            path = "/axis-cgi/basicdeviceinfo.cgi"
            question = b'{"apiVersion":"1.0","method":"getAllUnrestrictedProperties"}'
            _, known = await post(network, "192.168.50.28", 80, path, question)
            refused, _ = await post(network, "192.168.50.28", 80, path, b'{"method":"getAllProperties"}')
            return known, refused

    known, refused = asyncio.run(run())
    properties = json.loads(known)["data"]["propertyList"]
    assert (properties["Brand"], properties["Version"]) == ("AXIS", "11.8.61")
    assert refused.startswith(b"HTTP/1.1 401")


@pytest.mark.parametrize(
    ("number", "subject"),
    [
        (28, "CN=axis-b8a44f500028,O=Axis Communications AB"),
        (20, "CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION,L=HangZhou,ST=ZheJiang,C=CN"),
    ],
)
def test_tls_certificate(number: int, subject: str) -> None:
    async def run() -> bytes:
        async with PracticeNetwork() as network:
            place = network.wire.locate(f"192.168.50.{number}", 443, udp=False)
            assert place is not None
            _, writer = await asyncio.open_connection(*place, ssl=trusting_context())
            certificate = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
            writer.close()
            await writer.wait_closed()
            head, _ = await get(network, f"192.168.50.{number}", 443, tls=True)
            assert head.startswith(b"HTTP/1.1 ")
            return bytes(certificate)

    certificate = x509.load_der_x509_certificate(asyncio.run(run()))
    assert certificate.subject.rfc4514_string() == subject
    assert certificate.issuer == certificate.subject


@pytest.mark.parametrize(
    ("number", "status", "sign"),
    [
        (20, b"401", b'Digest realm="IP Camera(K5020)"'),
        (22, b"401", b'Basic realm="hikvision"'),
        (24, b"401", b'Digest realm="Login to ND012405000024"'),
        (28, b"401", b'Digest realm="AXIS_WS_B8A44F500028"'),
        (32, b"200", b"a=rtpmap:96 H264/90000\r\n"),
    ],
)
def test_rtsp(number: int, status: bytes, sign: bytes) -> None:
    async def run() -> list[bytes]:
        async with PracticeNetwork() as network:
            address = f"192.168.50.{number}"
            options = f"OPTIONS rtsp://{address}:554/ RTSP/1.0\r\nCSeq: 1\r\n\r\n"
            describe = f"DESCRIBE rtsp://{address}:554/ RTSP/1.0\r\nCSeq: 2\r\nAccept: application/sdp\r\n\r\n"
            setup = f"PAUSE rtsp://{address}:554/ RTSP/1.0\r\nCSeq: 3\r\n\r\n"
            heads = [await exchange(network, address, 554, line.encode()) for line in (options, describe, setup)]
            return [head + body for head, body in heads]

    options, describe, other = asyncio.run(run())
    assert b"CSeq: 1\r\n" in options
    assert b"Public: OPTIONS, DESCRIBE" in options
    assert describe.split(b" ")[1] == status
    assert sign in describe
    assert other.startswith(b"RTSP/1.0 405")


def test_quiet_ports_accept_and_stay_quiet() -> None:
    async def run() -> bytes:
        async with PracticeNetwork() as network:
            place = network.wire.locate("192.168.50.20", 8000, udp=False)
            assert place is not None
            reader, writer = await asyncio.open_connection(*place)
            greeting = await reader.readexactly(16)
            writer.write(b"anything\r\n\r\n")
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(reader.read(1), 0.1)
            writer.close()
            await writer.wait_closed()
            return greeting

    assert asyncio.run(run()) == bytes.fromhex("000000100000001e0000001e00000000")


def test_mdns_question_for_a_unicast_answer() -> None:
    """A question for a unicast answer differs in one bit and gets the same answer."""

    async def run() -> int:
        out = DNSOutgoing(0, multicast=False, id_=1)
        question = DNSQuestion("_ipp._tcp.local.", 12, 1)
        question.unicast = True
        out.add_question(question)
        async with PracticeNetwork() as network:
            return len(await ask(network, "224.0.0.251", 5353, out.packets()[0], until=1))

    assert asyncio.run(run()) == 1
