"""Pictures of a device: the person adds and removes them; what is kept is a small copy without place and time."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget

from app.model.kept import Photo
from app.model.problem import AppError
from app.ui.device_picture import small_picture
from app.ui.flow import Flow
from app.ui.keeping import Keeping
from app.ui.problem_strip import ProblemStrip
from app.ui.theme import Space, scaled
from app.ui.widgets import Button, Card, Label, column, empty, row
from app.words import Words

_THUMB = 150


class PhotosBox(Card):
    """Fill it with show_device()."""

    def __init__(self, keeping: Keeping, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.S, parent)
        self._keeping = keeping
        self._device_id = ""
        self._heading, self._lead = Label(role="heading"), Label(role="muted")
        self.problem = ProblemStrip()
        self._shelf = QWidget()
        self._flow = Flow()
        self._shelf.setLayout(self._flow)
        self.add_button = Button("plus")
        self.column.addLayout(column(self._heading, self._lead, spacing=Space.XS))
        for widget in (self.problem, self._shelf):
            self.column.addWidget(widget)
        self.column.addLayout(row(self.add_button, 1))
        self.add_button.clicked.connect(self._choose)

    def show_device(self, device_id: str, words: Words) -> None:
        """Show the pictures of a device."""
        if device_id != self._device_id:
            self.problem.hide()
        self._device_id, self._words = device_id, words
        self._heading.setText(words.text("Photos"))
        self._lead.setText(
            words.text(
                "For reports and for later: the view, the sticker, the cables. A small copy is kept, without place and time."
            )
        )
        self.add_button.setText(words.text("Add a photo"))
        try:
            photos = self._keeping.inventory.photos.of(device_id, self._keeping.site)
        except AppError as error:
            self.problem.show_problems([error], words)
            return
        empty(self._flow)
        for photo in photos:
            thumb = _Thumb(photo, words)
            thumb.remove_button.clicked.connect(lambda _checked=False, number=photo.id: self._remove(number))
            self._flow.addWidget(thumb)
            thumb.show()
        self._shelf.setVisible(bool(photos))

    def add(self, path: Path) -> None:
        """Keep a copy of a picture."""
        try:
            small = small_picture(path)
            self._keeping.inventory.photos.add(
                self._device_id, small.jpeg, (small.width, small.height), "", self._keeping.site
            )
        except AppError as error:
            self.problem.show_problems([error], self._words)
            return
        self.problem.hide()
        self.show_device(self._device_id, self._words)

    @Slot()
    def _choose(self) -> None:
        words = self._words
        names, _ = QFileDialog.getOpenFileNames(
            self, words.text("Add a photo"), "", words.text("Pictures (*.jpg *.jpeg *.png *.webp *.bmp)")
        )
        for name in names:
            self.add(Path(name))

    def _remove(self, number: int) -> None:
        words = self._words
        answer = QMessageBox.question(self, words.text("Camera Check"), words.text("Remove this photo?"))
        if answer != QMessageBox.StandardButton.Yes:
            return
        try:
            self._keeping.inventory.photos.remove(number)
        except AppError as error:
            self.problem.show_problems([error], words)
            return
        self.show_device(self._device_id, words)


class _Thumb(QWidget):
    def __init__(self, photo: Photo, words: Words) -> None:
        super().__init__()
        picture = QLabel()
        pixmap = QPixmap()
        pixmap.loadFromData(photo.jpeg, "JPG")
        side = scaled(_THUMB)
        picture.setPixmap(
            pixmap.scaled(
                QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        day = words.date(photo.added.astimezone().date()) if photo.added else ""
        name = words.text("Photo, added on {date}").format(date=day)
        picture.setAccessibleName(name)
        self.remove_button = Button(role="quiet")
        self.remove_button.setText(words.text("Remove"))
        self.remove_button.setAccessibleName(f"{self.remove_button.text()}: {name}")
        self.setLayout(column(picture, Label(day, role="note"), self.remove_button, spacing=Space.XS))
