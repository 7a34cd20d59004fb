"""The devices that the window shows, in the order in which they appeared, with their titles."""

from dataclasses import dataclass

from app.model.device import Device
from app.ui.device_text import number_devices, title
from app.ui.services import Names
from app.words import Words


@dataclass(slots=True)
class _Entry:
    device: Device
    number: int


class DeviceBook:
    """Keeps devices in place while more is learned of them. Numbers are given in the order of appearance.

    set_all() gives them anew, in the order of the result, which is the order of the paper too.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._entries: dict[str, _Entry] = {}

    @property
    def devices(self) -> list[Device]:
        """All devices in their order."""
        return [entry.device for entry in self._entries.values()]

    def get(self, device_id: str) -> Device | None:
        """The device, None when it is not there."""
        entry = self._entries.get(device_id)
        return entry.device if entry else None

    def set_all(self, devices: tuple[Device, ...]) -> None:
        """Show exactly these."""
        numbers = number_devices(devices)
        self._entries = {device.id: _Entry(device, numbers[device.id]) for device in devices}

    def put(self, device: Device, replaced: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Add or update one; it takes the place of the first device that it replaces. Returns the ids that went away."""
        gone = tuple(old for old in replaced if old in self._entries and old != device.id)
        if device.id not in self._entries and gone:
            self._entries = {
                (device.id if key == gone[0] else key): (_Entry(device, 0) if key == gone[0] else entry)
                for key, entry in self._entries.items()
            }
        self._entries.setdefault(device.id, _Entry(device, 0)).device = device
        for old in gone:
            self._entries.pop(old, None)
        self._number()
        return gone

    def title(self, device_id: str, words: Words) -> str:
        """The person's name for it, else "Camera 3"."""
        entry = self._entries[device_id]
        return title(entry.device, entry.number, self._names.get(device_id).name, words)

    def room(self, device_id: str) -> str:
        """The room that the person noted."""
        return self._names.get(device_id).room

    def _number(self) -> None:
        numbers = number_devices(self.devices)
        for key, entry in self._entries.items():
            entry.number = numbers[key]
