"""A box to tick whose words wrap: Qt's own one grows wider than its column."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme import Space
from app.ui.widgets import Label


class _Words(Label):
    """The words beside the box; a click on them ticks it."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Only the left button, and only above the words."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class Tick(QWidget):
    """toggled carries the new state when the person changes it, never when the program does."""

    toggled = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = _Words(text)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self.box)
        layout.addWidget(self._words, 1)
        self.box.clicked.connect(self.toggled)
        self._words.clicked.connect(self.box.click)

    @property
    def text(self) -> str:
        """The words."""
        return self._words.text()

    def show_state(self, *, on: bool, may_change: bool = True) -> None:
        """Show a state."""
        self.box.setChecked(on)
        self.box.setEnabled(may_change)
        self._words.setEnabled(may_change)

    @property
    def is_on(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()
