"""One running window, joined to what is kept, to the facts and to paper."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.inventory.store import open_or_set_aside
from app.model.device import Device
from app.model.events import ScanResult
from app.model.problem import AppError
from app.ui.companies_box import companies_of
from app.ui.completing import completer, from_hand
from app.ui.fact_words import facts_about, measures_for, statements_about
from app.ui.keeping import Keeping
from app.ui.kept import KeptFirmware, KeptNames, KeptResults
from app.ui.main_window import MainWindow
from app.ui.note_words import notes_about, reading_for
from app.ui.paperwork import Paperwork, tell
from app.ui.scan_thread import own_interfaces
from app.ui.services import Services
from app.ui.settings import Settings
from app.words import Language, words_for


class Program:
    """One running window with everything behind it. Raises InventoryNewerError, FileNotReadableError."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.settings = Settings()
        inventory, self._set_aside = open_or_set_aside()
        self.keeping = Keeping(inventory)
        self.names = KeptNames(self.keeping)
        self._results = KeptResults(self.keeping)
        told = KeptFirmware(self.keeping)
        services = Services(
            keeping=self.keeping,
            names=self.names,
            has_last=self._results.has_last,
            last_result=self._results.last,
            facts=facts_about,
            companies=companies_of,
            notes=notes_about,
            reading=lambda device: reading_for(device.identity),
            told_firmware=told.get,
            tell_firmware=told.set,
            measures=measures_for,
            completed=completer(told.get),
            by_hand=self._by_hand,
            statements=statements_about,
            interfaces=own_interfaces,
        )
        self.window = MainWindow(app, self.settings, services)
        self.paperwork = Paperwork(self.window, self.settings, self.keeping)
        self.paperwork.result = None
        self.window.result_ready.connect(self._keep)
        self.window.result_shown.connect(self._shown)
        self.window.result_changed.connect(self._keep_again)
        self.window.print_requested.connect(self.paperwork.preview)
        self.window.own.print_wanted.connect(self.paperwork.preview)
        self.window.save_pdf_requested.connect(self.paperwork.save)

    def show(self) -> None:
        """Open the window; say first what was set aside, if anything was."""
        self.window.show()
        if self._set_aside is not None:
            tell(self._set_aside, words_for(self.settings.language), self.window)

    def close(self) -> None:
        """Close what is kept."""
        self.keeping.close()

    def _by_hand(self) -> list[Device]:
        kept = self.keeping.inventory.devices.all(self.keeping.site)
        return [from_hand(device) for device in kept if device.by_hand is not None]

    def _shown(self, result: ScanResult) -> None:
        self.keeping.practise(on=result.practice)
        self.paperwork.result = result

    def _keep(self, result: ScanResult) -> None:
        self.keeping.practise(on=result.practice)
        try:
            self._results.keep(result)
        except AppError as problem:
            tell(problem, words_for(self.settings.language), self.window)
            return
        self.window.own.scan_kept(result)

    def _keep_again(self, result: ScanResult) -> None:
        try:
            self._results.keep_again(result)
        except AppError as problem:
            tell(problem, words_for(self.settings.language), self.window)


def make_application(language: Language) -> QApplication:
    """The QApplication with Qt's own texts in the person's language."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["camera-check"])
    app.setApplicationName("camera-check")
    app.setApplicationDisplayName("Camera Check")
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(language.value), "qtbase", "_", folder):
        app.installTranslator(translator)
    return app
