"""Which allow-listed fields state a value outright, and how much such a statement alone may say (design §5, protocols §12)."""

from dataclasses import dataclass

from app.model.certainty import Certainty
from app.model.identity import Kind
from app.model.sighting import Protocol
from app.stages.identify.claim import Attribute


@dataclass(frozen=True, slots=True)
class Statement:
    """A field that states an attribute."""

    protocol: Protocol
    field: str
    attribute: Attribute
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class CountStatement:
    """A field with a number: from at_least on it speaks for a kind."""

    protocol: Protocol
    field: str
    at_least: int
    kind: Kind
    certainty: Certainty


_CONFIRMED, _LIKELY, _POSSIBLE = Certainty.CONFIRMED, Certainty.LIKELY, Certainty.POSSIBLE

#: In order of preference: when two statements agree, the earlier one's spelling is shown.
STATEMENTS: tuple[Statement, ...] = (
    Statement(Protocol.SADP, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.DAHUA, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.VAPIX, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.ONVIF, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.WS_DISCOVERY, "model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.WS_DISCOVERY, "hardware", Attribute.MODEL, _LIKELY),
    Statement(Protocol.UPNP_DESCRIPTION, "model_number", Attribute.MODEL, _LIKELY),
    Statement(Protocol.UPNP_DESCRIPTION, "model_name", Attribute.MODEL, _LIKELY),
    Statement(Protocol.MDNS, "txt.md", Attribute.MODEL, _LIKELY),
    Statement(Protocol.MDNS, "txt.ty", Attribute.MODEL, _LIKELY),
    Statement(Protocol.MDNS, "txt.model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.SADP, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.DAHUA, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.VAPIX, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.ONVIF, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.MDNS, "txt.fw", Attribute.FIRMWARE, _LIKELY),
    Statement(Protocol.SADP, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.DAHUA, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.VAPIX, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.ONVIF, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.WS_DISCOVERY, "serial", Attribute.SERIAL, _LIKELY),
    Statement(Protocol.UPNP_DESCRIPTION, "serial", Attribute.SERIAL, _LIKELY),
    Statement(Protocol.VAPIX, "hardware_id", Attribute.HARDWARE, _CONFIRMED),
    Statement(Protocol.ONVIF, "hardware_id", Attribute.HARDWARE, _CONFIRMED),
    Statement(Protocol.DAHUA, "machine_name", Attribute.NAME, _LIKELY),
    Statement(Protocol.UPNP_DESCRIPTION, "friendly_name", Attribute.NAME, _LIKELY),
    Statement(Protocol.WS_DISCOVERY, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.MDNS, "txt.fn", Attribute.NAME, _LIKELY),
    Statement(Protocol.MDNS, "instance", Attribute.NAME, _LIKELY),
    Statement(Protocol.ONVIF, "hostname", Attribute.NAME, _POSSIBLE),
)

#: Fields in which a device (or whoever sells it) writes a company name.
COMPANY_FIELDS: tuple[tuple[Protocol, str], ...] = (
    (Protocol.DAHUA, "vendor"),
    (Protocol.VAPIX, "brand"),
    (Protocol.ONVIF, "manufacturer"),
    (Protocol.WS_DISCOVERY, "manufacturer"),
    (Protocol.UPNP_DESCRIPTION, "manufacturer"),
    (Protocol.MDNS, "txt.manufacturer"),
    (Protocol.MDNS, "txt.mfg"),
    (Protocol.DAHUA, "manufacturer"),
)

COUNTS: tuple[CountStatement, ...] = (
    CountStatement(Protocol.SADP, "digital_channels", 2, Kind.RECORDER, _LIKELY),
    CountStatement(Protocol.SADP, "analog_channels", 2, Kind.RECORDER, _LIKELY),
    CountStatement(Protocol.SADP, "disks", 1, Kind.RECORDER, _POSSIBLE),
    CountStatement(Protocol.DAHUA, "remote_video_inputs", 1, Kind.RECORDER, _LIKELY),
    CountStatement(Protocol.DAHUA, "video_inputs", 2, Kind.RECORDER, _POSSIBLE),
)

#: Answering at all says something: the makers' search questions are answered by video equipment, ONVIF nearly always by it.
ANSWERS: tuple[tuple[Protocol, Kind, Certainty], ...] = (
    (Protocol.SADP, Kind.CAMERA, _LIKELY),
    (Protocol.DAHUA, Kind.CAMERA, _LIKELY),
    (Protocol.ONVIF, Kind.CAMERA, _LIKELY),
    (Protocol.RTSP, Kind.CAMERA, _POSSIBLE),
)
