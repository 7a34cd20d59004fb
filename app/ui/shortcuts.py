"""What the keyboard does everywhere in the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


def add_shortcuts(window: "MainWindow") -> None:
    """Esc and Back go one step back, Ctrl+R scans again; the rest are the usual keys of this computer."""
    for keys, slot in (
        (QKeySequence(Qt.Key.Key_Escape), window.back),
        (QKeySequence(QKeySequence.StandardKey.Back), window.back),
        (QKeySequence("Ctrl+R"), window.scanning.again),
        (QKeySequence(QKeySequence.StandardKey.Find), window.find_device),
        (QKeySequence(QKeySequence.StandardKey.Print), window.print_shown),
        (QKeySequence(QKeySequence.StandardKey.HelpContents), window.show_help),
    ):
        QShortcut(keys, window).activated.connect(slot)
