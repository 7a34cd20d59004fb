"""mDNS and DNS-SD, how devices announce their services (protocols §3.3). zeroconf reads and writes the messages, app.net sends them."""

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from secrets import randbelow
from typing import Any

from zeroconf._dns import DNSQuestion
from zeroconf._protocol.outgoing import DNSOutgoing

from app.model.events import QuestionRecord
from app.model.sighting import Protocol, Sighting
from app.net.network import Net
from app.net.udp import Datagram, GroupQuestion
from app.probes.mdns.services import ANY_ADDRESS, POINTER, Question, ServiceList, service_fields, split_instance
from app.untrusted.json import TEXT_LIMIT, first_object
from app.untrusted.pairs import pairs

See = Callable[[Sighting], None]

PORT = 5353
_GROUP4, _GROUP6 = "224.0.0.251", "ff02::fb"
#: From a port of our own: devices answer to it directly (RFC 6762 §6.7), also when another program holds port 5353.
QUESTION = GroupQuestion("mdns", PORT, groups4=(_GROUP4,), groups6=(_GROUP6,), ttl=255)
#: From port 5353: devices answer to the group, and what they announce by themselves is heard.
GROUP_QUESTION = GroupQuestion(
    "mdns-group", PORT, groups4=(_GROUP4,), listen_port=PORT, listen_groups4=(_GROUP4,), ttl=255
)
#: Seconds after the first send; the second one goes out from port 5353.
SEND_AT = (0.0, 0.8, 2.2)
_TICK_SECONDS = 0.1

#: Largest message that is sent, in bytes; a question takes less than its name, its type and class.
MESSAGE_LIMIT = 1400
_QUESTION_OVERHEAD = 6
_INTERNET = 1

ENUMERATION = "_services._dns-sd._udp"
#: What cameras announce, and what tells that a thing is something else.
BROWSED = (
    ENUMERATION,
    "_axis-video._tcp",
    "_axis-nvr._tcp",
    "_rtsp._tcp",
    "_psia._tcp",
    "_CGI._tcp",
    "_hap._tcp",
    "_hap._udp",
    "_arlo-video._tcp",
    "_arec._tcp",
    "_miio._udp",
    "_onvif._tcp",
    "_http._tcp",
    "_https._tcp",
    "_device-info._tcp",
    "_googlecast._tcp",
    "_androidtvremote2._tcp",
    "_airplay._tcp",
    "_raop._tcp",
    "_spotify-connect._tcp",
    "_sonos._tcp",
    "_hue._tcp",
    "_matter._tcp",
    "_matterc._udp",
    "_ipp._tcp",
    "_ipps._tcp",
    "_printer._tcp",
    "_pdl-datastream._tcp",
    "_scanner._tcp",
    "_smb._tcp",
    "_afpovertcp._tcp",
    "_ssh._tcp",
    "_sftp-ssh._tcp",
    "_workstation._tcp",
    "_companion-link._tcp",
)

_TEXT_PAIR_STARTS = re.compile(r"[\s,;]+(?=[\w#.-]+=)")
#: A resolved service as avahi-browse -p prints it.
_AVAHI = re.compile(
    r"^=;[^;\n]{0,64};IPv[46];(?P<name>[^;\n]{1,256});(?P<type>_[^;\n]{1,64});[^;\n]{0,64};(?P<host>[^;\n]{0,256});"
    r"[^;\n]{0,64};(?P<port>\d{1,5});(?P<txt>[^\n]{0,4096})",
    re.MULTILINE,
)
_DECIMAL_ESCAPE = re.compile(r"\\(\d{3})")
_QUOTED = re.compile(r'"([^"]*)"')


def build_queries(questions: Iterable[Question], *, one_shot: bool) -> list[bytes]:
    """The questions in as few messages of at most MESSAGE_LIMIT bytes as they need.

    one_shot: asked from a port of our own, so with a number of its own (RFC 6762 §6.7); else the number is 0 (§18.1).
    """
    messages: list[bytes] = []
    room = 0
    out: DNSOutgoing | None = None
    for name, record_type in dict.fromkeys(questions):
        size = len(name.encode()) + _QUESTION_OVERHEAD
        if out is None or size > room:
            messages += out.packets() if out else []
            out = DNSOutgoing(0, multicast=not one_shot, id_=1 + randbelow(0xFFFF) if one_shot else 0)
            room = MESSAGE_LIMIT - 12
        out.add_question(DNSQuestion(name, record_type, _INTERNET))
        room -= size
    return messages + (out.packets() if out else [])


