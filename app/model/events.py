"""What a scan tells while it runs, and what it was asked."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.model.device import Device
from app.model.network import Scope
from app.model.problem import AppError
from app.model.sighting import Sighting
from app.model.text import Sentence


class Step(StrEnum):
    """The parts of a scan as a person sees them."""

    PREPARE = "prepare"
    ASK = "ask"
    SWEEP = "sweep"
    VISIT = "visit"
    LISTEN = "listen"


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """What to scan. networks are CIDR texts; empty means the usual networks of this computer.

    thorough listens for 10 s instead of 4 s. practice uses the pretend cameras on this computer and sends nothing else.
    shared_address_space allows 100.64/10.
    """

    networks: tuple[str, ...] = ()
    interfaces: tuple[str, ...] = ()
    practice: bool = False
    thorough: bool = False
    shared_address_space: bool = False


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """How one question went: how often it was sent, how many addresses were asked one by one, how many devices answered."""

    question: str
    sent: int = 0
    addresses_asked: int = 0
    answered: int = 0
    available: bool = True


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where we looked and what stays invisible. Seconds are since the start of the scan.

    last_change_seconds is when a value that a person sees last changed.
    datagrams and connections are the largest number sent to any one device.
    """

    networks: tuple[str, ...] = ()
    interfaces: tuple[str, ...] = ()
    questions: tuple[QuestionRecord, ...] = ()
    addresses_asked: int = 0
    addresses_answered: int = 0
    not_reached: tuple[str, ...] = ()
    left_out: int = 0
    cannot_see: tuple[Sentence, ...] = ()
    first_device_seconds: float | None = None
    last_change_seconds: float | None = None
    most_datagrams_to_one_device: int = 0
    most_connections_to_one_device: int = 0


@dataclass(frozen=True, slots=True)
class ScanResult:
    """All that a scan found. Times carry their zone."""

    started: datetime
    finished: datetime
    app_version: str
    knowledge_date: str
    coverage: Coverage
    devices: tuple[Device, ...] = ()
    problems: tuple[AppError, ...] = ()
    practice: bool = False
    stopped_early: bool = False


@dataclass(frozen=True, slots=True)
class StepChanged:
    """Progress: a step began, went on or (done == total) ended. seconds_left is None when it cannot be told."""

    step: Step
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    scopes: tuple[Scope, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SightingSeen:
    """An answer came in."""

    sighting: Sighting


@dataclass(frozen=True, slots=True)
class DeviceSeen:
    """A device is there that was not there before."""

    device: Device
    seconds: float


@dataclass(frozen=True, slots=True)
class DeviceUpdated:
    """More is known of a device. replaced holds ids of devices that turned out to be this one."""

    device: Device
    seconds: float
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemMet:
    """Something failed on the way; the scan goes on."""

    problem: AppError


@dataclass(frozen=True, slots=True)
class ScanDone:
    """The scan is over, or was stopped; what was found is kept."""

    result: ScanResult


ScanEvent = StepChanged | SightingSeen | DeviceSeen | DeviceUpdated | ProblemMet | ScanDone
