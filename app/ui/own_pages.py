"""The pages of what the person does and keeps: guides, needs sheet, history. Each is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.device_book import DeviceBook
from app.ui.rail import Place
from app.ui.services import Services
from app.ui.settings import Settings
from app.words import Words, words_for

if TYPE_CHECKING:
    from app.model.device import Device
    from app.model.events import ScanResult
    from app.ui.desk import Desk
    from app.ui.guiding.guide_desk import GuideDesk
    from app.ui.pages.device import DevicePage
    from app.ui.pages.guide import GuidePage
    from app.ui.pages.guides import GuidesPage
    from app.ui.pages.history import HistoryPage
    from app.ui.pages.needs import NeedsPage
    from app.ui.pages.reports import ReportsPage
    from app.ui.pages.results import ResultsPage
    from app.ui.pages.watch import WatchPage

    _OwnPage = GuidePage | GuidesPage | HistoryPage | NeedsPage | ReportsPage | WatchPage


@dataclass(frozen=True, slots=True)
class _Ending:
    """A scan that is to end a guide."""

    device_id: str
    guide: str
    before: tuple[Device, ...]


class OwnPages(QObject):
    """page_wanted carries a page to show, back_wanted the one to leave; print_wanted a report kind, device id and guide id."""

    page_wanted = Signal(object)
    back_wanted = Signal()
    scan_wanted = Signal()
    result_wanted = Signal(object)
    device_wanted = Signal(str)
    print_wanted = Signal(str, str, str)
    kept_changed = Signal()

    def __init__(self, stack: QStackedWidget, settings: Settings, services: Services, book: DeviceBook) -> None:
        super().__init__(stack)
        self._stack, self._settings, self._services, self._book = stack, settings, services, book
        self._guide: GuidePage | None = None
        self._guides: GuidesPage | None = None
        self._needs: NeedsPage | None = None
        self._history: HistoryPage | None = None
        self._reports: ReportsPage | None = None
        self._watch: WatchPage | None = None
        self._ending: _Ending | None = None

    @cached_property
    def guide_desk(self) -> GuideDesk:
        """Everything about guides that the window needs."""
        from app.ui.guiding.guide_desk import GuideDesk  # noqa: PLC0415 - see above

        return GuideDesk(self._services.keeping)

    @cached_property
    def desk(self) -> Desk:
        """Where the person decides."""
        from app.ui.desk import Desk  # noqa: PLC0415 - likewise

        services, settings = self._services, self._settings
        return Desk(services.keeping, lambda device: services.measures(device, settings.audience))

    def serve_results(self, page: ResultsPage) -> None:
        """Do what the page of results asks for."""
        page.decide_wanted.connect(self.decide_for_several)
        page.enter_wanted.connect(self.enter_by_hand)
        page.watch_wanted.connect(lambda: self.begin_watch(""))

    def serve_device(self, page: DevicePage) -> None:
        """Do what the page of a device asks for."""
        page.guide_wanted.connect(self.open_guide)
        page.watch_wanted.connect(lambda: self.begin_watch(page.device_id))
        page.change_wanted.connect(self.enter_by_hand)
        page.forget_wanted.connect(self.forget)

    @property
    def guide(self) -> GuidePage:
        """One guide."""
        if self._guide is None:
            from app.ui.pages.guide import GuidePage  # noqa: PLC0415 - see above

            page = self._guide = GuidePage(self.guide_desk)
            page.back_wanted.connect(self.back_wanted)
            page.scan_wanted.connect(self._scan_to_end)
            page.needs_wanted.connect(self.open_needs)
            page.print_wanted.connect(lambda device, guide: self.print_wanted.emit("guide", device, guide))
            self._add(page)
        return self._guide

    @property
    def guides(self) -> GuidesPage:
        """All guides."""
        if self._guides is None:
            from app.ui.pages.guides import GuidesPage  # noqa: PLC0415 - likewise

            page = self._guides = GuidesPage(self.guide_desk, lambda: self._book.devices, self._titles)
            page.guide_opened.connect(self.open_guide)
            self._add(page)
        return self._guides

    @property
    def needs(self) -> NeedsPage:
        """The needs sheet."""
        if self._needs is None:
            from app.ui.pages.needs import NeedsPage  # noqa: PLC0415 - likewise

            page = self._needs = NeedsPage(self._services.keeping)
            page.back_wanted.connect(self.back_wanted)
            page.print_wanted.connect(lambda device: self.print_wanted.emit("needs", device, ""))
            self._add(page)
        return self._needs

    @property
    def history(self) -> HistoryPage:
        """Past scans and what changed."""
        if self._history is None:
            from app.ui.pages.history import HistoryPage  # noqa: PLC0415 - likewise

            page = self._history = HistoryPage(self._services.keeping, self._services.names)
            page.result_opened.connect(self.result_wanted)
            page.scan_wanted.connect(self.scan_wanted)
            page.kept_changed.connect(self.kept_changed)
            self._add(page)
        return self._history

    @property
    def reports(self) -> ReportsPage:
        """All reports."""
        if self._reports is None:
            from app.ui.pages.reports import ReportsPage  # noqa: PLC0415 - likewise

            page = self._reports = ReportsPage(lambda: bool(self._book.devices))
            page.report_opened.connect(lambda kind: self.print_wanted.emit(kind, "", ""))
            page.scan_wanted.connect(self.scan_wanted)
            self._add(page)
        return self._reports

    @property
    def watch(self) -> WatchPage:
        """Which one is it?"""
        if self._watch is None:
            from app.ui.pages.watch import WatchPage  # noqa: PLC0415 - likewise

            page = self._watch = WatchPage()
            page.back_wanted.connect(self.back_wanted)
            page.device_wanted.connect(self.device_wanted)
            self._add(page)
        return self._watch

    def begin_watch(self, about: str = "") -> None:
        """Watch the devices that are shown while the person unplugs one; about is the one from whose page they come."""
        found = [device for device in self._book.devices if not device.id.startswith("hand:")]
        self.watch.begin(found, self._titles(), self._words, about=about)
        self.page_wanted.emit(self.watch)

    @Slot(str, str)
    def open_guide(self, device_id: str, guide_id: str) -> None:
        """Show a guide, for a device or only to read."""
        guide = self.guide_desk.guides.get(guide_id)
        if guide is None:
            return
        device = self._book.get(device_id) if device_id else None
        title = self._titles().get(device_id, "")
        self.guide.show_guide(guide, device, title, self._settings.audience.province, self._words)
        self.page_wanted.emit(self.guide)

    @Slot(str)
    def open_needs(self, device_id: str) -> None:
        """Show the needs sheet of a device."""
        device = self._book.get(device_id)
        if device is not None:
            self.needs.show_device(device, self._titles()[device_id], self._words)
            self.page_wanted.emit(self.needs)

    @Slot()
    def decide_for_several(self) -> None:
        """Ask for one decision about several devices."""
        from app.model.identity import CAMERA_KINDS  # noqa: PLC0415 - likewise
        from app.ui.deciding.many_dialog import ManyDialog  # noqa: PLC0415 - likewise

        cameras = [device for device in self._book.devices if device.identity.kind in CAMERA_KINDS]
        if ManyDialog(self.desk, cameras, self._titles(), self._words, self._stack).exec():
            self.kept_changed.emit()

    @Slot()
    @Slot(str)
    def enter_by_hand(self, device_id: str = "") -> None:
        """Ask for a device that no scan finds, or for a change of one that was entered."""
        from app.ui.by_hand_dialog import ByHandDialog  # noqa: PLC0415 - likewise

        keeping = self._services.keeping
        kept = keeping.inventory.devices.get(device_id, keeping.site) if device_id else None
        dialog = ByHandDialog(
            keeping,
            self._words,
            device_id=device_id,
            described=kept.by_hand if kept else None,
            own=kept.own if kept else None,
            parent=self._stack,
        )
        if dialog.exec():
            self.kept_changed.emit()
            self.device_wanted.emit(dialog.device_id)

    @Slot(str)
    def forget(self, device_id: str) -> None:
        """Ask, then delete a device with all that is kept of it, and leave its page."""
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - likewise

        words = self._words
        question = words.text("Delete this device with its notes, photos and decisions?")
        answer = QMessageBox.question(self._stack, words.text("Camera Check"), question)
        if answer != QMessageBox.StandardButton.Yes:
            return
        self._services.keeping.inventory.devices.forget(device_id, self._services.keeping.site)
        self.back_wanted.emit()
        self.kept_changed.emit()

    def show_guides(self) -> None:
        """Show the list of guides as it is now."""
        self._open_last()
        self.guides.retranslate(self._words)
        self.page_wanted.emit(self.guides)

    def show_reports(self) -> None:
        """Show the list of reports as it is now."""
        self._open_last()
        self.reports.retranslate(self._words)
        self.page_wanted.emit(self.reports)

    def show_history(self) -> None:
        """Show what is kept as it is now."""
        self.history.retranslate(self._words)
        self.page_wanted.emit(self.history)

    def _open_last(self) -> None:
        """Guides and reports are about devices: without any on screen, those of the last scan."""
        if not self._book.devices and self._services.has_last() and (last := self._services.last_result()) is not None:
            self.result_wanted.emit(last)

    def page_before(self, page: QWidget | None, device_page: QWidget | None, results: QWidget | None) -> QWidget | None:
        """Where Back leads from one of these pages; None for any other page."""
        if page is not None and page is self._watch:
            return results
        if page is self._needs and self._guide is not None and self._guide.device_id:
            return self._guide
        if page in (self._guide, self._needs) and device_page is not None and self._is_of_device():
            return device_page
        return self.guides if page is self._guide else None

    def _is_of_device(self) -> bool:
        return self._guide is None or bool(self._guide.device_id)

    @Slot(str, str)
    def _scan_to_end(self, device_id: str, guide_id: str) -> None:
        self._ending = _Ending(device_id, guide_id, tuple(self._book.devices))
        self.scan_wanted.emit()

    def scan_kept(self, result: ScanResult) -> None:
        """A scan is over and kept: end the guide that asked for it."""
        ending, self._ending = self._ending, None
        if ending is None or result.stopped_early:
            return
        found = self.guide_desk.ended(ending.device_id, ending.guide, ending.before, result.devices)
        if self._guide is not None and self._guide.guide_id == ending.guide:
            self._guide.tell_closing(found, self._titles())
            self.page_wanted.emit(self._guide)

    def place_of(self, page: QWidget) -> Place | None:
        """The entry of the rail that leads to a page, None when it is not one of these."""
        return next((place for place, one in self._made() if one is page), None)

    def retranslate(self, words: Words) -> None:
        """Show all texts of those that were made in a language."""
        for about_one in (self._guide, self._needs):
            if about_one is not None:
                about_one.retitle(self._titles())
        for _, page in self._made():
            page.retranslate(words)
        if self._watch is not None:
            self._watch.retitle(self._titles())

    def _titles(self) -> dict[str, str]:
        return self._book.titles(self._words)

    @property
    def _words(self) -> Words:
        return words_for(self._settings.language)

    def _made(self) -> Iterator[tuple[Place, _OwnPage]]:
        pages: Sequence[tuple[Place, _OwnPage | None]] = (
            (Place.GUIDES, self._guides),
            (Place.GUIDES, self._guide),
            (Place.GUIDES, self._needs),
            (Place.REPORTS, self._reports),
            (Place.CAMERAS, self._watch),
            (Place.HISTORY, self._history),
        )
        for place, page in pages:
            if page is not None:
                yield place, page

    def _add(self, page: _OwnPage) -> None:
        page.retranslate(self._words)
        self._stack.addWidget(page)
