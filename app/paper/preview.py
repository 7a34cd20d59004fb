"""The preview: a report's pages as they will be printed or saved, drawn by the same painter."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.model.problem import AppError
from app.model.text import N_
from app.paper.document import Document, lay_out
from app.paper.page_view import PageScroller
from app.paper.pdf import write_pdf
from app.paper.printing import has_printer, print_document
from app.paper.size import PaperSize
from app.report.model import Report
from app.words import Words

_PAPERS = ((PaperSize.LETTER, N_("Letter")), (PaperSize.A4, N_("A4")))


class PreviewDialog(QDialog):
    """Pages to look at, with Print…, Save as PDF… and Close. The report's language is fixed; words are for the buttons."""

    def __init__(
        self, report: Report, words: Words, paper: PaperSize = PaperSize.LETTER, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._words = words
        self._document = lay_out(report, paper)
        self.setWindowTitle(words.text("Preview: {title}").format(title=report.title[:100]))
        self.resize(820, 880)

        self._pages = PageScroller(self)
        self._pages.setAccessibleName(words.text("Pages"))
        self._count = QLabel(self)
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._paper = QComboBox(self)
        for size, name in _PAPERS:
            self._paper.addItem(words.text(name), size)
        self._paper.setCurrentIndex([size for size, _ in _PAPERS].index(paper))
        self._paper.currentIndexChanged.connect(self._change_paper)
        paper_label = QLabel(words.text("&Paper:"), self)
        paper_label.setBuddy(self._paper)
        self._no_printer = QLabel(
            words.text("This computer has no printer set up. You can save a PDF file instead."), self
        )
        self._no_printer.setWordWrap(True)

        self._print = QPushButton(words.text("&Print…"), self)
        self._print.clicked.connect(self._print_pages)
        self._save = QPushButton(words.text("&Save as PDF…"), self)
        self._save.clicked.connect(self._save_pdf)
        close = QPushButton(words.text("&Close"), self)
        close.clicked.connect(self.reject)
        printable = has_printer()
        self._print.setEnabled(printable)
        self._no_printer.setVisible(not printable)
        (self._print if printable else self._save).setDefault(True)
        for button in (self._print, self._save, close):
            button.setMinimumHeight(36)
        self._paper.setMinimumHeight(36)

        top = QHBoxLayout()
        top.addWidget(paper_label)
        top.addWidget(self._paper)
        top.addStretch(1)
        top.addWidget(self._count)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(close)
        bottom.addStretch(1)
        bottom.addWidget(self._save)
        bottom.addWidget(self._print)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._no_printer)
        layout.addLayout(bottom)
        self._show_document()

    @property
    def document(self) -> Document:
        """The pages on view."""
        return self._document

    def _show_document(self) -> None:
        self._pages.show_document(
            self._document,
            [self._document.page_label(page) for page in range(len(self._document.pages))],
        )
        self._count.setText(self._words.plural("{count} page", "{count} pages", len(self._document.pages)))

    @Slot()
    def _change_paper(self) -> None:
        self._document = lay_out(self._report, PaperSize(self._paper.currentData()))
        self._show_document()

    @Slot()
    def _print_pages(self) -> None:
        try:
            print_document(self._document, self._words, self)
        except AppError as error:
            self._tell(error)

    @Slot()
    def _save_pdf(self) -> None:
        proposed = f"{''.join(char if char.isalnum() else '-' for char in self._report.title[:60]).strip('-')}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self._words.text("Save as PDF"), proposed, self._words.text("PDF files (*.pdf)")
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Save the pages as they are shown; .pdf is added where there is no ending. A failure is told in words."""
        try:
            write_pdf(self._report, path if path.suffix else path.with_suffix(".pdf"), self._document.paper)
        except AppError as error:
            self._tell(error)

    def _tell(self, error: AppError) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, self.windowTitle(), "", QMessageBox.StandardButton.Ok, self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self._words.say(error.sentence))
        box.setInformativeText(self._words.say(error.next_step))
        box.exec()
        box.deleteLater()
