"""All reports: what each is, for whom, and what can be done with other people's scans."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.model.text import N_
from app.report.dossier import MASKED_BY_DEFAULT, ReportKind
from app.ui.columns import Columns
from app.ui.icons import IconLabel
from app.ui.previewing.kinds import KIND_NAMES, KIND_READERS
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, Page, column, empty, row
from app.words import Words

_ICONS = {
    ReportKind.RECORD: "home",
    ReportKind.INSURER: "photo",
    ReportKind.INSTALLER: "person",
    ReportKind.TENANT: "doorbell",
    ReportKind.AUDIT: "government",
    ReportKind.DEVICE: "bullet",
    ReportKind.GUIDE: "guide",
    ReportKind.NEEDS: "replace",
    ReportKind.KEY: "tag",
}
_SECTIONS = {
    N_("For yourself"): (ReportKind.RECORD, ReportKind.DEVICE, ReportKind.KEY),
    N_("To hand to others"): (ReportKind.INSURER, ReportKind.TENANT, ReportKind.AUDIT),
    N_("For the work"): (ReportKind.INSTALLER, ReportKind.NEEDS, ReportKind.GUIDE),
}


class ReportsPage(Page):
    """report_opened carries a kind, as its word of the command line; files_opened the names of files with scans.

    scan_wanted asks for a scan where there is none yet.
    """

    report_opened = Signal(str)
    files_opened = Signal(object)
    scan_wanted = Signal()

    def __init__(self, has_result: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(widest=1040, parent=parent)
        self._has_result = has_result
        self._title, self._lead = Label(role="title"), Label(role="muted")
        self._dialog = ("", "")
        self._nothing, self._scan = Label(role="lead"), Button("scan", "primary")
        self._scan.clicked.connect(self.scan_wanted)
        self._sections = QVBoxLayout()
        self._sections.setSpacing(Space.XL)
        self.column.addLayout(column(self._title, self._lead, spacing=Space.XS))
        self.column.addLayout(column(self._nothing, self._scan, spacing=Space.S))
        self.column.addLayout(self._sections)
        self._others_title, self._others_note = Label(role="heading"), Label()
        self._open = Button("network")
        self._open.clicked.connect(self._ask)
        others = Card("box", Space.S)
        others.column.addLayout(column(self._others_note, row(self._open, 1), spacing=Space.S))
        self.column.addLayout(column(self._others_title, others, spacing=Space.S))
        self.column.addStretch(1)

    def retranslate(self, words: Words) -> None:
        """Show everything as it is now, in a language."""
        self._title.setText(words.text("Reports"))
        self._lead.setText(
            words.text(
                "Choose one and look at its pages. There you change the language, the paper and what is in it,"
                " and print it or save it as a file."
            )
        )
        self._nothing.setText(words.text("A report needs a result. Scan your network first."))
        self._scan.setText(words.text("Scan my network"))
        self._others_title.setText(words.text("Scans of other places or other people"))
        self._others_note.setText(
            words.text(
                "Make one report of several scans, or look at a file that somebody gave you for a second opinion."
                " A device that several scans found is counted once."
            )
        )
        self._open.setText(words.text("Open files…"))
        self._dialog = (words.text("Open scans"), words.text("Scans and second opinions (*.json *.zip)"))
        ready = self._has_result()
        self._nothing.setVisible(not ready)
        self._scan.setVisible(not ready)
        empty(self._sections)
        for title, kinds in _SECTIONS.items():
            holder = QWidget()
            columns = Columns(280, Space.M)
            holder.setLayout(columns)
            for kind in kinds:
                columns.addWidget(self._box(kind, words, ready=ready))
            self._sections.addLayout(column(Label(words.text(title), role="heading"), holder, spacing=Space.S))

    @Slot()
    def _ask(self) -> None:
        title, kinds = self._dialog
        names, _ = QFileDialog.getOpenFileNames(self, title, str(Path.home()), kinds)
        if names:
            self.files_opened.emit(names)

    def _box(self, kind: ReportKind, words: Words, *, ready: bool) -> QWidget:
        box = Card("box", Space.S)
        name = Label(words.text(KIND_NAMES[kind]), role="strong")
        lines = [name, Label(words.text(KIND_READERS[kind]))]
        if kind in MASKED_BY_DEFAULT:
            lines.append(
                Label(words.text("Numbers and names are replaced by marks, unless you say otherwise."), role="note")
            )
        head = row(IconLabel(_ICONS[kind], 24, QPalette.ColorRole.Highlight), spacing=Space.M)
        head.addLayout(column(*lines, spacing=Space.XS), 1)
        button = Button("print")
        button.setText(words.text("Look at it"))
        button.setAccessibleName(f"{button.text()}: {name.text()}")
        button.setEnabled(ready)
        button.clicked.connect(lambda: self.report_opened.emit(kind.value))
        box.column.addLayout(head)
        box.column.addStretch(1)
        box.column.addLayout(row(button, 1))
        return box
