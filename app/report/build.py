"""Builds any report from a dossier and an order: what, for whom, in which language, with which parts, masked or not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.model.problem import ReportDeviceError, ReportGuideError
from app.report.desk import Desk
from app.report.dossier import MASKED_BY_DEFAULT, PARTS, DeviceFile, Dossier, Part, ReportKind
from app.report.kinds.audit import audit
from app.report.kinds.guide import guide_page
from app.report.kinds.installer import work_order
from app.report.kinds.insurer import insurer_sheet
from app.report.kinds.key_page import key_page
from app.report.kinds.needs import needs_sheet
from app.report.kinds.tenant import tenant_page
from app.report.marks import Marker
from app.report.mask import Meaning, masked, meanings
from app.report.model import Report
from app.report.record import one_device, record
from app.report.typed import room_key, room_numbers, with_room_numbers
from app.words import Language, words_for

_ABOUT_ALL: Mapping[ReportKind, Callable[[Desk], Report]] = {
    ReportKind.RECORD: record,
    ReportKind.INSURER: insurer_sheet,
    ReportKind.INSTALLER: work_order,
    ReportKind.TENANT: tenant_page,
    ReportKind.AUDIT: audit,
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. languages has one, or both in the order of the pages. parts and redact are the kind's when None.

    device is an id or a mark, for the kinds that are about one device; guide is an id of resources/guides.
    """

    kind: ReportKind
    languages: tuple[Language, ...] = (Language.ENGLISH,)
    device: str = ""
    guide: str = ""
    parts: frozenset[Part] | None = None
    redact: bool | None = None

    @property
    def is_redacted(self) -> bool:
        """Whether identifying data are replaced by marks; never on the page that tells what the marks mean."""
        if self.kind is ReportKind.KEY:
            return False
        return self.kind in MASKED_BY_DEFAULT if self.redact is None else self.redact


@dataclass(frozen=True, slots=True)
class Work:
    """A dossier that is fit to be written for the order: masked where it has to be.

    rooms are the numbers that stand for the names of rooms, by the mark of a device; None where the names stand.
    """

    dossier: Dossier
    order: Order
    one: DeviceFile | None = None
    meanings: tuple[Meaning, ...] = ()
    rooms: Mapping[str, int] | None = None


def prepare(dossier: Dossier, order: Order, marker: Marker) -> Work:
    """Mask what has to be masked and find the device. Raises ReportDeviceError, ReportGuideError."""
    one = dossier.file(order.device) if order.device else None
    if order.device and one is None:
        raise ReportDeviceError(order.device[:100])
    if order.kind is ReportKind.GUIDE and order.guide not in dossier.published.guides:
        raise ReportGuideError(choices=", ".join(sorted(dossier.published.guides)))
    if order.kind in {ReportKind.DEVICE, ReportKind.NEEDS} and one is None:
        raise ReportDeviceError
    told = meanings(dossier, marker) if order.kind is ReportKind.KEY else ()
    numbers = room_numbers(dossier)
    rooms = {file.mark: numbers[key] for file in dossier.devices if (key := room_key(file))}
    if order.is_redacted:
        dossier = masked(dossier, marker)
        one = dossier.file(one.mark) if one else None
    parts = PARTS[order.kind] if order.parts is None else order.parts
    if order.is_redacted:
        parts -= {Part.PHOTOS}
    order = replace(order, parts=parts)
    if Part.ROOMS not in parts and order.kind is not ReportKind.KEY:
        dossier, one = _without_rooms(dossier, one)
        return Work(dossier, order, one, told)
    if dossier.masked and Part.ROOM_NAMES not in parts:
        return _in_rooms(Work(dossier, order, one, told, rooms), order.languages[0])
    return Work(dossier, order, one, told)


def build(work: Work) -> Report:
    """The report, with the same in the second language where both were asked for."""
    reports = [_in(work, language) for language in work.order.languages]
    return replace(reports[0], also=reports[1]) if len(reports) > 1 else reports[0]


def _in_rooms(work: Work, language: Language) -> Work:
    """The work with the numbers of rooms in a language."""
    if work.rooms is None:
        return work
    dossier = with_room_numbers(work.dossier, work.rooms, words_for(language))
    return replace(work, dossier=dossier, one=dossier.file(work.one.mark) if work.one else None)


def _in(work: Work, language: Language) -> Report:
    work = _in_rooms(work, language)
    order, dossier, one = work.order, work.dossier, work.one
    desk = Desk(dossier, words_for(language), order.parts or frozenset())
    if make := _ABOUT_ALL.get(order.kind):
        return make(desk)
    if order.kind is ReportKind.KEY:
        return key_page(desk, work.meanings)
    if order.kind is ReportKind.GUIDE:
        return guide_page(desk, dossier.published.guides[order.guide], one)
    if one is None:
        raise ReportDeviceError
    return needs_sheet(desk, one) if order.kind is ReportKind.NEEDS else one_device(desk, one)


def _without_rooms(dossier: Dossier, one: DeviceFile | None) -> tuple[Dossier, DeviceFile | None]:
    files = tuple(replace(file, own=replace(file.own, room="")) for file in dossier.devices)
    dossier = replace(dossier, devices=files)
    return dossier, dossier.file(one.mark) if one else None
