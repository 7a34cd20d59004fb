"""WS-Discovery, the search that ONVIF cameras answer (protocols §3.1): a Probe to the group, or to single hosts."""

import asyncio
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from ipaddress import ip_address
from itertools import islice, pairwise
from urllib.parse import unquote
from uuid import UUID, uuid4
from xml.etree.ElementTree import Element

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import Answers, See
from app.net.network import Net
from app.net.pause import wait_for_the_end, wait_until
from app.net.udp import Datagram, GroupQuestion
from app.untrusted.text import clean, clean_lines, compact, decode, mac_address
from app.untrusted.url import is_same_host, split_url
from app.untrusted.xml import DOCUMENT_LIMIT, UntrustedXmlError, find, local, parse, text_of

PORT = 3702
QUESTION = GroupQuestion("wsdiscovery", PORT, groups4=("239.255.255.250",), groups6=("ff02::c",))
#: Devices that are switched on meanwhile say Hello to the group.
HELLO = GroupQuestion("wsdiscovery-hello", PORT, listen_port=PORT, listen_groups4=("239.255.255.250",))
#: Seconds after the first send.
SEND_AT = (0.0, 0.25, 1.5)
#: Hosts that are asked one by one, per second, and how long the last of them may take to answer.
HOSTS_A_SECOND = 50
HOST_WAIT_SECONDS = 3.0

#: Most devices that one datagram may speak for, and most service addresses that are followed of one device.
MATCHES_LIMIT = 16
SERVICES_LIMIT = 6
#: Most scopes of one device and longest scope that are read.
SCOPES_LIMIT = 64
SCOPE_LIMIT = 512

_DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery"
_ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
_ANNOUNCEMENTS = frozenset({"probematch", "resolvematch", "hello", "bye"})
_ONVIF_SCOPE = re.compile(r"onvif://[^/]*onvif\.org[^/]*/+([^/]+)/*(.*)", re.IGNORECASE | re.DOTALL)
_STARTS_SCOPE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(?:urn|uuid|https?|onvif|ldap|mailto):", re.IGNORECASE)
_PLUS_FOR_SPACE = re.compile(r"(?<=\w)\+(?=\w)")
_ENDPOINT_PREFIX = re.compile(r"(?:urn:)?(?:uuid:)?", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BROKEN_MATCH = re.compile(r"<(?:[\w.-]+:)?(?:ProbeMatch|ResolveMatch|Hello|Bye)\b[^>]*>", re.IGNORECASE)
_BROKEN_ELEMENT = re.compile(r"<(?:[\w.-]+:)?(Address|Types|Scopes|XAddrs)\b[^<>]*>([^<]*)<", re.IGNORECASE)

_SINGLE_CATEGORIES = {
    "name": "name",
    "hardware": "hardware",
    "manufacturer": "manufacturer",
    "model": "model",
    "serial": "serial",
    "serialnumber": "serial",
    "version": "firmware",
    "firmware": "firmware",
}
_MAC_CATEGORIES = frozenset({"mac", "macaddress", "macaddr"})

_ONVIF_SCOPES = re.compile(r"""onvif://[^\s'"<>,\[\]]{1,512}""", re.IGNORECASE)
_SERVICE_URLS = re.compile(r"""https?://[^\s'"<>,\[\]]{1,256}/onvif/[^\s'"<>,\[\]]{0,256}""", re.IGNORECASE)
_QUESTION = re.compile(r"<(?:[\w.-]+:)?Probe[\s>]")

_BODY = b"Body>"
_BODIES_REMEMBERED = 4096


class Wanted(Enum):
    """The three variants of the question (protocols §3.1): the name space of the type's prefix, and the type."""

    TRANSMITTER = ("dn", "http://www.onvif.org/ver10/network/wsdl", "NetworkVideoTransmitter")
    DEVICE = ("tds", "http://www.onvif.org/ver10/device/wsdl", "Device")
    ANYTHING = ("dn", "http://www.onvif.org/ver10/network/wsdl", "")


def build_probe(wanted: Wanted, message_id: UUID) -> bytes:
    """The Probe of protocols appendix A."""
    prefix, namespace, name = wanted.value
    types = f"<d:Types>{prefix}:{name}</d:Types>" if name else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="{_ADDRESSING}"'
        f' xmlns:d="{_DISCOVERY}" xmlns:{prefix}="{namespace}">'
        f'<s:Header><a:Action s:mustUnderstand="1">{_DISCOVERY}/Probe</a:Action>'
        f"<a:MessageID>urn:uuid:{message_id}</a:MessageID>"
        f"<a:ReplyTo><a:Address>{_ADDRESSING}/role/anonymous</a:Address></a:ReplyTo>"
        '<a:To s:mustUnderstand="1">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>'
        f"<s:Body><d:Probe>{types}</d:Probe></s:Body></s:Envelope>"
    ).encode()


