"""Reads the photo of a label away from the window's thread."""

from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from app.model.problem import AppError


class PhotoThread(QThread):
    """One photo. done carries the texts of its codes, failed an AppError; one of the two comes, then the thread ends."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path

    def run(self) -> None:
        """Qt calls this in the new thread."""
        from app.photo import read_photo  # noqa: PLC0415 - the window opens without the reader of codes

        try:
            texts = read_photo(self._path)
        except AppError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the last net: the window shows it, nothing is swallowed
            self.failed.emit(AppError(f"{type(error).__name__}: {error}"))
        else:
            self.done.emit(texts)
