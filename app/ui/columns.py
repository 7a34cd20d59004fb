"""A layout of boxes of equal width in as many columns as fit."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from app.ui.theme import Space, scaled


class Columns(QLayout):
    """Each row is as tall as its tallest box. A box is never narrower than narrowest (pixels at 100 % text) while there is room.

    With fill, few boxes share the whole width; without, they keep the width that a full row would give them.
    """

    def __init__(self, narrowest: int, spacing: int = Space.L, *, fill: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._narrowest = narrowest
        self._fill = fill
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def order(self, widgets: list[QWidget]) -> None:
        """Put the boxes in this order; those not named come last."""
        places = {id(widget): at for at, widget in enumerate(widgets)}
        self._items.sort(key=lambda item: places.get(id(item.widget()), len(places)))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Qt adds a box."""
        self._items.append(item)

    def count(self) -> int:
        """How many boxes."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """The box at a place, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take a box out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Something changed size."""
        self._heights.clear()
        super().invalidate()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The height depends on the columns that fit."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height for a width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One column at least."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """One column, narrower where the page is."""
        return QSize(min(scaled(self._narrowest), 240), 0)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Qt gives the place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        shown = [item for item in self._items if not item.isEmpty()]
        if not shown:
            return 0
        gap = self.spacing()
        narrowest = min(scaled(self._narrowest), max(rect.width(), 1))
        columns = max(1, (rect.width() + gap) // (narrowest + gap))
        if self._fill:
            columns = min(columns, len(shown))
        width = (rect.width() - gap * (columns - 1)) // columns
        top = rect.top()
        for start in range(0, len(shown), columns):
            line = shown[start : start + columns]
            height = max(_height(item, width) for item in line)
            if move:
                for index, item in enumerate(line):
                    item.setGeometry(QRect(rect.left() + index * (width + gap), top, width, height))
            top += height + gap
        return top - gap - rect.top()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
