"""Many pretend cameras from one process: each socket is opened inside its host's namespace and stays there.

Usage inside a pretend LAN: python -m tests.lan.farm DEVICES READY. DEVICES is the JSON of write_devices().
"""

import asyncio
import ctypes
import datetime as dt
import ipaddress
import json
import os
import random
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from app.practice.cast import build_device
from app.practice.extras import extra_table
from app.practice.listener import Listener
from app.practice.speaker import DatagramSpeaker, PretendDevice, StreamSpeaker
from app.practice.tls import Certificates
from tests.lan.plan import NETWORK, SCANNER, Node

Table = Mapping[str, Any]
_NEW_NETWORK = 0x40000000


def many_tables(count: int, network: str = NETWORK) -> list[Table]:
    """So many cameras spread over the network; each answers WS-Discovery, ONVIF, HTTP and RTSP, two thirds also SADP or DHIP."""
    inside = ipaddress.IPv4Network(network)
    taken = {inside.network_address + 1, ipaddress.IPv4Address(SCANNER)}
    pool = [address for address in inside.hosts() if address not in taken]
    tables = []
    for number in range(count):
        table = dict(extra_table(number))
        address = str(pool[number * len(pool) // count])
        name = {"sadp": "HIKVISION%20DS-2CD2143G2-I", "dahua": "Dahua"}
        title = next((name[kind] for kind in name if kind in table), "IPC322LB-SF28-A")
        scopes = [
            f"onvif://www.onvif.org/{place}" for place in (f"name/{title}", "Profile/Streaming", "type/video_encoder")
        ]
        endpoint = f"urn:uuid:50000000-0000-4000-8000-{table['mac'].replace(':', '')}"
        types = ["dn:NetworkVideoTransmitter", "tds:Device"]
        table.setdefault("wsdiscovery", {"endpoint": endpoint, "types": types, "scopes": scopes})
        table.setdefault("onvif", {"port": 80})
        tables.append({**table, "address": address})
    return tables


def nodes_for(tables: Iterable[Table]) -> tuple[Node, ...]:
    """The hosts that these devices need."""
    return tuple(Node(name_of(table), table["address"], table["mac"]) for table in tables)


def name_of(table: Table) -> str:
    """The namespace of a device."""
    return "h" + table["address"].replace(".", "-")


def write_devices(tables: Sequence[Table], file: Path) -> tuple[str, ...]:
    """Write the devices for the farm; returns the start of its command."""
    file.write_text(json.dumps(list(tables), default=dt.datetime.isoformat), encoding="utf-8")
    return sys.executable, "-m", "tests.lan.farm", str(file)


def read_devices(file: Path) -> list[tuple[str, PretendDevice]]:
    """The devices with the names of their namespaces."""
    devices = []
    for table in json.loads(file.read_text(encoding="utf-8")):
        if "clock" in table.get("onvif", {}):
            table["onvif"]["clock"] = dt.datetime.fromisoformat(table["onvif"]["clock"])
        devices.append((name_of(table), build_device(table)))
    return devices


def enter(name: str) -> None:
    """Go on in a host's network; sockets that are open stay where they are. Raises OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    with Path("/run/netns", name).open("rb") as namespace:
        if library.setns(namespace.fileno(), _NEW_NETWORK):
            raise OSError(ctypes.get_errno(), f"cannot enter {name}")


def datagram_socket(speaker: DatagramSpeaker, address: str) -> socket.socket:
    """A socket on the speaker's port that joined its groups."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind(("0.0.0.0", speaker.port))
    opened.setblocking(False)
    for group in speaker.groups:
        opened.setsockopt(
            socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group) + socket.inet_aton(address)
        )
    return opened


def stream_socket(speaker: StreamSpeaker) -> socket.socket:
    """A socket bound to the speaker's port."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind(("0.0.0.0", speaker.port))
    opened.setblocking(False)
    return opened


class FarmEndpoint(asyncio.DatagramProtocol):
    """Answers after the wait that the protocol asks for; loss is the share of datagrams lost each way."""

    def __init__(self, speaker: DatagramSpeaker, dice: random.Random, loss: float, late_seconds: float) -> None:
        self._speaker = speaker
        self._dice = dice
        self._loss = loss
        self._late_seconds = late_seconds
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        assert self._transport is not None
        if self._lost():
            return
        for said in self._speaker.answers(data):
            if not self._lost():
                wait = self._late_seconds + self._dice.uniform(*self._speaker.delay)
                asyncio.get_running_loop().call_later(wait, self._transport.sendto, said, addr)

    def _lost(self) -> bool:
        return self._dice.random() < self._loss


async def serve(
    devices: Sequence[tuple[str, PretendDevice]], announce: Callable[[], None], loss: float, late_seconds: float
) -> None:
    """Open everything, announce that it is ready, answer until SIGTERM."""
    dice = random.Random(77)
    certificates = Certificates()
    opened: list[tuple[DatagramSpeaker | StreamSpeaker, socket.socket, Listener | None]] = []
    for name, device in devices:
        enter(name)
        opened += [(speaker, datagram_socket(speaker, device.address), None) for speaker in device.datagrams]
        for stream in device.streams:
            answer = stream.answer
            opened.append((stream, stream_socket(stream), Listener(answer, stream.greeting)))
    loop = asyncio.get_running_loop()
    for speaker, bound, listener in opened:
        if isinstance(speaker, DatagramSpeaker):
            endpoint = FarmEndpoint(speaker, dice, loss, late_seconds)
            await loop.create_datagram_endpoint(lambda endpoint=endpoint: endpoint, sock=bound)
        else:
            assert listener is not None
            context = certificates.context(speaker.certificate) if speaker.certificate else None
            await listener.open(context, bound)
    print(f"{len(devices)} devices, {len(opened)} sockets", flush=True)
    announce()
    done = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, done.set)
    await done.wait()


def main() -> None:
    """Read the devices and serve them. FARM_LOSS and FARM_LATE_SECONDS make the network worse."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    devices = read_devices(Path(sys.argv[1]))
    loss = float(os.environ.get("FARM_LOSS", "0"))
    late = float(os.environ.get("FARM_LATE_SECONDS", "0"))
    asyncio.run(serve(devices, Path(sys.argv[2]).touch, loss, late))


if __name__ == "__main__":
    main()
