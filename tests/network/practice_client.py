"""Plain sockets that talk to the practice network the way a program that knows only its Wire would."""

import asyncio
import socket
import ssl
import time
from collections.abc import Callable

from app.practice.network import PracticeNetwork

Answer = tuple[tuple[str, int], bytes]


async def ask(
    network: PracticeNetwork, group: str, port: int, payload: bytes, *, seconds: float = 2.0, until: int | None = None
) -> list[Answer]:
    """Send to everyone who hears the group; the answers with their pretend origins, until so many came or time is up."""
    loop = asyncio.get_running_loop()
    answers: list[Answer] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.setblocking(False)
        asker.bind(("127.0.0.1", 0))
        for place in network.wire.group(group, port):
            await loop.sock_sendto(asker, payload, place)
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and (until is None or len(answers) < until):
            try:
                data, source = await asyncio.wait_for(loop.sock_recvfrom(asker, 65536), left)
            except TimeoutError:
                break
            answers.append((network.wire.origin(*source), data))
    return answers


async def exchange(
    network: PracticeNetwork, address: str, port: int, request: bytes, *, tls: bool = False
) -> tuple[bytes, bytes]:
    """One request on one connection: the head and the body of the answer."""
    place = network.wire.locate(address, port, udp=False)
    assert place is not None
    reader, writer = await asyncio.open_connection(*place, ssl=trusting_context() if tls else None)
    try:
        writer.write(request)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        body = await reader.readexactly(int(lengths[0].split(b":")[1])) if lengths else b""
    finally:
        writer.close()
        await writer.wait_closed()
    return head, body


def trusting_context() -> ssl.SSLContext:
    """As a scanner reads certificates: without checking them."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


async def post(network: PracticeNetwork, address: str, port: int, path: str, body: bytes) -> tuple[bytes, bytes]:
    """An HTTP POST without credentials."""
    head = f"POST {path} HTTP/1.1\r\nHost: {address}:{port}\r\nContent-Length: {len(body)}\r\n\r\n"
    return await exchange(network, address, port, head.encode() + body)


async def get(
    network: PracticeNetwork, address: str, port: int, path: str = "/", *, tls: bool = False
) -> tuple[bytes, bytes]:
    """An HTTP GET without credentials."""
    request = f"GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n".encode()
    return await exchange(network, address, port, request, tls=tls)


async def eventually(condition: Callable[[], bool], seconds: float = 2.0) -> bool:
    """True as soon as the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.01)
    return True
