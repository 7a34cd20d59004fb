"""Switching the language while a page is shown leaves no text of the language before, on any page, in both directions."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from app.inventory.store import Inventory
from app.ui.keeping import Keeping
from app.ui.kept import KeptNames
from app.ui.main_window import MainWindow
from app.ui.rail import Place
from app.words import Language
from tests.architecture.test_french_resources import catalogue_pairs
from tests.gui import samples

CAMERA = samples.TWELVE[0]
PAGES: dict[str, Callable[[MainWindow], None]] = {
    "start": lambda window: window.rail.buttons[Place.SCAN].click(),
    "results": lambda window: window.rail.buttons[Place.CAMERAS].click(),
    "guides": lambda window: window.rail.buttons[Place.GUIDES].click(),
    "guide": lambda window: window.own.open_guide(CAMERA.id, "harden-camera"),
    "needs": lambda window: window.own.open_needs(CAMERA.id),
    "history": lambda window: window.rail.buttons[Place.HISTORY].click(),
    "reports": lambda window: window.rail.buttons[Place.REPORTS].click(),
    "label": lambda window: window.show_label(),
    "settings": lambda window: window.rail.buttons[Place.SETTINGS].click(),
    "help": lambda window: window.rail.buttons[Place.HELP].click(),
    "watch": lambda window: window.show_page(window.own.watch),
    "device": lambda window: window.open_device(CAMERA.id),
}
ENGLISH = {english for english, french in catalogue_pairs() if english != french}
FRENCH = {french for english, french in catalogue_pairs() if english != french}
#: The switch in the rail names the other language in that language.
OTHER_LANGUAGE = {"English", "Français"}


def texts(window: MainWindow) -> Counter[str]:
    """Everything that can be read or heard."""
    found: Counter[str] = Counter()
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window):
            names = ("text", "placeholderText", "accessibleName", "accessibleDescription", "toolTip")
            said = [getattr(widget, name)() for name in names if callable(getattr(widget, name, None))]
            if isinstance(widget, QComboBox):
                said += [widget.itemText(index) for index in range(widget.count())]
            found.update(text for text in said if text)
    return found


def test_nothing_keeps_the_language_before(
    open_window: Callable[..., MainWindow], tmp_path: Path, qapp: QApplication
) -> None:
    with Inventory.open(tmp_path / "inventory.sqlite3") as inventory:
        keeping = Keeping(inventory)
        inventory.scans.keep(samples.result(samples.TWELVE))
        inventory.scans.keep(samples.result(samples.TWELVE[1:]))
        window = open_window(keeping=keeping, names=KeptNames(keeping), has_last=lambda: True)
        window.open_result(samples.result(samples.TWELVE))
        faults: dict[str, set[str]] = {}
        for number, (page, show) in enumerate(PAGES.items()):
            show(window)
            qapp.processEvents()
            to_french = number % 2 == 0
            window.choose_language(Language.FRENCH if to_french else Language.ENGLISH)
            qapp.processEvents()
            switched = texts(window)
            stale = set(switched) & ((ENGLISH - FRENCH) if to_french else (FRENCH - ENGLISH))
            show(window)
            qapp.processEvents()
            if wrong := (stale - OTHER_LANGUAGE) | set(switched - texts(window)):
                faults[page] = wrong
        assert faults == {}


def test_a_stale_text_would_be_found(open_window: Callable[..., MainWindow]) -> None:
    window = open_window()
    window.choose_language(Language.FRENCH)
    window.start.scan_button.setText("Scan my network")
    assert set(texts(window)) & (ENGLISH - FRENCH) - OTHER_LANGUAGE == {"Scan my network"}


@pytest.mark.parametrize("page", ["guide", "needs"])
def test_a_device_without_a_name_is_called_in_the_new_language(
    open_window: Callable[..., MainWindow], tmp_path: Path, page: str
) -> None:
    with Inventory.open(tmp_path / "inventory.sqlite3") as inventory:
        window = open_window(keeping=Keeping(inventory))
        window.open_result(samples.result(samples.TWELVE))
        PAGES[page](window)
        window.choose_language(Language.FRENCH)
        assert any(text.endswith("\u00a0: Caméra 1") for text in texts(window))
