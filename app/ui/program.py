"""One running window, joined to what is kept, to the facts and to paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from app.inventory.store import open_or_set_aside
from app.knowledge.current import problems_met
from app.model.problem import AppError
from app.ui import seams
from app.ui.keep_thread import KeepThread
from app.ui.keeping import Keeping
from app.ui.kept import KeptFirmware, KeptNames, KeptResults
from app.ui.main_window import MainWindow
from app.ui.paperwork import Paperwork, tell
from app.ui.scan_thread import load_ahead, own_interfaces
from app.ui.services import Services
from app.ui.settings import Settings
from app.ui.theme import FUSION
from app.words import Language, words_for

if TYPE_CHECKING:
    from datetime import datetime

    from app.model.device import Device
    from app.model.events import ScanResult

#: The window is drawn by then, and nobody has read the start page yet. Pages one by one: each takes a few hundredths of a second.
_LOAD_AHEAD_AFTER_MS = 250
_MAKE_AHEAD_AFTER_MS = 1000


class Program:
    """One running window with everything behind it. Raises InventoryNewerError, FileNotReadableError."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.settings = Settings()
        inventory, self._set_aside = open_or_set_aside()
        self.keeping = Keeping(inventory)
        self.names = KeptNames(self.keeping)
        self._results = KeptResults(self.keeping)
        self._writer: KeepThread | None = None
        self._site = self.keeping.own_site
        self._unkept: set[datetime] = set()
        told = KeptFirmware(self.keeping)
        services = Services(
            keeping=self.keeping,
            names=self.names,
            has_last=self._results.has_last,
            last_result=self._results.last,
            facts=seams.facts,
            companies=seams.companies,
            notes=seams.notes,
            reading=seams.reading,
            told_firmware=told.get,
            tell_firmware=told.set,
            measures=seams.measures,
            completed=lambda device: seams.completed(device, told.get(device.id)),
            by_hand=self._by_hand,
            statements=seams.statements,
            interfaces=own_interfaces,
        )
        self.window = MainWindow(app, self.settings, services)
        self.paperwork = Paperwork(self.window, self.settings, self.keeping)
        self.paperwork.result = None
        self.window.result_ready.connect(self._keep)
        self.window.result_shown.connect(self._shown)
        self.window.result_changed.connect(self._keep_again)
        self.window.own.kept_changed.connect(self._keep_to_kept)
        self.window.side.kept_changed.connect(self._keep_to_kept)
        self.window.print_requested.connect(self.paperwork.preview)
        self.window.own.print_wanted.connect(self.paperwork.preview)
        self.window.save_pdf_requested.connect(self.paperwork.save)
        self.window.pages.widgetAdded.connect(self._page_added)

    def show(self) -> None:
        """Open the window; say first what was set aside, if anything was."""
        self.window.show()
        QTimer.singleShot(_LOAD_AHEAD_AFTER_MS, self.window, lambda: load_ahead(self.window.words))
        QTimer.singleShot(_MAKE_AHEAD_AFTER_MS, self.window, lambda: self.window.results)
        QTimer.singleShot(2 * _MAKE_AHEAD_AFTER_MS, self.window, lambda: self.window.device)
        for problem in filter(None, (self._set_aside, *problems_met())):
            tell(problem, words_for(self.settings.language), self.window)

    def close(self) -> None:
        """Close what is kept, when it is."""
        self._wait()
        self.keeping.close()

    def _by_hand(self) -> list[Device]:
        kept = self.keeping.inventory.devices.all(self.keeping.site)
        return [seams.from_hand(device) for device in kept if device.by_hand is not None]

    def _page_added(self, at: int) -> None:
        from app.ui.pages.reports import ReportsPage  # noqa: PLC0415 - it is loaded when a second page is wanted

        page = self.window.pages.widget(at)
        if isinstance(page, ReportsPage):
            page.files_opened.connect(self.paperwork.preview_files)

    def _shown(self, result: ScanResult) -> None:
        self.keeping.practise(on=result.practice)
        self.paperwork.result = result

    def _keep(self, result: ScanResult) -> None:
        self.keeping.practise(on=result.practice)
        if result.practice:
            try:
                self._results.keep_practice(result)
            except AppError as problem:
                self._tell(problem)
                return
            self.window.own.scan_kept(result)
            return
        self._wait()
        self._results.know(result)
        self._writer = writer = KeepThread(self.keeping.own.path, result, self.keeping.own_site, self.window)
        writer.kept.connect(lambda: self._written(None, result))
        writer.failed.connect(lambda problem: self._written(problem, result))
        writer.start()

    def _written(self, problem: AppError | None, result: ScanResult) -> None:
        self._writer = None
        if problem is not None:
            self._unkept.add(result.started)
            self._tell(problem)
            return
        self._results.wrote(result)
        self.window.own.scan_kept(result)

    def _tell(self, problem: AppError) -> None:
        tell(problem, words_for(self.settings.language), self.window)

    def _wait(self) -> None:
        """Return when the last scan is on the disk, or when it was told why not."""
        if (writer := self._writer) is not None:
            writer.wait()
            writer.tell()

    def _keep_again(self, result: ScanResult) -> None:
        self._wait()
        try:
            self._results.keep_again(result)
        except AppError as problem:
            self._tell(problem)

    def _keep_to_kept(self) -> None:
        """Another place is looked at, or something was deleted or taken in: what is shown is what is kept of this place."""
        self._wait()
        self._results.refresh()
        self.window.start.allow_last(available=self._results.has_last())
        shown, site = self.paperwork.result, self.keeping.own_site
        moved, self._site = site != self._site, site
        if shown is None or self.window.is_scanning:
            return
        known = shown.practice or shown.started in self._unkept
        if moved or not (known or any(scan.started == shown.started for scan in self.keeping.own.scans.all(site))):
            self._show_kept()

    def _show_kept(self) -> None:
        """Show the last scan of this place, or none, behind the page where the person is."""
        window, last = self.window, self._results.last()
        page = window.pages.currentWidget() or window.start
        if last is not None:
            window.open_result(last)
        else:
            window.results.begin()
            self.paperwork.result = None
            self.keeping.practise(on=False)
            window.choose_language(window.words.language)
        window.show_page(window.start if last is None and page is window.results else page)


def make_application(language: Language) -> QApplication:
    """The QApplication with Qt's own texts in the person's language."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # Named here, because setStyle() gives a style back, for which Qt for Python loads a thousand names.
        app = QApplication(["camera-check", "-style", FUSION])
        app.setProperty("style", FUSION)
    app.setApplicationName("camera-check")
    app.setApplicationDisplayName("Camera Check")
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language.value}", folder):
        app.installTranslator(translator)
    return app
