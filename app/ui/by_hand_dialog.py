"""A device that no scan finds: the person describes it, and it is kept with the others."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from app.model.kept import ByHand, DeviceNotes
from app.model.problem import AppError
from app.model.text import N_
from app.ui.keeping import Keeping
from app.ui.problem_strip import ProblemStrip
from app.ui.theme import Space, scaled
from app.ui.widgets import Button, Label, Page, column, row
from app.words import Words

_KINDS = (
    ("camera", N_("Camera")),
    ("recorder", N_("Video recorder")),
    ("doorbell", N_("Video doorbell")),
    ("intercom", N_("Intercom")),
    ("encoder", N_("Video encoder")),
)
_FIELDS = (
    ("name", N_("Your name for it"), N_("For example: Back door")),
    ("room", N_("Room or place"), N_("For example: Garage")),
    ("brand", N_("Brand on the device or in its app"), N_("For example: Lorex")),
    ("model", N_("Model, as the sticker says"), N_("For example: LNB8005-C")),
    ("serial", N_("Serial number"), N_("Behind S/N on the sticker")),
    ("firmware", N_("Firmware version, if you know it"), N_("For example: V5.4.0 build 160530")),
)
_LONGEST = 120


class ByHandDialog(QDialog):
    """Accepted when the device is kept; device_id is then its id. described is filled in when an earlier one is changed."""

    def __init__(
        self,
        keeping: Keeping,
        words: Words,
        *,
        device_id: str = "",
        described: ByHand | None = None,
        own: DeviceNotes | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeping, self._words = keeping, words
        self.device_id = device_id
        self.kind = QComboBox()
        self.fields = {name: QLineEdit() for name, _, _ in _FIELDS}
        self.problem = ProblemStrip()
        self.keep_button, self.cancel_button = Button("check", role="primary"), Button(role="quiet")
        self._build()
        if described is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(described.kind)))
            for name in ("brand", "model", "serial", "firmware"):
                self.fields[name].setText(getattr(described, name))
        if own is not None:
            self.fields["name"].setText(own.name)
            self.fields["room"].setText(own.room)
        self._own = own or DeviceNotes()

    def _build(self) -> None:
        words = self._words
        self.setWindowTitle(words.text("A camera that the scan did not find"))
        self.resize(scaled(560), scaled(640))
        page = Page()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        page.column.addWidget(
            Label(
                words.text(
                    "For cameras on a recorder, on a phone network, asleep, or on coaxial cable. Fill in what you know."
                )
            )
        )
        for word, name in _KINDS:
            self.kind.addItem(words.text(name), word)
        label = Label(words.text("What it is"))
        label.setBuddy(self.kind)
        self.kind.setAccessibleName(label.text())
        page.column.addLayout(column(label, self.kind, spacing=Space.XS))
        for name, text, example in _FIELDS:
            edit, label = self.fields[name], Label(words.text(text))
            edit.setMaxLength(_LONGEST)
            edit.setPlaceholderText(words.text(example))
            edit.setAccessibleName(label.text())
            label.setBuddy(edit)
            edit.textChanged.connect(self._allow)
            page.column.addLayout(column(label, edit, spacing=Space.XS))
        self.keep_button.setText(words.text("Keep it"))
        self.cancel_button.setText(words.text("Cancel"))
        page.column.addWidget(self.problem)
        page.column.addLayout(row(self.keep_button, self.cancel_button, 1))
        page.column.addStretch(1)
        self.keep_button.clicked.connect(self._keep)
        self.cancel_button.clicked.connect(self.reject)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        self.keep_button.setEnabled(any(edit.text().strip() for edit in self.fields.values()))

    @Slot()
    def _keep(self) -> None:
        said = {name: edit.text().strip() for name, edit in self.fields.items()}
        described = ByHand(self.kind.currentData(), said["brand"], said["model"], said["serial"], said["firmware"])
        own = DeviceNotes(said["name"], said["room"], self._own.notes)
        devices = self._keeping.inventory.devices
        try:
            if self.device_id:
                devices.describe(self.device_id, described)
                devices.say(self.device_id, own, self._keeping.site)
            else:
                self.device_id = devices.enter(described, own, self._keeping.site)
        except AppError as error:
            self.problem.show_problems([error], self._words)
            return
        self.accept()
