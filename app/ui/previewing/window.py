"""The preview: pages as they will be printed or saved, switches that act at once, and the ways to hand them over."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.model.problem import AppError
from app.paper.page_view import ZOOMS, PageScroller
from app.paper.pdf import write_file
from app.paper.printing import has_printer, print_document
from app.paper.thumbnails import Thumbnails
from app.report.dossier import Dossier, ReportKind
from app.report.marks import Marker
from app.ui.flow import Flow
from app.ui.previewing.formats import FORMATS, FileFormat, file_name
from app.ui.previewing.job import Job, Press, Proof, Wanted
from app.ui.previewing.options import Options
from app.ui.previewing.problem_box import tell
from app.ui.theme import Space, scaled
from app.ui.widgets import Button, ElidedLabel, Label, column, row
from app.words import Words

#: Narrower windows show no small pages.
_ROOM_FOR_THUMBNAILS = 900
_OPTIONS_WIDTH = 280
#: The main window has a ring of its own around whatever has the keyboard; here a frame does the same.
_FOCUS = """
PageScroller, Thumbnails { border: 2px solid transparent; }
PageScroller:focus, Thumbnails:focus { border-color: palette(highlight); }
QPushButton:focus { border: 2px solid palette(highlight); }
QPushButton[role="primary"]:focus { border-color: palette(text); }
QCheckBox::indicator:focus { border: 2px solid palette(highlight); }
"""


class PreviewWindow(QDialog):
    """Shows wanted at first; the person changes it. wanted tells at the end what was set last."""

    def __init__(
        self, dossier: Dossier, marker: Marker, wanted: Wanted, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._proof: Proof | None = None
        self._saved: Path | None = None
        self._saving: Job | None = None
        self._press = Press(dossier, marker, self)
        self.pages = PageScroller()
        self.thumbnails = Thumbnails()
        self.options = Options(dossier, wanted, words)
        self.state = ElidedLabel(role="note")
        self.problem = Label(role="lead")
        self.note = Label(role="note")
        self.smaller, self.larger = Button("minus", role="quiet"), Button("plus", role="quiet")
        self.close_button, self.folder = Button("close"), Button("link")
        self._printable = has_printer()
        main, second = ("primary", "") if self._printable else ("", "primary")
        self.print, self.save, self.other = Button("print", main), Button("save", second), Button("save")
        self._build()
        self._say()
        self._connect()
        self.pages.setFocus()
        self._make(wanted)

    @property
    def wanted(self) -> Wanted:
        """What is set."""
        return self.options.wanted

    @property
    def proof(self) -> Proof | None:
        """The pages on view, None before there are any."""
        return self._proof

    @property
    def is_busy(self) -> bool:
        """Whether pages or a file are being made."""
        return self._press.is_busy or self._saving is not None

    def _build(self) -> None:
        top = row(self.state, self.smaller, self.larger, spacing=Space.XS)
        middle = QHBoxLayout()
        middle.setSpacing(Space.S)
        middle.addWidget(self.thumbnails)
        middle.addLayout(column(top, self.problem, self.pages, spacing=Space.XS), 1)
        middle.addWidget(self.options)
        buttons = QWidget()
        buttons.setLayout(Flow(self.print, self.save, self.other, self.folder, self.close_button))
        self.thumbnails.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.problem.hide()
        self.folder.hide()
        self.note.setVisible(not self._printable)
        self.setStyleSheet(_FOCUS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        layout.setSpacing(Space.S)
        layout.addLayout(middle, 1)
        layout.addWidget(self.note)
        layout.addWidget(buttons)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setMinimumSize(640, 480)
        self.resize(self._first_size())

    def _first_size(self) -> QSize:
        parent = self.parentWidget()
        return parent.window().size().expandedTo(QSize(800, 600)) if parent else QSize(1120, 760)

    def _say(self) -> None:
        text = self._words.text
        self.setWindowTitle(text("Preview"))
        self.pages.setAccessibleName(text("Pages"))
        self.thumbnails.setAccessibleName(text("All pages, small"))
        for button, name in ((self.smaller, text("Smaller pages")), (self.larger, text("Larger pages"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self.close_button.setText(text("&Close"))
        self.folder.setText(text("Open the &folder"))
        self.save.setText(text("&Save as PDF…"))
        self.other.setText(text("&Other files…"))
        self.print.setText(text("&Print…"))
        self.note.setText(text("This computer has no printer set up. You can save a PDF file instead."))
        menu = QMenu(self.other)
        for ending, kind in FORMATS.items():
            if ending is not FileFormat.PDF:
                menu.addAction(text(kind.name)).triggered.connect(lambda _on=False, ending=ending: self.ask(ending))
        self.other.setMenu(menu)

    def _connect(self) -> None:
        self.options.changed.connect(self._make)
        self._press.ready.connect(self._show_proof)
        self._press.failed.connect(self._show_problem)
        self.pages.page_changed.connect(self._page_changed)
        self.thumbnails.page_chosen.connect(self.pages.show_page)
        self.smaller.clicked.connect(lambda: self._enlarge(-1))
        self.larger.clicked.connect(lambda: self._enlarge(1))
        self.close_button.clicked.connect(self.reject)
        self.folder.clicked.connect(self._open_folder)
        self.save.clicked.connect(lambda: self.ask(FileFormat.PDF))
        self.print.clicked.connect(self._print_pages)
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Print), self._print_pages),
            (QKeySequence(QKeySequence.StandardKey.Save), lambda: self.ask(FileFormat.PDF)),
            (QKeySequence(QKeySequence.StandardKey.ZoomIn), lambda: self._enlarge(1)),
            (QKeySequence(QKeySequence.StandardKey.ZoomOut), lambda: self._enlarge(-1)),
        ):
            QShortcut(keys, self).activated.connect(slot)

    @Slot(object)
    def _make(self, wanted: Wanted) -> None:
        self._press.make(wanted)
        self.state.say(self._words.text("Making the pages…"))
        self._allow(on=False)

    @Slot(object)
    def _show_proof(self, proof: Proof) -> None:
        if self._press.is_busy and proof.wanted != self.wanted:
            return
        self._proof = proof
        self.problem.hide()
        self.pages.show()
        title = proof.document.report.title
        self.setWindowTitle(self._words.text("Preview: {title}").format(title=title[:100]))
        self.pages.show_document(proof.document)
        self.thumbnails.show_document(proof.document)
        self._page_changed(self.pages.page)
        self._allow(on=True)

    @Slot(object)
    def _show_problem(self, error: AppError) -> None:
        self._proof = None
        self.pages.hide()
        self.problem.say(f"{self._words.say(error.sentence)} {self._words.say(error.next_step)}")
        self.problem.show()
        self.state.say("")
        self._allow(on=False)

    def _allow(self, *, on: bool) -> None:
        self.save.setEnabled(on)
        self.other.setEnabled(on)
        self.print.setEnabled(on and self._printable)
        self.smaller.setEnabled(on and self.pages.zoom > ZOOMS[0])
        self.larger.setEnabled(on and self.pages.zoom < ZOOMS[-1])

    @Slot(int)
    def _page_changed(self, page: int) -> None:
        if self._proof is not None and page >= 0:
            self.thumbnails.mark(page)
            self.state.say(self._proof.document.page_label(page))

    def _enlarge(self, step: int) -> None:
        self.pages.step_zoom(step)
        self._allow(on=self._proof is not None)

    @Slot()
    def _print_pages(self) -> None:
        if self._proof is None or not self.print.isEnabled():
            return
        try:
            print_document(self._proof.document, self._words, self)
        except AppError as error:
            tell(error, self._words, self)

    def ask(self, ending: FileFormat) -> None:
        """Ask for a name and save the pages on view."""
        if self._proof is None or not self.save.isEnabled():
            return
        folder = self._saved.parent if self._saved else Path.home()
        proposed = str(folder / file_name(self._proof.document.report.title, ending))
        kind = FORMATS[ending]
        title = self._words.text("Save as PDF") if ending is FileFormat.PDF else self._words.text(kind.name)
        chosen, _ = QFileDialog.getSaveFileName(self, title, proposed, self._words.text(kind.filter))
        if chosen:
            self.save_to(Path(chosen), ending)

    def save_to(self, path: Path, ending: FileFormat) -> None:
        """Write what is shown; the ending is added where the name has none. A failure is told in words."""
        proof = self._proof
        if proof is None or self._saving is not None:
            return
        whole = path if path.suffix else path.with_name(f"{path.name}.{ending.value}")
        self._saving = Job(lambda _wanted: write_file(whole, FORMATS[ending].write(proof)), self)
        self._saving.done.connect(lambda _nothing: self._show_saved(whole))
        self._saving.failed.connect(lambda error: tell(error, self._words, self))
        self._saving.finished.connect(self._saving_over)
        self._allow(on=False)
        self.state.say(self._words.text("Saving…"))
        self._saving.start()

    def _show_saved(self, path: Path) -> None:
        self._saved = path
        self.folder.show()
        self.note.setText(self._words.text("Saved: {file}").format(file=path.name[:200]))
        self.note.show()

    @Slot()
    def _saving_over(self) -> None:
        if self._saving is not None:
            self._saving.deleteLater()
            self._saving = None
        self._allow(on=self._proof is not None and not self._press.is_busy)
        self._page_changed(self.pages.page)

    @Slot()
    def _open_folder(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))

    def show_kind(self, kind: ReportKind) -> None:
        """Go to another report."""
        self.options.kind.setCurrentIndex(self.options.kind.findData(kind.value))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the room to what matters most: the pages."""
        super().resizeEvent(event)
        self.thumbnails.setVisible(self.width() >= scaled(_ROOM_FOR_THUMBNAILS))
        self.options.setFixedWidth(min(scaled(_OPTIONS_WIDTH), self.width() * 45 // 100))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Let no thread outlive the window."""
        self._end()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Qt calls this however the dialog ends."""
        self._end()
        super().done(result)

    def _end(self) -> None:
        self._press.stop()
        if self._saving is not None:
            self._saving.wait()
