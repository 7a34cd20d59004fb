"""All that a report is written from, in one value: scans, what the person keeps, what is published, for whom, and when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from app.model.advisory import Advisory
from app.model.company import Company
from app.model.decision import Decision, FactsThen
from app.model.device import Device
from app.model.events import ScanResult
from app.model.guide import Guide
from app.model.kept import DeviceNotes, Photo, ToldFirmware
from app.model.policy import Audience, PolicyFact


class ReportKind(StrEnum):
    """The reports; the value is the word of the command line (design §7). KEY is the page that stays at home."""

    RECORD = "record"
    INSURER = "insurer"
    INSTALLER = "installer"
    TENANT = "tenant"
    AUDIT = "audit"
    DEVICE = "device"
    GUIDE = "guide"
    NEEDS = "needs"
    KEY = "key"


#: Reports whose reader has no use for numbers and addresses. An insurer needs serial numbers: they prove what was owned.
MASKED_BY_DEFAULT = frozenset({ReportKind.INSTALLER, ReportKind.TENANT, ReportKind.AUDIT})


class Part(StrEnum):
    """What a person may put into a report or leave out; the value is the word of the command line.

    Beside marks rooms are numbered; ROOM_NAMES puts in what the person calls them.
    """

    PHOTOS = "photos"
    ROOMS = "rooms"
    ROOM_NAMES = "room-names"
    PLAN = "room-plan"
    QR = "qr"
    SIGNATURE = "signature"
    STATEMENTS = "statements"
    OTHERS = "others"
    QUESTIONS = "questions"
    EVIDENCE = "evidence"


#: What each report holds when nobody chose.
PARTS: Mapping[ReportKind, frozenset[Part]] = MappingProxyType(
    {
        ReportKind.RECORD: frozenset(Part) - {Part.PHOTOS, Part.QR, Part.PLAN, Part.ROOM_NAMES},
        ReportKind.INSURER: frozenset({Part.PHOTOS, Part.ROOMS, Part.SIGNATURE}),
        ReportKind.INSTALLER: frozenset({Part.PHOTOS, Part.ROOMS, Part.SIGNATURE}),
        ReportKind.TENANT: frozenset({Part.ROOMS, Part.SIGNATURE}),
        ReportKind.AUDIT: frozenset({Part.ROOMS, Part.SIGNATURE, Part.STATEMENTS, Part.QUESTIONS, Part.EVIDENCE}),
        ReportKind.DEVICE: frozenset(Part) - {Part.QR, Part.PLAN, Part.EVIDENCE, Part.ROOM_NAMES},
        ReportKind.GUIDE: frozenset({Part.ROOMS, Part.SIGNATURE}),
        ReportKind.NEEDS: frozenset({Part.ROOMS, Part.PHOTOS}),
        ReportKind.KEY: frozenset({Part.ROOMS}),
    }
)


_NO_WORDS = DeviceNotes()


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


def _no_guides() -> Mapping[str, Guide]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class GuideProgress:
    """How far the person is with a guide: ids of steps that are done. closed is when a scan proved the end."""

    guide: str
    started: dt.datetime | None = None
    closed: dt.datetime | None = None
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SiteScan:
    """One scan and the place that it was made in; name is "" where the person gave none. site is its number in the inventory."""

    result: ScanResult
    name: str = ""
    site: int | None = None


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """A device and all that is kept of it. place counts the scans of the dossier from 0; mark is its short sign on paper.

    now is what is known today, to be held against the decision. also_in are places of further scans that found the same
    device. earlier are the decisions before the one that stands, the newest first. by_hand: no scan finds it, a person told of it.
    """

    device: Device
    mark: str
    place: int = 0
    own: DeviceNotes = _NO_WORDS
    told_firmware: ToldFirmware | None = None
    decision: Decision | None = None
    earlier: tuple[Decision, ...] = ()
    now: FactsThen | None = None
    photos: tuple[Photo, ...] = ()
    guides: tuple[GuideProgress, ...] = ()
    answers: Mapping[str, str] = field(default_factory=_nothing)
    companies: tuple[Company, ...] = ()
    first_seen: dt.datetime | None = None
    last_seen: dt.datetime | None = None
    also_in: tuple[int, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What is known beside the scan: texts of authorities, notes on devices, guides."""

    policy: tuple[PolicyFact, ...] = ()
    notes: tuple[Advisory, ...] = ()
    guides: Mapping[str, Guide] = field(default_factory=_no_guides)


@dataclass(frozen=True, slots=True)
class Dossier:
    """The input of every report. There is at least one scan. today is the day on which the report is made.

    audience is None where the person did not say who they are; province is two letters or "".
    masked tells that identifying data were replaced by marks before.
    """

    scans: tuple[SiteScan, ...]
    devices: tuple[DeviceFile, ...]
    today: dt.date
    published: Published = Published()
    audience: Audience | None = None
    province: str = ""
    made_by: str = ""
    masked: bool = False

    @property
    def first(self) -> ScanResult:
        """The scan that names program and knowledge."""
        return self.scans[0].result

    @property
    def site(self) -> str:
        """The name of the place when there is one place."""
        names = dict.fromkeys(scan.name for scan in self.scans)
        return next(iter(names)) if len(names) == 1 else ""

    def file(self, device_id: str) -> DeviceFile | None:
        """The device with this id or this mark."""
        return next((one for one in self.devices if device_id in (one.device.id, one.mark)), None)
