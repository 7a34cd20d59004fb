"""One watched device: its picture, its title, and whether it answers."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.model.device import Device
from app.model.watch import DeviceState, Watched
from app.ui.icons import IconLabel, icon_of
from app.ui.theme import Space
from app.ui.watch_words import STATE_ICONS, UNSEEN_ICON, state_text
from app.ui.widgets import Button, Card, Label, column, row
from app.words import Words


class WatchRow(Card):
    """choose is called with the device's id when the person says that this is the one."""

    def __init__(self, device: Device, choose: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__("box", Space.S, parent)
        self.device_id = device.id
        self._mark = IconLabel("later", 20)
        self._title, self.state = Label(role="strong"), Label(role="muted")
        self.button = Button("decide")
        head = row(IconLabel(icon_of(device.identity), 28, QPalette.ColorRole.Highlight), spacing=Space.M)
        head.addLayout(column(self._title, self.state, spacing=0), 1)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.column.addLayout(row(self.button, 1))
        self.column.addStretch(1)
        self.button.hide()
        self.button.clicked.connect(lambda: choose(self.device_id))

    def show_watched(self, watched: Watched, title: str, words: Words, *, is_last: bool, may_be_it: bool) -> None:
        """Say how the device stands; is_last: the answer names it, may_be_it: the answer leaves a choice, and it is among it."""
        self._title.say(title)
        text = state_text(watched, words)
        if text != self.state.text():
            self.state.setText(text)
        self._mark.show_icon(STATE_ICONS.get(watched.state, UNSEEN_ICON))
        self.button.setText(words.text("This is it"))
        self.button.setAccessibleName(f"{self.button.text()}: {title}")
        self.button.setVisible(may_be_it)
        self._stand_out(out=is_last or watched.state is DeviceState.QUIET)

    def _stand_out(self, *, out: bool) -> None:
        role = "soft" if out else "box"
        if self.property("role") != role:
            self.setProperty("role", role)
            self.state.setProperty("role", "strong" if out else "muted")
            for widget in (self, self.state):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
