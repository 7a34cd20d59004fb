"""Recorder → the places for cameras that it tells of without sign-in, and what stays invisible behind it."""

from collections.abc import Sequence

from app.model.identity import Kind
from app.model.sighting import Protocol, Sighting
from app.model.text import N_, Sentence

_NETWORK = N_("This recorder says that it has room for network cameras: {count}.")
_COAX = N_("This recorder says that it has inputs for cameras on coaxial cable: {count}.")
_ALL = N_("This recorder says that it has room for cameras: {count}.")
_INVISIBLE = N_(
    "Cameras that are plugged into the recorder itself cannot be seen from here. Look at the recorder’s own screen to count them."
)

#: Where a recorder tells how many cameras it can take, the more exact answers first.
_FIELDS: tuple[tuple[Protocol, str, str], ...] = (
    (Protocol.SADP, "digital_channels", _NETWORK),
    (Protocol.SADP, "analog_channels", _COAX),
    (Protocol.DAHUA, "remote_video_inputs", _NETWORK),
    (Protocol.DAHUA, "video_inputs", _COAX),
    (Protocol.TVT, "channels", _ALL),
    (Protocol.DVRIP, "channels", _ALL),
    (Protocol.PANASONIC, "channels", _ALL),
    (Protocol.REOLINK_API, "channels", _ALL),
)
#: A larger number is a slip of the answer, not a recorder.
_MOST = 1024


def channel_notes(kind: Kind, sightings: Sequence[Sighting]) -> tuple[Sentence, ...]:
    """What a recorder says of its channels, each thing once; empty for anything else."""
    if kind is not Kind.RECORDER:
        return ()
    told: dict[str, Sentence] = {}
    for protocol, field, template in _FIELDS:
        if template is _ALL and told:
            break
        for sighting in sightings:
            count = _count(sighting.untrusted_fields.get(field, "")) if sighting.protocol is protocol else 0
            if count:
                told.setdefault(template, Sentence(template, {"count": str(count)}))
    if _NETWORK in told and _COAX in told and told[_NETWORK].parameters == told[_COAX].parameters:
        # A network recorder gives the number of all its inputs a second time.
        del told[_COAX]
    return (*told.values(), Sentence(_INVISIBLE))


def _count(untrusted: str) -> int:
    number = int(untrusted) if untrusted.isascii() and untrusted.isdigit() and len(untrusted) <= 4 else 0
    return number if number <= _MOST else 0
