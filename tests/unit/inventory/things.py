"""Devices and scans for the inventory."""

import datetime as dt
from collections.abc import Mapping

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.events import Coverage, ScanResult
from app.model.identity import UNKNOWN_VALUE, Identity, Kind, Value
from app.model.sighting import Protocol, Sighting

DAY = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
MAC = "44:19:b6:00:00:01"
OTHER_MAC = "44:19:b6:00:00:99"
UUID = "0a1b2c3d-4e5f-6789-abcd-001122334455"
SERIAL = "3J04B2FPAG00042"


def camera(
    address: str = "192.168.1.20",
    *,
    mac: str = "",
    uuid: str = "",
    serial: str = "",
    firmware: str = "",
    own_id: str = "",
) -> Device:
    fields: Mapping[str, str] = {key: text for key, text in (("endpoint", uuid), ("serial", serial)) if text}
    sightings = [Sighting(Protocol.WS_DISCOVERY, address, fields, DAY)]
    if mac:
        sightings.append(Sighting(Protocol.NEIGHBOUR, address, {"mac": mac}, DAY))
    best = (
        f"mac:{mac}"
        if mac
        else f"uuid:{uuid}"
        if uuid
        else f"serial:{serial.casefold()}"
        if serial
        else f"address:{address}"
    )
    value = Value(firmware, Certainty.CONFIRMED) if firmware else UNKNOWN_VALUE
    identity = Identity(Kind.CAMERA, Certainty.CONFIRMED, is_camera=True, firmware=value)
    return Device(own_id or best, (address,), mac or None, tuple(sightings), identity)


def scan(*devices: Device, day: int = 0, practice: bool = False) -> ScanResult:
    started = DAY + dt.timedelta(days=day)
    return ScanResult(
        started,
        started + dt.timedelta(seconds=4),
        "0.1.0",
        "2026-11-25",
        Coverage(("192.168.1.0/24",)),
        devices,
        practice=practice,
    )
