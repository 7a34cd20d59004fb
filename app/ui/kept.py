"""What the window keeps between sessions: the person's names and the last result, in the inventory."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.model.problem import AppError
from app.ui.keeping import Keeping
from app.ui.services import GivenName

if TYPE_CHECKING:
    from app.model.events import ScanResult
    from app.model.kept import DeviceNotes, ToldFirmware


class KeptNames:
    """The person's names, on disk when set() returns."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._known: Mapping[str, DeviceNotes] = {}
        self._state: object = None

    def get(self, device_id: str) -> GivenName:
        """The name; empty when none was given."""
        own = self._all().get(device_id)
        return GivenName(own.name, own.room, own.notes) if own else GivenName()

    def set(self, device_id: str, given: GivenName) -> None:
        """Keep the words. Raises FileNotWrittenError; what was kept before then still is."""
        from app.model.kept import DeviceNotes  # noqa: PLC0415 - the window opens without it

        own = DeviceNotes(given.name, given.room, given.notes)
        self._keeping.inventory.devices.say(device_id, own, self._keeping.site)
        self.refresh()

    def all(self) -> dict[str, str]:
        """Every name by device id, for reports."""
        return {device_id: own.name for device_id, own in self._all().items() if own.name}

    def refresh(self) -> None:
        """Read them anew when they are next wanted."""
        self._state = None

    def _all(self) -> "Mapping[str, DeviceNotes]":
        if self._state != (state := self._keeping.state):
            self._state = state
            self._known = self._keeping.inventory.devices.own_words(self._keeping.site)
        return self._known


class KeptFirmware:
    """The versions that the person typed."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    def get(self, device_id: str) -> "ToldFirmware | None":
        """What they typed for a device, None when nothing."""
        kept = self._keeping.inventory.devices.get(device_id, self._keeping.site)
        return kept.told_firmware if kept else None

    def set(self, device_id: str, text: str) -> None:
        """Keep a version; an empty one forgets it. Raises FileNotWrittenError."""
        today = dt.datetime.now().astimezone().date()
        self._keeping.inventory.devices.tell_firmware(device_id, text, today, self._keeping.site)


class KeptResults:
    """The results of real scans, by site; those of practice are kept until the program ends."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._last: dict[int, ScanResult] = {}
        self._unwritten: set[dt.datetime] = set()

    def has_last(self) -> bool:
        """Whether a result of this site is kept; quick, because it does not read it."""
        site = self._keeping.own_site
        newest = self._newest(site)
        return newest is not None or self._held(site, newest) is not None

    def last(self) -> "ScanResult | None":
        """The newest kept result of this site; None when there is none or it cannot be read."""
        site = self._keeping.own_site
        try:
            newest = self._newest(site)
            held = self._held(site, newest)
            if held is None and newest is not None and (held := self._keeping.own.scans.last(site)) is not None:
                self._last[site] = held
        except AppError:
            return None
        return held

    def _newest(self, site: int) -> str | None:
        """When the newest scan of a site began, as the file has it."""
        rows = self._keeping.own.database.rows(
            "SELECT started FROM scans WHERE site = ? ORDER BY id DESC LIMIT 1", site
        )
        return str(rows[0][0]) if rows else None

    def _held(self, site: int, newest: str | None) -> "ScanResult | None":
        """The last result, while it still is the newest one or is being written."""
        held = self._last.get(site)
        if held is None:
            return None
        if held.started.isoformat() == newest:
            self._unwritten.discard(held.started)
            return held
        return held if held.started in self._unwritten else None

    def refresh(self) -> None:
        """Read them anew when they are next wanted: everything was deleted, or more was taken in."""
        self._last.clear()
        self._unwritten.clear()

    def keep_practice(self, result: "ScanResult") -> None:
        """Keep a result of practice cameras until the program ends. Raises FileNotWrittenError."""
        self._keeping.inventory.scans.keep(result, self._keeping.site)

    def know(self, result: "ScanResult") -> None:
        """This real result is the newest of this site; a KeepThread writes it down."""
        self._last[self._keeping.own_site] = result
        self._unwritten.add(result.started)

    def wrote(self, result: "ScanResult") -> None:
        """This result is on the disk: it is the last one only while it stays there."""
        self._unwritten.discard(result.started)

    def keep_again(self, result: "ScanResult") -> None:
        """A kept scan, of which more is known now. Raises FileNotWrittenError."""
        if self._keeping.inventory.scans.keep_again(result):
            self.wrote(result)
        for site, last in self._last.items():
            if last.started == result.started and not result.practice:
                self._last[site] = result
