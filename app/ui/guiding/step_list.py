"""All steps of a guide with their ticks; a press shows a step."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.guide import GuideStep
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, empty
from app.words import Words


class StepList(Card):
    """chosen carries the place of a step."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.S, parent)
        self._progress = Label(role="note")
        self._lines = column(spacing=0)
        self.buttons: list[_StepButton] = []
        self.column.addWidget(self._progress)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)

    def show_steps(self, steps: Sequence[GuideStep], ticked: frozenset[str], current: int, words: Words) -> None:
        """Fill in."""
        language = words.language.value
        done = sum(step.id in ticked for step in steps)
        self._progress.setText(
            words.text("{done} of {all} steps done").format(done=words.number(done), all=words.number(len(steps)))
        )
        if len(self.buttons) != len(steps):
            empty(self._lines)
            self.buttons = [self._button(at) for at in range(len(steps))]
        for at, (step, button) in enumerate(zip(steps, self.buttons, strict=True)):
            is_done = step.id in ticked
            title = step.title.of(language)
            button.show_icon("check" if is_done else "bullet-step")
            button.say(f"{at + 1}.  {title}")
            state = words.text("done") if is_done else words.text("open")
            button.setAccessibleName(f"{at + 1}. {title}, {state}")
            button.setChecked(at == current)

    def _button(self, at: int) -> "_StepButton":
        button = _StepButton()
        button.clicked.connect(lambda: self.chosen.emit(at))
        self._lines.addWidget(button)
        return button


class _StepButton(Button):
    """A title that breaks into lines where the list is narrow: a button does not do that by itself."""

    def __init__(self) -> None:
        super().__init__("bullet-step", role="step")
        self._title = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, title: str) -> None:
        """Show the title."""
        self._title = title
        self._break()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Break the title anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._break()

    def _break(self) -> None:
        # The title of the step that is shown is bold; it is to keep its lines when another is chosen.
        font = self.font()
        font.setBold(True)
        width = QFontMetrics(font).horizontalAdvance
        self.setText(self._title)
        self.ensurePolished()
        around = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self._title)
        lines: list[str] = []
        for word in self._title.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and width(longer) > self.width() - around:
                lines.append(word)
            else:
                lines[-1:] = [longer]
        self.setText("\n".join(lines))
