"""ONVIF device service: the questions that need no login, and GetDeviceInformation once without one (protocols §3.2)."""

import asyncio
import html
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from app.model.sighting import Protocol, Sighting
from app.net.exchange import ExchangeError, ExchangeFault
from app.net.network import Net
from app.net.request import is_document
from app.net.target import Target
from app.untrusted.headers import HeaderValues, parse_head, realms
from app.untrusted.pairs import pasted
from app.untrusted.text import clean, clean_lines, compact, decode, mac_address
from app.untrusted.xml import DOCUMENT_LIMIT, UntrustedXmlError, find, find_all, local, parse, text_of

See = Callable[[Sighting], None]


class Operation(StrEnum):
    """Everything that is ever asked: operations of class PRE_AUTH, and GetDeviceInformation."""

    DEVICE_INFORMATION = "GetDeviceInformation"
    DATE_AND_TIME = "GetSystemDateAndTime"
    SERVICES = "GetServices"
    HOSTNAME = "GetHostname"
    ENDPOINT = "GetEndpointReference"
    CAPABILITIES = "GetCapabilities"


#: Where the service usually is, and the open ports where it is looked for when it was not announced.
SERVICE_PATH = "/onvif/device_service"
GUESSED_PORTS = (80, 8000, 8080, 8899, 2020, 8081, 5000, 8888, 10080)
#: Most endpoints of one device that are tried, seconds for one, and endpoints without any answer after which it is left alone.
ENDPOINTS_LIMIT = 6
SECONDS_AN_ENDPOINT = 6.0
SILENT_LIMIT = 2

_DEVICE_NAMESPACE = "http://www.onvif.org/ver10/device/wsdl"
_ARGUMENTS = {
    Operation.SERVICES: "<IncludeCapability>false</IncludeCapability>",
    Operation.CAPABILITIES: "<Category>All</Category>",
}
_INFORMATION_FIELDS = {
    "Manufacturer": "manufacturer",
    "Model": "model",
    "FirmwareVersion": "firmware",
    "SerialNumber": "serial",
    "HardwareId": "hardware_id",
}
_INFORMATION_NAMES = {name.lower(): field for name, field in _INFORMATION_FIELDS.items()}
_BROKEN_INFORMATION = re.compile(r"<(?:[\w.-]+:)?GetDeviceInformationResponse\b[^<>]*>", re.IGNORECASE)
_BROKEN_ELEMENT = re.compile(rf"<(?:[\w.-]+:)?({'|'.join(_INFORMATION_FIELDS)})\b[^<>]*>([^<]*)<", re.IGNORECASE)
_CAPABILITY_NAMESPACES = {
    "Analytics": "http://www.onvif.org/ver20/analytics/wsdl",
    "Device": _DEVICE_NAMESPACE,
    "Events": "http://www.onvif.org/ver10/events/wsdl",
    "Imaging": "http://www.onvif.org/ver20/imaging/wsdl",
    "Media": "http://www.onvif.org/ver10/media/wsdl",
    "PTZ": "http://www.onvif.org/ver20/ptz/wsdl",
    "DeviceIO": "http://www.onvif.org/ver10/deviceIO/wsdl",
    "Recording": "http://www.onvif.org/ver10/recording/wsdl",
    "Replay": "http://www.onvif.org/ver10/replay/wsdl",
    "Search": "http://www.onvif.org/ver10/search/wsdl",
}
#: HTTP statuses that come with a SOAP answer or a login challenge; any other says that no service is at that path.
_STATUSES_OF_SOAP = {200, 202, 400, 401, 403, 500}
#: The scopes that name the device (Core Specification §7.3.2.2); an owner's place is left out.
_SCOPE = re.compile(r"onvif://www\.onvif\.org/(name|hardware|manufacturer|model|mac)/([^\s/]{1,200})/?", re.IGNORECASE)
_SCOPE_START = re.compile(r"onvif://", re.IGNORECASE)
#: What stands behind a scope in a list or between elements.
_SCOPE_END = re.compile(r"[\s'\",<\]].*$", re.DOTALL)
_FIELD_OF_SCOPE = {
    "name": "name",
    "hardware": "hardware",
    "manufacturer": "manufacturer",
    "model": "hardware",
    "mac": "mac",
}
_LOGIN_REASON = re.compile(r"not authori[sz]ed|unauthori[sz]ed|authori[sz]ation|authenticat", re.IGNORECASE)
_LOGIN_FAULTS = {"notauthorized", "failedauthentication", "invalidsecurity", "securitytokenunavailable"}
#: A prefix for an ONVIF namespace: an echo of our own question declares only a default one.
_DECLARES_ONVIF = re.compile(rb"""xmlns:[\w.-]+\s*=\s*["']http://www\.onvif\.org/""")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. shows_onvif: nothing but an ONVIF device service answers like that. answered: not a refusal."""

    fields: dict[str, str] = field(default_factory=dict)
    shows_onvif: bool = False
    answered: bool = False
    needs_login: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a device service is. announced: the device named it itself, by WS-Discovery."""

    port: int
    path: str
    tls: bool
    announced: bool


