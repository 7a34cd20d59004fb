"""What a host probe is sent to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One address with its open TCP ports and the services that it named itself, reduced to what lies on this address.

    xaddrs are ONVIF services as (port, path, tls) (protocols §3.1), locations are UPnP descriptions as (port, path) (§3.4).
    """

    address: str
    ports: tuple[int, ...] = ()
    xaddrs: tuple[tuple[int, str, bool], ...] = ()
    locations: tuple[tuple[int, str], ...] = ()
