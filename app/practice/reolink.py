"""A Reolink device that answers the search of its maker (protocols §3.16)."""

from collections.abc import Sequence
from typing import ClassVar

from app.practice.speaker import DatagramSpeaker

_SEARCH = bytes.fromhex("aaaa0000")
_ANSWER_SIZE = 388


class ReolinkSpeaker(DatagramSpeaker):
    """identifier is what sort of device it is, name the label that its owner gave it, uid what its maker's app connects with."""

    port: ClassVar[int] = 2000
    groups: ClassVar[frozenset[str]] = frozenset()
    broadcast: ClassVar[bool] = True
    delay: ClassVar[tuple[float, float]] = (0.01, 0.1)

    def __init__(self, mac: str, address: str, identifier: str, name: str, uid: str) -> None:
        answer = bytearray(_ANSWER_SIZE)
        fields: tuple[tuple[int, bytes], ...] = (
            (58, identifier.encode()[:18]),
            (80, bytes.fromhex(mac.replace(":", ""))),
            (104, _SEARCH),
            (108, address.encode()),
            (132, name.encode()[:32]),
            (164, mac.upper().encode()),
            (228, uid.encode()[:32]),
        )
        for start, value in fields:
            answer[start : start + len(value)] = value
        self._answer = bytes(answer)

    def answers(self, untrusted: bytes) -> Sequence[bytes]:
        """One answer to the search."""
        return (self._answer,) if untrusted == _SEARCH else ()
