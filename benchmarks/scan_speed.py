"""How fast a scan is, beside nmap and arp-scan on the same pretend LAN in the same run.

Usage: python -m benchmarks.scan_speed [--cameras 20] [--network 10.77.0.0/24] [--rounds 3] [--versions]

Needs Linux with network namespaces; nmap and arp-scan are measured when they are installed. --versions adds nmap -sV, which takes
minutes. Prints one line a figure: its median and range over the rounds, then the ratios to the peers.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.lan import farm
from tests.lan.lab import run, unavailable
from tests.lan.plan import Plan

_PORTS = "80,81,443,554,5000,5543,8000,8001,8080,8081,8443,8554,8899,9000,9008,34567,34599,37777,37778,2020"
_SHOWN = ("brand", "maker", "model", "firmware")


def main() -> int:
    """Measure and print; 3 when this machine cannot."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cameras", type=int, default=20)
    parser.add_argument("--network", default="10.77.0.0/24")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--versions", action="store_true", help="measure nmap -sV too: minutes")
    chosen = parser.parse_args()
    if reason := unavailable():
        print(f"cannot measure here: {reason}", file=sys.stderr)
        return 3
    figures: dict[str, list[float]] = defaultdict(list)
    for _ in range(chosen.rounds):
        for name, value in _round(chosen.cameras, chosen.network, versions=chosen.versions):
            figures[name].append(value)
    for name, values in figures.items():
        print(f"{name:<46} {statistics.median(values):8.2f}   ({min(values):.2f} – {max(values):.2f})")
    ours = statistics.median(figures["camera-check: last value on screen, s"])
    for peer in ("arp-scan, s", "nmap -sn, s", "nmap -sV on 20 camera ports, s"):
        if peer in figures:
            print(f"{peer.removesuffix(', s')} takes {statistics.median(figures[peer]) / ours:.1f} times as long")
    return 0


def _round(cameras: int, network: str, *, versions: bool) -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        tables = farm.many_tables(cameras, network)
        players = farm.write_devices(tables, Path(folder) / "devices.json")
        nodes = farm.nodes_for(tables)
        ours = run(
            Plan(
                nodes,
                (sys.executable, "-m", "app", "scan", "--network", network, "--json", "-"),
                players,
                network=network,
            )
        )
        document = ours.document()
        coverage = document["coverage"]
        yield "camera-check: first device on screen, s", coverage["first_device_seconds"]
        yield "camera-check: last value on screen, s", coverage["last_change_seconds"]
        yield "camera-check: whole command, s", ours.seconds
        video = [device for device in document["devices"] if device["is_camera"]]
        yield "camera-check: cameras found", len(video)
        yield (
            "camera-check: with maker, model, firmware",
            sum(all(device[name]["value"] for name in _SHOWN[1:]) for device in video),
        )
        yield "camera-check: connections to one device", coverage["most_connections_to_one_device"]
        yield "camera-check: datagrams to one device", coverage["most_datagrams_to_one_device"]
        peers = {
            "arp-scan, s": ("arp-scan", "--interface=eth0", network),
            "nmap -sn, s": ("nmap", "-n", "-sn", network),
        }
        if versions:
            peers["nmap -sV on 20 camera ports, s"] = ("nmap", "-n", "-sV", "-p", _PORTS, network)
        for name, command in peers.items():
            if shutil.which(command[0]):
                yield name, run(Plan(nodes, command, players, network=network, seconds=900, privileged=True)).seconds


if __name__ == "__main__":
    sys.exit(main())
