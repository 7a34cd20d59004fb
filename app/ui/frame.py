"""The frame around the pages: rail on the left, status line below."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import Space


def framed(rail: QWidget, pages: QWidget, status: QWidget) -> QWidget:
    """One widget that holds the three."""
    foot = QFrame()
    foot.setProperty("role", "status")
    line = QHBoxLayout(foot)
    line.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
    line.addWidget(status)
    right = QVBoxLayout()
    right.setSpacing(0)
    right.addWidget(pages, 1)
    right.addWidget(foot)
    inside = QWidget()
    outer = QHBoxLayout(inside)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(_TallRail(rail))
    outer.addLayout(right, 1)
    return inside


class _TallRail(QScrollArea):
    """As wide as the rail; in a low window or with large letters the rail scrolls, so that no entry loses its word."""

    def __init__(self, rail: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setWidget(rail)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The rail, and its scroll bar when there is one."""
        inside = self.widget()
        rail = inside.minimumSizeHint().expandedTo(inside.minimumSize()) if inside is not None else QSize()
        bar = self.verticalScrollBar()
        needed = rail.height() > self.height()
        return QSize(rail.width() + (bar.sizeHint().width() if needed else 0), 100)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It may be low, never narrow."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A scroll bar may come or go."""
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The rail got other words or larger ones."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
