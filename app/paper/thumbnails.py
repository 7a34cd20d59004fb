"""Small pictures of all pages down the side; one is drawn when it first comes into view."""

from collections import OrderedDict

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.paper.document import Document
from app.paper.page_view import page_picture

#: Width of a small page, in pixels.
WIDTH = 92
#: Small pages that are kept.
_KEPT = 80

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class _Pages(QAbstractListModel):
    """The pages of a document, with picture, number and label."""

    def __init__(self, ratio: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._ratio = ratio
        self._document: Document | None = None
        self._drawn: OrderedDict[int, QIcon] = OrderedDict()

    def show_document(self, document: Document) -> None:
        self.beginResetModel()
        self._document = document
        self._drawn.clear()
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """How many pages."""
        return len(self._document.pages) if self._document and not parent.isValid() else 0

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the list shows of a page."""
        if self._document is None or not index.isValid():
            return None
        page = index.row()
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(self._document, page)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page + 1)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._document.page_label(page)
        return None

    def _picture(self, document: Document, page: int) -> QIcon:
        if page not in self._drawn:
            paper = document.paper
            size = QSize(WIDTH, round(WIDTH * paper.height / paper.width))
            picture = page_picture(document, page, size, self._ratio)
            icon = self._drawn[page] = QIcon(picture)
            # Paper stays white when it is chosen.
            icon.addPixmap(picture, QIcon.Mode.Selected)
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(page)
        return self._drawn[page]


class Thumbnails(QListView):
    """page_chosen carries the page that the person went to, counted from 0."""

    page_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = _Pages(self.devicePixelRatioF(), self)
        self._told = False
        self.setModel(self._pages)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(6)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "pages")
        self.selectionModel().currentChanged.connect(self._choose)

    def show_document(self, document: Document) -> None:
        """Show these pages."""
        height = round(WIDTH * document.paper.height / document.paper.width)
        self.setIconSize(QSize(WIDTH, height))
        self._pages.show_document(document)
        line = self.fontMetrics().height()
        self.setGridSize(QSize(WIDTH + 24, height + line + 16))
        self.setFixedWidth(WIDTH + 24 + 24)

    def mark(self, page: int) -> None:
        """Show which page is on view."""
        self._told = True
        self.setCurrentIndex(self._pages.index(page))
        self._told = False

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not self._told:
            self.page_chosen.emit(index.row())
