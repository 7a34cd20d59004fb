"""The preview: what is set is what is seen, and what is seen is what is saved."""

import csv
import io
import json

import pypdf
import pytest
from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QMessageBox, QPushButton

from app.model.problem import PrinterError
from app.paper.size import PaperSize
from app.report.build import Order
from app.report.dossier import PARTS, Part, ReportKind
from app.ui.previewing import window as window_module
from app.ui.previewing.formats import FileFormat, file_name
from app.ui.previewing.job import Wanted, make_proof
from app.ui.previewing.kinds import CHOICES, KIND_NAMES, KIND_READERS, OF_ONE, PART_NAMES
from app.ui.previewing.window import PreviewWindow
from app.ui.theme import Theme, ThemeChoice
from app.words import Language, words_for
from tests.gui import dossiers
from tests.unit.report import samples

WORDS = words_for(Language.ENGLISH)


@pytest.fixture(autouse=True)
def _no_box_waits(monkeypatch):
    """A problem that is told unasked fails the test instead of waiting for a click."""

    def told(box):
        raise AssertionError(box.text())

    monkeypatch.setattr(QMessageBox, "exec", told)


def order(kind, dossier, **parts):
    device = dossier.devices[0].device.id if kind in OF_ONE else ""
    guide = sorted(dossier.published.guides)[0] if kind is ReportKind.GUIDE else ""
    return Order(kind, device=device, guide=guide, **parts)


@pytest.fixture
def preview(qtbot, monkeypatch):
    """Opens previews; there is no printer unless told."""
    opened = []

    def open_one(kind=ReportKind.RECORD, *, dossier=None, printer=False, words=WORDS, wait=True, **parts):
        monkeypatch.setattr(window_module, "has_printer", lambda: printer)
        dossier = dossier or dossiers.dossier()
        wanted = Wanted(order(kind, dossier, **parts), PaperSize.LETTER)
        window = PreviewWindow(dossier, dossiers.MARKER, wanted, words)
        qtbot.addWidget(window)
        opened.append(window)
        window.show()
        qtbot.waitExposed(window)
        if wait:
            settle(qtbot, window)
        return window

    yield open_one
    for window in opened:
        window.reject()


def settle(qtbot, window):
    qtbot.waitUntil(lambda: not window.is_busy, timeout=20_000)


def texts(window):
    return "\n".join(page.text for page in window.proof.document.pages)


def choose(qtbot, window, combo, data):
    combo.setCurrentIndex(combo.findData(data))
    settle(qtbot, window)


def told(window):
    return [label.text() for label in window.findChildren(QLabel) if label.isVisibleTo(window)]


def test_without_a_printer_saving_is_offered(preview):
    window = preview()
    assert not window.print.isEnabled()
    assert window.save.isEnabled()
    assert window.save.property("role") == "primary"
    assert "This computer has no printer set up. You can save a PDF file instead." in told(window)


def test_with_a_printer_printing_is_offered(preview):
    window = preview(printer=True)
    assert window.print.isEnabled()
    assert window.print.property("role") == "primary"
    assert not any("no printer" in text for text in told(window))


def test_a_printer_that_fails_is_told(preview, monkeypatch):
    window = preview(printer=True)
    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box.text()))

    def broken(*_):
        raise PrinterError("no paper")

    monkeypatch.setattr(window_module, "print_document", broken)
    window.print.click()
    assert boxes == [WORDS.say(PrinterError().sentence)]


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_is_shown(preview, kind):
    window = preview(kind)
    assert window.proof.work.order.kind is kind
    assert window.options.kind.currentText() == KIND_NAMES[kind]
    assert KIND_READERS[kind] in told(window)
    assert window.windowTitle().startswith("Preview: ")
    assert window.state.full_text == f"Page 1 of {len(window.proof.document.pages)}"


def test_another_kind_comes_at_once_with_its_own_redaction(preview, qtbot):
    window = preview()
    assert "44:19:b6" in texts(window)
    choose(qtbot, window, window.options.kind, "audit")
    assert window.options.redact.is_on
    assert "44:19:b6" not in texts(window)
    assert "Corner Pharmacy" not in texts(window)
    choose(qtbot, window, window.options.kind, "record")
    assert not window.options.redact.is_on
    assert "44:19:b6" in texts(window)


