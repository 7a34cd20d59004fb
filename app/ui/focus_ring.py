"""A ring of 2 px around whatever has the keyboard, the same on every widget and system."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QWidget
from shiboken6 import isValid

from app.ui.widgets import Inside

#: Pixels between a widget and the outer edge of its ring: 2 for the ring, 2 for a gap that shows it on a filled button.
_MARGIN = 4
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}


class FocusRing(QWidget):
    """Follows the focus inside one window and scrolls pages so that the focused widget can be seen.

    It lies in the page that scrolls, above everything there, so that it moves along and no neighbour cuts it.
    """

    def __init__(self, window: QMainWindow, app: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app.focusChanged.connect(self._follow)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.Highlight), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay around the widget when it or anything that holds it moves."""
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:  # noqa: ARG002 - the signal's shape
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._watched = []
        self._around = None
        if new is None or new.window() is not self._window or new is self._window:
            self.hide()
            return
        self._around = new
        canvas = _canvas(new, self._window)
        self.setParent(canvas)
        widget: QWidget | None = new
        while widget is not None and widget != canvas:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()
        QTimer.singleShot(0, self, self._reveal)

    def _place(self) -> None:
        around, canvas = self._around, self.parentWidget()
        if around is None or canvas is None or not around.isVisible():
            self.hide()
            return
        corner = around.mapTo(canvas, QPoint(0, 0))
        self.setGeometry(QRect(corner, around.size()).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        self.show()
        self.raise_()

    @Slot()
    def _reveal(self) -> None:
        focused = QApplication.focusWidget()
        area = _area(focused) if focused is not None else None
        if focused is not None and area is not None:
            area.ensureWidgetVisible(focused, 24, 24)


def _canvas(widget: QWidget, window: QMainWindow) -> QWidget:
    """The inside of the page that holds the widget, else the inside of the window."""
    parent: QWidget | None = widget
    while parent is not None and parent is not window:
        if _scrolling(parent) is not None:
            return parent
        parent = parent.parentWidget()
    return window.centralWidget() or window


def _area(widget: QWidget) -> QScrollArea | None:
    """The innermost area that scrolls the widget."""
    parent: QWidget | None = widget
    while parent is not None:
        if (area := _scrolling(parent)) is not None:
            return area
        parent = parent.parentWidget()
    return None


def _scrolling(inside: QWidget) -> QScrollArea | None:
    """The area whose inside this is.

    A page is asked first: on the way up lies Qt's own viewport, and to meet it makes Qt for Python load every kind of widget.
    """
    if isinstance(inside, Inside):
        return inside.page()
    viewport = inside.parentWidget()
    if viewport is None or isinstance(viewport, Inside):
        return None
    area = viewport.parentWidget()
    return area if isinstance(area, QScrollArea) and area.widget() is inside else None
