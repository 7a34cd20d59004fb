"""Turns what the window shows into pages: preview, print, files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model.problem import AppError, ReportScanError
from app.ui.keeping import Keeping
from app.ui.previewing.problem_box import tell
from app.ui.settings import Settings
from app.words import Words, words_for

if TYPE_CHECKING:
    from app.model.events import ScanResult
    from app.paper.size import PaperSize
    from app.report.build import Order
    from app.report.dossier import Dossier, SiteScan
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


@dataclass(frozen=True, slots=True)
class Pdf:
    """A report as a file that is not written yet."""

    title: str
    content: bytes


class Paperwork:
    """Builds the report that was asked for from the shown result, and shows, prints or saves it."""

    def __init__(self, window: QWidget, settings: Settings, keeping: Keeping) -> None:
        self._window = window
        self._settings = settings
        self._keeping = keeping
        self._paper: PaperSize | None = None
        self._made_by = ""
        self.result: ScanResult | None = None

    def dossier(self) -> tuple[Dossier, Marker] | None:
        """All facts of the shown result and of what is kept, None when there is no result. Raises AppError."""
        result = self.result
        if result is None:
            return None
        from app.report.dossier import SiteScan  # noqa: PLC0415 - the window opens without the reports

        # The window shows what a person entered among what was found; on paper the two stay apart.
        kept = self._keeping.inventory.devices.all(self._keeping.site)
        entered = {device.id for device in kept if device.by_hand is not None}
        found = replace(result, devices=tuple(one for one in result.devices if one.id not in entered))
        return self._collected((SiteScan(found, self._site()),), self._keeping.site, by_hand=True)

    def foreign_dossier(self, paths: Sequence[Path]) -> tuple[Dossier, Marker]:
        """All facts of scan files and of files for a second opinion, each device once. Raises AppError."""
        from app.report.bundle import is_bundle, read_bundle  # noqa: PLC0415 - likewise
        from app.report.dossier import SiteScan  # noqa: PLC0415 - likewise
        from app.scan_file import read  # noqa: PLC0415 - likewise

        scans: list[SiteScan] = []
        for path in paths:
            if is_bundle(path):
                scans += read_bundle(path).scans
            else:
                scans.append(SiteScan(read(path), path.stem if len(paths) > 1 else ""))
        return self._collected(scans, None, by_hand=False)

    def _collected(self, scans: Sequence[SiteScan], site: int | None, *, by_hand: bool) -> tuple[Dossier, Marker]:
        from app.knowledge.load import load  # noqa: PLC0415 - likewise
        from app.report.collect import Reader, collect  # noqa: PLC0415 - likewise
        from app.report.marks import marker, secret  # noqa: PLC0415 - likewise
        from app.ui.fact_words import reader_of  # noqa: PLC0415 - likewise

        audience = self._settings.audience
        mark = marker(secret())
        reader = Reader(dt.datetime.now().astimezone().date(), reader_of(audience), audience.province, self._made_by)
        inventory = self._keeping.inventory
        return collect(scans, load(), mark, reader, inventory=inventory, site=site, by_hand=by_hand), mark

    def preview(self, kind: str, device_id: str = "", guide_id: str = "") -> None:
        """Show the pages; the person changes, prints or saves them there."""
        self._run(self.open_preview(kind, device_id, guide_id))

    def preview_files(self, names: Sequence[str]) -> None:
        """Show a report on scans that other computers or other people made."""
        self._run(self.open_files([Path(name) for name in names]))

    def open_preview(self, kind: str, device_id: str = "", guide_id: str = "") -> PreviewWindow | None:
        """The window of a preview that is not shown yet; None when there is nothing to report, or a problem that was told."""
        try:
            found = self.dossier()
        except AppError as problem:
            tell(problem, words_for(self._settings.language), self._window)
            return None
        if found is None:
            tell(ReportScanError(), words_for(self._settings.language), self._window)
            return None
        return self._window_on(found, kind, device_id, guide_id)

    def open_files(self, paths: Sequence[Path]) -> PreviewWindow | None:
        """The same for scans in files."""
        try:
            found = self.foreign_dossier(paths)
        except AppError as problem:
            tell(problem, words_for(self._settings.language), self._window)
            return None
        return self._window_on(found, "record")

    def _window_on(
        self, found: tuple[Dossier, Marker], kind: str, device_id: str = "", guide_id: str = ""
    ) -> PreviewWindow:
        from app.ui.previewing.job import Wanted  # noqa: PLC0415 - likewise
        from app.ui.previewing.window import PreviewWindow  # noqa: PLC0415 - likewise

        words = words_for(self._settings.language)
        order = self._order(found[0], kind, device_id, guide_id, words)
        return PreviewWindow(*found, Wanted(order, self._sheet(), self._made_by), words, self._window)

    def _run(self, window: PreviewWindow | None) -> None:
        if window is None:
            return
        window.exec()
        self._paper, self._made_by = window.wanted.paper, window.wanted.made_by
        window.deleteLater()

    def _order(self, dossier: Dossier, kind: str, device_id: str, guide_id: str, words: Words) -> Order:
        """What is usual for that report; where it is about one thing and nobody said which, the first one."""
        from app.report.build import Order  # noqa: PLC0415 - likewise
        from app.report.dossier import ReportKind  # noqa: PLC0415 - likewise

        wanted = ReportKind(kind)
        if wanted in {ReportKind.DEVICE, ReportKind.NEEDS} and not device_id and dossier.devices:
            device_id = dossier.devices[0].device.id
        if wanted is ReportKind.GUIDE and not guide_id:
            guide_id = min(dossier.published.guides, default="")
        return Order(wanted, (words.language,), device_id, guide_id)

    def save(self, kind: str, device_id: str = "", guide_id: str = "") -> None:
        """Ask for a file name and write the PDF as it is usual for that report."""
        from app.paper.pdf import write_file  # noqa: PLC0415 - likewise
        from app.ui.previewing.formats import FileFormat, file_name  # noqa: PLC0415 - likewise

        words = words_for(self._settings.language)
        try:
            made = self.pdf(kind, device_id, guide_id)
            if made is not None and (path := self._ask(file_name(made.title, FileFormat.PDF), words)):
                write_file(path, made.content)
        except AppError as problem:
            tell(problem, words, self._window)

    def pdf(self, kind: str, device_id: str = "", guide_id: str = "") -> Pdf | None:
        """A report as it is usual for its kind; None when there is nothing to report. Raises AppError."""
        from app.paper.document import lay_out  # noqa: PLC0415 - likewise
        from app.paper.pdf import pdf_bytes  # noqa: PLC0415 - likewise
        from app.report.build import build, prepare  # noqa: PLC0415 - likewise

        found = self.dossier()
        if found is None:
            return None
        order = self._order(found[0], kind, device_id, guide_id, words_for(self._settings.language))
        report = build(prepare(found[0], order, found[1]))
        return Pdf(report.title, pdf_bytes(lay_out(report, self._sheet())))

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

    def _sheet(self) -> PaperSize:
        """What was chosen last, else what is usual in the country of this computer."""
        from app.paper.size import PaperSize  # noqa: PLC0415 - likewise

        if self._paper is None:
            self._paper = PaperSize.LETTER if QLocale.system().territory() in _LETTER else PaperSize.A4
        return self._paper
