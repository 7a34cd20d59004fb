"""The switches beside the pages: which report, language, paper, what to leave out, what to put in."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.model.text import N_
from app.paper.size import PaperSize
from app.report.desk import Desk
from app.report.dossier import PARTS, Dossier, Part, ReportKind
from app.report.untrusted_display import shortened
from app.ui.flow import Flow
from app.ui.previewing.job import Wanted
from app.ui.previewing.kinds import CHOICES, KIND_NAMES, KIND_READERS, OF_ONE, PART_NAMES
from app.ui.previewing.tick import Tick
from app.ui.theme import Space
from app.ui.widgets import Button, Label, column
from app.words import Language, Words

_LANGUAGES: Mapping[str, tuple[Language, ...]] = {
    N_("English"): (Language.ENGLISH,),
    N_("French"): (Language.FRENCH,),
    N_("English, then French"): (Language.ENGLISH, Language.FRENCH),
    N_("French, then English"): (Language.FRENCH, Language.ENGLISH),
}
_PAPERS = {PaperSize.LETTER: N_("Letter (8½ × 11 inches)"), PaperSize.A4: N_("A4 (210 × 297 mm)")}
#: A pause in typing after which the pages follow, in milliseconds.
_TYPING_MS = 350
_NAME_LIMIT = 200


class Options(QScrollArea):
    """changed carries a Wanted, each time that the person sets something."""

    changed = Signal(object)

    def __init__(self, dossier: Dossier, wanted: Wanted, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dossier, self._words = dossier, words
        self._wanted = wanted
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.kind, self.device, self.guide = QComboBox(), QComboBox(), QComboBox()
        self.language, self.paper = QComboBox(), QComboBox()
        self.reader = Label(role="muted")
        self.made_by = QLineEdit()
        self.redact = Tick(words.text("Marks instead of numbers and names"))
        self._redact_note = Label(role="note")
        self.key = Button("tag", role="link")
        self.parts: dict[Part, Tick] = {}
        self._typing = QTimer(self)
        self._fill()
        self._build()
        self._show()
        self._connect()

    @property
    def wanted(self) -> Wanted:
        """What is set."""
        return self._wanted

    def _fill(self) -> None:
        text = self._words.text
        guides = self._dossier.published.guides
        for kind, name in KIND_NAMES.items():
            if kind is not ReportKind.GUIDE or guides:
                self.kind.addItem(text(name), kind.value)
        desk = Desk(self._dossier, self._words, frozenset())
        self.device.addItem(text("No device"), "")
        for one in desk.ordered:
            self.device.addItem(desk.title(one), one.device.id)
        language = self._words.language.value
        for name, guide in sorted((shortened(guide.title.of(language)), guide.id) for guide in guides.values()):
            self.guide.addItem(name, guide)
        for name, languages in _LANGUAGES.items():
            self.language.addItem(text(name), " ".join(languages))
        for paper, name in _PAPERS.items():
            self.paper.addItem(text(name), paper.value)
        self.made_by.setMaxLength(_NAME_LIMIT)
        self._redact_note.setText(
            text(
                "Serial numbers, addresses, names, notes and photos are left out. Use it for paper that leaves your hands."
            )
        )
        self.key.setText(text("Show the key"))
        for part, name in PART_NAMES.items():
            self.parts[part] = Tick(text(name))

    def _build(self) -> None:
        text = self._words.text
        inside = QWidget()
        inside.setProperty("role", "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(Space.S, Space.S, Space.M, Space.S)
        layout.setSpacing(Space.M)
        layout.addLayout(self._field(text("&Report"), self.kind))
        layout.addWidget(self.reader)
        self._device_field = _holder(self._field(text("&Device"), self.device))
        self._guide_field = _holder(self._field(text("&Guide"), self.guide))
        layout.addWidget(self._device_field)
        layout.addWidget(self._guide_field)
        layout.addLayout(self._field(text("&Language"), self.language))
        layout.addLayout(self._field(text("P&aper"), self.paper))
        layout.addLayout(self._field(text("Made &by"), self.made_by))
        layout.addLayout(column(self.redact, self._redact_note, Flow(self.key), spacing=Space.XS))
        self._parts_title = Label(text("What to put in"), role="strong")
        layout.addLayout(column(self._parts_title, *self.parts.values(), spacing=0))
        layout.addStretch(1)
        self.setWidget(inside)

    def _field(self, name: str, box: QComboBox | QLineEdit) -> QVBoxLayout:
        label = Label(name)
        label.setBuddy(box)
        box.setAccessibleName(name.replace("&", ""))
        if isinstance(box, QComboBox):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        return column(label, box, spacing=Space.XS)

    def _connect(self) -> None:
        for combo in (self.device, self.guide, self.language, self.paper):
            combo.currentIndexChanged.connect(self._take)
        self.kind.currentIndexChanged.connect(self._take_kind)
        self.redact.toggled.connect(self._take)
        for box in self.parts.values():
            box.toggled.connect(self._take)
        self.key.clicked.connect(self._show_key)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._take)
        self.made_by.textEdited.connect(lambda _text: self._typing.start())

    def _show(self) -> None:
        """Set the widgets to what is wanted; nothing is told."""
        order = self._wanted.order
        for combo, value in (
            (self.kind, order.kind.value),
            (self.device, order.device),
            (self.guide, order.guide),
            (self.language, " ".join(order.languages)),
            (self.paper, self._wanted.paper.value),
        ):
            combo.blockSignals(True)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            combo.blockSignals(False)
        if self.made_by.text() != self._wanted.made_by:
            self.made_by.setText(self._wanted.made_by)
        self.reader.setText(self._words.text(KIND_READERS[order.kind]))
        self._device_field.setVisible(order.kind in OF_ONE)
        self._guide_field.setVisible(order.kind is ReportKind.GUIDE)
        self.redact.show_state(on=order.is_redacted)
        self.redact.setVisible(order.kind is not ReportKind.KEY)
        self._redact_note.setVisible(order.kind is not ReportKind.KEY)
        self.key.setVisible(order.is_redacted)
        held = PARTS[order.kind] if order.parts is None else order.parts
        for part, box in self.parts.items():
            box.setVisible(part in CHOICES[order.kind] and (part is not Part.ROOM_NAMES or order.is_redacted))
            left_out = order.is_redacted and part is Part.PHOTOS
            box.show_state(on=part in held and not left_out, may_change=not left_out)

    @Slot()
    def _take_kind(self) -> None:
        """Another report begins with what is usual for it."""
        kind = ReportKind(self.kind.currentData())
        order = replace(self._wanted.order, kind=kind, parts=None, redact=None)
        if kind is ReportKind.GUIDE and not order.guide:
            order = replace(order, guide=self.guide.itemData(0))
        if kind in {ReportKind.DEVICE, ReportKind.NEEDS} and not order.device and self.device.count() > 1:
            order = replace(order, device=self.device.itemData(1))
        self._tell(replace(self._wanted, order=order))

    @Slot()
    def _take(self) -> None:
        self._typing.stop()
        order = self._wanted.order
        shown = CHOICES[order.kind]
        parts = order.parts
        held = PARTS[order.kind] if parts is None else parts
        ticked = frozenset(part for part in shown if self.parts[part].is_on)
        if order.is_redacted and Part.PHOTOS in held and Part.PHOTOS in shown:
            ticked |= {Part.PHOTOS}
        if ticked != held & frozenset(shown):
            parts = (held - frozenset(shown)) | ticked
        redacted = self.redact.is_on
        order = replace(
            order,
            languages=tuple(map(Language, str(self.language.currentData()).split())),
            device=str(self.device.currentData() or ""),
            guide=str(self.guide.currentData() or ""),
            parts=parts,
            redact=order.redact if redacted == order.is_redacted else redacted,
        )
        self._tell(
            replace(self._wanted, order=order, paper=PaperSize(self.paper.currentData()), made_by=self.made_by.text())
        )

    @Slot()
    def _show_key(self) -> None:
        self.kind.setCurrentIndex(self.kind.findData(ReportKind.KEY.value))

    def _tell(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._show()
        self.changed.emit(wanted)


def _holder(layout: QVBoxLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder
