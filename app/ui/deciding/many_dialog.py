"""One decision for several devices at once."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.model.decision import Choice
from app.model.device import Device
from app.model.problem import AppError
from app.report.choices import CHOICE_MEANINGS, CHOICE_NAMES
from app.report.naming import kind_name
from app.ui.deciding.decision_form import DecisionForm
from app.ui.desk import Desk
from app.ui.problem_strip import ProblemStrip
from app.ui.theme import Space, scaled
from app.ui.widgets import Button, Label, Page, column, row
from app.words import Words


class ManyDialog(QDialog):
    """Devices to tick, five ways of one weight, one reason. Accepted when the decision is kept for all that were ticked."""

    def __init__(
        self,
        desk: Desk,
        devices: Sequence[Device],
        titles: Mapping[str, str],
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._devices, self._words = desk, devices, words
        self.boxes = {device.id: QCheckBox() for device in devices}
        self.ways = {choice: QRadioButton() for choice in Choice}
        self._group = QButtonGroup(self)
        self.form, self.problem = DecisionForm(), ProblemStrip()
        self._counted = Label(role="note")
        self._build(titles)
        self._count()

    def _build(self, titles: Mapping[str, str]) -> None:
        words = self._words
        self.setWindowTitle(words.text("Decide for several"))
        self.resize(scaled(720), scaled(680))
        page = Page()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        page.column.addWidget(Label(words.text("For which devices?"), role="heading"))
        everything, nothing = Button(role="quiet"), Button(role="quiet")
        everything.setText(words.text("Tick all"))
        nothing.setText(words.text("Tick none"))
        everything.clicked.connect(lambda: self._tick(on=True))
        nothing.clicked.connect(lambda: self._tick(on=False))
        page.column.addLayout(row(everything, nothing, 1))
        page.column.addWidget(self._counted)
        lines = column(spacing=0)
        for device in self._devices:
            box = self.boxes[device.id]
            identity = device.identity
            parts = (titles.get(device.id, ""), identity.brand.value or identity.maker.value, identity.model.value)
            told = [part[:60] for part in parts if part] + ([] if identity.model.value else [kind_name(device, words)])
            box.setText(" · ".join(dict.fromkeys(told)).replace("&", "&&"))
            box.toggled.connect(self._count)
            lines.addWidget(box)
        page.column.addLayout(lines)
        page.column.addWidget(Label(words.text("What did you decide?"), role="heading"))
        for choice, way in self.ways.items():
            way.setText(words.text(CHOICE_NAMES[choice]))
            self._group.addButton(way)
            way.clicked.connect(lambda _checked=False, choice=choice: self._choose(choice))
            meaning = Label(words.text(CHOICE_MEANINGS[choice]), role="muted")
            indent = QHBoxLayout()
            indent.setContentsMargins(Space.XL, 0, 0, 0)
            indent.addWidget(meaning)
            page.column.addLayout(column(way, indent, spacing=0))
        page.column.addWidget(self.problem)
        page.column.addWidget(self.form)
        page.column.addStretch(1)
        self._page = page
        self.form.kept.connect(self._keep)
        self.form.cancel_button.clicked.connect(self.reject)

    @property
    def ticked(self) -> list[Device]:
        """The devices that the decision is for."""
        return [device for device in self._devices if self.boxes[device.id].isChecked()]

    def _tick(self, *, on: bool) -> None:
        for box in self.boxes.values():
            box.setChecked(on)

    @Slot()
    def _count(self) -> None:
        self._counted.setText(self._words.plural("{count} device ticked", "{count} devices ticked", len(self.ticked)))
        self.form.keep_button.setEnabled(bool(self.ticked))

    def _choose(self, choice: Choice) -> None:
        self.form.begin(choice, "", self._words)
        self._count()
        self._page.ensureWidgetVisible(self.form)

    @Slot(object, str, str, object)
    def _keep(self, choice: Choice, reason: str, who: str, review: dt.date | None) -> None:
        try:
            self._desk.decide(self.ticked, choice, reason=reason, who=who, review=review)
        except AppError as error:
            self.problem.show_problems([error], self._words)
            return
        self.accept()
