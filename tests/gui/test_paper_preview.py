"""The preview and the printer."""

from itertools import pairwise

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QLabel, QMessageBox, QPushButton

from app.model.problem import PrinterError
from app.paper import preview as preview_module
from app.paper.document import lay_out
from app.paper.page_view import PageView
from app.paper.preview import PreviewDialog
from app.paper.printing import prepare, print_pages
from app.paper.size import PaperSize
from app.report.record import build_record
from app.words import Language, words_for
from tests.unit.report import samples

WORDS = words_for(Language.ENGLISH)


def report(cameras=3):
    return build_record(samples.scan(cameras), WORDS, names={}, facts=samples.facts())


@pytest.fixture
def dialog(qtbot, monkeypatch):
    monkeypatch.setattr(preview_module, "has_printer", lambda: False)
    dialog = PreviewDialog(report(), WORDS)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def button(dialog, text):
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)


def told(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]


def test_without_a_printer_saving_is_offered(dialog):
    assert not button(dialog, "&Print…").isEnabled()
    assert button(dialog, "&Save as PDF…").isEnabled()
    assert button(dialog, "&Save as PDF…").isDefault()
    assert "This computer has no printer set up. You can save a PDF file instead." in told(dialog)


def test_with_a_printer_printing_is_offered(qtbot, monkeypatch):
    monkeypatch.setattr(preview_module, "has_printer", lambda: True)
    dialog = PreviewDialog(report(), WORDS)
    qtbot.addWidget(dialog)
    assert button(dialog, "&Print…").isEnabled()
    assert button(dialog, "&Print…").isDefault()
    assert not any("no printer" in text for text in told(dialog))


def test_all_pages_are_there_and_named(dialog):
    views = dialog.findChildren(PageView)
    count = len(dialog.document.pages)
    assert [view.accessibleName() for view in views] == [f"Page {n} of {count}" for n in range(1, count + 1)]
    assert f"{count} pages" in told(dialog)


def test_pages_stand_one_below_the_other(dialog):
    views = dialog.findChildren(PageView)
    for above, below in pairwise(views):
        assert below.y() >= above.y() + above.height() + 16


def test_a_page_is_drawn_as_it_will_be_printed(dialog):
    view = dialog.findChildren(PageView)[0]
    image = view.grab().toImage()
    dark = sum(
        image.pixelColor(x, y).lightness() < 100 for x in range(0, image.width(), 2) for y in range(image.height())
    )
    assert dark > 1000
    assert image.pixelColor(10, 10).lightness() > 250
    assert abs(view.height() / view.width() - 792 / 612) < 0.01


def test_the_paper_can_be_changed(dialog, qtbot):
    paper = dialog.findChild(QComboBox)
    assert dialog.document.paper is PaperSize.LETTER
    paper.setCurrentIndex(1)
    assert dialog.document.paper is PaperSize.A4
    view = dialog._pages._views[0]
    assert abs(view.height() / view.width() - 842 / 595) < 0.01


def test_pages_follow_the_width_of_the_window(dialog, qtbot):
    view = dialog.findChildren(PageView)[0]
    before = view.width()
    dialog.resize(500, 700)
    qtbot.waitUntil(lambda: view.width() < before)


def test_what_is_saved_is_what_was_shown(dialog, tmp_path):
    dialog.save(tmp_path / "record")
    assert len(pypdf.PdfReader(tmp_path / "record.pdf").pages) == len(dialog.document.pages)


def test_a_failure_is_told_in_words(dialog, tmp_path, monkeypatch):
    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append((box.text(), box.informativeText())))
    dialog.save(tmp_path / "none" / "record.pdf")
    ((text, step),) = boxes
    assert "could not be written" in text
    assert step == "Choose another folder or name, and check that the disk is not full."


def test_escape_closes(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def printer_to(path, document):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    prepare(printer, document)
    return printer


@pytest.mark.parametrize("paper", PaperSize)
def test_the_printer_gets_the_same_pages(qapp, tmp_path, paper):
    document = lay_out(report(12), paper)
    print_pages(printer_to(tmp_path / "out.pdf", document), document)
    reader = pypdf.PdfReader(tmp_path / "out.pdf")
    assert len(reader.pages) == len(document.pages)
    assert f"Page 1 of {len(document.pages)}" in " ".join(reader.pages[0].extract_text().split())
    width = {PaperSize.LETTER: 612, PaperSize.A4: 595}[paper]
    assert round(reader.pages[0].mediabox.width) == width


def test_a_range_of_pages_is_printed(qapp, tmp_path):
    document = lay_out(report(12), PaperSize.LETTER)
    printer = printer_to(tmp_path / "out.pdf", document)
    printer.setFromTo(2, 3)
    print_pages(printer, document)
    texts = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(tmp_path / "out.pdf").pages]
    assert [f"Page {number} of" in text for number, text in zip((2, 3), texts, strict=True)] == [True, True]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_begin_is_told(qapp, tmp_path):
    document = lay_out(report(1), PaperSize.LETTER)
    with pytest.raises(PrinterError):
        print_pages(printer_to(tmp_path / "none" / "out.pdf", document), document)
