"""One device: what it is, why we think so, what was said about it, and what the owner may do."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.model.device import Device
from app.model.identity import Kind
from app.model.problem import AppError
from app.model.sign_in import SignedIn
from app.report.naming import kind_name
from app.ui.companies_box import CompaniesBox
from app.ui.deciding.decision_box import DecisionBox
from app.ui.desk import Desk
from app.ui.device_history import DeviceHistory
from app.ui.evidence_list import EvidenceList
from app.ui.fact_box import FactList
from app.ui.fact_view import FactView
from app.ui.find_out_box import FindOutBox
from app.ui.firmware_box import FirmwareBox
from app.ui.flow import Flow
from app.ui.icons import IconLabel, icon_of
from app.ui.identity_box import IdentityBox
from app.ui.own_words_box import OwnWordsBox
from app.ui.photos_box import PhotosBox
from app.ui.problem_strip import ProblemStrip
from app.ui.services import Services
from app.ui.sign_in_box import SignInBox
from app.ui.theme import Space
from app.ui.widgets import Button, Label, Page, column, row
from app.words import Words


class DevicePage(Page):
    """Shows the device given to show_device(). The signals carry its id."""

    print_wanted = Signal(str)
    save_wanted = Signal(str)
    renamed = Signal(str)
    firmware_told = Signal(str)
    decided = Signal(str)
    #: Carries device id and guide id.
    guide_wanted = Signal(str, str)
    #: A device entered by hand is to be changed or deleted; each carries its id.
    change_wanted = Signal(str)
    forget_wanted = Signal(str)
    watch_wanted = Signal()
    label_wanted = Signal()
    #: More is known of the device shown; carries the Device.
    device_changed = Signal(object)

    def __init__(
        self,
        services: Services,
        facts: Callable[[Device], Sequence[FactView]],
        desk: Desk,
        guides: Callable[[], Mapping[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(widest=900, parent=parent)
        self._services = services
        self._desk, self._guides = desk, guides
        self._facts = facts
        self._device: Device | None = None
        self.back_button = Button("back", role="quiet")
        self._icon = IconLabel("unknown-thing", 48, QPalette.ColorRole.Highlight)
        self._title, self._kind = Label(role="title"), Label(role="muted")
        self.print_button, self.save_button = Button("print", role="primary"), Button("save")
        self.options_button = Button("decide", role="quiet")
        self.watch_button = Button("unplug", role="quiet")
        self.change_button, self.forget_button = Button(role="quiet"), Button(role="quiet")
        self.own_words = OwnWordsBox(services.names)
        self.problem = ProblemStrip()
        self.identity_box, self.evidence = IdentityBox(), EvidenceList()
        self.sign_in, self.find_out = SignInBox(), FindOutBox()
        self.firmware = FirmwareBox()
        self.companies, self.facts = CompaniesBox(), FactList()
        self.decision = DecisionBox(desk)
        self.photos, self.history = PhotosBox(services.keeping), DeviceHistory()
        self._build()

    def _build(self) -> None:
        self.column.setSpacing(Space.XL)
        head = row(self._icon, spacing=Space.L)
        head.addLayout(column(self._title, self._kind, spacing=0), 1)
        buttons = QWidget()
        buttons.setLayout(
            Flow(
                self.print_button,
                self.save_button,
                self.options_button,
                self.watch_button,
                self.change_button,
                self.forget_button,
            )
        )
        self.column.addLayout(column(row(self.back_button, 1), head, buttons, spacing=Space.M))
        self.column.addWidget(self.problem)
        self.column.addWidget(self.own_words)
        for widget in (
            self.identity_box,
            self.find_out,
            self.evidence,
            self.firmware,
            self.facts,
            self.decision,
            self.companies,
            self.sign_in,
            self.photos,
            self.history,
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.back_button.clicked.connect(self.back_wanted)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.options_button.clicked.connect(self._go_to_options)
        self.watch_button.clicked.connect(self.watch_wanted)
        self.find_out.watch_button.clicked.connect(self.watch_wanted)
        self.find_out.label_button.clicked.connect(self.label_wanted)
        self.change_button.clicked.connect(lambda: self.change_wanted.emit(self.device_id))
        self.forget_button.clicked.connect(lambda: self.forget_wanted.emit(self.device_id))
        self.sign_in.read_more.connect(self._read_more)
        self.firmware.told.connect(self._tell_firmware)
        self.own_words.kept.connect(self._words_kept)
        self.own_words.failed.connect(self._not_kept)
        self.decision.guide_wanted.connect(lambda guide: self.guide_wanted.emit(self.device_id, guide))
        self.decision.form_opened.connect(lambda: self.ensureWidgetVisible(self.decision.form, 0, Space.L))
        self.decision.decided.connect(self._decided)

    @property
    def device_id(self) -> str:
        """The device shown, "" before the first."""
        return self._device.id if self._device else ""

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def show_device(self, device: Device, title: str, words: Words) -> None:
        """Show a device; its text is only ever shown as plain text."""
        if device.id != self.device_id:
            self.own_words.show_device(device.id)
            self.problem.hide()
            self.evidence.close_all()
            self.facts.close_elsewhere()
            self.firmware.begin()
            self.verticalScrollBar().setValue(0)
        self._device = device
        self._title.say(title[:200])
        self._icon.show_icon(icon_of(device.identity))
        self.retranslate(words)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._words = words
        self.back_button.setText(words.text("Back to the list"))
        self.print_button.setText(words.text("Print this page"))
        self.save_button.setText(words.text("Save as PDF"))
        self.options_button.setText(words.text("My decision"))
        self.watch_button.setText(words.text("Which one is it?"))
        self.watch_button.setHidden(self.device_id.startswith("hand:"))
        self.change_button.setText(words.text("Change what you wrote"))
        self.forget_button.setText(words.text("Delete this device"))
        for button in (self.change_button, self.forget_button):
            button.setVisible(self.device_id.startswith("hand:"))
        self.own_words.retranslate(words)
        if self._device is None:
            return
        today = dt.datetime.now().astimezone().date()
        self._kind.setText(kind_name(self._device, words))
        not_a_camera = self._device.identity.is_camera is False
        unknown = self._device.identity.kind is Kind.UNKNOWN
        self.decision.setHidden(not_a_camera or unknown)
        self.find_out.setVisible(unknown and not not_a_camera)
        self.find_out.retranslate(words)
        self.options_button.setHidden(not_a_camera or unknown)
        self.identity_box.show_device(self._device, words, today)
        self.sign_in.show_device(self._device, words)
        self.evidence.show_device(self._device, words)
        self._show_firmware(self._device, words)
        self.companies.show_companies(self._services.companies(self._device), words)
        maker = self._device.identity.maker.value or self._device.identity.brand.value or ""
        self.facts.show_facts(self._facts(self._device), maker, words)
        self.decision.show_device(self._device, self._guides(), words)
        self.photos.show_device(self._device.id, words)
        self.history.show_events(self._desk.history(self._device), self._guides(), words)

    def _show_firmware(self, device: Device, words: Words) -> None:
        services = self._services
        self.firmware.setHidden(device.identity.is_camera is False)
        self.firmware.show_device(
            device, services.notes(device, words), services.reading(device), services.told_firmware(device.id), words
        )

    @Slot(str)
    def _tell_firmware(self, text: str) -> None:
        try:
            self._services.tell_firmware(self.device_id, text)
        except AppError as error:
            self.problem.show_problems([error], self._words)
            return
        self.firmware_told.emit(self.device_id)

    @Slot()
    def _words_kept(self) -> None:
        self.problem.hide()
        self.renamed.emit(self.device_id)

    @Slot(object)
    def _not_kept(self, error: AppError) -> None:
        self.problem.show_problems([error], self._words)

    @Slot()
    def _decided(self) -> None:
        if self._device is not None:
            self.history.show_events(self._desk.history(self._device), self._guides(), self._words)
            self.ensureWidgetVisible(self.decision.standing, 0, Space.XL)
            self.decided.emit(self._device.id)

    @Slot(object)
    def _read_more(self, result: SignedIn) -> None:
        if result.device.id == self.device_id:
            self.show_device(result.device, self.title, self._words)
        self.device_changed.emit(result.device)

    @Slot()
    def _go_to_options(self) -> None:
        self.verticalScrollBar().setValue(self.decision.y() - Space.L)

    @Slot()
    def _print(self) -> None:
        self.own_words.keep()
        self.print_wanted.emit(self.device_id)

    @Slot()
    def _save(self) -> None:
        self.own_words.keep()
        self.save_wanted.emit(self.device_id)
