"""Things of firms that make cameras, and cameras that carry the words of other things."""

import json

import pytest

from app.answer import identify_answer
from app.model.identity import Kind


def _host(name: str) -> str:
    return json.dumps({"hostname": name, "mac": ""})


def _realm(realm: str, server: str = "") -> str:
    named = f"Server: {server}\r\n" if server else ""
    return f'RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\n{named}WWW-Authenticate: Digest realm="{realm}", nonce="6c0f8a1e"\r\n\r\n'


def _title(title: str) -> str:
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>{title}</title></head><body></body></html>"


def _onvif(manufacturer: str, model: str) -> str:
    return (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tds="http://www.onvif.org/ver10/device/wsdl">'
        f"<s:Body><tds:GetDeviceInformationResponse><tds:Manufacturer>{manufacturer}</tds:Manufacturer><tds:Model>{model}"
        "</tds:Model><tds:FirmwareVersion>1.0</tds:FirmwareVersion></tds:GetDeviceInformationResponse></s:Body></s:Envelope>"
    )


@pytest.mark.parametrize(
    ("protocol", "answer"),
    [
        ("dhcp", _host("imou-smart-plug")),
        ("dhcp", _host("ezviz-smart-plug-T30")),
        ("dhcp", _host("dahua-router")),
        ("dhcp", _host("hanwha-solar-inverter")),
        ("http", _title("Humax HDR-2000T DVR")),
        ("http", _title("OctoPi webcam")),
        ("http", _title("Media Server")),
        ("rtsp", _realm("media server")),
        ("onvif", _onvif("HID Global", "Aero X1100")),
        ("onvif", _onvif("TOA", "IP-A1PG")),
        ("onvif", _onvif("EZVIZ", "CS-T31-16A-EU")),
        ("tls", "subject: CN=HikCentral, O=Hikvision\nissuer: CN=HikCentral, O=Hikvision\n"),
        ("isapi", "<DeviceInfo><model>DS-QAZ1307G1T-B</model><deviceType>networkSpeaker</deviceType></DeviceInfo>"),
    ],
)
def test_what_firms_of_cameras_make_besides_is_no_camera(protocol: str, answer: str) -> None:
    identity = identify_answer(protocol, answer)
    assert identity is not None
    assert identity.is_camera is not True


@pytest.mark.parametrize(
    ("protocol", "answer", "kind"),
    [
        ("dhcp", _host("imou-1a2b"), Kind.CAMERA),
        ("dhcp", _host("router-closet-camera"), Kind.CAMERA),
        ("rtsp", _realm("AXIS Media Server", "GStreamer RTSP server"), Kind.CAMERA),
        ("rtsp", _realm("Streaming Server", "Foscam"), Kind.CAMERA),
        ("http", _title("Foscam IP Camera - Streaming Server"), Kind.CAMERA),
        ("tls", "subject: O=Bird Home Automation GmbH, CN=DoorBird\nissuer: O=Bird Home Automation GmbH\n", None),
        ("onvif", _onvif("EZVIZ", "CS-C6N-A0-1C2WFR"), Kind.CAMERA),
    ],
)
def test_words_of_other_things_do_not_hide_a_camera(protocol: str, answer: str, kind: Kind | None) -> None:
    identity = identify_answer(protocol, answer)
    assert identity is not None
    assert identity.is_camera is True
    assert kind is None or identity.kind is kind


@pytest.mark.parametrize("name", ["printer-room-cam", "tv-room-camera", "server-room-ipcam"])
def test_a_room_in_a_name_does_not_say_that_it_is_no_camera(name: str) -> None:
    identity = identify_answer("dhcp", _host(name))
    assert identity is not None
    assert identity.is_camera is not False