def test_redaction_acts_at_once_and_leads_to_the_key(preview, qtbot):
    window = preview(ReportKind.INSURER, dossier=dossiers.dossier(photos=True))
    serial = dossiers.dossier().devices[0].device.identity.serial.value
    assert serial in texts(window).replace("\n", "")
    window.options.redact.box.click()
    settle(qtbot, window)
    assert serial not in texts(window).replace("\n", "")
    assert not window.options.parts[Part.PHOTOS].box.isEnabled()
    window.options.key.click()
    settle(qtbot, window)
    assert window.proof.work.order.kind is ReportKind.KEY
    assert serial in texts(window).replace("\n", "")
    assert not window.options.redact.isVisible()


def test_a_click_on_the_words_ticks_the_box(preview, qtbot):
    window = preview()
    tick = window.options.parts[Part.SIGNATURE]
    assert "Prepared by" in texts(window)
    qtbot.mouseClick(tick.findChild(QLabel), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert not tick.is_on
    assert "Prepared by" not in texts(window)


def test_languages(preview, qtbot):
    window = preview()
    choose(qtbot, window, window.options.language, "fr")
    assert "Page 1 sur" in window.state.full_text
    choose(qtbot, window, window.options.language, "en fr")
    pages = window.proof.document.pages
    assert {page.report.language for page in pages} == {"en", "fr"}
    assert window.proof.document.page_label(0) == f"Page 1 of {len(pages)}"
    assert window.proof.document.page_label(len(pages) - 1) == f"Page {len(pages)} sur {len(pages)}"


def test_paper(preview, qtbot):
    window = preview()
    choose(qtbot, window, window.options.paper, "a4")
    assert window.proof.document.paper is PaperSize.A4
    place = window.pages.page_rectangle(0)
    assert abs(place.height() / place.width() - 842 / 595) < 0.01


def test_who_made_it_is_on_paper_after_a_pause(preview, qtbot):
    window = preview()
    qtbot.keyClicks(window.options.made_by, "Ana Roy")
    assert "Ana Roy" not in texts(window)
    qtbot.waitUntil(lambda: "Ana Roy" in texts(window), timeout=5000)
    assert window.wanted.made_by == "Ana Roy"


def test_another_device(preview, qtbot):
    window = preview(ReportKind.DEVICE)
    other = window.proof.work.dossier.devices[1]
    choose(qtbot, window, window.options.device, other.device.id)
    assert window.proof.work.one.device.id == other.device.id
    choose(qtbot, window, window.options.device, "")
    assert window.proof is None
    assert window.problem.isVisible()
    assert not window.save.isEnabled()
    choose(qtbot, window, window.options.device, other.device.id)
    assert not window.problem.isVisible()
    assert window.save.isEnabled()


def test_a_kind_about_one_device_begins_with_the_first(preview, qtbot):
    window = preview()
    for kind in ("device", "needs", "guide"):
        choose(qtbot, window, window.options.kind, kind)
        assert window.proof is not None
        assert window.proof.work.order.kind.value == kind


def blocks(dossier, kind, parts, *, redact=False):
    proof = make_proof(
        dossier,
        Wanted(order(kind, dossier, parts=parts, redact=redact), PaperSize.LETTER),
        dossiers.MARKER,
        lambda: True,
    )
    return proof.document.report.blocks


@pytest.mark.parametrize("kind", ReportKind)
def test_each_switch_changes_the_report_and_no_other_one_would(kind):
    dossier = dossiers.dossier(4, photos=True)
    for part in Part:
        redact = part is Part.ROOM_NAMES
        without = blocks(dossier, kind, PARTS[kind] - {part}, redact=redact)
        changes = blocks(dossier, kind, PARTS[kind] | {part}, redact=redact) != without
        assert changes == (part in CHOICES[kind]), part


def test_the_switch_for_names_of_rooms_is_there_where_rooms_are_numbered(preview, qtbot):
    window = preview(ReportKind.AUDIT)
    switch = window.options.parts[Part.ROOM_NAMES]
    assert switch.isVisible()
    assert not switch.is_on
    window.options.redact.box.click()
    qtbot.waitUntil(lambda: not switch.isVisible())


def test_every_part_has_words():
    assert set(PART_NAMES) == set(Part)
    assert set(KIND_NAMES) == set(KIND_READERS) == set(CHOICES) == set(ReportKind)


def test_of_many_wishes_only_the_last_is_made(preview, qtbot):
    window = preview(dossier=dossiers.dossier(60))
    for kind in ("insurer", "tenant", "audit", "record", "insurer"):
        window.options.kind.setCurrentIndex(window.options.kind.findData(kind))
    settle(qtbot, window)
    assert window.proof.work.order.kind is ReportKind.INSURER
    assert window.save.isEnabled()


def test_closing_while_pages_are_made(preview):
    window = preview(dossier=dossiers.dossier(300), wait=False)
    window.reject()
    assert not window.isVisible()
    assert window.proof is None


def test_the_window_stays_awake_with_two_thousand_devices(preview, qtbot):
    window = preview(dossier=dossiers.dossier(2000), wait=False)
    turns = 0
    while window.is_busy:
        QApplication.processEvents()
        turns += 1
    assert turns > 20
    assert len(window.proof.document.pages) > 300
    window.pages.show_page(300)
    assert window.state.full_text.startswith("Page 301 of")


def test_small_pages_lead_to_the_large_ones_and_follow_them(preview, qtbot):
    window = preview(dossier=dossiers.dossier(40))
    window.resize(1200, 800)
    window.thumbnails.setFocus()
    qtbot.keyClick(window.thumbnails, Qt.Key.Key_Down)
    qtbot.keyClick(window.thumbnails, Qt.Key.Key_Down)
    assert window.pages.page == 2
    window.pages.setFocus()
    qtbot.keyClick(window.pages, Qt.Key.Key_End)
    assert window.thumbnails.currentIndex().row() == len(window.proof.document.pages) - 1
    qtbot.keyClick(window.pages, Qt.Key.Key_PageUp)
    qtbot.keyClick(window.pages, Qt.Key.Key_Home)
    assert window.pages.page == 0
    assert window.pages.accessibleName().startswith("Page 1 of")
    assert "Record of cameras and recorders" in window.pages.accessibleDescription()


def test_larger_pages_and_back(preview, qtbot):
    window = preview()
    before = window.pages.page_rectangle(0).width()
    assert not window.smaller.isEnabled()
    window.larger.click()
    assert window.pages.page_rectangle(0).width() > before
    qtbot.keyClick(window.pages, Qt.Key.Key_Minus)
    assert window.pages.page_rectangle(0).width() == before


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_paper_stays_white(preview, qapp, theme):
    Theme(qapp).apply(theme, 100)
    window = preview()
    image = window.pages.viewport().grab().toImage()
    place = window.pages.page_rectangle(0).intersected(QRect(image.rect()))
    assert image.pixelColor(place.left() + 10, place.top() + 10) == QColor(Qt.GlobalColor.white)
    dark = sum(
        image.pixelColor(x, y).lightness() < 100
        for x in range(place.left() + 2, place.right() - 2, 2)
        for y in range(place.top() + 2, place.bottom() - 2)
    )
    assert dark > 500
    Theme(qapp).apply(ThemeChoice.LIGHT, 100)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("percent", [100, 200])
def test_all_of_it_can_be_reached_in_a_small_window(preview, qapp, percent, language):
    Theme(qapp).apply(ThemeChoice.LIGHT, percent)
    window = preview(ReportKind.AUDIT, words=words_for(language))
    window.resize(800, 600)
    QApplication.processEvents()
    inside = window.rect()
    for button in (window.print, window.save, window.other, window.close_button):
        assert inside.contains(QRect(button.mapTo(window, button.rect().topLeft()), button.size()))
        assert button.width() >= button.sizeHint().width() - 1
    panel = window.options
    assert panel.widget().width() <= panel.viewport().width()
    assert window.pages.viewport().width() >= 250
    assert window.pages.viewport().height() >= 150
    Theme(qapp).apply(ThemeChoice.LIGHT, 100)


def test_everything_has_a_name_for_screen_readers(preview):
    window = preview(ReportKind.GUIDE)
    for widget in (*window.findChildren(QPushButton), *window.findChildren(QComboBox)):
        assert (widget.accessibleName() or getattr(widget, "text", str)()).strip()
    for widget in (window.pages, window.thumbnails, window.options.made_by):
        assert widget.accessibleName()
    for tick in window.options.parts.values():
        assert tick.box.accessibleName() == tick.text


def test_the_keyboard_reaches_pages_and_switches(preview, qtbot):
    window = preview()
    window.resize(1200, 800)
    wanted = {window.pages, window.thumbnails, window.options.kind, window.options.redact.box, window.save}
    seen = set()
    for _ in range(60):
        seen.add(QApplication.focusWidget() or window)
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    assert wanted <= seen


@pytest.mark.parametrize("ending", FileFormat)
def test_what_is_saved_is_what_was_shown(preview, qtbot, tmp_path, ending):
    window = preview(ReportKind.INSURER)
    window.save_to(tmp_path / "sheet", ending)
    settle(qtbot, window)
    content = (tmp_path / f"sheet.{ending.value}").read_bytes()
    if ending is FileFormat.PDF:
        assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == len(window.proof.document.pages)
    elif ending is FileFormat.HTML:
        assert b"sheet for the insurer" in content
    elif ending is FileFormat.CSV:
        assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) > 3
    elif ending is FileFormat.JSON:
        assert json.loads(content)["devices"]
    else:
        assert content.startswith(b"PK")
    assert window.folder.isVisible()
    assert f"Saved: sheet.{ending.value}" in told(window)


