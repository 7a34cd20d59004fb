"""The software inside: which version, how old, until when it is supported, what is published about it, and how to read it."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.model.device import Device
from app.model.kept import ToldFirmware
from app.model.reading import Reading, Where
from app.model.text import N_
from app.ui.certainty_mark import CertaintyMark
from app.ui.device_text import certainty_word, firmware_age, reason
from app.ui.note_list import NoteList, SupportLines
from app.ui.note_words import DeviceNotes
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, empty, row
from app.words import Words

_WHERE = {
    Where.APP: N_("In its app"),
    Where.WEB: N_("On its page in a browser"),
    Where.RECORDER: N_("On the recorder’s screen"),
    Where.PROGRAM: N_("In its program on a computer"),
}
_LONGEST = 200
_VALUE_LIMIT = 300


class FirmwareBox(Card):
    """Filled by show_device(). told carries what the person typed, "" when they take it back."""

    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.M, parent)
        self._heading = Label(role="heading")
        self._version, self._mark = Label(role="strong"), CertaintyMark()
        self._age, self._told_line = Label(), Label(role="muted")
        self.forget_button = Button(role="quiet")
        self.support = SupportLines()
        self.notes = NoteList()
        self.how_button = Button("chevron-right", role="section")
        self._how = QWidget()
        self._ways = QVBoxLayout()
        self._ways.setSpacing(Space.S)
        self._ask = Label()
        self.edit, self.keep_button = QLineEdit(), Button("tag")
        self._kept_hint = Label(role="note")
        self._build()

    def _build(self) -> None:
        self.edit.setMaxLength(_LONGEST)
        inner = column(self._ways, self._ask, row(self.edit, self.keep_button), self._kept_hint, spacing=Space.S)
        self._how.setLayout(inner)
        head = row(self._version, self._mark, spacing=Space.L)
        head.setStretch(0, 1)
        self.column.addWidget(self._heading)
        told = row(self._told_line, self.forget_button)
        told.setStretch(0, 1)
        self.column.addLayout(column(head, self._age, told, spacing=Space.XS))
        for widget in (self.support, self.notes, self.how_button, self._how):
            self.column.addWidget(widget)
        self.how_button.clicked.connect(self._toggle)
        self.keep_button.clicked.connect(self._keep)
        self.edit.returnPressed.connect(self._keep)
        self.edit.textChanged.connect(self._allow)
        self.forget_button.clicked.connect(self._forget)

    def begin(self) -> None:
        """Close what was opened for the device before."""
        self.edit.clear()
        self.notes.close_all()
        self._open(opened=False)

    def show_device(
        self,
        device: Device,
        notes: DeviceNotes,
        reading: Reading,
        told: ToldFirmware | None,
        words: Words,
    ) -> None:
        """Fill in."""
        identity, today = device.identity, dt.datetime.now().astimezone().date()
        firmware = identity.firmware
        unknown = firmware.value is None
        self._heading.setText(words.text("Firmware – the software inside"))
        self._version.say(firmware.value or words.text("We could not read which version it runs."), _VALUE_LIMIT)
        why = reason(firmware.certainty, firmware.because, firmware.against, words)
        self._mark.show_certainty(
            firmware.certainty, certainty_word(firmware.certainty, words), why, words.text("Firmware")
        )
        age = firmware_age(identity, today, words)
        self._age.setText(age[:1].upper() + age[1:])
        self._age.setVisible(bool(age))
        self._told_line.setVisible(told is not None)
        self.forget_button.setVisible(told is not None)
        if told is not None:
            self._told_line.say(words.text("You told us on {date}.").format(date=words.date(told.day)))
        self.forget_button.setText(words.text("Take it back"))
        seller = identity.brand.value or identity.maker.value or ""
        has_model = identity.model.value is not None
        self.support.show_support(notes.support, seller, words, has_model=has_model)
        self.notes.show_notes(notes, words, has_model=has_model)
        self.how_button.setText(words.text("How to read it yourself"))
        self._show_ways(reading, words)
        self._ask.setText(words.text("Type what you found, just as it stands there:"))
        self.edit.setAccessibleName(words.text("Firmware version that you read"))
        self.edit.setPlaceholderText(words.text("For example: V5.4.0 build 160530"))
        self.keep_button.setText(words.text("Keep it"))
        self._kept_hint.setText(
            words.text("It is kept with this device and used like a version that we read. It stays on this computer.")
        )
        self._allow()
        if unknown and told is None:
            self._open(opened=True)

    def _show_ways(self, reading: Reading, words: Words) -> None:
        empty(self._ways)
        for way in reading.ways:
            path = " › ".join(way.steps)
            line = Label()
            line.say(words.text("{where}: {path}").format(where=words.text(_WHERE[way.where]), path=path))
            note = Label(role="note")
            if way.source is not None:
                note.say(words.text("Confirmed: {source}").format(source=way.source.title))
            elif reading.of_maker:
                note.say(words.text("Names as in the English menus. They may differ on yours."))
            else:
                note.say(words.text("The most usual place. The names may differ on yours."))
            self._ways.addLayout(column(line, note, spacing=0))
        if reading.on_label:
            hint = words.text("Look on the sticker for the hardware version too (V1, A1 …): updates differ by it.")
            self._ways.addWidget(Label(hint))

    def _open(self, *, opened: bool) -> None:
        self._how.setVisible(opened)
        self.how_button.show_icon("chevron-down" if opened else "chevron-right")

    @Slot()
    def _toggle(self) -> None:
        self._open(opened=self._how.isHidden())

    @Slot()
    def _allow(self) -> None:
        self.keep_button.setEnabled(bool(self.edit.text().strip()))

    @Slot()
    def _keep(self) -> None:
        if text := self.edit.text().strip():
            self.edit.clear()
            self.told.emit(text)

    @Slot()
    def _forget(self) -> None:
        self.told.emit("")
