import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answer import INPUT_LIMIT, read_answer
from app.model.sighting import Protocol
from tests.unit.probes.tcp_bench import capture

WORDS = [word for word in Protocol if word is not Protocol.PORTS]


@pytest.mark.parametrize(
    ("protocol", "text", "field", "value"),
    [
        ("http", capture("http/axis-401.txt"), "realm", "AXIS_ACCC8E78B977"),
        ("rtsp", capture("rtsp/dahua-retina-62.txt"), "realm", "Login to 4K01FD2PAJ6E3FF"),
        ("onvif", capture("onvif/agsh-hostname.xml"), "hostname", "IPNC-RDK"),
        ("vapix", capture("vapix/axis-q1656.json"), "firmware", "12.0.91"),
        (
            "tls",
            "subject: CN=axis-accc8e78b977, O=Axis Communications AB",
            "subject",
            "CN=axis-accc8e78b977,O=Axis Communications AB",
        ),
        ("favicon", "favicon-md5: 89b932fcc47cf4ca3faadb0cfdef89cf", "md5", "89b932fcc47cf4ca3faadb0cfdef89cf"),
        ("mac", " 4C-11-BF-C2-0B-9D\n", "mac", "4c:11:bf:c2:0b:9d"),
        ("mac", "MAC Address: 00:40:8C:12:34:56 (Axis Communications AB)", "mac", "00:40:8c:12:34:56"),
        ("mac", "? (192.0.2.4) at 0:40:8c:1:34:56 [ether] on eth0", "mac", "00:40:8c:01:34:56"),
        ("dvrip", capture("makers/dvrip_camera_07c3.json"), "name", "camera_07c3"),
        ("tvt", capture("makers/tvt_ipcprobe_lobby.hex"), "model", "DCN-BM8127AIN"),
        ("tplink-discovery", capture("makers/kasa_EC60.json"), "device_type", "IOT.IPCAMERA"),
        ("tplink-discovery", capture("makers/tapo_C210.json"), "model", "C210"),
        ("ubiquiti", capture("makers/ubiquiti_UVC_G3_Flex.hex"), "model", "UVC G3 Flex"),
        ("dhcp", json.dumps({"hostname": "axis-accc8e78b977"}), "hostname", "axis-accc8e78b977"),
        (
            "mdns",
            json.dumps({"type": "_axis-video._tcp.local.", "name": "AXIS Q1656 - B8A44F7D507D", "txt": {}}),
            "type",
            "_axis-video._tcp",
        ),
        (
            "ssdp",
            "HTTP/1.1 200 OK\r\nSERVER: Linux UPnP/1.0\r\nST: upnp:rootdevice\r\nUSN: uuid:1\r\n\r\n",
            "server",
            "Linux UPnP/1.0",
        ),
    ],
)
def test_each_word_leads_to_its_reader(protocol: str, text: str, field: str, value: str) -> None:
    sighting = read_answer(protocol, text)
    assert sighting is not None
    assert sighting.protocol == protocol
    assert sighting.untrusted_fields[field] == value
    assert sighting.address == ""


@pytest.mark.parametrize(
    "text",
    [
        "00:40:8c",
        "00:40:8c:12:34:56 and 00:40:8c:12:34:57",
        "ff:ff:ff:ff:ff:ff (all)",
        "fe80::1:2:3:4:5:6:7",
        "9:" * 3000,
    ],
)
def test_text_without_one_hardware_address_says_nothing(text: str) -> None:
    assert read_answer("mac", text) is None


@pytest.mark.parametrize("protocol", ["", "HTTP", "ports", "TELNET", "smb", "no such thing"])
def test_words_that_are_not_read(protocol: str) -> None:
    assert read_answer(protocol, "HTTP/1.1 200 OK\r\n\r\n<title>x</title>") is None


@pytest.mark.parametrize("protocol", WORDS)
@pytest.mark.parametrize(
    "text", ["", "\0", "{", "<", "x" * (INPUT_LIMIT + 1), "[" * 9999, "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]
)
def test_broken_input_is_no_answer(protocol: Protocol, text: str) -> None:
    assert read_answer(protocol, text) is None


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(WORDS), st.one_of(st.text(), st.binary().map(lambda data: data.decode("latin-1"))))
def test_no_input_is_an_error(protocol: Protocol, text: str) -> None:
    sighting = read_answer(protocol, text)
    assert sighting is None or sighting.untrusted_fields
