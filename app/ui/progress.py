"""How far a scan is, in words and as a bar that never goes back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from app.model.events import Step, StepChanged
from app.ui.theme import Space
from app.ui.widgets import Card, Label
from app.words import Words

#: What share of a usual scan each step takes, in thousandths. Listening goes on while devices are asked.
_SHARES = {Step.PREPARE: 20, Step.SWEEP: 80, Step.VISIT: 300, Step.ASK: 600}
_WHOLE = sum(_SHARES.values())
#: Which step is told when several go on at once, the first of these that does.
_TOLD = (Step.PREPARE, Step.VISIT, Step.SWEEP, Step.ASK, Step.LISTEN)


class Progress(Card):
    """Shows the step that tells most, the time left, and what was found so far."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.S, parent)
        self._steps: dict[Step, StepChanged] = {}
        self._stopping = False
        self._line = Label(role="strong")
        self._found = Label(role="muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _WHOLE)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self._line, self.bar, self._found):
            self.column.addWidget(widget)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._line.text()

    @property
    def found(self) -> str:
        """What was found so far, as shown."""
        return self._found.text()

    def reset(self, words: Words) -> None:
        """A new scan begins."""
        self._steps, self._stopping = {}, False
        self.bar.setValue(0)
        self._found.setText("")
        self.retranslate(words)

    def change(self, step: StepChanged, words: Words) -> None:
        """A step went on."""
        self._steps[step.step] = step
        self.bar.setValue(max(self.bar.value(), self._share()))
        self.retranslate(words)

    def show_found(self, text: str) -> None:
        """What was found so far."""
        self._found.setText(text)

    def stopping(self, words: Words) -> None:
        """The person pressed Stop."""
        self._stopping = True
        self.retranslate(words)

    def retranslate(self, words: Words) -> None:
        """Show the words in a language."""
        self.bar.setAccessibleName(words.text("Progress of the scan"))
        text = words.text("Stopping… what was found is kept.") if self._stopping else progress_words(self._steps, words)
        self._line.setText(text)
        self.bar.setAccessibleDescription(text)

    def _share(self) -> int:
        return sum(
            round(_SHARES.get(step.step, 0) * min(1.0, step.done / step.total))
            for step in self._steps.values()
            if step.total
        )


def progress_words(steps: dict[Step, StepChanged], words: Words) -> str:
    """Asking 254 addresses… about 3 seconds. Without a time where none is left and something still goes on."""
    running = {name: step for name, step in steps.items() if not step.total or step.done < step.total}
    told = next((running[name] for name in _TOLD if name in running), None)
    if told is None:
        return words.text("Putting together what was found…") if len(steps) > 1 else words.text("Getting ready…")
    left = max((step.seconds_left or 0.0 for step in running.values()), default=0.0)
    if left < 0.5:
        return _step_words(told, words)
    return f"{_step_words(told, words)} {words.plural('about {count} second', 'about {count} seconds', round(left))}"


def _step_words(step: StepChanged, words: Words) -> str:
    match step.step:
        case Step.PREPARE:
            return words.text("Looking at this computer's networks…")
        case Step.ASK:
            return words.text("Listening for devices that answer late…")
        case Step.SWEEP:
            return words.plural("Asking {count} address…", "Asking {count} addresses…", step.total)
        case Step.VISIT:
            return words.text("Asking devices for more: {done} of {total}…").format(
                done=words.number(step.done), total=words.number(step.total)
            )
        case Step.LISTEN:
            return words.text("Listening for devices that answer late…")
