"""Look up a label: for cameras that never answer, from what a sticker says or from a photo of it."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QWidget

from app.model.device import Device
from app.model.label import LabelAnswer, LabelText
from app.model.photo_problem import NothingOnLabelError
from app.model.problem import AppError
from app.ui.companies_box import CompaniesBox
from app.ui.device_book import DeviceBook
from app.ui.evidence_list import EvidenceList
from app.ui.fact_box import FactList
from app.ui.fact_view import FactView
from app.ui.icons import IconLabel
from app.ui.label_box import HiddenStrip, LabelBox, PartsBox
from app.ui.label_entry import LabelEntry
from app.ui.label_steps import StepsBox
from app.ui.label_thread import LabelThread
from app.ui.label_words import described
from app.ui.note_list import NoteList
from app.ui.reasons import evidence_of
from app.ui.services import Services
from app.ui.theme import Space
from app.ui.widgets import Card, Label, Page, column, row
from app.words import Words


class LabelPage(Page):
    """scan_wanted and device_wanted (an id) lead to other pages; keep_wanted carries what the person may keep (ByHand).

    Nothing that is read here is kept by itself.
    """

    scan_wanted = Signal()
    device_wanted = Signal(str)
    keep_wanted = Signal(object)

    def __init__(
        self,
        book: DeviceBook,
        facts: Callable[[Device], Sequence[FactView]],
        services: Services,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(widest=900, parent=parent)
        self._book, self._facts_of, self._services = book, facts, services
        self._words: Words | None = None
        self._answer: LabelAnswer | None = None
        self._problem: AppError | None = None
        self._thread: LabelThread | None = None
        self._title, self._lead = Label(role="title"), Label(role="muted")
        self.entry, self.problem = LabelEntry(), _ProblemBox()
        self.where = _WhereBox()
        self.hidden, self.values, self.steps = HiddenStrip(), LabelBox(), StepsBox()
        self.parts, self.evidence = PartsBox(), EvidenceList()
        self.notes, self._notes_box = NoteList(), Card()
        self._notes_box.column.addWidget(self.notes)
        self.companies, self.facts = CompaniesBox(), FactList()
        self._results = (
            self.values,
            self.steps,
            self.parts,
            self._notes_box,
            self.evidence,
            self.companies,
            self.facts,
        )
        self._build()

    def _build(self) -> None:
        self.column.setSpacing(Space.XL)
        self.column.addLayout(column(self._title, self._lead, spacing=Space.XS))
        for widget in (self.problem, self.entry, self.where, self.hidden, *self._results):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.entry.text_given.connect(self.look_up)
        self.entry.photo_given.connect(self.read_photo)
        self.entry.cleared.connect(self.clear)
        self.steps.scan_wanted.connect(self.scan_wanted)
        self.steps.device_wanted.connect(self.device_wanted)
        self.steps.keep_wanted.connect(self._keep)
        self._show()

    @property
    def answer(self) -> LabelAnswer | None:
        """What is shown now."""
        return self._answer

    @property
    def is_reading(self) -> bool:
        """Whether a label is being looked up."""
        return self._thread is not None

    @Slot(str)
    def look_up(self, untrusted_text: str) -> None:
        """Look up a typed text in the background, then show what it says."""
        self._start((LabelText(untrusted_text),))

    @Slot(object)
    def read_photo(self, path: Path) -> None:
        """Read a photo in the background, then show what it says."""
        self._start(path)

    def _start(self, what: Path | Sequence[LabelText]) -> None:
        if self._thread is not None:
            return
        self.entry.show_busy(busy=True)
        self._thread = LabelThread(what, self)
        self._thread.done.connect(self.show_answer)
        self._thread.failed.connect(self.show_problem)
        self._thread.finished.connect(self._end)
        self._thread.start()

    def wait(self) -> None:
        """Let what is being looked up end, for closing."""
        if self._thread is not None:
            self._thread.wait()

    @Slot()
    def clear(self) -> None:
        """An empty page."""
        self._answer, self._problem = None, None
        self._show()
        self._fold()

    @Slot(object)
    def show_answer(self, answer: LabelAnswer) -> None:
        """Show what a label says; when nothing of it was recognised, what can be done."""
        if answer.says_something:
            self._answer, self._problem = answer, None
        else:
            self._answer, self._problem = None, NothingOnLabelError()
        self._show()
        self._fold()

    @Slot(object)
    def show_problem(self, error: AppError) -> None:
        """Show what is wrong with a photo, or with the facts."""
        self._answer, self._problem = None, error
        self._show()
        self._fold()

    @Slot()
    def _keep(self) -> None:
        if self._answer is not None:
            self.keep_wanted.emit(described(self._answer))

    @Slot()
    def _end(self) -> None:
        if self._thread is not None:
            self._thread.deleteLater()
            self._thread = None
        self.entry.show_busy(busy=False)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._words = words
        self._title.setText(words.text("Look up a label"))
        self._lead.setText(words.text("For a camera that does not answer, or that you have in your hand."))
        self.entry.retranslate(words)
        self.where.retranslate(words)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """A scan may have found the device since."""
        super().showEvent(event)
        if self._answer is not None and self._words is not None:
            self.steps.show_answer(self._answer, self._known_as(self._answer, self._words), self._words)

    def _fold(self) -> None:
        """The result comes into sight at once: what was typed makes room for it."""
        small = self._answer is not None or self._problem is not None
        self.entry.show_small(small=small)
        if small:
            self.entry.edit_button.setFocus()
        self.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        words, answer = self._words, self._answer
        self.where.setVisible(answer is None and self._problem is None)
        self._lead.setVisible(answer is None and self._problem is None)
        for box in self._results:
            box.setVisible(answer is not None)
        self.hidden.setVisible(answer is not None and bool(answer.hidden))
        self.problem.setVisible(self._problem is not None)
        if words is None:
            return
        if self._problem is not None:
            self.problem.show_problem(self._problem, words)
        if answer is None:
            return
        self.hidden.show_answer(answer, words)
        self.values.show_answer(answer, _today(), words)
        self.parts.setVisible(bool(answer.parts))
        self.parts.show_answer(answer, words)
        self.steps.show_answer(answer, self._known_as(answer, words), words)
        self.evidence.setVisible(bool(evidence_of(answer.device)))
        self.evidence.show_device(answer.device, words)
        identity = answer.identity
        named = identity.maker.value is not None or identity.brand.value is not None
        self._notes_box.setVisible(named and identity.model.value is not None and identity.is_camera is not False)
        self.notes.show_notes(self._services.notes(answer.device, words), words, has_model=True)
        self.companies.show_companies(self._services.companies(answer.device), words)
        maker = answer.device.identity.maker.value or answer.device.identity.brand.value or ""
        self.facts.show_facts(self._facts_of(answer.device) if named else (), maker, words)
        self.facts.setVisible(named)

    def _known_as(self, answer: LabelAnswer, words: Words) -> tuple[str, str]:
        """The same device in the results that are shown: by its hardware address, else by its serial number."""
        mac, serial = answer.mac.value, answer.identity.serial.value
        for device in self._book.devices:
            same_serial = serial is not None and device.identity.serial.value == serial
            if (mac is not None and device.mac == mac) or same_serial:
                return device.id, self._book.titles(words)[device.id]
        return "", ""


class _ProblemBox(Card):
    """What is wrong with a photo, and what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self._what, self._next = Label(role="heading"), Label()
        line = row(IconLabel("notice", 32, QPalette.ColorRole.Highlight), spacing=Space.L)
        line.addLayout(column(self._what, self._next, spacing=Space.S), 1)
        self.column.addLayout(line)

    @property
    def text(self) -> str:
        """All words shown."""
        return f"{self._what.text()}\n{self._next.text()}"

    def show_problem(self, problem: AppError, words: Words) -> None:
        """Fill in."""
        self._what.say(words.say(problem.sentence))
        self._next.say(words.say(problem.next_step))


class _WhereBox(Card):
    """Where labels are; shown while nothing was read."""

    def __init__(self) -> None:
        super().__init__("soft", Space.S)
        self._heading = Label(role="heading")
        self._lines = [Label() for _ in range(4)]
        line = row(IconLabel("tag", 28, QPalette.ColorRole.Highlight), spacing=Space.L)
        line.addLayout(column(self._heading, *self._lines, spacing=Space.S), 1)
        self.column.addLayout(line)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._heading.setText(words.text("Where is the label?"))
        texts = (
            words.text("On the bottom, the back or the foot of a camera; under the cover of a dome."),
            words.text("On the bottom or the back of a recorder."),
            words.text("On the box it came in, and often in its app under Device information."),
            words.text("Can you not reach it? Photograph it with a phone held up, then read the photo."),
        )
        for label, text in zip(self._lines, texts, strict=True):
            label.setText(f"•  {text}")


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
