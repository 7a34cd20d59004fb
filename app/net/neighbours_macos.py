"""macOS: the neighbour tables as arp and ndp print them (protocols §4.2)."""

import re
import subprocess
from ipaddress import IPv4Address, IPv6Address

from app.net.neighbour_table import Table, TableEntry, mac_text

_ARP = ("/usr/sbin/arp", "-an")
_NDP = ("/usr/sbin/ndp", "-an")
_TIMEOUT_SECONDS = 5.0
#: ? (192.168.1.20) at 4c:11:bf:c2:b:9d on en0 ifscope [ethernet]
_ARP_LINE = re.compile(r"^\S+ \((?P<address>[\d.]+)\) at (?P<mac>[0-9A-Fa-f:]+) on (?P<adapter>\S+)")
#: fe80::1%en0   4c:11:bf:c2:b:9d   en0 23h59m58s S R
_NDP_LINE = re.compile(
    r"^(?P<address>[0-9A-Fa-f:.]+)(?:%\S+)?\s+(?P<mac>[0-9A-Fa-f:]+)\s+(?P<adapter>\S+)\s+\S+(?:\s+(?P<state>[A-Z]))?"
)


def read_table() -> Table:
    """The tables now; what a program does not print is missing."""
    return Table((*parse_arp(_run(_ARP)), *parse_ndp(_run(_NDP))))


def parse_arp(text: str) -> list[TableEntry]:
    """The complete entries of "arp -an". It does not say how old they are."""
    entries = []
    for line in text.splitlines():
        match = _ARP_LINE.match(line)
        mac = _mac(match["mac"]) if match else ""
        if match and mac and " permanent" not in line:
            try:
                address = str(IPv4Address(match["address"]))
            except ValueError:
                continue
            entries.append(TableEntry(address, mac, match["adapter"], confirmed=False))
    return entries


def parse_ndp(text: str) -> list[TableEntry]:
    """The complete entries of "ndp -an"; state R is reachable."""
    entries = []
    for line in text.splitlines():
        match = _NDP_LINE.match(line)
        mac = _mac(match["mac"]) if match else ""
        if match and mac and " permanent" not in line:
            try:
                address = str(IPv6Address(match["address"]))
            except ValueError:
                continue
            entries.append(TableEntry(address, mac, match["adapter"], match["state"] == "R"))
    return entries


def _mac(text: str) -> str:
    """Octets are printed without leading zeros."""
    octets = text.split(":")
    if len(octets) != 6 or not all(0 < len(octet) <= 2 for octet in octets):
        return ""
    return mac_text(bytes(int(octet, 16) for octet in octets))


def _run(command: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False)  # noqa: S603 - fixed text
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
