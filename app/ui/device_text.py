"""What is said of a device: pure functions from the model to words. Device text in the result is not escaped."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.finding import FindingState, FindingType
from app.model.identity import CAMERA_KINDS, Evidence, Identity, Kind, OtherThing, Value
from app.model.text import N_
from app.words import Words

CERTAINTY_WORDS = {
    Certainty.CONFIRMED: N_("Confirmed"),
    Certainty.LIKELY: N_("Likely"),
    Certainty.POSSIBLE: N_("Possible"),
    Certainty.NOT_KNOWN: N_("Not known"),
}
CERTAINTY_MEANINGS = {
    Certainty.CONFIRMED: N_("The device said so itself and nothing speaks against it, or two strong signs agree."),
    Certainty.LIKELY: N_("One strong sign points to it."),
    Certainty.POSSIBLE: N_("Only weak signs point to it."),
    Certainty.NOT_KNOWN: N_("Nothing that we saw tells."),
}
KIND_NAMES = {
    Kind.CAMERA: N_("Camera"),
    Kind.RECORDER: N_("Recorder"),
    Kind.DOORBELL: N_("Doorbell"),
    Kind.INTERCOM: N_("Intercom"),
    Kind.ENCODER: N_("Video encoder"),
    Kind.SOFTWARE: N_("Camera software on a computer"),
    Kind.OTHER: N_("Other device"),
    Kind.UNKNOWN: N_("Unknown device"),
}
_NUMBERED = {
    Kind.CAMERA: N_("Camera {number}"),
    Kind.RECORDER: N_("Recorder {number}"),
    Kind.DOORBELL: N_("Doorbell {number}"),
    Kind.INTERCOM: N_("Intercom {number}"),
    Kind.ENCODER: N_("Video encoder {number}"),
    Kind.SOFTWARE: N_("Camera software {number}"),
    Kind.OTHER: N_("Device {number}"),
    Kind.UNKNOWN: N_("Unknown device {number}"),
}
THING_NAMES = {
    OtherThing.PRINTER: N_("Printer"),
    OtherThing.ROUTER: N_("Router"),
    OtherThing.TELEVISION: N_("Television"),
    OtherThing.STORAGE: N_("Network drive"),
    OtherThing.COMPUTER: N_("Computer"),
    OtherThing.PHONE: N_("Phone or tablet"),
    OtherThing.SPEAKER: N_("Speaker"),
    OtherThing.LIGHT: N_("Light"),
    OtherThing.MEDIA_SERVER: N_("Media server"),
    OtherThing.SMART_HOME: N_("Smart home device"),
}
_MEANING_LIMIT = 3


class Section(Enum):
    """Where a device stands on the results page."""

    CAMERAS = "cameras"
    MAYBE = "maybe"
    OTHERS = "others"
    UNTOLD = "untold"


def section_of(identity: Identity) -> Section:
    """The section for an identity: things that only answered that they are there are told apart from non-cameras."""
    if identity.is_camera:
        return Section.CAMERAS
    if identity.kind in CAMERA_KINDS or identity.kind is Kind.SOFTWARE:
        return Section.MAYBE
    if identity.is_camera is False or identity.kind is Kind.OTHER:
        return Section.OTHERS
    return Section.MAYBE if identity.kind_because else Section.UNTOLD


def kind_name(identity: Identity, words: Words) -> str:
    """Camera, Printer, Unknown device."""
    if identity.kind is Kind.OTHER and identity.other_thing in THING_NAMES:
        return words.text(THING_NAMES[identity.other_thing])
    return words.text(KIND_NAMES[identity.kind])


def number_devices(devices: Sequence[Device]) -> Mapping[str, int]:
    """The number of each device among those of its kind, in the order given, from 1."""
    counts: dict[Kind | OtherThing, int] = {}
    numbers = {}
    for device in devices:
        group = _group(device.identity)
        counts[group] = numbers[device.id] = counts.get(group, 0) + 1
    return numbers


def _group(identity: Identity) -> Kind | OtherThing:
    return (
        identity.other_thing if identity.kind is Kind.OTHER and identity.other_thing in THING_NAMES else identity.kind
    )


def title(device: Device, number: int, given_name: str, words: Words) -> str:
    """The person's own name for it, else "Camera 3"; never an address."""
    if given_name:
        return given_name
    identity = device.identity
    if identity.kind is Kind.OTHER and identity.other_thing in THING_NAMES:
        return words.text("{thing} {number}").format(thing=kind_name(identity, words), number=words.number(number))
    return words.text(_NUMBERED[identity.kind]).format(number=words.number(number))


