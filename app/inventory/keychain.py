"""The login of a device in the system's own keychain, if the person asks for it. Nothing that keeps passwords readable is used."""

import importlib
import json
import sys
from typing import Any, Protocol

from app.model.sign_in import Credentials, KeychainError

_SERVICE = "Camera Check"
#: Keychains of the systems, in order of preference, named one by one: keyring itself would also take what a person or another
#: package set up, such as a plain file.
_SYSTEM = {
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
}
_DESKTOPS = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
)


class Keychain(Protocol):
    """Keeps the login of a device by the device's id. May wait for the person: never called in the window's thread."""

    def read(self, device_id: str) -> Credentials | None:
        """The kept login, None when there is none. Raises KeychainError."""

    def keep(self, device_id: str, credentials: Credentials) -> None:
        """Keep it. Raises KeychainError."""

    def forget(self, device_id: str) -> None:
        """Take it out; nothing happens when there is none. Raises KeychainError."""


def system_keychain() -> Keychain | None:
    """The keychain of this system; None where there is none, which is usual on a computer without a desktop."""
    for module, name in _SYSTEM.get(sys.platform, _DESKTOPS):
        try:
            backend = getattr(importlib.import_module(module), name)
            if backend.priority > 0:
                return SystemKeychain(backend())
        except Exception:  # noqa: BLE001, S112 - each says in its own way that it is not there
            continue
    return None


class SystemKeychain:
    """A keychain behind one backend of keyring. The login is one entry, so that user and password stay together."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def read(self, device_id: str) -> Credentials | None:
        """The kept login, None when there is none or it is not ours. Raises KeychainError."""
        try:
            text = self._backend.get_password(_SERVICE, device_id)
        except Exception as error:  # noqa: BLE001 - each backend has errors of its own
            raise KeychainError(type(error).__name__) from None
        try:
            user, password = json.loads(text or "[]")
        except (ValueError, TypeError):
            return None
        return Credentials(user, password) if isinstance(user, str) and isinstance(password, str) else None

    def keep(self, device_id: str, credentials: Credentials) -> None:
        """Keep it. Raises KeychainError."""
        text = json.dumps([credentials.user, credentials.password])
        try:
            self._backend.set_password(_SERVICE, device_id, text)
        except Exception as error:  # noqa: BLE001 - each backend has errors of its own
            raise KeychainError(type(error).__name__) from None

    def forget(self, device_id: str) -> None:
        """Take it out. Raises KeychainError."""
        try:
            if self._backend.get_password(_SERVICE, device_id) is not None:
                self._backend.delete_password(_SERVICE, device_id)
        except Exception as error:  # noqa: BLE001 - each backend has errors of its own
            raise KeychainError(type(error).__name__) from None
