"""Where a device writes free text, and how much words weigh there."""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

from app.model.sighting import Protocol


class Place(Enum):
    """How the words of a field came to be there."""

    #: The firmware writes there what the device is: a title, a realm, the name of its server.
    NAMES = auto()
    #: People write there: a host name, a name in an announcement.
    CHOSEN = auto()
    #: Visible text, descriptions.
    SHOWS = auto()
    #: Hosts that a page links to, remarks and texts in scripts.
    LINKS = auto()
    #: Files that a page uses.
    FILES = auto()


#: Fields with free text, of each protocol the most telling first.
PLACES: Mapping[Protocol, Mapping[str, Place]] = MappingProxyType(
    {
        Protocol.HTTP: MappingProxyType(
            {
                "title": Place.NAMES,
                "realm": Place.NAMES,
                "server": Place.NAMES,
                "generator": Place.NAMES,
                "meta": Place.SHOWS,
                "text": Place.SHOWS,
                "hidden": Place.LINKS,
                "sites": Place.LINKS,
                "paths": Place.FILES,
            }
        ),
        Protocol.RTSP: MappingProxyType(
            {"realm": Place.NAMES, "server": Place.NAMES, "sdp_name": Place.NAMES, "sdp_information": Place.NAMES}
        ),
        Protocol.TLS: MappingProxyType({"subject": Place.NAMES, "issuer": Place.NAMES}),
        Protocol.SNMP: MappingProxyType({"description": Place.NAMES, "model": Place.NAMES, "name": Place.CHOSEN}),
        Protocol.FTP: MappingProxyType({"banner": Place.NAMES}),
        Protocol.TELNET: MappingProxyType({"banner": Place.NAMES, "prompt": Place.NAMES}),
        Protocol.SIP: MappingProxyType({"server": Place.NAMES, "user_agent": Place.NAMES, "realm": Place.NAMES}),
        Protocol.SSDP: MappingProxyType({"server": Place.NAMES}),
        Protocol.UPNP_DESCRIPTION: MappingProxyType(
            {"model_description": Place.NAMES, "model_name": Place.NAMES, "friendly_name": Place.CHOSEN}
        ),
        Protocol.ONVIF: MappingProxyType({"model": Place.NAMES, "manufacturer": Place.NAMES, "name": Place.NAMES}),
        Protocol.WS_DISCOVERY: MappingProxyType({"hardware": Place.NAMES, "name": Place.NAMES}),
        Protocol.MDNS: MappingProxyType({"txt.ty": Place.NAMES, "txt.md": Place.NAMES, "instance": Place.CHOSEN}),
        Protocol.DHCP: MappingProxyType({"hostname": Place.CHOSEN}),
    }
)
