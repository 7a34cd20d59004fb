"""What a person can do next with what a label says."""

import datetime as dt

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.label import Action, LabelAnswer, NextStep
from app.ui.flow import Flow
from app.ui.icons import IconLabel
from app.ui.label_words import WHERE_NAMES, as_text
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, empty, row
from app.words import Words

_ICONS = {
    Action.TYPE_MORE: "tag",
    Action.SCAN: "scan",
    Action.READ_FIRMWARE: "guide",
    Action.LOOK_FOR_SECOND_SIGN: "search",
    Action.SEARCH_FCC: "source",
    Action.SEARCH_ISED: "source",
    Action.KEEP_NOTE: "save",
}


class StepsBox(Card):
    """scan_wanted and device_wanted (an id) lead to other pages; keep_wanted asks to keep the device with the others."""

    scan_wanted = Signal()
    keep_wanted = Signal()
    device_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._heading = Label(role="heading")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.L)
        self._answer: LabelAnswer | None = None
        self._words: Words | None = None
        self._device_id = ""
        self._keep: Button | None = None
        self.column.addWidget(self._heading)
        self.column.addLayout(self._lines)

    @property
    def text(self) -> str:
        """All words shown, those on buttons too."""
        labels = [label.text() for label in self.findChildren(Label) if not label.isHidden()]
        return "\n".join([*labels, *(button.text() for button in self.findChildren(Button))])

    def show_answer(self, answer: LabelAnswer, known_as: tuple[str, str], words: Words) -> None:
        """Fill in. known_as: id and title of the same device in the last results, "" when it is not there."""
        self._answer, self._words = answer, words
        self._device_id, title = known_as
        self._heading.setText(words.text("What you can do next"))
        self._keep = None
        empty(self._lines)
        if self._device_id:
            self._lines.addLayout(self._known(title, words))
        for step in answer.steps:
            # What is kept private has its own strip; a device that was found needs no scan.
            if step.action is Action.KEEP_PRIVATE or (step.action is Action.SCAN and self._device_id):
                continue
            self._lines.addLayout(self._line(step, answer, words))

    def say_kept(self) -> None:
        """The person kept it: say so where they asked for it."""
        if self._keep is not None and self._words is not None:
            self._keep.setText(self._words.text("Kept with your cameras"))
            self._keep.show_icon("check")
            self._keep.setEnabled(False)

    def _known(self, title: str, words: Words) -> QVBoxLayout:
        text = words.text("It is in your last results, as “{title}”. Its page shows all that is known.").format(
            title=title
        )
        opened = Button("chevron-right")
        opened.setText(words.text("Open its page"))
        opened.clicked.connect(self._open_device)
        return _step("check", text, opened)

    def _line(self, step: NextStep, answer: LabelAnswer, words: Words) -> QVBoxLayout:
        buttons: list[QWidget] = []
        lines: list[str] = []
        match step.action:
            case Action.SCAN:
                scan = Button("scan")
                scan.setText(words.text("Scan my network"))
                scan.clicked.connect(self.scan_wanted)
                buttons = [scan]
            case Action.READ_FIRMWARE:
                lines = _ways(answer, words)
            case Action.SEARCH_FCC | Action.SEARCH_ISED:
                buttons = [_CopyButton(step.untrusted_search, words.text("Copy {number}"), words)]
                if step.url:
                    buttons.append(_PageButton(step.url, words.text("Open the FCC's page")))
            case Action.KEEP_NOTE:
                today = dt.datetime.now().astimezone().date()
                buttons = [_CopyButton(as_text(answer, today, words), words.text("Copy as text"), words)]
                if answer.identity.is_camera is not False and not self._device_id:
                    self._keep = Button("bullet")
                    self._keep.setText(words.text("Keep it with my cameras"))
                    self._keep.clicked.connect(self.keep_wanted)
                    buttons.insert(0, self._keep)
        text = words.text("Read which firmware it runs today. This is the way:") if lines else words.say(step.sentence)
        return _step(_ICONS.get(step.action, "guide"), text, *buttons, lines=lines)

    @Slot()
    def _open_device(self) -> None:
        self.device_wanted.emit(self._device_id)


def _step(icon: str, text: str, *buttons: QWidget, lines: list[str] | None = None) -> QVBoxLayout:
    label = Label()
    label.say(text)
    parts = [label]
    for more in lines or []:
        note = Label(role="note")
        note.say(more)
        parts.append(note)
    inside = column(*parts, spacing=Space.XS)
    if buttons:
        inside.addLayout(Flow(*buttons))
    line = row(IconLabel(icon, 24, QPalette.ColorRole.Highlight), spacing=Space.M)
    line.addLayout(inside, 1)
    return column(line)


def _ways(answer: LabelAnswer, words: Words) -> list[str]:
    """Where an owner finds the version, a line each; whose menus are not confirmed, that is said once."""
    reading = answer.reading
    lines = [
        words.text("{where}: {path}").format(where=words.text(WHERE_NAMES[way.where]), path=" › ".join(way.steps))
        for way in reading.ways
    ]
    if any(way.source is None for way in reading.ways):
        hint = words.text("Names as in the English menus. They may differ on yours.")
        lines.append(hint if reading.of_maker else words.text("The most usual place. The names may differ on yours."))
    return lines


class _CopyButton(Button):
    """Puts a text on the clipboard and says so."""

    def __init__(self, untrusted_text: str, label: str, words: Words) -> None:
        super().__init__("save")
        self._untrusted_text = untrusted_text
        self._done = words.text("Copied")
        self.setText(label.format(number=untrusted_text[:40]))
        self.clicked.connect(self._copy)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._untrusted_text)
        self.setText(self._done)
        self.show_icon("check")


class _PageButton(Button):
    """Opens a page of an authority in the browser."""

    def __init__(self, url: str, label: str) -> None:
        super().__init__("link", role="link")
        self._url = url
        self.setText(label)
        self.clicked.connect(self._open)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url, QUrl.ParsingMode.StrictMode))
