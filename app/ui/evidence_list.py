"""Why we think so: the main reasons with a plus or a minus; all of them with their sources one button away, then the fields."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from app.model.device import Device
from app.model.sighting import Sighting
from app.ui.icons import IconLabel
from app.ui.reasons import Reason, evidence_of, main_reasons, reasons_against, reasons_for, source_of
from app.ui.theme import Space, scaled
from app.ui.widgets import Button, Card, Label, column, empty, row
from app.words import Words

#: Most reasons of each side that are shown.
_REASONS = 40
#: Lines of the technical view of one answer, and of evidence in it.
_FIELD_LINES = 40
_EVIDENCE_LINES = 120
#: Longest reason that is shown, in characters.
_REASON_LIMIT = 400


class EvidenceList(Card):
    """The reasons of all values of a device, each told once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.M, parent)
        self._device: Device | None = None
        self._words: Words | None = None
        self._all = False
        self._heading = Label(role="heading")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.M)
        self.more = Button("chevron-right", role="quiet")
        self.switch = QCheckBox()
        self._fields = QPlainTextEdit()
        self._fields.setProperty("role", "code")
        self._fields.setReadOnly(True)
        self._fields.setTabChangesFocus(True)
        self._fields.setMinimumHeight(scaled(260))
        self._fields.hide()
        self.column.addWidget(self._heading)
        self.column.addLayout(self._lines)
        self.column.addWidget(self.more)
        self.column.addWidget(self.switch)
        self.column.addWidget(self._fields)
        self.more.clicked.connect(self._toggle_all)
        self.switch.toggled.connect(self._show_fields)

    @property
    def text(self) -> str:
        """The reasons as they are shown, one a line, sources included."""
        labels = [label for label in self.findChildren(Label) if label is not self._heading and not label.isHidden()]
        return "\n".join(label.text() for label in labels)

    @property
    def technical(self) -> str:
        """The technical view, shown or not."""
        return self._fields.toPlainText()

    def close_all(self) -> None:
        """Show only the main reasons, as for a new device."""
        self._all = False

    def show_device(self, device: Device, words: Words) -> None:
        """Fill in."""
        self._device, self._words = device, words
        self._heading.setText(words.text("Why we think so"))
        empty(self._lines)
        every, against = reasons_for(device, words)[:_REASONS], reasons_against(device, words)[:_REASONS]
        because = every if self._all else main_reasons(every)
        for reason in because:
            self._lines.addLayout(self._line("plus", reason, words.text("For"), words))
        for reason in against:
            self._lines.addLayout(self._line("minus", reason, words.text("Against"), words))
        if not because and not against:
            self._lines.addWidget(Label(words.text("It is on your network, but it said nothing about itself.")))
        self.more.setText(self._more_words(len(every) + len(against), hidden=len(every) > len(because), words=words))
        self.more.show_icon("chevron-down" if self._all else "chevron-right")
        self.more.setVisible(bool(every or against))
        self.switch.setText(words.text("Technical view"))
        self.switch.setAccessibleDescription(words.text("Shows the fields of every answer as they came in."))
        self._fields.setAccessibleName(words.text("Technical view"))
        self._fields.setPlainText(technical_text(device, words))

    def _more_words(self, count: int, *, hidden: bool, words: Words) -> str:
        if self._all:
            return words.text("Show the main reasons only")
        if hidden:
            return words.text("Show all {count} reasons").format(count=words.number(count))
        return words.text("Show the sources")

    def _line(self, icon_name: str, reason: Reason, side: str, words: Words) -> QVBoxLayout:
        text = Label()
        text.say(reason.untrusted_text, _REASON_LIMIT)
        text.setAccessibleName(f"{side}: {reason.untrusted_text}"[:600])
        parts = [text, _note(reason.about(words))]
        if self._all:
            parts += [_note(words.text("Source: {source}").format(source=source)) for source in reason.sources]
        line = row(IconLabel(icon_name, 18, QPalette.ColorRole.Highlight), spacing=Space.M)
        line.addLayout(column(*parts, spacing=0), 1)
        return column(line)

    @Slot()
    def _toggle_all(self) -> None:
        self._all = not self._all
        if self._device is not None and self._words is not None:
            self.show_device(self._device, self._words)

    @Slot(bool)
    def _show_fields(self, shown: bool) -> None:
        self._fields.setVisible(shown)


def _note(text: str) -> Label:
    label = Label(role="note")
    label.say(text)
    return label


def technical_text(device: Device, words: Words) -> str:
    """Addresses, the fields of every answer, and every piece of evidence with its rule and source."""
    lines = [words.text("Addresses: {addresses}").format(addresses=", ".join(device.addresses))]
    if device.mac:
        lines.append(words.text("Hardware address (MAC): {mac}").format(mac=device.mac))
    for sighting in device.sightings:
        lines += ["", *_fields(sighting)]
    if sources := _sources(device, words):
        lines += ["", words.text("Every reason with its source:"), *sources]
    return "\n".join(lines)


def _sources(device: Device, words: Words) -> Sequence[str]:
    lines: dict[str, None] = {}
    for one in evidence_of(device):
        if one.source:
            sentence = words.say(one.sentence).replace("\n", " | ")[:_REASON_LIMIT]
            lines[f"    {sentence} [{' · '.join(part for part in (one.rule_id, source_of(one)) if part)}]"] = None
    return list(lines)[:_EVIDENCE_LINES]


def _fields(sighting: Sighting) -> list[str]:
    place = f"{sighting.address}:{sighting.port}" if sighting.port else sighting.address
    lines = [f"{sighting.protocol.value} · {place} · {sighting.seen_at:%H:%M:%S}"]
    for name, value in list(sighting.untrusted_fields.items())[:_FIELD_LINES]:
        flat = value.replace("\n", " | ")
        lines.append(f"    {name} = {flat[:400]}")
    return lines
