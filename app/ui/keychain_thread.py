"""The door between the window and the system's keychain, which may ask the person for its own password and wait."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.model.problem import AppError
from app.model.sign_in import Credentials

if TYPE_CHECKING:
    from app.inventory.keychain import Keychain

FindKeychain = Callable[[], "Keychain | None"]


def real_keychain() -> "Keychain | None":
    """The one of the system."""
    from app.inventory.keychain import system_keychain  # noqa: PLC0415 - keyring loads in the thread

    return system_keychain()


class KeychainThread(QObject):
    """Looks for the keychain; with credentials keeps them, with forget takes them out, else reads what is kept.

    looked carries whether there is a keychain, and the kept Credentials or None; failed an AppError. A keychain that waits for the
    person never holds up the end of the program: the thread is a daemon, which a QThread cannot be.
    """

    looked = Signal(bool, object)
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
        self._device_id = device_id
        self._find = find
        self._credentials = credentials
        self._forget = forget

    def start(self) -> None:
        """Begin. Called once."""
        threading.Thread(target=self._run, name="keychain", daemon=True).start()

    def _run(self) -> None:
        with suppress(RuntimeError):  # whoever asked is gone by now
            self._look()

    def _look(self) -> None:
        credentials, self._credentials = self._credentials, None
        try:
            keychain = self._find()
            if keychain is None:
                self.looked.emit(False, None)
                return
            if credentials is not None:
                keychain.keep(self._device_id, credentials)
            elif self._forget:
                keychain.forget(self._device_id)
            else:
                credentials = keychain.read(self._device_id)
            self.looked.emit(True, credentials)
        except AppError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the last net; only the kind of the fault, never a text that could hold a login
            self.failed.emit(AppError(type(error).__name__))
