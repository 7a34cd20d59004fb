"""All guides: those that the person follows, then those of each way."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.decision import Choice
from app.model.device import Device
from app.model.guide import Guide
from app.report.choices import CHOICE_NAMES
from app.ui.columns import Columns
from app.ui.guiding.guide_desk import Followed, GuideDesk
from app.ui.icons import IconLabel
from app.ui.pages.guide import progress_text, time_text
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, Page, column, empty, row
from app.words import Words


class GuidesPage(Page):
    """guide_opened carries device id ("" for none) and guide id."""

    guide_opened = Signal(str, str)

    def __init__(
        self,
        desk: GuideDesk,
        devices: Callable[[], Sequence[Device]],
        titles: Callable[[], Mapping[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(widest=1040, parent=parent)
        self._desk, self._devices, self._titles = desk, devices, titles
        self._title, self._lead = Label(role="title"), Label(role="muted")
        self._sections = QVBoxLayout()
        self._sections.setSpacing(Space.XL)
        self.column.addLayout(column(self._title, self._lead, spacing=Space.XS))
        self.column.addLayout(self._sections)
        self.column.addStretch(1)

    def retranslate(self, words: Words) -> None:
        """Show everything as it is now, in a language."""
        self._title.setText(words.text("Guides"))
        self._lead.setText(words.text("Step by step, with ticks that are kept. Each guide can be printed."))
        empty(self._sections)
        followed = self._desk.followed(self._devices())
        titles = self._titles()
        if followed:
            boxes = [self._box(one.guide, one, titles.get(one.device_id, ""), words) for one in followed]
            self._sections.addLayout(_section(words.text("Guides that you follow"), boxes))
        for choice in (Choice.REDUCE, Choice.REPLACE, Choice.ASK):
            guides = [guide for guide in self._desk.guides.values() if guide.choice is choice]
            boxes = [self._box(guide, None, "", words) for guide in guides]
            self._sections.addLayout(_section(words.text(CHOICE_NAMES[choice]), boxes))

    def _box(self, guide: Guide, followed: Followed | None, device_title: str, words: Words) -> QWidget:
        language = words.language.value
        box = Card("box", Space.S)
        name = Label(role="strong")
        name.setText(guide.title.of(language))
        lines: list[Label] = [name]
        if followed is not None:
            about = Label()
            about.say(words.text("For: {device}").format(device=device_title))
            state = (
                words.text("Done on {date}").format(date=words.date(followed.progress.closed.astimezone().date()))
                if followed.progress.closed
                else progress_text(tuple(followed.progress.ticked), guide, words)
            )
            lines += [about, Label(state, role="note")]
        else:
            lines += [Label(guide.fits.of(language)), Label(time_text(guide.minutes, words), role="note")]
        head = row(IconLabel("guide", 24, QPalette.ColorRole.Highlight), spacing=Space.M)
        head.addLayout(column(*lines, spacing=Space.XS), 1)
        open_button = Button("chevron-right", role="")
        open_button.setText(words.text("Go on") if followed and not followed.progress.closed else words.text("Open"))
        open_button.setAccessibleName(f"{open_button.text()}: {name.text()}")
        device_id = followed.device_id if followed else ""
        open_button.clicked.connect(lambda: self.guide_opened.emit(device_id, guide.id))
        box.column.addLayout(head)
        box.column.addStretch(1)
        box.column.addLayout(row(open_button, 1))
        return box


def _section(title: str, boxes: Sequence[QWidget]) -> QVBoxLayout:
    holder = QWidget()
    columns = Columns(300, Space.M)
    holder.setLayout(columns)
    for box in boxes:
        columns.addWidget(box)
    return column(Label(title, role="heading"), holder, spacing=Space.S)
