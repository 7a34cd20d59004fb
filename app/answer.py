"""Reads an answer that somebody hands over (`camera-check identify`, design §7): one word says what it is an answer to."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from app.handed_over import (
    dahua_cgi,
    ftp,
    isapi,
    reolink_api,
    sip,
    snmp,
    ssh,
    telnet,
    tplink_api,
    vivotek_cgi,
)
from app.knowledge.load import load
from app.model.identity import Identity
from app.model.sighting import Protocol, Sighting
from app.probes import (
    bosch,
    dahua,
    dhcp_name,
    favicon,
    foscam,
    hanwha,
    http_page,
    kasa,
    mdns,
    onvif,
    panasonic,
    reolink,
    rtsp,
    sadp,
    sony,
    ssdp,
    tapo,
    tls_certificate,
    tuya,
    tvt,
    ubiquiti,
    upnp_description,
    vapix,
    vivotek,
    vstarcam,
    ws_discovery,
    xiongmai,
)
from app.stages.identify import ClaimBook, identify
from app.stages.merge import merge
from app.untrusted.text import mac_address

#: Longest text that is read, in characters.
INPUT_LIMIT = 512 * 1024


#: Six parts of one or two digits, with nothing of an address before or behind them.
_MAC_IN_TEXT = re.compile(
    r"(?<![\w:.-])(?:(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}|(?:[0-9a-f]{2}-){5}[0-9a-f]{2})(?![\w:-])", re.IGNORECASE
)
_MAC_TEXT_LIMIT = 2000


def _read_mac(untrusted: str) -> dict[str, str]:
    mac = mac_address(untrusted.strip()) or _only_mac(untrusted)
    return {"mac": mac} if mac else {}


def _only_mac(untrusted: str) -> str:
    """The one address in a line of another program, also with its zeros left out; "" where there is none or are several."""
    found = {
        mac_address(":".join(part.zfill(2) for part in match[0].replace("-", ":").split(":")))
        for match in _MAC_IN_TEXT.finditer(untrusted[:_MAC_TEXT_LIMIT])
    } - {""}
    return found.pop() if len(found) == 1 else ""


def _read_tplink(untrusted: str) -> dict[str, str]:
    """Their two searches are one word: an answer is of the one form or of the other."""
    return kasa.read(untrusted) or tapo.read(untrusted)


_READERS: Mapping[Protocol, Callable[[str], dict[str, str]]] = MappingProxyType(
    {
        Protocol.WS_DISCOVERY: ws_discovery.read,
        Protocol.ONVIF: onvif.read,
        Protocol.MDNS: mdns.read,
        Protocol.SSDP: ssdp.read,
        Protocol.UPNP_DESCRIPTION: upnp_description.read,
        Protocol.SADP: sadp.read,
        Protocol.DAHUA: dahua.read,
        Protocol.DVRIP: xiongmai.read,
        Protocol.TVT: tvt.read,
        Protocol.HANWHA: hanwha.read,
        Protocol.BOSCH: bosch.read,
        Protocol.PANASONIC: panasonic.read,
        Protocol.VIVOTEK: vivotek.read,
        Protocol.SONY: sony.read,
        Protocol.FOSCAM: foscam.read,
        Protocol.VSTARCAM: vstarcam.read,
        Protocol.REOLINK: reolink.read,
        Protocol.TPLINK_DISCOVERY: _read_tplink,
        Protocol.UBIQUITI: ubiquiti.read,
        Protocol.TUYA: tuya.read,
        Protocol.NEIGHBOUR: _read_mac,
        Protocol.HTTP: http_page.read,
        Protocol.FAVICON: favicon.read,
        Protocol.TLS: tls_certificate.read,
        Protocol.RTSP: rtsp.read,
        Protocol.VAPIX: vapix.read,
        Protocol.DHCP: dhcp_name.read,
        Protocol.FTP: ftp.read,
        Protocol.TELNET: telnet.read,
        Protocol.SSH: ssh.read,
        Protocol.SIP: sip.read,
        Protocol.SNMP: snmp.read,
        Protocol.ISAPI: isapi.read,
        Protocol.DAHUA_CGI: dahua_cgi.read,
        Protocol.VIVOTEK_CGI: vivotek_cgi.read,
        Protocol.REOLINK_API: reolink_api.read,
        Protocol.TPLINK_API: tplink_api.read,
    }
)


def read_answer(protocol: str, untrusted_input: str) -> Sighting | None:
    """The answer as a sighting without an address; None for a protocol that is not known and for input that says nothing."""
    try:
        known = Protocol(protocol)
    except ValueError:
        return None
    reader = _READERS.get(known)
    if reader is None or len(untrusted_input) > INPUT_LIMIT:
        return None
    fields = reader(untrusted_input)
    return Sighting(known, "", fields, datetime.now(UTC)) if fields else None


def identify_answer(protocol: str, untrusted_input: str) -> Identity | None:
    """What we would say of a device that gave this one answer; None as read_answer(). Raises KnowledgeError."""
    sighting = read_answer(protocol, untrusted_input)
    if sighting is None:
        return None
    (group,) = merge((sighting,))
    return identify(group, ClaimBook(load()))
