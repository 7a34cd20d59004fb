"""When there is nothing to show: an icon, what is so, what can be done, one button."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.ui.flow import Flow
from app.ui.icons import IconLabel
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, row


class EmptyState(Card):
    """A calm box in place of content."""

    wanted = Signal()

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.L, parent)
        self.column.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
        self._icon = IconLabel(icon_name, 48, QPalette.ColorRole.Highlight)
        self._what = Label(role="heading")
        self._lead = Label()
        self._steps = column(spacing=Space.M)
        self._details = Label(role="note")
        self.button = Button("scan", role="primary")
        self.button.clicked.connect(self.wanted)
        words = column(self._what, self._lead, self._steps, self._details, spacing=Space.M)
        words.addLayout(Flow(self.button))
        line = row(self._icon, words, spacing=Space.XL)
        line.setStretch(1, 1)
        self.column.addLayout(line)
        self._lines: list[Label] = []

    @property
    def text(self) -> str:
        """All words shown."""
        return "\n".join(label.text() for label in (self._what, self._lead, *self._lines))

    def say(self, what: str, lead: str, steps: Sequence[str], button: str, details: str = "") -> None:
        """Set the texts; steps are shown one a line."""
        self._what.say(what)
        self._lead.say(lead)
        self._details.say(details)
        self._details.setVisible(bool(details))
        self.button.setText(button)
        while len(self._lines) < len(steps):
            label = Label()
            self._lines.append(label)
            self._steps.addWidget(label)
        for index, label in enumerate(self._lines):
            label.setVisible(index < len(steps))
            label.say(f"•  {steps[index]}" if index < len(steps) else "")
