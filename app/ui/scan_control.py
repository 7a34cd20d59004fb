"""One scan at a time: starts it, leads its events to the page of results, and says when it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.model.problem import AppError
from app.ui.scan_thread import ScanThread
from app.ui.services import Services
from app.ui.settings import Settings

if TYPE_CHECKING:
    from app.model.events import ScanEvent, ScanRequest, ScanResult
    from app.ui.pages.results import ResultsPage

#: Longest time that closing waits for a scan to end.
_CLOSE_MS = 2000


class ScanControl(QObject):
    """began carries the ScanRequest, None when a scan runs already; updated a Device and the ids that it replaces.

    done carries the ScanResult as it is shown and as it was found, failed an AppError.
    """

    began = Signal(object)
    updated = Signal(object, tuple)
    done = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self,
        settings: Settings,
        services: Services,
        results: Callable[[], ResultsPage],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._settings, self._services, self._results = settings, services, results
        self._thread: ScanThread | None = None

    @property
    def is_running(self) -> bool:
        """True until the thread of a scan is gone."""
        return self._thread is not None

    def scan(self) -> None:
        """Scan the person's networks."""
        from app.model.events import ScanRequest  # noqa: PLC0415 - the window opens without it

        self._begin(ScanRequest(networks=self._settings.networks, thorough=self._settings.thorough))

    def practise(self) -> None:
        """Scan the pretend cameras."""
        from app.model.events import ScanRequest  # noqa: PLC0415 - likewise

        self._begin(ScanRequest(practice=True))

    @Slot()
    def again(self) -> None:
        """Scan what is shown once more: practice cameras or the person's networks."""
        result = self._results().result
        if result is not None and result.practice:
            self.practise()
        else:
            self.scan()

    @Slot()
    def stop(self) -> None:
        """Let the scan end soon; what was found stays."""
        if self._thread is not None:
            self._thread.cancel()

    def close(self) -> None:
        """End the scan and wait for it, for closing."""
        if self._thread is not None:
            self._thread.cancel()
            self._thread.wait(_CLOSE_MS)

    def _begin(self, request: ScanRequest) -> None:
        if self._thread is None:
            self._results().begin()
            self._thread = ScanThread(request, self._services.make_scan, self)
            self._thread.scan_event.connect(self._on_event)
            self._thread.failed.connect(self._on_failure)
            self._thread.ended.connect(self._on_end)
            self.began.emit(request)
            self._thread.start()
        else:
            self.began.emit(None)

    @Slot(object)
    def _on_event(self, event: ScanEvent) -> None:
        from app.model import events  # noqa: PLC0415 - likewise

        results = self._results()
        match event:
            case events.StepChanged():
                results.step(event)
            case events.SightingSeen():
                pass
            case events.DeviceSeen(device=device):
                results.put(self._services.completed(device))
            case events.DeviceUpdated(device=device, replaced=replaced):
                device = self._services.completed(device)
                results.put(device, replaced)
                self.updated.emit(device, replaced)
            case events.ProblemMet(problem=problem):
                results.meet(problem)
            case events.ScanDone(result=result):
                self._finish(result)

    def _finish(self, result: ScanResult) -> None:
        shown = self.show(result)
        self.done.emit(shown, in_order_of(shown, result))

    def show(self, result: ScanResult) -> ScanResult:
        """Show a result with what the person told, devices that they entered included; gives what is shown, in that order."""
        found = tuple(map(self._services.completed, result.devices))
        known = {device.id for device in found}
        entered = tuple(device for device in self._services.by_hand() if device.id not in known)
        return self._results().finish(replace(result, devices=found + entered))

    @Slot(object)
    def _on_failure(self, error: AppError) -> None:
        self._results().fail(error)
        self.failed.emit(error)

    @Slot()
    def _on_end(self) -> None:
        if self._thread is not None:
            self._thread.deleteLater()
            self._thread = None
        if self._results().is_scanning:
            self._on_failure(AppError("The scan ended without a result."))


def in_order_of(shown: ScanResult, found: ScanResult) -> ScanResult:
    """What was found, in the order in which it is shown."""
    devices = {device.id: device for device in found.devices}
    return replace(found, devices=tuple(devices[device.id] for device in shown.devices if device.id in devices))