def test_the_folder_opens(preview, qtbot, tmp_path, monkeypatch):
    window = preview()
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    assert not window.folder.isVisible()
    window.save_to(tmp_path / "a.pdf", FileFormat.PDF)
    settle(qtbot, window)
    window.folder.click()
    assert opened == [QUrl.fromLocalFile(str(tmp_path))]


def test_the_name_is_asked_for(preview, qtbot, tmp_path, monkeypatch):
    window = preview()
    asked = []

    def answer(parent, title, proposed, kinds):
        asked.append((title, proposed.rpartition("/")[2], kinds))
        return str(tmp_path / "my report"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    window.save.click()
    settle(qtbot, window)
    assert asked == [("Save as PDF", "Record-of-cameras-and-recorders.pdf", "PDF files (*.pdf)")]
    assert (tmp_path / "my report.pdf").exists()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    window.ask(FileFormat.CSV)
    assert not window.is_busy
    assert [one.name for one in tmp_path.iterdir()] == ["my report.pdf"]


def test_a_failure_is_told_in_words(preview, qtbot, tmp_path, monkeypatch):
    window = preview()
    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append((box.text(), box.informativeText())))
    window.save_to(tmp_path / "none" / "record.pdf", FileFormat.PDF)
    settle(qtbot, window)
    ((text, step),) = boxes
    assert "could not be written" in text
    assert step == "Choose another folder or name, and check that the disk is not full."
    assert not window.folder.isVisible()
    assert window.save.isEnabled()


