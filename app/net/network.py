"""Net: all that a probe sees of the network."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from ipaddress import IPv4Address

from app.model.network import Scope
from app.model.problem import SendRefusedError
from app.net.descriptors import DESCRIPTORS_WANTED, allow_many_sockets
from app.net.exchange import ExchangeError, HttpResponse
from app.net.guard import Guard
from app.net.http import HttpSession
from app.net.limits import DEFAULT_LIMITS, Limits
from app.net.neighbour_table import Table
from app.net.neighbours import of_scopes, read_table
from app.net.ranges import parse_address
from app.net.rtsp import RtspSession
from app.net.sweep import Sweep, addresses_of
from app.net.tcp import Connector, PortState
from app.net.tls import peer_certificate
from app.net.traffic import Traffic
from app.net.udp import Datagram, GroupQuestion, Receive, UdpAsker
from app.net.wire import Neighbour, RealWire, Wire

__all__ = [
    "Datagram",
    "ExchangeError",
    "GroupQuestion",
    "HttpResponse",
    "HttpSession",
    "Neighbour",
    "Net",
    "PortState",
    "RtspSession",
    "UdpAsker",
]

#: How long group questions listen (design §8); a thorough scan gives 10.
LISTEN_SECONDS = 4.0


class Net:
    """One scan's way to the network. Every send passes its guard, every wait has a limit of limits.

    clock() is seconds since the scan began; group questions stop listening at listen_until. Belongs to one event loop.
    """

    def __init__(
        self,
        scopes: Sequence[Scope],
        *,
        wire: Wire | None = None,
        limits: Limits = DEFAULT_LIMITS,
        listen_seconds: float = LISTEN_SECONDS,
        guard: Guard | None = None,
        read_neighbours: Callable[[], Table] = read_table,
    ) -> None:
        self.scopes = tuple(scopes)
        self.limits = limits
        self.listen_until = listen_seconds
        self.traffic = Traffic()
        self._wire: Wire = wire or RealWire()
        self._began = time.monotonic()
        self._guard = guard or Guard(self.scopes, practice=self._wire.practice)
        self._connector = Connector(self._guard, self._wire, limits, self.traffic)
        self._read_neighbours = read_neighbours
        self._before: frozenset[tuple[str, str]] | None = None
        self._one_at_a_time: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._sessions = asyncio.Semaphore(limits.sessions_at_once)
        self._connects = asyncio.Semaphore(limits.connects_at_once)
        allow_many_sockets(DESCRIPTORS_WANTED)

    @property
    def practice(self) -> bool:
        """True when everything stays on this computer."""
        return self._wire.practice

    def clock(self) -> float:
        """Seconds since the scan began."""
        return time.monotonic() - self._began

    def may_visit(self, address: str) -> bool:
        """True when the address is a single device's inside a network of the scan."""
        return self._guard.in_scope(address)

    def is_asked_about(self, address: str) -> bool:
        """False for a neighbour outside the part of the network that the person named."""
        place = parse_address(address)
        if not isinstance(place, IPv4Address):
            return True
        limited = [scope for scope in self.scopes if scope.only and place in scope.interface.network4]
        return not limited or any(place in scope.sweep for scope in limited)

    def open_udp(self, question: GroupQuestion, receive: Receive) -> UdpAsker:
        """The question's sockets, to be used with "async with". receive is called from the event loop, after reading."""
        return UdpAsker(
            question,
            receive,
            scopes=self.scopes,
            guard=self._guard,
            wire=self._wire,
            limits=self.limits,
            traffic=self.traffic,
        )

    async def sweep(self, scope: Scope) -> int:
        """Send one empty datagram to each address of the scope's swept part; return how many were asked."""
        if self._wire.practice:
            return len(addresses_of(scope))
        await self._read_table()
        run = Sweep(scope, guard=self._guard, limits=self.limits, traffic=self.traffic, read_table=self._read_table)
        return await run.run()

    async def neighbours(self) -> list[Neighbour]:
        """The neighbour table now, of the scopes' adapters only."""
        pretended = self._wire.neighbours()
        if pretended is not None:
            return list(pretended)
        table = await self._read_table()
        return of_scopes(table.entries, self.scopes, self._before or frozenset())

    async def port_state(self, address: str, port: int) -> PortState:
        """Connect and close. Raises SendRefusedError for an address outside the scan."""
        self._check(address)
        async with self._connects:
            return await self._connector.port_state(address, port)

    @asynccontextmanager
    async def http(
        self, address: str, port: int, *, tls: bool = False, patient: bool = False
    ) -> AsyncIterator[HttpSession]:
        """A session that connects with its first request. Waits until no other session uses the device: never nest them.

        patient: for a service that the device named itself, which is there but may think before it speaks.
        Raises SendRefusedError for an address outside the scan.
        """
        async with self._alone_with(address):
            limits = replace(self.limits, first_byte_seconds=self.limits.exchange_seconds) if patient else self.limits
            session = HttpSession(self._connector, limits, address, port, tls=tls)
            try:
                yield session
            finally:
                await session.close()

    @asynccontextmanager
    async def rtsp(self, address: str, port: int) -> AsyncIterator[RtspSession]:
        """Like http()."""
        async with self._alone_with(address):
            session = RtspSession(self._connector, self.limits, address, port)
            try:
                yield session
            finally:
                await session.close()

    async def certificate(self, address: str, port: int) -> bytes | None:
        """The DER of the certificate that a TLS service shows, None when there is none. Raises SendRefusedError."""
        async with self._alone_with(address):
            try:
                connection = await self._connector.open(address, port, tls=True)
            except ExchangeError:
                return None
            der = peer_certificate(connection.writer.get_extra_info("ssl_object"))
            await connection.close()
            return der

    @asynccontextmanager
    async def _alone_with(self, address: str) -> AsyncIterator[None]:
        self._check(address)
        # The lock first: who waits for a device does not take a place from others.
        async with self._one_at_a_time[address], self._sessions:
            yield

    def _check(self, address: str) -> None:
        if not self.may_visit(address):
            raise SendRefusedError(f"{address} is outside the networks of this scan")

    async def _read_table(self) -> Table:
        """The table now. The first one is remembered: what it holds may long be gone."""
        table = await asyncio.to_thread(self._read_neighbours)
        if self._before is None:
            self._before = frozenset((entry.address, entry.mac) for entry in table.entries)
        return table
