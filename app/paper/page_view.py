"""Pages one below the other in a scroll area; only those on view are drawn."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.paper.document import Document
from app.paper.size import UNITS

_GAP = 16
#: Widest page on screen, in pixels: about its real size on a common screen and a half more.
_WIDEST = 1000


class PageView(QWidget):
    """One page, as wide as it is told."""

    def __init__(self, document: Document, page: int, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._page = page
        self.setAccessibleName(label)
        self.setToolTip(label)

    def set_width(self, width: int) -> None:
        """Fit the page to a width in pixels."""
        paper = self._document.paper
        self.setFixedSize(QSize(width, round(width * paper.height / paper.width)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the sheet and what is on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), Qt.GlobalColor.white)
        self._document.draw(painter, self._page, self.width() / (self._document.paper.width / UNITS) * 72)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


class PageScroller(QScrollArea):
    """All pages; they follow the window's width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._views: list[PageView] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_document(self, document: Document, labels: Sequence[str]) -> None:
        """Show these pages from the first; labels name them for screen readers."""
        sheet = QWidget()
        sheet.setBackgroundRole(QPalette.ColorRole.Mid)
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        layout.setSpacing(_GAP)
        self._views = [PageView(document, page, label, sheet) for page, label in enumerate(labels)]
        for view in self._views:
            layout.addWidget(view, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.setWidget(sheet)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the pages to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(200, min(_WIDEST, self.viewport().width() - 2 * _GAP))
        for view in self._views:
            view.set_width(width)
        # The layout would learn of the new sizes only later, and pages would lie on each other until then.
        sheet: QWidget | None = self.widget()
        layout = sheet.layout() if sheet is not None else None
        if sheet is not None and layout is not None:
            layout.activate()
            sheet.resize(sheet.width(), layout.sizeHint().height())
