"""Prints a report through the system's dialog."""

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.model.problem import PrinterError
from app.paper.document import Document
from app.words import Words


def has_printer() -> bool:
    """Whether the system knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def print_document(document: Document, words: Words, parent: QWidget | None) -> bool:
    """Ask where to print and print. False when the person thought better of it; raises PrinterError."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, document)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(words.text("Print"))
    dialog.setMinMax(1, len(document.pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
    finally:
        dialog.deleteLater()
    print_pages(printer, document)
    return True


def prepare(printer: QPrinter, document: Document) -> None:
    """Set paper and names. The whole sheet is ours: the margins are drawn, and wider than any printer needs."""
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(document.paper.page_size, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Point)
    )
    printer.setDocName(document.report.title)
    printer.setCreator(document.report.creator)


def print_pages(printer: QPrinter, document: Document) -> None:
    """Draw the pages that were asked for. Raises PrinterError."""
    first = max(1, printer.fromPage()) - 1
    last = min(printer.toPage() or len(document.pages), len(document.pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterError("the printer does not begin")
    try:
        for page in range(first, last):
            if page > first and not printer.newPage():
                raise PrinterError(f"page {page + 1}")
            document.draw(painter, page, printer.resolution())
    finally:
        painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise PrinterError("the printer stopped")
