"""A device that said nothing of itself: how to find out what it is, before anything is decided."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.ui.flow import Flow
from app.ui.icons import IconLabel
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, row
from app.words import Words


class FindOutBox(Card):
    """Two ways to find out, each with its button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.M, parent)
        self._heading, self._lead = Label(role="heading"), Label()
        self.watch_button, self.label_button = Button("unplug"), Button("tag")
        head = row(IconLabel("search", 24, QPalette.ColorRole.Highlight), spacing=Space.M)
        head.addLayout(column(self._heading, self._lead, spacing=Space.XS), 1)
        buttons = QWidget()
        buttons.setLayout(Flow(self.watch_button, self.label_button))
        self.column.addLayout(head)
        self.column.addWidget(buttons)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._heading.setText(words.text("First find out what it is"))
        self._lead.setText(
            words.text(
                "It may be a camera or something else. Unplug what you think it is and see whether it goes quiet,"
                " or look up the sticker of the device in your hand."
            )
        )
        self.watch_button.setText(words.text("Which one is it?"))
        self.label_button.setText(words.text("Look up a label"))
