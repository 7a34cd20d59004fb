"""Draws every page in both languages, light and dark, at several text sizes and numbers of devices, as PNG files.

Usage: python -m build_scripts.screens FOLDER [WORD ...]     only the pictures whose name holds every WORD
"""

import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.label import look_up
from app.model.events import Step, StepChanged
from app.model.label import LabelText
from app.model.photo_problem import PhotoWithoutCodeError
from app.model.problem import NoUsableNetworkError
from app.ui.main_window import MainWindow
from app.ui.rail import Place
from app.ui.services import GivenName, NamesInMemory, Services
from app.ui.settings import Settings
from app.ui.theme import ThemeChoice
from app.words import Language
from tests.gui import samples

_SIZES = {"wide": (1120, 760), "small": (800, 600)}
#: Qt's painter crashes on pictures taller than 32,767 pixels.
_TALLEST = 8000
#: Time in which timers draw all cards.
_SETTLE_SECONDS = 0.25


@dataclass(frozen=True)
class Look:
    """One way to look at the window."""

    language: Language
    theme: ThemeChoice
    percent: int
    size: str

    @property
    def name(self) -> str:
        return f"{self.language.value}-{self.theme.value}-{self.percent}-{self.size}"


def start(window: MainWindow) -> None:
    window.rail.buttons[Place.SCAN].click()


def help_page(window: MainWindow) -> None:
    window.rail.buttons[Place.HELP].click()


def settings_page(window: MainWindow) -> None:
    window.rail.buttons[Place.SETTINGS].click()


def scanning(window: MainWindow) -> None:
    window.results.begin()
    for event in samples.TWELVE[:4]:
        window.results.put(event)
    window.results.step(StepChanged(Step.SWEEP, 120, 254, 3.0))
    window.show_page(window.results)


def failed(window: MainWindow) -> None:
    window.results.begin()
    window.results.fail(NoUsableNetworkError())
    window.show_page(window.results)


def problems(window: MainWindow) -> None:
    window.open_result(samples.result(samples.TWELVE, [samples.PROBLEM]))


def hostile(window: MainWindow) -> None:
    window.open_result(samples.result([samples.HOSTILE_DEVICE, samples.TWELVE[0]]))


def hostile_device(window: MainWindow) -> None:
    hostile(window)
    window.open_device(samples.HOSTILE_DEVICE.id)


def results(count: int) -> Callable[[MainWindow], None]:
    devices = samples.TWELVE if count == 12 else samples.many(count)
    return lambda window: window.open_result(samples.result(devices))


def table(window: MainWindow) -> None:
    window.results.bar.table_button.click()
    results(12)(window)


def opened(at: int) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        results(12)(window)
        window.open_device(samples.TWELVE[at].id)

    return show


def label_page(*texts: LabelText) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        window.show_label()
        if texts:
            window.side.label.entry.edit.setPlainText(
                "\n".join(text.untrusted_text for text in texts if not text.code_format)
            )
            window.side.label.show_answer(look_up(texts, dt.date(2026, 11, 25)))

    return show


def label_problem(window: MainWindow) -> None:
    window.show_label()
    window.side.label.show_problem(PhotoWithoutCodeError(file="IMG_2041.jpg"))


PAGES: dict[str, Callable[[MainWindow], None]] = {
    "start": start, "scanning": scanning, "failed": failed, "problems": problems, "results-0": results(0),
    "results-1": results(1), "results-12": results(12), "results-200": results(200), "table": table,
    "device-rebrand": opened(0), "device-recorder": opened(1), "device-placeholder": opened(3), "device-printer": opened(6),
    "label-empty": label_page(), "label-typed": label_page(LabelText(samples.LABEL)), "label-codes": label_page(*samples.LABEL_CODES),
    "label-wifi": label_page(LabelText("WIFI:S:My Shop;T:WPA;P:Xsecretx;;", "QR Code")),
    "label-shared": label_page(LabelText("IPC-X999")), "label-nothing": label_page(LabelText("hello")), "label-problem": label_problem,
    "hostile": hostile, "hostile-device": hostile_device, "help": help_page, "settings": settings_page,
}  # fmt: skip


def looks() -> Iterator[Look]:
    for language, theme, percent, size in product(Language, (ThemeChoice.LIGHT, ThemeChoice.DARK), (100, 200), _SIZES):
        yield Look(language, theme, percent, size)


def draw(app: QApplication, look: Look, page: str, folder: Path, *, whole: bool) -> None:
    """Save one picture; with whole also what lies below the fold."""
    settings = Settings()
    settings.language, settings.theme, settings.text_percent = look.language, look.theme, look.percent
    settings.as_table = False
    settings.first_run_done = page != "start"
    names = NamesInMemory()
    names.set(samples.TWELVE[2].id, GivenName("Back door", "Garage"))
    services = Services(
        names=names,
        has_last=lambda: True,
        last_result=lambda: samples.result(samples.TWELVE),
        facts=lambda device, audience, words: samples.FACTS,  # noqa: ARG005 - the shape of facts
    )
    window = MainWindow(app, settings, services)
    window.resize(*_SIZES[look.size])
    window.show()
    PAGES[page](window)
    settle(app)
    window.grab().save(str(folder / f"{page}-{look.name}.png"))
    if whole:
        save_whole(app, window.pages.currentWidget(), folder / f"{page}-{look.name}-whole.png")
    window.close()
    window.deleteLater()
    settle(app)


def save_whole(app: QApplication, page: QWidget, file: Path) -> None:
    """The page with all that scrolls."""
    if isinstance(page, QScrollArea):
        settle(app)
        inside = page.widget()
        inside.grab(QRect(0, 0, inside.width(), min(inside.height(), _TALLEST))).save(str(file))


def settle(app: QApplication) -> None:
    until = time.perf_counter() + _SETTLE_SECONDS
    while time.perf_counter() < until:
        app.processEvents()


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    folder, wanted = Path(arguments[0]), arguments[1:]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        os.environ["CAMERA_CHECK_DATA"] = data
        app = QApplication([])
        for look, page in product(looks(), PAGES):
            if all(word in f"{page}-{look.name}" for word in wanted):
                draw(app, look, page, folder, whole="whole" in os.environ.get("SCREENS", "whole"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
