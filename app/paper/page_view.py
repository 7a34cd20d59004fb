"""Pages one below the other; only those on view are drawn, however many there are."""

from collections import OrderedDict

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.paper.document import Document
from app.paper.size import UNITS

_GAP = 16
#: Widest page that fits itself to the window, in pixels: about its real size on a common screen and a half more.
_WIDEST = 1000
_NARROWEST = 200
#: Steps of enlarging; 1 fits the width.
ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0)
#: Drawn pages that are kept for scrolling.
_KEPT = 6
#: Longest text of a page that a screen reader gets, in characters.
_TEXT_LIMIT = 4000


def page_picture(document: Document, page: int, size: QSize, ratio: float) -> QPixmap:
    """A page as a picture of that size; ratio is the screen's pixels to a pixel of the window."""
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.white)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    document.draw(painter, page, size.width() / (document.paper.width / UNITS) * 72)
    painter.end()
    return pixmap


class PageScroller(QAbstractScrollArea):
    """All pages, as wide as the window or enlarged. page_changed carries the page in the middle, counted from 0."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._zoom = 1.0
        self._page = -1
        self._drawn: OrderedDict[int, QPixmap] = OrderedDict()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self.verticalScrollBar().valueChanged.connect(self._moved)

    @property
    def page(self) -> int:
        """The page in the middle of the view, counted from 0; -1 while there is none."""
        return self._page

    @property
    def zoom(self) -> float:
        """How many times wider than the window."""
        return self._zoom

    def show_document(self, document: Document) -> None:
        """Show these pages; the place is kept when the new ones are as many, because a switch changes little."""
        before = self._document
        keep = before is not None and len(before.pages) == len(document.pages)
        share = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        self._document = document
        self._drawn.clear()
        self._page = -1
        self._fit()
        self.verticalScrollBar().setValue(round(share * self.verticalScrollBar().maximum()) if keep else 0)
        self._moved()

    def show_page(self, page: int) -> None:
        """Bring a page to the top."""
        self.verticalScrollBar().setValue(self._top(page) - _GAP)

    def set_zoom(self, zoom: float) -> None:
        """Enlarge; the middle stays in the middle."""
        bar = self.verticalScrollBar()
        middle = (bar.value() + self.viewport().height() / 2) / max(1, self._whole())
        self._zoom = zoom
        self._fit()
        bar.setValue(round(middle * self._whole() - self.viewport().height() / 2))

    def page_rectangle(self, page: int) -> QRect:
        """Where a page lies in the view."""
        size = self._size()
        left = max(_GAP, (self.viewport().width() - size.width()) // 2) - self.horizontalScrollBar().value()
        return QRect(QPoint(left, self._top(page) - self.verticalScrollBar().value()), size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the pages on view on white sheets, in any theme."""
        document = self._document
        if document is None:
            return
        painter = QPainter(self.viewport())
        for page in self._on_view():
            place = self.page_rectangle(page)
            if place.intersects(event.rect()):
                painter.drawPixmap(place.topLeft(), self._picture(document, page))
                painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
                painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the pages to the new width; the page stays."""
        page = self._page
        super().resizeEvent(event)
        self._fit()
        if page > 0:
            self.show_page(page)
        self._moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Page up and down go by pages, Home and End to the ends, plus and minus enlarge."""
        pages = len(self._document.pages) if self._document else 0
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and pages:
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self.show_page(max(0, min(pages - 1, self._page + step)))
        elif key == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif key == Qt.Key.Key_End and pages:
            self.show_page(pages - 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.step_zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.step_zoom(-1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl and the wheel enlarge."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def step_zoom(self, step: int) -> None:
        """One step larger or smaller."""
        at = ZOOMS.index(self._zoom)
        self.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, at + step))])

    @Slot()
    def _moved(self) -> None:
        self.viewport().update()
        document = self._document
        if document is None or not document.pages:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = max(0, min(len(document.pages) - 1, (middle - _GAP) // (self._size().height() + _GAP)))
        if page != self._page:
            self._page = page
            self.setAccessibleName(document.page_label(page))
            self.setAccessibleDescription(document.pages[page].text[:_TEXT_LIMIT])
            self.page_changed.emit(page)

    def _picture(self, document: Document, page: int) -> QPixmap:
        pixmap = self._drawn.get(page)
        if pixmap is None:
            pixmap = self._drawn[page] = page_picture(document, page, self._size(), self.devicePixelRatioF())
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(page)
        return pixmap

    def _on_view(self) -> range:
        document = self._document
        step = self._size().height() + _GAP
        first = max(0, self.verticalScrollBar().value() // step)
        last = (self.verticalScrollBar().value() + self.viewport().height()) // step + 1
        return range(first, min(last, len(document.pages) if document else 0))

    def _size(self) -> QSize:
        fitted = max(_NARROWEST, min(_WIDEST, self.viewport().width() - 2 * _GAP))
        width = round(fitted * self._zoom)
        ratio = self._document.paper.height / self._document.paper.width if self._document else 1.0
        return QSize(width, round(width * ratio))

    def _top(self, page: int) -> int:
        return _GAP + page * (self._size().height() + _GAP)

    def _whole(self) -> int:
        return self._top(len(self._document.pages) if self._document else 0)

    def _fit(self) -> None:
        self._drawn.clear()
        size, view = self._size(), self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, self._whole() - view.height()))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(48)
        horizontal.setRange(0, max(0, size.width() + 2 * _GAP - view.width()))
        horizontal.setPageStep(view.width())
        horizontal.setSingleStep(48)
        self.viewport().update()
