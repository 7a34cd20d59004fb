"""A ring of 2 px around whatever has the keyboard, the same on every widget and system."""

from PySide6.QtCore import QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFocusFrame,
    QMainWindow,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleOption,
    QWidget,
)

#: Pixels between a widget and the outer edge of its ring: 2 for the ring, 2 for a gap that shows it on a filled button.
_MARGIN = 4
_METRICS = (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin)


class _RingStyle(QProxyStyle):
    def pixelMetric(  # noqa: N802 - Qt's name
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        return _MARGIN if metric in _METRICS else super().pixelMetric(metric, option, widget)


class FocusRing(QFocusFrame):
    """Follows the focus inside one window and scrolls pages so that the focused widget can be seen."""

    def __init__(self, window: QMainWindow, app: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._style = _RingStyle("Fusion")
        self.setStyle(self._style)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        app.focusChanged.connect(self._follow)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.Highlight), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
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
