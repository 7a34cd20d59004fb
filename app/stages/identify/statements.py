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
    Statement(Protocol.TVT, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.PANASONIC, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.TPLINK_DISCOVERY, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.UBIQUITI, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.DVRIP, "model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.HANWHA, "model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.VIVOTEK, "model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.SONY, "model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.WS_DISCOVERY, "model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.WS_DISCOVERY, "hardware", Attribute.MODEL, _LIKELY),
    Statement(Protocol.UPNP_DESCRIPTION, "model_number", Attribute.MODEL, _LIKELY),
    Statement(Protocol.UPNP_DESCRIPTION, "model_name", Attribute.MODEL, _LIKELY),
    Statement(Protocol.MDNS, "txt.md", Attribute.MODEL, _LIKELY),
    Statement(Protocol.MDNS, "txt.ty", Attribute.MODEL, _LIKELY),
    Statement(Protocol.MDNS, "txt.model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.ISAPI, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.DAHUA_CGI, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.VIVOTEK_CGI, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.REOLINK_API, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.TPLINK_API, "model", Attribute.MODEL, _CONFIRMED),
    Statement(Protocol.VIVOTEK_CGI, "extended_model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.SNMP, "model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.HTTP, "model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.ONVIF, "hardware", Attribute.MODEL, _LIKELY),
    Statement(Protocol.LABEL, "model", Attribute.MODEL, _LIKELY),
    Statement(Protocol.SADP, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.DAHUA, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.VAPIX, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.ONVIF, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.DVRIP, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.TVT, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.PANASONIC, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.TPLINK_DISCOVERY, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.UBIQUITI, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.SONY, "firmware", Attribute.FIRMWARE, _LIKELY),
    Statement(Protocol.FOSCAM, "firmware", Attribute.FIRMWARE, _LIKELY),
    Statement(Protocol.VSTARCAM, "firmware", Attribute.FIRMWARE, _LIKELY),
    Statement(Protocol.MDNS, "txt.fw", Attribute.FIRMWARE, _LIKELY),
    Statement(Protocol.ISAPI, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.DAHUA_CGI, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.VIVOTEK_CGI, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.REOLINK_API, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.TPLINK_API, "firmware", Attribute.FIRMWARE, _CONFIRMED),
    Statement(Protocol.SNMP, "firmware", Attribute.FIRMWARE, _LIKELY),
    Statement(Protocol.WS_DISCOVERY, "firmware", Attribute.FIRMWARE, _LIKELY),
    Statement(Protocol.HTTP, "firmware", Attribute.FIRMWARE, _LIKELY),
    # What a label prints is the firmware of the day it left the factory.
    Statement(Protocol.LABEL, "firmware", Attribute.FIRMWARE, _POSSIBLE),
    Statement(Protocol.DVRIP, "built", Attribute.BUILT, _LIKELY),
    Statement(Protocol.TVT, "built", Attribute.BUILT, _LIKELY),
    Statement(Protocol.DAHUA_CGI, "built", Attribute.BUILT, _LIKELY),
    Statement(Protocol.SADP, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.DAHUA, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.VAPIX, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.ONVIF, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.PANASONIC, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.TVT, "serial", Attribute.SERIAL, _LIKELY),
    Statement(Protocol.BOSCH, "serial", Attribute.SERIAL, _LIKELY),
    Statement(Protocol.SONY, "serial", Attribute.SERIAL, _LIKELY),
    Statement(Protocol.WS_DISCOVERY, "serial", Attribute.SERIAL, _LIKELY),
    Statement(Protocol.UPNP_DESCRIPTION, "serial", Attribute.SERIAL, _LIKELY),
    Statement(Protocol.ISAPI, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.DAHUA_CGI, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.VIVOTEK_CGI, "serial", Attribute.SERIAL, _CONFIRMED),
    Statement(Protocol.REOLINK_API, "serial", Attribute.SERIAL, _LIKELY),
    Statement(Protocol.SNMP, "serial", Attribute.SERIAL, _LIKELY),
    Statement(Protocol.LABEL, "serial", Attribute.SERIAL, _LIKELY),
    Statement(Protocol.LABEL, "serial_guess", Attribute.SERIAL, _POSSIBLE),
    Statement(Protocol.LABEL, "hardware", Attribute.HARDWARE, _LIKELY),
    Statement(Protocol.VAPIX, "hardware_id", Attribute.HARDWARE, _CONFIRMED),
    Statement(Protocol.ONVIF, "hardware_id", Attribute.HARDWARE, _CONFIRMED),
    Statement(Protocol.TPLINK_DISCOVERY, "hardware", Attribute.HARDWARE, _CONFIRMED),
    Statement(Protocol.DVRIP, "hardware", Attribute.HARDWARE, _LIKELY),
    Statement(Protocol.ISAPI, "hardware", Attribute.HARDWARE, _CONFIRMED),
    Statement(Protocol.DAHUA_CGI, "hardware", Attribute.HARDWARE, _CONFIRMED),
    Statement(Protocol.REOLINK_API, "hardware", Attribute.HARDWARE, _CONFIRMED),
    Statement(Protocol.TPLINK_API, "hardware", Attribute.HARDWARE, _CONFIRMED),
    Statement(Protocol.DAHUA, "machine_name", Attribute.NAME, _LIKELY),
    Statement(Protocol.DVRIP, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.TVT, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.REOLINK, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.TPLINK_DISCOVERY, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.UBIQUITI, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.PANASONIC, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.FOSCAM, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.VSTARCAM, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.BOSCH, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.VIVOTEK, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.UPNP_DESCRIPTION, "friendly_name", Attribute.NAME, _LIKELY),
    Statement(Protocol.WS_DISCOVERY, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.MDNS, "txt.fn", Attribute.NAME, _LIKELY),
    Statement(Protocol.MDNS, "instance", Attribute.NAME, _LIKELY),
    Statement(Protocol.ONVIF, "hostname", Attribute.NAME, _POSSIBLE),
    Statement(Protocol.ISAPI, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.DAHUA_CGI, "machine_name", Attribute.NAME, _LIKELY),
    Statement(Protocol.VIVOTEK_CGI, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.REOLINK_API, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.TPLINK_API, "name", Attribute.NAME, _LIKELY),
    Statement(Protocol.SNMP, "name", Attribute.NAME, _POSSIBLE),
    Statement(Protocol.ONVIF, "name", Attribute.NAME, _LIKELY),
)

#: Fields in which a device (or whoever sells it) writes a company name.
COMPANY_FIELDS: tuple[tuple[Protocol, str], ...] = (
    (Protocol.DAHUA, "vendor"),
    (Protocol.TVT, "manufacturer"),
    (Protocol.VAPIX, "brand"),
    (Protocol.ONVIF, "manufacturer"),
    (Protocol.WS_DISCOVERY, "manufacturer"),
    (Protocol.UPNP_DESCRIPTION, "manufacturer"),
    (Protocol.MDNS, "txt.manufacturer"),
    (Protocol.MDNS, "txt.mfg"),
    (Protocol.DAHUA, "manufacturer"),
    (Protocol.ISAPI, "manufacturer"),
    (Protocol.DAHUA_CGI, "vendor"),
    (Protocol.SNMP, "manufacturer"),
    (Protocol.HTTP, "manufacturer"),
    (Protocol.LABEL, "brand"),
    (Protocol.LABEL, "manufacturer"),
)

#: Fields in which a device (or who set it up) writes a name.
NAME_FIELDS: tuple[tuple[Protocol, str], ...] = (
    (Protocol.MDNS, "instance"),
    (Protocol.MDNS, "txt.ty"),
    (Protocol.MDNS, "txt.md"),
    (Protocol.WS_DISCOVERY, "name"),
    (Protocol.UPNP_DESCRIPTION, "friendly_name"),
    (Protocol.UPNP_DESCRIPTION, "model_name"),
    (Protocol.ONVIF, "model"),
)

#: Names that firmware often sets to the brand alone.
BRAND_NAME_FIELDS: tuple[tuple[Protocol, str], ...] = ((Protocol.WS_DISCOVERY, "name"), (Protocol.ONVIF, "name"))

#: A field with a company or a brand, and one with a model, of one answer.
BRAND_AND_MODEL_FIELDS: tuple[tuple[Protocol, str, str], ...] = (
    (Protocol.ONVIF, "manufacturer", "model"),
    (Protocol.ONVIF, "name", "hardware"),
    (Protocol.WS_DISCOVERY, "manufacturer", "model"),
    (Protocol.WS_DISCOVERY, "manufacturer", "hardware"),
    (Protocol.WS_DISCOVERY, "name", "hardware"),
    (Protocol.UPNP_DESCRIPTION, "manufacturer", "model_name"),
    (Protocol.UPNP_DESCRIPTION, "manufacturer", "model_number"),
    (Protocol.DAHUA, "vendor", "model"),
    (Protocol.ISAPI, "manufacturer", "model"),
)

#: Firmware families that only video equipment runs: who answers with one of them is a camera until it says more exactly what.
CAMERA_PLATFORMS = frozenset(
    {"hikvision", "dahua", "uniview", "tvt", "xiongmai", "hichip", "reecam", "wificam", "reolink", "hipcam"}
)

#: Answers that always say what kind of thing it is: the firmware family adds nothing to that, doors and panels share it.
SAYS_ITS_KIND = frozenset({Protocol.ISAPI})

COUNTS: tuple[CountStatement, ...] = (
    CountStatement(Protocol.SADP, "digital_channels", 2, Kind.RECORDER, _LIKELY),
    CountStatement(Protocol.SADP, "analog_channels", 2, Kind.RECORDER, _LIKELY),
    CountStatement(Protocol.SADP, "disks", 1, Kind.RECORDER, _POSSIBLE),
    CountStatement(Protocol.DAHUA, "remote_video_inputs", 1, Kind.RECORDER, _LIKELY),
    CountStatement(Protocol.DVRIP, "channels", 2, Kind.RECORDER, _LIKELY),
    CountStatement(Protocol.TVT, "channels", 2, Kind.RECORDER, _LIKELY),
    CountStatement(Protocol.REOLINK_API, "channels", 2, Kind.RECORDER, _LIKELY),
    CountStatement(Protocol.PANASONIC, "channels", 2, Kind.RECORDER, _POSSIBLE),
    CountStatement(Protocol.DAHUA, "video_inputs", 2, Kind.RECORDER, _POSSIBLE),
)

#: Answering at all says something: the makers' search questions are answered by video equipment, ONVIF nearly always by it.
ANSWERS: tuple[tuple[Protocol, Kind, Certainty], ...] = (
    (Protocol.SADP, Kind.CAMERA, _LIKELY),
    (Protocol.DAHUA, Kind.CAMERA, _LIKELY),
    (Protocol.DVRIP, Kind.CAMERA, _LIKELY),
    (Protocol.TVT, Kind.CAMERA, _LIKELY),
    (Protocol.PANASONIC, Kind.CAMERA, _LIKELY),
    (Protocol.FOSCAM, Kind.CAMERA, _LIKELY),
    (Protocol.REOLINK, Kind.CAMERA, _LIKELY),
    # Known from one source only (protocols §0): rules ask for the model or the firmware before they are as sure.
    (Protocol.HANWHA, Kind.CAMERA, _POSSIBLE),
    (Protocol.BOSCH, Kind.CAMERA, _POSSIBLE),
    (Protocol.VIVOTEK, Kind.CAMERA, _POSSIBLE),
    (Protocol.SONY, Kind.CAMERA, _POSSIBLE),
    (Protocol.VSTARCAM, Kind.CAMERA, _POSSIBLE),
    (Protocol.ONVIF, Kind.CAMERA, _LIKELY),
    (Protocol.ISAPI, Kind.CAMERA, _LIKELY),
    (Protocol.DAHUA_CGI, Kind.CAMERA, _LIKELY),
    (Protocol.VIVOTEK_CGI, Kind.CAMERA, _LIKELY),
    (Protocol.RTSP, Kind.CAMERA, _POSSIBLE),
)
