"""What a label says: each value with its certainty, and every thing that stands on it."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.identity import Value
from app.model.label import LabelAnswer, LabelPart, PartKind
from app.model.text import N_
from app.ui.certainty_mark import CertaintyMark
from app.ui.columns import Columns
from app.ui.device_text import certainty_word, reason, value_text
from app.ui.icons import IconLabel
from app.ui.label_words import codes_words, hidden_words, kind_words, made_words, part_words
from app.ui.theme import Space
from app.ui.widgets import Card, Label, Term, column, empty, row
from app.words import Words

_VALUE_LIMIT = 200
_SOLD = N_("The brand on the box or in the app. Many brands sell devices that another company made.")
_MADE_BY = N_("The company that built the device, which is often not the one on the label.")
_PLATFORM = N_("The family of software inside. Devices of one family share updates and weaknesses.")
_MODEL = N_("The maker's own name for this type of device.")
_SERIAL = N_("The number of this one device. Keep it to yourself when you share a page.")
_MADE = N_("When it left the factory, as printed or as the serial number tells.")
_FIRMWARE = N_("The software inside the device, as it was on the day it left the factory.")
_MAC = N_("The number by which the device is known on a network. Its first half tells who registered it.")
_FCC = N_("The number of the permit for its radio in the United States. A device without radio has none.")
_GRANTEE = N_("Who asked for the radio permit: the seller, the maker, or the maker of the radio inside.")
_ISED = N_("The number of the permit for its radio in Canada, from the federal department ISED.")


class LabelBox(Card):
    """The values side by side, as many as fit. Maker, brand and model are always there, the others when they are known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._heading, self._notes = Label(role="heading"), QVBoxLayout()
        self._notes.setSpacing(Space.S)
        self._inside = QWidget()
        self._cells = Columns(250, Space.L, fill=True)
        self._inside.setLayout(self._cells)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._inside)
        self.column.addLayout(self._notes)

    @property
    def text(self) -> str:
        """All words shown."""
        return "\n".join(label.text() for label in self.findChildren(Label) if label.isVisibleTo(self))

    def show_answer(self, answer: LabelAnswer, today: dt.date, words: Words) -> None:
        """Fill in."""
        identity = answer.identity
        self._heading.setText(words.text("What the label tells"))
        empty(self._cells)
        self._inside.setHidden(all(part.is_hidden for part in answer.parts))
        always = (
            (words.text("Sold as"), _SOLD, identity.brand),
            (words.text("Most likely made by"), _MADE_BY, identity.maker),
            (words.text("Model"), _MODEL, identity.model),
        )
        known = (
            (words.text("Serial number"), _SERIAL, identity.serial),
            (words.text("Date of manufacture"), _MADE, answer.made),
            (words.text("Firmware"), _FIRMWARE, identity.firmware),
            (words.text("Firmware platform"), _PLATFORM, identity.platform),
            (words.text("Hardware address (MAC)"), _MAC, answer.mac),
            (words.text("FCC ID (United States)"), _FCC, answer.fcc_id),
            (words.text("Radio permit asked for by"), _GRANTEE, answer.grantee),
            (words.text("IC number (Canada)"), _ISED, answer.ised),
        )
        for name, meaning, value in (*always, *(one for one in known if one[2].value is not None)):
            text = made_words(value, today, words) if value is answer.made else value_text(value, words)
            judged = not any(value is one for one in (answer.mac, answer.fcc_id, answer.ised))
            self._cells.addWidget(_cell(name, words.text(meaning), text, value, words, judged=judged))
        self._show_notes(answer, words)

    def _show_notes(self, answer: LabelAnswer, words: Words) -> None:
        empty(self._notes)
        for note in answer.notes:
            text = Label()
            text.say(words.say(note))
            line = row(IconLabel("notice", 20, QPalette.ColorRole.Highlight), spacing=Space.M)
            line.addWidget(text, 1)
            self._notes.addLayout(line)


def _cell(name: str, meaning: str, text: str, value: Value, words: Words, *, judged: bool) -> QWidget:
    """judged: how sure it is is told; numbers that stand there in print need no judgement."""
    term, shown, mark = Term(), Label(role="strong"), CertaintyMark()
    term.explain(name, meaning)
    shown.say(text, _VALUE_LIMIT)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    why = reason(value.certainty, value.because, value.against, words)
    mark.show_certainty(value.certainty, certainty_word(value.certainty, words), why, name)
    mark.setVisible(judged)
    cell = QWidget()
    cell.setLayout(column(row(term, 1), shown, row(mark, 1), 1, spacing=0))
    return cell


class PartsBox(Card):
    """Every thing on the label, once, with the kinds of code that hold it; first what is recognised and not shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._heading = Label(role="heading")
        self._inside = QWidget()
        self._cells = Columns(250, Space.L, fill=True)
        self._inside.setLayout(self._cells)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._inside)

    @property
    def text(self) -> str:
        """All words shown."""
        return "\n".join(label.text() for label in self.findChildren(Label) if label.isVisibleTo(self))

    def show_answer(self, answer: LabelAnswer, words: Words) -> None:
        """Fill in."""
        self._heading.setText(words.text("Everything that was found on it"))
        empty(self._cells)
        for part in answer.parts:
            self._cells.addWidget(_part(part, words))


def _part(part: LabelPart, words: Words) -> QWidget:
    name, value, codes = Label(role="note"), Label(), Label(role="note")
    name.setText(kind_words(part.kind, words))
    value.say(part_words(part, words), _VALUE_LIMIT)
    codes.say(codes_words(part, words))
    codes.setVisible(bool(part.code_formats))
    icon = "reduce" if part.is_hidden else "help" if part.kind is PartKind.UNKNOWN else "tag"
    line = row(IconLabel(icon, 20, QPalette.ColorRole.Highlight), spacing=Space.M)
    line.addLayout(column(name, value, codes, 1, spacing=0), 1)
    cell = QWidget()
    cell.setLayout(line)
    return cell


class HiddenStrip(Card):
    """Says that the label holds what works like a key; hidden when it does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("strip", Space.S, parent)
        self._what, self._why = Label(role="strong"), Label()
        line = row(IconLabel("reduce", 24, QPalette.ColorRole.WindowText), spacing=Space.M)
        line.addLayout(column(self._what, self._why, spacing=Space.XS), 1)
        self.column.addLayout(line)
        self.hide()

    @property
    def text(self) -> str:
        """All words shown."""
        return f"{self._what.text()}\n{self._why.text()}"

    def show_answer(self, answer: LabelAnswer, words: Words) -> None:
        """Fill in."""
        self.setVisible(bool(answer.hidden))
        self._what.say(hidden_words(answer.hidden, words) if answer.hidden else "")
        self._why.setText(
            words.text(
                "Whoever knows this can get into the device or the network. We do not show it and do not keep it."
                " Cover it before you share a picture of the label."
            )
        )
