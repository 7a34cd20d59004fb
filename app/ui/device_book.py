"""The devices that the window shows, in the order in which they appeared, with their titles."""

from app.model.device import Device
from app.report.naming import titles
from app.ui.services import Names
from app.words import Words


class DeviceBook:
    """Keeps devices in place while more is learned of them; titles count in the order of appearance.

    set_all() takes the order of the result, which is the order of the paper too.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._devices: dict[str, Device] = {}

    @property
    def devices(self) -> list[Device]:
        """All devices in their order."""
        return list(self._devices.values())

    def get(self, device_id: str) -> Device | None:
        """The device, None when it is not there."""
        return self._devices.get(device_id)

    def set_all(self, devices: tuple[Device, ...]) -> None:
        """Show exactly these."""
        self._devices = {device.id: device for device in devices}

    def put(self, device: Device, replaced: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Add or update one; a new one takes the place of the first that it replaces. Returns the ids that went away."""
        gone = tuple(old for old in replaced if old in self._devices and old != device.id)
        if device.id not in self._devices and gone:
            self._devices = {(device.id if key == gone[0] else key): known for key, known in self._devices.items()}
        self._devices[device.id] = device
        for old in gone:
            self._devices.pop(old, None)
        return gone

    def titles(self, words: Words) -> dict[str, str]:
        """Each device's title by its id: the person's name for it, else "Camera 3"."""
        names = {key: self._names.get(key).name for key in self._devices}
        return titles(self._devices.values(), names, words)

    def room(self, device_id: str) -> str:
        """The room that the person noted."""
        return self._names.get(device_id).room
