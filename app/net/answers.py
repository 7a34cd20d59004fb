"""Turns the answers to a group question into sightings: devices repeat themselves, and hostile ones without end."""

from collections.abc import Callable
from datetime import UTC, datetime

from app.model.sighting import Protocol, Sighting
from app.net.udp import Datagram

See = Callable[[Sighting], None]

#: Different answers of one device to one question that are told; real ones give one for each of their services.
ANSWERS_PER_SOURCE = 32


class Answers:
    """Tells the same words of the same device only once."""

    def __init__(self, protocol: Protocol, port: int, seen: See) -> None:
        self._protocol = protocol
        self._port = port
        self._seen = seen
        self._told: dict[str, set[tuple[tuple[str, str], ...]]] = {}

    @property
    def sources(self) -> int:
        """How many addresses answered."""
        return len(self._told)

    def tell(self, datagram: Datagram, untrusted_fields: dict[str, str]) -> None:
        """Pass the fields on as a sighting of the datagram's source."""
        told = self._told.setdefault(datagram.source, set())
        words = tuple(untrusted_fields.items())
        if words in told or len(told) >= ANSWERS_PER_SOURCE:
            return
        told.add(words)
        self._seen(
            Sighting(
                self._protocol, datagram.source, untrusted_fields, datetime.now(UTC), self._port, datagram.interface
            )
        )
