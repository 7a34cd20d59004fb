"""What the window gets from the rest of the program, so that it can be shown and tested without it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.model.device import Device
from app.model.events import ScanRequest, ScanResult
from app.model.network import Interface
from app.ui.fact_view import FactView
from app.ui.scan_thread import RunningScan, real_scan
from app.ui.settings import Audience
from app.words import Words


@dataclass(frozen=True, slots=True)
class GivenName:
    """The person's own words for a device: "Back door", "Garage"."""

    name: str = ""
    room: str = ""


class Names(Protocol):
    """Keeps the person's names by device id."""

    def get(self, device_id: str) -> GivenName:
        """The name; empty when none was given."""

    def set(self, device_id: str, given: GivenName) -> None:
        """Keep the name. Raises AppError when it cannot be kept."""


class NamesInMemory:
    """Forgets at the end of the program."""

    def __init__(self) -> None:
        self._names: dict[str, GivenName] = {}

    def get(self, device_id: str) -> GivenName:
        """The name; empty when none was given."""
        return self._names.get(device_id, GivenName())

    def set(self, device_id: str, given: GivenName) -> None:
        """Keep the name until the program ends."""
        self._names[device_id] = given


def _nothing_kept() -> ScanResult | None:
    return None


def _no_facts(device: Device, audience: Audience, words: Words) -> Sequence[FactView]:  # noqa: ARG001 - the shape of facts
    return ()


def _no_interfaces() -> Sequence[Interface]:
    return ()


@dataclass(slots=True)
class Services:
    """The seams. keep_result is called in the window's thread after each scan that was not practice."""

    names: Names = field(default_factory=NamesInMemory)
    last_result: Callable[[], ScanResult | None] = _nothing_kept
    facts: Callable[[Device, Audience, Words], Sequence[FactView]] = _no_facts
    interfaces: Callable[[], Sequence[Interface]] = _no_interfaces
    make_scan: Callable[[ScanRequest], RunningScan] = real_scan
