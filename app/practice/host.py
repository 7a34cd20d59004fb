"""A pretend device while it runs: its sockets on loopback, and the moods that tests and lessons give it."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.practice.listener import LOOPBACK, Listener
from app.practice.speaker import DatagramSpeaker, PretendDevice, StreamSpeaker
from app.practice.text_request import TextRequest
from app.practice.tls import Certificates


@dataclass(frozen=True, slots=True)
class Heard:
    """What a pretend device was sent, with the pretend port: a datagram, or the line, headers and body of a request."""

    address: str
    port: int
    udp: bool
    untrusted_data: bytes


class PretendHost:
    """One running device.

    late_seconds: added before each datagram. loss: share of datagrams lost each way, 0 to 1. Both may be set at any time.
    """

    def __init__(self, device: PretendDevice, dice: random.Random, hear: Callable[[Heard], None]) -> None:
        self.device = device
        self.late_seconds = 0.0
        self.loss = 0.0
        #: Pretend port to real port.
        self.datagram_ports: dict[int, int] = {}
        self.stream_ports: dict[int, int] = {}
        self._silent = False
        self._dice = dice
        self._hear = hear
        self._endpoints: list[_Endpoint] = []
        self._listeners: list[Listener] = []

    async def start(self, certificates: Certificates) -> None:
        """Open every socket of the device that it does not share. Raises OSError."""
        for speaker in self.device.datagrams:
            endpoint = _Endpoint(self, speaker)
            self._endpoints.append(endpoint)
            self.datagram_ports[speaker.port] = await endpoint.open()
        if self.device.shares_listeners:
            return
        for stream in self.device.streams:
            listener = Listener(partial(self.respond, stream) if stream.answer else None, stream.greeting)
            self._listeners.append(listener)
            context = certificates.context(stream.certificate) if stream.certificate else None
            self.stream_ports[stream.port] = await listener.open(context)

    async def close(self) -> None:
        """Close every socket and wait until each is gone."""
        for endpoint in self._endpoints:
            await endpoint.close()
        for listener in self._listeners:
            await listener.close()

    @property
    def silent(self) -> bool:
        """True while the device is unplugged."""
        return self._silent

    async def unplug(self) -> None:
        """Fall silent at once, as a device without power does."""
        self._silent = True
        for listener in self._listeners:
            await listener.drop()

    def plug_in(self) -> None:
        """Be there again."""
        self._silent = False

    def respond(self, stream: StreamSpeaker, request: TextRequest) -> bytes | None:
        """The answer of one of the device's services."""
        if self._silent or stream.answer is None:
            return None
        headers = "".join(f"{name}: {value}\r\n" for name, value in request.untrusted_headers.items())
        line = f"{request.untrusted_method} {request.untrusted_target} {request.untrusted_version}\r\n"
        self.hear(stream.port, f"{line}{headers}\r\n".encode() + request.untrusted_body, udp=False)
        return stream.answer(request)

    def hear(self, port: int, untrusted: bytes, *, udp: bool) -> None:
        """Keep what was said to the device."""
        self._hear(Heard(self.device.address, port, udp, untrusted))

    def loses_one(self) -> bool:
        """True when this datagram is lost on its way."""
        return self.loss > 0 and self._dice.random() < self.loss

    def wait_seconds(self, speaker: DatagramSpeaker) -> float:
        """How long the device waits before an answer."""
        return self.late_seconds + self._dice.uniform(*speaker.delay)


class _Endpoint(asyncio.DatagramProtocol):
    """One UDP service."""

    def __init__(self, host: PretendHost, speaker: DatagramSpeaker) -> None:
        self._host = host
        self._speaker = speaker
        self._answers: set[asyncio.Task[None]] = set()
        self._transport: asyncio.DatagramTransport | None = None
        self._gone = asyncio.Event()

    async def open(self) -> int:
        """Start to listen; returns the port. Raises OSError."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(LOOPBACK, 0))
        return int(self._transport.get_extra_info("sockname")[1])

    async def close(self) -> None:
        """Forget answers that wait and close the socket."""
        answers = list(self._answers)
        for answer in answers:
            answer.cancel()
        await asyncio.gather(*answers, return_exceptions=True)
        if self._transport is not None:
            self._transport.close()
            await self._gone.wait()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """The socket is closed."""
        self._gone.set()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """A question came in."""
        if self._host.silent or self._host.loses_one():
            return
        self._host.hear(self._speaker.port, data, udp=True)
        for said in self._speaker.answers(data):
            if not self._host.loses_one():
                answer = asyncio.get_running_loop().create_task(self._answer(said, addr))
                self._answers.add(answer)
                answer.add_done_callback(self._answers.discard)

    async def _answer(self, said: bytes, address: tuple[str, int]) -> None:
        await asyncio.sleep(self._host.wait_seconds(self._speaker))
        if self._transport is not None and not self._host.silent:
            self._transport.sendto(said, address)
