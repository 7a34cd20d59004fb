"""Joins the guides with the ticks that are kept and with the scan that ends them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.model.device import Device
from app.model.guide import Detail, Guide, GuideStep
from app.stages.closing import Closing, closing
from app.ui.keeping import Keeping


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a guide is for one device."""

    ticked: frozenset[str] = frozenset()
    closed: dt.datetime | None = None
    successor: str = ""
    started: bool = False


@dataclass(frozen=True, slots=True)
class Followed:
    """A guide that the person follows for a device."""

    device_id: str
    guide: Guide
    progress: Progress


class GuideDesk:
    """Everything about guides that the window needs."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    @property
    def guides(self) -> Mapping[str, Guide]:
        """All guides by id. Raises KnowledgeError."""
        from app.knowledge.load import load  # noqa: PLC0415 - the window opens without it

        return load().guides

    def titles(self, language: str) -> Mapping[str, str]:
        """The title of each guide by its id."""
        return {name: guide.title.of(language) for name, guide in self.guides.items()}

    def progress(self, device_id: str, guide: str) -> Progress:
        """How far it is; nothing done when it was not begun."""
        run = self._keeping.inventory.guides.runs(device_id, self._keeping.site).get(guide)
        return Progress(run.ticked, run.closed, run.successor, started=True) if run else Progress()

    def followed(self, devices: Sequence[Device]) -> Sequence[Followed]:
        """The guides that are begun for these devices, those that are not finished first."""
        found = []
        guides = self.guides
        for device in devices:
            for name, run in self._keeping.inventory.guides.runs(device.id, self._keeping.site).items():
                if name in guides:
                    progress = Progress(run.ticked, run.closed, run.successor, started=True)
                    found.append(Followed(device.id, guides[name], progress))
        return sorted(found, key=lambda one: one.progress.closed is not None)

    def tick(self, device_id: str, guide: str, step: str, *, done: bool) -> None:
        """Keep a tick. Raises FileNotWrittenError."""
        self._keeping.inventory.guides.tick(device_id, guide, step, done=done, site=self._keeping.site)

    def ended(self, device_id: str, guide: str, before: Sequence[Device], after: Sequence[Device]) -> Closing:
        """What a new scan says about the device, which must be kept by now; a guide that it proves done is kept as closed."""
        inventory, site = self._keeping.inventory, self._keeping.site
        devices, steps = inventory.devices, self.guides[guide].steps
        run = inventory.guides.runs(device_id, site).get(guide)

        old = {devices.key(device.id, site) for device in before}

        def is_new(device: Device) -> bool:
            kept = devices.get(device.id, site)
            if kept is None or kept.first_seen is None:
                return False
            # Who ticked nothing began with this scan.
            return kept.first_seen >= run.started if run else kept.first_seen == kept.last_seen and kept.key not in old

        found = closing(
            before,
            after,
            devices.key(device_id, site),
            lambda device: devices.key(device.id, site),
            is_new,
            ending=self.guides[guide].ending,
        )
        if found.is_done:
            self.tick(device_id, guide, steps[-1].id, done=True)
            inventory.guides.close(device_id, guide, found.new[0].id if found.is_replaced else "", site)
        return found


def details_for(step: GuideStep, maker: str, province: str) -> tuple[Detail, ...]:
    """What a step says for this maker and this province."""
    return tuple(
        detail
        for detail in step.details
        if (not detail.makers or maker in detail.makers) and (not detail.provinces or province in detail.provinces)
    )
