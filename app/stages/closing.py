"""A guide's last step: the scan before and the scan after → what became of the device."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.model.device import Device
from app.model.identity import CAMERA_KINDS


@dataclass(frozen=True, slots=True)
class Closing:
    """What the new scan proves. still_there is the device as it is now, None when it did not answer.

    new are cameras and recorders that were not there before; firmware_before is "" when it was not known.
    """

    still_there: Device | None
    new: tuple[Device, ...]
    firmware_before: str = ""

    @property
    def is_replaced(self) -> bool:
        """The old one is gone and something new is there."""
        return self.still_there is None and bool(self.new)


def closing(
    before: Sequence[Device], after: Sequence[Device], device_key: object, key: Callable[[Device], object]
) -> Closing:
    """Key gives the same for one device in both scans; device_key is the one that the guide is about."""
    old_keys = {key(device) for device in before}
    old = next((device for device in before if key(device) == device_key), None)
    return Closing(
        still_there=next((device for device in after if key(device) == device_key), None),
        new=tuple(
            device
            for device in after
            if key(device) not in old_keys and key(device) != device_key and device.identity.kind in CAMERA_KINDS
        ),
        firmware_before=(old.identity.firmware.value or "") if old else "",
    )
