"""What happened to a device, behind a button."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.model.kept import Event
from app.ui.change_words import event_text
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, empty
from app.words import Words

_SHOWN = 60


class DeviceHistory(Card):
    """The newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.S, parent)
        self.button = Button("chevron-right", role="section")
        self._body = QWidget()
        self._lines = column(spacing=Space.XS)
        self._body.setLayout(self._lines)
        self._body.hide()
        self.column.addWidget(self.button)
        self.column.addWidget(self._body)
        self.button.clicked.connect(self._toggle)

    def show_events(self, history: Sequence[Event], guides: Mapping[str, str], words: Words) -> None:
        """Fill in; hidden while nothing happened."""
        self.setVisible(bool(history))
        self.button.setText(words.text("History of this device ({count})").format(count=words.number(len(history))))
        empty(self._lines)
        for event in history[:_SHOWN]:
            line = Label()
            day = words.moment(event.at.astimezone())
            line.say(words.text("{when}: {what}").format(when=day, what=event_text(event, guides, words)), 600)
            self._lines.addWidget(line)

    @Slot()
    def _toggle(self) -> None:
        opened = self._body.isHidden()
        self._body.setVisible(opened)
        self.button.show_icon("chevron-down" if opened else "chevron-right")
