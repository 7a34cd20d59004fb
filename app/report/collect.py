"""Fills a dossier: scans, what the person keeps in the inventory, and what is published."""

import datetime as dt
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.inventory.store import Inventory
from app.knowledge.load import Knowledge
from app.model.decision import FactsThen
from app.model.device import Device
from app.model.kept import DeviceNotes, KeptDevice
from app.model.policy import Audience
from app.report.by_hand import looked_up
from app.report.dossier import DeviceFile, Dossier, GuideProgress, Published, SiteScan
from app.report.duplicates import Found, counted_once, told_apart
from app.report.marks import Marker, unique
from app.report.told import Teller
from app.stages.companies import companies
from app.stages.merge import marks
from app.stages.policy import relevant_facts
from app.stages.reopen import facts_now

_MARK = re.compile(r"mark:([0-9A-Z]{3}-[0-9A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom and when a report is made, and who made it."""

    today: dt.date
    audience: Audience | None = None
    province: str = ""
    made_by: str = ""


def collect(
    scans: Sequence[SiteScan],
    knowledge: Knowledge,
    marker: Marker,
    reader: Reader,
    *,
    inventory: Inventory | None = None,
    site: int | None = None,
    names: Mapping[str, DeviceNotes] | None = None,
    by_hand: bool = False,
) -> Dossier:
    """The dossier of these scans, the newest facts of each device once.

    inventory gives what is kept; site is the place of scans that do not name theirs. names are the person's words by device id
    where no inventory knows them (a practice scan). by_hand adds devices of the site that no scan finds.
    Raises FileNotReadableError, KnowledgeError.
    """
    scans = list({_of_scan(scan): scan for scan in scans}.values())
    sites = [site if scan.site is None else scan.site for scan in scans]
    filler = _Filler(knowledge, marker, reader, inventory, sites, names or {})
    results = [scan.result for scan in scans]
    results, founds = told_apart(results, counted_once(results))
    scans = [replace(scan, result=result) for scan, result in zip(scans, results, strict=True)]
    if by_hand and inventory is not None:
        founds += [
            Found(looked_up(kept.id, kept.by_hand, reader.today), sites.index(place), by_hand=True)
            for place in dict.fromkeys(sites)
            for kept in inventory.devices.all(place)
            if kept.by_hand is not None
        ]
    return Dossier(
        scans=tuple(scans),
        devices=tuple(map(filler.file, founds)),
        today=reader.today,
        published=Published(knowledge.policy, knowledge.advisories.notes, knowledge.guides),
        audience=reader.audience,
        province=reader.province,
        made_by=reader.made_by,
    )


def _of_scan(scan: SiteScan) -> Hashable:
    """The same for a scan that was given twice."""
    result = scan.result
    return result.started, result.finished, result.coverage.networks, tuple(device.id for device in result.devices)


@dataclass(slots=True)
class _Filler:
    """Adds to one device after the other what is kept of it."""

    knowledge: Knowledge
    marker: Marker
    reader: Reader
    inventory: Inventory | None
    sites: Sequence[int | None]
    names: Mapping[str, DeviceNotes]
    taken: set[str] = field(default_factory=set)
    _teller: Teller = field(init=False)

    def __post_init__(self) -> None:
        self._teller = Teller(self.knowledge, self.reader.today)

    def file(self, found: Found) -> DeviceFile:
        """The device with all that is kept of it."""
        inventory = self.inventory
        kept = self._kept(found.device, self.sites[found.place])
        device = self._teller.completed(found.device, kept.told_firmware if kept else None)
        plain = DeviceFile(
            device=device,
            mark=self._mark(device, kept),
            place=found.place,
            own=self.names.get(device.id) or (kept.own if kept else DeviceNotes()),
            companies=companies(device.identity, self.knowledge),
            also_in=found.also_in,
            by_hand=found.by_hand,
        )
        if kept is None or inventory is None:
            return plain
        decisions = inventory.decisions.all_of(kept.id, kept.site)
        return replace(
            plain,
            told_firmware=kept.told_firmware,
            decision=decisions[0] if decisions else None,
            earlier=tuple(decisions[1:]),
            now=self._now(device, kept) if decisions else None,
            photos=tuple(inventory.photos.of(kept.id, kept.site)),
            guides=tuple(
                GuideProgress(run.guide, run.started, run.closed, run.ticked)
                for run in inventory.guides.runs(kept.id, kept.site).values()
            ),
            answers=inventory.guides.answers(kept.id, kept.site),
            first_seen=kept.first_seen,
            last_seen=kept.last_seen,
        )

    def _kept(self, device: Device, site: int | None) -> KeptDevice | None:
        """What the surest mark leads to. An address leads to something of one place only."""
        if self.inventory is None:
            return None
        for mark in marks(device):
            if mark.startswith("address:") and site is None:
                continue
            if kept := self.inventory.devices.get(mark, site):
                return kept
        return None

    def _mark(self, device: Device, kept: KeptDevice | None) -> str:
        """The mark that another computer gave stays, so that both talk of one thing."""
        foreign = _MARK.fullmatch(device.id)
        if foreign and foreign[1] not in self.taken:
            self.taken.add(foreign[1])
            return foreign[1]
        return unique(self.marker, f"kept {kept.key}" if kept else f"device {marks(device)[0]}", self.taken)

    def _now(self, device: Device, kept: KeptDevice) -> FactsThen:
        measures = relevant_facts(device.identity, self.knowledge.policy, self.reader.audience, self.reader.today)
        return facts_now(device, measures, kept.told_firmware.text if kept.told_firmware else "")
