"""What the readers keep of captured answers (tests/captures/SOURCES-handed.md)."""

from pathlib import Path

import pytest

from app.handed_over import (
    dahua_cgi,
    ftp,
    isapi,
    reolink_api,
    sip,
    snmp,
    ssh,
    telnet,
    tplink_api,
    vivotek_cgi,
)
from app.probes import http_page, onvif, rtsp, vapix

CAPTURES = Path(__file__).resolve().parents[2] / "captures"


def capture(name: str) -> str:
    return (CAPTURES / name).read_bytes().decode("latin-1")


def test_ftp_greeting_of_one_line() -> None:
    assert ftp.read(capture("ftp/axis-207.txt")) == {"banner": "AXIS 207 Network Camera 4.40.1 (Apr 16 2007) ready."}


def test_ftp_greeting_of_several_lines() -> None:
    lines = ftp.read(capture("ftp/webgate-edvr.txt"))["banner"].splitlines()
    assert lines[0] == "eDVR FTP Server v1.0 (c)Copyright WebGate Inc. 2003-2004"
    assert len(lines) == 3


def test_ftp_greeting_without_its_number() -> None:
    assert ftp.read("Synology FTP server ready.") == {"banner": "Synology FTP server ready."}


@pytest.mark.parametrize("text", ["331 Please specify it.", "USER bob\r\n331 ok", "530 Not logged in.", "<html>", "{}"])
def test_ftp_later_replies_are_no_greeting(text: str) -> None:
    assert ftp.read(text) == {}


def test_telnet_commands_are_no_text() -> None:
    assert telnet.read(capture("telnet/hikvision.txt")) == {"prompt": "192.0.0.64 login:"}
    assert telnet.read(r"\xff\xfd\x01\xff\xfb\x03(none) login: ") == {"prompt": "(none) login:"}


def test_telnet_lines_before_the_login() -> None:
    assert telnet.read(capture("telnet/mikrotik.txt")) == {"banner": "MikroTik v6.42.3 (stable)", "prompt": "Login:"}


def test_telnet_prompt_without_a_colon() -> None:
    assert telnet.read("HIKVISION login") == {"prompt": "HIKVISION login"}


def test_ssh_identification() -> None:
    assert ssh.read(capture("ssh/dropbear.txt")) == {"version": "2.0", "software": "dropbear_2019.78"}
    assert ssh.read("hello") == {}


def test_sip_request_and_answer() -> None:
    assert sip.read(capture("sip/akuvox-r20b.txt")) == {"user_agent": "Akuvox R20B 220.30.2.28"}
    assert sip.read(capture("sip/yealink-t42s.txt")) == {"status": "405", "user_agent": "Yealink SIP-T42S 66.84.0.125"}


def test_sip_headers_alone_and_realms_of_one_word() -> None:
    assert sip.read("Server: 2N IP Verso") == {"server": "2N IP Verso"}
    answer = 'SIP/2.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="{}", nonce="1"\r\n\r\n'
    assert sip.read(answer.format("VDP")) == {"status": "401", "realm": "VDP"}
    assert sip.read(answer.format("sip.my-family.example")) == {}
    assert sip.read("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n") == {}


@pytest.mark.parametrize(
    "text",
    [
        "1.3.6.1.2.1.1.1.0|4|Box\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.368.4",
        'SNMPv2-MIB::sysDescr.0 = STRING: "Box"\nSNMPv2-MIB::sysObjectID.0 = OID: SNMPv2-SMI::enterprises.368.4',
        "iso.3.6.1.2.1.1.1.0 = STRING: Box\n.1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1.368.4",
        "sysDescr: Box\nsysObjectID: 1.3.6.1.4.1.368.4",
        '{"sysDescr": "Box", "sysObjectID": "1.3.6.1.4.1.368.4"}',
    ],
)
def test_snmp_in_every_spelling(text: str) -> None:
    assert snmp.read(text) == {"description": "Box", "object_id": "1.3.6.1.4.1.368.4"}


def test_snmp_private_objects_and_plain_description() -> None:
    fields = snmp.read(capture("snmp/dahua-nvr4108.txt"))
    assert fields["model"] == "DH-NVR4108HS-8P-4KS2"
    assert fields["firmware"] == "3.212.0000.1"
    assert fields["serial"] == "2M00D2APAZTL62J"
    assert snmp.read("RouterOS RB4011iGS+") == {"description": "RouterOS RB4011iGS+"}


def test_isapi_device_information() -> None:
    assert isapi.read("HTTP/1.1 200 OK\r\nServer: App-webs/\r\n\r\n" + capture("isapi/ds-2cd2t43g2.xml")) == {
        "status": "200",
        "server": "App-webs/",
        "model": "DS-2CD2T43G2-4I",
        "serial": "DS-2CD2T43G2-4I20210105AAWRF30001259",
        "device_type": "IPCamera",
        "firmware": "V5.7.18 build 240826",
        "mac": "2c:a5:9c:0b:c9:7e",
        "name": "DS-2CD2T43G2-4I",
        "namespace": "http://www.hikvision.com/ver20/XMLSchema",
    }


def test_isapi_json_and_refusal() -> None:
    told = '{"DeviceInfo": {"model": "DS-7608NI-K2", "deviceType": "NVR", "hardwareVersion": "0x0"}}'
    assert isapi.read(told) == {"model": "DS-7608NI-K2", "device_type": "NVR"}
    refused = 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm="IP Camera(C1234)"\r\n\r\n'
    assert isapi.read(refused) == {"status": "401", "realm": "IP Camera(C1234)"}
    assert isapi.read("<DeviceStatus><model/></DeviceStatus>") == {}


