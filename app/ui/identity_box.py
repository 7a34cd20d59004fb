"""What it is: each value with its certainty, and the meaning of each term at hand."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.identity import Evidence, Identity, Value
from app.model.text import N_
from app.report.naming import kind_name
from app.ui.certainty_mark import CertaintyMark
from app.ui.device_text import certainty_word, firmware_age, reason, value_text
from app.ui.theme import Space, scaled
from app.ui.widgets import Card, Label, Term
from app.words import Words

_TERMS = (
    (N_("What it is"), N_("The sort of device: camera, recorder, doorbell and so on.")),
    (N_("Sold as"), N_("The brand on the box or in the app. Many brands sell devices that another company made.")),
    (N_("Most likely made by"), N_("The company that built the device, which is often not the one on the label.")),
    (N_("Firmware platform"), N_("The family of software inside. Devices of one family share updates and weaknesses.")),
    (N_("Model"), N_("The maker's own name for this type of device.")),
    (N_("Firmware"), N_("The software inside the device. Its age tells how long ago it was last updated.")),
    (N_("Serial number"), N_("The number of this one device. Keep it to yourself when you share a page.")),
)
#: Longest value that is shown, in characters; the technical view has more.
_VALUE_LIMIT = 300
#: Width in pixels at 100 % text below which values stand under their terms.
_NARROW = 480


class IdentityBox(Card):
    """Seven rows: term, value, certainty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.M, parent)
        self._heading = Label(role="heading")
        self._terms = [Term() for _ in _TERMS]
        self._values = [Label(role="strong") for _ in _TERMS]
        self._marks = [CertaintyMark() for _ in _TERMS]
        self._notes = Label(role="muted")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.XS)
        self._narrow: bool | None = None
        self._arrange(narrow=False)
        self.column.addWidget(self._heading)
        self.column.addLayout(self._grid)
        self.column.addWidget(self._notes)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Side by side where there is room, else one below the other."""
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < scaled(_NARROW))

    def _arrange(self, *, narrow: bool) -> None:
        if narrow is self._narrow:
            return
        self._narrow = narrow
        self._grid.setColumnStretch(0 if narrow else 1, 1)
        self._grid.setColumnStretch(1 if narrow else 0, 0)
        left, top = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignTop
        for line, (term, value, mark) in enumerate(zip(self._terms, self._values, self._marks, strict=True)):
            first = 3 * line
            self._grid.addWidget(term, first, 0, left | top)
            self._grid.addWidget(value, first + int(narrow), 0 if narrow else 1)
            self._grid.addWidget(mark, first + (2 if narrow else 0), 0 if narrow else 2, left | top)

    def show_device(self, device: Device, words: Words, today: dt.date) -> None:
        """Fill in."""
        identity = device.identity
        self._heading.setText(words.text("What we know"))
        for term, (name, meaning) in zip(self._terms, _TERMS, strict=True):
            term.explain(words.text(name), words.text(meaning))
        rows = _rows(device, identity, words, today)
        for (text, certainty, because, against), value, mark, (name, _) in zip(
            rows, self._values, self._marks, _TERMS, strict=True
        ):
            value.say(text, _VALUE_LIMIT)
            mark.show_certainty(
                certainty,
                certainty_word(certainty, words),
                reason(certainty, because, against, words),
                words.text(name),
            )
        notes = "\n".join(words.say(note) for note in identity.notes)
        self._notes.say(notes)
        self._notes.setVisible(bool(notes))


_Row = tuple[str, Certainty, tuple[Evidence, ...], tuple[Evidence, ...]]


def _rows(device: Device, identity: Identity, words: Words, today: dt.date) -> list[_Row]:
    kind = (kind_name(device, words), identity.kind_certainty, identity.kind_because, identity.kind_against)
    firmware = value_text(identity.firmware, words)
    if age := firmware_age(identity, today, words):
        firmware = f"{firmware} · {age}" if identity.firmware.value else age
    return [
        kind,
        *(_row(value, words) for value in (identity.brand, identity.maker, identity.platform, identity.model)),
        (firmware, identity.firmware.certainty, identity.firmware.because, identity.firmware.against),
        _row(identity.serial, words),
    ]


def _row(value: Value, words: Words) -> _Row:
    return value_text(value, words), value.certainty, value.because, value.against
