"""What each device is called on paper and on screen: the person's own name, or "Camera 3"."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.model.device import Device
from app.model.identity import Kind, OtherThing
from app.model.text import N_
from app.report.untrusted_display import shown
from app.words import Words

_NUMBERED = {
    Kind.CAMERA: N_("Camera {number}"),
    Kind.RECORDER: N_("Recorder {number}"),
    Kind.DOORBELL: N_("Doorbell {number}"),
    Kind.INTERCOM: N_("Intercom {number}"),
    Kind.ENCODER: N_("Encoder {number}"),
    Kind.SOFTWARE: N_("Software {number}"),
}
_NUMBERED_DEVICE = N_("Device {number}")

_KINDS = {
    Kind.CAMERA: N_("Camera"),
    Kind.RECORDER: N_("Video recorder"),
    Kind.DOORBELL: N_("Video doorbell"),
    Kind.INTERCOM: N_("Video intercom"),
    Kind.ENCODER: N_("Video encoder"),
    Kind.SOFTWARE: N_("Camera software on a computer"),
    Kind.OTHER: N_("Not a camera"),
    Kind.UNKNOWN: N_("Not identified"),
}

_OTHER_THINGS = {
    OtherThing.PRINTER: N_("Printer"),
    OtherThing.ROUTER: N_("Router"),
    OtherThing.TELEVISION: N_("Television"),
    OtherThing.STORAGE: N_("Network drive"),
    OtherThing.COMPUTER: N_("Computer"),
    OtherThing.PHONE: N_("Phone or tablet"),
    OtherThing.SPEAKER: N_("Speaker"),
    OtherThing.LIGHT: N_("Lamp"),
    OtherThing.MEDIA_SERVER: N_("Media server"),
    OtherThing.SMART_HOME: N_("Smart home device"),
}

#: Where each kind stands in a report.
_PLACES = {
    kind: place for place, kind in enumerate((Kind.CAMERA, Kind.DOORBELL, Kind.INTERCOM, Kind.RECORDER, Kind.ENCODER))
}


class Standing(StrEnum):
    """How a report counts a device."""

    CAMERA = "camera"
    RECORDER = "recorder"
    MAY_BE = "may-be"
    NOT_CAMERA = "not-camera"
    NOT_IDENTIFIED = "not-identified"


def standing(device: Device) -> Standing:
    """Where a report counts the device. Who made its network chip does not make it "maybe": that takes a sign of a camera."""
    identity = device.identity
    if identity.is_camera is False:
        return Standing.NOT_CAMERA
    if identity.is_camera and identity.kind is Kind.RECORDER:
        return Standing.RECORDER
    if identity.is_camera:
        return Standing.CAMERA
    if identity.kind is Kind.SOFTWARE or (identity.kind is Kind.UNKNOWN and identity.kind_certainty):
        return Standing.MAY_BE
    return Standing.NOT_IDENTIFIED


def runs_software(device: Device) -> bool:
    """Whether it is a computer with camera software: counted with what may be a camera, but told in its own words."""
    return device.identity.kind is Kind.SOFTWARE and standing(device) is Standing.MAY_BE


def in_reading_order(devices: Iterable[Device], names: Mapping[str, str]) -> list[Device]:
    """What a person named first, then cameras, doorbells, intercoms, recorders; within these the order given.

    Titles are numbered in the order of the result, never in this one.
    """
    return sorted(
        devices,
        key=lambda device: (
            not shown(names.get(device.id, "")),
            _PLACES.get(device.identity.kind, len(_PLACES)),
        ),
    )


def titles(devices: Iterable[Device], names: Mapping[str, str], words: Words) -> dict[str, str]:
    """The title of each device by its id; numbers count each kind in the order given.

    Give the devices in the order of the result, so that "Camera 1" is the same device in the window, on paper and in a terminal.
    """
    counts: Counter[str] = Counter()
    result: dict[str, str] = {}
    for device in devices:
        template = _template(device, words)
        counts[template] += 1
        result[device.id] = shown(names.get(device.id, "")) or template.format(number=counts[template])
    return result


def _template(device: Device, words: Words) -> str:
    """Camera {number}, Printer {number}, Device {number}."""
    identity = device.identity
    if identity.kind is Kind.OTHER and identity.other_thing in _OTHER_THINGS:
        return words.text("{kind} {number}").replace("{kind}", kind_name(device, words))
    return words.text(_NUMBERED.get(identity.kind, _NUMBERED_DEVICE))


def kind_name(device: Device, words: Words) -> str:
    """What sort of thing it is, in words."""
    identity = device.identity
    if identity.kind is Kind.OTHER and identity.other_thing in _OTHER_THINGS:
        return words.text(_OTHER_THINGS[identity.other_thing])
    if identity.kind is Kind.UNKNOWN and standing(device) is Standing.MAY_BE:
        return words.text("May be a camera")
    return words.text(_KINDS[identity.kind])
