"""A scan is written down while the window goes on, and is on the disk when the program has closed."""

import threading

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.inventory.scans import Scans
from app.inventory.store import Inventory
from app.model.events import ScanResult
from app.model.problem import FileNotWrittenError
from app.ui import program as module
from app.ui.program import Program
from tests.gui import samples


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication):
    made = Program(qapp)
    yield made
    made.window.close()
    made.close()
    made.window.deleteLater()


def test_a_scan_is_kept_by_another_thread(program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []
    keep = Scans.keep

    def watched(self: Scans, result: ScanResult, site: int = 1) -> int:
        threads.append(threading.current_thread())
        return keep(self, result, site)

    monkeypatch.setattr(Scans, "keep", watched)
    kept: list[ScanResult] = []
    monkeypatch.setattr(program.window.own, "scan_kept", kept.append)
    result = samples.result(samples.TWELVE)
    program.window.result_ready.emit(result)
    assert kept == []
    qtbot.waitUntil(lambda: kept == [result], timeout=20_000)
    assert threads != [threading.main_thread()]
    assert program.keeping.own.scans.last() == result
    assert program._writer is None


def test_closing_waits_until_the_scan_is_on_the_disk(program: Program) -> None:
    result = samples.result(samples.TWELVE)
    program.window.result_ready.emit(result)
    program.close()
    with Inventory.open() as inventory:
        assert inventory.scans.last() == result


def test_what_cannot_be_kept_is_told_in_the_windows_thread(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Scans, result: ScanResult, site: int = 1) -> int:
        raise FileNotWrittenError("full", file="inventory.sqlite3")

    told = []
    monkeypatch.setattr(Scans, "keep", refused)
    monkeypatch.setattr(module, "tell", lambda problem, *_: told.append((problem, threading.current_thread())))
    program.window.result_ready.emit(samples.result(samples.TWELVE))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert isinstance(told[0][0], FileNotWrittenError)
    assert told[0][1] is threading.main_thread()


def test_a_second_scan_is_kept_after_the_first(program: Program, qtbot: QtBot) -> None:
    first, second = samples.result(samples.TWELVE), samples.result(samples.TWELVE[1:])
    program.window.result_ready.emit(first)
    program.window.result_ready.emit(second)
    qtbot.waitUntil(lambda: program._writer is None, timeout=20_000)
    assert [one.devices for one in program.keeping.own.scans.all()] == [11, 12]
    assert program._results.last() is second
