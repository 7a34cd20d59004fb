"""What the systems' tables of neighbours are read into."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One line of a system's table. adapter is its name or index; confirmed: the system has just heard from it."""

    address: str
    mac: str
    adapter: str | int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """What a system told.

    room is how many more addresses may be asked before the table overflows, held the IPv4 addresses that it has a line for,
    answered or not; both are None when the system does not say.
    """

    entries: tuple[TableEntry, ...] = ()
    room: int | None = None
    held: frozenset[str] | None = None


def mac_text(octets: bytes) -> str:
    """aa:bb:cc:dd:ee:ff."""
    return octets.hex(":")
