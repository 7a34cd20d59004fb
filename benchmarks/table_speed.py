"""Sorts and filters the table of 5,000 devices beside Qt's own sorting proxy over the same texts, in one run.

Usage: python -m benchmarks.table_speed
"""

import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSortFilterProxyModel
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication

from app.report.naming import titles
from app.ui.table_view import TableView
from app.words import Language, words_for
from tests.gui import samples

DEVICES = 5000
BUDGET_SECONDS = 0.3


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def main() -> None:
    """Print both times and their ratio for each action."""
    app = QApplication.instance() or QApplication([])
    words = words_for(Language.ENGLISH)
    devices = samples.many(DEVICES)
    named = titles(devices, {}, words)
    view = TableView()
    view.show_devices(devices, named, words, samples.NOW.date())
    view.show()
    plain = QStandardItemModel(DEVICES, 1)
    for at, device in enumerate(devices):
        plain.setItem(at, 0, QStandardItem(f"{named[device.id]} {device.identity.maker.value or ''}"))
    peer = QSortFilterProxyModel()
    peer.setSourceModel(plain)
    for name, own, other in (
        ("sort by name", lambda: view.table.sort(0), lambda: peer.sort(0)),
        ("filter", lambda: view.table.show_matches("hik"), lambda: peer.setFilterFixedString("hik")),
    ):
        ours, theirs = seconds(own), seconds(other)
        print(
            f"{name}: {ours * 1000:.0f} of {BUDGET_SECONDS * 1000:.0f} ms, Qt's proxy {theirs * 1000:.0f} ms, ratio {ours / theirs:.2f}"
        )
    app.processEvents()


if __name__ == "__main__":
    main()
