"""A Tapo device that answers the search of TP-Link (protocols §3.17)."""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from zlib import crc32

from app.practice.speaker import DatagramSpeaker

_HEADER = struct.Struct(">BBHHBBII")
_CHECKSUM_SEED = 0x5A6B7C8D


class TapoSpeaker(DatagramSpeaker):
    """result is the answer's object of that name without the addresses; a search with or without a key is answered."""

    port: ClassVar[int] = 20002
    groups: ClassVar[frozenset[str]] = frozenset()
    broadcast: ClassVar[bool] = True
    delay: ClassVar[tuple[float, float]] = (0.02, 0.12)

    def __init__(self, mac: str, address: str, result: Mapping[str, Any]) -> None:
        places = {"ip": address, "mac": mac.upper().replace(":", "-")}
        self._body = json.dumps({"error_code": 0, "result": {**result, **places}}).encode()

    def answers(self, untrusted: bytes) -> Sequence[bytes]:
        """One answer to a search whose checksum is right."""
        if len(untrusted) < _HEADER.size:
            return ()
        version, kind, operation, size, _, _, serial, checksum = _HEADER.unpack_from(untrusted)
        body = untrusted[_HEADER.size :]
        seeded = untrusted[:12] + _CHECKSUM_SEED.to_bytes(4, "big") + body
        if (version, kind, operation, size) != (2, 0, 1, len(body)) or checksum != crc32(seeded):
            return ()
        head = _HEADER.pack(version, kind, 2, len(self._body), 0, 0, serial, _CHECKSUM_SEED)
        return (head[:12] + crc32(head + self._body).to_bytes(4, "big") + self._body,)
