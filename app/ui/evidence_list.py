"""Why do you think so? Each reason is one sentence with a plus or a minus; the fields behind it are one switch away."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from app.model.device import Device
from app.model.identity import Evidence
from app.model.sighting import Sighting
from app.ui.icons import IconLabel
from app.ui.theme import Space, scaled
from app.ui.widgets import Card, Label, column, empty, row
from app.words import Words

#: Most reasons of each side that are shown.
_REASONS = 40
#: Lines of the technical view of one answer.
_FIELD_LINES = 40
#: Longest reason that is shown, in characters.
_REASON_LIMIT = 400


class EvidenceList(Card):
    """Evidence of all values of a device, each sentence once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.M, parent)
        self._heading = Label(role="heading")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.M)
        self.switch = QCheckBox()
        self._fields = QPlainTextEdit()
        self._fields.setProperty("role", "code")
        self._fields.setReadOnly(True)
        self._fields.setTabChangesFocus(True)
        self._fields.setMinimumHeight(scaled(260))
        self._fields.hide()
        self.column.addWidget(self._heading)
        self.column.addLayout(self._lines)
        self.column.addWidget(self.switch)
        self.column.addWidget(self._fields)
        self.switch.toggled.connect(self._show_fields)

    def show_device(self, device: Device, words: Words) -> None:
        """Fill in."""
        self._heading.setText(words.text("Why do you think so?"))
        empty(self._lines)
        because, against = evidence_of(device)
        for evidence in because[:_REASONS]:
            self._lines.addLayout(_line("plus", evidence, words.text("For"), words))
        for evidence in against[:_REASONS]:
            self._lines.addLayout(_line("minus", evidence, words.text("Against"), words))
        if not because and not against:
            self._lines.addWidget(Label(words.text("It is on your network, but it said nothing about itself.")))
        self.switch.setText(words.text("Technical view"))
        self.switch.setAccessibleDescription(words.text("Shows the fields of every answer as they came in."))
        self._fields.setAccessibleName(words.text("Technical view"))
        self._fields.setPlainText(technical_text(device, words))

    @Slot(bool)
    def _show_fields(self, shown: bool) -> None:
        self._fields.setVisible(shown)


def evidence_of(device: Device) -> tuple[list[Evidence], list[Evidence]]:
    """All evidence for and against, kind first, no sentence twice."""
    identity = device.identity
    values = (
        identity.brand, identity.maker, identity.platform, identity.model, identity.firmware, identity.hardware,
        identity.serial,
    )  # fmt: skip
    because = [*identity.kind_because, *(evidence for value in values for evidence in value.because)]
    against = [*identity.kind_against, *(evidence for value in values for evidence in value.against)]
    return _once(because), _once(against)


def _once(evidence: Sequence[Evidence]) -> list[Evidence]:
    kept = {(one.sentence.template, str(dict(one.sentence.parameters))): one for one in reversed(evidence)}
    return list(reversed(kept.values()))


def _line(icon_name: str, evidence: Evidence, side: str, words: Words) -> QVBoxLayout:
    text = Label()
    text.say(words.say(evidence.sentence), _REASON_LIMIT)
    text.setAccessibleName(f"{side}: {words.say(evidence.sentence)}"[:600])
    parts = [text]
    if evidence.source:
        source = Label(role="note")
        known = f"{evidence.source} ({evidence.source_date})" if evidence.source_date else evidence.source
        source.say(words.text("Source: {source}").format(source=known))
        parts.append(source)
    line = row(IconLabel(icon_name, 18, QPalette.ColorRole.Highlight), spacing=Space.M)
    line.addLayout(column(*parts, spacing=0), 1)
    return column(line)


def technical_text(device: Device, words: Words) -> str:
    """Addresses, and the fields of every answer."""
    lines = [words.text("Addresses: {addresses}").format(addresses=", ".join(device.addresses))]
    if device.mac:
        lines.append(words.text("Hardware address (MAC): {mac}").format(mac=device.mac))
    for sighting in device.sightings:
        lines += ["", *_fields(sighting)]
    return "\n".join(lines)


def _fields(sighting: Sighting) -> list[str]:
    place = f"{sighting.address}:{sighting.port}" if sighting.port else sighting.address
    lines = [f"{sighting.protocol.value} · {place} · {sighting.seen_at:%H:%M:%S}"]
    for name, value in list(sighting.untrusted_fields.items())[:_FIELD_LINES]:
        flat = value.replace("\n", " | ")
        lines.append(f"    {name} = {flat[:400]}")
    return lines
