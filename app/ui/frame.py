"""The frame around the pages: rail on the left, status line below."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

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
    outer.addWidget(rail)
    outer.addLayout(right, 1)
    return inside
