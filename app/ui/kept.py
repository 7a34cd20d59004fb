"""What the window keeps between sessions: the person's names and the last result, in the inventory."""

from app.inventory.store import Inventory
from app.model.events import ScanResult
from app.model.kept import DeviceNotes
from app.model.problem import AppError
from app.ui.services import GivenName


class KeptNames:
    """The person's names, on disk when set() returns."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._known = {mark: GivenName(own.name, own.room) for mark, own in inventory.devices.own_words().items()}

    def get(self, device_id: str) -> GivenName:
        """The name; empty when none was given."""
        return self._known.get(device_id, GivenName())

    def set(self, device_id: str, given: GivenName) -> None:
        """Keep the name. Raises FileNotWrittenError; what was kept before then still is."""
        kept = self._inventory.devices.get(device_id)
        self._inventory.devices.say(device_id, DeviceNotes(given.name, given.room, kept.own.notes if kept else ""))
        self._known[device_id] = given

    def all(self) -> dict[str, str]:
        """Every name by device id, for reports."""
        return {device_id: given.name for device_id, given in self._known.items() if given.name}


class KeptResults:
    """The results of real scans; practice is never kept."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._last: ScanResult | None = None

    def has_last(self) -> bool:
        """Whether a result is kept; quick, because it does not read it."""
        return self._last is not None or self._inventory.scans.any()

    def last(self) -> ScanResult | None:
        """The newest kept result; None when there is none or it cannot be read."""
        if self._last is None:
            try:
                self._last = self._inventory.scans.last()
            except AppError:
                return None
        return self._last

    def keep(self, result: ScanResult) -> None:
        """Keep a result. Raises FileNotWrittenError."""
        if not result.practice:
            self._inventory.scans.keep(result)
            self._inventory.database.copy_if_due()
            self._last = result
