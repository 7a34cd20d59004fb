"""What the person keeps about a device and a place, beside the scans."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Site:
    """A place with a network of its own: home, shop. The first one has no name until the person gives one."""

    id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class DeviceNotes:
    """The person's own words for a device: what they call it, where it is, what they noted."""

    name: str = ""
    room: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ToldFirmware:
    """A firmware version that the person read themselves, as they typed it, and when."""

    text: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class ByHand:
    """A device that no scan finds, as the person described it."""

    kind: str = "camera"
    brand: str = ""
    model: str = ""
    serial: str = ""
    firmware: str = ""


@dataclass(frozen=True, slots=True)
class KeptDevice:
    """A device in the inventory. id is the one of its last scan; key stays the same through all changes."""

    key: int
    id: str
    site: int
    own: DeviceNotes = DeviceNotes()
    told_firmware: ToldFirmware | None = None
    first_seen: dt.datetime | None = None
    last_seen: dt.datetime | None = None
    by_hand: ByHand | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that the person took of a device: our own small JPEG copy, without the data that cameras write into pictures."""

    id: int
    jpeg: bytes
    width: int
    height: int
    caption: str = ""
    added: dt.datetime | None = None


class Happening(StrEnum):
    """What the history of a device tells."""

    FIRST_SEEN = "first-seen"
    MOVED = "moved"
    FIRMWARE = "firmware"
    READ_FIRMWARE = "read-firmware"
    NAMED = "named"
    NOTED = "noted"
    TOLD_FIRMWARE = "told-firmware"
    DECIDED = "decided"
    REOPENED = "reopened"
    PHOTO_ADDED = "photo-added"
    PHOTO_REMOVED = "photo-removed"
    GUIDE_STARTED = "guide-started"
    GUIDE_CLOSED = "guide-closed"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history of a device: before and after are the person's or the device's texts, untrusted."""

    at: dt.datetime
    what: Happening
    before: str = ""
    after: str = ""
