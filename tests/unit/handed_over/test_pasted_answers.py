"""Answers as people paste them: in pieces, without their envelope, printed by a program. Every form says the same."""

import pytest

from app.answer import read_answer

_INFORMATION = {
    "manufacturer": "Reolink",
    "model": "RLC-410-5MP",
    "firmware": "v3.0.0.136_20121102",
    "serial": "0123",
    "hardware_id": "1.0",
}


@pytest.mark.parametrize(
    "text",
    [
        (
            "<GetDeviceInformationResponse><Manufacturer>{0}</Manufacturer><Model>{1}</Model><FirmwareVersion>{2}</FirmwareVersion>"
            "<SerialNumber>{3}</SerialNumber><HardwareId>{4}</HardwareId></GetDeviceInformationResponse>"
        ),
        (
            "<tds:Manufacturer>{0}</tds:Manufacturer>\n<tds:Model>{1}</tds:Model>\n<tds:FirmwareVersion>{2}</tds:FirmwareVersion>\n"
            "<tds:SerialNumber>{3}</tds:SerialNumber>\n<tds:HardwareId>{4}</tds:HardwareId>"
        ),
        "Manufacturer: {0}\nModel: {1}\nFirmwareVersion: {2}\nSerialNumber: {3}\nHardwareId: {4}",
        '{{"Manufacturer": "{0}", "Model": "{1}", "FirmwareVersion": "{2}", "SerialNumber": "{3}", "HardwareId": "{4}"}}',
        "{{\n  'Manufacturer': '{0}',\n  'Model': '{1}',\n  'FirmwareVersion': '{2}',\n  'SerialNumber': '{3}',\n  'HardwareId': '{4}'\n}}",
        "{{ manufacturer: '{0}', model: '{1}', firmwareVersion: '{2}', serialNumber: '{3}', hardwareId: '{4}' }}",
        "Manufacturer = {0}, Model = {1}, FirmwareVersion = {2}, SerialNumber = {3}, HardwareId = {4}",
    ],
)
def test_onvif_information(text: str) -> None:
    sighting = read_answer("onvif", text.format(*_INFORMATION.values()))
    assert sighting is not None
    assert sighting.untrusted_fields == _INFORMATION


@pytest.mark.parametrize("between", [" ", "\n", "', '", ",", "</tds:ScopeItem><tds:ScopeItem>"])
def test_scopes_alone(between: str) -> None:
    scopes = between.join(
        f"onvif://www.onvif.org/{part}" for part in ("Profile/Streaming", "name/Dahua", "hardware/IPC-HDW2431T")
    )
    for protocol in ("wsdiscovery", "onvif"):
        sighting = read_answer(protocol, f"[{scopes}]" if between == "', '" else scopes)
        assert sighting is not None, protocol
        assert sighting.untrusted_fields["name"] == "Dahua"
        assert sighting.untrusted_fields["hardware"] == "IPC-HDW2431T"


def test_a_question_is_no_answer() -> None:
    assert read_answer("wsdiscovery", "<Probe><Scopes>onvif://www.onvif.org/name/x</Scopes></Probe>") is None
    assert read_answer("sadp", "<Probe><Uuid>1</Uuid><Types>inquiry</Types></Probe>") is None


@pytest.mark.parametrize(
    "text",
    [
        "<DeviceDescription>DS-2CD2185FWD-I</DeviceDescription><SoftwareVersion>V5.5.82build 190410</SoftwareVersion>",
        "DeviceDescription: DS-2CD2185FWD-I\nSoftwareVersion: V5.5.82build 190410",
        '{"DeviceDescription":"DS-2CD2185FWD-I","SoftwareVersion":"V5.5.82build 190410"}',
    ],
)
def test_sadp_in_pieces(text: str) -> None:
    sighting = read_answer("sadp", text)
    assert sighting is not None
    assert sighting.untrusted_fields == {"model": "DS-2CD2185FWD-I", "firmware": "V5.5.82build 190410"}


