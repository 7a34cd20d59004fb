"""The pages beside the scan: label, help and settings. Each is made when it is first wanted, so that the window opens at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    from app.model.kept import ByHand
    from app.ui.fact_view import FactView
    from app.ui.pages.help import HelpPage
    from app.ui.pages.label import LabelPage
    from app.ui.pages.settings import SettingsPage


class SidePages(QObject):
    """The signals carry on what their pages say; device_wanted holds an id."""

    scan_wanted = Signal()
    device_wanted = Signal(str)
    look_changed = Signal()
    audience_changed = Signal()
    kept_changed = Signal()

    def __init__(
        self,
        stack: QStackedWidget,
        settings: Settings,
        services: Services,
        book: DeviceBook,
        facts: Callable[[Device], Sequence[FactView]],
    ) -> None:
        super().__init__(stack)
        self._stack, self._settings, self._services = stack, settings, services
        self._book, self._facts = book, facts
        self._label: LabelPage | None = None
        self._help: HelpPage | None = None
        self._settings_page: SettingsPage | None = None

    @property
    def label(self) -> LabelPage:
        """The page that looks up labels."""
        if self._label is None:
            from app.ui.pages.label import LabelPage  # noqa: PLC0415 - see above

            page = self._label = LabelPage(self._book, self._facts, self._services)
            page.scan_wanted.connect(self.scan_wanted)
            page.device_wanted.connect(self.device_wanted)
            page.keep_wanted.connect(self._keep)
            self._add(page)
        return self._label

    @property
    def help(self) -> HelpPage:
        """The page of help."""
        if self._help is None:
            from app.ui.pages.help import HelpPage  # noqa: PLC0415 - likewise

            self._help = HelpPage()
            self._add(self._help)
        return self._help

    @property
    def settings(self) -> SettingsPage:
        """The page of settings."""
        if self._settings_page is None:
            from app.ui.pages.settings import SettingsPage  # noqa: PLC0415 - likewise

            page = self._settings_page = SettingsPage(self._settings, self._services.interfaces, self._services.keeping)
            page.changed.connect(self.look_changed)
            page.audience_changed.connect(self.audience_changed)
            page.kept_changed.connect(self.kept_changed)
            self._add(page)
        return self._settings_page

    def place_of(self, page: QWidget) -> Place | None:
        """The entry of the rail that leads to a page, None when it is not one of these."""
        return next((place for place, one in self._made() if one is page), None)

    def retranslate(self, words: Words) -> None:
        """Show all texts of those that were made in a language."""
        for _, page in self._made():
            page.retranslate(words)

    def wait(self) -> None:
        """Let what runs in the background end, for closing."""
        if self._label is not None:
            self._label.wait()

    @Slot(object)
    def _keep(self, described: ByHand) -> None:
        """Show the form for a device that no scan finds, filled with what the label says."""
        from app.ui.by_hand_dialog import ByHandDialog  # noqa: PLC0415 - likewise

        words = words_for(self._settings.language)
        dialog = ByHandDialog(self._services.keeping, words, described=described, parent=self._stack)
        if dialog.exec():
            self.label.steps.say_kept()
            self.kept_changed.emit()
            self.device_wanted.emit(dialog.device_id)

    def _made(self) -> Iterator[tuple[Place, LabelPage | HelpPage | SettingsPage]]:
        for place, page in (
            (Place.LABEL, self._label),
            (Place.HELP, self._help),
            (Place.SETTINGS, self._settings_page),
        ):
            if page is not None:
                yield place, page

    def _add(self, page: LabelPage | HelpPage | SettingsPage) -> None:
        page.retranslate(words_for(self._settings.language))
        self._stack.addWidget(page)
