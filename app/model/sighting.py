"""One answer from the network."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Protocol(StrEnum):
    """The question that was answered; the value is the word of the machine formats (design §7)."""

    WS_DISCOVERY = "wsdiscovery"
    ONVIF = "onvif"
    MDNS = "mdns"
    SSDP = "ssdp"
    UPNP_DESCRIPTION = "upnp-description"
    SADP = "sadp"
    DAHUA = "dahua"
    DVRIP = "dvrip"
    TVT = "tvt"
    HANWHA = "hanwha"
    BOSCH = "bosch"
    PANASONIC = "panasonic"
    VIVOTEK = "vivotek"
    SONY = "sony"
    FOSCAM = "foscam"
    VSTARCAM = "vstarcam"
    REOLINK = "reolink"
    TPLINK_DISCOVERY = "tplink-discovery"
    UBIQUITI = "ubiquiti"
    TUYA = "tuya"
    NEIGHBOUR = "mac"
    HTTP = "http"
    FAVICON = "favicon"
    TLS = "tls"
    RTSP = "rtsp"
    VAPIX = "vapix"
    FTP = "ftp"
    TELNET = "telnet"
    SSH = "ssh"
    SIP = "sip"
    SNMP = "snmp"
    ISAPI = "isapi"
    DAHUA_CGI = "dahua-cgi"
    VIVOTEK_CGI = "vivotek-cgi"
    REOLINK_API = "reolink-api"
    TPLINK_API = "tplink-api"
    PORTS = "ports"
    DHCP = "dhcp"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One answer, reduced to allow-listed fields.

    untrusted_fields holds text of the device: bounded, free of control characters, otherwise whatever it chose to say.
    Field names are those of docs/sightings.md; a field with several values holds one a line.
    address is where the answer came from (IPv6 with its scope); port is the service that answered, 0 where there is none.
    """

    protocol: Protocol
    address: str
    untrusted_fields: Mapping[str, str]
    seen_at: datetime
    port: int = 0
    interface: str = ""
