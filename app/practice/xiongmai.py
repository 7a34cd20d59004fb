"""A Xiongmai board that answers message 1530 (protocols §3.7)."""

import json
import struct
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address
from typing import Any, ClassVar

from app.practice.speaker import DatagramSpeaker

_HEADER = struct.Struct("<BBHIIBBHI")
_SEARCH, _FOUND = 1530, 1531


class XiongmaiSpeaker(DatagramSpeaker):
    """common holds the members of NetWork.NetCommon that the device writes besides its addresses."""

    port: ClassVar[int] = 34569
    groups: ClassVar[frozenset[str]] = frozenset()
    broadcast: ClassVar[bool] = True
    delay: ClassVar[tuple[float, float]] = (0.01, 0.08)

    def __init__(self, mac: str, address: str, common: Mapping[str, Any]) -> None:
        places = {"MAC": mac, "HostIP": _hex(address), "Submask": _hex("255.255.255.0")}
        answer = {"NetWork.NetCommon": {**places, **common}, "Ret": 100, "SessionID": "0x00000000"}
        body = json.dumps(answer).encode() + b"\n\0"
        self._answer = _HEADER.pack(0xFF, 1, 0, 0, 0, 0, 0, _FOUND, len(body)) + body

    def answers(self, untrusted: bytes) -> Sequence[bytes]:
        """One answer to message 1530 without a body."""
        return (self._answer,) if untrusted == _HEADER.pack(0xFF, 0, 0, 0, 0, 0, 0, _SEARCH, 0) else ()


def _hex(address: str) -> str:
    """192.168.1.100 is 0x6401A8C0."""
    return f"0x{IPv4Address(address).packed[::-1].hex().upper()}"