def value_text(value: Value, words: Words) -> str:
    """The value, or "Not known"."""
    return value.value if value.value is not None else words.text("Not known")


def certainty_word(certainty: Certainty, words: Words) -> str:
    """Confirmed, Likely, Possible, Not known."""
    return words.text(CERTAINTY_WORDS[certainty])


def reason(certainty: Certainty, because: Sequence[Evidence], against: Sequence[Evidence], words: Words) -> str:
    """Why a certainty is what it is, in a few lines."""
    lines = [words.text(CERTAINTY_MEANINGS[certainty])]
    lines += [f"+ {words.say(evidence.sentence)}" for evidence in because[:_MEANING_LIMIT]]
    lines += [f"− {words.say(evidence.sentence)}" for evidence in against[:_MEANING_LIMIT]]
    return "\n".join(lines)


def firmware_age(identity: Identity, today: dt.date, words: Words) -> str:
    """Built in March 2017, 9 years ago; "" when the date is not known or lies in the future."""
    built = identity.firmware_built
    if built is None or built > today:
        return ""
    years = today.year - built.year - ((today.month, today.day) < (built.month, built.day))
    month = words.month(built)
    if years < 1:
        return words.text("built in {month}, less than a year ago").format(month=month)
    ago = words.plural("{count} year ago", "{count} years ago", years)
    return words.text("built in {month}, {ago}").format(month=month, ago=ago)


def firmware_line(identity: Identity, today: dt.date, words: Words) -> str:
    """The firmware as a card shows it: its age where known, else its version, else that it is not known."""
    if age := firmware_age(identity, today, words):
        return age
    return identity.firmware.value or words.text("not known")


def card_notes(device: Device, words: Words) -> list[str]:
    """At most two short notes on published facts."""
    states = [(finding.type, finding.state) for finding in device.findings]
    applies = states.count((FindingType.ADVISORY, FindingState.APPLIES))
    perhaps = states.count((FindingType.ADVISORY, FindingState.CANNOT_TELL))
    named = sum(kind is FindingType.POLICY for kind, _ in states)
    concerns = sum(kind is FindingType.POLICY and state is FindingState.APPLIES for kind, state in states)
    notes = []
    if applies:
        notes.append(words.plural("{count} published note applies", "{count} published notes apply", applies))
    elif perhaps:
        notes.append(words.plural("{count} published note may apply", "{count} published notes may apply", perhaps))
    if concerns:
        notes.append(words.plural("{count} public rule concerns you", "{count} public rules concern you", concerns))
    elif named:
        notes.append(
            words.plural(
                "Named in {count} public rule, not addressed to you",
                "Named in {count} public rules, not addressed to you",
                named,
            )
        )
    return notes


@dataclass(frozen=True, slots=True)
class Counts:
    """How many devices stand in each section."""

    cameras: int = 0
    recorders: int = 0
    maybe: int = 0
    others: int = 0
    untold: int = 0


def count(devices: Sequence[Device]) -> Counts:
    """Count devices by section; recorders apart from the rest of the cameras."""
    sections = [section_of(device.identity) for device in devices]
    recorders = sum(
        section is Section.CAMERAS and device.identity.kind is Kind.RECORDER
        for section, device in zip(sections, devices, strict=True)
    )
    return Counts(
        cameras=sections.count(Section.CAMERAS) - recorders,
        recorders=recorders,
        maybe=sections.count(Section.MAYBE),
        others=sections.count(Section.OTHERS),
        untold=sections.count(Section.UNTOLD),
    )


def found_sentence(counts: Counts, words: Words) -> str:
    """2 cameras and 1 recorder; "" when there is neither."""
    parts = []
    if counts.cameras:
        parts.append(words.plural("{count} camera", "{count} cameras", counts.cameras))
    if counts.recorders:
        parts.append(words.plural("{count} recorder", "{count} recorders", counts.recorders))
    return words.listing(parts) if parts else ""
