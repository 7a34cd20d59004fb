"""What is different between two scans of one place."""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """The sorts of change, in the order in which they are told."""

    CAME = "came"
    GONE = "gone"
    MOVED = "moved"
    FIRMWARE = "firmware"
    RENAMED = "renamed"
    LEARNED = "learned"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one device. before and after are texts of the device, untrusted; device_id is the newest id that it has."""

    kind: ChangeKind
    device_id: str
    before: str = ""
    after: str = ""
