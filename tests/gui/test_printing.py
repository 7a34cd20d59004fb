"""The printer gets what the preview shows."""

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter

from app.model.problem import PrinterError
from app.paper.document import lay_out
from app.paper.printing import prepare, print_pages
from app.paper.size import PaperSize
from app.report.record import build_record
from app.words import Language, words_for
from tests.unit.report import samples

WORDS = words_for(Language.ENGLISH)


def report(cameras=3):
    return build_record(samples.scan(cameras), WORDS, names={}, facts=samples.facts())


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
