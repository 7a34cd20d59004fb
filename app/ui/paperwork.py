"""Turns what the window shows into pages: preview, print, PDF."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.model.events import ScanResult
from app.model.problem import AppError
from app.ui.companies_box import companies_of
from app.ui.fact_words import published, reader_of
from app.ui.kept import KeptNames
from app.ui.settings import Settings
from app.words import Words, words_for

if TYPE_CHECKING:
    from app.report.model import Report


class Paperwork:
    """Builds the report that was asked for from the shown result, and shows, prints or saves it."""

    def __init__(self, window: QWidget, settings: Settings, names: KeptNames) -> None:
        self._window = window
        self._settings = settings
        self._names = names
        self.result: ScanResult | None = None

    def report(self, kind: str, device_id: str, words: Words) -> "Report | None":
        """The "record" of all devices or the report on one "device"; None when there is nothing to report."""
        result = self.result
        if result is None:
            return None
        from app.report.policy_text import policy_texts  # noqa: PLC0415 - the window opens without the report
        from app.report.record import build_device, build_record  # noqa: PLC0415 - likewise

        audience = reader_of(self._settings.audience)
        today = result.started.date()
        if kind == "record":
            facts = policy_texts(result.devices, published(), words, audience, today)
            return build_record(result, words, names=self._names.all(), facts=facts)
        device = next((one for one in result.devices if one.id == device_id), None)
        if device is None:
            return None
        facts = policy_texts((device,), published(), words, audience, today)
        return build_device(result, device, words, names=self._names.all(), facts=facts, companies=companies_of(device))

    def preview(self, kind: str, device_id: str) -> None:
        """Show the pages; the person prints or saves them from there."""
        from app.paper.preview import PreviewDialog  # noqa: PLC0415 - the window opens without printing

        words = words_for(self._settings.language)
        if report := self.report(kind, device_id, words):
            PreviewDialog(report, words, parent=self._window).exec()

    def save(self, kind: str, device_id: str) -> None:
        """Ask for a file name and write the PDF."""
        words = words_for(self._settings.language)
        report = self.report(kind, device_id, words)
        if report is None:
            return
        proposed = f"{''.join(char if char.isalnum() else '-' for char in report.title[:60]).strip('-')}.pdf"
        name, _ = QFileDialog.getSaveFileName(
            self._window, words.text("Save as PDF"), proposed, words.text("PDF files (*.pdf)")
        )
        if not name:
            return
        from app.paper.pdf import write_pdf  # noqa: PLC0415 - likewise
        from app.paper.size import PaperSize  # noqa: PLC0415 - likewise

        path = Path(name)
        try:
            write_pdf(report, path if path.suffix else path.with_suffix(".pdf"), PaperSize.LETTER)
        except AppError as problem:
            tell(problem, words, self._window)


def tell(problem: AppError, words: Words, window: QWidget | None) -> None:
    """Say a problem in a box: the sentence, the next step, and the details on demand."""
    box = QMessageBox(QMessageBox.Icon.Warning, words.text("Camera Check"), words.say(problem.sentence), parent=window)
    box.setInformativeText(words.say(problem.next_step))
    if problem.detail and problem.detail != problem.template:
        box.setDetailedText(problem.detail)
    box.exec()
