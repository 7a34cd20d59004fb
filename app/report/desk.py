"""What every kind of report is written with: the dossier in one language, titles, texts and footnotes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from app.model.device import Device
from app.model.events import Coverage, QuestionRecord, ScanResult
from app.report import notes
from app.report.dossier import DeviceFile, Dossier, Part
from app.report.model import Picture, PolicyText, QrCode
from app.report.naming import Standing, in_reading_order, standing, titles
from app.report.policy_text import policy_texts
from app.report.qr import qr_code
from app.report.sources import Sources
from app.report.untrusted_display import shortened, shown
from app.words import Words

_ROOM_LIMIT = 80
#: Devices that a report on cameras is about.
OURS = frozenset({Standing.CAMERA, Standing.RECORDER, Standing.MAY_BE})


class Desk:
    """One report in one language while it is written."""

    def __init__(
        self,
        dossier: Dossier,
        words: Words,
        parts: frozenset[Part],
        facts: Sequence[PolicyText] | None = None,
    ) -> None:
        """With facts given, these are told instead of what the dossier's published texts say of its devices."""
        self.dossier = dossier
        self.words = words
        self.parts = parts
        self.today = dossier.today
        self.sources = Sources(words)
        self.notes = notes.by_id(dossier.published.notes)
        self.files: Mapping[str, DeviceFile] = {one.device.id: one for one in dossier.devices}
        names = {one.device.id: one.own.name for one in dossier.devices}
        plain = titles([one.device for one in dossier.devices], names, words)
        self.titles: Mapping[str, str] = {
            one.device.id: self._with_mark(plain[one.device.id], one) for one in dossier.devices
        }
        self._facts = facts
        self._ordered = in_reading_order([one.device for one in dossier.devices], names)

    @cached_property
    def result(self) -> ScanResult:
        """All scans as one, with the devices that were found, each once."""
        scans = [scan.result for scan in self.dossier.scans]
        return replace(
            scans[0],
            devices=tuple(one.device for one in self.dossier.devices if not one.by_hand),
            coverage=scans[0].coverage if len(scans) == 1 else _joined([scan.coverage for scan in scans]),
            problems=tuple({repr(one.sentence): one for scan in scans for one in scan.problems}.values()),
            practice=any(scan.practice for scan in scans),
            stopped_early=any(scan.stopped_early for scan in scans),
        )

    @cached_property
    def facts(self) -> tuple[PolicyText, ...]:
        """What authorities said that concerns one of the devices."""
        return tuple(self._facts or ()) if self._facts is not None else self.facts_for(list(self.result.devices))

    def facts_for(self, devices: list[Device]) -> tuple[PolicyText, ...]:
        """What authorities said that concerns one of these."""
        return policy_texts(devices, self.dossier.published.policy, self.words, self.dossier.audience, self.today)

    @property
    def ordered(self) -> list[DeviceFile]:
        """All devices in reading order."""
        return [self.files[device.id] for device in self._ordered]

    @property
    def ours(self) -> list[DeviceFile]:
        """Cameras, recorders and what may be one, in reading order."""
        return [one for one in self.ordered if standing(one.device) in OURS]

    def title(self, one: DeviceFile) -> str:
        """What the device is called in this report, at a length that fits a table."""
        return shortened(self.titles[one.device.id])

    def room(self, one: DeviceFile) -> str:
        """Where it is, "" when nobody said."""
        return shortened(shown(one.own.room), _ROOM_LIMIT)

    def place(self, one: DeviceFile) -> str:
        """The name of the place whose scan found it."""
        return shown(self.dossier.scans[one.place].name)

    def pictures(self, one: DeviceFile) -> list[Picture]:
        """Its photos, none where they are left out."""
        if Part.PHOTOS not in self.parts:
            return []
        title = self.title(one)
        return [
            Picture(
                photo.jpeg,
                photo.width,
                photo.height,
                self.words.text("Photo of {device}").format(device=title),
                shown(photo.caption),
            )
            for photo in one.photos
        ]

    def code(self, one: DeviceFile) -> QrCode | None:
        """The QR code with its mark, None where codes are left out."""
        if Part.QR not in self.parts:
            return None
        return qr_code(one.mark, self.words.text("QR code with the mark {mark}").format(mark=one.mark))

    def _with_mark(self, title: str, one: DeviceFile) -> str:
        """Whoever gets a masked report can only name a device by its mark."""
        if not self.dossier.masked and not one.device.id.startswith("mark:"):
            return title
        return self.words.text("{device} · mark {mark}").format(device=title, mark=one.mark)


def _joined(coverages: list[Coverage]) -> Coverage:
    """The reach of several scans together."""
    questions: dict[str, QuestionRecord] = {}
    for one in (question for coverage in coverages for question in coverage.questions):
        before = questions.get(one.question, QuestionRecord(one.question, available=False))
        questions[one.question] = QuestionRecord(
            one.question,
            before.sent + one.sent,
            before.addresses_asked + one.addresses_asked,
            before.answered + one.answered,
            before.available or one.available,
        )
    sentences = {repr(one): one for coverage in coverages for one in coverage.cannot_see}
    return Coverage(
        networks=tuple(dict.fromkeys(one for coverage in coverages for one in coverage.networks)),
        questions=tuple(questions.values()),
        addresses_asked=sum(one.addresses_asked for one in coverages),
        addresses_answered=sum(one.addresses_answered for one in coverages),
        not_reached=tuple(dict.fromkeys(one for coverage in coverages for one in coverage.not_reached)),
        cannot_see=tuple(sentences.values()),
    )
