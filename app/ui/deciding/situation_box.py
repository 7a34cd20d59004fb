"""Questions that only the person can answer; all may stay open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.model.advice import Answer, Situation
from app.model.identity import Kind
from app.model.text import N_
from app.ui.desk import FROM_OUTSIDE, IS_YOURS, ON_RECORDER, RECORDS_OTHERS
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column
from app.words import Words

_QUESTIONS = (
    (IS_YOURS, N_("Is it yours to decide about? A landlord’s or employer’s camera is not.")),
    (FROM_OUTSIDE, N_("Can you or others watch it from outside, on a phone for example?")),
    (ON_RECORDER, N_("Is it connected to a recorder?")),
    (RECORDS_OTHERS, N_("Does it record people who do not live or work with you: customers, tenants, neighbours?")),
)
_ANSWERS = ((Answer.YES, N_("Yes")), (Answer.NO, N_("No")), (Answer.NOT_SURE, N_("Not sure")))


class SituationBox(Card):
    """answered carries a question and an answer; a second press on an answer takes it back."""

    answered = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.M, parent)
        self._heading, self._lead = Label(role="strong"), Label(role="muted")
        self._lines = {name: _Question() for name, _ in _QUESTIONS}
        self.column.addLayout(column(self._heading, self._lead, spacing=0))
        for name, line in self._lines.items():
            self.column.addWidget(line)
            line.answered.connect(lambda answer, name=name: self.answered.emit(name, answer))

    def question(self, name: str) -> "_Question":
        """The line of one question."""
        return self._lines[name]

    def show_situation(self, situation: Situation, kind: Kind, words: Words) -> None:
        """Fill in."""
        self._heading.setText(words.text("What only you know"))
        self._lead.setText(words.text("They change what speaks for each way. You may leave them open."))
        said = {
            FROM_OUTSIDE: situation.from_outside,
            ON_RECORDER: situation.on_recorder,
            RECORDS_OTHERS: situation.records_others,
            IS_YOURS: situation.is_yours,
        }
        for name, text in _QUESTIONS:
            self._lines[name].show_answer(words.text(text), said[name], words)
        self._lines[ON_RECORDER].setVisible(kind not in {Kind.RECORDER, Kind.ENCODER})


class _Question(QWidget):
    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._text = Label()
        self.buttons = {answer: Button(role="segment") for answer, _ in _ANSWERS}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        line = QHBoxLayout()
        line.setSpacing(0)
        for answer, button in self.buttons.items():
            button.setCheckable(True)
            self._group.addButton(button)
            line.addWidget(button)
            button.clicked.connect(lambda checked, answer=answer: self._answer(answer, checked=checked))
        line.addStretch(1)
        self.setLayout(column(self._text, line, spacing=Space.XS))

    def show_answer(self, question: str, said: Answer, words: Words) -> None:
        self._text.setText(question)
        for (answer, name), button in zip(_ANSWERS, self.buttons.values(), strict=True):
            button.setText(words.text(name))
            button.setAccessibleName(f"{question} {words.text(name)}")
            button.setChecked(answer is said)

    def _answer(self, answer: Answer, *, checked: bool) -> None:
        for other, button in self.buttons.items():
            button.setChecked(checked and other is answer)
        self.answered.emit(answer if checked else Answer.UNSAID)