def browse_questions(types: Iterable[str] = BROWSED) -> list[Question]:
    """Who offers these services?"""
    return [(f"{service_type}.local.", POINTER) for service_type in types]


def parse_reply(untrusted: bytes) -> list[dict[str, str]]:
    """The fields of each service that one message speaks of; [] for questions and all else."""
    services = ServiceList(ANY_ADDRESS)
    services.add(untrusted, source="0.0.0.0", interface="", now=0.0)  # noqa: S104 - a name for "nobody", not bound
    return [announced.fields for announced in services.take(now=0.0, final=True)]


def read(untrusted: str) -> dict[str, str]:
    """The fields of a JSON text {"type", "name", "txt"}; txt is an object, a list of "key=value" or a text; {} when it is none.

    Understood are also lines "type: …", and a line of avahi-browse (its -p form).
    """
    found = _AVAHI.search(untrusted[:TEXT_LIMIT])
    said: Mapping[str, Any] = (
        found.groupdict() if found else first_object(untrusted) or (pairs(untrusted) if "{" not in untrusted else {})
    )
    name = _first(said, "name", "instance", "fullname")
    instance, service_type = split_instance(name) or (_unescaped(name), _first(said, "type", "service", "servicetype"))
    service_type = service_type.rstrip(".").removesuffix(".local")
    if not service_type.startswith("_") and "{" not in untrusted:
        # Pairs of names and values without a service are of anything.
        return {}
    port = _first(said, "port")
    number = int(port) if port.isdecimal() and len(port) <= 5 else 0
    texts = next((said[key] for key in ("txt", "properties", "TXT", "text", "attributes") if said.get(key)), None)
    return service_fields(service_type, instance, _first(said, "host", "server", "hostname"), number, _pairs(texts))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Browse three times, ask after what is missing of each service, and hear announcements until listening ends."""
    services = ServiceList(net.may_visit)
    sources: set[str] = set()

    def tell(*, final: bool = False) -> None:
        for announced in services.take(net.clock(), final=final):
            sources.add(announced.address)
            seen(
                Sighting(
                    Protocol.MDNS,
                    announced.address,
                    announced.fields,
                    datetime.now(UTC),
                    announced.port,
                    announced.interface,
                )
            )

    def receive(datagram: Datagram) -> None:
        services.add(datagram.untrusted_data, datagram.source, datagram.interface, net.clock())
        tell()

    async with net.open_udp(QUESTION, receive) as asker, net.open_udp(GROUP_QUESTION, receive) as group_asker:
        begin = net.clock()
        rounds = 0
        while net.clock() < net.listen_until:
            if rounds < len(SEND_AT) and net.clock() >= begin + SEND_AT[rounds]:
                one_shot = rounds != 1 or not group_asker.available
                for message in build_queries(browse_questions(), one_shot=one_shot):
                    (asker if one_shot else group_asker).send_groups(message)
                rounds += 1
            tell()
            for message in build_queries(services.questions(net.clock(), known=BROWSED), one_shot=True):
                asker.send_groups(message)
            await asyncio.sleep(min(_TICK_SECONDS, max(0.0, net.listen_until - net.clock())))
    tell(final=True)
    return QuestionRecord(
        Protocol.MDNS,
        sent=asker.sent + group_asker.sent,
        answered=len(sources),
        available=asker.available and group_asker.available,
    )


def _pairs(untrusted: Any) -> list[str]:
    """TXT pairs as "key=value", from any of the three forms."""
    if isinstance(untrusted, Mapping):
        return [f"{key}={_text(value)}" for key, value in untrusted.items()]
    if isinstance(untrusted, list):
        return [_text(pair) for pair in untrusted]
    text = untrusted if isinstance(untrusted, str) else ""
    if quoted := _QUOTED.findall(text):
        return list(quoted)
    return [pair for line in text.splitlines() for pair in _TEXT_PAIR_STARTS.split(line.strip())]


def _first(untrusted: Mapping[str, Any], *keys: str) -> str:
    return next((text for key in keys if (text := _text(untrusted.get(key)))), "")


def _unescaped(untrusted: str) -> str:
    r"""A name in which DNS writes single characters as \032."""
    return _DECIMAL_ESCAPE.sub(lambda escape: chr(int(escape[1])) if int(escape[1]) < 128 else " ", untrusted)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
