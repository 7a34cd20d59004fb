"""Everything that was seen so far, and which devices that makes."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from app.knowledge.load import Knowledge
from app.model.device import Device, SightingGroup
from app.model.events import DeviceSeen, DeviceUpdated
from app.model.identity import Identity
from app.model.sighting import Protocol, Sighting
from app.stages.advisories import AdvisoryBook, advisory_findings
from app.stages.channels import channel_notes
from app.stages.identify import ClaimBook, identify
from app.stages.merge import merge
from app.stages.policy import policy_findings

#: One host may not fill the memory: more sightings of it are dropped.
_SIGHTINGS_OF_ONE_ADDRESS = 400


class Board:
    """Takes sightings and tells which devices are new or changed since it was last asked."""

    def __init__(self) -> None:
        self._sightings: dict[int, Sighting] = {}
        self._by_service: dict[tuple[Protocol, str, int], list[Sighting]] = defaultdict(list)
        self._by_address: Counter[str] = Counter()
        self._devices: dict[str, Device] = {}
        self._owner: dict[int, str] = {}
        self._changed = False
        self._book: ClaimBook | None = None
        self._advisories: AdvisoryBook | None = None
        #: What went wrong while identifying, for the person; whoever reads it empties it.
        self.faults: list[str] = []

    @property
    def devices(self) -> tuple[Device, ...]:
        """The devices in the order in which they were first seen."""
        return tuple(self._devices.values())

    @property
    def changed(self) -> bool:
        """True when changes() has something to tell."""
        return self._changed

    def add(self, sighting: Sighting) -> bool:
        """Keep a sighting unless it says nothing new. A fuller answer of the same service replaces the earlier one."""
        earlier = self._by_service[sighting.protocol, sighting.address, sighting.port]
        new = sighting.untrusted_fields.items()
        if any(new <= known.untrusted_fields.items() for known in earlier):
            return False
        fuller = [known for known in earlier if known.untrusted_fields.items() <= new]
        if not fuller and self._by_address[sighting.address] >= _SIGHTINGS_OF_ONE_ADDRESS:
            return False
        for known in fuller:
            earlier.remove(known)
            del self._sightings[id(known)]
            self._by_address[sighting.address] -= 1
        earlier.append(sighting)
        self._sightings[id(sighting)] = sighting
        self._by_address[sighting.address] += 1
        self._changed = True
        return True

    def changes(
        self, knowledge: Knowledge, seconds: float, *, at_most: int | None = None
    ) -> list[DeviceSeen | DeviceUpdated]:
        """Merge and identify anew what changed; seconds is stamped on the events.

        What is over at_most waits for the next call; what was never told comes before what changed.
        """
        if self._book is None or self._advisories is None:
            self._book = ClaimBook(knowledge)
            self._advisories = AdvisoryBook.of(knowledge, dt.datetime.now().astimezone().date())
        groups = merge(tuple(self._sightings.values()))
        present = {group.id for group in groups}
        events: list[DeviceSeen | DeviceUpdated] = []
        devices: dict[str, Device] = {}
        handed_over: set[str] = set()
        owner: dict[int, str] = {}
        turn = self._turn(groups, at_most)
        for group in groups:
            known = self._devices.get(group.id)
            if group.id not in turn:
                if known is not None:
                    devices[group.id] = known
                # Whom it replaces is told when its turn comes.
                owner |= {id(one): self._owner[id(one)] for one in group.sightings if id(one) in self._owner}
                continue
            device = self._device(group, self._book, self._advisories)
            devices[group.id] = device
            before = {self._owner[id(sighting)] for sighting in group.sightings if id(sighting) in self._owner}
            replaced = tuple(sorted(before - present - handed_over))
            handed_over.update(replaced)
            if known is None and not replaced:
                events.append(DeviceSeen(device, seconds))
            else:
                events.append(DeviceUpdated(device, seconds, replaced))
        self._devices = devices
        owner |= {id(sighting): device.id for device in devices.values() for sighting in device.sightings}
        self._owner = owner
        return events

    def _turn(self, groups: Sequence[SightingGroup], at_most: int | None) -> set[str]:
        """The ids of those groups that are told now."""
        fresh, changed = [], []
        for group in groups:
            known = self._devices.get(group.id)
            if known is None:
                fresh.append(group.id)
            elif not _same(known, group):
                changed.append(group.id)
        all_of_them = [*fresh, *changed]
        self._changed = at_most is not None and len(all_of_them) > at_most
        return set(all_of_them[:at_most])

    def _device(self, group: SightingGroup, book: ClaimBook, advisories: AdvisoryBook) -> Device:
        """The device; one that cannot be identified is kept without an identity and named in faults."""
        try:
            identity = identify(group, book)
            identity = replace(identity, notes=channel_notes(identity.kind, group.sightings))
            findings = policy_findings(identity, book.knowledge.policy)
            findings += advisory_findings(identity, advisories, book.knowledge.directory)
        except Exception as error:  # noqa: BLE001 - one device's surprise must not cost the others
            self.faults.append(f"{group.id}: {error!r}")
            identity, findings = Identity(), ()
        return Device(group.id, group.addresses, group.mac, group.sightings, identity, findings)


def _same(device: Device, group: SightingGroup) -> bool:
    return len(device.sightings) == len(group.sightings) and all(
        mine is theirs for mine, theirs in zip(device.sightings, group.sightings, strict=True)
    )
