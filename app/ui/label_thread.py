"""Looks a label up away from the window's thread: the rules load once, and a photo takes its time."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from app.model.label import LabelText
from app.model.problem import AppError


class LabelThread(QThread):
    """One label. done carries a LabelAnswer, failed an AppError; one of the two comes, then the thread ends."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, what: Path | Sequence[LabelText], parent: QObject) -> None:
        """What to read: a picture, or the texts themselves."""
        super().__init__(parent)
        self._what = what

    def run(self) -> None:
        """Qt calls this in the new thread."""
        from app.label import look_up  # noqa: PLC0415 - the window opens without the rules

        try:
            texts = self._photographed(self._what) if isinstance(self._what, Path) else self._what
            answer = look_up(texts, dt.datetime.now().astimezone().date())
        except AppError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the last net: the window shows it, nothing is swallowed
            self.failed.emit(AppError(f"{type(error).__name__}: {error}"))
        else:
            self.done.emit(answer)

    @staticmethod
    def _photographed(path: Path) -> Sequence[LabelText]:
        from app.photo import read_photo  # noqa: PLC0415 - the window opens without the reader of codes

        return read_photo(path)
