"""The frame around the pages."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea

from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from app.words import Language


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("percent", [100, 200])
def test_the_rail_is_never_cut_at_its_side(
    open_window: Callable[..., MainWindow], settings: Settings, qapp: QApplication, language: Language, percent: int
) -> None:
    settings.language, settings.text_percent = language, percent
    window = open_window()
    window.resize(800, 600)
    for _ in range(5):
        qapp.processEvents()
    areas = [area for area in window.findChildren(QScrollArea) if area.widget() is window.rail]
    assert [window.rail.width() <= area.viewport().width() for area in areas] == [True]
