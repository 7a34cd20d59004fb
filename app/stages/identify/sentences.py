"""The plain sentences that evidence is told in: where something was read, and what it points to."""

from app.model.identity import Kind, OtherThing
from app.model.sighting import Protocol
from app.model.text import N_, Sentence

_READINGS: dict[str, str] = {
    "wsdiscovery.types": N_("It answered the search call for network video devices."),
    "wsdiscovery.name": N_("It announces itself to camera programs as “{text}”."),
    "wsdiscovery.hardware": N_("It announces its hardware to camera programs as “{text}”."),
    "wsdiscovery.model": N_("It announces its model to camera programs as “{text}”."),
    "wsdiscovery.manufacturer": N_("It announces its maker to camera programs as “{text}”."),
    "wsdiscovery.serial": N_("It announces its serial number to camera programs."),
    "wsdiscovery": N_("It answered the search call of camera programs with “{text}”."),
    "onvif.manufacturer": N_("Asked by the common camera standard (ONVIF), it gives “{text}” as its manufacturer."),
    "onvif.model": N_("Asked by the common camera standard (ONVIF), it gives the model “{text}”."),
    "onvif.firmware": N_("Asked by the common camera standard (ONVIF), it gives the firmware “{text}”."),
    "onvif.serial": N_("Asked by the common camera standard (ONVIF), it gives its serial number."),
    "onvif.hostname": N_("It calls itself “{text}” on the network."),
    "onvif.services": N_("It offers video services by the common camera standard (ONVIF)."),
    "onvif": N_("It speaks the common camera standard (ONVIF)."),
    "mdns.type": N_("It announces the service “{text}” on the network."),
    "mdns.instance": N_("It announces itself on the network as “{text}”."),
    "mdns.host": N_("Its network name is “{text}”."),
    "mdns": N_("It announces “{text}” about itself on the network."),
    "ssdp.server": N_("It describes its software on the network as “{text}”."),
    "ssdp": N_("It announces “{text}” on the network."),
    "upnp-description.manufacturer": N_("Its network description gives “{text}” as its manufacturer."),
    "upnp-description.model_name": N_("Its network description gives the model “{text}”."),
    "upnp-description.model_number": N_("Its network description gives the model “{text}”."),
    "upnp-description.friendly_name": N_("Its network description gives the name “{text}”."),
    "upnp-description.device_type": N_("Its network description gives the kind “{text}”."),
    "upnp-description.serial": N_("Its network description gives its serial number."),
    "upnp-description": N_("Its network description says “{text}”."),
    "sadp": N_("It answered the search question that only Hikvision's firmware family answers."),
    "sadp.model": N_("It answered the makers' search question of Hikvision with the model name “{text}”."),
    "sadp.firmware": N_("It answered the makers' search question of Hikvision with the firmware “{text}”."),
    "sadp.serial": N_("It answered the makers' search question of Hikvision with its serial number."),
    "sadp.digital_channels": N_("It says that it has {text} channels for cameras."),
    "sadp.analog_channels": N_("It says that it has {text} inputs for cameras."),
    "sadp.disks": N_("It says that it has disks for recordings."),
    "dahua": N_("It answered the search question that only Dahua's firmware family answers."),
    "dahua.model": N_("It answered the makers' search question of Dahua with the model name “{text}”."),
    "dahua.firmware": N_("It answered the makers' search question of Dahua with the firmware “{text}”."),
    "dahua.serial": N_("It answered the makers' search question of Dahua with its serial number."),
    "dahua.vendor": N_("It answered the makers' search question of Dahua with the brand “{text}”."),
    "dahua.manufacturer": N_("It answered the makers' search question of Dahua with “{text}” as its manufacturer."),
    "dahua.device_class": N_("It answered the makers' search question of Dahua with the kind “{text}”."),
    "dahua.machine_name": N_("Somebody named it “{text}”."),
    "dahua.remote_video_inputs": N_("It says that it has {text} channels for cameras."),
    "dahua.video_inputs": N_("It says that it has {text} inputs for cameras."),
    "tuya": N_("It announces itself as a device of the Tuya family; what kind of device stays unknown."),
    "mac": N_("Its network hardware address belongs to a block registered by {text}."),
    "http.server": N_("Its web server calls itself “{text}”."),
    "http.title": N_("Its web page has the title “{text}”."),
    "http.realm": N_("Its web page asks for a password with the words “{text}”."),
    "http.paths": N_("Its web page uses the file “{text}”."),
    "http.redirect": N_("Its web page leads to “{text}”."),
    "http.text": N_("Its web page shows “{text}”."),
    "http.hidden": N_("Its web page holds the text “{text}”."),
    "http.sites": N_("Its web page links to “{text}”."),
    "http.model": N_("Its web page gives the model “{text}”."),
    "http.manufacturer": N_("Its web page gives “{text}” as its manufacturer."),
    "http.firmware": N_("Its web page gives the firmware “{text}”."),
    "http": N_("Its web page says “{text}”."),
    "favicon": N_("Its web page shows a picture known from other devices of that maker."),
    "tls": N_("Its security certificate names “{text}”."),
    "rtsp.server": N_("Its video server calls itself “{text}”."),
    "rtsp.realm": N_("Its video server asks for a password with the words “{text}”."),
    "rtsp": N_("It offers a video stream."),
    "vapix.model": N_("It answered the question for Axis devices with the model “{text}”."),
    "vapix.firmware": N_("It answered the question for Axis devices with the firmware “{text}”."),
    "vapix.serial": N_("It answered the question for Axis devices with its serial number."),
    "vapix": N_("It answered the question for Axis devices."),
    "ftp": N_("Its file server greets with “{text}”."),
    "telnet": N_("Its telnet service shows “{text}”."),
    "ssh": N_("Its service for remote commands (SSH) calls itself “{text}”."),
    "sip": N_("Its telephone service (SIP) calls itself “{text}”."),
    "sip.realm": N_("Its telephone service (SIP) asks for a password with the words “{text}”."),
    "snmp.description": N_("Asked by network management (SNMP), it describes itself as “{text}”."),
    "snmp.object_id": N_("Asked by network management (SNMP), it gives the kind number {text}."),
    "snmp.serial": N_("Asked by network management (SNMP), it gives its serial number."),
    "snmp": N_("Asked by network management (SNMP), it says “{text}”."),
    "onvif.name": N_("Asked by the common camera standard (ONVIF), it gives the name “{text}”."),
    "onvif.hardware": N_("Asked by the common camera standard (ONVIF), it gives the model “{text}”."),
    "label.brand": N_("Its label shows the name “{text}”."),
    "label.manufacturer": N_("Its label gives “{text}” as its manufacturer."),
    "label.model": N_("Its label gives the model “{text}”."),
    "label.serial": N_("Its label gives its serial number."),
    "label.serial_guess": N_("One code on its label has no other meaning: such a code is usually the serial number."),
    "label.firmware": N_("Its label gives the firmware “{text}”, that of the day it left the factory."),
    "label.hardware": N_("Its label gives the hardware “{text}”."),
    "label": N_("Its label says “{text}”."),
    "dhcp.hostname": N_("It called itself “{text}” when it joined the network."),
}
#: The searches of single makers are told alike.
_SEARCHES: dict[Protocol, str] = {
    Protocol.DVRIP: "Xiongmai",
    Protocol.TVT: "TVT",
    Protocol.HANWHA: "Hanwha",
    Protocol.BOSCH: "Bosch",
    Protocol.PANASONIC: "Panasonic",
    Protocol.VIVOTEK: "Vivotek",
    Protocol.SONY: "Sony",
    Protocol.FOSCAM: "Foscam",
    Protocol.VSTARCAM: "VStarcam",
    Protocol.REOLINK: "Reolink",
    Protocol.TPLINK_DISCOVERY: "TP-Link",
    Protocol.UBIQUITI: "Ubiquiti",
}
_ANSWERED_SEARCH = N_("It answered the makers' search question of {maker}.")
_SEARCH_READINGS: dict[str, str] = {
    "model": N_("It answered the makers' search question of {maker} with the model name “{text}”."),
    "firmware": N_("It answered the makers' search question of {maker} with the firmware “{text}”."),
    "hardware": N_("It answered the makers' search question of {maker} with the hardware “{text}”."),
    "serial": N_("It answered the makers' search question of {maker} with its serial number."),
    "manufacturer": N_("It answered the makers' search question of {maker} with “{text}” as its manufacturer."),
    "device_type": N_("It answered the makers' search question of {maker} with the kind “{text}”."),
    "name": N_("It answered the makers' search question of {maker} with the name “{text}”."),
    "channels": N_("It says that it has {text} channels for cameras."),
}
#: Device information that only the owner can ask for is told alike.
_INFORMATION: dict[Protocol, str] = {
    Protocol.ISAPI: "Hikvision",
    Protocol.DAHUA_CGI: "Dahua",
    Protocol.VIVOTEK_CGI: "VIVOTEK",
    Protocol.REOLINK_API: "Reolink",
    Protocol.TPLINK_API: "TP-Link",
}
_GAVE_INFORMATION = N_("It answered a question for devices of {maker} with “{text}”.")
_INFORMATION_READINGS: dict[str, str] = {
    "model": N_("It answered a question for devices of {maker} with the model “{text}”."),
    "extended_model": N_("It answered a question for devices of {maker} with the model “{text}”."),
    "firmware": N_("It answered a question for devices of {maker} with the firmware “{text}”."),
    "hardware": N_("It answered a question for devices of {maker} with the hardware “{text}”."),
    "serial": N_("It answered a question for devices of {maker} with its serial number."),
    "manufacturer": N_("It answered a question for devices of {maker} with “{text}” as its manufacturer."),
    "vendor": N_("It answered a question for devices of {maker} with the brand “{text}”."),
    "device_type": N_("It answered a question for devices of {maker} with the kind “{text}”."),
    "device_class": N_("It answered a question for devices of {maker} with the kind “{text}”."),
    "channels": N_("It says that it has {text} channels for cameras."),
    "needs_login": N_("It answered a question for devices of {maker} by asking for a login."),
}
_PLAIN = N_("It says “{text}”.")
_AFTER_SIGN_IN = N_("{reading} It told this after you signed in.")
_POINTS = N_("{reading} That points to {conclusion}.")
_WITH_A_WARNING = N_("{reading} {conclusion}")

