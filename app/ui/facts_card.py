"""The facts that the program uses: how old they are, taking in newer ones from a file, and whose signature is trusted."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QThread, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.model.problem import AppError, FileNotReadableError
from app.ui.flow import Flow
from app.ui.problem_strip import ProblemStrip
from app.ui.widgets import Button, Card, Label
from app.words import Words

_KEY_DIGITS = 64


class TakeIn(QThread):
    """Checks and proves one file away from the window's thread; ends with done or failed."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._path = path

    def run(self) -> None:
        """Emits the day of the new facts, or the AppError."""
        from app.knowledge.load import load  # noqa: PLC0415 - the window opens without it
        from app.knowledge.packs import Packs  # noqa: PLC0415 - likewise
        from app.places import pack_folder  # noqa: PLC0415 - likewise

        try:
            have = dt.date.fromisoformat(load().date)
            pack = Packs(pack_folder()).take_in(self._path, have, _wrong)
        except AppError as error:
            self.failed.emit(error)
        else:
            self.done.emit(pack.date)


def _wrong(folder: Path) -> str:
    """What is wrong with a folder of facts, "" when nothing is. Every part is read. Raises KnowledgeError."""
    from app.knowledge.check import problems  # noqa: PLC0415 - the window opens without it
    from app.knowledge.load import Knowledge  # noqa: PLC0415 - likewise

    knowledge = Knowledge(folder)
    knowledge.prepare()
    knowledge.prepare_pages()
    return "\n".join(problems(knowledge))


def choose_file(parent: QWidget, title: str, pattern: str) -> str:
    """Ask for a file; "" when the person changes their mind."""
    return QFileDialog.getOpenFileName(parent, title, "", pattern)[0]


def confirmed(parent: QWidget, question: str, consequence: str, words: Words) -> bool:
    """Ask before something that the person may want to think about; No is the answer of the Enter key."""
    box = QMessageBox(QMessageBox.Icon.Question, words.text("Camera Check"), question, parent=parent)
    box.setInformativeText(consequence)
    yes = box.addButton(words.text("Yes, add"), QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(words.text("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.exec()
    return box.clickedButton() is yes


def facts_date() -> str:
    """The day of the facts that count, YYYY-MM-DD. Raises KnowledgeError."""
    from app.knowledge.load import load  # noqa: PLC0415 - the window opens without it

    return load().date


class FactsCard(Card):
    """Shown in the settings. changed: other facts count from now on."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words: Words | None = None
        self._work: TakeIn | None = None
        self._heading, self._date, self._note = Label(role="heading"), Label(), Label(role="note")
        self.problem = ProblemStrip()
        self.take_in_button, self.signer_button = Button("save"), Button("plus", role="quiet")
        self.back_button = Button("back", role="quiet")
        buttons = QWidget()
        buttons.setLayout(Flow(self.take_in_button, self.signer_button, self.back_button))
        for widget in (self._heading, self._date, self._note, self.problem, buttons):
            self.column.addWidget(widget)
        self.problem.hide()
        self.take_in_button.clicked.connect(self._choose)
        self.signer_button.clicked.connect(self._add_signer)
        self.back_button.clicked.connect(self._go_back)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._words = words
        self._heading.setText(words.text("Facts"))
        self.take_in_button.setText(words.text("Take in newer facts…"))
        self.signer_button.setText(words.text("Add a signer…"))
        self.back_button.setText(words.text("Use the facts of the program"))
        self._note.setText(
            words.text(
                "Makers, rules and published notes come with the program. Newer ones can be taken in from a signed file;"
                " nothing is fetched from the internet."
            )
        )
        self._show_date(words)

    def _show_date(self, words: Words) -> None:
        """Never raises: a person whose facts are damaged comes here to take in others."""
        from app.knowledge.current import facts_folder, problems_met  # noqa: PLC0415 - the window opens without it
        from app.places import resources_folder  # noqa: PLC0415 - likewise

        told: list[AppError] = list(problems_met())
        try:
            day = words.date(dt.date.fromisoformat(facts_date()))
        except AppError as error:
            told.append(error)
            day = ""
        told += problems_met()
        taken_in = facts_folder() != resources_folder()
        text = words.text("Facts of {date}, from a file") if taken_in else words.text("Facts of {date}")
        self._date.setText(text.format(date=day) if day else "")
        self.back_button.setVisible(taken_in)
        if told:
            self.problem.show_problems(told, words)

    @Slot()
    def _choose(self) -> None:
        if self._words is None or self._work is not None:
            return
        pattern = self._words.text("Files of facts (*.zip)")
        if name := choose_file(self, self._words.text("Take in newer facts"), pattern):
            self.take_in(Path(name))

    def take_in(self, path: Path) -> None:
        """Check the file in the background; the result is shown here."""
        if self._words is None or self._work is not None:
            return
        self.problem.hide()
        self.take_in_button.setEnabled(False)
        self._date.setText(self._words.text("Checking {file}…").format(file=path.name))
        self._work = TakeIn(path, self)
        self._work.done.connect(self._taken_in)
        self._work.failed.connect(self._refused)
        self._work.finished.connect(self._idle)
        self._work.start()

    @Slot(object)
    def _taken_in(self, _date: object) -> None:
        self._facts_changed()

    @Slot(object)
    def _refused(self, error: object) -> None:
        if self._words is not None and isinstance(error, AppError):
            self.problem.show_problems([error], self._words)

    @Slot()
    def _idle(self) -> None:
        self._work = None
        self.take_in_button.setEnabled(True)
        if self._words is not None:
            self._show_date(self._words)

    @Slot()
    def _go_back(self) -> None:
        from app.knowledge.packs import Packs  # noqa: PLC0415 - the window opens without it
        from app.places import pack_folder  # noqa: PLC0415 - likewise

        if self._words is None:
            return
        self.problem.hide()
        try:
            Packs(pack_folder()).forget()
        except AppError as error:
            self.problem.show_problems([error], self._words)
        self._facts_changed()

    def _facts_changed(self) -> None:
        from app.knowledge.load import load  # noqa: PLC0415 - the window opens without it
        from app.ui.fact_words import published  # noqa: PLC0415 - likewise

        load.cache_clear()
        published.cache_clear()
        if self._words is not None:
            self._show_date(self._words)
        self.changed.emit()

    @Slot()
    def _add_signer(self) -> None:
        words = self._words
        if words is None:
            return
        name = choose_file(self, words.text("Add a signer"), words.text("Signers (*.signer)"))
        if not name:
            return
        from app.knowledge.pack import mark_of  # noqa: PLC0415 - the window opens without it
        from app.knowledge.packs import Packs  # noqa: PLC0415 - likewise
        from app.places import pack_folder  # noqa: PLC0415 - likewise

        try:
            key = public_key(Path(name))
            question = words.text("The mark of this signer is {mark}.").format(mark=mark_of(key))
            consequence = words.text(
                "Add the signer only when the publisher told you the same mark by phone or on their web page."
                " Facts that carry this signature are then taken in without another question."
            )
            if confirmed(self, question, consequence, words):
                Packs(pack_folder()).trust(key)
            self.problem.hide()
        except AppError as error:
            self.problem.show_problems([error], words)


def public_key(path: Path) -> bytes:
    """The key in a .signer file: 64 hexadecimal digits. Raises FileNotReadableError."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_KEY_DIGITS + 2).decode("ascii").strip()
        key = bytes.fromhex(text)
    except (OSError, ValueError) as error:
        raise FileNotReadableError(str(error), file=path.name) from error
    if len(text) != _KEY_DIGITS:
        raise FileNotReadableError("not a key", file=path.name)
    return key
