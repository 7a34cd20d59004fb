"""My decision: what stands and why to look again, the five ways, the form, and what was decided before."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.advice import Answer
from app.model.decision import Choice, Decision
from app.model.device import Device
from app.model.problem import AppError
from app.model.text import Sentence
from app.report.choices import CHOICE_ICONS, CHOICE_NAMES
from app.ui.deciding.decision_form import DecisionForm
from app.ui.deciding.option_card import OptionCard
from app.ui.deciding.situation_box import SituationBox
from app.ui.desk import Desk
from app.ui.icons import IconLabel
from app.ui.problem_strip import ProblemStrip
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, empty, row
from app.words import Words


class DecisionBox(QWidget):
    """decided: the decision is kept by then. form_opened: the form is there and has the focus. guide_wanted carries the id of a guide."""

    decided = Signal()
    form_opened = Signal()
    guide_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._device: Device | None = None
        self._guides: Mapping[str, str] = {}
        self._heading, self._lead = Label(role="heading"), Label(role="muted")
        self.standing = _Standing()
        self.situation = SituationBox()
        self.cards = {choice: OptionCard(choice) for choice in Choice}
        self.form = DecisionForm()
        self.problem = ProblemStrip()
        self.before_button = Button("chevron-right", role="section")
        self._before = QWidget()
        self._before_lines = column(spacing=Space.S)
        self._before.setLayout(self._before_lines)
        self._before.hide()
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(column(self._heading, self._lead, spacing=Space.XS))
        for widget in (self.standing, self.situation, *self.cards.values(), self.problem, self.form):
            layout.addWidget(widget)
        layout.addWidget(self.before_button)
        layout.addWidget(self._before)
        self.situation.answered.connect(self._answer)
        self.form.kept.connect(self._keep)
        self.before_button.clicked.connect(self._toggle_before)
        for card in self.cards.values():
            card.chosen.connect(self._choose)
            card.guide_wanted.connect(self.guide_wanted)

    def show_device(self, device: Device, guides: Mapping[str, str], words: Words) -> None:
        """Fill in. guides leads from ids to titles."""
        if self._device is None or device.id != self._device.id:
            self.form.hide()
            self.problem.hide()
        self._device, self._guides, self._words = device, guides, words
        self._heading.setText(words.text("My decision"))
        self._lead.setText(
            words.text("Five reasonable ways, with what speaks for and against each for this device. You decide.")
        )
        self._fill()

    def _fill(self) -> None:
        device, words = self._device, self._words
        if device is None:
            return
        self.standing.show_decision(self._desk.standing(device), self._desk.why_again(device, words), words)
        self.situation.show_situation(self._desk.situation(device), device.identity.kind, words)
        for option in self._desk.options(device):
            self.cards[option.choice].show_option(option, self._guides, words)
        self.form.retranslate(words)
        self._show_before(self._desk.decisions(device)[1:], words)

    def _show_before(self, decisions: Sequence[Decision], words: Words) -> None:
        self.before_button.setText(words.text("Decided before ({count})").format(count=words.number(len(decisions))))
        self.before_button.setVisible(bool(decisions))
        if not decisions:
            self._before.hide()
        empty(self._before_lines)
        for decision in decisions:
            line = Label()
            line.say(f"{words.text(CHOICE_NAMES[decision.choice])} · {decided_text(decision, words)}", 4000)
            self._before_lines.addWidget(line)

    @Slot()
    def _toggle_before(self) -> None:
        opened = self._before.isHidden()
        self._before.setVisible(opened)
        self.before_button.show_icon("chevron-down" if opened else "chevron-right")

    @Slot(str, object)
    def _answer(self, question: str, answer: Answer) -> None:
        if self._device is None:
            return
        try:
            self._desk.answer(self._device, question, answer)
        except AppError as error:
            self.problem.show_problems([error], self._words)
        self._fill()

    @Slot(object)
    def _choose(self, choice: Choice) -> None:
        if self._device is None:
            return
        last = self._desk.standing(self._device)
        self.form.begin(choice, last.who if last else "", self._words)
        self.form.reason_edit.setFocus()
        self.form_opened.emit()

    @Slot(object, str, str, object)
    def _keep(self, choice: Choice, reason: str, who: str, review: dt.date | None) -> None:
        if self._device is None:
            return
        try:
            self._desk.decide([self._device], choice, reason=reason, who=who, review=review)
        except AppError as error:
            self.problem.show_problems([error], self._words)
            return
        self.problem.hide()
        self.form.hide()
        self._fill()
        self.decided.emit()


class _Standing(Card):
    """The decision that stands, or that there is none."""

    def __init__(self) -> None:
        super().__init__("box", Space.S)
        self._icon = IconLabel("decide", 24, QPalette.ColorRole.Highlight)
        self.name, self._told = Label(role="strong"), Label()
        self._again_heading, self.again = Label(role="strong"), Label()
        head = row(self._icon, spacing=Space.M)
        head.addLayout(column(self.name, self._told, spacing=0), 1)
        self._again_card = Card("strip", Space.XS)
        self._again_card.column.addWidget(self._again_heading)
        self._again_card.column.addWidget(self.again)
        self.column.addLayout(head)
        self.column.addWidget(self._again_card)

    def show_decision(self, decision: Decision | None, again: Sequence[Sentence], words: Words) -> None:
        self._again_card.setVisible(bool(again))
        if decision is None:
            self._icon.show_icon("decide")
            self.name.setText(words.text("You have not decided yet."))
            self._told.setText(words.text("There is no hurry. Choose one of the ways below when you are ready."))
            return
        self._icon.show_icon(CHOICE_ICONS[decision.choice])
        self.name.setText(words.text(CHOICE_NAMES[decision.choice]))
        self._told.say(decided_text(decision, words), 4000)
        self._again_heading.setText(words.text("Worth looking at again"))
        self.again.say("\n".join(words.say(sentence) for sentence in again), 2000)


def decided_text(decision: Decision, words: Words) -> str:
    """Decided on 25 November 2026 by Ada. The reason. Look again on 25 May 2027."""
    told = []
    day = words.date(decision.decided.astimezone().date()) if decision.decided else ""
    if decision.who:
        told.append(words.text("Decided on {date} by {who}.").format(date=day, who=decision.who))
    else:
        told.append(words.text("Decided on {date}.").format(date=day))
    if decision.reason:
        told.append(words.text("“{reason}”").format(reason=decision.reason))
    if decision.review:
        told.append(words.text("To be looked at again on {date}.").format(date=words.date(decision.review)))
    return " ".join(told)
