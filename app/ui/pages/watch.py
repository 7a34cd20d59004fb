"""Which one is it? The person unplugs a camera, and the page names the one that went quiet."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.device import Device
from app.model.problem import AppError
from app.model.sign_in import is_practice
from app.model.text import N_
from app.model.watch import Answer, DeviceState, Verdict, Watched, WatchNews, WatchRequest
from app.ui.columns import Columns
from app.ui.flow import Flow
from app.ui.icons import IconLabel
from app.ui.problem_strip import ProblemStrip
from app.ui.theme import Space
from app.ui.watch_row import WatchRow
from app.ui.watch_thread import Watch, WatchThread, real_watch
from app.ui.watch_words import CANNOT_BE_WATCHED, COVERED, PRACTICE, STEPS, state_text, told
from app.ui.widgets import Button, Card, Label, Page, column, empty, row
from app.words import Words

#: Longest wait for the end of a watch, in milliseconds.
_END_MS = 3000
_CAMERAS, _OTHERS = N_("Cameras and what may be one"), N_("Other devices")
_NOT_BEGUN = WatchNews(0.0, Verdict(Answer.NOT_READY), ())
#: Answers that end the waiting: the page moves so that the answer can be seen.
_TELLING = frozenset(Answer) - {Answer.NOT_READY, Answer.NOTHING, Answer.SETTLING}


class WatchPage(Page):
    """begin() starts a watch; it ends with Stop, when the page is left, and by itself after ten minutes.

    device_wanted carries the id of the device that the person knows now, to give it a name.
    """

    device_wanted = Signal(str)

    def __init__(self, watch: Watch = real_watch, parent: QWidget | None = None) -> None:
        super().__init__(widest=1040, parent=parent)
        self._watch = watch
        self._thread: WatchThread | None = None
        self._devices: tuple[Device, ...] = ()
        self._titles: Mapping[str, str] = {}
        self._news = _NOT_BEGUN
        self._words: Words | None = None
        self._problem: AppError | None = None
        self._nothing_since: float | None = None
        self._announced = ""
        self._about_id = ""
        self._rows: dict[str, WatchRow] = {}
        self._headings: list[tuple[Label, str]] = []
        self.back_button = Button("back", role="quiet")
        self._title, self._lead = Label(role="title"), Label(role="muted")
        self._steps = [(Label(role="strong"), Label(role="muted")) for _ in STEPS]
        self._covered, self._practice = Label(role="note"), Label()
        self.problem = ProblemStrip()
        self.answer = Card("soft", Space.M)
        self._icon = IconLabel("later", 40, QPalette.ColorRole.Highlight)
        self.sentence, self.more, self.ended = Label(role="title"), Label(), Label(role="note")
        self.about = Label(role="strong")
        self.this_button = Button("decide", role="primary")
        self.again_button, self.stop_button = Button("scan"), Button("stop")
        self.unwatched = Label(role="note")
        self._lists = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        steps = QWidget()
        columns = Columns(220, Space.L, fill=True)
        steps.setLayout(columns)
        for number, (name, about) in enumerate(self._steps, 1):
            columns.addWidget(_step(number, name, about))
        head = row(self._icon, spacing=Space.L)
        head.addLayout(column(self.sentence, self.more, self.about, self.ended, spacing=Space.XS), 1)
        buttons = QWidget()
        buttons.setLayout(Flow(self.this_button, self.again_button, self.stop_button))
        self.answer.column.addLayout(head)
        self.answer.column.addWidget(buttons)
        self._lists.setSpacing(Space.XL)
        self.column.addLayout(
            column(row(self.back_button, 1), column(self._title, self._lead, spacing=Space.XS), spacing=Space.M)
        )
        for widget in (self.problem, self.answer, self._practice, steps):
            self.column.addWidget(widget)
        self.column.addLayout(column(self._covered, self.unwatched, spacing=Space.XS))
        self.column.addLayout(self._lists)
        self.column.addStretch(1)
        self.back_button.clicked.connect(self.back_wanted)
        self.this_button.clicked.connect(self._this_is_it)
        self.again_button.clicked.connect(self.start)
        self.stop_button.clicked.connect(self.stop)

    @property
    def is_watching(self) -> bool:
        """True while questions are sent."""
        return self._thread is not None

    def begin(self, devices: Sequence[Device], titles: Mapping[str, str], words: Words, about: str = "") -> None:
        """Watch these devices from now on; cameras are shown first and, where there are too many, watched first.

        about is the id of the device from whose page the person comes: how it stands is said beside the answer.
        """
        self._about_id = about
        self._devices = tuple(sorted(devices, key=_rank))
        self._titles = titles
        self.verticalScrollBar().setValue(0)
        self._make_rows()
        self.retranslate(words)
        self.start()

    def retitle(self, titles: Mapping[str, str]) -> None:
        """Show the devices with these titles: one was given a name meanwhile."""
        self._titles = titles
        self._fill()

    @Slot()
    def start(self) -> None:
        """Watch from the beginning: whatever was seen before is forgotten."""
        self.stop()
        self._problem, self._nothing_since, self._announced = None, None, ""
        waiting = tuple(Watched(device.id, DeviceState.WAITING) for device in self._devices)
        self._news = WatchNews(0.0, Verdict(Answer.NOT_READY), waiting)
        thread = self._thread = WatchThread(WatchRequest(self._devices), self._watch, self)
        thread.news.connect(self._take)
        thread.failed.connect(self._fail)
        thread.finished.connect(thread.deleteLater)
        self._fill()
        thread.start()

    @Slot()
    def stop(self) -> None:
        """End the watch; what it saw stays on the page."""
        if self._thread is None:
            return
        thread, self._thread = self._thread, None
        thread.news.disconnect(self._take)
        thread.failed.disconnect(self._fail)
        thread.cancel()
        thread.wait(_END_MS)
        self._fill()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The person leaves the page, or the window closes; a window that is only made small goes on."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop()

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._words = words
        self.back_button.setText(words.text("Back"))
        self._title.setText(words.text("Which one is it?"))
        self._lead.setText(words.text("Unplug a camera, and this page names the one that went quiet."))
        for (name, about), (name_text, about_text) in zip(self._steps, STEPS, strict=True):
            name.setText(words.text(name_text))
            about.setText(words.text(about_text))
        self._covered.setText(words.text(COVERED))
        self._practice.setText(words.text(PRACTICE))
        self.this_button.setText(words.text("This is it – give it a name"))
        self.again_button.setText(words.text("Start over"))
        self.stop_button.setText(words.text("Stop"))
        self._fill()

    @Slot(object)
    def _take(self, news: WatchNews) -> None:
        self._news = news
        if news.verdict.answer is Answer.NOTHING and self._nothing_since is None:
            self._nothing_since = news.seconds
        if news.over:
            self.stop()
        else:
            self._fill()

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self._problem = error
        self.stop()

    @Slot()
    def _this_is_it(self) -> None:
        if self._news.verdict.last:
            self.device_wanted.emit(self._news.verdict.last[0])

    def _make_rows(self) -> None:
        empty(self._lists)
        self._rows, self._headings = {}, []
        for heading, wanted in ((_CAMERAS, (0, 1)), (_OTHERS, (2,))):
            devices = [device for device in self._devices if _rank(device) in wanted]
            if not devices:
                continue
            holder = QWidget()
            columns = Columns(280, Space.M)
            holder.setLayout(columns)
            for device in devices:
                one = self._rows[device.id] = WatchRow(device, self.device_wanted.emit)
                columns.addWidget(one)
            label = Label(role="heading")
            self._headings.append((label, heading))
            self._lists.addLayout(column(label, holder, spacing=Space.S))

    def _fill(self) -> None:
        """Show how the watch stands."""
        words, news = self._words, self._news
        if words is None:
            return
        for label, heading in self._headings:
            label.setText(words.text(heading))
        last = news.verdict.last
        choice = _choice(news.verdict)
        for watched in news.devices:
            title = self._titles.get(watched.device_id, words.text("a device"))
            self._rows[watched.device_id].show_watched(
                watched, title, words, is_last=watched.device_id in last, may_be_it=watched.device_id in choice
            )
        about = next((one for one in news.devices if one.device_id == self._about_id), None)
        self.about.setVisible(about is not None)
        if about is not None:
            title = self._titles.get(about.device_id, words.text("a device"))
            self.about.say(words.text("{camera}: {state}").format(camera=title, state=state_text(about, words)))
        self._practice.setVisible(any(map(is_practice, self._devices)))
        self.problem.show_problems([self._problem] if self._problem else [], words)
        count = sum(one.state in CANNOT_BE_WATCHED for one in news.devices)
        self.unwatched.setVisible(bool(count) and news.verdict.answer is not Answer.NOT_READY)
        self.unwatched.setText(
            words.plural("{count} device cannot be watched.", "{count} devices cannot be watched.", count)
        )
        self._answer(words)

    def _answer(self, words: Words) -> None:
        news = self._news
        waited = 0.0 if self._nothing_since is None else news.seconds - self._nothing_since
        said = told(news, self._titles, words, waited=waited)
        stopped_early = not self.is_watching and news.verdict.answer in {Answer.NOT_READY, Answer.SETTLING}
        if self._problem is not None or stopped_early:
            self.sentence.setText(words.text("The watch was stopped before it could tell anything."))
            self.more.hide()
        else:
            self.sentence.say(said.sentence)
            self.more.say(said.more)
            self.more.setVisible(bool(said.more) and (self.is_watching or news.verdict.answer is not Answer.NOTHING))
        self._icon.show_icon(_ANSWER_ICONS.get(news.verdict.answer, "unplug"))
        self.ended.setVisible(not self.is_watching)
        self.ended.setText(
            words.text("The watch ended after ten minutes. Nothing is asked any more.")
            if news.over
            else words.text("Stopped. Nothing is asked any more.")
        )
        can_name = len(news.verdict.last) == 1 and not _choice(news.verdict)
        self.this_button.setVisible(can_name)
        self.stop_button.setVisible(self.is_watching)
        if news.verdict.answer in _TELLING and self.sentence.text() != self._announced:
            self._announced = self.sentence.text()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.sentence, said.sentence))
            # The text may have grown: only after the layout is it known where the answer stands.
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.answer, 0, Space.L))


_ANSWER_ICONS = {
    Answer.NOT_READY: "later",
    Answer.NOTHING: "check",
    Answer.SETTLING: "later",
    Answer.NOTHING_TO_WATCH: "not-seen",
    Answer.EVERYTHING: "network",
    Answer.NO_NETWORK: "network",
    Answer.CAME: "check",
}


def _choice(verdict: Verdict) -> frozenset[str]:
    """Those among which the person has to choose; where one is named, the button beside the answer is enough."""
    several = verdict.answer is not Answer.EVERYTHING and len(verdict.last) + len(verdict.earlier) > 1
    return frozenset((*verdict.last, *verdict.earlier)) if several else frozenset()


def _rank(device: Device) -> int:
    """Cameras, what may be one, what is none."""
    if device.identity.is_camera is None:
        return 1
    return 0 if device.identity.is_camera else 2


def _step(number: int, name: Label, about: Label) -> QWidget:
    card = Card("box", Space.XS)
    head = row(spacing=Space.M)
    head.addWidget(Label(str(number), role="title", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
    head.addLayout(column(name, about, spacing=Space.XS), 1)
    card.column.addLayout(head)
    card.column.addStretch(1)
    return card