def test_names_of_files():
    assert file_name("Report on Back/door: <1>?", FileFormat.PDF) == "Report-on-Back-door-1.pdf"
    assert file_name("…", FileFormat.CSV) == "report.csv"
    assert file_name("../../etc/passwd", FileFormat.JSON) == "etc-passwd.json"


def test_hostile_devices(preview, qtbot):
    window = preview(dossier=dossiers.dossier(result=samples.hostile()))
    for kind in KIND_NAMES:
        window.show_kind(kind)
        settle(qtbot, window)
        assert window.proof is not None


def test_escape_closes(preview, qtbot):
    window = preview()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


@pytest.mark.parametrize("language", Language)
def test_no_two_things_have_the_same_key(preview, language):
    window = preview(ReportKind.GUIDE, words=words_for(language), printer=True)
    window.folder.show()
    texts = [one.text() for kind in (QPushButton, QLabel) for one in window.findChildren(kind)]
    keys = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(keys) >= 11
    assert len(set(keys)) == len(keys), sorted(keys)


def test_the_pages_have_the_keyboard_at_first(preview, qtbot):
    window = preview(dossier=dossiers.dossier(12))
    assert window.focusWidget() is window.pages
    qtbot.keyClick(window.pages, Qt.Key.Key_PageDown)
    assert window.pages.page == 1
