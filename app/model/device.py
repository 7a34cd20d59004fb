"""A thing on the network: its sightings and what they say together."""

from dataclasses import dataclass

from app.model.finding import Finding
from app.model.identity import Identity
from app.model.sighting import Sighting


@dataclass(frozen=True, slots=True)
class SightingGroup:
    """The sightings that belong to one device. id is stable between scans: mac:…, uuid:…, serial:… or address:…."""

    id: str
    addresses: tuple[str, ...]
    mac: str | None
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class Device:
    """A group of sightings with its identity and the findings that concern it."""

    id: str
    addresses: tuple[str, ...]
    mac: str | None
    sightings: tuple[Sighting, ...]
    identity: Identity
    findings: tuple[Finding, ...] = ()
