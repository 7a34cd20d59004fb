"""Scanning and its results in one page: cards appear where they will stay."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.model.device import Device
from app.model.events import ScanResult, StepChanged
from app.model.problem import AppError
from app.report.naming import Standing, standing
from app.ui.card_section import CardSection
from app.ui.coverage_box import CoverageBox
from app.ui.desk import Desk
from app.ui.device_book import DeviceBook
from app.ui.device_text import count, found_sentence
from app.ui.empty_state import EmptyState
from app.ui.fact_view import Statements
from app.ui.flow import Flow
from app.ui.pages.results_bar import ResultsBar
from app.ui.pages.results_words import nothing_found, section_words
from app.ui.problem_strip import ProblemStrip
from app.ui.progress import Progress
from app.ui.table_view import TableView
from app.ui.theme import Space
from app.ui.widgets import Button, Label, Page
from app.words import Words

#: Longest time that drawing cards may hold up the window.
_SLICE_SECONDS = 0.01
_DRAW_EVERY_MS = 40


class Phase(StrEnum):
    """What the page shows."""

    SCANNING = "scanning"
    DONE = "done"
    FAILED = "failed"


class ResultsPage(Page):
    """Shows the devices of a DeviceBook; statements as in Services. The signals say what the person wants."""

    device_opened = Signal(str)
    stop_wanted = Signal()
    scan_wanted = Signal()
    print_wanted = Signal()
    save_wanted = Signal()
    decide_wanted = Signal()
    enter_wanted = Signal()
    watch_wanted = Signal()

    def __init__(
        self,
        book: DeviceBook,
        words: Words,
        statements: Callable[[Device], Statements],
        desk: Desk,
        *,
        as_table: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._statements, self._desk = statements, desk
        self._book = book
        self._words = words
        self._phase = Phase.DONE
        self._result: ScanResult | None = None
        self._failure: AppError | None = None
        self._problems: list[AppError] = []
        self._undrawn: dict[str, None] = {}
        self._title, self._lead = Label(role="title"), Label(role="muted")
        self.stop_button = Button("stop", role="primary")
        self.print_button, self.save_button = Button("print", role="primary"), Button("save")
        self.again_button, self.decide_button = Button("scan"), Button("decide")
        self.enter_button, self.watch_button = Button("plus", role="quiet"), Button("unplug", role="quiet")
        self.progress = Progress()
        self.strip = ProblemStrip()
        self._practice_note = Label(role="muted")
        self.bar = ResultsBar(desk, as_table=as_table)
        self.sections = {
            Standing.CAMERA: CardSection(),
            Standing.MAY_BE: CardSection(),
            Standing.NOT_CAMERA: CardSection(collapsed=True),
            Standing.NOT_IDENTIFIED: CardSection(collapsed=True),
        }
        self.table = TableView()
        self.empty = EmptyState("not-seen")
        self._coverage = CoverageBox()
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(_DRAW_EVERY_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.column.addWidget(self._title)
        self.column.addWidget(self._lead)
        buttons = Flow(
            self.stop_button,
            self.print_button,
            self.save_button,
            self.again_button,
            self.decide_button,
            self.enter_button,
            self.watch_button,
        )
        self.column.addLayout(buttons)
        for widget in (self.progress, self._practice_note, self.strip, self.empty, self.bar):
            self.column.addWidget(widget)
        for section in self.sections.values():
            self.column.addWidget(section)
        self.column.addWidget(self.table)
        self.column.addSpacing(Space.S)
        self.column.addWidget(self._coverage)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.stop_button.clicked.connect(self._stop)
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.again_button.clicked.connect(self.scan_wanted)
        self.decide_button.clicked.connect(self.decide_wanted)
        self.enter_button.clicked.connect(self.enter_wanted)
        self.watch_button.clicked.connect(self.watch_wanted)
        self.empty.wanted.connect(self.scan_wanted)
        self.bar.changed.connect(self.refilter)
        self.table.opened.connect(self.device_opened)
        for section in self.sections.values():
            section.opened.connect(self.device_opened)
            section.wanted.connect(self._draw_all)
        self._drawing.timeout.connect(self._draw)

    @property
    def phase(self) -> Phase:
        """Scanning, done or failed."""
        return self._phase

    @property
    def is_scanning(self) -> bool:
        """True until the result or a failure is shown."""
        return self._phase is Phase.SCANNING

    @property
    def result(self) -> ScanResult | None:
        """The result shown, None while scanning."""
        return self._result

    @property
    def is_drawing(self) -> bool:
        """True while cards wait to be drawn."""
        return bool(self._undrawn)

    def begin(self) -> None:
        """A scan starts: an empty page that fills."""
        self._phase, self._result, self._failure, self._problems = Phase.SCANNING, None, None, []
        self._undrawn = {}
        self._book.set_all(())
        for section in self.sections.values():
            section.clear()
        self.stop_button.setEnabled(True)
        self.progress.reset(self._words)
        self._say_all()

    def step(self, step: StepChanged) -> None:
        """Progress."""
        if self.stop_button.isEnabled():
            self.progress.change(step, self._words)

    def put(self, device: Device, replaced: tuple[str, ...] = ()) -> None:
        """A device came or changed; it is drawn soon."""
        for gone in self._book.put(device, replaced):
            self._undrawn.pop(gone, None)
            for section in self.sections.values():
                section.drop(gone)
        self._undrawn[device.id] = None
        if not self._drawing.isActive():
            self._drawing.start()

    def meet(self, problem: AppError) -> None:
        """Something failed on the way."""
        self._problems.append(problem)
        self.strip.show_problems(self._problems, self._words)

    def finish(self, result: ScanResult) -> ScanResult:
        """The scan is over, or a kept result is opened. Gives the result with its devices in the order of their titles."""
        result = replace(result, devices=self._book.settle(result.devices))
        self._phase, self._result, self._problems = Phase.DONE, result, list(result.problems)
        known = {device.id for device in result.devices}
        for section in self.sections.values():
            for device_id in section.ids:
                if device_id not in known:
                    section.drop(device_id)
        self._say_all()
        self._draw_all()
        return result

    def fail(self, error: AppError) -> None:
        """The scan could not run."""
        self._phase, self._failure = Phase.FAILED, error
        self._say_all()

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._words = words
        self.progress.retranslate(words)
        self.bar.retranslate(words)
        self._draw_all()

    def focus_device(self, device_id: str) -> None:
        """Give the keyboard to a device's card, where the person left it."""
        for section in self.sections.values():
            for card in section.cards:
                if card.device_id == device_id and card.isVisible():
                    card.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
        self.focus_first()

    def focus_first(self) -> None:
        """Give the keyboard to the main action."""
        button = self.print_button if self._book.devices else self.empty.button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def refilter(self) -> None:
        """Show what matches the search, as cards or as a table."""
        self._say_all()

    @Slot()
    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.progress.stopping(self._words)
        self.stop_wanted.emit()

    @Slot()
    def _draw_all(self) -> None:
        self._undrawn = {device.id: None for device in self._book.devices}
        self._draw()

    @Slot()
    def _draw(self) -> None:
        until = time.perf_counter() + _SLICE_SECONDS
        titles = self._book.titles(self._words)
        today = dt.datetime.now().astimezone().date()
        while self._undrawn and time.perf_counter() < until:
            device_id = next(iter(self._undrawn))
            del self._undrawn[device_id]
            device = self._book.get(device_id)
            if device is not None:
                self._draw_card(device, titles[device_id], today)
        if self._undrawn:
            self._drawing.start(0)
            self._say_heads()
            self._say_growing()
            return
        self._drawing.setInterval(_DRAW_EVERY_MS)
        order = [device.id for device in self._book.devices]
        for section in self.sections.values():
            section.order(order)
        if self._phase is Phase.SCANNING and not self.bar.chooses:
            self._say_heads()
            self._say_buttons()
            self._say_growing()
        else:
            self._say_all()

    def _draw_card(self, device: Device, title: str, today: dt.date) -> None:
        home = self._section(device)
        for section in self.sections.values():
            if section is not home:
                section.drop(device.id)
        card = home.card(device.id)
        if card is not None:
            room, statements = self._book.room(device.id), self._statements(device)
            decision = self._desk.line(device, self._words)
            card.show_device(device, title, room, self._words, today, statements=statements, decision=decision)

    def _section(self, device: Device) -> CardSection:
        where = standing(device)
        return self.sections[Standing.CAMERA if where is Standing.RECORDER else where]

    def _say_all(self) -> None:
        self._say_heads()
        self._say_sections()
        self._say_buttons()
        self.strip.show_problems(self._problems, self._words)
        self._say_empty()
        scanning = self._phase is Phase.SCANNING
        self.progress.setVisible(scanning)
        self._coverage.setVisible(self._result is not None and self._phase is Phase.DONE)
        if self._result is not None:
            self._coverage.show_result(self._result, self._words)
        practice = self._result is not None and self._result.practice
        self._practice_note.setVisible(practice)
        self._practice_note.setText(
            self._words.text(
                "These are practice cameras inside this computer. None of them is real, and nothing was kept."
            )
        )

    def _say_heads(self) -> None:
        words = self._words
        devices = self._book.devices
        answering = [device for device in devices if not device.id.startswith("hand:")]
        found = found_sentence(count(devices), words)
        answered = words.plural("{count} device answered", "{count} devices answered", len(answering))
        if self._phase is Phase.SCANNING:
            self._title.setText(words.text("Looking for cameras…"))
            self._lead.setText(words.text("Cards appear as devices answer. You can open one at any time."))
            self.progress.show_found(
                words.text("So far: {found}").format(found=f"{found} · {answered}" if found else answered)
            )
            return
        if self._phase is Phase.FAILED:
            self._title.setText(words.text("The scan could not run"))
            self._lead.setText("")
            return
        self._title.setText(
            words.text("Found: {what}").format(what=found) if found else words.text("No camera answered")
        )
        self._lead.setText(answered if devices else "")

    def _say_buttons(self) -> None:
        words = self._words
        scanning, done = self._phase is Phase.SCANNING, self._phase is Phase.DONE
        self.stop_button.setText(words.text("Stop"))
        self.print_button.setText(words.text("Print the list"))
        self.save_button.setText(words.text("Save as PDF"))
        self.again_button.setText(words.text("Scan again"))
        self.decide_button.setText(words.text("Decide for several"))
        self.enter_button.setText(words.text("Add one that was not found"))
        self.enter_button.setVisible(done)
        self.watch_button.setText(words.text("Which one is it?"))
        self.watch_button.setVisible(done and bool(self._book.devices))
        self.stop_button.setVisible(scanning)
        has_devices = bool(self._book.devices)
        self.print_button.setVisible(done and has_devices)
        self.save_button.setVisible(done and has_devices)
        self.again_button.setVisible(done and has_devices)
        self.decide_button.setVisible(done and self._desk.may_decide(self._book.devices))
        self._lead.setVisible(bool(self._lead.text()))

    def _say_sections(self) -> None:
        words = self._words
        titles = self._book.titles(words)
        shown = self.bar.choose(self._book.devices, titles, words)
        self.bar.setVisible(self._phase is not Phase.FAILED and len(self._book.devices) > 1)
        self.bar.say_shown(len(shown), len(self._book.devices), words)
        as_table = self.bar.as_table
        self.table.setVisible(as_table and bool(self._book.devices))
        if as_table:
            shown.sort(key=lambda device: list(Standing).index(standing(device)))
            self.table.show_devices(shown, titles, words, dt.datetime.now().astimezone().date())
        matching = {device.id for device in shown}
        more = words.text("Show more")
        for where, section in self.sections.items():
            section.show_only(matching)
            section.say(*section_words(where, len(set(section.ids) & matching), words), more)
            if as_table or self._phase is Phase.FAILED:
                section.hide()

    def _say_growing(self) -> None:
        """Show sections while their cards are still being drawn, without the cost of a search."""
        if self.bar.chooses:
            return
        self.bar.setVisible(len(self._book.devices) > 1)
        for where, section in self.sections.items():
            section.say(*section_words(where, len(section.ids), self._words), "")

    def _say_empty(self) -> None:
        words = self._words
        if self._phase is Phase.FAILED and self._failure is not None:
            self.empty.show()
            self.empty.say(
                words.say(self._failure.sentence),
                words.say(self._failure.next_step),
                (),
                words.text("Scan again"),
                self._failure.detail,
            )
            return
        counts = count(self._book.devices)
        nothing = self._phase is Phase.DONE and not (counts.cameras or counts.recorders or counts.maybe)
        self.empty.setVisible(nothing)
        if nothing:
            self.empty.say(
                *nothing_found(words),
                words.text("Scan again"),
            )
