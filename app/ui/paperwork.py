"""Turns what the window shows into pages: preview, print, files."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model.events import ScanResult
from app.model.problem import AppError
from app.ui.keeping import Keeping
from app.ui.previewing.problem_box import tell
from app.ui.settings import Settings
from app.words import Words, words_for

if TYPE_CHECKING:
    from app.paper.size import PaperSize
    from app.report.dossier import Dossier
    from app.report.marks import Marker
    from app.ui.previewing.window import PreviewWindow

__all__ = ["Paperwork", "tell"]

#: Where people print on Letter, by QLocale's names of territories; everywhere else it is A4.
_LETTER = {
    QLocale.Country.Canada,
    QLocale.Country.UnitedStates,
    QLocale.Country.Mexico,
    QLocale.Country.Chile,
    QLocale.Country.Colombia,
    QLocale.Country.Philippines,
    QLocale.Country.PuertoRico,
    QLocale.Country.AnyCountry,
}


class Paperwork:
    """Builds the report that was asked for from the shown result, and shows, prints or saves it."""

    def __init__(self, window: QWidget, settings: Settings, keeping: Keeping) -> None:
        self._window = window
        self._settings = settings
        self._keeping = keeping
        self._paper: PaperSize | None = None
        self._made_by = ""
        self.result: ScanResult | None = None

    def dossier(self) -> "tuple[Dossier, Marker] | None":
        """All facts of the shown result and of what is kept, None when there is no result. Raises AppError."""
        result = self.result
        if result is None:
            return None
        from app.knowledge.load import load  # noqa: PLC0415 - the window opens without the reports
        from app.report.collect import Reader, collect  # noqa: PLC0415 - likewise
        from app.report.dossier import SiteScan  # noqa: PLC0415 - likewise
        from app.report.marks import marker, secret  # noqa: PLC0415 - likewise
        from app.ui.fact_words import reader_of  # noqa: PLC0415 - likewise

        audience = self._settings.audience
        mark = marker(secret())
        reader = Reader(dt.datetime.now().astimezone().date(), reader_of(audience), audience.province, self._made_by)
        collected = collect(
            (SiteScan(result, self._site()),),
            load(),
            mark,
            reader,
            inventory=self._keeping.inventory,
            site=self._keeping.site,
            by_hand=not result.practice,
        )
        return collected, mark

    def preview(self, kind: str, device_id: str = "", guide_id: str = "") -> None:
        """Show the pages; the person changes, prints or saves them there."""
        if (window := self.open_preview(kind, device_id, guide_id)) is None:
            return
        window.exec()
        self._paper, self._made_by = window.wanted.paper, window.wanted.made_by
        window.deleteLater()

    def open_preview(self, kind: str, device_id: str = "", guide_id: str = "") -> "PreviewWindow | None":
        """The window of a preview that is not shown yet; None when there is nothing to report, which is told."""
        from app.report.build import Order  # noqa: PLC0415 - likewise
        from app.report.dossier import ReportKind  # noqa: PLC0415 - likewise
        from app.ui.previewing.job import Wanted  # noqa: PLC0415 - likewise
        from app.ui.previewing.window import PreviewWindow  # noqa: PLC0415 - likewise

        words = words_for(self._settings.language)
        try:
            found = self.dossier()
        except AppError as problem:
            tell(problem, words, self._window)
            return None
        if found is None:
            return None
        dossier, mark = found
        order = Order(ReportKind(kind), (words.language,), device_id, guide_id)
        return PreviewWindow(dossier, mark, Wanted(order, self._sheet(), self._made_by), words, self._window)

    def save(self, kind: str, device_id: str = "", guide_id: str = "") -> None:
        """Ask for a file name and write the PDF as it is usual for that report."""
        from app.paper.document import lay_out  # noqa: PLC0415 - likewise
        from app.paper.pdf import pdf_bytes, write_file  # noqa: PLC0415 - likewise
        from app.report.build import Order, build, prepare  # noqa: PLC0415 - likewise
        from app.report.dossier import ReportKind  # noqa: PLC0415 - likewise
        from app.ui.previewing.formats import FileFormat, file_name  # noqa: PLC0415 - likewise

        words = words_for(self._settings.language)
        try:
            found = self.dossier()
            if found is None:
                return
            order = Order(ReportKind(kind), (words.language,), device_id, guide_id)
            report = build(prepare(found[0], order, found[1]))
            if path := self._ask(file_name(report.title, FileFormat.PDF), words):
                write_file(path, pdf_bytes(lay_out(report, self._sheet())))
        except AppError as problem:
            tell(problem, words, self._window)

    def _ask(self, proposed: str, words: Words) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(
            self._window, words.text("Save as PDF"), str(Path.home() / proposed), words.text("PDF files (*.pdf)")
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_name(f"{path.name}.pdf")

    def _site(self) -> str:
        """The name of the place, "" when the person gave none."""
        sites = self._keeping.inventory.sites.all()
        return next((site.name for site in sites if site.id == self._keeping.site), "")

    def _sheet(self) -> "PaperSize":
        """What was chosen last, else what is usual in the country of this computer."""
        from app.paper.size import PaperSize  # noqa: PLC0415 - likewise

        if self._paper is None:
            self._paper = PaperSize.LETTER if QLocale.system().territory() in _LETTER else PaperSize.A4
        return self._paper
