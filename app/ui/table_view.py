"""The table of devices: Enter or a double click opens a row."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.model.device import Device
from app.ui.table_model import DeviceTable
from app.ui.theme import scaled
from app.words import Language, Words

_WIDTHS = (120, 152, 108, 168, 132, 252, 104)
_ROWS_BEFORE_SCROLLING = 12


class TableView(QTableView):
    """opened carries a device id."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = DeviceTable()
        self._language: Language | None = None
        self.setModel(self.table)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        self.setSortingEnabled(True)
        self.activated.connect(self._open)
        self._measure()

    def show_devices(self, devices: Sequence[Device], titles: Mapping[str, str], words: Words, today: dt.date) -> None:
        """Show these; the selected device stays selected."""
        selected = self.currentIndex()
        device_id = self.table.id_at(selected.row()) if selected.isValid() else ""
        self.table.show_devices(devices, titles, words, today)
        self.setAccessibleName(words.text("Devices on your network"))
        if self._language is not words.language:
            self._language = words.language
            self._fit_width()
        row = self.table.row_of(device_id)
        if row >= 0:
            self.selectRow(row)
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the row on every system."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(scaled(36))
        self.horizontalHeader().setMinimumHeight(scaled(36))
        self._fit_width()
        self._fit_height()

    def _fit_width(self) -> None:
        header = self.horizontalHeader()
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, max(scaled(width), header.sectionSizeHint(at)))

    def _fit_height(self) -> None:
        rows = min(max(self.table.rowCount(), 1), _ROWS_BEFORE_SCROLLING)
        self.setFixedHeight(scaled(36) * (rows + 1) + 24)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.table.id_at(index.row()))
