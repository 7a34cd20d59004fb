"""One guide: its steps, ticks that are kept for a device, and the scan that shows that it is done."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.model.device import Device
from app.model.guide import Ending, Guide
from app.model.problem import AppError
from app.report.choices import CHOICE_ICONS
from app.report.naming import kind_name
from app.stages.closing import Closing
from app.ui.columns import Columns
from app.ui.device_text import firmware_line
from app.ui.flow import Flow
from app.ui.guiding.guide_desk import GuideDesk, Progress
from app.ui.guiding.step_list import StepList
from app.ui.guiding.step_view import StepView
from app.ui.icons import IconLabel
from app.ui.problem_strip import ProblemStrip
from app.ui.theme import Space
from app.ui.widgets import Button, Label, Page, column, row
from app.words import Words


class GuidePage(Page):
    """print_wanted carries device id and guide id, scan_wanted asks for the scan that ends the guide of the shown device."""

    print_wanted = Signal(str, str)
    needs_wanted = Signal(str)
    scan_wanted = Signal(str, str)
    ticked = Signal()

    def __init__(self, desk: GuideDesk, parent: QWidget | None = None) -> None:
        super().__init__(widest=1040, parent=parent)
        self._desk = desk
        self._guide: Guide | None = None
        self._device: Device | None = None
        self._device_title, self._province = "", ""
        self._at = 0
        self.back_button = Button("back", role="quiet")
        self._icon = IconLabel("guide", 48, QPalette.ColorRole.Highlight)
        self._title, self._about, self._fits = Label(role="title"), Label(role="muted"), Label()
        self._takes = Label(role="muted")
        self.print_button, self.needs_button = Button("print"), Button("tag")
        self.problem = ProblemStrip()
        self.list, self.step = StepList(), StepView()
        self._build()

    def _build(self) -> None:
        head = row(self._icon, spacing=Space.L)
        head.addLayout(column(self._title, self._about, spacing=0), 1)
        buttons = QWidget()
        buttons.setLayout(Flow(self.print_button, self.needs_button))
        both = QWidget()
        columns = Columns(320, Space.L, fill=True)
        both.setLayout(columns)
        columns.addWidget(self.list)
        columns.addWidget(self.step)
        self.column.addLayout(column(row(self.back_button, 1), head, self._fits, self._takes, buttons, spacing=Space.M))
        self.column.addWidget(self.problem)
        self.column.addWidget(both)
        self.column.addStretch(1)
        self.back_button.clicked.connect(self.back_wanted)
        self.print_button.clicked.connect(self._print)
        self.needs_button.clicked.connect(lambda: self.needs_wanted.emit(self.device_id))
        self.list.chosen.connect(self._go)
        self.step.done.connect(lambda step: self._tick(step, done=True))
        self.step.undone.connect(lambda step: self._tick(step, done=False))
        self.step.scan_wanted.connect(lambda: self.scan_wanted.emit(self.device_id, self.guide_id))

    @property
    def device_id(self) -> str:
        """The device that the guide is followed for, "" when it is only read."""
        return self._device.id if self._device else ""

    @property
    def guide_id(self) -> str:
        """The guide shown, "" before the first."""
        return self._guide.id if self._guide else ""

    def show_guide(self, guide: Guide, device: Device | None, device_title: str, province: str, words: Words) -> None:
        """Open at the first step that is not done."""
        self._guide, self._device, self._device_title, self._province = guide, device, device_title, province
        done = self._progress().ticked
        self._at = next((at for at, step in enumerate(guide.steps) if step.id not in done), len(guide.steps) - 1)
        self.problem.hide()
        self.verticalScrollBar().setValue(0)
        self.retranslate(words)

    def retitle(self, titles: Mapping[str, str]) -> None:
        """Call the device by its title in a language that is shown next."""
        if self._device is not None:
            self._device_title = titles.get(self._device.id, self._device_title)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._words = words
        self.back_button.setText(words.text("Back"))
        self.print_button.setText(words.text("Print this guide"))
        self.needs_button.setText(words.text("Needs sheet"))
        self._fill()

    def _fill(self) -> None:
        guide, words = self._guide, self._words
        if guide is None:
            return
        language = words.language.value
        self._icon.show_icon(CHOICE_ICONS[guide.choice])
        self._title.setText(guide.title.of(language))
        self._about.say(
            words.text("For: {device}").format(device=self._device_title)
            if self._device
            else words.text("To tick steps off, open this guide from the page of a device.")
        )
        self._fits.setText(guide.fits.of(language))
        tools = " · ".join(tool.of(language) for tool in guide.tools)
        self._takes.setText(
            words.text("Time: {time}. At hand: {tools}").format(time=time_text(guide.minutes, words), tools=tools)
        )
        self.needs_button.setVisible(self._device is not None and any(step.id == "needs" for step in guide.steps))
        done = self._progress().ticked
        step = guide.steps[self._at]
        place = words.text("Step {number} of {all}").format(
            number=words.number(self._at + 1), all=words.number(len(guide.steps))
        )
        maker = self._device.identity.maker.key or self._device.identity.platform.key if self._device else ""
        self.list.show_steps(guide.steps, done, self._at, words)
        self.step.show_step(
            step,
            place,
            ticked=step.id in done,
            can_tick=self._device is not None,
            maker=maker,
            province=self._province,
            words=words,
        )

    def tell_closing(self, found: Closing, titles: dict[str, str]) -> None:
        """Say what the scan found, on the last step."""
        if self._guide is None:
            return
        self._at = len(self._guide.steps) - 1
        self._fill()
        self.step.tell(closing_text(found, titles, self._words))

    def _progress(self) -> Progress:
        return self._desk.progress(self.device_id, self.guide_id) if self._device else Progress()

    @Slot(int)
    def _go(self, at: int) -> None:
        self._at = at
        self._fill()

    def _tick(self, step: str, *, done: bool) -> None:
        if self._guide is None or self._device is None:
            return
        try:
            self._desk.tick(self._device.id, self._guide.id, step, done=done)
        except AppError as error:
            self.problem.show_problems([error], self._words)
            return
        if done:
            self._at = min(self._at + 1, len(self._guide.steps) - 1)
        self._fill()
        self.ticked.emit()

    @Slot()
    def _print(self) -> None:
        self.print_wanted.emit(self.device_id, self.guide_id)


def time_text(minutes: tuple[int, int], words: Words) -> str:
    """30 minutes to 1 ½ hours."""
    least, most = (_one_time(value, words) for value in minutes)
    return least if minutes[0] == minutes[1] else words.text("{least} to {most}").format(least=least, most=most)


def _one_time(minutes: int, words: Words) -> str:
    if minutes < 60:
        return words.plural("{count} minute", "{count} minutes", minutes)
    hours = minutes // 60
    if minutes % 60 == 0:
        return words.plural("{count} hour", "{count} hours", hours)
    return words.text("{hours} h {minutes} min").format(hours=hours, minutes=minutes % 60)


def closing_text(found: Closing, titles: dict[str, str], words: Words) -> str:
    """What became of the old device, and what is new."""
    told: list[str] = []
    if found.still_there is None:
        told.append(words.text("The old device did not answer any more."))
    else:
        told.append(words.text("The device still answers."))
        now = found.still_there.identity.firmware.value or ""
        if now and found.firmware_before and now != found.firmware_before:
            told.append(
                words.text("Its firmware was {before} and is now {after}.").format(
                    before=found.firmware_before, after=now
                )
            )
        elif now:
            told.append(words.text("Its firmware is still {version}.").format(version=now))
    told += [_new_text(device, titles.get(device.id, ""), words) for device in found.new]
    if found.ending is Ending.REPLACED and not found.new and found.still_there is None:
        told.append(
            words.text("No new camera or recorder answered. It may need a minute after it is plugged in: scan again.")
        )
    if found.is_replaced:
        told.append(words.text("This guide is done. It stands in the history of the old device."))
    elif found.is_done:
        told.append(words.text("This guide is done. It stands in the history of the device."))
    return " ".join(told)


def _new_text(device: Device, title: str, words: Words) -> str:
    import datetime as dt  # noqa: PLC0415 - only here

    identity = device.identity
    brand = identity.brand.value or identity.maker.value or words.text("not known")
    today = dt.datetime.now().astimezone().date()
    return words.text("New: {title} ({kind}), sold as {brand}, model {model}, firmware {firmware}.").format(
        title=title,
        kind=kind_name(device, words),
        brand=brand,
        model=identity.model.value or words.text("not known"),
        firmware=identity.firmware.value or firmware_line(identity, today, words),
    )


def progress_text(done: Sequence[str], guide: Guide, words: Words) -> str:
    """3 of 12 steps done."""
    count = sum(step.id in done for step in guide.steps)
    return words.text("{done} of {all} steps done").format(done=words.number(count), all=words.number(len(guide.steps)))
