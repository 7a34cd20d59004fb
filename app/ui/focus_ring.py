"""A ring of 2 px around whatever has the keyboard, the same on every widget and system."""

from PySide6.QtCore import QRectF, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFocusFrame, QMainWindow, QScrollArea, QWidget


class FocusRing(QFocusFrame):
    """Follows the focus inside one window and scrolls pages so that the focused widget can be seen."""

    def __init__(self, window: QMainWindow, app: QApplication) -> None:
        super().__init__(window)
        self._window = window
        app.focusChanged.connect(self._follow)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.Highlight), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
        painter.end()

    @Slot(QWidget, QWidget)
    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:  # noqa: ARG002 - the signal's shape
        if new is None or new.window() is not self._window or isinstance(new, QAbstractItemView | QMainWindow):
            self.setWidget(None)  # type: ignore[arg-type]  # Qt takes null for no widget; the stub does not
            self.hide()
            return
        self.setWidget(new)
        QTimer.singleShot(0, self, self._reveal)

    @Slot()
    def _reveal(self) -> None:
        focused = QApplication.focusWidget()
        parent = focused.parentWidget() if focused else None
        while focused is not None and parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(focused, 24, 24)
                return
            parent = parent.parentWidget()
