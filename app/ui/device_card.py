"""One device at a glance: a card that opens its page."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.identity import Value
from app.report.naming import kind_name
from app.ui.certainty_mark import CertaintyMark
from app.ui.desk import DecisionLine
from app.ui.device_text import CardNote, card_notes, certainty_word, firmware_line, reason, value_text
from app.ui.fact_view import NO_STATEMENTS, Statements
from app.ui.icons import IconLabel, icon_of
from app.ui.theme import Space, scaled
from app.ui.widgets import ElidedLabel, Label, column, row
from app.words import Words

CARD_WIDTH = 300


class DeviceCard(QAbstractButton):
    """Shows one device; clicked (mouse, Enter, Space) asks to open it."""

    def __init__(self, device_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.device_id = device_id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icon = IconLabel("unknown-thing", 32, QPalette.ColorRole.Highlight)
        self._title = ElidedLabel(role="heading")
        self._kind = ElidedLabel(role="note")
        self._labels = [Label(role="note", wrap=False) for _ in range(3)]
        self._brand, self._maker, self._firmware = ElidedLabel(role="strong"), ElidedLabel(role="strong"), ElidedLabel()
        self._brand_mark, self._maker_mark = CertaintyMark(focusable=False), CertaintyMark(focusable=False)
        self._worth_reading, self._quiet = Label(role="amber"), Label(role="note")
        self._build()

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._kind)
        head = row(self._icon, names, spacing=Space.M)
        head.setStretch(1, 1)
        facts = QGridLayout()
        facts.setHorizontalSpacing(Space.S)
        facts.setVerticalSpacing(0)
        facts.setColumnStretch(0, 1)
        for line, (label, value, mark) in enumerate(
            zip(
                self._labels,
                (self._brand, self._maker, self._firmware),
                (self._brand_mark, self._maker_mark, None),
                strict=True,
            )
        ):
            facts.addWidget(label, 3 * line, 0, 1, 2)
            facts.addWidget(value, 3 * line + 1, 0, 1, 1 if mark else 2)
            if mark:
                facts.addWidget(mark, 3 * line + 1, 1, Qt.AlignmentFlag.AlignRight)
            facts.setRowMinimumHeight(3 * line + 2, Space.S if line < 2 else 0)
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        outer.setSpacing(Space.M)
        outer.addLayout(head)
        outer.addLayout(facts)
        outer.addLayout(column(self._worth_reading, self._quiet, spacing=2))
        outer.addStretch(1)
        for child in (self._icon, self._title, self._kind, *self._labels, self._brand, self._maker, self._firmware):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not isinstance(child, ElidedLabel))
        for note in (self._worth_reading, self._quiet):
            note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_device(
        self,
        device: Device,
        title: str,
        room: str,
        words: Words,
        today: dt.date,
        *,
        statements: Statements = NO_STATEMENTS,
        decision: DecisionLine | None = None,
    ) -> None:
        """Fill the card."""
        self.device_id = device.id
        identity = device.identity
        kind = kind_name(device, words)
        self._icon.show_icon(icon_of(identity))
        self._title.say(title)
        self._kind.say(" · ".join(part for part in (kind, room) if part))
        texts = (words.text("Sold as"), words.text("Most likely made by"), words.text("Firmware"))
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        self._fill(self._brand, self._brand_mark, identity.brand, texts[0], words)
        self._fill(self._maker, self._maker_mark, identity.maker, texts[1], words)
        firmware = firmware_line(identity, today, words)
        self._firmware.say(firmware)
        notes = card_notes(device, words, statements)
        if decision is not None:
            notes = [*notes, CardNote(decision.text, worth_reading=decision.again)]
        self._show_notes(notes)
        parts = [
            f"{texts[0]}: {self._brand.full_text}",
            f"{texts[1]}: {self._maker.full_text} ({certainty_word(identity.maker.certainty, words)})",
            f"{texts[2]}: {firmware}",
            *(note.text for note in notes),
        ]
        self.setAccessibleName(f"{title[:200]}, {kind}")
        self.setAccessibleDescription(". ".join(part[:300] for part in parts))

    @staticmethod
    def _fill(label: ElidedLabel, mark: CertaintyMark, value: Value, about: str, words: Words) -> None:
        label.say(value_text(value, words))
        mark.show_certainty(
            value.certainty,
            certainty_word(value.certainty, words),
            reason(value.certainty, value.because, value.against, words),
            about,
        )
        # "Not known" beside "Not known" says nothing twice.
        mark.setVisible(value.certainty is not Certainty.NOT_KNOWN)

    def _show_notes(self, notes: Sequence[CardNote]) -> None:
        for label, wanted in ((self._worth_reading, True), (self._quiet, False)):
            text = "\n".join(note.text for note in notes if note.worth_reading is wanted)
            label.setText(text)
            label.setVisible(bool(text))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As tall as its lines."""
        return QSize(scaled(CARD_WIDTH), self._outer.minimumSize().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter does what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the frame."""
        role = QPalette.ColorRole
        palette = QApplication.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(palette.color(role.Base))
        line = palette.color(role.Highlight if self.underMouse() or self.isDown() else role.Mid)
        painter.setPen(QPen(line, 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()
