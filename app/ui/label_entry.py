"""Where a person types what a sticker says, or gives a photo of it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from app.ui.flow import Flow
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label
from app.words import Words

#: Longest text that is taken, in characters.
TEXT_LIMIT = 8000
#: Lines of the text that are in sight.
_LINES = 6


class LabelEntry(Card):
    """text_given carries the typed text, photo_given the Path of a picture; cleared asks for an empty page."""

    text_given = Signal(str)
    photo_given = Signal(object)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._heading, self._hint, self._privacy = Label(role="heading"), Label(), Label(role="note")
        self.edit = _LabelEdit()
        self.read_button, self.photo_button = Button("search", role="primary"), Button("photo")
        self.edit_button, self.clear_button = Button("tag"), Button("close", role="quiet")
        self._busy = Label(role="strong")
        self._filter = ""
        self._title = ""
        self.setAcceptDrops(True)
        for widget in (self._heading, self._hint, self.edit):
            self.column.addWidget(widget)
        buttons = QWidget()
        buttons.setLayout(Flow(self.read_button, self.edit_button, self.photo_button, self.clear_button))
        self.column.addWidget(buttons)
        self.column.addWidget(self._busy)
        self.column.addWidget(self._privacy)
        self._busy.hide()
        self.edit.textChanged.connect(self._allow)
        self.edit.photo_given.connect(self.photo_given)
        self.edit.read_wanted.connect(self._read)
        self.read_button.clicked.connect(self._read)
        self.photo_button.clicked.connect(self._choose)
        self.edit_button.clicked.connect(self._change)
        self.clear_button.clicked.connect(self._clear)
        self.show_small(small=False)
        self._allow()

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._heading.setText(words.text("Type what the sticker says, or use a photo of it"))
        self._hint.setText(
            words.text(
                "The lines behind “Model”, “S/N”, “FCC ID” and “IC” help most. Type them in any order, with all the rest or without."
            )
        )
        self.edit.setAccessibleName(words.text("What the sticker says"))
        self.edit.setPlaceholderText(
            words.text("For example:\nModel: DS-2CD2042WD-I\nS/N: 123456789\nFCC ID: 2ADTD-2042WDI")
        )
        self.read_button.setText(words.text("Look it up"))
        self.edit_button.setText(words.text("Type more or change it"))
        self.photo_button.setText(words.text("Choose a photo…"))
        self.clear_button.setText(words.text("Start over"))
        self._busy.setText(words.text("Reading the label…"))
        self._privacy.setText(
            words.text(
                "You can also drop a photo here. Only its bar codes and QR codes are read, on this computer;"
                " the photo is not copied, kept or sent."
            )
        )
        self._title = words.text("Choose a photo of the label")
        self._filter = words.text("Pictures ({patterns})").format(
            patterns="*.jpg *.jpeg *.png *.webp *.bmp *.gif *.heic"
        )

    def show_small(self, *, small: bool) -> None:
        """Leave the room to what was found: only buttons stay."""
        for widget in (self._heading, self._hint, self.edit, self._privacy, self.read_button):
            widget.setHidden(small)
        self.edit_button.setVisible(small)
        self.clear_button.setVisible(small)

    def show_busy(self, *, busy: bool) -> None:
        """Something is being looked up, or no longer."""
        self._busy.setVisible(busy)
        self.photo_button.setEnabled(not busy)
        self._allow()
        self.read_button.setEnabled(not busy and self.read_button.isEnabled())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """A file may be dropped."""
        if _file_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """A file was dropped."""
        path = _file_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.photo_given.emit(path)

    @Slot()
    def _allow(self) -> None:
        text = self.edit.toPlainText()
        self.read_button.setEnabled(bool(text.strip()) and self._busy.isHidden())

    @Slot()
    def _read(self) -> None:
        if text := self.edit.toPlainText().strip():
            self.text_given.emit(text[:TEXT_LIMIT])

    @Slot()
    def _choose(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        chosen = QFileDialog.getOpenFileName(self, self._title, folder, self._filter)[0]
        if chosen:
            self.photo_given.emit(Path(chosen))

    @Slot()
    def _change(self) -> None:
        self.show_small(small=False)
        self.edit.setFocus()

    @Slot()
    def _clear(self) -> None:
        self.edit.clear()
        self.cleared.emit()
        self.edit.setFocus()


class _LabelEdit(QPlainTextEdit):
    """Plain text; a picture file that is dropped or pasted goes its own way. Ctrl+Enter asks to read."""

    photo_given = Signal(object)
    read_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the size of the letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 2 * Space.M)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Text and files."""
        return _file_in(source) is not None or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """A file is a photo; all else is text, bounded."""
        path = _file_in(source)
        if path is not None:
            self.photo_given.emit(path)
        elif source.hasText():
            self.insertPlainText(source.text()[:TEXT_LIMIT])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter begins a line; Ctrl+Enter reads."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.read_wanted.emit()
        else:
            super().keyPressEvent(event)


def _file_in(source: QMimeData) -> Path | None:
    """The first file of this computer in what is dropped or pasted."""
    for url in source.urls()[:1]:
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None
