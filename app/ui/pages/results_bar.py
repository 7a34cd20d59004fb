"""The line above the results: search, filter, cards or table."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QSizePolicy, QWidget

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.finding import Finding, FindingState, FindingType
from app.model.text import N_
from app.report.naming import Standing, standing
from app.ui.columns import Columns
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.table_model import search_text
from app.ui.theme import Space
from app.ui.widgets import Button, Label, column, row
from app.words import Words


class Filter(StrEnum):
    """What to show."""

    ALL = "all"
    CAMERAS = "cameras"
    NOTES = "notes"
    FIRMWARE_UNKNOWN = "firmware-unknown"
    MAKER_UNKNOWN = "maker-unknown"
    NOT_DECIDED = "not-decided"
    AGAIN = "again"


_FILTER_NAMES = {
    Filter.ALL: N_("Everything"),
    Filter.CAMERAS: N_("Cameras and recorders only"),
    Filter.NOTES: N_("With published notes"),
    Filter.FIRMWARE_UNKNOWN: N_("Firmware not known"),
    Filter.MAKER_UNKNOWN: N_("Maker not known"),
    Filter.NOT_DECIDED: N_("Not decided yet"),
    Filter.AGAIN: N_("Worth looking at again"),
}
_SEEN = (Standing.CAMERA, Standing.RECORDER, Standing.MAY_BE)


class ResultsBar(QWidget):
    """changed is emitted when another choice of devices, or another view of them, is wanted."""

    changed = Signal()
    view_chosen = Signal(bool)

    def __init__(self, desk: Desk, *, as_table: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(80)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._find = self.search.addAction(
            icon("search", 18, QPalette.ColorRole.PlaceholderText), QLineEdit.ActionPosition.LeadingPosition
        )
        self.filter = QComboBox()
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.setMinimumContentsLength(8)
        for value in Filter:
            self.filter.addItem("", value.value)
        self.cards_button, self.table_button = Button("cards", role="segment"), Button("table", role="segment")
        self._group = QButtonGroup(self)
        for button in (self.cards_button, self.table_button):
            button.setCheckable(True)
            self._group.addButton(button)
        (self.table_button if as_table else self.cards_button).setChecked(True)
        self._shown = Label(role="note")
        view = QWidget()
        view.setLayout(row(self.cards_button, self.table_button, 1, spacing=0))
        line = QWidget()
        boxes = Columns(220, Space.M, fill=True)
        line.setLayout(boxes)
        for widget in (self.search, self.filter, view):
            boxes.addWidget(widget)
        self.setLayout(column(line, self._shown, spacing=Space.XS))
        self.search.textChanged.connect(self.changed)
        self.filter.currentIndexChanged.connect(self.changed)
        self.table_button.toggled.connect(self._switch)

    @property
    def as_table(self) -> bool:
        """True for the table."""
        return self.table_button.isChecked()

    @property
    def chooses(self) -> bool:
        """False while all devices are shown, as cards."""
        return self.as_table or bool(self.search.text().strip()) or self.filter.currentData() != Filter.ALL.value

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        find = words.text("Find a name, a maker, a model…")
        self.search.setPlaceholderText(find)
        self.search.setAccessibleName(find)
        self.filter.setAccessibleName(words.text("What to show"))
        for index, value in enumerate(Filter):
            self.filter.setItemText(index, words.text(_FILTER_NAMES[value]))
        self.cards_button.setText(words.text("Cards"))
        self.table_button.setText(words.text("Table"))

    def choose(self, devices: Sequence[Device], titles: Mapping[str, str], words: Words) -> list[Device]:
        """The devices that search and filter let through, in their order."""
        needle = self.search.text().strip().casefold()
        wanted = Filter(self.filter.currentData() or Filter.ALL)
        return [
            device
            for device in devices
            if self._passes(device, wanted, words)
            and (not needle or needle in search_text(device, titles[device.id], words))
        ]

    def say_shown(self, shown: int, total: int, words: Words) -> None:
        """Tell how many are hidden by the search."""
        self._shown.setVisible(shown != total)
        self._shown.setText(
            words.text("{shown} of {total} devices shown").format(shown=words.number(shown), total=words.number(total))
        )

    @Slot(bool)
    def _switch(self, as_table: bool) -> None:
        self.view_chosen.emit(as_table)
        self.changed.emit()

    def _passes(self, device: Device, wanted: Filter, words: Words) -> bool:
        if wanted is Filter.ALL:
            return True
        if standing(device) not in _SEEN:
            return False
        match wanted:
            case Filter.NOTES:
                return any(_is_open_note(finding) for finding in device.findings)
            case Filter.FIRMWARE_UNKNOWN:
                return device.identity.firmware.certainty is Certainty.NOT_KNOWN
            case Filter.MAKER_UNKNOWN:
                return device.identity.maker.certainty is Certainty.NOT_KNOWN
            case Filter.NOT_DECIDED:
                return self._desk.standing(device) is None
            case Filter.AGAIN:
                return bool(self._desk.why_again(device, words))
        return True


def _is_open_note(finding: Finding) -> bool:
    """What was published about the device, not about its maker."""
    return finding.type is not FindingType.POLICY and finding.state is not FindingState.DOES_NOT_APPLY
