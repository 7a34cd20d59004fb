"""Past scans of a place, and what changed from each to the next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QInputDialog, QMessageBox, QVBoxLayout, QWidget

from app.inventory.scans import KeptScan
from app.model.change import Change
from app.model.device import Device
from app.model.events import ScanResult
from app.model.problem import AppError
from app.report.naming import titles
from app.stages.changes import changes
from app.ui.change_words import change_text
from app.ui.flow import Flow
from app.ui.icons import IconLabel
from app.ui.keeping import Keeping
from app.ui.problem_strip import ProblemStrip
from app.ui.services import Names
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, Page, column, empty, row
from app.words import Words

#: Changes that are shown for one scan before the rest is counted.
_CHANGES = 30
_SCANS = 20


class HistoryPage(Page):
    """result_opened carries a ScanResult; kept_changed tells that a site or a scan was removed or another site is looked at."""

    result_opened = Signal(object)
    scan_wanted = Signal()
    kept_changed = Signal()

    def __init__(self, keeping: Keeping, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(widest=900, parent=parent)
        self._keeping, self._names = keeping, names
        self._opened: set[int] = set()
        self._title, self._lead = Label(role="title"), Label(role="muted")
        self._site_label, self.site_box = Label(), QComboBox()
        self.add_site_button, self.rename_site_button = Button("plus", role="quiet"), Button(role="quiet")
        self.problem = ProblemStrip()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.M)
        self.scan_button = Button("scan", role="primary")
        self._empty = Label()
        self._site_label.setBuddy(self.site_box)
        site, which = QWidget(), QWidget()
        which.setLayout(row(self._site_label, self.site_box))
        site.setLayout(Flow(which, self.rename_site_button, self.add_site_button))
        self.column.addLayout(column(self._title, self._lead, spacing=Space.XS))
        self.column.addWidget(site)
        for widget in (self.problem, self._empty):
            self.column.addWidget(widget)
        self.column.addLayout(row(self.scan_button, 1))
        self.column.addLayout(self._lines)
        self.column.addStretch(1)
        self.site_box.activated.connect(self._choose_site)
        self.add_site_button.clicked.connect(self._add_site)
        self.rename_site_button.clicked.connect(self._rename_site)
        self.scan_button.clicked.connect(self.scan_wanted)

    def retranslate(self, words: Words) -> None:
        """Show what is kept now, in a language."""
        self._words = words
        self._title.setText(words.text("History"))
        self._lead.setText(words.text("What was found each time, and what changed. It stays on this computer."))
        self._site_label.setText(words.text("Place"))
        self.add_site_button.setText(words.text("Add a place"))
        self.rename_site_button.setText(words.text("Rename"))
        self.scan_button.setText(words.text("Scan now"))
        self._empty.setText(words.text("No scan of this place is kept yet."))
        self.problem.hide()
        try:
            self._fill()
        except AppError as error:
            self.problem.show_problems([error], words)

    def _fill(self) -> None:
        words, inventory = self._words, self._keeping.own
        self.site_box.clear()
        for site in inventory.sites.all():
            self.site_box.addItem(site.name or words.text("My place"), site.id)
        self.site_box.setCurrentIndex(max(0, self.site_box.findData(self._keeping.own_site)))
        self.site_box.setAccessibleName(self._site_label.text())
        scans = inventory.scans.all(self._keeping.own_site)
        empty(self._lines)
        self._empty.setVisible(not scans)
        for at, scan in enumerate(scans[:_SCANS]):
            self._lines.addWidget(self._card(scan, scans[at + 1] if at + 1 < len(scans) else None, newest=at == 0))

    def _card(self, scan: KeptScan, before: KeptScan | None, *, newest: bool) -> Card:
        words = self._words
        card = Card("box", Space.S)
        counted = words.text("{cameras}, {devices} in all").format(
            cameras=words.plural("{count} camera or recorder", "{count} cameras and recorders", scan.cameras),
            devices=words.plural("{count} device", "{count} devices", scan.devices),
        )
        head = row(IconLabel("history", 24, QPalette.ColorRole.Highlight), spacing=Space.M)
        name = Label(words.moment(scan.started), role="strong")
        head.addLayout(column(name, Label(counted, role="muted"), spacing=0), 1)
        card.column.addLayout(head)
        if before is not None and (newest or scan.id in self._opened):
            card.column.addLayout(self._changes(scan, before))
        buttons = QWidget()
        open_button = Button("bullet")
        open_button.setText(words.text("Open these results"))
        open_button.clicked.connect(lambda: self._open(scan.id))
        flow = Flow(open_button)
        if before is not None and not newest and scan.id not in self._opened:
            compare = Button(role="quiet")
            compare.setText(words.text("What changed"))
            compare.clicked.connect(lambda: self._compare(scan.id))
            flow.addWidget(compare)
        forget = Button(role="quiet")
        forget.setText(words.text("Delete this scan"))
        forget.clicked.connect(lambda: self._forget(scan))
        flow.addWidget(forget)
        buttons.setLayout(flow)
        card.column.addWidget(buttons)
        return card

    def _changes(self, scan: KeptScan, before: KeptScan) -> QVBoxLayout:
        words, inventory = self._words, self._keeping.own
        new, old = inventory.scans.get(scan.id), inventory.scans.get(before.id)
        if new is None or old is None:
            return column()
        found = changes(
            old.devices, new.devices, lambda device: inventory.devices.key(device.id, scan.site) or device.id
        )
        named = self._titles(old.devices, new.devices)
        heading = words.text("Since {date}").format(date=words.moment(before.started))
        if not found:
            return column(Label(heading, role="note"), Label(words.text("Nothing changed.")), spacing=Space.XS)
        lines = [self._line(change, named) for change in found[:_CHANGES]]
        if len(found) > _CHANGES:
            lines.append(Label(words.plural("{count} more change", "{count} more changes", len(found) - _CHANGES)))
        return column(Label(heading, role="note"), *lines, spacing=Space.XS)

    def _line(self, change: Change, named: dict[str, str]) -> Label:
        line = Label()
        line.say(f"•  {change_text(change, named, self._words)}", 600)
        return line

    def _titles(self, old: Sequence[Device], new: Sequence[Device]) -> dict[str, str]:
        known = {device.id for device in new}
        both = [*new, *(device for device in old if device.id not in known)]
        names = {device.id: self._names.get(device.id).name for device in both}
        return dict(titles(both, names, self._words))

    def _open(self, number: int) -> None:
        try:
            result = self._keeping.own.scans.get(number)
        except AppError as error:
            self.problem.show_problems([error], self._words)
            return
        if isinstance(result, ScanResult):
            self.result_opened.emit(result)

    def _compare(self, number: int) -> None:
        self._opened.add(number)
        self.retranslate(self._words)

    def _forget(self, scan: KeptScan) -> None:
        words = self._words
        question = words.text("Delete the scan of {date}? Names, notes and decisions stay.").format(
            date=words.moment(scan.started)
        )
        if not self._is_sure(question):
            return
        self._keep(lambda: self._keeping.own.scans.forget(scan.id))

    def _is_sure(self, question: str) -> bool:
        answer = QMessageBox.question(self, self._words.text("Camera Check"), question)
        return answer == QMessageBox.StandardButton.Yes

    @Slot(int)
    def _choose_site(self, at: int) -> None:
        self._keeping.site = int(self.site_box.itemData(at))
        self._changed()

    @Slot()
    def _add_site(self) -> None:
        words = self._words
        name, accepted = QInputDialog.getText(
            self, words.text("Add a place"), words.text("Name of the place, for example: Shop")
        )
        if accepted and name.strip():

            def add() -> None:
                self._keeping.site = self._keeping.own.sites.add(name).id

            self._keep(add)

    @Slot()
    def _rename_site(self) -> None:
        words = self._words
        name, accepted = QInputDialog.getText(
            self, words.text("Rename"), words.text("New name of the place"), text=self.site_box.currentText()
        )
        if accepted and name.strip():
            self._keep(lambda: self._keeping.own.sites.rename(self._keeping.own_site, name))

    def _keep(self, change: Callable[[], object]) -> None:
        try:
            change()
        except AppError as error:
            self.problem.show_problems([error], self._words)
            return
        self._changed()

    def _changed(self) -> None:
        self.retranslate(self._words)
        self.kept_changed.emit()
