"""A guide's last step: the scan before and the scan after → what became of the device."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.model.device import Device
from app.model.guide import Ending
from app.model.identity import CAMERA_KINDS


@dataclass(frozen=True, slots=True)
class Closing:
    """What the new scan proves. still_there is the device as it is now, None when it did not answer.

    new are cameras and recorders that were never there before the guide was begun; firmware_before is "" when it was not known.
    """

    still_there: Device | None
    new: tuple[Device, ...]
    firmware_before: str = ""
    ending: Ending = Ending.REPLACED

    @property
    def is_replaced(self) -> bool:
        """The old one is gone and something new is there."""
        return self.ending is Ending.REPLACED and self.still_there is None and bool(self.new)

    @property
    def is_done(self) -> bool:
        """The guide is over: the device was replaced, is still there after a guide that keeps it, or is gone for good."""
        if self.ending is Ending.REPLACED:
            return self.is_replaced
        return (self.still_there is None) is (self.ending is Ending.GONE)


def closing(
    before: Sequence[Device],
    after: Sequence[Device],
    device_key: object,
    key: Callable[[Device], object],
    is_new: Callable[[Device], bool],
    *,
    ending: Ending,
) -> Closing:
    """Key gives the same for one device in both scans; device_key is the one that the guide is about.

    is_new tells of a device of the new scan whether it was unknown when the guide was begun.
    """
    old = next((device for device in before if key(device) == device_key), None)
    return Closing(
        still_there=next((device for device in after if key(device) == device_key), None),
        new=tuple(
            device
            for device in after
            if key(device) != device_key and device.identity.kind in CAMERA_KINDS and is_new(device)
        ),
        firmware_before=(old.identity.firmware.value or "") if old else "",
        ending=ending,
    )
