"""Says a problem in a box."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.model.problem import AppError
from app.words import Words


def tell(problem: AppError, words: Words, window: QWidget | None) -> None:
    """The sentence, the next step, and the details on demand; all of it is plain text."""
    box = QMessageBox(QMessageBox.Icon.Warning, words.text("Camera Check"), "", parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words.say(problem.sentence))
    box.setInformativeText(words.say(problem.next_step))
    if problem.detail and problem.detail != problem.template:
        box.setDetailedText(problem.detail)
    box.exec()
    box.deleteLater()
