"""A window with its own data folder, fake scans and a fixed look."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.services import Services
from app.ui.settings import Settings
from app.ui.theme import ThemeChoice
from app.words import Language
from tests.gui import samples


@pytest.fixture
def settings(qapp: QApplication) -> Settings:
    """Light, English, 100 %, first run over."""
    made = Settings()
    made.language, made.theme, made.text_percent, made.first_run_done = Language.ENGLISH, ThemeChoice.LIGHT, 100, True
    return made


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Iterator[Callable[..., MainWindow]]:
    """Makes windows; closes them at the end."""
    windows: list[MainWindow] = []

    def make(**services: Any) -> MainWindow:
        services.setdefault("facts", lambda device, audience, words: samples.FACTS)
        services.setdefault("make_scan", samples.fake(samples.scan_events(samples.TWELVE)))
        window = MainWindow(qapp, settings, Services(**services))
        window.show()
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
    # processEvents() leaves these alone, and every window that stays is laid out again with each change of the text size.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