@pytest.mark.parametrize(
    ("protocol", "text", "expected"),
    [
        (
            "dahua",
            "DeviceType=IPC-HDW2431T\nVersion=2.800\nVendor=Dahua",
            {"model": "IPC-HDW2431T", "firmware": "2.800"},
        ),
        (
            "dahua",
            "\xb3\x00\x00\x583c:ef:8c:11:22:33IPC-HDW4431C\r\nName:x\r\nDevice:IPC-HDW4431C\r\nSerialNo:ABC\r\n",
            {"model": "IPC-HDW4431C", "mac": "3c:ef:8c:11:22:33", "serial": "ABC"},
        ),
        ("dahua-cgi", '{"deviceType":"IPC-HFW1320S-W","serialNumber":"x"}', {"model": "IPC-HFW1320S-W", "serial": "x"}),
        ("dahua-cgi", "info.DeviceType = IPC-HFW1320S-W\ninfo.SerialNumber = x", {"model": "IPC-HFW1320S-W"}),
        (
            "isapi",
            (
                "<model>DS-2CD2032-I</model>\n<firmwareVersion>V5.4.5</firmwareVersion>\n"
                "<firmwareReleasedDate>build 170124</firmwareReleasedDate>"
            ),
            {"model": "DS-2CD2032-I", "firmware": "V5.4.5 build 170124"},
        ),
        (
            "isapi",
            "{'model': 'DS-2CD2032-I', 'firmwareVersion': 'V5.4.5', 'firmwareReleasedDate': 'build 170124'}",
            {"model": "DS-2CD2032-I", "firmware": "V5.4.5 build 170124"},
        ),
        (
            "isapi",
            '<ResponseStatus xmlns="http://www.hikvision.com/ver20/XMLSchema"><statusCode>4</statusCode></ResponseStatus>',
            {"namespace": "http://www.hikvision.com/ver20/XMLSchema"},
        ),
        (
            "mdns",
            '=;eth0;IPv4;AXIS\\032M1065-L\\032-\\032ACCC8E123456;_axis-video._tcp;local;a.local;192.0.2.5;80;"macaddress=ACCC8E123456"',
            {"type": "_axis-video._tcp", "instance": "AXIS M1065-L - ACCC8E123456", "txt.macaddress": "ACCC8E123456"},
        ),
        (
            "mdns",
            '{"type":"_hap._tcp.local.","name":"Cam._hap._tcp.local.","properties":{"md":"T8410","ci":"17"}} and more',
            {"type": "_hap._tcp", "instance": "Cam", "txt.md": "T8410", "txt.ci": "17"},
        ),
        ("mdns", "type: _hap._tcp\nname: Cam\ntxt: md=T8410 ci=17", {"txt.md": "T8410", "txt.ci": "17"}),
        (
            "wsdiscovery",
            "onvif://www.onvif.org/version/GIPC-B6215.1.68.NB.240617 onvif://www.onvif.org/macaddr/e4f14c776608",
            {"firmware": "GIPC-B6215.1.68.NB.240617", "mac": "e4:f1:4c:77:66:08"},
        ),
        ("vapix", "{'Brand': 'AXIS', 'ProdNbr': 'Q1656', 'Version': '10.12.114'}", {"brand": "AXIS", "model": "Q1656"}),
        ("vapix", '{"propertyList":{"Brand":"AXIS","ProdNbr":"Q1656"}}', {"brand": "AXIS", "model": "Q1656"}),
        (
            "vivotek-cgi",
            "system.info.modelname=IB9391\nsystem.info.firmwareversion=IB9391-VVTK-0103d",
            {"model": "IB9391", "firmware": "IB9391-VVTK-0103d"},
        ),
        (
            "reolink-api",
            '"firmVer" : "v3.1.0.989_22081907",\n"model" : "RLC-811A",\n"type":"IPC"',
            {"model": "RLC-811A", "firmware": "v3.1.0.989_22081907", "device_type": "IPC"},
        ),
        (
            "tplink-discovery",
            "{'result': {'device_type': 'SMART.IPCAMERA', 'device_model': 'C210', 'firmware_version': '1.4.7'}}",
            {"model": "C210", "firmware": "1.4.7", "device_type": "SMART.IPCAMERA"},
        ),
        ("tplink-discovery", "model: KC120(US)\nsw_ver: 2.3.6", {"model": "KC120(US)", "firmware": "2.3.6"}),
        (
            "tvt",
            "model: TD-2108TS-HP\nmanufacturer: TVT\nversion: 1.4.10.0",
            {"model": "TD-2108TS-HP", "firmware": "1.4.10.0"},
        ),
        (
            "tvt",
            "<model type='string'><![CDATA[TD-9544S3]]></model><softwareVersion><![CDATA[5.1.1.0(27151)]]></softwareVersion>",
            {"model": "TD-9544S3", "firmware": "5.1.1.0(27151)"},
        ),
        (
            "upnp-description",
            "<friendlyName>Porch</friendlyName><manufacturer>D-Link</manufacturer><modelName>DCS-930L</modelName>",
            {"friendly_name": "Porch", "manufacturer": "D-Link", "model_name": "DCS-930L"},
        ),
        (
            "upnp-description",
            '{"deviceType": "urn:schemas-upnp-org:device:Basic:1", "friendly_name": "Porch", "modelNumber": "DCS-930L"}',
            {
                "device_type": "urn:schemas-upnp-org:device:Basic:1",
                "friendly_name": "Porch",
                "model_number": "DCS-930L",
            },
        ),
        (
            "ssdp",
            '{"ssdp_server": "Linux UPnP/1.0 Sonos/57.3 (ZPS1)", "ssdp_st": "upnp:rootdevice", "headers": {}}',
            {"server": "Linux UPnP/1.0 Sonos/57.3 (ZPS1)", "st": "upnp:rootdevice"},
        ),
        (
            "dvrip",
            '{"AliveInterval":20,"ChannelNum":4,"DeviceType ":"HVR","Ret":100,"SessionID":"0x1"}',
            {"device_type": "HVR"},
        ),
    ],
)
def test_other_answers_in_pieces(protocol: str, text: str, expected: dict[str, str]) -> None:
    sighting = read_answer(protocol, text)
    assert sighting is not None
    assert expected.items() <= sighting.untrusted_fields.items()


@pytest.mark.parametrize(
    "protocol",
    ["onvif", "sadp", "dahua", "isapi", "vapix", "tvt", "reolink-api", "tplink-discovery", "upnp-description"],
)
@pytest.mark.parametrize(
    "text", ["", "hello", "Model: T", "model=x", "Date: today\nServer: x", "<html><title>Model: x</title></html>"]
)
def test_other_text_is_no_answer(protocol: str, text: str) -> None:
    assert read_answer(protocol, text) is None
