"""What a person can do next with what the label says."""

from collections.abc import Iterator

from app.model.certainty import Certainty
from app.model.identity import Identity
from app.model.label import Action, NextStep, PartKind, SharedNumber
from app.model.text import N_, Sentence
from app.stages.label import identifiers
from app.stages.label.parts import LabelParts

#: The FCC's own search page (47 CFR 2.926 says how its numbers are built).
FCC_SEARCH = "https://www.fcc.gov/oet/ea/fccid"

_PRIVATE = N_(
    "Something on this label works like a key. We do not show or keep it. Cover it before you share a picture of the label."
)
_TYPE_MORE = N_(
    "Type the words that stand behind “Model” and “S/N”, or take a sharper picture of the code, then read it again."
)
_SCAN = N_("Scan your network: when this device answers, its page tells more, also what is published about it.")
_FIRMWARE = N_(
    "To read the firmware, open the device's app or its page in a browser, then look under Settings, System, Device information or About."
)
_FIRMWARE_PRINTED = N_(
    "The firmware on a label is that of the day it left the factory."
    " Read today's in the device's app or page, under Settings, System or About."
)
_SECOND_SIGN = N_("Look for a second sign: the firmware version, the FCC ID, or what the device answers in a scan.")
_FCC = N_(
    "To see who applied for the radio permit, search for {fcc} on fccid.io,"
    " or on the FCC's own page with grantee code {code} and product code {product}."
)
_ISED = N_(
    "To see the Canadian permit, search for {number} in the Radio Equipment List of the Government of Canada (ISED)."
)
_NOTE = N_("Keep what the label says with your papers: model, serial number and where the device hangs.")


def next_steps(parts: LabelParts, identity: Identity, shared: SharedNumber | None) -> tuple[NextStep, ...]:
    """The steps that fit, the most useful first."""
    return tuple(_steps(parts, identity, shared))


def _steps(parts: LabelParts, identity: Identity, shared: SharedNumber | None) -> Iterator[NextStep]:
    if any(part.is_hidden for part in parts.parts):
        yield NextStep(Action.KEEP_PRIVATE, Sentence(_PRIVATE))
    if not parts.first(PartKind.MODEL) and not parts.first(PartKind.SERIAL):
        yield NextStep(Action.TYPE_MORE, Sentence(_TYPE_MORE))
    if shared is not None and identity.maker.certainty < Certainty.LIKELY:
        yield NextStep(Action.LOOK_FOR_SECOND_SIGN, Sentence(_SECOND_SIGN))
    something = any(part.kind is not PartKind.UNKNOWN and not part.is_hidden for part in parts.parts)
    if something and identity.is_camera is not False:
        yield NextStep(Action.SCAN, Sentence(_SCAN))
        printed = bool(parts.first(PartKind.FIRMWARE))
        yield NextStep(Action.READ_FIRMWARE, Sentence(_FIRMWARE_PRINTED if printed else _FIRMWARE))
    if fcc := parts.first(PartKind.FCC_ID):
        code, product = identifiers.halves(fcc)
        gaps = {"fcc": fcc, "code": code, "product": product}
        yield NextStep(Action.SEARCH_FCC, Sentence(_FCC, gaps), fcc, FCC_SEARCH)
    if number := parts.first(PartKind.ISED):
        yield NextStep(Action.SEARCH_ISED, Sentence(_ISED, {"number": number}), number)
    if something:
        yield NextStep(Action.KEEP_NOTE, Sentence(_NOTE))
