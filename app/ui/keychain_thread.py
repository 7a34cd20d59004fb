"""The door between the window and the system's keychain, which may ask the person for its own password and wait."""

import threading
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.model.problem import AppError
from app.model.sign_in import Credentials

if TYPE_CHECKING:
    from app.inventory.keychain import Keychain

FindKeychain = Callable[[], "Keychain | None"]
_Answer = AppError | tuple[bool, Credentials | None]


def real_keychain() -> "Keychain | None":
    """The one of the system."""
    from app.inventory.keychain import system_keychain  # noqa: PLC0415 - keyring loads in the thread

    return system_keychain()


_LOOK_EVERY_MS = 40


class KeychainThread(QObject):
    """Looks for the keychain; with credentials keeps them, with forget takes them out, else reads what is kept.

    looked carries whether there is a keychain, and the kept Credentials or None; changed, after keeping or taking out, whether there
    is one and whether it keeps them; failed an AppError. A keychain that waits for the person never holds up the end of the program:
    the thread is a daemon, which a QThread cannot be, and touches nothing of Qt.
    """

    looked = Signal(bool, object)
    changed = Signal(bool, bool)
    failed = Signal(object)

    def __init__(
        self,
        device_id: str,
        find: FindKeychain,
        *,
        credentials: Credentials | None = None,
        forget: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reads = credentials is None and not forget
        self._answers: SimpleQueue[_Answer] = SimpleQueue()
        self._work: Callable[[], None] = partial(_work, self._answers, device_id, find, credentials, forget)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin. Called once."""
        work, self._work = self._work, _nothing
        threading.Thread(target=work, name="keychain", daemon=True).start()
        self._timer.start()

    def cancel(self) -> None:
        """No signal comes any more. What is being kept or taken out still is."""
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        try:
            answer = self._answers.get_nowait()
        except Empty:
            return
        self._timer.stop()
        if isinstance(answer, AppError):
            self.failed.emit(answer)
        elif self._reads:
            self.looked.emit(*answer)
        else:
            available, kept = answer
            self.changed.emit(available, kept is not None)


def _nothing() -> None:
    """The work is begun; its password is not kept here."""


def _work(
    answers: "SimpleQueue[_Answer]",
    device_id: str,
    find: FindKeychain,
    credentials: Credentials | None,
    forget: bool,
) -> None:
    try:
        keychain = find()
        if keychain is None:
            answers.put((False, None))
            return
        if credentials is not None:
            keychain.keep(device_id, credentials)
        elif forget:
            keychain.forget(device_id)
        else:
            credentials = keychain.read(device_id)
        answers.put((True, credentials))
    except AppError as error:
        answers.put(error)
    except Exception as error:  # noqa: BLE001 - the last net; only the kind of the fault, never a text that could hold a login
        answers.put(AppError(type(error).__name__))
