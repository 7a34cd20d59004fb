"""What the window keeps between sessions: the person's names and the last result, in the inventory."""

from app.inventory.store import Inventory
from app.model.events import ScanResult
from app.model.problem import AppError
from app.ui.services import GivenName
from app.words import Language, words_for


class KeptNames:
    """The person's names, on disk when set() returns."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._known = {name: GivenName(kept.name, kept.room) for name, kept in inventory.names().items()}

    def get(self, device_id: str) -> GivenName:
        """The name; empty when none was given."""
        return self._known.get(device_id, GivenName())

    def set(self, device_id: str, given: GivenName) -> None:
        """Keep the name. Raises FileNotWrittenError; what was kept before then still is."""
        self._inventory.set_name(device_id, given.name, given.room)
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
        return self._last is not None or self._inventory.has_scans()

    def last(self) -> ScanResult | None:
        """The newest kept result; None when there is none or it cannot be read."""
        from app.scan_file import from_json  # noqa: PLC0415 - the window opens without it

        if self._last is None and (document := self._inventory.last_scan()) is not None:
            try:
                self._last = from_json(document)
            except AppError:
                return None
        return self._last

    def keep(self, result: ScanResult) -> None:
        """Keep a result. Raises FileNotWrittenError."""
        from app.scan_file import to_json  # noqa: PLC0415 - likewise

        if not result.practice:
            self._inventory.keep_scan(to_json(result, words_for(Language.ENGLISH)))
            self._last = result
