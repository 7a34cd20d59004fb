"""The frame: rail, page, status line, and the one slot that takes the events of a scan."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from app.model import events
from app.model.device import Device
from app.model.events import ScanEvent, ScanRequest, ScanResult
from app.model.problem import AppError
from app.ui.coverage_box import where_and_when
from app.ui.device_book import DeviceBook
from app.ui.fact_view import FactView
from app.ui.focus_ring import FocusRing
from app.ui.frame import framed
from app.ui.pages.start import StartPage
from app.ui.rail import Place, Rail
from app.ui.scan_thread import ScanThread
from app.ui.services import Services
from app.ui.settings import Settings
from app.ui.side_pages import SidePages
from app.ui.theme import Theme
from app.ui.widgets import ElidedLabel
from app.words import Language, Words, words_for

if TYPE_CHECKING:
    from app.ui.pages.device import DevicePage
    from app.ui.pages.results import ResultsPage

#: Longest time that closing waits for a scan to end.
_CLOSE_MS = 2000


class MainWindow(QMainWindow):
    """The whole window. print_requested and save_pdf_requested carry a kind ("record", "device") and a device id or "".

    result_ready carries each ScanResult of this session, result_shown each one that is opened, scan_failed an AppError.
    """

    print_requested = Signal(str, str)
    save_pdf_requested = Signal(str, str)
    result_ready = Signal(object)
    result_shown = Signal(object)
    scan_failed = Signal(object)

    def __init__(self, app: QApplication, settings: Settings, services: Services) -> None:
        super().__init__()
        self._settings = settings
        self._services = services
        self._words = words_for(settings.language)
        self._scan: ScanThread | None = None
        self._theme = Theme(app)
        self._theme.apply(settings.theme, settings.text_percent)
        self._ring = FocusRing(self, app)
        self.book = DeviceBook(services.names)
        self.rail = Rail()
        self.start = StartPage(settings)
        self.pages = QStackedWidget()
        self._results: ResultsPage | None = None
        self._device: DevicePage | None = None
        self.side = SidePages(self.pages, settings, services, self.book, self._facts)
        self._status = ElidedLabel(role="note")
        self._build()
        self._connect()
        self._retranslate()
        self.start.allow_last(available=services.has_last())
        self.rail.show_place(Place.SCAN)
        self.start.scan_button.setFocus()

    def _build(self) -> None:
        self.pages.addWidget(self.start)
        self.setCentralWidget(framed(self.rail, self.pages, self._status))
        self.setMinimumSize(800, 600)
        self.resize(1120, 760)
        self.restoreGeometry(self._settings.geometry)

    def _connect(self) -> None:
        self.rail.chosen.connect(self._go)
        self.rail.language_wanted.connect(self._other_language)
        self.start.scan_wanted.connect(self.scan)
        self.start.practice_wanted.connect(self.practise)
        self.start.last_wanted.connect(self.open_last)
        self.start.label_wanted.connect(self.show_label)
        self.side.scan_wanted.connect(self.scan)
        self.side.device_wanted.connect(self.open_device)
        self.side.look_changed.connect(self._look_changed)
        self.side.audience_changed.connect(self._retranslate)
        self.start.language_chosen.connect(self.choose_language)
        for keys, slot in (
            (QKeySequence(Qt.Key.Key_Escape), self.back),
            (QKeySequence(QKeySequence.StandardKey.Back), self.back),
            (QKeySequence("Ctrl+R"), self._scan_again),
            (QKeySequence(QKeySequence.StandardKey.Find), self._find),
            (QKeySequence(QKeySequence.StandardKey.Print), self._print_shown),
            (QKeySequence(QKeySequence.StandardKey.HelpContents), self.show_help),
        ):
            QShortcut(keys, self).activated.connect(slot)

    @property
    def results(self) -> "ResultsPage":
        """The page of results; like the others it is made when it is first wanted, so that the window opens at once."""
        if self._results is None:
            from app.ui.pages.results import ResultsPage  # noqa: PLC0415 - see above

            page = self._results = ResultsPage(
                self.book, self._words, self._not_addressed, as_table=self._settings.as_table
            )
            page.scan_wanted.connect(self._scan_again)
            page.stop_wanted.connect(self._stop)
            page.device_opened.connect(self.open_device)
            page.print_wanted.connect(self._print)
            page.save_wanted.connect(self._save)
            page.bar.view_chosen.connect(self._keep_view)
            self._add(page)
        return self._results

    @property
    def device(self) -> "DevicePage":
        """The page of one device."""
        if self._device is None:
            from app.ui.pages.device import DevicePage  # noqa: PLC0415 - likewise

            page = self._device = DevicePage(self._services, self._facts)
            page.back_wanted.connect(self.back)
            page.renamed.connect(self._renamed)
            page.print_wanted.connect(self._print)
            page.save_wanted.connect(self._save)
            self._add(page)
        return self._device

    def _add(self, page: "ResultsPage | DevicePage") -> None:
        page.retranslate(self._words)
        self.pages.addWidget(page)

    @Slot()
    def scan(self) -> None:
        """Scan the person's networks."""
        settings = self._settings
        self._begin(ScanRequest(networks=settings.networks, thorough=settings.thorough))

    @Slot()
    def practise(self) -> None:
        """Scan the pretend cameras."""
        self._begin(ScanRequest(practice=True))

    @Slot()
    def open_last(self) -> None:
        """Show the kept result."""
        result = self._services.last_result()
        if result is not None:
            self.open_result(result)
        else:
            self.start.allow_last(available=False)
            self._status.say(self._words.text("The last results cannot be read. You can scan again."))

    def open_result(self, result: ScanResult) -> None:
        """Show a result that was kept or read from a file."""
        self.results.begin()
        result = self.results.finish(result)
        self._status.say(where_and_when(result, self._words))
        self.show_page(self.results)
        self.results.focus_first()
        self.result_shown.emit(result)

    @Slot(str)
    def open_device(self, device_id: str) -> None:
        """Show one device."""
        device = self.book.get(device_id)
        if device is not None:
            self.device.show_device(device, self.book.titles(self._words)[device_id], self._words)
            self.show_page(self.device)
            self.device.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def back(self) -> None:
        """One step back: from a device to the list, from anything else to the start."""
        if self._device is not None and self.pages.currentWidget() is self._device:
            self.show_page(self.results)
            self.results.focus_device(self._device.device_id)
        elif self.pages.currentWidget() is not self.start and self._scan is None:
            self.show_page(self.start)

    def _begin(self, request: ScanRequest) -> None:
        if self._scan is not None:
            self.show_page(self.results)
            return
        self.results.begin()
        self._status.say(
            self._words.text("Scanning the practice cameras…") if request.practice else self._words.text("Scanning…")
        )
        self._scan = ScanThread(request, self._services.make_scan, self)
        self.show_page(self.results)
        self.results.stop_button.setFocus()
        self._scan.scan_event.connect(self._on_event)
        self._scan.failed.connect(self._on_failure)
        self._scan.ended.connect(self._on_end)
        self._scan.start()

    @Slot(object)
    def _on_event(self, event: ScanEvent) -> None:
        match event:
            case events.StepChanged():
                self.results.step(event)
            case events.SightingSeen():
                pass
            case events.DeviceSeen(device=device):
                self.results.put(device)
            case events.DeviceUpdated(device=device, replaced=replaced):
                self._update(device, replaced)
            case events.ProblemMet(problem=problem):
                self.results.meet(problem)
            case events.ScanDone(result=result):
                self._done(result)

    def _update(self, device: Device, replaced: tuple[str, ...]) -> None:
        self.results.put(device, replaced)
        if self._device is not None and self._device.device_id in {device.id, *replaced}:
            self._device.show_device(device, self.book.titles(self._words)[device.id], self._words)

    def _done(self, result: ScanResult) -> None:
        result = self.results.finish(result)
        self._status.say(where_and_when(result, self._words))
        if self.pages.currentWidget() is self.results:
            self.results.focus_first()
        self.result_shown.emit(result)
        self.result_ready.emit(result)

    @Slot(object)
    def _on_failure(self, error: AppError) -> None:
        self._status.say("")
        self.results.fail(error)
        self.scan_failed.emit(error)

    @Slot()
    def _on_end(self) -> None:
        if self._scan is not None:
            self._scan.deleteLater()
            self._scan = None
        if self.results.is_scanning:
            self._on_failure(AppError("The scan ended without a result."))

    @Slot()
    def _stop(self) -> None:
        if self._scan is not None:
            self._scan.cancel()

    @Slot()
    def _scan_again(self) -> None:
        if self._shown_result is not None and self._shown_result.practice:
            self.practise()
        else:
            self.scan()

    @Slot(object)
    def _go(self, place: Place) -> None:
        match place:
            case Place.SCAN:
                self.show_page(self.results if self._scan is not None else self.start)
            case Place.CAMERAS:
                if self._scan is None and self._shown_result is None:
                    self.open_last()
                self.show_page(self.results if self._scan is not None or self._shown_result else self.start)
            case Place.LABEL:
                self.show_label()
            case Place.HELP:
                self.show_help()
            case Place.SETTINGS:
                self.side.settings.refresh(self._words)
                self.show_page(self.side.settings)

    def show_help(self) -> None:
        """Show how the program works."""
        self.show_page(self.side.help)

    def show_label(self) -> None:
        """Show where a label is looked up."""
        self.show_page(self.side.label)
        self.side.label.entry.edit.setFocus()

    def show_page(self, page: QWidget) -> None:
        """Bring one of the pages to the front and mark its place in the rail."""
        self.pages.setCurrentWidget(page)
        scanning = page is self.start or (page is self._results and self._scan is not None)
        self.rail.show_place(self.side.place_of(page) or (Place.SCAN if scanning else Place.CAMERAS))
        self.start.allow_last(available=self._services.has_last())

    def _other_language(self) -> None:
        self.choose_language(Language.ENGLISH if self._words.language is Language.FRENCH else Language.FRENCH)

    @Slot(object)
    def choose_language(self, language: Language) -> None:
        """Show everything in another language and keep the choice."""
        self._settings.language = language
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self._theme.apply(self._settings.theme, self._settings.text_percent)
        self._retranslate()

    @Slot()
    def _retranslate(self) -> None:
        self._words = words_for(self._settings.language)
        words = self._words
        self.setWindowTitle(words.text("Camera Check"))
        self.rail.retranslate(words)
        self.start.retranslate(words)
        if self._results is not None:
            self._results.retranslate(words)
        self.side.retranslate(words)
        if self._device is not None:
            device = self.book.get(self._device.device_id)
            if device is not None:
                self._device.show_device(device, self.book.titles(words)[device.id], words)
            else:
                self._device.retranslate(words)
        result = self._shown_result
        self._status.say(where_and_when(result, words) if result else words.text("Nothing was scanned yet."))

    @Slot(str)
    def _renamed(self, device_id: str) -> None:
        device = self.book.get(device_id)
        if device is not None:
            self.device.show_device(device, self.book.titles(self._words)[device_id], self._words)
        self.results.retranslate(self._words)

    @Slot(bool)
    def _keep_view(self, as_table: bool) -> None:
        self._settings.as_table = as_table

    @Slot()
    def _find(self) -> None:
        if self.book.devices:
            self.show_page(self.results)
            self.results.bar.search.setFocus()

    @Slot()
    def _print_shown(self) -> None:
        if self._device is not None and self.pages.currentWidget() is self._device:
            self._print(self._device.device_id)
        elif self._shown_result is not None:
            self._print()

    @Slot()
    @Slot(str)
    def _print(self, device_id: str = "") -> None:
        self.print_requested.emit("device" if device_id else "record", device_id)

    @Slot()
    @Slot(str)
    def _save(self, device_id: str = "") -> None:
        self.save_pdf_requested.emit("device" if device_id else "record", device_id)

    def _facts(self, device: Device) -> list[FactView]:
        return list(self._services.facts(device, self._settings.audience, self._words))

    @property
    def _shown_result(self) -> ScanResult | None:
        return self._results.result if self._results is not None else None

    def _not_addressed(self, device: Device) -> bool:
        return self._services.not_addressed(device, self._settings.audience)

    @property
    def is_scanning(self) -> bool:
        """True until the thread of a scan is gone."""
        return self._scan is not None

    @property
    def words(self) -> Words:
        """The language shown now."""
        return self._words

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember the place and let a running scan end."""
        self._settings.geometry = self.saveGeometry()
        self._settings.save()
        if self._scan is not None:
            self._scan.cancel()
            self._scan.wait(_CLOSE_MS)
        self.side.wait()
        super().closeEvent(event)
