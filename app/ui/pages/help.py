"""Help that needs no internet: what the scan does, what it cannot see, what the words mean, and privacy."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.model.certainty import Certainty
from app.model.text import N_
from app.ui.certainty_mark import CertaintyMark
from app.ui.device_text import CERTAINTY_MEANINGS, certainty_word
from app.ui.icons import IconLabel
from app.ui.theme import Space
from app.ui.widgets import Card, Label, Page, column, row
from app.words import Words

_TOPICS = (
    (
        "scan",
        N_("What a scan does"),
        (
            N_(
                "It asks the devices on your own network what they are, with the questions that their makers documented."
            ),
            N_("It reads the public front page of a device, as a browser would. It tries no password."),
            N_("It looks at no picture, records nothing and changes no setting of any device."),
        ),
    ),
    (
        "not-seen",
        N_("What it cannot see"),
        (
            N_("Cameras plugged straight into a recorder: you see the recorder, not each camera."),
            N_("Cameras on the guest Wi-Fi or on another part of the network."),
            N_("Cameras that are off or asleep, that use a phone network, or that talk only to a cloud service."),
            N_("Older cameras on coaxial cable: only their recorder can answer."),
            N_("A missing answer is not proof that there is no camera."),
        ),
    ),
    (
        "tag",
        N_("Three names that are not the same"),
        (
            N_("Sold as: the brand on the box or in the app."),
            N_("Most likely made by: the company that built the device. It often builds for several brands."),
            N_("Firmware platform: the family of software inside, shared by devices of several brands."),
        ),
    ),
    (
        "source",
        N_("Words that you may meet"),
        (
            N_("Firmware: the software inside a device. Version and build day tell how old it is."),
            N_(
                "Published note: what was written in public about a weakness. CVE is the worldwide number of such a note."
            ),
            N_("CISA: an authority of the United States that keeps a list of weaknesses that were used in attacks."),
            N_("ONVIF: a common language of cameras. Devices of different makers talk to each other in it."),
            N_("Recorder (NVR, DVR): the box that keeps the pictures. PoE: power through the network cable."),
            N_("P2P, cloud: ways by which a camera can be watched from outside through the maker’s computers."),
            N_(
                "Mark (K7Q-4MX): stands for one device on paper that goes to others. The key to the marks stays with you."
            ),
        ),
    ),
    (
        "reduce",
        N_("Your privacy"),
        (
            N_("Everything stays on this computer. There is no account, and nothing is sent to anyone."),
            N_("Names, answers and results are kept in your own data folder until you delete them."),
            N_("When you print or save a page, you decide who sees it."),
        ),
    ),
    (
        "settings",
        N_("With the keyboard"),
        (
            N_("Tab goes to the next control, Enter opens a card, Esc goes back."),
            N_("Ctrl+R starts a scan, Ctrl+F finds a device, Ctrl+P prints, F1 opens this page."),
        ),
    ),
)


class HelpPage(Page):
    """Plain texts, one box a topic."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(widest=820, parent=parent)
        self._title = Label(role="title")
        self._texts: list[tuple[Label, list[Label]]] = []
        self._sure = Label(role="heading")
        self._marks = {certainty: CertaintyMark() for certainty in reversed(Certainty)}
        self._meanings = {certainty: Label() for certainty in reversed(Certainty)}
        self.column.addWidget(self._title)
        for at, (icon_name, _, lines) in enumerate(_TOPICS):
            if at == 2:
                self.column.addWidget(self._certainties())
            heading, labels = Label(role="heading"), [Label() for _ in lines]
            self.column.addWidget(_box(icon_name, heading, *labels))
            self._texts.append((heading, labels))
        self.column.addStretch(1)

    def _certainties(self) -> QWidget:
        box = Card(spacing=Space.S)
        box.column.addWidget(self._sure)
        for certainty, mark in self._marks.items():
            line = row(mark, self._meanings[certainty], spacing=Space.L)
            line.setStretch(1, 1)
            box.column.addLayout(line)
        return box

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._title.setText(words.text("Help"))
        self._sure.setText(words.text("How sure we are"))
        for certainty, mark in self._marks.items():
            meaning = words.text(CERTAINTY_MEANINGS[certainty])
            mark.show_certainty(certainty, certainty_word(certainty, words), meaning)
            self._meanings[certainty].setText(meaning)
        widest = max(mark.sizeHint().width() for mark in self._marks.values())
        for mark in self._marks.values():
            mark.setMinimumWidth(widest)
        for (heading, labels), (_, title, lines) in zip(self._texts, _TOPICS, strict=True):
            heading.setText(words.text(title))
            for label, line in zip(labels, lines, strict=True):
                label.setText(f"•  {words.text(line)}")


def _box(icon_name: str, heading: Label, *labels: Label) -> Card:
    box = Card()
    line = row(IconLabel(icon_name, 28, QPalette.ColorRole.Highlight), spacing=Space.L)
    line.addLayout(column(heading, *labels, spacing=Space.S), 1)
    box.column.addLayout(line)
    return box
