"""The only door between the window and the scan: one thread with its own event loop for one scan (style §5)."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from app.model.problem import AppError

if TYPE_CHECKING:
    import asyncio

    from app.model.events import ScanEvent, ScanRequest
    from app.model.network import Interface
    from app.words import Words

#: Longest time that events wait in the thread before they go to the window together.
_GATHER_SECONDS = 0.04
#: Longest time that the window spends on events before it looks at the mouse again.
_SLICE_SECONDS = 0.008
#: While a scan runs, each thread lets the other one in after this time: the window asks for its turn at every call into Qt.
_TURN_SECONDS = 0.00005


class RunningScan(Protocol):
    """What the thread needs of a scan. After stop() the events end with a ScanDone within a second."""

    def stop(self) -> None:
        """End early and keep what was found; called in the scan's own loop."""

    def events(self) -> AsyncIterator[ScanEvent]:
        """The events, the last one a ScanDone."""


def real_scan(request: ScanRequest) -> RunningScan:
    """The scan of app.scan."""
    from app.scan import Scan  # noqa: PLC0415 - the network code loads in the thread, so the window opens at once

    return Scan(request)


def load_ahead(words: Words) -> None:
    """Begin to load what a scan and the pages of its results need, away from the window's thread; returns at once. Sends nothing."""
    threading.Thread(target=_load, args=(words,), name="load ahead", daemon=True).start()


def _load(words: Words) -> None:
    words.prepare()
    from app.knowledge.load import load  # noqa: PLC0415 - that is what is loaded
    from app.scan import Scan  # noqa: F401, PLC0415 - likewise

    # Whatever is wrong is told when a scan needs it.
    with suppress(AppError):
        knowledge = load()
        knowledge.prepare()
        knowledge.prepare_pages()


def own_interfaces() -> Sequence[Interface]:
    """The adapters of this computer, for the choice of networks in the settings."""
    from app.scan import interfaces  # noqa: PLC0415 - likewise

    return interfaces()


class _Worker(QThread):
    """Runs the scan. arrived carries a tuple of events."""

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, request: ScanRequest, make_scan: Callable[[ScanRequest], RunningScan], parent: QObject) -> None:
        super().__init__(parent)
        self._request = request
        self._make_scan = make_scan
        self._loop: asyncio.AbstractEventLoop | None = None
        self._scan: RunningScan | None = None
        self._stop_wanted = False
        self._gathered: list[ScanEvent] = []
        self._flush_planned: asyncio.TimerHandle | None = None

    def run(self) -> None:
        """Qt calls this in the new thread."""
        import asyncio  # noqa: PLC0415 - the window opens without it

        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                self._loop = runner.get_loop()
                runner.run(self._forward())
        except AppError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the last net: the window shows it, nothing is swallowed
            self.failed.emit(AppError(f"{type(error).__name__}: {error}"))

    def ask_to_stop(self) -> None:
        """Stop soon; safe from the window's thread before, during and after the scan."""
        self._stop_wanted = True
        loop = self._loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(self._stop_scan)
        except RuntimeError:  # the loop has just closed: there is nothing left to stop
            return

    def _stop_scan(self) -> None:
        if self._scan is not None:
            self._scan.stop()

    async def _forward(self) -> None:
        self._scan = self._make_scan(self._request)
        if self._stop_wanted:
            self._scan.stop()
        try:
            async for event in self._scan.events():
                self._gather(event)
        finally:
            self._flush()

    def _gather(self, event: ScanEvent) -> None:
        from app.model.events import ScanDone  # noqa: PLC0415 - the window opens without it

        self._gathered.append(event)
        if isinstance(event, ScanDone):
            self._flush()
        elif self._flush_planned is None and self._loop is not None:
            self._flush_planned = self._loop.call_later(_GATHER_SECONDS, self._flush)

    def _flush(self) -> None:
        if self._flush_planned is not None:
            self._flush_planned.cancel()
            self._flush_planned = None
        if self._gathered:
            self.arrived.emit(tuple(self._gathered))
            self._gathered = []


class ScanThread(QObject):
    """One scan. scan_event carries a ScanEvent, failed an AppError; ended comes last, when the thread is gone.

    Events are handed out a few at a time, so that a flood of them never holds up the window.
    """

    scan_event = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self,
        request: ScanRequest,
        make_scan: Callable[[ScanRequest], RunningScan] = real_scan,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker = _Worker(request, make_scan, self)
        self._waiting: deque[ScanEvent] = deque()
        self._error: AppError | None = None
        self._over = False
        self._usual_turn_seconds = sys.getswitchinterval()
        self._pump = QTimer(self)
        self._pump.setInterval(0)
        self._pump.timeout.connect(self._hand_out)
        self._worker.arrived.connect(self._take)
        self._worker.failed.connect(self._take_failure)
        self._worker.finished.connect(self._finish)

    def start(self) -> None:
        """Begin. Called once."""
        self._usual_turn_seconds = sys.getswitchinterval()
        sys.setswitchinterval(_TURN_SECONDS)
        self._worker.start()

    def cancel(self) -> None:
        """Stop early and keep what was found. Any number of times, at any time."""
        self._worker.ask_to_stop()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end, for closing the window. True when it ended in time."""
        return self._worker.wait(milliseconds)

    @property
    def is_running(self) -> bool:
        """True from start() until ended."""
        return not self._over

    @Slot(object)
    def _take(self, events: tuple[ScanEvent, ...]) -> None:
        self._waiting.extend(events)
        self._pump.start()

    @Slot(object)
    def _take_failure(self, error: AppError) -> None:
        self._error = error
        self._pump.start()

    @Slot()
    def _finish(self) -> None:
        self._over = True
        sys.setswitchinterval(self._usual_turn_seconds)
        self._pump.start()

    @Slot()
    def _hand_out(self) -> None:
        until = time.perf_counter() + _SLICE_SECONDS
        while self._waiting and time.perf_counter() < until:
            self.scan_event.emit(self._waiting.popleft())
        if self._waiting:
            return
        if self._error is not None:
            error, self._error = self._error, None
            self.failed.emit(error)
        self._pump.stop()
        if self._over:
            self.ended.emit()
