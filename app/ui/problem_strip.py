"""Problems met on the way: one quiet line, the rest on demand."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.model.problem import AppError
from app.ui.icons import IconLabel
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, row
from app.words import Words

#: Longest text of all details together, in characters.
_DETAILS_LIMIT = 6000


class ProblemStrip(Card):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("strip", Space.S, parent)
        self.column.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        self._problems: list[AppError] = []
        self._words: Words | None = None
        self._line = Label()
        self.button = Button(role="quiet")
        self.button.clicked.connect(self._toggle)
        self.details = Label(role="note")
        self.details.hide()
        head = row(IconLabel("notice", 20, QPalette.ColorRole.WindowText), self._line, self.button, spacing=Space.M)
        head.setStretch(1, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.details)
        self.hide()

    def show_problems(self, problems: list[AppError], words: Words) -> None:
        """Show these; the same problem only once."""
        self._words = words
        self._problems = list({(problem.code, str(problem)): problem for problem in problems}.values())
        self.setVisible(bool(self._problems))
        if not self._problems:
            return
        if len(self._problems) == 1:
            self._line.say(words.say(self._problems[0].sentence))
        else:
            self._line.say(
                words.plural(
                    "{count} thing to know about this scan",
                    "{count} things to know about this scan",
                    len(self._problems),
                )
            )
        self.details.say("\n\n".join(_lines(problem, words) for problem in self._problems), _DETAILS_LIMIT)
        self._say_button()

    @Slot()
    def _toggle(self) -> None:
        self.details.setVisible(self.details.isHidden())
        self._say_button()

    def _say_button(self) -> None:
        if self._words is not None:
            self.button.setText(self._words.text("Details") if self.details.isHidden() else self._words.text("Hide"))


def _lines(problem: AppError, words: Words) -> str:
    lines = [words.say(problem.sentence), words.say(problem.next_step)]
    return "\n".join([*lines, problem.detail] if problem.detail else lines)
