"""A TVT device that answers search command 1 (protocols §3.8)."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import ClassVar

from app.practice.speaker import DatagramSpeaker

_SEARCH = struct.pack("<4sII", b"MHED", 0x0001_0007, 1).ljust(140, b"\0")
_ANSWER_SIZE = 240


@dataclass(frozen=True, slots=True)
class TvtDevice:
    """What an announcement says. software is the version's four numbers, built a day YYYYMMDD, device_type 2 IPC or 3 NVR."""

    name: str
    model: str
    manufacturer: str
    serial: str
    software: tuple[int, int, int, int]
    built: int
    device_type: int
    channels: int = 0


class TvtSpeaker(DatagramSpeaker):
    """Real ones announce to a group of their own; here the answer goes to whoever asked."""

    port: ClassVar[int] = 23456
    groups: ClassVar[frozenset[str]] = frozenset({"234.55.55.55"})
    delay: ClassVar[tuple[float, float]] = (0.01, 0.08)

    def __init__(self, mac: str, address: str, device: TvtDevice) -> None:
        answer = bytearray(_ANSWER_SIZE)
        fields: tuple[tuple[int, bytes], ...] = (
            (0, struct.pack("<4sII", b"MHED", 0x0001_0007, 2)),
            (12, device.name.encode()[:20]),
            (32, bytes.fromhex(mac.replace(":", ""))),
            (38, struct.pack("<H", 6036)),
            (40, IPv4Address(address).packed),
            (44, IPv4Address("255.255.255.0").packed),
            (52, bytes(reversed(device.software))),
            (56, struct.pack("<IHHI", device.built, 80, 554, device.device_type)),
            (140, device.serial.encode()[:24]),
            (196, device.model.encode()[:16]),
            (212, device.manufacturer.encode()[:16]),
            (228, struct.pack("<I", device.channels)),
        )
        for start, value in fields:
            answer[start : start + len(value)] = value
        self._answer = bytes(answer)

    def answers(self, untrusted: bytes) -> Sequence[bytes]:
        """One announcement for the search."""
        return (self._answer,) if untrusted == _SEARCH else ()
