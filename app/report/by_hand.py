"""A device that no scan finds, as the person described it, in the form of one that was found."""

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.identity import CAMERA_KINDS, UNKNOWN_VALUE, Evidence, Identity, Kind, Value
from app.model.kept import ByHand
from app.model.text import N_, Sentence

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


def _value(text: str, because: tuple[Evidence, ...]) -> Value:
    return Value(text, Certainty.LIKELY, because) if text.strip() else UNKNOWN_VALUE
