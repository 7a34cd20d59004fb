"""A device that announces DNS-SD services (protocols §3.3)."""

import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from zeroconf import ServiceInfo
from zeroconf._dns import DNSPointer, DNSQuestion, DNSRecord
from zeroconf._protocol.incoming import DNSIncoming
from zeroconf._protocol.outgoing import DNSOutgoing

from app.practice.speaker import DatagramSpeaker

#: Numbers of the DNS protocol (RFC 1035 §3.2, §4.1).
_A, _PTR, _TXT, _SRV, _ANY = 1, 12, 16, 33, 255
_INTERNET = 1
_AUTHORITATIVE_RESPONSE = 0x8400

_ENUMERATION = "_services._dns-sd._udp.local."
#: Seconds that an answer to a one-shot question may be kept (RFC 6762 §6.7).
_TTL = 10


@dataclass(frozen=True, slots=True)
class DnsService:
    """One announced service; type is such as "_axis-video._tcp", host has no domain."""

    type: str
    instance: str
    host: str
    port: int
    txt: Mapping[str, str]


class MdnsSpeaker(DatagramSpeaker):
    """Answers from its own port to the port that asked, with the question repeated (RFC 6762 §6.7)."""

    port: ClassVar[int] = 5353
    groups: ClassVar[frozenset[str]] = frozenset({"224.0.0.251"})
    delay: ClassVar[tuple[float, float]] = (0.02, 0.12)

    def __init__(self, address: str, services: Iterable[DnsService]) -> None:
        self._services = tuple(_info(address, service) for service in services)

    def answers(self, untrusted: bytes) -> Sequence[bytes]:
        """One message that answers all questions that this device can answer."""
        question = DNSIncoming(untrusted)
        if not question.valid or not question.is_query():
            return ()
        out = DNSOutgoing(_AUTHORITATIVE_RESPONSE, multicast=False, id_=question.id)
        answers: dict[DNSRecord, None] = {}
        more: dict[DNSRecord, None] = {}
        for asked in question.questions:
            out.add_question(asked)
            for info in self._services:
                _answer(asked, info, answers, more)
        for record in answers:
            out.add_answer_at_time(record, 0)
        for record in more:
            if record not in answers:
                out.add_additional_answer(record)
        return out.packets() if answers else ()


def _info(address: str, service: DnsService) -> ServiceInfo:
    kind = f"{service.type}.local."
    return ServiceInfo(
        kind,
        f"{service.instance}.{kind}",
        port=service.port,
        properties=dict(service.txt),
        server=f"{service.host}.local.",
        addresses=[socket.inet_aton(address)],
    )


def _answer(asked: DNSQuestion, info: ServiceInfo, answers: dict[DNSRecord, None], more: dict[DNSRecord, None]) -> None:
    name = asked.name.lower()
    pointer, service, text = info.dns_pointer(_TTL), info.dns_service(_TTL), info.dns_text(_TTL)
    addresses = info.dns_addresses(_TTL)
    if name == _ENUMERATION and asked.type in {_PTR, _ANY}:
        answers[DNSPointer(_ENUMERATION, _PTR, _INTERNET, _TTL, info.type)] = None
    elif name == info.type.lower() and asked.type in {_PTR, _ANY}:
        answers[pointer] = None
        more.update(dict.fromkeys((service, text, *addresses)))
    elif name == info.name.lower():
        if asked.type in {_SRV, _ANY}:
            answers[service] = None
            more.update(dict.fromkeys(addresses))
        if asked.type in {_TXT, _ANY}:
            answers[text] = None
    elif name == service.server.lower() and asked.type in {_A, _ANY}:
        answers.update(dict.fromkeys(addresses))
