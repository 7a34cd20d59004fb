"""The practice network: pretend devices on loopback behind a Wire, for the demonstration and for tests."""

import asyncio
import random
import socket
from collections import deque
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from ipaddress import IPv4Network
from types import TracebackType
from typing import Self

from app.model.network import Interface, Scope
from app.model.text import N_
from app.net.descriptors import DESCRIPTORS_WANTED, allow_many_sockets
from app.practice.cast import extra_devices, load_cast
from app.practice.host import Heard, PretendHost
from app.practice.listener import LOOPBACK, Listener
from app.practice.speaker import PretendDevice
from app.practice.text_request import TextRequest
from app.practice.tls import Certificates
from app.practice.wire import PracticeWire

NETWORK = IPv4Network("192.168.50.0/24")
#: Shown where a real adapter's name would stand.
LABEL = N_("Practice network")
_INTERFACE = Interface(
    name="practice",
    label=LABEL,
    index=0,
    address4="192.168.50.10",
    network4=NETWORK,
    broadcast4=str(NETWORK.broadcast_address),
    mac="02:00:5e:50:00:0a",
)
#: Most questions that are remembered.
_HEARD_LIMIT = 20_000


_LAST_CONNECTIONS_SECONDS = 0.02


class PracticeNetwork:
    """Runs the pretend devices between __aenter__ and __aexit__, in the event loop that enters it.

    extra adds that many generated cameras to the cast (at most extras.EXTRA_LIMIT, ValueError beyond); devices replaces the cast.
    seed makes delays and losses repeatable. Raises KnowledgeError when the cast's file is damaged, OSError without sockets.
    """

    def __init__(
        self, *, extra: int = 0, devices: Sequence[PretendDevice] | None = None, seed: int | None = None
    ) -> None:
        self.wire = PracticeWire(NETWORK, _INTERFACE.name)
        self.scope = Scope(interface=_INTERFACE, sweep=NETWORK)
        self.scopes: tuple[Scope, ...] = (self.scope,)
        #: What the devices were sent, oldest first, bounded.
        self.heard: deque[Heard] = deque(maxlen=_HEARD_LIMIT)
        cast = load_cast() if devices is None else tuple(devices)
        dice = random.Random(seed)  # noqa: S311 - delays and losses, no secret
        self.hosts: dict[str, PretendHost] = {
            device.address: PretendHost(device, dice, self.heard.append) for device in (*cast, *extra_devices(extra))
        }
        self._stack = AsyncExitStack()

    @property
    def devices(self) -> tuple[PretendDevice, ...]:
        """All devices, also those that are unplugged."""
        return tuple(host.device for host in self.hosts.values())

    def host(self, address: str) -> PretendHost:
        """The device with that pretend address. Raises KeyError."""
        return self.hosts[address]

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            allow_many_sockets(DESCRIPTORS_WANTED)
            certificates = Certificates()
            for host in self.hosts.values():
                stack.push_async_callback(host.close)
                await host.start(certificates)
            await self._share_listeners(stack)
            # Bound and never read: nobody else can take the port.
            swallowing = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            swallowing.bind((LOOPBACK, 0))
            stack.callback(self.wire.lead, (), 0)
            self.wire.lead(self.hosts.values(), swallowing.getsockname()[1])
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()
        # Connections that were accepted in the last moment see their other end close.
        await asyncio.sleep(_LAST_CONNECTIONS_SECONDS)

    async def _share_listeners(self, stack: AsyncExitStack) -> None:
        sharing = [host for host in self.hosts.values() if host.device.shares_listeners]
        for port in sorted({stream.port for host in sharing for stream in host.device.streams}):
            listener = Listener(partial(self._shared_answer, port))
            stack.push_async_callback(listener.close)
            real = await listener.open()
            for host in sharing:
                if any(stream.port == port for stream in host.device.streams):
                    host.stream_ports[port] = real

    def _shared_answer(self, port: int, request: TextRequest) -> bytes | None:
        host = self.hosts.get(request.untrusted_host)
        if host is None or not host.device.shares_listeners:
            return None
        return next((host.respond(stream, request) for stream in host.device.streams if stream.port == port), None)
