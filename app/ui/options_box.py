"""The five things that an owner may do, side by side: same size, none chosen beforehand."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.text import N_
from app.ui.columns import Columns
from app.ui.icons import IconLabel
from app.ui.theme import Space
from app.ui.widgets import Card, Label, column, row
from app.words import Words

_OPTIONS = (
    ("keep", N_("Keep it"), N_("You leave it as it is. It costs nothing. You look again when something changes.")),
    (
        "reduce",
        N_("Reduce the risk"),
        N_("You update it, give it its own password and keep it off the internet. It stays on the wall."),
    ),
    (
        "replace",
        N_("Replace it"),
        N_("You put another camera in its place. Cable, power and recorder decide what fits."),
    ),
    (
        "ask",
        N_("Ask someone"),
        N_("You show the printed page to your installer, insurer or board and hear what they say."),
    ),
    ("later", N_("Decide later"), N_("You do nothing now. Pick a day to come back to it.")),
)


class OptionsBox(QWidget):
    """Says what each option means; the person decides."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._lead = Label(role="heading"), Label(role="muted")
        boxes = QWidget()
        columns = Columns(150, Space.M, fill=True)
        boxes.setLayout(columns)
        self._texts: list[tuple[Label, Label]] = []
        for icon_name, _, _ in _OPTIONS:
            box = Card("box", Space.S)
            name, meaning = Label(role="strong"), Label()
            box.column.addLayout(row(IconLabel(icon_name, 24, QPalette.ColorRole.Highlight), 1))
            box.column.addLayout(column(name, meaning, 1, spacing=Space.XS))
            columns.addWidget(box)
            self._texts.append((name, meaning))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        for widget in (self._heading, self._lead, boxes):
            layout.addWidget(widget)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._heading.setText(words.text("What you can do"))
        self._lead.setText(words.text("Five reasonable ways. Here is what each involves. You decide."))
        for (name, meaning), (_, title, text) in zip(self._texts, _OPTIONS, strict=True):
            name.setText(words.text(title))
            meaning.setText(words.text(text))
