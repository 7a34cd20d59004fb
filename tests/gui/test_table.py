"""The table: counting order, search, and five thousand rows in no time."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.report.naming import titles
from app.ui.table_model import DeviceTable, natural_key
from app.ui.table_view import TableView
from app.words import Language, words_for
from tests.gui import samples

_WORDS = words_for(Language.ENGLISH)
_TODAY = dt.date(2026, 11, 23)


def _filled(count: int) -> DeviceTable:
    table = DeviceTable()
    devices = samples.many(count)
    table.show_devices(devices, titles(devices, {}, _WORDS), _WORDS, _TODAY)
    return table


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    table = _filled(12)
    table.sort(0)
    qtmodeltester.check(table)


def test_names_sort_as_people_count() -> None:
    assert sorted(["Camera 10", "camera 2", "Back door", "Camera 1"], key=natural_key) == [
        "Back door", "Camera 1", "camera 2", "Camera 10",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["9" * 10_000, "²³", "٣٤", "", "a1b22"])
def test_strange_digits_can_be_sorted(text: str) -> None:
    assert sorted([text, "1", "a"], key=natural_key)


def test_sorting_by_every_column_both_ways_loses_no_row() -> None:
    table = _filled(40)
    for column in range(table.columnCount()):
        for order in Qt.SortOrder:
            table.sort(column, order)
            assert len({table.id_at(row) for row in range(table.rowCount())}) == 40
    table.sort(-1)
    assert table.id_at(0) == samples.many(1)[0].id


def test_search_looks_in_every_column() -> None:
    table = _filled(40)
    table.show_matches("LOREX")
    assert 0 < table.rowCount() < 40
    table.show_matches("192.168.1.7")
    assert table.rowCount() == 1
    table.show_matches("")
    assert table.rowCount() == 40


def test_five_thousand_rows_are_sorted_and_filtered(qtbot: QtBot) -> None:
    view = TableView()
    qtbot.addWidget(view)
    devices = samples.many(5000)
    view.show_devices(devices, titles(devices, {}, _WORDS), _WORDS, _TODAY)
    view.table.sort(0)
    assert view.table.rowCount() == 5000
    view.table.show_matches("hik")
    assert 0 < view.table.rowCount() < 5000


def test_enter_opens_the_row(qtbot: QtBot) -> None:
    view = TableView()
    qtbot.addWidget(view)
    view.show_devices(samples.TWELVE, titles(samples.TWELVE, {}, _WORDS), _WORDS, _TODAY)
    view.selectRow(2)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [samples.TWELVE[2].id]
