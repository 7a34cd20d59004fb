"""A Dahua-platform device that answers DHDiscover.search (protocols §3.6)."""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from app.practice.speaker import DatagramSpeaker

_HEADER = struct.Struct("<I4s8sIIII")
_MAGIC = b"DHIP"


class DahuaSpeaker(DatagramSpeaker):
    """device_info is params.deviceInfo of the answer; mac stands beside it."""

    port: ClassVar[int] = 37810
    groups: ClassVar[frozenset[str]] = frozenset({"239.255.255.251"})
    broadcast: ClassVar[bool] = True
    delay: ClassVar[tuple[float, float]] = (0.005, 0.08)

    def __init__(self, mac: str, device_info: Mapping[str, Any]) -> None:
        answer = {"mac": mac, "method": "client.notifyDevInfo", "params": {"deviceInfo": device_info}}
        body = json.dumps(answer, separators=(",", ":")).encode() + b"\n\0"
        self._answer = _HEADER.pack(_HEADER.size, _MAGIC, bytes(8), len(body), 0, len(body), 0) + body

    def answers(self, untrusted: bytes) -> Sequence[bytes]:
        """One answer to a search with a whole header."""
        if len(untrusted) <= _HEADER.size:
            return ()
        size, magic, _, length, _, again, _ = _HEADER.unpack_from(untrusted)
        body = untrusted[_HEADER.size :]
        if size != _HEADER.size or magic != _MAGIC or length != len(body) or again != length:
            return ()
        try:
            question = json.loads(body.rstrip(b"\0\n"))
        except (ValueError, RecursionError):
            return ()
        if not isinstance(question, dict) or question.get("method") != "DHDiscover.search":
            return ()
        return (self._answer,)
