"""What the window gets from the rest of the program, so that it can be shown and tested without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from app.inventory.store import Inventory
from app.ui.keeping import Keeping
from app.ui.scan_thread import RunningScan, real_scan

if TYPE_CHECKING:
    from app.model.company import Company
    from app.model.device import Device
    from app.model.events import ScanRequest, ScanResult
    from app.model.kept import ToldFirmware
    from app.model.network import Interface
    from app.model.policy import FactFor
    from app.model.reading import Reading
    from app.ui.fact_view import FactView, Statements
    from app.ui.note_words import DeviceNotes
    from app.ui.settings import Audience
    from app.words import Words


@dataclass(frozen=True, slots=True)
class GivenName:
    """The person's own words for a device: "Back door", "Garage"."""

    name: str = ""
    room: str = ""
    notes: str = ""


class Names(Protocol):
    """Keeps the person's names by device id."""

    def get(self, device_id: str) -> GivenName:
        """The name; empty when none was given."""

    def set(self, device_id: str, given: GivenName) -> None:
        """Keep the name. Raises AppError when it cannot be kept."""

    def refresh(self) -> None:
        """What is kept changed elsewhere: read it anew."""


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

    def refresh(self) -> None:
        """Nothing is kept elsewhere."""


def _never() -> bool:
    return False


def _nothing_kept() -> ScanResult | None:
    return None


def _no_facts(device: Device, audience: Audience, words: Words) -> Sequence[FactView]:  # noqa: ARG001 - the shape of facts
    return ()


def _no_companies(device: Device) -> Sequence[Company]:  # noqa: ARG001 - the shape of companies
    return ()


def _no_notes(device: Device, words: Words) -> DeviceNotes:  # noqa: ARG001 - the shape of notes
    from app.ui.note_words import DeviceNotes  # noqa: PLC0415 - the window opens without devices

    return DeviceNotes()


def _no_reading(device: Device) -> Reading:  # noqa: ARG001 - the shape of reading
    from app.model.reading import Reading  # noqa: PLC0415 - likewise

    return Reading(())


def _nothing_told(device_id: str) -> ToldFirmware | None:  # noqa: ARG001 - the shape of told_firmware
    return None


def _forget_told(device_id: str, text: str) -> None:
    pass


def _none_by_hand() -> Sequence[Device]:
    return ()


def _as_found(device: Device) -> Device:
    return device


def _no_measures(device: Device, audience: Audience) -> Sequence[FactFor]:  # noqa: ARG001 - the shape of measures
    return ()


def _keep_for_now() -> Keeping:
    return Keeping(Inventory.in_memory())


def _no_statements(device: Device, audience: Audience) -> Statements:  # noqa: ARG001 - the shape of statements
    from app.ui.fact_view import Statements  # noqa: PLC0415 - likewise

    return Statements()


def _no_interfaces() -> Sequence[Interface]:
    return ()


@dataclass(slots=True)
class Services:
    """The seams, all called in the window's thread.

    completed adds to a device what the person told of it. has_last is quick; last_result reads the whole of it.
    """

    keeping: Keeping = field(default_factory=_keep_for_now)
    names: Names = field(default_factory=NamesInMemory)
    has_last: Callable[[], bool] = _never
    last_result: Callable[[], ScanResult | None] = _nothing_kept
    facts: Callable[[Device, Audience, Words], Sequence[FactView]] = _no_facts
    companies: Callable[[Device], Sequence[Company]] = _no_companies
    notes: Callable[[Device, Words], DeviceNotes] = _no_notes
    reading: Callable[[Device], Reading] = _no_reading
    measures: Callable[[Device, Audience], Sequence[FactFor]] = _no_measures
    told_firmware: Callable[[str], ToldFirmware | None] = _nothing_told
    tell_firmware: Callable[[str, str], None] = _forget_told
    completed: Callable[[Device], Device] = _as_found
    by_hand: Callable[[], Sequence[Device]] = _none_by_hand
    statements: Callable[[Device, Audience], Statements] = _no_statements
    interfaces: Callable[[], Sequence[Interface]] = _no_interfaces
    make_scan: Callable[[ScanRequest], RunningScan] = real_scan
