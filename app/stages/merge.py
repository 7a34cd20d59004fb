"""Sightings → groups, one a device: by address, then MAC, UUID and serial (protocols §12)."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from urllib.parse import urlsplit

from app.model.device import Device, SightingGroup
from app.model.sighting import Protocol, Sighting
from app.untrusted.address import address_order, mac_of_address

#: A relay (range extender, proxy ARP) shows one MAC for many addresses: above this many, a shared MAC joins nothing.
_ADDRESSES_OF_ONE_MAC = 3
#: Two ports of one recorder have neighbouring MACs: same first five octets, last octets this close.
_NEIGHBOURING_MACS = 2
#: The bit of the first octet that tells a locally administered address.
_MADE_UP = 2
_SERIAL_LENGTH = 8
_UUID_LENGTH = 12
_DISTINCT_CHARACTERS = 2
#: Hostile devices may claim one identifier a thousand times; comparing pairs stays bounded.
_COMPARED_AT_MOST = 32
#: MACs by which a device is known again, at most.
_MARKS = 8
_MAC = re.compile(r"^[0-9a-f]{2}(:[0-9a-f]{2}){5}$")
#: Protocols in which a device states its own MAC; the neighbour table only tells who forwards for an address.
_STATES_OWN_MAC = frozenset(
    {
        Protocol.SADP,
        Protocol.DAHUA,
        Protocol.DVRIP,
        Protocol.TVT,
        Protocol.HANWHA,
        Protocol.BOSCH,
        Protocol.PANASONIC,
        Protocol.VIVOTEK,
        Protocol.SONY,
        Protocol.FOSCAM,
        Protocol.VSTARCAM,
        Protocol.REOLINK,
        Protocol.TPLINK_DISCOVERY,
        Protocol.UBIQUITI,
        Protocol.WS_DISCOVERY,
        Protocol.MDNS,
        Protocol.DHCP,
    }
)
#: Sightings that describe the whole host rather than one of its services.
_OF_THE_HOST = frozenset({Protocol.NEIGHBOUR, Protocol.PORTS, Protocol.DHCP})


@dataclass(slots=True)
class _Node:
    """The sightings of one address, or of one of several devices behind it."""

    address: str
    sightings: list[Sighting] = field(default_factory=list)
    split: bool = False
    own_macs: set[str] = field(default_factory=set)
    table_macs: set[str] = field(default_factory=set)
    uuids: set[str] = field(default_factory=set)
    serials: set[str] = field(default_factory=set)
    models: set[str] = field(default_factory=set)

    def read(self) -> None:
        """Collect the identifiers that the sightings state."""
        for sighting in self.sightings:
            fields = sighting.untrusted_fields
            if mac := _mac(fields.get("mac", "")):
                (self.own_macs if sighting.protocol in _STATES_OWN_MAC else self.table_macs).add(mac)
            if mac := mac_of_address(sighting.address):
                self.own_macs.add(mac)
            for name in ("endpoint", "udn"):
                if uuid := _uuid(fields.get(name, "")):
                    self.uuids.add(uuid)
            if serial := _serial(fields.get("serial", "")):
                self.serials.add(serial)
            if model := fields.get("model", ""):
                self.models.add(model.casefold())

    @property
    def macs(self) -> set[str]:
        return self.own_macs or self.table_macs


_Same = Callable[[_Node, _Node], bool]


def merge(sightings: Sequence[Sighting]) -> tuple[SightingGroup, ...]:
    """The devices behind the sightings, in the order in which they were first seen."""
    nodes = [node for host in _by_address(sightings).values() for node in _devices_of_host(host)]
    for node in nodes:
        node.read()
    order = {id(sighting): place for place, sighting in enumerate(sightings)}
    groups = _groups(_join(nodes), order)
    groups.sort(key=lambda group: order[id(group.sightings[0])])
    return tuple(groups)


@dataclass(frozen=True, slots=True)
class Claims:
    """What the sightings of a device state of who it is. macs are those of the device, not of who forwards for it."""

    macs: frozenset[str]
    uuids: frozenset[str]
    serials: frozenset[str]
    models: frozenset[str]


def claims(device: Device) -> Claims:
    """What a device states; models in small letters."""
    node = _Node("", list(device.sightings))
    node.read()
    own = node.own_macs or ({device.mac} if device.mac else set())
    macs = own | {mac for mac in node.table_macs if any(mac == one or are_neighbours(mac, one) for one in own)}
    models = node.models | ({device.identity.model.value.casefold()} if device.identity.model.value else set())
    return Claims(frozenset(macs), frozenset(node.uuids), frozenset(node.serials), frozenset(models))


def marks(device: Device) -> tuple[str, ...]:
    """By what the device can be known again, the surest first: its id, its MACs, a UUID and a serial number, its addresses.

    A MAC or UUID that the scan saw at several devices is not among them: the scan then named the device after something else.
    """
    said = claims(device)
    own = [device.id]
    kinds = ("mac", "uuid", "serial")
    strongest = next((place for place, kind in enumerate(kinds) if device.id.startswith(f"{kind}:")), len(kinds))
    if strongest == 0:
        own += [f"mac:{mac}" for mac in sorted(said.macs, key=lambda mac: (mac != device.mac, mac))[:_MARKS]]
    if strongest <= 1:
        own += [f"uuid:{uuid}" for uuid in sorted(said.uuids)[:1]]
    if strongest <= 2:
        own += [f"serial:{serial}" for serial in sorted(said.serials)[:1]]
    return tuple(dict.fromkeys([*own, *(f"address:{address}" for address in device.addresses)]))


def _by_address(sightings: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    hosts: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        hosts[sighting.address].append(sighting)
    return hosts


def _devices_of_host(sightings: list[Sighting]) -> list[_Node]:
    """One node, or several when the host announces several ONVIF devices on ports of their own."""
    address = sightings[0].address
    ports_of: dict[str, set[int]] = defaultdict(set)
    for sighting in sightings:
        if sighting.protocol is Protocol.WS_DISCOVERY and (
            endpoint := _uuid(sighting.untrusted_fields.get("endpoint", ""))
        ):
            ports_of[endpoint] |= _announced_ports(sighting.untrusted_fields)
    if not _are_separate(list(ports_of.values())):
        return [_Node(address, sightings)]
    nodes = {endpoint: _Node(address, split=True) for endpoint in ports_of}
    rest = _Node(address)
    for sighting in sightings:
        if sighting.protocol in _OF_THE_HOST:
            for node in (*nodes.values(), rest):
                node.sightings.append(sighting)
            continue
        endpoint = _uuid(sighting.untrusted_fields.get("endpoint", ""))
        if endpoint not in nodes:
            endpoint = next((name for name, ports in ports_of.items() if sighting.port and sighting.port in ports), "")
        nodes.get(endpoint, rest).sightings.append(sighting)
    if all(sighting.protocol in _OF_THE_HOST for sighting in rest.sightings):
        return list(nodes.values())
    return [*nodes.values(), rest]


def _announced_ports(fields: Mapping[str, str]) -> set[int]:
    ports = set()
    for url in fields.get("xaddrs", "").splitlines():
        try:
            parts = urlsplit(url)
            ports.add(parts.port or (443 if parts.scheme == "https" else 80))
        except ValueError:
            continue
    return ports


def _are_separate(port_sets: list[set[int]]) -> bool:
    """Several endpoints, each with ports that no other one has."""
    if len(port_sets) < 2:
        return False
    seen: set[int] = set()
    for ports in port_sets:
        if not ports or ports & seen:
            return False
        seen |= ports
    return True


def _join(nodes: list[_Node]) -> list[list[_Node]]:
    """Union of nodes that are one device."""
    parent = list(range(len(nodes)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    def unite(places: list[int], same: _Same) -> None:
        for first, second in combinations(places[:_COMPARED_AT_MOST], 2):
            if root(first) != root(second) and same(nodes[first], nodes[second]):
                parent[root(second)] = root(first)

    for places in _places_by(nodes, lambda node: set() if node.split else node.macs).values():
        if len({nodes[place].address for place in places if ":" not in nodes[place].address}) <= _ADDRESSES_OF_ONE_MAC:
            unite(places, _may_share_mac)
    for places in _places_by(nodes, lambda node: node.uuids).values():
        unite(places, _may_share_uuid)
    for places in _places_by(nodes, lambda node: node.serials).values():
        unite(places, _may_share_serial)

    members: dict[int, list[_Node]] = defaultdict(list)
    for place, node in enumerate(nodes):
        members[root(place)].append(node)
    return list(members.values())


def _places_by(nodes: list[_Node], keys: Callable[[_Node], set[str]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        for key in keys(node):
            places[key].append(place)
    return places


def _may_share_mac(first: _Node, second: _Node) -> bool:
    """A shared MAC joins unless the two state different identities of their own (a relay forwards for both).

    A device that states the MAC which another one is seen with, and is itself seen with a third, is not the other one.
    """
    if not (_is_its_own(first, second) and _is_its_own(second, first)):
        return False
    for mine, theirs in (
        (first.own_macs, second.own_macs),
        (first.uuids, second.uuids),
        (first.serials, second.serials),
    ):
        if mine and theirs and not mine & theirs:
            return False
    return True


def _is_its_own(claimant: _Node, other: _Node) -> bool:
    if other.own_macs or not claimant.own_macs & other.table_macs:
        return True
    return not claimant.table_macs or bool(claimant.table_macs & other.table_macs)


def _may_share_uuid(first: _Node, second: _Node) -> bool:
    """A UUID joins unless MACs, serials or models differ: devices that were cloned from one image share their UUID."""
    for mine, theirs in (
        (first.macs, second.macs),
        (first.serials, second.serials),
        (first.models, second.models),
    ):
        if mine and theirs and not mine & theirs:
            return False
    return True


def _may_share_serial(first: _Node, second: _Node) -> bool:
    """A serial joins two network ports of one device: neighbouring MACs or one unknown, and no different model."""
    if first.models and second.models and not first.models & second.models:
        return False
    if not first.macs or not second.macs or first.macs & second.macs:
        return True
    return any(are_neighbours(mine, theirs) for mine in first.macs for theirs in second.macs)


def are_neighbours(first: str, second: str) -> bool:
    """Whether two MACs are of two ports of one device: only of those that a maker gave out one after the other."""
    if is_made_up(first):
        return False
    return first[:15] == second[:15] and abs(int(first[15:], 16) - int(second[15:], 16)) <= _NEIGHBOURING_MACS


def is_made_up(mac: str) -> bool:
    """Whether the device, not its maker, chose the MAC: it may choose another one tomorrow."""
    return bool(int(mac[:2], 16) & _MADE_UP)


def _groups(joined: list[list[_Node]], order: Mapping[int, int]) -> list[SightingGroup]:
    """The joined nodes as groups, each with an id of its own: the best identifier that no other group has as well.

    A MAC that several state stays with the one that is seen with it: nobody takes its name away by claiming it.
    """
    names = [_names(members) for members in joined]
    seen_with = [{f"mac:{mac}" for node in members for mac in node.table_macs} for members in joined]
    holders = Counter(name for group in seen_with for name in group)
    for candidates, held in zip(names, seen_with, strict=True):
        candidates[:] = [name for name in candidates if name in held or holders[name] != 1]
    shared = Counter(name for group in names for name in dict.fromkeys(group))
    groups = []
    for members, candidates in zip(joined, names, strict=True):
        sightings = {id(sighting): sighting for node in members for sighting in node.sightings}
        ordered = tuple(sightings[key] for key in sorted(sightings, key=order.__getitem__))
        own = next((name for name in candidates if shared[name] == 1), f"{candidates[-1]}#{order[id(ordered[0])]}")
        groups.append(SightingGroup(own, _addresses(members), _best_mac(members), ordered))
    return groups


def _names(members: list[_Node]) -> list[str]:
    mac = None if any(node.split for node in members) else _best_mac(members)
    uuids = sorted({uuid for node in members for uuid in node.uuids})
    serials = sorted({serial for node in members for serial in node.serials})
    names = [f"mac:{mac}"] if mac else []
    names += [f"uuid:{uuid}" for uuid in uuids[:1]] + [f"serial:{serial}" for serial in serials[:1]]
    return [*names, f"address:{(_addresses(members) or ('',))[0]}"]


def _best_mac(members: list[_Node]) -> str | None:
    own = {mac for node in members for mac in node.own_macs}
    table = {mac for node in members for mac in node.table_macs}
    return min(own or table, default=None)


def _addresses(members: list[_Node]) -> tuple[str, ...]:
    return tuple(sorted({node.address for node in members if node.address}, key=address_order))


def _mac(text: str) -> str:
    return text if _MAC.match(text) and text not in {"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"} else ""


def _uuid(text: str) -> str:
    """The bare UUID in lower case; "" for texts too short to tell devices apart."""
    bare = text.strip().lower().removeprefix("urn:").removeprefix("uuid:").partition("::")[0]
    return bare if len(bare) >= _UUID_LENGTH and len(set(bare)) > _DISTINCT_CHARACTERS else ""


def _serial(text: str) -> str:
    """A serial that can tell devices apart: long enough, with digits, not a counting placeholder."""
    bare = text.strip().casefold()
    if len(bare) < _SERIAL_LENGTH or len(set(bare)) <= _DISTINCT_CHARACTERS or not any(char.isdigit() for char in bare):
        return ""
    return "" if bare in "01234567890123456789" or bare in "98765432109876543210" else bare
