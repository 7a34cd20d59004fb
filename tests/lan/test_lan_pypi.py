"""Programs from PyPI that are not ours as devices: WS-Discovery publishers, HomeKit accessories, UPnP devices, DNS-SD services."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.lan.lab import Outcome
from tests.lan.packages import PackagesError
from tests.lan.plan import Node
from tests.lan.python_packages import folder_with
from tests.lan.scanning import by_address, scan, secrets, strays

pytestmark = [pytest.mark.lan, pytest.mark.timeout(600)]

_PROGRAMS = Path(__file__).parent / "programs"
_ONVIF = "http://www.onvif.org/ver10"
_NETWORK = "http://www.onvif.org/ver10/network/wsdl"
_PRINTER = "http://schemas.microsoft.com/windows/2006/08/wdp/print"

#: Program, its packages, its arguments, when it is ready.
_WS = ("ws_publisher.py", ("WSDiscovery==2.1.2",), ("udp", 3702))
_HOME = ("home_accessory.py", ("HAP-python==5.0.0",), ("tcp", 51826))
_UPNP = ("upnp_device.py", ("async-upnp-client==0.49.0",), ("tcp", 8765))
_DNS = ("dns_sd.py", (), ("udp", 5353))

DEVICES: dict[str, tuple[tuple[str, tuple[str, ...], tuple[str, int]], tuple[str, ...]]] = {
    "published-camera": (
        _WS,
        (
            _NETWORK,
            "NetworkVideoTransmitter",
            "http://{address}:8000/onvif/device_service",
            "onvif://www.onvif.org/name/Fabrikam%20Seven",
            "onvif://www.onvif.org/hardware/FK-700",
        ),
    ),
    "published-device": (
        _WS,
        (
            f"{_ONVIF}/device/wsdl",
            "Device",
            "http://{address}:8000/onvif/device_service",
            "onvif://www.onvif.org/type/video_encoder",
            "onvif://www.onvif.org/hardware/FK-800",
        ),
    ),
    "published-printer": (_WS, (_PRINTER, "PrintDeviceType", "http://{address}:5357/camera", "http://camera.example")),
    "home-camera": (_HOME, ("{address}", "camera", "Porch", "{folder}")),
    "home-bulb": (_HOME, ("{address}", "bulb", "Camera light", "{folder}")),
    "upnp-camera": (
        _UPNP,
        (
            "{address}",
            "DigitalSecurityCamera",
            "Shed",
            "FK-7",
            "1.0",
            "FK70000017",
            "33f5fd63-9574-4a5d-9d43-0d2a5b3d1c10",
        ),
    ),
    "upnp-light": (
        _UPNP,
        ("{address}", "BinaryLight", "Camera light", "FK-L", "1", "FKL0000017", "33f5fd63-9574-4a5d-9d43-0d2a5b3d1c11"),
    ),
    "axis": (_DNS, ("{address}", "_axis-video._tcp", "AXIS P3245-LVE - B8A44F112233", "80", "macaddress=B8A44F112233")),
    "hikvision": (_DNS, ("{address}", "_CGI._tcp", "HIKVISION DS-2CD2032-I - 464822222", "80")),
    "bosch": (_DNS, ("{address}", "_rtsp._tcp", "Bosch FLEXIDOME IP 7000", "554")),
    "psia": (_DNS, ("{address}", "_psia._tcp", "Vivotek FD8169", "80")),
    "cast": (_DNS, ("{address}", "_googlecast._tcp", "Camera-TV-abc", "8009", "md=Chromecast", "fn=Camera room")),
    "printer": (_DNS, ("{address}", "_ipp._tcp", "EPSON ET-2850 camera print", "631", "ty=EPSON ET-2850 Series")),
}
_ADDRESS = {name: f"10.77.0.{number}" for number, name in enumerate(DEVICES, start=20)}


def node(name: str, folder: Path) -> Node:
    """The host that runs this device's program."""
    (program, packages, ready), arguments = DEVICES[name]
    address = _ADDRESS[name]
    filled = [text.format(address=address, folder=folder) for text in arguments]
    environment = {"PYTHONPATH": str(folder_with(*packages))} if packages else {}
    mac = f"f6:30:{address.rpartition('.')[2]}:77:00:30"
    return Node(name, address, mac, (sys.executable, str(_PROGRAMS / program), *filled), environment, ready=(ready,))


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("pypi")
    try:
        nodes = tuple(node(name, folder) for name in DEVICES)
    except PackagesError as error:
        pytest.skip(f"the foreign programs cannot be had here: {error}")
    return scan(nodes, wait_seconds=1)


def device(outcome: Outcome, name: str) -> dict[str, Any]:
    return by_address(outcome.document())[_ADDRESS[name]]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("published-camera", {"model": "FK-700"}),
        ("published-device", {"model": "FK-800"}),
        ("home-camera", {"model": "Porch"}),
        ("upnp-camera", {"brand": "Fabrikam", "model": "FK-7", "serial": "FK70000017"}),
        ("axis", {"brand": "Axis", "model": "P3245-LVE"}),
        ("hikvision", {"brand": "Hikvision", "model": "DS-2CD2032-I"}),
        ("bosch", {"brand": "Bosch", "model": "FLEXIDOME IP 7000"}),
        ("psia", {"brand": "VIVOTEK", "model": "FD8169"}),
    ],
)
def test_cameras(outcome: Outcome, name: str, values: dict[str, str]) -> None:
    found = device(outcome, name)
    assert found["is_camera"] is True
    assert {field: found[field]["value"] for field in values} == values


@pytest.mark.parametrize("name", ["published-printer", "home-bulb", "upnp-light", "cast", "printer"])
def test_what_is_no_camera_is_not_called_one(outcome: Outcome, name: str) -> None:
    assert device(outcome, name)["is_camera"] is False


def test_everything_sent_stays_in_the_network_and_holds_no_credential(outcome: Outcome) -> None:
    assert strays(outcome.packets) == set()
    assert secrets(outcome.packets) == []
