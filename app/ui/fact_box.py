"""What an authority or a maker said: who, when, to whom it applies, and where it can be read."""

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.finding import FindingState
from app.model.text import N_
from app.ui.columns import Columns
from app.ui.fact_view import FactView
from app.ui.icons import IconLabel
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, empty, row
from app.words import Words

_STATES = {
    FindingState.APPLIES: N_("Concerns this device"),
    FindingState.DOES_NOT_APPLY: N_("Does not concern this device"),
    FindingState.CANNOT_TELL: N_("We cannot tell whether it concerns this device"),
}


class FactBox(Card):
    """One fact, already in words."""

    def __init__(self, fact: FactView, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.S, parent)
        self._url = fact.source_url
        head = row(
            IconLabel("maker" if fact.from_maker else "government", 24, QPalette.ColorRole.Highlight), spacing=Space.M
        )
        who = " · ".join(part for part in (fact.who, fact.when) if part)
        head.addLayout(column(_say(fact.title, "strong"), _say(who, "note"), spacing=0), 1)
        self.column.addLayout(head)
        if fact.not_you:
            self.column.addWidget(_say(fact.not_you, "strong"))
        elif not fact.from_maker:
            self.column.addWidget(_say(words.text(_STATES[fact.state]), "strong"))
        self.column.addWidget(_say(fact.says))
        applies = words.text("Whom it binds: {who}").format(who=fact.applies_to) if fact.applies_to else ""
        if applies:
            self.column.addWidget(_say(applies))
        self.column.addStretch(1)
        self.link = Button("link", role="link")
        self.link.setText(words.text("Read the source"))
        self.link.setAccessibleDescription(fact.source_text)
        if not fact.source_url.startswith("https://"):
            self.link.hide()
        self.link.clicked.connect(self._open)
        checked = words.text("Checked on {date}").format(date=fact.checked)
        notes = [_say(text, "note") for text in (fact.source_text, checked) if text]
        self.column.addLayout(column(*notes, spacing=0))
        self.column.addWidget(self.link)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url, QUrl.ParsingMode.StrictMode))


class FactList(QWidget):
    """Statements and answers side by side, all of one size; what was said elsewhere waits behind a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._lead = Label(role="heading"), Label(role="muted")
        self._near, self._far = _Boxes(), _Boxes()
        self.more = Button("chevron-right", role="section")
        self.more.clicked.connect(self._toggle)
        self._elsewhere: tuple[FactView, ...] = ()
        self._words: Words | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        for widget in (self._heading, self._lead, self._near, self.more, self._far):
            layout.addWidget(widget)
        self.close_elsewhere()

    @property
    def boxes(self) -> list[FactBox]:
        """The boxes that are made, those of this place first."""
        return [*self._near.findChildren(FactBox), *self._far.findChildren(FactBox)]

    def close_elsewhere(self) -> None:
        """Show only what was said here, as for a new device."""
        self._far.hide()
        self.more.show_icon("chevron-right")

    def show_facts(self, facts: Sequence[FactView], maker: str, words: Words) -> None:
        """Show these; without any, say so plainly. maker is who made or sells the device, "" when not known."""
        self._words = words
        near = [fact for fact in facts if not fact.elsewhere]
        self._elsewhere = tuple(fact for fact in facts if fact.elsewhere)
        self._heading.setText(words.text("What authorities and makers said"))
        self._lead.setText(_lead(near, self._elsewhere, maker, words))
        self._near.fill(near, words)
        self._near.setVisible(bool(near))
        statements = sum(not fact.from_maker for fact in self._elsewhere)
        self.more.setVisible(bool(statements))
        self.more.setText(words.text("Said in other places ({count})").format(count=words.number(statements)))
        self._far.fill(self._elsewhere if not self._far.isHidden() else (), words)

    @Slot()
    def _toggle(self) -> None:
        opened = self._far.isHidden()
        self.more.show_icon("chevron-down" if opened else "chevron-right")
        if opened and self._words is not None:
            self._far.fill(self._elsewhere, self._words)
        self._far.setVisible(opened)


def _lead(near: Sequence[FactView], far: Sequence[FactView], maker: str, words: Words) -> str:
    if near:
        return words.text("Being named says something about a company, nothing about the state of this one device.")
    if maker and far:
        return words.text(
            "We found no text of your own authorities that names {maker}. What others said to their own stands below."
        ).format(maker=maker[:80])
    return words.text("We know of no published statement that concerns this device.")


class _Boxes(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._columns = Columns(340, fill=True)
        self.setLayout(self._columns)

    def fill(self, facts: Sequence[FactView], words: Words) -> None:
        empty(self._columns)
        for fact in facts:
            box = FactBox(fact, words, self)
            self._columns.addWidget(box)
            box.show()


def _say(text: str, role: str = "") -> Label:
    label = Label(role=role)
    label.say(text)
    return label
