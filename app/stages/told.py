"""A firmware version that the owner typed → the identity that has it, used like one that the device told."""

import datetime as dt
from dataclasses import replace

from app.knowledge.load import Knowledge
from app.model.certainty import Certainty
from app.model.identity import Evidence, Identity, Value
from app.model.text import N_, Sentence

#: Longest version that is kept, in characters.
TOLD_LIMIT = 120
YOU_TOLD = N_("You told us that its firmware is {firmware}.")


def with_told_firmware(identity: Identity, untrusted: str, knowledge: Knowledge, today: dt.date) -> Identity:
    """The identity with the owner's words for its firmware, likely; what the device itself said speaks against it where it differs.

    An empty text leaves the identity as it is.
    """
    told = " ".join(untrusted.split())[:TOLD_LIMIT].strip()
    if not told:
        return identity
    maker = identity.maker
    read = identity.firmware
    because = Evidence(Sentence(YOU_TOLD, {"firmware": told}), Certainty.LIKELY)
    same = read.value is not None and read.value.casefold() == told.casefold()
    return replace(
        identity,
        firmware=Value(
            read.value if same else told,
            max(read.certainty, Certainty.LIKELY) if same else Certainty.LIKELY,
            (because, *read.because) if same else (because,),
            read.against if same else (*read.because, *read.against),
        ),
        firmware_built=(identity.firmware_built if same else None)
        or knowledge.firmware.read(told, maker.key or maker.value, today).built,
    )
