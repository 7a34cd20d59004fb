"""The person's own words for a device: name, room and note. Each is kept when the person leaves its field."""

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.model.problem import AppError
from app.ui.columns import Columns
from app.ui.services import GivenName, Names
from app.ui.theme import Space, scaled
from app.ui.widgets import Card, Label, column
from app.words import Words

_NAME_LIMIT = 80
_NOTE_LIMIT = 4000


class OwnWordsBox(Card):
    """kept: the words are on the disk. failed carries an AppError; what was typed stays."""

    kept = Signal()
    failed = Signal(object)

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__("box", parent=parent)
        self._names = names
        self._device_id = ""
        self.name_edit, self.room_edit, self.notes_edit = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self._name_label, self._room_label, self._notes_label = Label(), Label(), Label()
        self.notes_edit.setFixedHeight(scaled(72))
        self.notes_edit.setTabChangesFocus(True)
        self.notes_edit.installEventFilter(self)
        fields = QWidget()
        columns = Columns(240, fill=True)
        fields.setLayout(columns)
        for label, edit in ((self._name_label, self.name_edit), (self._room_label, self.room_edit)):
            label.setBuddy(edit)
            edit.setMaxLength(_NAME_LIMIT)
            edit.editingFinished.connect(self.keep)
            cell = QWidget()
            cell.setLayout(column(label, edit, 1, spacing=Space.XS))
            columns.addWidget(cell)
        self._notes_label.setBuddy(self.notes_edit)
        self.column.addWidget(fields)
        self.column.addLayout(column(self._notes_label, self.notes_edit, spacing=Space.XS))

    def show_device(self, device_id: str) -> None:
        """Fill in what is kept for a device."""
        given = self._names.get(device_id)
        self._device_id = device_id
        self.name_edit.setText(given.name)
        self.room_edit.setText(given.room)
        self.notes_edit.setPlainText(given.notes)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        texts = (
            (self._name_label, self.name_edit, words.text("Your name for it"), words.text("For example: Back door")),
            (self._room_label, self.room_edit, words.text("Room or place"), words.text("For example: Garage")),
            (
                self._notes_label,
                self.notes_edit,
                words.text("Your note"),
                words.text("What you want to remember: where it was bought, which cable"),
            ),
        )
        for label, edit, text, example in texts:
            label.setText(text)
            edit.setAccessibleName(text)
            edit.setPlaceholderText(example)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the note when its field is left."""
        if watched is self.notes_edit and event.type() is QEvent.Type.FocusOut:
            self.keep()
        return super().eventFilter(watched, event)

    @Slot()
    def keep(self) -> None:
        """Keep what was typed, if it is new."""
        if not self._device_id:
            return
        notes = self.notes_edit.toPlainText().strip()[:_NOTE_LIMIT]
        given = GivenName(self.name_edit.text().strip(), self.room_edit.text().strip(), notes)
        if given == self._names.get(self._device_id):
            return
        try:
            self._names.set(self._device_id, given)
        except AppError as error:
            self.failed.emit(error)
            return
        self.kept.emit()
