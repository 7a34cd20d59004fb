"""A link whose words may take several lines, as those of a button cannot."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Space
from app.ui.widgets import Button, Label, row


class LinkLine(QWidget):
    """A picture button and its words; both do the same. With a url it opens that page, and only a safe one."""

    clicked = Signal()

    def __init__(self, icon_name: str, text: str, url: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = url
        self.button, words = Button(icon_name, role="link"), _Words()
        words.say(text)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button.setAccessibleName(text)
        self.setLayout(row(self.button, words, spacing=Space.XS))
        self.button.clicked.connect(self._go)
        words.pressed.connect(self._go)

    def _go(self) -> None:
        if self._url.startswith("https://"):
            QDesktopServices.openUrl(QUrl(self._url, QUrl.ParsingMode.StrictMode))
        self.clicked.emit()


class _Words(Label):
    pressed = Signal()

    def __init__(self) -> None:
        super().__init__(role="link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A press on the words is one on the button."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