def test_dahua_system_information() -> None:
    assert dahua_cgi.read(capture("dahua-cgi/system-info.txt")) == {
        "model": "IPC-HDW5831R-ZE",
        "hardware": "1.00",
        "serial": "4X7C5A1ZAG21L3F",
    }
    assert dahua_cgi.read(capture("dahua-cgi/lorex-recorder.txt"))["model"] == "DHI-NVR4108HS-8P-4KS2"


def test_dahua_versions_share_one_key() -> None:
    software = dahua_cgi.read(capture("dahua-cgi/software-version.txt"))
    assert software == {"firmware": "2.800.0000016.0.R", "built": "2020-06-05"}
    assert dahua_cgi.read("version=1.00") == {}
    assert dahua_cgi.read("vendor=Lorex\nversion=1.00\nclass=NVR\nname=Shop") == {
        "vendor": "Lorex",
        "hardware": "1.00",
        "device_class": "NVR",
        "machine_name": "Shop",
    }


def test_vivotek_parameters() -> None:
    assert vivotek_cgi.read(capture("vivotek-cgi/ip8131w.txt")) == {
        "model": "IP8131W",
        "extended_model": "IP8131W",
        "serial": "0002D1322F7D",
        "firmware": "IP8131-VVTK-0100e7",
        "mac": "00:02:d1:32:2f:7d",
    }


def test_reolink_device_information_and_refusal() -> None:
    fields = reolink_api.read(capture("reolink-api/rlc-411ws.json"))
    assert fields["model"] == "RLC-411WS"
    assert fields["firmware"] == "v2.0.0.1389_18081408"
    assert fields["device_type"] == "IPC"
    assert "serial" not in fields
    refused = '[{"cmd": "GetDevInfo", "code": 1, "error": {"detail": "please login first", "rspCode": -6}}]'
    assert reolink_api.read(refused) == {"needs_login": "yes", "command": "GetDevInfo"}


def test_reolink_joins_the_answers_of_one_list() -> None:
    text = (
        '[{"cmd":"GetDevInfo","value":{"DevInfo":{"model":"E1"}}},'
        '{"cmd":"GetLocalLink","value":{"LocalLink":{"mac":"ec:71:db:00:00:01"}}}]'
    )
    assert reolink_api.read(text) == {"model": "E1", "mac": "ec:71:db:00:00:01", "command": "GetDevInfo"}


@pytest.mark.parametrize(
    "text",
    [
        '{"result": {"responses": [{"method": "getDeviceInfo", "result": {"device_info": {"basic_info": RECORD}}}]}}',
        '{"getDeviceInfo": {"device_info": {"basic_info": RECORD}}}',
        '{"result": {"device_info": RECORD}}',
        "RECORD",
    ],
)
def test_tplink_in_every_wrapping(text: str) -> None:
    record = '{"device_model": "C200", "device_type": "SMART.IPCAMERA", "sw_version": "1.3.9 Build 231019 Rel.40202n"}'
    assert tplink_api.read(text.replace("RECORD", record)) == {
        "model": "C200",
        "device_type": "SMART.IPCAMERA",
        "firmware": "1.3.9 Build 231019 Rel.40202n",
    }


def test_kasa_record_one_level_deeper() -> None:
    text = '{"system": {"get_sysinfo": {"system": {"model": "EC60(US)", "type": "IOT.IPCAMERA", "sw_ver": "2.3.22"}}}}'
    assert tplink_api.read(text) == {"model": "EC60(US)", "device_type": "IOT.IPCAMERA", "firmware": "2.3.22"}


def test_axis_parameters() -> None:
    text = capture("vapix/brand-m1065-lw.txt") + "root.Properties.Firmware.Version=9.80.1\n"
    assert vapix.read(text) == {
        "brand": "AXIS",
        "product": "AXIS M1065-LW Network Camera",
        "model": "M1065-LW",
        "product_type": "Network Camera",
        "firmware": "9.80.1",
    }


def onvif_answer(inner: str) -> str:
    return (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"'
        f' xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body>{inner}</s:Body></s:Envelope>'
    )


def test_onvif_scopes_and_interfaces() -> None:
    scopes = "".join(
        f"<tds:Scopes><tt:ScopeItem>onvif://www.onvif.org/{scope}</tt:ScopeItem></tds:Scopes>"
        for scope in ("name/Hik%20Cam", "hardware/DS-2CD2042WD-I", "location/my%20street", "type/ptz")
    )
    assert onvif.read(onvif_answer(f"<tds:GetScopesResponse>{scopes}</tds:GetScopesResponse>")) == {
        "name": "Hik Cam",
        "hardware": "DS-2CD2042WD-I",
    }
    link = "<tt:Info><tt:Name>eth0</tt:Name><tt:HwAddress>EC-71-DB-00-00-01</tt:HwAddress></tt:Info>"
    interfaces = f"<tds:GetNetworkInterfacesResponse>{link}</tds:GetNetworkInterfacesResponse>"
    assert onvif.read(onvif_answer(interfaces)) == {"mac": "ec:71:db:00:00:01"}


def test_stream_description_alone_says_nothing_of_who_may_read_it() -> None:
    assert rtsp.read("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=Media Server\r\na=tool:LIVE555\r\n") == {
        "sdp_name": "Media Server",
        "sdp_tool": "LIVE555",
    }


def test_web_answer_with_a_realm_only() -> None:
    text = 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="WEB_REALM_HIKVISION"\r\n'
    assert http_page.read(text)["realm"] == "WEB_REALM_HIKVISION"
    assert http_page.read('WWW-Authenticate: Basic realm="x"')["realm"] == "x"
