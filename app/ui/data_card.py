"""What the program keeps for the person: save all of it, take it in, see where it lies, delete it."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.model.problem import AppError, InventoryInUseError
from app.ui.flow import Flow
from app.ui.keeping import Keeping
from app.ui.problem_strip import ProblemStrip
from app.ui.widgets import Button, Card, Label
from app.words import Words


class DataCard(Card):
    """kept_changed: what is kept is another now."""

    kept_changed = Signal()

    def __init__(self, keeping: Keeping, parent: QWidget | None = None) -> None:
        super().__init__("box", parent=parent)
        self._keeping = keeping
        self._heading, self._about, self._said = Label(role="heading"), Label(role="note"), Label()
        self.problem = ProblemStrip()
        self.save_button, self.take_button = Button("save"), Button("plus")
        self.folder_button, self.delete_button = Button(role="quiet"), Button("close", role="quiet")
        buttons = QWidget()
        buttons.setLayout(Flow(self.save_button, self.take_button, self.folder_button, self.delete_button))
        for widget in (self._heading, self._about, self.problem, self._said, buttons):
            self.column.addWidget(widget)
        self._said.hide()
        self.save_button.clicked.connect(self._save)
        self.take_button.clicked.connect(self._take)
        self.folder_button.clicked.connect(self._open_folder)
        self.delete_button.clicked.connect(self._delete)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._words = words
        self._heading.setText(words.text("Your data"))
        self._about.setText(
            words.text("Scans, names, notes, photos, decisions and ticks lie on this computer: {folder}").format(
                folder=str(self._keeping.own.path.parent)
            )
        )
        self.save_button.setText(words.text("Save a copy of everything"))
        self.take_button.setText(words.text("Take in a copy"))
        self.folder_button.setText(words.text("Open the folder"))
        self.delete_button.setText(words.text("Delete everything"))

    def save(self, path: Path) -> None:
        """Write everything that is kept to a file."""
        from app.inventory.archive import export  # noqa: PLC0415 - the window opens without it

        try:
            export(self._keeping.own, path)
        except AppError as error:
            self._fail(error)
            return
        self._say(self._words.text("A copy of everything lies in {file}.").format(file=path.name))

    def take_in(self, path: Path) -> None:
        """Add what a file holds."""
        from app.inventory.archive import take_in  # noqa: PLC0415 - likewise

        try:
            taken = take_in(self._keeping.own, path)
        except AppError as error:
            self._fail(error)
            return
        words = self._words
        said = [words.plural("{count} device was taken in.", "{count} devices were taken in.", taken.devices)]
        if taken.future:
            said.append(
                words.plural(
                    "{count} entry in the file has a date in the future: it got the date of today.",
                    "{count} entries in the file have a date in the future: they got the date of today.",
                    taken.future,
                )
            )
        if taken.photos_left:
            said.append(
                words.plural(
                    "{count} photo was left out, because its device has as many as are kept.",
                    "{count} photos were left out, because their devices have as many as are kept.",
                    taken.photos_left,
                )
            )
        self._say(" ".join(said))
        self.kept_changed.emit()

    def delete(self) -> None:
        """Delete everything that is kept."""
        from app.report.marks import forget_secret  # noqa: PLC0415 - likewise

        problem: AppError | None = None
        try:
            forget_secret(self._keeping.own.path.parent)
            self._keeping.own.delete_everything()
        except InventoryInUseError as error:
            problem = error
        except AppError as error:
            self._fail(error)
            return
        self._keeping.site = 1
        self._say(self._words.text("Everything was deleted."))
        self.kept_changed.emit()
        if problem is not None:
            self._fail(problem)

    @Slot()
    def _save(self) -> None:
        words = self._words
        day = dt.datetime.now().astimezone().date().isoformat()
        name, _ = QFileDialog.getSaveFileName(
            self, words.text("Save a copy of everything"), f"camera-check-{day}.zip", words.text("Zip files (*.zip)")
        )
        if name:
            self.save(Path(name) if Path(name).suffix else Path(name).with_suffix(".zip"))

    @Slot()
    def _take(self) -> None:
        words = self._words
        name, _ = QFileDialog.getOpenFileName(self, words.text("Take in a copy"), "", words.text("Zip files (*.zip)"))
        if name:
            self.take_in(Path(name))

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._keeping.own.path.parent)))

    @Slot()
    def _delete(self) -> None:
        words = self._words
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            words.text("Camera Check"),
            words.text("Delete all scans, names, notes, photos, decisions and ticks?"),
            parent=self,
        )
        box.setInformativeText(words.text("This cannot be undone. Save a copy first if you are not sure."))
        yes = box.addButton(words.text("Delete everything"), QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(words.text("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.exec()
        if box.clickedButton() is yes:
            self.delete()

    def _say(self, text: str) -> None:
        self.problem.hide()
        self._said.say(text)
        self._said.show()

    def _fail(self, error: AppError) -> None:
        self._said.hide()
        self.problem.show_problems([error], self._words)