def build_question(operation: Operation) -> bytes:
    """The SOAP 1.2 envelope of one operation, without any header: no token, no login."""
    arguments = _ARGUMENTS.get(operation, "")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">'
        # Some stacks look for exactly this start of the body, which most programs send.
        '<s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
        f'<{operation} xmlns="{_DEVICE_NAMESPACE}">{arguments}</{operation}>'
        "</s:Body></s:Envelope>"
    ).encode()


def build_headers(operation: Operation) -> tuple[tuple[str, str], ...]:
    """The headers of one operation; some stacks look at the action."""
    return (("Content-Type", f'application/soap+xml; charset=utf-8; action="{_DEVICE_NAMESPACE}/{operation}"'),)


def parse_reply(status: int, header: HeaderValues, untrusted_body: bytes) -> Reply:
    """What one HTTP answer says; every form of refusal of protocols §3.2 is known."""
    content = _parse_body(untrusted_body)
    if status != 401:
        return content
    fields = compact({**content.fields, "needs_login": "yes", "realm": realms(header("www-authenticate"))})
    return Reply(fields, content.shows_onvif, answered=False, needs_login=True)


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer as text, with or without its HTTP head, whole or in pieces; {} when it is not of an ONVIF device."""
    head = parse_head(untrusted) if untrusted.lstrip()[:5].upper() == "HTTP/" else None
    body = head.untrusted_body if head and (head.status or head.untrusted_body) else untrusted
    untrusted_bytes = _XML_DECLARATION.sub("", body).encode("utf-8", "replace")
    whole = parse_reply(head.status, head.all, untrusted_bytes).fields if head else _parse_body(untrusted_bytes).fields
    return whole or _read_pieces(body)


async def visit(net: Net, target: Target, seen: See) -> None:
    """Ask the first endpoint that turns out to be ONVIF. One sighting after GetDeviceInformation, one with everything."""
    silent = 0
    for endpoint in endpoints(target):
        talk = await _visit_endpoint(net, target.address, endpoint, seen)
        silent += not talk.heard
        if talk.confirmed or silent == SILENT_LIMIT:
            return


def endpoints(target: Target) -> tuple[Endpoint, ...]:
    """What the device announced; only without that, the usual path on the open ports where it is usual."""
    announced = [Endpoint(port, path, tls, announced=True) for port, path, tls in target.xaddrs if is_document(path)]
    guessed = [
        Endpoint(port, SERVICE_PATH, tls=False, announced=False) for port in GUESSED_PORTS if port in target.ports
    ]
    return tuple(dict.fromkeys(announced or guessed))[:ENDPOINTS_LIMIT]


async def _visit_endpoint(net: Net, address: str, endpoint: Endpoint, seen: See) -> "_Talk":
    """Everything that the endpoint said. What was learnt is told even when the device falls silent half way."""
    talk = _Talk(endpoint.announced)
    told: dict[str, str] | None = None

    def tell() -> None:
        nonlocal told
        if talk.confirmed and talk.fields != told:
            told = dict(talk.fields)
            seen(Sighting(Protocol.ONVIF, address, told, datetime.now(UTC), endpoint.port))

    with suppress(ExchangeError, TimeoutError):
        async with (
            net.http(address, endpoint.port, tls=endpoint.tls, patient=endpoint.announced) as session,
            asyncio.timeout(SECONDS_AN_ENDPOINT),
        ):
            while talk.waiting:
                operation = talk.waiting[0]
                try:
                    response = await session.request(
                        "POST",
                        endpoint.path,
                        headers=build_headers(operation),
                        body=build_question(operation),
                        limit=DOCUMENT_LIMIT,
                    )
                except ExchangeError as error:
                    talk.refused(error.fault)
                else:
                    talk.take(response.status, response.all, response.untrusted_body)
                if operation is Operation.DEVICE_INFORMATION:
                    tell()
    tell()
    return talk


class _Talk:
    """What is still to be asked of one endpoint and what it has said."""

    def __init__(self, announced: bool) -> None:
        self._announced = announced
        self._informed = False
        self.waiting = list(Operation)
        self.fields: dict[str, str] = {}
        self.confirmed = False
        self.heard = False

    def refused(self, fault: ExchangeFault) -> None:
        """There was no answer to the first waiting question. Some hang up rather than say who they are: one more is asked."""
        operation = self.waiting.pop(0)
        if fault is not ExchangeFault.CLOSED or operation is not Operation.DEVICE_INFORMATION:
            self.waiting.clear()

    def take(self, status: int, header: HeaderValues, untrusted_body: bytes) -> None:
        """Add the answer to the first waiting question and decide whether to go on."""
        self.heard = True
        operation = self.waiting.pop(0)
        reply = parse_reply(status, header, untrusted_body)
        self._informed = self._informed or (operation is Operation.DEVICE_INFORMATION and reply.answered)
        # A camera that tells who it is may still keep its host name to itself: that is no login to speak of.
        if not (self._informed and reply.needs_login):
            self.fields = {**self.fields, **reply.fields}
        self.confirmed = self.confirmed or reply.shows_onvif or (self._announced and reply.needs_login)
        if operation is Operation.SERVICES and reply.answered:
            self.waiting.remove(Operation.CAPABILITIES)
        gone = status not in _STATUSES_OF_SOAP
        undecided = operation is Operation.DEVICE_INFORMATION
        if not self.confirmed and (gone or not undecided):
            self.waiting.clear()


def _parse_body(untrusted_body: bytes) -> Reply:
    try:
        root = parse(untrusted_body)
    except UntrustedXmlError:
        return _parse_broken(decode(untrusted_body))
    if local(root) not in {"Envelope", *_RESPONSES}:
        return Reply()
    for element in root.iter():
        if parser := _RESPONSES.get(local(element)):
            fields = compact(parser(element))
            return Reply(fields, shows_onvif=True, answered=bool(fields))
    fault = find(root, "Fault")
    return _parse_fault(fault, untrusted_body) if fault is not None else Reply()


def _parse_broken(untrusted: str) -> Reply:
    """Who it is, of an answer that is cut off or uses prefixes that it never declared."""
    start = _BROKEN_INFORMATION.search(untrusted)
    if start is None or "<!" in untrusted:
        # A document type or an entity is never a slip.
        return Reply()
    fields: dict[str, str] = {}
    for element in _BROKEN_ELEMENT.finditer(untrusted, start.end()):
        fields.setdefault(_INFORMATION_NAMES[element[1].lower()], clean(html.unescape(element[2])))
    fields = compact(fields)
    return Reply(fields, shows_onvif=bool(fields), answered=bool(fields))


def _read_pieces(untrusted: str) -> dict[str, str]:
    """Who it is, of elements without their response, of "Name: value" lines, or of a list of scopes."""
    if "onvif://" in untrusted:
        return compact(_scopes(_SCOPE_START.sub("\nonvif://", untrusted[:DOCUMENT_LIMIT]).splitlines()))
    said = pasted(untrusted)
    fields = {name: clean(said.get(key, "")) for key, name in _INFORMATION_NAMES.items()}
    fields["hardware_id"] = fields["hardware_id"] or clean(said.get("hardwareid", ""))
    # One such word alone is of any text.
    return (
        compact(fields) if sum(map(bool, fields.values())) > 1 and (fields["manufacturer"] or fields["model"]) else {}
    )


def _parse_fault(fault: Element, untrusted_body: bytes) -> Reply:
    codes = [(value.text or "").strip() for name in ("Value", "faultcode") for value in find_all(fault, name)]
    if not (any(code.startswith("ter:") for code in codes) or _DECLARES_ONVIF.search(untrusted_body)):
        return Reply()
    reason = f"{text_of(fault, 'Text')} {text_of(fault, 'faultstring')}"
    refused = any(code.rpartition(":")[2].lower() in _LOGIN_FAULTS for code in codes) or _LOGIN_REASON.search(reason)
    return Reply({"needs_login": "yes"} if refused else {}, shows_onvif=True, needs_login=bool(refused))


def _parse_information(response: Element) -> dict[str, str]:
    return {field_: clean(text_of(response, name)) for name, field_ in _INFORMATION_FIELDS.items()}


def _parse_date_and_time(response: Element) -> dict[str, str]:
    universal = find(response, "UTCDateTime")
    if universal is None:
        return {}
    parts = (text_of(universal, name) for name in ("Year", "Month", "Day", "Hour", "Minute", "Second"))
    try:
        year, month, day, hour, minute, second = (int(part[:4]) for part in parts)
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return {}
    return {"clock": moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")}


def _parse_services(response: Element) -> dict[str, str]:
    return {"services": clean_lines([element.text or "" for element in find_all(response, "Namespace")])}


def _parse_capabilities(response: Element) -> dict[str, str]:
    named = (local(element) for element in response.iter() if _has_address(element))
    return {"services": clean_lines([_CAPABILITY_NAMESPACES[name] for name in named if name in _CAPABILITY_NAMESPACES])}


def _has_address(element: Element) -> bool:
    return any(local(child) == "XAddr" for child in element)


def _parse_hostname(response: Element) -> dict[str, str]:
    return {"hostname": clean(text_of(response, "Name"))}


def _parse_endpoint(response: Element) -> dict[str, str]:
    return {"endpoint": clean(re.sub(r"^(?:urn:)?uuid:", "", text_of(response, "GUID"), flags=re.IGNORECASE))}


def _parse_scopes(response: Element) -> dict[str, str]:
    return _scopes([element.text or "" for element in find_all(response, "ScopeItem")])


def _scopes(untrusted_scopes: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for scope in untrusted_scopes:
        if match := _SCOPE.fullmatch(_SCOPE_END.sub("", scope.strip())):
            category, value = match[1].lower(), clean(unquote(match[2]))
            fields.setdefault(_FIELD_OF_SCOPE[category], mac_address(value) if category == "mac" else value)
    return fields


def _parse_interfaces(response: Element) -> dict[str, str]:
    return {"mac": mac_address(clean(text_of(response, "HwAddress")))}


#: The last two are never asked for: they are read when somebody hands them over.
_RESPONSES: dict[str, Callable[[Element], dict[str, str]]] = {
    f"{Operation.DEVICE_INFORMATION}Response": _parse_information,
    f"{Operation.DATE_AND_TIME}Response": _parse_date_and_time,
    f"{Operation.SERVICES}Response": _parse_services,
    f"{Operation.HOSTNAME}Response": _parse_hostname,
    f"{Operation.ENDPOINT}Response": _parse_endpoint,
    f"{Operation.CAPABILITIES}Response": _parse_capabilities,
    "GetScopesResponse": _parse_scopes,
    "GetNetworkInterfacesResponse": _parse_interfaces,
}
