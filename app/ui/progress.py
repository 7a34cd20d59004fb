"""How far a scan is, in words and as a bar that never goes back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from app.model.events import Step, StepChanged
from app.ui.theme import Space
from app.ui.widgets import Card, Label
from app.words import Words

#: What share of a usual scan each step takes, in thousandths.
_SHARES = {Step.PREPARE: 20, Step.ASK: 80, Step.SWEEP: 200, Step.VISIT: 300, Step.LISTEN: 400}
_WHOLE = sum(_SHARES.values())


class Progress(Card):
    """Shows the newest step that is not over, and what was found so far."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.S, parent)
        self._steps: dict[Step, StepChanged] = {}
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

    def reset(self, words: Words) -> None:
        """A new scan begins."""
        self._steps = {}
        self.bar.setValue(0)
        self._found.setText("")
        self.retranslate(words)

    def change(self, step: StepChanged, words: Words) -> None:
        """A step went on."""
        self._steps.pop(step.step, None)
        self._steps[step.step] = step
        self.bar.setValue(max(self.bar.value(), self._share()))
        self.retranslate(words)

    def show_found(self, text: str) -> None:
        """What was found so far."""
        self._found.setText(text)

    def stopping(self, words: Words) -> None:
        """The person pressed Stop."""
        self._line.setText(words.text("Stopping… what was found is kept."))

    def retranslate(self, words: Words) -> None:
        """Show the words in a language."""
        self.bar.setAccessibleName(words.text("Progress of the scan"))
        running = [step for step in self._steps.values() if not step.total or step.done < step.total]
        text = step_words(running[-1], words) if running else words.text("Getting ready…")
        self._line.setText(text)
        self.bar.setAccessibleDescription(text)

    def _share(self) -> int:
        return sum(
            round(_SHARES[step.step] * min(1.0, step.done / step.total)) for step in self._steps.values() if step.total
        )


def step_words(step: StepChanged, words: Words) -> str:
    """Asking 254 addresses… about 3 seconds."""
    match step.step:
        case Step.PREPARE:
            text = words.text("Looking at this computer's networks…")
        case Step.ASK:
            text = words.text("Asking all devices at once…")
        case Step.SWEEP:
            text = words.plural("Asking {count} address…", "Asking {count} addresses…", step.total)
        case Step.VISIT:
            text = words.plural("Asking {count} device for more…", "Asking {count} devices for more…", step.total)
        case Step.LISTEN:
            text = words.text("Listening for devices that answer late…")
    if step.seconds_left is None:
        return text
    seconds = max(1, round(step.seconds_left))
    return f"{text} {words.plural('about {count} second', 'about {count} seconds', seconds)}"
