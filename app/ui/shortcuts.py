"""What the keyboard does everywhere in the window."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Moves:
    """What can be done from every page."""

    back: Callable[[], object]
    scan_again: Callable[[], object]
    find: Callable[[], object]
    print_page: Callable[[], object]
    show_help: Callable[[], object]


def add_shortcuts(window: QWidget, moves: Moves) -> None:
    """Esc and Back go one step back, Ctrl+R scans again; the rest are the usual keys of this computer."""
    for keys, move in (
        (QKeySequence(Qt.Key.Key_Escape), moves.back),
        (QKeySequence(QKeySequence.StandardKey.Back), moves.back),
        (QKeySequence("Ctrl+R"), moves.scan_again),
        (QKeySequence(QKeySequence.StandardKey.Find), moves.find),
        (QKeySequence(QKeySequence.StandardKey.Print), moves.print_page),
        (QKeySequence(QKeySequence.StandardKey.HelpContents), moves.show_help),
    ):
        QShortcut(keys, window).activated.connect(move)
