"""Single answers that are easily taken for something else: things of camera makers, brands in names, programs that speak for cameras."""

import pytest

from app.answer import identify_answer
from app.model.identity import Kind


def onvif(manufacturer: str, model: str) -> str:
    return (
        "<GetDeviceInformationResponse>"
        f"<Manufacturer>{manufacturer}</Manufacturer><Model>{model}</Model><FirmwareVersion>10.12.1</FirmwareVersion>"
        "</GetDeviceInformationResponse>"
    )


def scopes(name: str, hardware: str) -> str:
    return " ".join(
        f"onvif://www.onvif.org/{part}" for part in ("Profile/Streaming", f"name/{name}", f"hardware/{hardware}")
    )


def description(manufacturer: str, model: str) -> str:
    return f"<root><device><manufacturer>{manufacturer}</manufacturer><modelName>{model}</modelName></device></root>"


@pytest.mark.parametrize(
    ("protocol", "text"),
    [
        ("onvif", onvif("AXIS", "C1310-E")),
        ("onvif", onvif("AXIS", "A1601")),
        ("onvif", onvif("Hikvision", "DS-D5055UC-A")),
        ("wsdiscovery", scopes("AXIS%20D2110-VE", "D2110-VE")),
        ("upnp-description", description("Hikvision", "DS-3E0105P-E")),
        ("upnp-description", description("Ubiquiti Networks", "UAP-AC-Pro")),
        ("tplink-discovery", '{"result":{"device_type":"SMART.TAPOCHIME","device_model":"D100C"}}'),
        ("vapix", "root.Brand.Brand=AXIS\nroot.Brand.ProdNbr=C1310-E\nroot.Brand.ProdType=Network Horn Speaker"),
        ("dhcp", '{"hostname": "nest-thermostat"}'),
        ("sip", "SIP/2.0 200 OK\r\nUser-Agent: AXIS C1310-E/10.12\r\n\r\n"),
    ],
)
def test_other_things_of_camera_makers_are_no_cameras(protocol: str, text: str) -> None:
    found = identify_answer(protocol, text)
    assert found is not None
    assert found.is_camera is False


@pytest.mark.parametrize(
    ("protocol", "text", "kind"),
    [
        ("onvif", onvif("AXIS", "A8207-VE Mk II"), Kind.INTERCOM),
        ("onvif", onvif("AXIS", "P7304"), Kind.ENCODER),
        ("onvif", onvif("AXIS", "S3008"), Kind.RECORDER),
        ("onvif", onvif("Reolink", "RLN36"), Kind.RECORDER),
        ("onvif", onvif("Fanvil", "i64"), Kind.INTERCOM),
        ("onvif", onvif("eufy", "T8210"), Kind.DOORBELL),
        ("onvif", onvif("Verkada", "CB52-E"), Kind.CAMERA),
        ("isapi", "<DeviceInfo><model>DS-KV6113</model><deviceType>VIS</deviceType></DeviceInfo>", Kind.INTERCOM),
        ("dvrip", '{"ChannelNum":8,"DeviceType ":"HVR","Ret":100,"SessionID":"0x1"}', Kind.RECORDER),
        ("dhcp", '{"hostname": "RingDoorbell-2c"}', Kind.DOORBELL),
    ],
)
def test_the_kind_follows_from_brand_and_number(protocol: str, text: str, kind: Kind) -> None:
    found = identify_answer(protocol, text)
    assert found is not None
    assert (found.kind, found.is_camera) == (kind, True)


@pytest.mark.parametrize(
    ("name", "brand", "maker"),
    [
        ("UNIVIEW", "Uniview", "Uniview"),
        ("Axis", "Axis", "Axis"),
        ("Hanwha_Techwin", "Hanwha Vision", "Hanwha"),
        ("INSTAR", "INSTAR", "INSTAR"),
        ("2N", "2N", "2N"),
    ],
)
def test_a_name_that_is_a_brand_and_nothing_else(name: str, brand: str, maker: str) -> None:
    found = identify_answer("wsdiscovery", scopes(name, "XYZ-123"))
    assert found is not None
    assert (found.brand.value, found.maker.value) == (brand, maker)


@pytest.mark.parametrize(
    "text",
    [
        onvif("Videonetics", "Emulator_Cam"),
        onvif("Reolink Bridge", "E1 Zoom"),
        onvif("RTSP-Proxy", "Virtual-node1"),
        onvif("Happytimesoft", "Happytime onvif server"),
    ],
)
def test_programs_that_answer_as_a_camera(text: str) -> None:
    found = identify_answer("onvif", text)
    assert found is not None
    assert (found.kind, found.is_camera) == (Kind.SOFTWARE, None)


@pytest.mark.parametrize(
    ("manufacturer", "model"),
    [
        ("H264", "IPCAMERA"),
        ("ONVIF", "IPC-model"),
        ("General", "IPC"),
        ("N/A", "-"),
        ("Anyka", "AK3918"),
        ("IPNC", "H265IPC"),
    ],
)
def test_a_placeholder_is_never_a_name(manufacturer: str, model: str) -> None:
    found = identify_answer("onvif", onvif(manufacturer, model))
    assert found is not None
    assert (found.is_camera, found.brand.value, found.model.value) == (True, None, None)
