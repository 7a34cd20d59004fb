"""Devices that say fixed texts, however odd: each port has rules, a pattern of the question and what is said to it.

Nothing of app is used here, so that what the program believes about protocols is not on both sides.
Usage inside a pretend LAN: python -m tests.lan.wild DEVICES READY. DEVICES is the JSON of write_wild().
"""

import asyncio
import ctypes
import dataclasses
import json
import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from tests.lan.plan import Node

_NEW_NETWORK = 0x40000000
_MESSAGE_ID = re.compile(rb"MessageID[^>]*>\s*([^<\s]+)")
_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
_REQUEST_SECONDS = 20.0


@dataclass(frozen=True)
class Say:
    """What is said (Latin-1) to a question that has the pattern in it; "{message_id}" stands for the question's own,
    "{address}" for the device's address.

    times: how often a datagram is repeated. hang_up: close without a word. stay: keep the connection open afterwards.
    """

    when: str = ""
    text: str = ""
    after_seconds: float = 0.0
    times: int = 1
    hang_up: bool = False
    stay: bool = True


@dataclass(frozen=True)
class Udp:
    """A datagram port. own_port: answers come from another port, as of programs that open a socket for each answer."""

    port: int
    says: tuple[Say, ...]
    groups: tuple[str, ...] = ()
    own_port: bool = False


@dataclass(frozen=True)
class Tcp:
    """A stream port; with no rule it accepts and stays silent."""

    port: int
    says: tuple[Say, ...] = ()
    tls: bool = False


@dataclass(frozen=True)
class Wild:
    """One device."""

    name: str
    address: str
    mac: str
    ports: tuple[Udp | Tcp, ...]


def nodes_of(devices: Iterable[Wild]) -> tuple[Node, ...]:
    """The hosts that these devices need."""
    return tuple(Node(device.name, device.address, device.mac) for device in devices)


def write_wild(devices: Sequence[Wild], file: Path) -> tuple[str, ...]:
    """Write the devices; returns the start of the command that plays them."""
    file.write_text(json.dumps([dataclasses.asdict(device) for device in devices]), encoding="utf-8")
    return sys.executable, "-m", "tests.lan.wild", str(file)


def _enter(name: str) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    with Path("/run/netns", name).open("rb") as namespace:
        if library.setns(namespace.fileno(), _NEW_NETWORK):
            raise OSError(ctypes.get_errno(), f"cannot enter {name}")


def _udp_socket(port: int, groups: Sequence[str], address: str) -> socket.socket:
    six = any(":" in group for group in groups)
    opened = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_DGRAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if six:
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    opened.bind(("::" if six else "0.0.0.0", port))
    opened.setblocking(False)
    for group in groups:
        if six:
            place = socket.inet_pton(socket.AF_INET6, group) + socket.if_nametoindex("eth0").to_bytes(4, sys.byteorder)
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, place)
        else:
            place = socket.inet_aton(group) + socket.inet_aton(address)
            opened.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, place)
    return opened


def _tcp_socket(port: int) -> socket.socket:
    opened = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind(("::", port))
    opened.setblocking(False)
    return opened


def _says(rules: Sequence[dict[str, Any]], question: bytes) -> dict[str, Any] | None:
    text = question.decode("latin-1")
    return next((rule for rule in rules if re.search(rule["when"], text)), None)


def _said(rule: dict[str, Any], question: bytes) -> bytes:
    found = _MESSAGE_ID.search(question)
    text = str(rule["text"]).replace("{message_id}", found[1].decode("latin-1") if found else "")
    return text.encode("latin-1")


class _Answerer(asyncio.DatagramProtocol):
    def __init__(self, rules: Sequence[dict[str, Any]], answering: socket.socket | None) -> None:
        self._rules = rules
        self._answering = answering
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if rule := _says(self._rules, data):
            said = _said(rule, data)
            for _ in range(rule["times"]):
                asyncio.get_running_loop().call_later(rule["after_seconds"], self._send, said, addr)

    def _send(self, said: bytes, addr: tuple[str, int]) -> None:
        if self._answering:
            self._answering.sendto(said, addr)
        else:
            assert self._transport is not None
            self._transport.sendto(said, addr)


async def _question(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return head + (await reader.readexactly(int(length[1])) if length else b"")


async def _serve(rules: Sequence[dict[str, Any]], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        async with asyncio.timeout(_REQUEST_SECONDS):
            while rules:
                question = await _question(reader)
                rule = _says(rules, question)
                if rule is None or rule["hang_up"]:
                    break
                await asyncio.sleep(rule["after_seconds"])
                writer.write(_said(rule, question))
                await writer.drain()
                if not rule["stay"]:
                    break
            else:
                await reader.read()
    except (OSError, TimeoutError, EOFError, asyncio.LimitOverrunError):
        pass
    writer.close()


def _certificate(folder: Path) -> ssl.SSLContext:
    key, file = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9", "-subj", "/CN=device"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(file)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return context


async def play(devices: Sequence[dict[str, Any]], folder: Path, announce: Callable[[], None]) -> None:
    """Open every port, announce that they are ready, answer until SIGTERM."""
    loop = asyncio.get_running_loop()
    opened: list[tuple[dict[str, Any], socket.socket, socket.socket | None]] = []
    for device in devices:
        _enter(device["name"])
        for port in device["ports"]:
            for rule in port["says"]:
                rule["text"] = rule["text"].replace("{address}", device["address"])
            if "groups" in port:
                bound = _udp_socket(port["port"], port["groups"], device["address"])
                own = socket.socket(bound.family, socket.SOCK_DGRAM) if port["own_port"] else None
                opened.append((port, bound, own))
            else:
                opened.append((port, _tcp_socket(port["port"]), None))
    secure = any(port.get("tls") for port, _, _ in opened)
    context = _certificate(folder) if secure else None
    for port, bound, own in opened:
        if "groups" in port:
            answerer = _Answerer(port["says"], own)
            await loop.create_datagram_endpoint(lambda answerer=answerer: answerer, sock=bound)
        else:

            async def serve(
                reader: asyncio.StreamReader, writer: asyncio.StreamWriter, rules: Any = tuple(port["says"])
            ) -> None:
                await _serve(rules, reader, writer)

            await asyncio.start_server(serve, sock=bound, ssl=context if port["tls"] else None, backlog=64)
    announce()
    done = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, done.set)
    await done.wait()


def main() -> None:
    """Read the devices and play them."""
    file = Path(sys.argv[1])
    asyncio.run(play(json.loads(file.read_text(encoding="utf-8")), file.parent, Path(sys.argv[2]).touch))


if __name__ == "__main__":
    main()