def parse_reply(untrusted: bytes) -> list[dict[str, str]]:
    """The fields of each device that a ProbeMatches, ResolveMatches, Hello or Bye speaks of; [] for all else."""
    if len(untrusted) > DOCUMENT_LIMIT:
        return []
    try:
        root = parse(untrusted)
    except UntrustedXmlError:
        found = [_fields(*parts) for parts in _broken_parts(decode(untrusted))]
    else:
        found = [_fields(*_parts(match)) for match in _matches(root)]
    return [fields for fields in found if fields]


def read(untrusted: str) -> dict[str, str]:
    """The fields of the first device in a SOAP text, or of a list of scopes; {} when it is neither."""
    replies = parse_reply(_XML_DECLARATION.sub("", untrusted).encode("utf-8", "replace"))
    if replies:
        return replies[0]
    if _QUESTION.search(untrusted) or len(untrusted) > DOCUMENT_LIMIT:
        return {}
    scopes = " ".join(islice(_ONVIF_SCOPES.findall(untrusted), SCOPES_LIMIT))
    urls = " ".join(islice(_SERVICE_URLS.findall(untrusted), SERVICES_LIMIT))
    return _fields("", "", scopes, urls) if scopes else {}


def service_urls(fields: Mapping[str, str], source_address: str) -> list[tuple[str, int, str, bool]]:
    """Where the device's services are, as (address, port, path, tls), all on source_address.

    An address that names another host is left out. One that only fails to name a host (0.0.0.0, a host name, loopback, a
    self-assigned address) is taken for the source when no address names the source itself.
    """
    named: list[tuple[str, int, str, bool]] = []
    unnamed: list[tuple[str, int, str, bool]] = []
    for line in fields.get("xaddrs", "").splitlines():
        url = split_url(line)
        if url is None:
            continue
        service = (source_address, url.port, url.path, url.tls)
        if is_same_host(url.host, source_address):
            named.append(service)
        elif _names_nobody(url.host):
            unnamed.append(service)
    return list(dict.fromkeys(named or unnamed))[:SERVICES_LIMIT]


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Send the three variants three times, then hear answers and Hellos until listening ends."""
    answers = Answers(Protocol.WS_DISCOVERY, PORT, seen)
    receive = _receiver(answers)
    async with net.open_udp(HELLO, receive), net.open_udp(QUESTION, receive) as asker:
        begin = net.clock()
        for offset in SEND_AT:
            if not await wait_until(net, begin + offset):
                break
            for wanted in Wanted:
                asker.send_groups(build_probe(wanted, uuid4()))
        await wait_for_the_end(net)
    return QuestionRecord(Protocol.WS_DISCOVERY, sent=asker.sent, answered=answers.sources, available=asker.available)


async def ask_hosts(net: Net, addresses: Iterable[str], seen: See) -> QuestionRecord:
    """Ask hosts one by one where the group may not have reached them, at most HOSTS_A_SECOND a second."""
    answers = Answers(Protocol.WS_DISCOVERY, PORT, seen)
    receive = _receiver(answers)
    asked = 0
    async with net.open_udp(QUESTION, receive) as asker:
        for address in addresses:
            if not net.may_visit(address):
                continue
            for wanted in (Wanted.TRANSMITTER, Wanted.ANYTHING):
                asker.send_to(address, build_probe(wanted, uuid4()))
            asked += 1
            await asyncio.sleep(1 / HOSTS_A_SECOND)
        if asked:
            await asyncio.sleep(HOST_WAIT_SECONDS)
    return QuestionRecord(
        Protocol.WS_DISCOVERY, addresses_asked=asked, answered=answers.sources, available=asker.available
    )


def _receiver(answers: Answers) -> Callable[[Datagram], None]:
    """Reads each different body of a device once: the answers to nine probes differ only in their head."""
    read_already: set[tuple[str, bytes]] = set()

    def receive(datagram: Datagram) -> None:
        body = datagram.untrusted_data.partition(_BODY)[2]
        if body:
            if (datagram.source, body) in read_already:
                return
            if len(read_already) < _BODIES_REMEMBERED:
                read_already.add((datagram.source, body))
        for fields in parse_reply(datagram.untrusted_data):
            answers.tell(datagram, fields)

    return receive


def _matches(root: Element) -> Iterator[Element]:
    found = (element for element in root.iter() if local(element).lower() in _ANNOUNCEMENTS)
    return islice(found, MATCHES_LIMIT)


def _parts(match: Element) -> tuple[str, str, str, str]:
    reference = find(match, "EndpointReference")
    endpoint = text_of(reference if reference is not None else match, "Address")
    return endpoint, text_of(match, "Types"), text_of(match, "Scopes"), text_of(match, "XAddrs")


def _broken_parts(untrusted: str) -> Iterator[tuple[str, str, str, str]]:
    """The same of a document that is cut off or uses prefixes that it never declared."""
    starts = [match.end() for match in islice(_BROKEN_MATCH.finditer(untrusted), MATCHES_LIMIT)]
    for start, end in pairwise([*starts, len(untrusted)]):
        found: dict[str, str] = {}
        for element in _BROKEN_ELEMENT.finditer(untrusted, start, end):
            found.setdefault(element[1].lower(), html.unescape(element[2]).strip())
        yield found.get("address", ""), found.get("types", ""), found.get("scopes", ""), found.get("xaddrs", "")


def _fields(endpoint: str, types: str, untrusted_scopes: str, xaddrs: str) -> dict[str, str]:
    scopes = list(islice(_split_scopes(untrusted_scopes), SCOPES_LIMIT))
    fields = {
        "endpoint": clean(_ENDPOINT_PREFIX.sub("", endpoint.strip(), count=1)).lower(),
        "types": clean_lines([name.rpartition(":")[2] for name in types.split()]),
        "scopes": clean_lines([unquote(scope) for scope in scopes]),
        "xaddrs": clean_lines(xaddrs.split()),
    }
    return compact({**fields, **_scope_fields(scopes)})


def _split_scopes(untrusted_scopes: str) -> Iterator[str]:
    """Scopes are divided by white space; a piece without a scheme belongs to the scope before it, whose value holds a raw space."""
    scope = ""
    for piece in untrusted_scopes.split():
        if _STARTS_SCOPE.match(piece):
            if scope:
                yield scope
            scope = piece[:SCOPE_LIMIT]
        elif len(scope) < SCOPE_LIMIT:
            scope = f"{scope} {piece}".strip()[:SCOPE_LIMIT]
    if scope:
        yield scope


def _scope_fields(scopes: Iterable[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    places: list[str] = []
    profiles: list[str] = []
    kinds: list[str] = []
    for scope in scopes:
        match = _ONVIF_SCOPE.fullmatch(scope)
        if not match:
            continue
        category, untrusted_value = unquote(match[1]).lower(), match[2]
        value = clean(_decode_value(untrusted_value))
        if field := _SINGLE_CATEGORIES.get(category):
            fields.setdefault(field, value)
        elif category in _MAC_CATEGORIES:
            fields.setdefault("mac", mac_address(value))
        elif category == "location":
            places.append(value)
        elif category == "profile":
            profiles.append(value)
        elif category == "type":
            kinds.append(value)
    fields["location"] = clean(", ".join(dict.fromkeys(filter(None, places))))
    fields["profiles"] = clean_lines(profiles)
    fields["scope_types"] = clean_lines(kinds)
    return fields


def _decode_value(untrusted: str) -> str:
    """Some devices write "+" for a space; next to a real or an encoded space it is a plus sign."""
    if " " not in untrusted and "%20" not in untrusted:
        untrusted = _PLUS_FOR_SPACE.sub(" ", untrusted)
    return unquote(untrusted).rstrip("/")


def _names_nobody(untrusted_host: str) -> bool:
    try:
        address = ip_address(untrusted_host)
    except ValueError:
        return True
    return address.is_unspecified or address.is_loopback or address.is_link_local
