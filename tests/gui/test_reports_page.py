"""The page of reports, and the way from the window to paper."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton

from app.inventory.store import Inventory
from app.model.kept import ByHand, DeviceNotes
from app.model.problem import ReportScanError
from app.paper.size import PaperSize
from app.report.by_hand import device_by_hand
from app.report.dossier import ReportKind
from app.scan_file import write_text
from app.ui.keeping import Keeping
from app.ui.pages.reports import ReportsPage
from app.ui.paperwork import Paperwork
from app.ui.previewing.formats import FileFormat
from app.ui.previewing.kinds import KIND_NAMES, KIND_READERS
from app.words import Language, words_for
from tests.unit.report import samples

WORDS = words_for(Language.ENGLISH)


@pytest.fixture(autouse=True)
def _no_box_waits(monkeypatch):
    """A problem that is told unasked fails the test instead of waiting for a click."""

    def told(box):
        raise AssertionError(box.text())

    monkeypatch.setattr(QMessageBox, "exec", told)


@pytest.fixture
def page(qtbot):
    """The page with a result."""
    page = ReportsPage(lambda: True)
    qtbot.addWidget(page)
    page.retranslate(WORDS)
    page.resize(1000, 700)
    page.show()
    return page


def buttons(page, text):
    return [one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(page)]


def told(page):
    return {label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)}


def test_each_report_says_for_whom_it_is(page):
    assert set(KIND_NAMES.values()) | set(KIND_READERS.values()) <= told(page)


def test_each_report_can_be_opened(page, qtbot):
    opened = []
    page.report_opened.connect(opened.append)
    looks = buttons(page, "Look at it")
    for button in looks:
        assert button.accessibleName().startswith("Look at it: ")
        button.click()
    assert sorted(opened) == sorted(kind.value for kind in ReportKind)


def test_without_a_result_a_scan_is_offered(qtbot):
    page = ReportsPage(lambda: False)
    qtbot.addWidget(page)
    page.retranslate(WORDS)
    page.show()
    assert "A report needs a result. Scan your network first." in told(page)
    assert not any(button.isEnabled() for button in buttons(page, "Look at it"))
    with qtbot.waitSignal(page.scan_wanted):
        buttons(page, "Scan my network")[0].click()


def test_french(page):
    page.retranslate(words_for(Language.FRENCH))
    french = told(page)
    assert "Rapports" in french
    assert not french & set(KIND_READERS.values())


def test_files_are_asked_for(page, monkeypatch, tmp_path):
    opened = []
    page.files_opened.connect(opened.append)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(tmp_path / "a.json")], ""))
    buttons(page, "Open files…")[0].click()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    buttons(page, "Open files…")[0].click()
    assert opened == [[str(tmp_path / "a.json")]]


@pytest.fixture
def paperwork(settings):
    """Paperwork on a scan of three cameras, the first of which has a name and a room."""
    keeping = Keeping(Inventory.in_memory())
    result = samples.scan(3)
    keeping.inventory.scans.keep(result, keeping.site)
    keeping.inventory.devices.say(result.devices[0].id, DeviceNotes("Back door", "Garage", ""), keeping.site)
    keeping.inventory.sites.rename(keeping.site, "Corner Pharmacy")
    made = Paperwork(None, settings, keeping)
    made.result = result
    yield made
    keeping.close()


def finished(qtbot, window):
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: not window.is_busy, timeout=20_000)
    return "\n".join(page.text for page in window.proof.document.pages)


def test_what_the_person_keeps_is_on_paper(paperwork, qtbot):
    text = finished(qtbot, paperwork.open_preview("record"))
    assert "Back door" in text
    assert "Garage" in text
    assert "Corner Pharmacy" in text


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_opens_without_being_told_which_device(paperwork, qtbot, kind):
    window = paperwork.open_preview(kind.value)
    assert finished(qtbot, window)


def test_one_device_and_one_guide(paperwork, qtbot):
    device = paperwork.result.devices[1]
    window = paperwork.open_preview("device", device.id)
    finished(qtbot, window)
    assert window.proof.work.one.device.id == device.id
    guide = sorted(window.proof.work.dossier.published.guides)[-1]
    window = paperwork.open_preview("guide", device.id, guide)
    finished(qtbot, window)
    assert window.proof.work.order.guide == guide


def test_without_a_result_a_scan_is_asked_for(paperwork, monkeypatch):
    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box.text()))
    paperwork.result = None
    assert paperwork.open_preview("record") is None
    paperwork.preview("record")
    paperwork.save("record")
    assert boxes == [WORDS.say(ReportScanError().sentence)] * 2


def test_what_a_person_entered_is_told_apart_from_what_was_found(paperwork, qtbot):
    devices = paperwork._keeping.inventory.devices
    entered = devices.enter(ByHand("camera", "Lorex", "LNB9999"), DeviceNotes("Barn", "Barn", ""))
    (kept,) = [one for one in devices.all(1) if one.id == entered]
    shown = device_by_hand(entered, kept.by_hand)
    paperwork.result = replace(paperwork.result, devices=(*paperwork.result.devices, shown))
    dossier, _ = paperwork.dossier()
    assert [one.by_hand for one in dossier.devices if one.device.id == entered] == [True]
    text = finished(qtbot, paperwork.open_preview("record"))
    assert "1 device below was written down by a person" in text
    assert "This scan found 3 cameras and 1 recorder." in text


def test_the_pdf_of_the_usual_report_is_saved_at_once(paperwork, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    paperwork.save("insurer")
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF")


def test_a_problem_is_told(paperwork, monkeypatch, tmp_path):
    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box.text()))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "mine.pdf"), ""))
    paperwork.save("record")
    (tmp_path / "bad.json").write_text("{")
    assert paperwork.open_files([tmp_path / "bad.json"]) is None
    assert paperwork.open_files([tmp_path / "missing.json"]) is None
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 nothing")
    assert paperwork.open_files([tmp_path / "bad.zip"]) is None
    assert len(boxes) == 4


def test_scans_of_several_places_make_one_report(paperwork, qtbot, tmp_path):
    for name, cameras in (("Town hall", 2), ("Arena", 4)):
        (tmp_path / f"{name}.json").write_text(write_text(samples.scan(cameras), WORDS), "utf-8")
    window = paperwork.open_files(sorted(tmp_path.glob("*.json")))
    text = finished(qtbot, window)
    assert "Arena" in text
    assert "Town hall" in text
    assert len([one for one in window.proof.work.dossier.devices if one.device.identity.is_camera]) == 5


def test_a_second_opinion_is_handed_over_and_opened(paperwork, qtbot, tmp_path):
    window = paperwork.open_preview("installer")
    finished(qtbot, window)
    marks = {one.mark for one in window.proof.work.dossier.devices}
    window.save_to(tmp_path / "opinion", FileFormat.BUNDLE)
    qtbot.waitUntil(lambda: not window.is_busy)
    opened = paperwork.open_files([tmp_path / "opinion.zip"])
    text = finished(qtbot, opened)
    assert {one.mark for one in opened.proof.work.dossier.devices} == marks
    assert "44:19:b6" not in text
    assert "Back door" not in text


def test_paper_and_name_are_kept_for_the_next_report(paperwork, qtbot, monkeypatch):
    window = paperwork.open_preview("record")
    qtbot.addWidget(window)

    def leave():
        window.options.paper.setCurrentIndex(window.options.paper.findData("a4"))
        window.reject()

    monkeypatch.setattr(window, "exec", leave, raising=False)
    paperwork._run(window)
    following = paperwork.open_preview("insurer")
    qtbot.addWidget(following)
    assert following.wanted.paper is PaperSize.A4
    following.reject()
