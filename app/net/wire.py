"""Where an address really is: the seam to the practice network."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entry of the system's neighbour table.

    mac is aa:bb:cc:dd:ee:ff. seen_now is False for an entry that was there before the scan and was not confirmed since.
    """

    address: str
    mac: str
    interface: str
    seen_now: bool = True


class Wire(Protocol):
    """Leads pretend addresses to sockets on loopback; practice is True when it does."""

    @property
    def practice(self) -> bool:
        """True when every address leads to loopback."""
        ...

    def locate(self, address: str, port: int, udp: bool) -> tuple[str, int] | None:
        """Where to send what is meant for address and port. None: nobody is there; port 0: a device with that port closed (TCP)."""
        ...

    def group(self, group: str, port: int) -> Sequence[tuple[str, int]] | None:
        """Where to send what is meant for a group or broadcast address. None: to the group itself."""
        ...

    def origin(self, address: str, port: int) -> tuple[str, int]:
        """Whom an answer from that socket came from."""
        ...

    def neighbours(self) -> Sequence[Neighbour] | None:
        """The pretend neighbour table. None: ask the system."""
        ...


class RealWire:
    """The real network: everything is where it says."""

    practice = False

    def locate(self, address: str, port: int, udp: bool) -> tuple[str, int] | None:  # noqa: ARG002 - a Wire
        """The same place."""
        return address, port

    def group(self, group: str, port: int) -> Sequence[tuple[str, int]] | None:  # noqa: ARG002 - a Wire
        """The group itself."""
        return None

    def origin(self, address: str, port: int) -> tuple[str, int]:
        """The same place."""
        return address, port

    def neighbours(self) -> Sequence[Neighbour] | None:
        """The system's table."""
        return None
