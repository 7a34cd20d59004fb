"""A device that no scan finds, as the person described it, in the form of one that was found."""

import datetime as dt
from dataclasses import replace

from app.knowledge.load import load
from app.label import look_up
from app.model.certainty import Certainty
from app.model.device import Device
from app.model.identity import CAMERA_KINDS, UNKNOWN_VALUE, Evidence, Identity, Kind, Value
from app.model.kept import ByHand, ToldFirmware
from app.model.label import LabelText
from app.model.text import N_, Sentence
from app.report.told import Teller

_TOLD = N_("A person wrote it down; no scan found it.")


def device_by_hand(device_id: str, told: ByHand) -> Device:
    """Its values are likely: one good sign, and nothing that confirms it."""
    kind = Kind(told.kind) if told.kind in set(Kind) else Kind.UNKNOWN
    because = (Evidence(Sentence(_TOLD), Certainty.LIKELY),)
    return Device(
        id=device_id,
        addresses=(),
        mac=None,
        sightings=(),
        identity=Identity(
            kind=kind,
            kind_certainty=Certainty.NOT_KNOWN if kind is Kind.UNKNOWN else Certainty.LIKELY,
            kind_because=because,
            is_camera=True if kind in CAMERA_KINDS else None,
            brand=_value(told.brand, because),
            model=_value(told.model, because),
            firmware=_value(told.firmware, because),
            serial=_value(told.serial, because),
        ),
    )


def looked_up(device_id: str, told: ByHand, today: dt.date) -> Device:
    """The same with what brand, model and serial number tell of the maker: they are read like a label. Raises KnowledgeError."""
    device = device_by_hand(device_id, told)
    lines = ((told.brand, "{}"), (told.model, "Model: {}"), (told.serial, "S/N: {}"))
    text = "\n".join(line.format(value) for value, line in lines if value)
    if not text:
        return device
    read = look_up([LabelText(text)], today).device
    identity = replace(
        device.identity,
        brand=_told(read.identity.brand) if read.identity.brand.value else device.identity.brand,
        maker=_told(read.identity.maker),
        platform=_told(read.identity.platform),
        firmware=UNKNOWN_VALUE,
    )
    device = replace(device, identity=identity, findings=read.findings)
    return device if not told.firmware else Teller(load(), today).completed(device, ToldFirmware(told.firmware, today))


def _told(read: Value) -> Value:
    """What follows from the person's words rests on these, not on a label that we saw."""
    return (
        read if read.value is None else replace(read, because=(Evidence(Sentence(_TOLD), read.certainty),), against=())
    )


def _value(text: str, because: tuple[Evidence, ...]) -> Value:
    return Value(text, Certainty.LIKELY, because) if text.strip() else UNKNOWN_VALUE