_KINDS: dict[Kind, str] = {
    Kind.CAMERA: N_("a camera"),
    Kind.RECORDER: N_("a recorder"),
    Kind.DOORBELL: N_("a doorbell with a camera"),
    Kind.INTERCOM: N_("an intercom"),
    Kind.ENCODER: N_("an encoder for cameras with a coaxial cable"),
    Kind.SOFTWARE: N_("camera or recorder software on a computer"),
}
_OTHERS: dict[OtherThing, str] = {
    OtherThing.PRINTER: N_("a printer"),
    OtherThing.ROUTER: N_("a router"),
    OtherThing.TELEVISION: N_("a television or television box"),
    OtherThing.STORAGE: N_("a network drive"),
    OtherThing.COMPUTER: N_("a computer"),
    OtherThing.PHONE: N_("a phone or tablet"),
    OtherThing.SPEAKER: N_("a speaker"),
    OtherThing.LIGHT: N_("a light"),
    OtherThing.MEDIA_SERVER: N_("a music or film library"),
    OtherThing.SMART_HOME: N_("a smart-home device"),
    OtherThing.UNKNOWN: N_("something that is not a camera"),
}
_SELLER = N_("The name a device gives as its manufacturer is often the seller's.")
_SELLS_CAMERAS = N_("a camera of {brand}, a firm that sells little else")
_FIRMWARE_FAMILY = N_("devices that share the firmware family of {maker}")


