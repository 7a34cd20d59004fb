"""The door between the window and watching devices: one thread with its own event loop for one watch (style §5)."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from app.model.problem import AppError
from app.model.watch import WatchNews, WatchRequest

if TYPE_CHECKING:
    import asyncio

Watch = Callable[[WatchRequest, Callable[[WatchNews], None]], Awaitable[None]]


def real_watch(request: WatchRequest, tell: Callable[[WatchNews], None]) -> Awaitable[None]:
    """The one of app.scan."""
    from app.scan.watch import watch  # noqa: PLC0415 - the network code loads in the thread, so the window opens at once

    return watch(request, tell)


class WatchThread(QThread):
    """One watch. news carries a WatchNews, failed an AppError; finished comes last, when the thread is gone."""

    news = Signal(object)
    failed = Signal(object)

    def __init__(self, request: WatchRequest, watch: Watch = real_watch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._request = request
        self._watch = watch
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._cancelled = False

    def run(self) -> None:
        """Qt calls this in the new thread."""
        import asyncio  # noqa: PLC0415 - the window opens without it

        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                self._loop = runner.get_loop()
                runner.run(self._work())
        except AppError as error:
            self.failed.emit(error)
        except asyncio.CancelledError:
            pass
        except Exception as error:  # noqa: BLE001 - the last net: the page shows it, nothing is swallowed
            self.failed.emit(AppError(f"{type(error).__name__}: {error}"))

    def cancel(self) -> None:
        """End soon; safe from the window's thread at any time."""
        self._cancelled = True
        loop, task = self._loop, self._task
        if loop is None or task is None:
            return
        try:
            loop.call_soon_threadsafe(task.cancel)
        except RuntimeError:  # the loop has just closed: there is nothing left to end
            return

    async def _work(self) -> None:
        import asyncio  # noqa: PLC0415 - likewise

        self._task = asyncio.current_task()
        if self._cancelled:
            raise asyncio.CancelledError
        await self._watch(self._request, self.news.emit)
