"""What a device is, value by value, each with its certainty and the evidence for and against."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.model.certainty import Certainty
from app.model.sighting import Protocol
from app.model.text import Sentence


class Kind(StrEnum):
    """What sort of thing it is; the value is the word of the machine formats (design §7)."""

    CAMERA = "camera"
    RECORDER = "recorder"
    DOORBELL = "doorbell"
    INTERCOM = "intercom"
    ENCODER = "encoder"
    SOFTWARE = "software"
    OTHER = "other"
    UNKNOWN = "unknown"


#: The kinds that this program is about.
CAMERA_KINDS = frozenset({Kind.CAMERA, Kind.RECORDER, Kind.DOORBELL, Kind.INTERCOM, Kind.ENCODER})


class OtherThing(StrEnum):
    """What a thing that is not a camera is, where evidence allows; NONE for cameras and for what is not known."""

    NONE = ""
    PRINTER = "printer"
    ROUTER = "router"
    TELEVISION = "television"
    STORAGE = "storage"
    COMPUTER = "computer"
    PHONE = "phone"
    SPEAKER = "speaker"
    LIGHT = "light"
    MEDIA_SERVER = "media-server"
    SMART_HOME = "smart-home"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against a value: a plain sentence, where it was read, and the rule with its source."""

    sentence: Sentence
    certainty: Certainty
    protocol: Protocol | None = None
    field: str = ""
    rule_id: str = ""
    source: str = ""
    source_date: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as shown to a person; value is None exactly when certainty is NOT_KNOWN. key is the id in our knowledge, or ""."""

    value: str | None = None
    certainty: Certainty = Certainty.NOT_KNOWN
    because: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
    key: str = ""


UNKNOWN_VALUE = Value()


@dataclass(frozen=True, slots=True)
class Identity:
    """Brand (sold as), maker (most likely made by) and platform (firmware family) are three different things and never merged."""

    kind: Kind = Kind.UNKNOWN
    kind_certainty: Certainty = Certainty.NOT_KNOWN
    kind_because: tuple[Evidence, ...] = ()
    kind_against: tuple[Evidence, ...] = ()
    is_camera: bool | None = None
    other_thing: OtherThing = OtherThing.NONE
    brand: Value = UNKNOWN_VALUE
    maker: Value = UNKNOWN_VALUE
    platform: Value = UNKNOWN_VALUE
    model: Value = UNKNOWN_VALUE
    firmware: Value = UNKNOWN_VALUE
    firmware_built: date | None = None
    hardware: Value = UNKNOWN_VALUE
    serial: Value = UNKNOWN_VALUE
    stated_name: Value = UNKNOWN_VALUE
    notes: tuple[Sentence, ...] = field(default=())
