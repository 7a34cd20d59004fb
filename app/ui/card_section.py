"""A titled group of device cards; a collapsed one makes no cards until it is opened."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.columns import Columns
from app.ui.device_card import CARD_WIDTH, DeviceCard
from app.ui.theme import Space
from app.ui.widgets import Button, Label

#: Cards that are shown at once; the rest comes on request, so that a thousand devices do not cost a thousand cards.
_AT_ONCE = 240


class CardSection(QWidget):
    """Keeps cards in the order in which they came. opened carries a device id; wanted asks for cards that are not made yet."""

    opened = Signal(str)
    wanted = Signal()

    def __init__(self, *, collapsed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, DeviceCard] = {}
        self._ids: dict[str, None] = {}
        self._hidden: set[str] = set()
        self._limit = _AT_ONCE
        self._collapsible = collapsed
        self._expanded = not collapsed
        self._header = Button("chevron-right", role="section")
        self._header.clicked.connect(self._toggle)
        self._title = Label(role="heading")
        self._note = Label(role="note")
        self._body = QWidget()
        self._columns = Columns(CARD_WIDTH)
        self._body.setLayout(self._columns)
        self._more = Button(role="quiet")
        self._more.clicked.connect(self._show_more)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.S)
        for widget in (self._header, self._title, self._note, self._body, self._more):
            outer.addWidget(widget)
        # What is shown before it has a place is a window of its own for a moment: so everything is only hidden here.
        for widget in (self._title, self._body) if collapsed else (self._header,):
            widget.hide()
        self._more.hide()
        self._note.hide()
        self.hide()

    @property
    def ids(self) -> list[str]:
        """Devices of this section in their order, shown or not."""
        return list(self._ids)

    @property
    def cards(self) -> list[DeviceCard]:
        """The cards that exist."""
        return list(self._cards.values())

    def card(self, device_id: str) -> DeviceCard | None:
        """The card of a device, made now if it may be; None while the section is closed or full."""
        self._ids.setdefault(device_id)
        if device_id in self._cards:
            return self._cards[device_id]
        if not self._expanded or len(self._cards) >= self._limit:
            return None
        card = DeviceCard(device_id, self._body)
        card.clicked.connect(self._open)
        self._cards[device_id] = card
        self._columns.addWidget(card)
        # Qt shows it with the next layout; showing it here would lay out all cards for each new one.
        if device_id in self._hidden:
            card.hide()
        return card

    def drop(self, device_id: str) -> None:
        """The device left this section."""
        self._ids.pop(device_id, None)
        card = self._cards.pop(device_id, None)
        if card is not None:
            self._columns.removeWidget(card)
            card.hide()
            card.deleteLater()

    def clear(self) -> None:
        """Take all devices out."""
        for device_id in self.ids:
            self.drop(device_id)
        self._limit = _AT_ONCE
        self._hidden = set()

    def order(self, ids: list[str]) -> None:
        """Put devices in this order."""
        wanted = [device_id for device_id in ids if device_id in self._ids]
        if wanted == self.ids:
            return
        self._ids = dict.fromkeys(wanted)
        self._columns.order([self._cards[device_id] for device_id in self._ids if device_id in self._cards])

    def show_only(self, matching: set[str]) -> None:
        """Hide the cards of all other devices."""
        self._hidden = set(self._ids) - matching
        for device_id, card in self._cards.items():
            card.setVisible(device_id in matching)

    def say(self, title: str, note: str, more: str) -> None:
        """Set the title, a note below it and the words of the button that shows more cards."""
        self._header.setText(title)
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note) and self._expanded)
        self._more.setText(more)
        self.setVisible(len(self._ids) > len(self._hidden))
        self._more.setVisible(self._expanded and len(self._cards) < len(self._ids) and len(self._cards) >= self._limit)
        self._header.setAccessibleName(title)

    @Slot()
    def _toggle(self) -> None:
        self._expanded = not self._expanded
        self._header.show_icon("chevron-down" if self._expanded else "chevron-right")
        self._body.setVisible(self._expanded)
        self.wanted.emit()

    @Slot()
    def _show_more(self) -> None:
        self._limit += _AT_ONCE
        self.wanted.emit()

    @Slot()
    def _open(self) -> None:
        card = self.sender()
        if isinstance(card, DeviceCard):
            self.opened.emit(card.device_id)
