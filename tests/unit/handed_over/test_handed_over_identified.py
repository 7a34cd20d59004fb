"""From the text that somebody hands over to what we would say of the device (design §7)."""

import json
from pathlib import Path

import pytest

from app.answer import identify_answer
from app.model.certainty import Certainty
from app.model.identity import Identity, Kind, OtherThing

CAPTURES = Path(__file__).resolve().parents[2] / "captures"


def identified(protocol: str, text: str) -> Identity:
    identity = identify_answer(protocol, text)
    assert identity is not None
    return identity


def captured(name: str) -> Identity:
    return identified(name.partition("/")[0], (CAPTURES / name).read_bytes().decode("latin-1"))


@pytest.mark.parametrize(
    ("name", "kind", "maker", "model", "firmware"),
    [
        ("ftp/axis-207.txt", Kind.CAMERA, "Axis", "207", "4.40.1"),
        ("ftp/webgate-edvr.txt", Kind.RECORDER, "WebGate", None, None),
        ("telnet/hikvision.txt", Kind.CAMERA, "Hikvision", None, None),
        ("sip/akuvox-r20b.txt", Kind.INTERCOM, "Akuvox", "R20B", "220.30.2.28"),
        ("sip/hikvision-register.txt", Kind.CAMERA, "Hikvision", None, None),
        ("snmp/axis-p5534-e.txt", Kind.CAMERA, "Axis", "P5534-E", "5.40.9.2"),
        ("snmp/dahua-nvr4108.txt", Kind.RECORDER, "Dahua", "DH-NVR4108HS-8P-4KS2", "3.212.0000.1"),
        ("snmp/hikvision.txt", Kind.CAMERA, "Hikvision", None, None),
        ("isapi/ds-2cd2t43g2.xml", Kind.CAMERA, "Hikvision", "DS-2CD2T43G2-4I", "V5.7.18 build 240826"),
        ("dahua-cgi/system-info.txt", Kind.CAMERA, "Dahua", "IPC-HDW5831R-ZE", None),
        ("dahua-cgi/lorex-recorder.txt", Kind.RECORDER, "Dahua", "DHI-NVR4108HS-8P-4KS2", None),
        ("vivotek-cgi/ip8131w.txt", Kind.CAMERA, "VIVOTEK", "IP8131W", "IP8131-VVTK-0100e7"),
        ("reolink-api/rlc-411ws.json", Kind.CAMERA, "Reolink", "RLC-411WS", "v2.0.0.1389_18081408"),
        ("tplink-api/c560ws.json", Kind.CAMERA, "TP-Link", "C560WS", "1.2.3 Build 250101 Rel.1234n"),
        ("vapix/brand-m1065-lw.txt", Kind.CAMERA, "Axis", "M1065-LW", None),
    ],
)
def test_cameras_and_recorders(
    name: str, kind: Kind, maker: str | None, model: str | None, firmware: str | None
) -> None:
    identity = captured(name)
    assert identity.kind is kind
    assert identity.is_camera is True
    assert (identity.maker.value, identity.model.value, identity.firmware.value) == (maker, model, firmware)


@pytest.mark.parametrize(
    ("protocol", "text", "thing"),
    [
        ("ftp", "220 RICOH Aficio SP 4210N FTP server (8.63) ready.", OtherThing.PRINTER),
        ("ftp", "220 FTP print service:V-1.13/Use the network password for the ID if updating.", OtherThing.PRINTER),
        ("ftp", "220 AXIS 560 FTP Network Print Server V6.00 Jul 7 1999 ready.", OtherThing.PRINTER),
        ("ftp", "220 DiskStation FTP server ready.", OtherThing.STORAGE),
        ("ftp", "220 MikroTik FTP server (MikroTik 6.42.3) ready", OtherThing.ROUTER),
        ("telnet", "MikroTik v6.42.3 (stable)\r\nLogin: ", OtherThing.ROUTER),
        ("telnet", "ZXHN H108N\r\nLogin: ", OtherThing.ROUTER),
        ("snmp", (CAPTURES / "snmp/hp-jetdirect.txt").read_text(), OtherThing.PRINTER),
        ("snmp", "sysObjectID: 1.3.6.1.4.1.6574.1", OtherThing.STORAGE),
        ("snmp", "RouterOS RB4011iGS+", OtherThing.ROUTER),
        ("sip", "User-Agent: Yealink SIP-T42S 66.84.0.125", OtherThing.PHONE),
        ("sip", "User-Agent: FRITZ!OS", OtherThing.ROUTER),
        ("ssh", "SSH-2.0-ROSSSH", OtherThing.ROUTER),
        ("isapi", (CAPTURES / "isapi/ds-k1a340fwx.xml").read_text(), OtherThing.UNKNOWN),
        ("tplink-api", (CAPTURES / "tplink-api/p110m.json").read_text(), OtherThing.SMART_HOME),
    ],
)
def test_other_things_are_no_cameras(protocol: str, text: str, thing: OtherThing) -> None:
    identity = identified(protocol, text)
    assert identity.kind is Kind.OTHER
    assert identity.is_camera is False
    assert identity.other_thing is thing


@pytest.mark.parametrize(
    ("protocol", "text"),
    [
        ("telnet", "(none) login: "),
        ("telnet", "localhost login: "),
        ("telnet", "BusyBox v1.16.1 (2013-05-07) built-in shell (ash)"),
        ("ssh", "SSH-2.0-dropbear_2019.78"),
        ("ssh", "SSH-2.0-OpenSSH_7.4"),
        ("ftp", "220 (vsFTPd 2.3.5)"),
        ("snmp", "Linux (none) 3.0.8 #1 armv7l"),
        ("sip", "User-Agent: pjsua v2.10"),
    ],
)
def test_what_every_kind_of_device_shows_says_nothing(protocol: str, text: str) -> None:
    identity = identified(protocol, text)
    assert identity.kind is Kind.UNKNOWN
    assert identity.is_camera is None
    assert identity.maker.value is None


def test_a_door_station_is_an_intercom_and_a_name_of_the_seller_stays_the_brand() -> None:
    door = '<DeviceInfo xmlns="http://www.isapi.org/ver20/XMLSchema"><model>DS-KV6113-WPE1</model><deviceType>VIS</deviceType></DeviceInfo>'
    assert identified("isapi", door).kind is Kind.INTERCOM
    sold = identified("dahua-cgi", "vendor=Lorex\ndeviceType=LNB8005\nversion=2.622.0000000.7.R,build:2019-08-12")
    assert sold.brand.value == "Lorex"
    assert sold.maker.value == "Dahua"
    assert sold.maker.certainty is Certainty.LIKELY
    assert str(sold.firmware_built) == "2019-08-12"


def test_a_refusal_still_tells_the_family() -> None:
    refused = [{"cmd": "GetDevInfo", "code": 1, "error": {"detail": "please login first", "rspCode": -6}}]
    identity = identified("reolink-api", json.dumps(refused))
    assert identity.platform.value == "Reolink"
    challenge = 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm="IP Camera(C1234)"\r\n\r\n'
    assert identified("isapi", challenge).maker.value == "Hikvision"


def test_onvif_scopes_name_the_model() -> None:
    text = (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GetScopesResponse><Scopes><ScopeItem>'
        "onvif://www.onvif.org/hardware/DS-2CD2042WD-I</ScopeItem></Scopes></GetScopesResponse></s:Body></s:Envelope>"
    )
    identity = identified("onvif", text)
    assert identity.model.value == "DS-2CD2042WD-I"
    assert identity.maker.value == "Hikvision"
