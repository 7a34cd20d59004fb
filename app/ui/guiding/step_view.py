"""One step, large: what to do, why, where it was read, and the button that ticks it off."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.guide import GuideStep, StepKind
from app.ui.guiding.guide_desk import details_for
from app.ui.link_line import LinkLine
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, empty, row
from app.words import Words


class StepView(Card):
    """done and undone carry the id of the step; scan_wanted asks for the scan that ends the guide."""

    done = Signal(str)
    undone = Signal(str)
    scan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.L, parent)
        self._step_id = ""
        self._place, self._title = Label(role="note"), Label(role="title")
        self._lines = column(spacing=Space.M)
        self._why_heading, self._why = Label(role="strong"), Label()
        self._sources = QVBoxLayout()
        self._sources.setSpacing(0)
        self.done_button, self.undo_button = Button("check", role="primary"), Button(role="quiet")
        self.scan_button = Button("scan", role="primary")
        self.outcome = Label()
        self.column.addLayout(column(self._place, self._title, spacing=0))
        self.column.addLayout(self._lines)
        self.column.addLayout(column(self._why_heading, self._why, spacing=Space.XS))
        self.column.addLayout(self._sources)
        self.column.addWidget(self.outcome)
        self.column.addLayout(row(self.scan_button, self.done_button, self.undo_button, 1))
        self.column.addStretch(1)
        self.outcome.hide()
        self.done_button.clicked.connect(lambda: self.done.emit(self._step_id))
        self.undo_button.clicked.connect(lambda: self.undone.emit(self._step_id))
        self.scan_button.clicked.connect(self.scan_wanted)

    def show_step(
        self, step: GuideStep, place: str, *, ticked: bool, can_tick: bool, maker: str, province: str, words: Words
    ) -> None:
        """Fill in. can_tick is False when the guide is only read."""
        language = words.language.value
        if step.id != self._step_id:
            self.outcome.hide()
        self._step_id = step.id
        self._place.setText(place)
        self._title.setText(step.title.of(language))
        empty(self._lines)
        for sentence in step.do:
            self._lines.addWidget(Label(f"•  {sentence.of(language)}"))
        details = details_for(step, maker, province)
        for detail in details:
            self._lines.addWidget(Label(f"•  {detail.text.of(language)}"))
        self._why_heading.setText(words.text("Why"))
        self._why.setText(step.why.of(language))
        empty(self._sources)
        for source in (*step.sources, *(source for detail in details for source in detail.sources)):
            title = f"{source.title} ({source.date})" if source.date else source.title
            self._sources.addWidget(LinkLine("link", words.text("Source: {source}").format(source=title), source.url))
        is_scan = step.kind is StepKind.RESCAN
        self.scan_button.setText(words.text("Scan now"))
        self.scan_button.setVisible(is_scan and can_tick)
        self.done_button.setText(words.text("Done – next step"))
        self.done_button.setVisible(can_tick and not ticked and not is_scan)
        self.undo_button.setText(words.text("Not done yet") if ticked else "")
        self.undo_button.setVisible(can_tick and ticked)

    def tell(self, text: str) -> None:
        """Say what the scan found."""
        self.outcome.say(text, 2000)
        self.outcome.show()
