"""Descriptions of generated cameras, in the form of the cast, for windows and measurements with many devices."""

from collections.abc import Mapping
from typing import Any

Table = Mapping[str, Any]

_FIRST = 41
#: Most generated devices: the addresses that the cast leaves free.
EXTRA_LIMIT = 254 - _FIRST + 1


def extra_table(number: int) -> Table:
    """The description of the camera with that number, from 0: in turn a Hikvision, a Dahua and a Uniview one."""
    address = f"192.168.50.{_FIRST + number}"
    tail = f"{number:06x}"
    family = (_hikvision, _dahua, _uniview)[number % 3]
    return {"name": f"Camera {number + 1}", "address": address, **family(number, tail)}


def _mac(block: str, tail: str) -> str:
    return f"{block}:{tail[:2]}:{tail[2:4]}:{tail[4:]}"


def _hikvision(number: int, tail: str) -> Table:
    return {
        "mac": _mac("44:19:b6", tail),
        "sadp": {
            "DeviceDescription": "DS-2CD2143G2-I",
            "DeviceSN": f"DS-2CD2143G2-I20220815AAWRK{number:08d}",
            "SoftwareVersion": "V5.7.3build 220315",
            "Activated": "true",
            "SpecificDeviceType": "HIK",
        },
        "http": [{"port": 80, "server": "App-webs/", "pages": [{"path": "/", "title": "Login"}]}],
        "rtsp": {"realm": f"IP Camera(X{number:04d})"},
    }


def _dahua(number: int, tail: str) -> Table:
    serial = f"7D0A{tail.upper()}{number:05d}"
    return {
        "mac": _mac("3c:ef:8c", tail),
        "dahua": {
            "DeviceClass": "IPC",
            "DeviceType": "IPC-HFW2431S-S-S2",
            "Init": 1162,
            "SerialNo": serial,
            "Vendor": "Dahua",
            "Version": "2.800.0000000.29.R",
        },
        "http": [{"port": 80, "pages": [{"path": "/", "title": "WEB SERVICE"}]}],
        "rtsp": {"server": "Dahua Rtsp Server", "realm": f"Login to {serial}"},
    }


def _uniview(number: int, tail: str) -> Table:
    model = "IPC322LB-SF28-A"
    return {
        "mac": _mac("48:ea:63", tail),
        "wsdiscovery": {
            "endpoint": f"urn:uuid:86c3e1f2-0f60-4d0a-93bd-48ea63{tail}",
            "types": ["dn:NetworkVideoTransmitter", "tds:Device"],
            "scopes": [f"onvif://www.onvif.org/name/{model}", f"onvif://www.onvif.org/hardware/{model}"],
        },
        "onvif": {
            "port": 80,
            "information": {
                "Manufacturer": "UNIVIEW",
                "Model": model,
                "FirmwareVersion": "CIPC-B2303.2.8.230105",
                "SerialNumber": f"210235C{number:012d}",
                "HardwareId": "A",
            },
        },
        "rtsp": {"realm": model},
    }
