"""Runs the real command in a pretend LAN and reads what it says."""

import sys
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, ip_address
from typing import Any

from tests.lan.capture import Packet
from tests.lan.lab import Outcome, run
from tests.lan.plan import NETWORK, SCANNER_MAC, Node, Plan

#: Groups of protocols §3, and those with which systems manage group membership and IPv6 neighbours.
_GROUPS = {
    "239.255.255.250",
    "239.255.255.251",
    "224.0.0.251",
    "233.89.188.1",
    "234.55.55.55",
    "255.255.255.255",
    "224.0.0.22",
    "ff02::c",
    "ff02::fb",
    "ff02::16",
    "ff02::1",
    "ff02::2",
}


def scan(
    nodes: Iterable[Node],
    *,
    farm: tuple[str, ...] = (),
    network: str = NETWORK,
    gateway: str = "",
    options: tuple[str, ...] = (),
    farm_environment: tuple[str, ...] = (),
    seconds: float = 60.0,
    wait_seconds: float = 0.0,
) -> Outcome:
    """Scan the pretend LAN with the program as a person would, wait_seconds after everything is ready."""
    if farm and farm_environment:
        farm = ("env", *farm_environment, *farm)
    command = (sys.executable, "-m", "app", "scan", "--network", network, *options, "--json", "-")
    if wait_seconds:
        command = ("sh", "-c", f'sleep {wait_seconds}; exec "$@"', "sh", *command)
    outcome = run(Plan(tuple(nodes), command, farm, network=network, gateway=gateway, seconds=seconds))
    assert outcome.code == 0, outcome.stderr[-3000:]
    return outcome


def by_address(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The devices by each of their addresses."""
    return {address: device for device in document["devices"] for address in device["addresses"]}


def sent(packets: Iterable[Packet]) -> list[Packet]:
    """What the scanner sent."""
    return [packet for packet in packets if packet.source_mac == SCANNER_MAC]


def strays(packets: Iterable[Packet], network: str = NETWORK) -> set[str]:
    """Where the scanner sent something that is neither in the network nor a group that it may use."""
    return {
        f"{packet.protocol} {packet.target}:{packet.target_port}"
        for packet in sent(packets)
        if packet.protocol != "other" and not _may_be_sent_to(packet.target, IPv4Network(network))
    }


def _may_be_sent_to(target: str, network: IPv4Network) -> bool:
    address = ip_address(target)
    if target in _GROUPS:
        return True
    if isinstance(address, IPv4Address):
        return address in network
    return address.is_link_local or str(address).startswith("ff02::1:ff")


def secrets(packets: Iterable[Packet]) -> list[bytes]:
    """Payloads that the scanner sent and that look like a credential."""
    marks = (b"authorization:", b"usernametoken", b"password", b"passwd", b"auth=", b"username")
    return [packet.payload for packet in sent(packets) if any(mark in packet.payload.lower() for mark in marks)]
