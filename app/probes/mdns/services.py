"""Puts together what DNS-SD messages say of each service: its records come in any order, over several messages (RFC 6763)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address

from zeroconf._dns import DNSAddress, DNSPointer, DNSRecord, DNSService, DNSText
from zeroconf._protocol.incoming import DNSIncoming

from app.net.ranges import is_scannable4
from app.untrusted.text import clean, clean_lines, compact, mac_address

#: A name with its final dot, and a record type.
Question = tuple[str, int]

#: Record types of DNS (RFC 1035 §3.2, RFC 3596, RFC 2782).
ADDRESS4, POINTER, TEXT, ADDRESS6, SERVICE = 1, 12, 16, 28, 33

#: A service of which only a part is known is told after this time, and asked about after the other, at most so often.
COMPLETE_SECONDS = 1.0
ASK_SECONDS = 0.15
ASK_TIMES = 2
TELL_TIMES = 3
#: Bounds on what hostile devices can make us keep.
SERVICES_LIMIT = 2048
SERVICES_PER_SOURCE = 64
HOSTS_LIMIT = 2048
ADDRESSES_PER_HOST = 8
TYPES_LIMIT = 48
#: Questions after missing records: at most so many at a time and in a scan. Every device on the network hears each of them.
QUESTIONS_A_TURN = 64
QUESTIONS_LIMIT = 1024
PAIRS_LIMIT = 64

#: TXT keys that rules read; every other one is only kept in the lines of txt (docs/sightings.md).
KEYS = frozenset(
    {
        "md",
        "ci",
        "id",
        "ty",
        "fn",
        "am",
        "model",
        "manufacturer",
        "mfg",
        "usb_mfg",
        "usb_mdl",
        "macaddress",
        "deviceid",
        "serial",
        "version",
        "fw",
    }
)

_INSTANCE = re.compile(r"(.+)\.(_[^.\s]{1,63}\._(?:tcp|udp))\.local\.?", re.IGNORECASE | re.DOTALL)
_TYPE = re.compile(r"(_[a-z0-9_-]{1,62}\._(?:tcp|udp))\.local\.?", re.IGNORECASE)
_ENUMERATION = "_services._dns-sd._udp.local."
#: "AXIS M1065-LW - ACCC8E123456"; Arecont's "AV001A07012345-FW65198"; avahi's "nas [00:11:32:aa:bb:cc]".
_MAC_ENDS_INSTANCE = re.compile(r"(?:^|[\s_-])([0-9A-Fa-f]{12})$")
_MAC_AFTER_AV = re.compile(r"AV([0-9A-Fa-f]{12})\b", re.IGNORECASE)
_MAC_IN_BRACKETS = re.compile(r"\[([0-9A-Fa-f:]{17})\]$")
_NAMES_WITH_MAC = frozenset({"_axis-video._tcp", "_axis-nvr._tcp"})


def ANY_ADDRESS(_address: str) -> bool:  # noqa: N802 - stands for a value
    """For a message that is looked at outside a scan."""
    return True


@dataclass(frozen=True, slots=True)
class Announced:
    """A service that can be told: whose it is, its own port, and its fields."""

    address: str
    port: int
    interface: str
    fields: dict[str, str]


@dataclass(slots=True)
class _Service:
    type: str
    instance: str
    name: str
    source: str
    since: float
    host: str = ""
    port: int = 0
    pairs: list[str] | None = None
    asked: int = 0
    told: list[Announced] = field(default_factory=list)
    told_state: tuple[object, ...] = ()


class ServiceList:
    """The services of one scan. may_use says whether an address is one that the scan may speak of."""

    def __init__(self, may_use: Callable[[str], bool]) -> None:
        self._may_use = may_use
        self._services: dict[tuple[str, str], _Service] = {}
        self._hosts: dict[tuple[str, str], list[str]] = {}
        self._per_source: Counter[str] = Counter()
        self._types: dict[str, bool] = {}
        self._questions_left = QUESTIONS_LIMIT

    def add(self, untrusted: bytes, source: str, interface: str, now: float) -> None:
        """Take in a message; questions and what cannot be read leave no trace."""
        message = DNSIncoming(untrusted)
        if not message.valid or not message.is_response():
            return
        for record in message.answers():
            if record.ttl:
                self._add(record, source, interface, now)

    def take(self, now: float, *, final: bool = False) -> list[Announced]:
        """The services of which everything is known, or that waited long enough, unless they were told with the same words."""
        ready: list[Announced] = []
        for (interface, _), service in self._services.items():
            complete = service.host and service.pairs is not None and (interface, service.host.lower()) in self._hosts
            if not complete and not final and now - service.since < COMPLETE_SECONDS:
                continue
            address = self._address(service, interface)
            state = (service.host, service.port, address, tuple(service.pairs or ()))
            if not address or state == service.told_state or len(service.told) == TELL_TIMES:
                continue
            service.told_state = state
            fields = service_fields(service.type, service.instance, service.host, service.port, service.pairs or ())
            announced = Announced(address, service.port, interface, fields)
            if announced not in service.told:
                service.told.append(announced)
                ready.append(announced)
        return ready

    def questions(self, now: float, known: Sequence[str]) -> list[Question]:
        """What to ask next: types that were learnt and are not known, and the missing records of services."""
        due: list[Question] = []
        browsed = {service_type.lower() for service_type in known}
        for service_type, asked in self._types.items():
            if not asked and service_type not in browsed:
                due.append((f"{service_type}.local.", POINTER))
            self._types[service_type] = True
        for (interface, _), service in self._services.items():
            wait = ASK_SECONDS + service.asked * COMPLETE_SECONDS / ASK_TIMES
            if len(due) >= min(QUESTIONS_A_TURN, self._questions_left):
                break
            if service.asked < ASK_TIMES and now - service.since >= wait:
                service.asked += 1
                due.extend(self._missing(service, interface))
        self._questions_left -= len(due)
        return [question for question in due if _can_be_asked(question[0])]

    def _add(self, record: DNSRecord, source: str, interface: str, now: float) -> None:
        if isinstance(record, DNSPointer):
            if record.name.lower() == _ENUMERATION:
                self._learn_type(record.alias)
            else:
                self._service(record.alias, source, interface, now)
        elif isinstance(record, DNSService):
            if service := self._service(record.name, source, interface, now):
                service.host, service.port = record.server, record.port
        elif isinstance(record, DNSText):
            if service := self._service(record.name, source, interface, now):
                service.pairs = list(_text_pairs(record.text))
        elif isinstance(record, DNSAddress):
            self._add_address(record, interface)

    def _learn_type(self, untrusted_name: str) -> None:
        match = _TYPE.fullmatch(untrusted_name)
        if match and len(self._types) < TYPES_LIMIT:
            self._types.setdefault(match[1].lower(), False)

    def _service(self, untrusted_name: str, source: str, interface: str, now: float) -> _Service | None:
        key = (interface, untrusted_name.lower())
        if service := self._services.get(key):
            return service
        parts = split_instance(untrusted_name)
        full = len(self._services) >= SERVICES_LIMIT or self._per_source[source] >= SERVICES_PER_SOURCE
        if parts is None or full:
            return None
        self._per_source[source] += 1
        service = _Service(parts[1], parts[0], untrusted_name, source, now)
        self._services[key] = service
        return service

    def _add_address(self, record: DNSAddress, interface: str) -> None:
        key = (interface, record.name.lower())
        if key not in self._hosts and len(self._hosts) >= HOSTS_LIMIT:
            return
        if len(record.address) == 4:
            address = str(IPv4Address(record.address))
        elif len(record.address) == 16:
            ipv6 = IPv6Address(record.address)
            address = f"{ipv6}%{interface}" if ipv6.is_link_local and interface else str(ipv6)
        else:
            return
        addresses = self._hosts.setdefault(key, [])
        if address not in addresses and len(addresses) < ADDRESSES_PER_HOST:
            addresses.append(address)

    def _address(self, service: _Service, interface: str) -> str:
        """Of the host's own addresses the one that answered, else one of IPv4, else any; without one the one that answered.

        "" for a host of another network, whose announcement a router passed on: the service is not the router's.
        """
        own = self._hosts.get((interface, service.host.lower()), [])
        ordered = sorted(own, key=lambda address: (address != service.source, ":" in address))
        is_elsewhere = any(_is_at_home(address) for address in own)
        answered = () if is_elsewhere else (service.source,)
        return next((address for address in (*ordered, *answered) if self._may_use(address)), "")

    def _missing(self, service: _Service, interface: str) -> Iterator[Question]:
        if not service.host:
            yield service.name, SERVICE
        elif (interface, service.host.lower()) not in self._hosts:
            yield service.host, ADDRESS4
            yield service.host, ADDRESS6
        if service.pairs is None:
            yield service.name, TEXT


def _is_at_home(address: str) -> bool:
    """True for an address of somebody's home or office, not for a public or a self-assigned one."""
    ip = ip_address(address.partition("%")[0])
    return ip.version == 4 and is_scannable4(IPv4Address(int(ip))) and not ip.is_link_local


