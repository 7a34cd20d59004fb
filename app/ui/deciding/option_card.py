"""One of the five ways: what it means, what speaks for and against it for this device, what it takes, and its guides."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLayout, QWidget

from app.model.advice import Option, Reason
from app.model.decision import Choice
from app.report.choices import CHOICE_ICONS, CHOICE_MEANINGS, CHOICE_NAMES
from app.ui.columns import Columns
from app.ui.icons import IconLabel
from app.ui.link_line import LinkLine
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, empty, row
from app.words import Words


class OptionCard(Card):
    """chosen carries the choice, guide_wanted the id of a guide. All cards are built alike."""

    chosen = Signal(object)
    guide_wanted = Signal(str)

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.S, parent)
        self.choice = choice
        self._name, self._meaning = Label(role="strong"), Label(role="muted")
        self.choose_button = Button()
        head = row(IconLabel(CHOICE_ICONS[choice], 24, QPalette.ColorRole.Highlight), spacing=Space.M)
        head.addLayout(column(self._name, self._meaning, spacing=0), 1)
        head.addWidget(self.choose_button)
        self._for, self._against, self._takes = _Side(), _Side(), Label()
        sides = QWidget()
        columns = Columns(260, Space.L, fill=True)
        sides.setLayout(columns)
        columns.addWidget(self._for)
        columns.addWidget(self._against)
        self._guides = QWidget()
        self._links = column(spacing=0)
        self._guides.setLayout(self._links)
        self.column.addLayout(head)
        for widget in (sides, self._takes, self._guides):
            self.column.addWidget(widget)
        self.choose_button.clicked.connect(lambda: self.chosen.emit(self.choice))

    def show_option(self, option: Option, guides: Mapping[str, str], words: Words) -> None:
        """Fill in. guides leads from the id of a guide to its title."""
        name = words.text(CHOICE_NAMES[self.choice])
        self._name.setText(name)
        self._meaning.setText(words.text(CHOICE_MEANINGS[self.choice]))
        self.choose_button.setText(words.text("Choose this"))
        self.choose_button.setAccessibleName(words.text("Choose: {name}").format(name=name))
        self._for.show_reasons(words.text("Speaks for it"), option.speaks_for, words)
        self._against.show_reasons(words.text("Speaks against it"), option.speaks_against, words)
        takes = " ".join(words.say(sentence) for sentence in option.takes)
        self._takes.setText(words.text("What it takes: {what}").format(what=takes))
        empty(self._links)
        named = [guide for guide in option.guides if guide in guides]
        for guide in named:
            link = LinkLine("guide", guides[guide])
            link.clicked.connect(lambda guide=guide: self.guide_wanted.emit(guide))
            self._links.addWidget(link)
        self._guides.setVisible(bool(named))


class _Side(QWidget):
    """A heading and its reasons."""

    def __init__(self) -> None:
        super().__init__()
        self._heading = Label(role="note")
        self._lines = column(spacing=Space.XS)
        self.setLayout(column(self._heading, self._lines, 1, spacing=Space.XS))

    def show_reasons(self, heading: str, reasons: tuple[Reason, ...], words: Words) -> None:
        self._heading.setText(heading)
        empty(self._lines)
        for reason in reasons:
            line = Label()
            line.say(f"• {reason_text(reason, words)}")
            self._lines.addWidget(line)


def reason_text(reason: Reason, words: Words) -> str:
    """The sentence, with the title of the text that it is about."""
    text = words.say(reason.sentence)
    if reason.name is not None:
        text = words.text("{sentence}: {name}").format(sentence=text, name=reason.name.of(words.language.value))
    return text


def lines_of(layout: QLayout) -> list[str]:
    """The texts of the labels in a layout, for tests and screen readers."""
    found = []
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = item.widget() if item else None
        if isinstance(widget, Label):
            found.append(widget.text())
    return found
