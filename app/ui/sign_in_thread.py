"""The door between the window and signing in: one thread with its own event loop for one press of the button (style §5)."""

import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from app.model.problem import AppError
from app.model.sign_in import SignedIn, SignInRequest

if TYPE_CHECKING:
    import asyncio

SignIn = Callable[[SignInRequest], Awaitable[SignedIn]]


def real_sign_in(request: SignInRequest) -> Awaitable[SignedIn]:
    """The one of app.scan."""
    from app.scan.sign_in import sign_in  # noqa: PLC0415 - the network code loads in the thread, so the window opens at once

    return sign_in(request)


def load_libraries() -> None:
    """Begin to load what signing in needs, away from the window's thread; returns at once."""
    threading.Thread(target=_load, name="sign-in libraries", daemon=True).start()


def _load() -> None:
    from app.scan.sign_in import prepare  # noqa: PLC0415 - that is what is loaded

    # Whatever is wrong is told when the button is pressed.
    with suppress(AppError):
        prepare()


class SignInThread(QThread):
    """One try. done carries a SignedIn, failed an AppError; finished comes last, when the thread is gone."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, request: SignInRequest, sign_in: SignIn = real_sign_in, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._request: SignInRequest | None = request
        self._sign_in = sign_in
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[SignedIn] | None = None
        self._cancelled = False

    def run(self) -> None:
        """Qt calls this in the new thread."""
        import asyncio  # noqa: PLC0415 - the window opens without it

        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                self._loop = runner.get_loop()
                result = runner.run(self._work())
        except AppError as error:
            self.failed.emit(error)
        except asyncio.CancelledError:
            pass
        except Exception as error:  # noqa: BLE001 - the last net; only the kind of the fault, never a text that could hold a login
            self.failed.emit(AppError(type(error).__name__))
        else:
            self.done.emit(result)
        finally:
            # The password is not kept beyond the try.
            self._request = None

    def cancel(self) -> None:
        """End soon, with neither done nor failed; safe from the window's thread at any time."""
        self._cancelled = True
        loop, task = self._loop, self._task
        if loop is None or task is None:
            return
        try:
            loop.call_soon_threadsafe(task.cancel)
        except RuntimeError:  # the loop has just closed: there is nothing left to end
            return

    async def _work(self) -> SignedIn:
        import asyncio  # noqa: PLC0415 - likewise

        self._task = asyncio.current_task()
        if self._cancelled or self._request is None:
            raise asyncio.CancelledError
        return await self._sign_in(self._request)
