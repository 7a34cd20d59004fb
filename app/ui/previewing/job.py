"""Work on paper away from the window's thread."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QThread, Signal, Slot

from app.model.problem import AppError
from app.paper.document import Document, LayoutStoppedError, lay_out
from app.paper.size import PaperSize
from app.report.build import Order, Work, build, prepare
from app.report.dossier import Dossier
from app.report.marks import Marker

#: While pages are made, each thread lets the other one in after this time: the window asks for its turn at every call into Qt.
_TURN_SECONDS = 0.0002


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person set in the window."""

    order: Order
    paper: PaperSize
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A finished report: what was wanted, the facts in it, and its pages."""

    wanted: Wanted
    work: Work
    document: Document


def make_proof(dossier: Dossier, wanted: Wanted, marker: Marker, is_wanted: Callable[[], bool]) -> Proof:
    """Mask, write and lay out. Raises AppError, LayoutStoppedError."""
    work = prepare(replace(dossier, made_by=wanted.made_by), wanted.order, marker)
    if not is_wanted():
        raise LayoutStoppedError
    return Proof(wanted, work, lay_out(build(work), wanted.paper, is_wanted))


class Job(QThread):
    """One piece of work. done carries what it gives, failed an AppError; neither comes when it was stopped."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[Callable[[], bool]], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def run(self) -> None:
        """Qt calls this in the new thread."""
        try:
            result = self._work(self._is_wanted)
        except LayoutStoppedError:
            return
        except AppError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the last net: the window shows it, nothing is swallowed
            self.failed.emit(AppError(f"{type(error).__name__}: {error}"))
        else:
            if self._is_wanted():
                self.done.emit(result)

    def _is_wanted(self) -> bool:
        return not self.isInterruptionRequested()


class Press(QObject):
    """Makes one proof after the other; of several wishes only the last one is made. ready carries a Proof, failed an AppError."""

    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, dossier: Dossier, marker: Marker, parent: QObject) -> None:
        super().__init__(parent)
        self._dossier, self._marker = dossier, marker
        self._job: Job | None = None
        self._next: Wanted | None = None
        self._usual_turn_seconds = sys.getswitchinterval()

    @property
    def is_busy(self) -> bool:
        """Whether pages are being made."""
        return self._job is not None

    def make(self, wanted: Wanted) -> None:
        """Make these pages; what is being made for an earlier wish is given up."""
        if self._job is not None:
            self._next = wanted
            self._job.requestInterruption()
            return
        dossier, marker = self._dossier, self._marker
        self._job = Job(lambda is_wanted: make_proof(dossier, wanted, marker, is_wanted), self)
        self._job.done.connect(self.ready)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._over)
        self._usual_turn_seconds = sys.getswitchinterval()
        # A scan that runs in the background has set a shorter time and sets it back itself.
        sys.setswitchinterval(min(self._usual_turn_seconds, _TURN_SECONDS))
        self._job.start()

    def stop(self) -> None:
        """Give up and wait for the thread, for closing."""
        self._next = None
        if self._job is not None:
            self._job.requestInterruption()
            self._job.wait()

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        """What went wrong with an earlier wish concerns nobody any more."""
        if self._next is None:
            self.failed.emit(error)

    @Slot()
    def _over(self) -> None:
        if self._usual_turn_seconds > _TURN_SECONDS:
            sys.setswitchinterval(self._usual_turn_seconds)
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        if self._next is not None:
            wanted, self._next = self._next, None
            self.make(wanted)
