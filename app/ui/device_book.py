"""The devices that the window shows, in the order in which they appeared, with their titles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.ui.services import Names
from app.words import Language, Words, words_for

if TYPE_CHECKING:
    from app.model.device import Device
    from app.report.naming import Standing


@dataclass(slots=True)
class _Number:
    """One place in the count of titles. A device that left it still holds it, so that no other title changes during a scan."""

    device: Device
    counted_as: str
    place: int


class DeviceBook:
    """Keeps devices and their titles in place while more is learned of them: "Camera 1" stays Camera 1 for a whole scan.

    Titles come from app.report.naming, which counts in the order given; settle() tells that order for the result and the paper.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._devices: dict[str, Device] = {}
        self._numbers: list[_Number] = []
        self._held: dict[str, _Number] = {}
        self._left: list[_Number] = []

    @property
    def devices(self) -> list[Device]:
        """All devices in the order in which each appeared among its like."""
        return list(self._devices.values())

    def get(self, device_id: str) -> Device | None:
        """The device, None when it is not there."""
        return self._devices.get(device_id)

    def set_all(self, devices: tuple[Device, ...]) -> None:
        """Show exactly these, in the order of the result."""
        self._devices, self._numbers, self._held, self._left = {}, [], {}, []
        for device in devices:
            self.put(device)

    def settle(self, devices: tuple[Device, ...]) -> tuple[Device, ...]:
        """The scan is over and these were found: the same devices in the order that keeps their titles. No number is left out."""
        found = {device.id for device in devices}
        self._devices = {key: device for key, device in self._devices.items() if key in found}
        for device in devices:
            self.put(device)
        self._held = {key: number for key, number in self._held.items() if key in found}
        self._numbers = sorted(self._held.values(), key=lambda number: number.place)
        self._left = []
        for place, number in enumerate(self._numbers):
            number.place = place
        return tuple(number.device for number in self._numbers)

    def put(self, device: Device, replaced: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Add or update one; a new one takes the place of the first that it replaces. Returns the ids that went away."""
        gone = tuple(old for old in replaced if old in self._devices and old != device.id)
        known = self._devices.get(device.id) or (self._devices[gone[0]] if gone else None)
        if device.id not in self._devices and gone:
            self._devices = {(device.id if key == gone[0] else key): one for key, one in self._devices.items()}
        if known is not None and _shown_among(known) is not _shown_among(device):
            self._devices.pop(device.id, None)
        self._devices[device.id] = device
        self._count(device, gone)
        for old in gone:
            self._devices.pop(old, None)
        return gone

    def _count(self, device: Device, gone: tuple[str, ...]) -> None:
        counted_as = _counted_as(device)
        freed = [self._held.pop(key) for key in (device.id, *gone) if key in self._held]
        self._left = sorted([*self._left, *freed], key=lambda number: number.place)
        own = [number for number in freed if number.counted_as == counted_as]
        fitting = own or [number for number in self._left if number.counted_as == counted_as]
        if fitting:
            number = fitting[0]
            self._left.remove(number)
            number.device = device
        else:
            number = _Number(device, counted_as, len(self._numbers))
            self._numbers.append(number)
        self._held[device.id] = number

    def titles(self, words: Words) -> dict[str, str]:
        """Each device's title by its id: the person's name for it, else "Camera 3"."""
        names = {key: self._names.get(key).name for key in self._devices}
        counted = [
            number.device
            if self._held.get(number.device.id) is number
            else replace(number.device, id=f"left {number.place}")
            for number in self._numbers
        ]
        from app.report.naming import titles  # noqa: PLC0415 - the window opens without devices

        return titles(counted, names, words)

    def room(self, device_id: str) -> str:
        """The room that the person noted."""
        return self._names.get(device_id).room


def _shown_among(device: Device) -> Standing:
    """Cameras and recorders are shown together."""
    from app.report.naming import Standing, standing  # noqa: PLC0415 - likewise

    where = standing(device)
    return Standing.CAMERA if where is Standing.RECORDER else where


def _counted_as(device: Device) -> str:
    """What the title of the device counts: the same text for all that are counted together."""
    from app.report.naming import titles  # noqa: PLC0415 - likewise

    return titles((device,), {}, words_for(Language.ENGLISH))[device.id]