def split_instance(untrusted_name: str) -> tuple[str, str] | None:
    """Instance and type of a service's full name, such as ("AXIS M1065-LW - ACCC8E123456", "_axis-video._tcp")."""
    match = _INSTANCE.fullmatch(untrusted_name)
    return (match[1], match[2]) if match else None


def service_fields(
    service_type: str, instance: str, host: str, port: int, untrusted_pairs: Iterable[str]
) -> dict[str, str]:
    """The fields of docs/sightings.md. Of a key that comes twice the first value counts (RFC 6763 §6.4)."""
    pairs = [pair for pair, _ in zip(untrusted_pairs, range(PAIRS_LIMIT), strict=False)]
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if equals:
            values.setdefault(key.strip().lower(), clean(value))
    fields = {
        "type": clean(service_type),
        "instance": clean(instance),
        "host": clean(host.rstrip(".")),
        "service_port": str(port) if port else "",
        "mac": _mac(service_type.lower(), instance, values),
        "txt": clean_lines(pairs),
    }
    return compact({**fields, **{f"txt.{key}": value for key, value in values.items() if key in KEYS}})


def _mac(service_type: str, instance: str, values: dict[str, str]) -> str:
    """HomeKit's id only looks like a MAC (protocols §3.3), so nothing is guessed from other keys."""
    said = values.get("macaddress", "") or values.get("mac", "")
    if mac := mac_address(said):
        return mac
    match = _MAC_AFTER_AV.match(said) or _MAC_IN_BRACKETS.search(instance)
    if not match and service_type in _NAMES_WITH_MAC:
        match = _MAC_ENDS_INSTANCE.search(instance)
    return mac_address(match[1]) if match else ""


def _text_pairs(untrusted: bytes) -> Iterator[str]:
    at = 0
    for _ in range(PAIRS_LIMIT):
        if at >= len(untrusted):
            return
        length = untrusted[at]
        yield untrusted[at + 1 : at + 1 + length].decode("utf-8", "replace")
        at += 1 + length


def _can_be_asked(untrusted_name: str) -> bool:
    """True when the name fits into a question (RFC 1035 §2.3.4)."""
    labels = untrusted_name.rstrip(".").split(".")
    fits = all(0 < len(label.encode("utf-8", "replace")) <= 63 for label in labels)
    return fits and len(untrusted_name.encode("utf-8", "replace")) <= 240
