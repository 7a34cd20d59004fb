"""The frame: rail, page, status line, and the one slot that takes the events of a scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from app.model.problem import AppError
from app.ui.coverage_box import where_and_when
from app.ui.device_book import DeviceBook
from app.ui.focus_ring import FocusRing
from app.ui.frame import framed
from app.ui.own_pages import OwnPages
from app.ui.pages.start import StartPage
from app.ui.rail import Place, Rail
from app.ui.scan_control import ScanControl, in_order_of
from app.ui.services import Services
from app.ui.settings import Settings
from app.ui.shortcuts import Moves, add_shortcuts
from app.ui.side_pages import SidePages
from app.ui.theme import Theme
from app.ui.widgets import ElidedLabel
from app.words import Language, Words, words_for

if TYPE_CHECKING:
    from app.model.device import Device
    from app.model.events import ScanRequest, ScanResult
    from app.ui.fact_view import FactView
    from app.ui.pages.device import DevicePage
    from app.ui.pages.results import ResultsPage


class MainWindow(QMainWindow):
    """The whole window. print_requested and save_pdf_requested carry a kind ("record", "device") and a device id or "".

    result_ready carries each ScanResult of this session as it was found, result_shown each one as it is shown, scan_failed an AppError.
    result_changed carries a result of which more is known now.
    """

    print_requested = Signal(str, str)
    save_pdf_requested = Signal(str, str)
    result_ready = Signal(object)
    result_shown = Signal(object)
    result_changed = Signal(object)
    scan_failed = Signal(object)

    def __init__(self, app: QApplication, settings: Settings, services: Services) -> None:
        super().__init__()
        self._settings = settings
        self._services = services
        self._words = words_for(settings.language)
        self._theme = Theme(app)
        self._theme.apply(settings.theme, settings.text_percent)
        self._ring = FocusRing(self, app)
        self.book = DeviceBook(services.names)
        self.rail = Rail()
        self.start = StartPage(settings)
        self.pages = QStackedWidget()
        self._results: ResultsPage | None = None
        self._device: DevicePage | None = None
        self._found: ScanResult | None = None
        self.side = SidePages(self.pages, settings, services, self.book, self._facts)
        self.own = OwnPages(self.pages, settings, services, self.book)
        self.scanning = ScanControl(settings, services, lambda: self.results, self)
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
        self.side.kept_changed.connect(self._kept_changed)
        self.side.audience_changed.connect(self._retranslate)
        self.own.page_wanted.connect(self.show_page)
        self.own.back_wanted.connect(self.back)
        self.own.kept_changed.connect(self._kept_changed)
        self.own.scan_wanted.connect(self.scanning.again)
        self.own.result_wanted.connect(self.open_result)
        self.own.device_wanted.connect(self.open_device)
        self.scanning.began.connect(self._scan_began)
        self.scanning.updated.connect(self._updated)
        self.scanning.done.connect(self._done)
        self.scanning.failed.connect(self._failed)
        self.start.language_chosen.connect(self.choose_language)
        moves = Moves(self.back, self.scanning.again, self._find, self._print_shown, self.show_help)
        add_shortcuts(self, moves)

    @property
    def results(self) -> ResultsPage:
        """The page of results; like the others it is made when it is first wanted, so that the window opens at once."""
        if self._results is None:
            from app.ui.pages.results import ResultsPage  # noqa: PLC0415 - see above

            page = self._results = ResultsPage(
                self.book,
                self._words,
                lambda device: self._services.statements(device, self._settings.audience),
                self.own.desk,
                as_table=self._settings.as_table,
            )
            page.scan_wanted.connect(self.scanning.again)
            page.stop_wanted.connect(self.scanning.stop)
            page.device_opened.connect(self.open_device)
            page.print_wanted.connect(self._print)
            page.save_wanted.connect(self._save)
            page.bar.view_chosen.connect(self._keep_view)
            self.own.serve_results(page)
            self._add(page)
        return self._results

    @property
    def device(self) -> DevicePage:
        """The page of one device."""
        if self._device is None:
            from app.ui.pages.device import DevicePage  # noqa: PLC0415 - likewise

            page = self._device = DevicePage(self._services, self._facts, self.own.desk, self._guide_titles)
            page.back_wanted.connect(self.back)
            page.renamed.connect(self._renamed)
            page.print_wanted.connect(self._print)
            page.save_wanted.connect(self._save)
            page.firmware_told.connect(self._told)
            page.device_changed.connect(self._read_more)
            page.sign_in.is_busy_elsewhere = lambda: self.is_scanning
            page.decided.connect(lambda: self.results.retranslate(self._words))
            self.own.serve_device(page)
            page.label_wanted.connect(self.show_label)
            self._add(page)
        return self._device

    def _add(self, page: ResultsPage | DevicePage) -> None:
        page.retranslate(self._words)
        self.pages.addWidget(page)

    @Slot()
    def scan(self) -> None:
        """Scan the person's networks."""
        self.scanning.scan()

    @Slot()
    def practise(self) -> None:
        """Scan the pretend cameras."""
        self.scanning.practise()

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
        self._show(result)
        self.show_page(self.results)
        self.results.focus_first()

    def _show(self, found: ScanResult) -> None:
        self._found = found
        result = self.scanning.show(found)
        self._status.say(where_and_when(result, self._words))
        self.result_shown.emit(in_order_of(result, replace(found, devices=result.devices)))

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
        if (before := self.own.page_before(self.pages.currentWidget(), self._device, self._results)) is not None:
            self.show_page(before)
        elif self._device is not None and self.pages.currentWidget() is self._device:
            self.show_page(self.results)
            self.results.focus_device(self._device.device_id)
        elif self.pages.currentWidget() is not self.start and not self.scanning.is_running:
            self.show_page(self.start)

    @Slot(object)
    def _scan_began(self, request: ScanRequest | None) -> None:
        if request is not None:
            words = self._words
            told = words.text("Scanning the practice cameras…") if request.practice else words.text("Scanning…")
            self._status.say(told)
            self.results.stop_button.setFocus()
        self.show_page(self.results)

    @Slot(object, tuple)
    def _updated(self, device: Device, replaced: tuple[str, ...]) -> None:
        if self._device is not None and self._device.device_id in {device.id, *replaced}:
            self._device.show_device(device, self.book.titles(self._words)[device.id], self._words)

    @Slot(object, object)
    def _done(self, result: ScanResult, found: ScanResult) -> None:
        self._found = found
        self._status.say(where_and_when(result, self._words))
        if self.pages.currentWidget() is self.results:
            self.results.focus_first()
        self.result_shown.emit(result)
        self.result_ready.emit(found)

    @Slot(object)
    def _failed(self, error: AppError) -> None:
        self._status.say("")
        self.scan_failed.emit(error)

    @Slot(object)
    def _go(self, place: Place) -> None:
        match place:
            case Place.SCAN:
                self.show_page(self.results if self.scanning.is_running else self.start)
            case Place.CAMERAS:
                if not self.scanning.is_running and self._shown_result is None:
                    self.open_last()
                self.show_page(self.results if self.scanning.is_running or self._shown_result else self.start)
            case Place.LABEL:
                self.show_label()
            case Place.GUIDES:
                self.own.show_guides()
            case Place.REPORTS:
                self.own.show_reports()
            case Place.HISTORY:
                self.own.show_history()
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
        scanning = page is self.start or (page is self._results and self.scanning.is_running)
        self.rail.show_place(
            self.side.place_of(page) or self.own.place_of(page) or (Place.SCAN if scanning else Place.CAMERAS)
        )
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
        self.own.retranslate(words)
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

    @Slot(str)
    def _told(self, device_id: str) -> None:
        """The person told or took back a version: the device is shown with it, everywhere."""
        if self._found is not None:
            self._show(self._found)
        self._renamed(device_id)

    @Slot(object)
    def _read_more(self, device: Device) -> None:
        """More was read of a device: the list, the paper and what is kept follow."""
        if self._found is None:
            self.results.put(device)
            return
        devices = tuple(device if known.id == device.id else known for known in self._found.devices)
        self._show(replace(self._found, devices=devices))
        self.result_changed.emit(self._found)

    @Slot()
    def _kept_changed(self) -> None:
        """Names, decisions or devices entered by hand are others now."""
        self._services.names.refresh()
        self.own.desk.refresh()
        if self._found is not None and self._shown_result is not None:
            self._show(self._found)
        self.start.allow_last(available=self._services.has_last())

    def _guide_titles(self) -> Mapping[str, str]:
        return self.own.guide_desk.titles(self._words.language.value)

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

    @property
    def is_scanning(self) -> bool:
        """True until the thread of a scan is gone."""
        return self.scanning.is_running

    @property
    def words(self) -> Words:
        """The language shown now."""
        return self._words

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember the place and let a running scan end."""
        self._settings.geometry = self.saveGeometry()
        self._settings.save()
        self.scanning.close()
        self.side.wait()
        super().closeEvent(event)
