"""A device that answers WS-Discovery probes (protocols §3.1)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from xml.sax.saxutils import escape

from app.practice.speaker import DatagramSpeaker
from app.untrusted import xml as untrusted_xml

_SOAP = "http://www.w3.org/2003/05/soap-envelope"
_ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
_DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery"
_NAMESPACES = {
    "dn": "http://www.onvif.org/ver10/network/wsdl",
    "tds": "http://www.onvif.org/ver10/device/wsdl",
    "pub": "http://schemas.microsoft.com/windows/pub/2005/07",
    "wsdp": "http://schemas.xmlsoap.org/ws/2006/02/devprof",
}


@dataclass(frozen=True, slots=True)
class ProbeMatch:
    """What the device says of itself. types are prefixed names with the prefixes dn, tds, pub and wsdp.

    drops_urn repeats the id of the question without "urn:", as TP-IPC does.
    """

    endpoint: str
    types: tuple[str, ...]
    scopes: tuple[str, ...]
    xaddrs: tuple[str, ...]
    drops_urn: bool = False


class WsDiscoverySpeaker(DatagramSpeaker):
    """Answers a probe for one of its types and a probe for any type, after up to 300 ms."""

    port: ClassVar[int] = 3702
    groups: ClassVar[frozenset[str]] = frozenset({"239.255.255.250"})
    delay: ClassVar[tuple[float, float]] = (0.0, 0.3)

    def __init__(self, match: ProbeMatch) -> None:
        self._match = match
        self._local_types = {name.rpartition(":")[2] for name in match.types}

    def answers(self, untrusted: bytes) -> Sequence[bytes]:
        """One ProbeMatches envelope for a Probe whose types fit."""
        try:
            envelope = untrusted_xml.parse(untrusted)
        except untrusted_xml.UntrustedXmlError:
            return ()
        probe = untrusted_xml.find(envelope, "Probe")
        if probe is None:
            return ()
        wanted = {name.rpartition(":")[2] for name in untrusted_xml.text_of(probe, "Types").split()}
        if not wanted <= self._local_types:
            return ()
        asked = untrusted_xml.text_of(envelope, "MessageID")
        return (self._envelope(asked.removeprefix("urn:") if self._match.drops_urn else asked),)

    def _envelope(self, relates_to: str) -> bytes:
        match = self._match
        prefixes = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<env:Envelope xmlns:env="{_SOAP}" xmlns:wsa="{_ADDRESSING}"'
            f' xmlns:d="{_DISCOVERY}"{prefixes}><env:Header><wsa:MessageID>urn:uuid:{uuid.uuid4()}</wsa:MessageID>'
            f"<wsa:RelatesTo>{escape(relates_to)}</wsa:RelatesTo>"
            f'<wsa:To env:mustUnderstand="true">{_ADDRESSING}/role/anonymous</wsa:To>'
            f'<wsa:Action env:mustUnderstand="true">{_DISCOVERY}/ProbeMatches</wsa:Action></env:Header>'
            f"<env:Body><d:ProbeMatches><d:ProbeMatch><wsa:EndpointReference><wsa:Address>{escape(match.endpoint)}"
            f"</wsa:Address></wsa:EndpointReference><d:Types>{escape(' '.join(match.types))}</d:Types>"
            f"<d:Scopes>{escape(' '.join(match.scopes))}</d:Scopes><d:XAddrs>{escape(' '.join(match.xaddrs))}</d:XAddrs>"
            "<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></env:Body></env:Envelope>"
        ).encode()
