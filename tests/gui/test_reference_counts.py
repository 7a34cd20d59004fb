"""PySide6 6.12.0 loses references to None on Python 3.11 until the interpreter aborts; this tells when the cap may go."""

import sys

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.certainty_mark import CertaintyMark
from app.ui.table_view import TableView
from app.ui.widgets import Label

_TIMES = 2000
#: Other parts of Qt and Python keep or drop a few; a real loss is one a call or more.
_HARMLESS = 200


def test_widget_calls_do_not_lose_references_to_none(qtbot: QtBot) -> None:
    label, mark, view = Label(), CertaintyMark(), TableView()
    for widget in (label, mark, view):
        qtbot.addWidget(widget)
        widget.show()
    index = view.table.index(0, 0)
    before = sys.getrefcount(None)
    for at in range(_TIMES):
        label.setText(str(at))
        label.update()
        label.setProperty("nothing", None)
        view.table.data(index, Qt.ItemDataRole.DecorationRole)
        view.model().data(index, Qt.ItemDataRole.DecorationRole)
        mark.repaint()
    assert sys.getrefcount(None) > before - _HARMLESS