def reading(protocol: Protocol, field: str, untrusted_text: str) -> Sentence:
    """Where it was read."""
    if maker := _SEARCHES.get(protocol):
        return Sentence(_SEARCH_READINGS.get(field, _ANSWERED_SEARCH), {"maker": maker, "text": untrusted_text})
    if maker := _INFORMATION.get(protocol):
        return Sentence(_INFORMATION_READINGS.get(field, _GAVE_INFORMATION), {"maker": maker, "text": untrusted_text})
    template = _READINGS.get(f"{protocol}.{field}") or _READINGS.get(protocol.value) or _PLAIN
    return Sentence(template, {"text": untrusted_text})


def points_to(read: Sentence, conclusion: str | Sentence) -> Sentence:
    """Where it was read and what that points to, or what to keep in mind of it."""
    template = _WITH_A_WARNING if conclusion == often_the_seller() else _POINTS
    return Sentence(template, {"reading": read, "conclusion": conclusion})


def of_kind(kind: Kind) -> Sentence:
    """The kind as the end of a sentence."""
    return Sentence(_KINDS[kind])


def of_thing(thing: OtherThing) -> Sentence:
    """The thing as the end of a sentence."""
    return Sentence(_OTHERS[thing])


def of_platform(maker: str) -> Sentence:
    """A firmware family as the end of a sentence."""
    return Sentence(_FIRMWARE_FAMILY, {"maker": maker})


def sells_cameras(brand: str) -> Sentence:
    """That a firm sells little else, as the end of a sentence."""
    return Sentence(_SELLS_CAMERAS, {"brand": brand})


def after_sign_in(read: Sentence) -> Sentence:
    """What the device told its owner only."""
    return Sentence(_AFTER_SIGN_IN, {"reading": read})


def often_the_seller() -> Sentence:
    """Why a manufacturer text alone is weak."""
    return Sentence(_SELLER)
