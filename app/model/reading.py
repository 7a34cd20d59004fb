"""Where an owner finds the firmware version of a device."""

from dataclasses import dataclass
from enum import StrEnum

from app.model.policy import PolicySource


class Where(StrEnum):
    """The thing to look at; the value is the word of resources/reading."""

    APP = "app"
    WEB = "web"
    RECORDER = "recorder"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the version. steps are menu names of the English menus; source is None while nobody confirmed them."""

    where: Where
    steps: tuple[str, ...]
    source: PolicySource | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the version of a maker's devices is read. of_maker is False when the ways are those of any device.

    on_label tells that the sticker names a hardware version, which matters as well.
    """

    ways: tuple[Way, ...]
    of_maker: bool = False
    on_label: bool = False
