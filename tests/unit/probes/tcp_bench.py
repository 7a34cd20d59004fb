"""A device of canned answers on loopback, reached through the real Net: every byte that a visit sends is kept."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Network
from pathlib import Path

from app.model.network import Interface, Scope
from app.model.sighting import Sighting
from app.net.limits import DEFAULT_LIMITS
from app.net.network import Net

ADDRESS = "192.168.77.20"
CAPTURES = Path(__file__).parents[2] / "captures"
#: What a service says to one request; None closes the connection, "" stays silent.
Answer = Callable[[str], bytes | None]


def capture(name: str) -> str:
    return (CAPTURES / name).read_bytes().decode()


def http(status: int = 200, body: str | bytes = b"", headers: Mapping[str, str] | None = None) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(data)}", *(f"{k}: {v}" for k, v in (headers or {}).items())]
    return "\r\n".join([*lines, "", ""]).encode() + data


@dataclass
class Device:
    """One pretend device; requests holds (port, text) in order."""

    net: Net
    requests: list[tuple[int, str]] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def asked(self, port: int) -> list[str]:
        return [text.split("\r\n", 1)[0] for where, text in self.requests if where == port]


class _BenchWire:
    practice = True

    def __init__(self) -> None:
        self.ports: dict[int, int] = {}
        self.refusing = 1

    def locate(self, address: str, port: int, udp: bool) -> tuple[str, int] | None:
        return ("127.0.0.1", self.ports.get(port, self.refusing)) if address == ADDRESS else None

    def group(self, group: str, port: int) -> list[tuple[str, int]]:
        return []

    def origin(self, address: str, port: int) -> tuple[str, int]:
        return ADDRESS, port

    def neighbours(self) -> list[object]:
        return []


@asynccontextmanager
async def device(services: Mapping[int, Answer], *, close: bool = False) -> AsyncIterator[Device]:
    """A device with these services; close: it ends the connection after each answer."""
    network = IPv4Network("192.168.77.0/24")
    interface = Interface("bench", "bench", 1, "192.168.77.1", network, "192.168.77.255")
    wire = _BenchWire()
    limits = replace(DEFAULT_LIMITS, connect_seconds=0.5, first_byte_seconds=0.3, exchange_seconds=0.6)
    bench = Device(Net([Scope(interface, network)], wire=wire, limits=limits))
    async with AsyncExitStack() as stack:
        for port, answer in services.items():
            server = await asyncio.start_server(_serve(bench, port, answer, close=close), "127.0.0.1", 0)
            wire.ports[port] = server.sockets[0].getsockname()[1]
            stack.callback(server.close)
        yield bench


def _serve(bench: Device, port: int, answer: Answer, *, close: bool) -> Callable[..., object]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        bench.at_once += 1
        bench.most_at_once = max(bench.most_at_once, bench.at_once)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                text = head.decode()
                length = next(
                    (line[15:] for line in text.split("\r\n") if line.lower().startswith("content-length")), "0"
                )
                text += (await reader.readexactly(int(length.strip(" :")))).decode()
                bench.requests.append((port, text))
                reply = answer(text)
                if reply is None:
                    break
                writer.write(reply)
                await writer.drain()
                if close:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            bench.at_once -= 1
            writer.close()

    return serve
