"""Readable by everybody: names for screen readers, nothing cut off, and device text that stays text."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.certainty_mark import CertaintyMark
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from app.ui.theme import TEXT_SIZES
from app.ui.widgets import ElidedLabel
from app.words import Language
from tests.gui import samples

_OpenWindow = Callable[..., MainWindow]
_REST_MS = 120


def _settle() -> None:
    """Let layouts, scroll bars and timers come to rest."""
    rest = QDeadlineTimer(_REST_MS)
    while not rest.hasExpired():
        QApplication.processEvents()


def _pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    window.open_result(samples.result(samples.TWELVE, [samples.PROBLEM]))
    window.open_device(samples.TWELVE[0].id)
    window.side.settings.refresh(window.words)
    for page in (
        window.start,
        window.results,
        window.device,
        window.side.label,
        window.side.help,
        window.side.settings,
    ):
        window.show_page(page)
        _settle()
        yield type(page).__name__, page


@pytest.mark.parametrize("language", Language)
def test_everything_that_takes_the_keyboard_has_a_name(
    open_window: _OpenWindow, settings: Settings, language: Language
) -> None:
    settings.first_run_done = False
    settings.language = language
    window = open_window()
    nameless = [
        f"{name}: {widget}"
        for name, page in [*_pages(window), ("rail", window.rail)]
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not _name_of(widget)
    ]
    assert not nameless


def _name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("percent", [100, TEXT_SIZES[-1]])
@pytest.mark.parametrize("size", [(1120, 760), (800, 600)])
def test_no_text_is_cut_off(
    open_window: _OpenWindow, settings: Settings, language: Language, percent: int, size: tuple[int, int]
) -> None:
    settings.language, settings.text_percent, settings.first_run_done = language, percent, False
    window = open_window()
    window.resize(*size)
    cut = []
    for name, page in _pages(window):
        if page.horizontalScrollBar().maximum():
            cut.append(f"{name} is {page.horizontalScrollBar().maximum()} px wider than the window")
        cut += [
            f"{name}: {_cut(widget)}" for widget in page.findChildren(QWidget) if widget.isVisible() and _cut(widget)
        ]
    cut += [f"rail: {problem}" for widget in window.rail.findChildren(QAbstractButton) if (problem := _cut(widget))]
    assert not cut


def _cut(widget: QWidget) -> str:
    if isinstance(widget, ElidedLabel) or isinstance(widget.parent(), QComboBox):
        return ""
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            return f"{widget.text()!r} needs {needed} of {widget.height()} px" if needed > widget.height() + 1 else ""
        return f"{widget.text()!r} is cut" if widget.sizeHint().width() > widget.width() + 1 else ""
    if isinstance(widget, QAbstractButton | CertaintyMark) and widget.text():
        return f"{widget.text()!r} is cut" if widget.sizeHint().width() > widget.width() + 1 else ""
    return ""


def test_what_can_be_clicked_is_large_enough(open_window: _OpenWindow, settings: Settings) -> None:
    settings.first_run_done = False
    window = open_window()
    small = [
        f"{name}: {widget} {widget.size()}"
        for name, page in _pages(window)
        for widget in page.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QComboBox | QLineEdit)
        and widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.height() < 36
    ]
    assert not small


def test_hostile_text_stays_text(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window()
    window.open_result(samples.result([samples.HOSTILE_DEVICE, *samples.TWELVE]))
    window.open_device(samples.HOSTILE_DEVICE.id)
    window.device.evidence.switch.click()
    _settle()
    for _, page in [*_pages(window), ("", window)]:
        for label in page.findChildren(QLabel):
            if label.window() is window:
                assert label.textFormat() is Qt.TextFormat.PlainText, label.text()[:80]
                assert len(label.text()) < 12_000
    assert window.device.widget().height() < 12_000


def test_hostile_text_in_tooltips_is_escaped(open_window: _OpenWindow, hostile_text: str) -> None:
    window = open_window()
    hostile = samples.device(41, samples.REBRAND)
    identity = samples.value(hostile_text)
    window.open_result(samples.result([_with_brand(hostile, identity)]))
    window.open_device(hostile.id)
    for widget in window.device.findChildren(QWidget):
        tip = widget.toolTip()
        assert "<b>" not in tip
        assert "<script" not in tip
        assert "<img" not in tip
        assert "<a " not in tip


def _with_brand(device: samples.Device, brand: samples.Value) -> samples.Device:
    return replace(device, identity=replace(device.identity, brand=brand))


def test_an_address_is_never_a_title(open_window: _OpenWindow) -> None:
    window = open_window()
    window.open_result(samples.result(samples.TWELVE))
    for section in window.results.sections.values():
        for card in section.cards:
            assert "192.168" not in card.accessibleName()
