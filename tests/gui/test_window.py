"""The window as a person uses it: scan, stop, open, name, print, another language, the keyboard alone."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.events import Step, StepChanged
from app.model.problem import AppError, FileNotWrittenError, NoUsableNetworkError
from app.report.naming import Standing
from app.ui.main_window import MainWindow
from app.ui.pages.results import Phase
from app.ui.services import GivenName, NamesInMemory
from app.ui.settings import Role, Settings
from app.words import Language
from tests.gui import samples

_OpenWindow = Callable[..., MainWindow]

#: One second on a computer with time to spare; the scan itself would go on for many more.
_STOP_SECONDS = 1.0


def _scan(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.result_ready, timeout=10_000):
        window.start.scan_button.click()
    _drawn(qtbot, window)


def _drawn(qtbot: QtBot, window: MainWindow) -> None:
    wanted = {device.id for device in window.book.devices}
    qtbot.waitUntil(
        lambda: {key for section in window.results.sections.values() for key in section.ids} == wanted, timeout=10_000
    )
    qtbot.waitUntil(lambda: not window.results.is_drawing, timeout=10_000)


def test_a_scan_fills_the_sections(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window()
    _scan(qtbot, window)
    sections = window.results.sections
    assert [len(sections[where].ids) for where in sections] == [5, 1, 4, 2]
    assert [card.accessibleName() for card in sections[Standing.CAMERA].cards][:2] == [
        "Camera 1, Camera", "Recorder 1, Video recorder",
    ]  # fmt: skip
    assert sections[Standing.NOT_CAMERA].cards == []
    assert window.results.phase is Phase.DONE


def test_cards_are_there_before_the_scan_ends_and_stop_keeps_them(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window(make_scan=samples.fake(samples.scan_events(samples.TWELVE), endless=True))
    window.start.scan_button.click()
    qtbot.waitUntil(lambda: len(window.results.sections[Standing.CAMERA].cards) == 5, timeout=5000)
    assert window.results.phase is Phase.SCANNING
    assert window.results.stop_button.isVisible()
    began = time.perf_counter()
    with qtbot.waitSignal(window.result_ready, timeout=20_000) as done:
        qtbot.keyClick(window.results.stop_button, Qt.Key.Key_Space)
    assert time.perf_counter() - began < _STOP_SECONDS
    assert done.args[0].stopped_early
    assert len(window.results.sections[Standing.CAMERA].cards) == 5


def test_cards_stay_in_place_while_more_is_learned(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window()
    window.results.begin()
    for device in samples.TWELVE[:3]:
        window.results.put(device)
    _drawn(qtbot, window)
    before = window.results.sections[Standing.CAMERA].ids
    window.results.put(replace(samples.TWELVE[0], identity=samples.AXIS))
    merged = replace(samples.TWELVE[1], id="uuid:merged")
    window.results.put(merged, (samples.TWELVE[1].id,))
    qtbot.waitUntil(lambda: "uuid:merged" in window.results.sections[Standing.CAMERA].ids, timeout=3000)
    _drawn(qtbot, window)
    assert window.results.sections[Standing.CAMERA].ids == [before[0], "uuid:merged", before[2]]


def test_two_hundred_devices_never_hold_up_the_window(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window(make_scan=samples.fake(samples.scan_events(samples.many(200))))
    gaps: list[float] = []
    clock = QElapsedTimer()
    beat = QTimer()
    beat.setInterval(5)
    beat.timeout.connect(lambda: gaps.append(clock.restart()))
    clock.start()
    beat.start()
    _scan(qtbot, window)
    beat.stop()
    assert len(window.book.devices) == 200
    # How long the gaps are is measured by benchmarks/window_blocking.py; here the timer had its turn while devices came in.
    assert len(gaps) > 10


def test_progress_is_told_in_words_and_never_goes_back(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window()
    window.results.begin()
    window.results.step(StepChanged(Step.SWEEP, 120, 254, 3.0))
    progress = window.results.progress
    assert progress.text == "Asking 254 addresses… about 3 seconds"
    share = progress.bar.value()
    window.results.step(StepChanged(Step.SWEEP, 10, 254))
    assert progress.bar.value() == share > 0


def test_a_failure_says_what_is_so_and_what_to_do(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window(make_scan=_no_network)
    with qtbot.waitSignal(window.scan_failed, timeout=3000):
        window.start.scan_button.click()
    assert window.results.phase is Phase.FAILED
    assert "not connected to a home or office network" in window.results.empty.text
    assert window.results.empty.button.isVisible()
    qtbot.waitUntil(lambda: not window.is_scanning, timeout=3000)


def _no_network(request: object) -> samples.FakeScan:
    raise NoUsableNetworkError


def test_nothing_found_explains_itself(open_window: _OpenWindow) -> None:
    window = open_window()
    window.open_result(samples.result(()))
    assert "VPN" in window.results.empty.text
    assert not window.results.print_button.isVisible()


def test_naming_a_device_changes_its_title_everywhere(qtbot: QtBot, open_window: _OpenWindow) -> None:
    names = NamesInMemory()
    window = open_window(names=names)
    window.open_result(samples.result(samples.TWELVE))
    _drawn(qtbot, window)
    first = samples.TWELVE[0].id
    window.open_device(first)
    qtbot.keyClicks(window.device.own_words.name_edit, "Back door")
    qtbot.keyClick(window.device.own_words.name_edit, Qt.Key.Key_Return)
    assert names.get(first) == GivenName("Back door")
    assert window.device.title == "Back door"
    _drawn(qtbot, window)
    assert window.results.sections[Standing.CAMERA].cards[0].accessibleName() == "Back door, Camera"


class _FullDisk(NamesInMemory):
    def set(self, device_id: str, given: GivenName) -> None:
        raise FileNotWrittenError(file="names")


def test_a_name_that_cannot_be_kept_is_told(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window(names=_FullDisk())
    window.open_result(samples.result(samples.TWELVE))
    window.open_device(samples.TWELVE[0].id)
    qtbot.keyClicks(window.device.own_words.name_edit, "Shop")
    qtbot.keyClick(window.device.own_words.name_edit, Qt.Key.Key_Return)
    assert window.device.problem.isVisible()


def test_print_and_save_say_what_is_wanted(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window()
    window.open_result(samples.result(samples.TWELVE))
    with qtbot.waitSignal(window.print_requested) as printed:
        window.results.print_button.click()
    assert printed.args == ["record", ""]
    window.open_device(samples.TWELVE[1].id)
    with qtbot.waitSignal(window.save_pdf_requested) as saved:
        window.device.save_button.click()
    assert saved.args == ["device", samples.TWELVE[1].id]


def test_the_language_changes_without_a_restart(open_window: _OpenWindow, settings: Settings) -> None:
    window = open_window()
    window.open_result(samples.result(samples.TWELVE))
    window.open_device(samples.TWELVE[0].id)
    assert window.start.scan_button.text() == "Scan my network"
    window.rail.language.click()
    assert window.start.scan_button.text() == "Analyser mon réseau"
    assert window.device.print_button.text() == "Imprimer cette page"
    assert settings.language is Language.FRENCH
    window.rail.language.click()
    assert window.start.scan_button.text() == "Scan my network"


def test_filters_and_search_choose_cards(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window()
    window.open_result(samples.result(samples.TWELVE))
    _drawn(qtbot, window)
    cards = window.results.sections[Standing.CAMERA].cards
    window.results.bar.search.setText("lorex")
    assert [card.isVisible() for card in cards] == [True, False, False, False, False]
    window.results.bar.search.setText("")
    window.results.bar.filter.setCurrentIndex(2)
    assert [card.isVisible() for card in cards] == [True, True, False, False, False]


def test_the_keyboard_alone_is_enough(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.start.scan_button, timeout=2000)
    with qtbot.waitSignal(window.result_ready, timeout=5000):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    _drawn(qtbot, window)
    first = window.results.sections[Standing.CAMERA].cards[0]
    for _ in range(40):
        if QApplication.focusWidget() is first:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.device
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.results
    assert QApplication.focusWidget() is first


def test_the_window_remembers_its_place_and_answers(open_window: _OpenWindow, settings: Settings) -> None:
    settings.first_run_done = False
    window = open_window()
    window.resize(960, 700)
    assert window.start.first_run is not None
    window.start.first_run.role.setCurrentIndex(window.start.first_run.role.findData(Role.BUSINESS.value))
    window.start.first_run.done.click()
    window.close()
    again = Settings()
    assert again.audience.role is Role.BUSINESS
    assert again.first_run_done
    assert not again.geometry.isEmpty()


def test_closing_during_a_scan_ends_the_thread(qtbot: QtBot, open_window: _OpenWindow) -> None:
    window = open_window(make_scan=samples.fake(samples.scan_events(samples.TWELVE), endless=True))
    window.start.scan_button.click()
    qtbot.waitUntil(lambda: bool(window.book.devices), timeout=3000)
    window.close()
    qtbot.waitUntil(lambda: not window.is_scanning, timeout=3000)


@pytest.mark.parametrize("error", [AppError("detail"), samples.PROBLEM])
def test_problems_are_a_quiet_line_with_details_on_demand(
    qtbot: QtBot, open_window: _OpenWindow, error: AppError
) -> None:
    window = open_window()
    window.open_result(samples.result(samples.TWELVE, [error, error]))
    _drawn(qtbot, window)
    strip = window.results.strip
    assert strip.isVisible()
    assert not strip.details.isVisible()
    strip.button.click()
    assert strip.details.isVisible()
    assert error.detail.split()[0] in strip.details.text()
