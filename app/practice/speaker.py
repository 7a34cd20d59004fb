"""What a service of a pretend device is: it hears bytes and says what the real device would say."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from app.practice.text_request import TextRequest
from app.practice.tls import CertificateName


class DatagramSpeaker(ABC):
    """One UDP service. groups are the multicast groups it joined; delay is the random wait before an answer, in seconds."""

    port: ClassVar[int]
    groups: ClassVar[frozenset[str]]
    broadcast: ClassVar[bool] = False
    delay: ClassVar[tuple[float, float]] = (0.0, 0.0)

    @abstractmethod
    def answers(self, untrusted: bytes) -> Sequence[bytes]:
        """The datagrams that answer this one; none for anything that is not the question of the protocol."""


@dataclass(frozen=True, slots=True)
class StreamSpeaker:
    """One TCP service. answer gives the bytes that follow a request; without it the port accepts and says nothing after greeting."""

    port: int
    answer: Callable[[TextRequest], bytes] | None = None
    greeting: bytes = b""
    certificate: CertificateName | None = None


@dataclass(frozen=True, slots=True)
class PretendDevice:
    """A pretend device: who it is and what it offers.

    shares_listeners lets many devices answer from the same TCP sockets, told apart by the host that a request names;
    only devices without a certificate, a greeting or a quiet port can share.
    """

    name: str
    address: str
    mac: str
    datagrams: tuple[DatagramSpeaker, ...] = ()
    streams: tuple[StreamSpeaker, ...] = ()
    shares_listeners: bool = False
