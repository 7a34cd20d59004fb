"""Keeps a scan away from the window's thread: writing down two hundred devices would hold up the window for a quarter of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from app.model.problem import AppError

if TYPE_CHECKING:
    from pathlib import Path

    from app.model.events import ScanResult


class KeepThread(QThread):
    """One scan, through a connection of its own. kept comes when it is on the disk, failed carries an AppError.

    Both come in the window's thread.
    """

    kept = Signal()
    failed = Signal(object)

    def __init__(self, path: Path, result: ScanResult, site: int, parent: QObject) -> None:
        super().__init__(parent)
        self._path, self._result, self._site = path, result, site
        self._problem: AppError | None = None
        self._told = False
        self.finished.connect(self.tell)

    def run(self) -> None:
        """Qt calls this in the new thread."""
        from app.inventory.store import Inventory  # noqa: PLC0415 - the window opens without it

        try:
            with Inventory.open(self._path) as inventory:
                inventory.scans.keep(self._result, self._site)
                inventory.database.copy_if_due()
        except AppError as problem:
            self._problem = problem

    @Slot()
    def tell(self) -> None:
        """Say how it ended; for whoever waited for the thread, too. A second time does nothing."""
        if self._told:
            return
        self._told = True
        if self._problem is not None:
            self.failed.emit(self._problem)
        else:
            self.kept.emit()
        self.deleteLater()
