"""Questions to groups: sockets exactly as protocols §2.2 and §2.3 teach, answers read promptly and handled later."""

import asyncio
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from app.model.network import Scope
from app.model.problem import SendRefusedError
from app.net.guard import LIMITED_BROADCAST, Guard, socket_address
from app.net.limits import Limits
from app.net.traffic import Traffic
from app.net.udp_sockets import group_socket4, group_socket6, listening_socket4, send_from
from app.net.untrusted_source import SourceFilter
from app.net.wire import Wire

#: Answers handled in one turn of the loop, so that sockets are read and the window's cancel is seen in between.
_ANSWERS_A_TURN = 16
#: A turn ends earlier when answers take long to read: a device may send what it likes.
_SECONDS_A_TURN = 0.01
#: Datagrams read in one turn from one socket: one flooding device does not starve the other sockets.
_READS_A_TURN = 512


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """Where a question goes and where its answers come in.

    broadcast sends to the network's broadcast address and to 255.255.255.255 as well. listen_port is for protocols whose devices
    answer to a fixed port (protocols §2.3): the question is then sent from it. listen_groups4 are joined on every scope.
    """

    name: str
    port: int
    groups4: tuple[str, ...] = ()
    groups6: tuple[str, ...] = ()
    broadcast: bool = False
    listen_port: int = 0
    listen_groups4: tuple[str, ...] = ()
    ttl: int = 4


@dataclass(frozen=True, slots=True)
class Datagram:
    """An answer. source is the device's address, IPv6 link-local with its adapter (fe80::1%eth0)."""

    untrusted_data: bytes
    source: str
    source_port: int
    interface: str


Receive = Callable[[Datagram], None]


@dataclass(frozen=True, slots=True)
class _Sender:
    """A socket, the scope that it reaches and the groups that are sent through it."""

    endpoint: socket.socket
    scope: Scope
    destinations: tuple[str, ...]


class UdpAsker:
    """One question's sockets; an async context manager, opened by Net.open_udp().

    sent counts datagrams to groups, failed those that the system did not take. available is False when a socket could not be bound,
    so that answers may be missed.
    """

    def __init__(
        self,
        question: GroupQuestion,
        receive: Receive,
        *,
        scopes: Sequence[Scope],
        guard: Guard,
        wire: Wire,
        limits: Limits,
        traffic: Traffic,
        source_filter: SourceFilter | None = None,
    ) -> None:
        self.sent = 0
        self.failed = 0
        self.available = True
        self._question = question
        self._receive = receive
        self._scopes = tuple(scopes)
        self._guard = guard
        self._wire = wire
        self._limits = limits
        self._traffic = traffic
        self._source_filter = source_filter or SourceFilter(scopes, practice=wire.practice)
        self._senders: list[_Sender] = []
        self._listener: socket.socket | None = None
        self._sockets: dict[socket.socket, Scope | None] = {}
        self._own: set[tuple[str, int]] = set()
        self._waiting: deque[Datagram] = deque()
        self._waiting_bytes = 0
        self._answers: Counter[str] = Counter()
        self._delivery: asyncio.Handle | None = None

    async def __aenter__(self) -> Self:
        if self._wire.practice:
            self._open_practice()
        else:
            self._open_listener()
            for scope in self._scopes:
                self._open_scope(scope)
        self._note_own_addresses()
        loop = asyncio.get_running_loop()
        for endpoint in self._sockets:
            loop.add_reader(endpoint, self._drain, endpoint)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        loop = asyncio.get_running_loop()
        for endpoint in self._sockets:
            loop.remove_reader(endpoint)
            if kind is None:
                self._drain(endpoint)
            endpoint.close()
        self._sockets.clear()
        if self._delivery is not None:
            self._delivery.cancel()
        if kind is None:
            until = loop.time() + self._limits.last_answers_seconds
            while self._waiting and loop.time() < until:
                self._deliver_some()
                await asyncio.sleep(0)

    def send_groups(self, payload: bytes | Callable[[Scope], bytes], *, again: bool = False) -> None:
        """Send to every group and broadcast address on every scope; what depends on the adapter is built for each scope.

        again: only to the groups, or where there are none to the network's broadcast address, so that a device hears a
        question no more often than protocols §1.2 allows. Refused sends are counted in failed, not raised.
        """
        for sender in self._senders:
            datagram = payload if isinstance(payload, bytes) else payload(sender.scope)
            for destination in sender.destinations:
                broadcast = destination == sender.scope.interface.broadcast4 and self._question.groups4
                if not (again and (destination == LIMITED_BROADCAST or broadcast)):
                    self._send_group(sender, destination, datagram)

    def send_to(self, address: str, payload: bytes) -> bool:
        """Ask one device from the same socket. False when the system did not take it.

        Raises SendRefusedError for an address outside the scan.
        """
        place = self._wire.locate(address, self._question.port, udp=True)
        if not self._guard.in_scope(address):
            raise SendRefusedError(f"{address} is outside the networks of this scan")
        if place is None:
            return False
        self._guard.check(*place)
        endpoint = self._endpoint_for(address, place[0])
        if endpoint is None or not self._send(endpoint, place, payload):
            return False
        self._traffic.datagrams[address] += 1
        return True

    def _open_practice(self) -> None:
        endpoint = group_socket4("127.0.0.1", 1, self._limits.socket_buffer_bytes)
        self._sockets[endpoint] = None
        for scope in self._scopes[:1]:
            groups = (*self._question.groups4, *self._question.groups6)
            broadcast = (scope.interface.broadcast4,) if self._question.broadcast else ()
            self._senders.append(_Sender(endpoint, scope, groups + broadcast))

    def _open_listener(self) -> None:
        question = self._question
        if not question.listen_port and not question.listen_groups4:
            return
        try:
            self._listener = listening_socket4(question.listen_port, question.ttl, self._limits.socket_buffer_bytes)
        except OSError:
            self.available = False
            return
        self._sockets[self._listener] = None
        for scope in self._scopes:
            for group in question.listen_groups4:
                membership = socket.inet_aton(group) + socket.inet_aton(scope.interface.address4)
                try:
                    self._listener.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
                except OSError:
                    self.available = False

    def _open_scope(self, scope: Scope) -> None:
        question, interface = self._question, scope.interface
        buffer_bytes = self._limits.socket_buffer_bytes
        subnet = (*question.groups4, *((interface.broadcast4,) if question.broadcast else ()))
        # From a wildcard socket 255.255.255.255 leaves only by the adapter of the default route (protocols §2.3).
        everywhere = (LIMITED_BROADCAST,) if question.broadcast else ()
        try:
            endpoint = group_socket4(interface.address4, question.ttl, buffer_bytes)
        except OSError:
            self.available = False
        else:
            self._sockets[endpoint] = scope
            from_listener = self._listener if question.listen_port else None
            if from_listener is None:
                self._senders.append(_Sender(endpoint, scope, subnet + everywhere))
            else:
                self._senders.append(_Sender(from_listener, scope, subnet))
                self._senders.append(_Sender(endpoint, scope, everywhere))
        if question.groups6 and interface.address6:
            try:
                endpoint6 = group_socket6(interface.address6, interface.index, question.ttl, buffer_bytes)
            except OSError:
                # IPv6 adds to what IPv4 finds: an address still under duplicate detection is no reason for a warning.
                return
            self._sockets[endpoint6] = scope
            groups6 = tuple(f"{group}%{interface.name}" for group in question.groups6)
            self._senders.append(_Sender(endpoint6, scope, groups6))

    def _note_own_addresses(self) -> None:
        for endpoint in self._sockets:
            host, port = endpoint.getsockname()[:2]
            hosts = {host.partition("%")[0], *(scope.interface.address4 for scope in self._scopes)}
            self._own.update((own, port) for own in hosts)

    def _endpoint_for(self, address: str, place: str) -> socket.socket | None:
        family = socket.AF_INET6 if ":" in place else socket.AF_INET
        if self._question.listen_port and self._listener is not None and family == socket.AF_INET:
            return self._listener
        scope = self._source_filter.scope_of(address)
        usable = [
            (endpoint, of)
            for endpoint, of in self._sockets.items()
            if endpoint.family == family and endpoint is not self._listener
        ]
        return next((endpoint for endpoint, of in usable if of is scope or of is None), None)

    def _send_group(self, sender: _Sender, destination: str, payload: bytes) -> None:
        name = sender.scope.interface.name
        group = destination.partition("%")[0]
        places = self._wire.group(group, self._question.port)
        for place in [(destination, self._question.port)] if places is None else places:
            self._guard.check(*place)
            if sender.endpoint is self._listener and not send_from(sender.endpoint, sender.scope.interface.address4):
                self.failed += 1
                continue
            if self._send(sender.endpoint, place, payload):
                self.sent += 1
            else:
                self._traffic.failed_sends[name] += 1
                continue
            if places is None:
                self._traffic.group_datagrams[name] += 1
            else:
                self._traffic.datagrams[self._wire.origin(*place)[0]] += 1

    def _send(self, endpoint: socket.socket, place: tuple[str, int], payload: bytes) -> bool:
        try:
            endpoint.sendto(payload, socket_address(*place))
        except OSError:
            self.failed += 1
            return False
        return True

    def _drain(self, endpoint: socket.socket) -> None:
        for _ in range(_READS_A_TURN):
            try:
                data, address = endpoint.recvfrom(self._limits.datagram_bytes)
            except ConnectionResetError:
                # Windows tells this socket that an earlier datagram met a closed port.
                continue
            except OSError:
                break
            self._take_in(endpoint, data, address)
        if self._waiting and self._delivery is None and self._sockets:
            self._delivery = asyncio.get_running_loop().call_soon(self._deliver)

    def _take_in(self, endpoint: socket.socket, untrusted_data: bytes, address: tuple[str, int]) -> None:
        host, port = address[0], address[1]
        if (host.partition("%")[0], port) in self._own or self._is_full(len(untrusted_data)):
            return
        host, port = self._wire.origin(host, port)
        known = self._source_filter.place(host, self._sockets.get(endpoint))
        if known is None:
            return
        source, interface = known
        if source not in self._answers and len(self._answers) >= self._limits.sources_per_question:
            return
        self._answers[source] += 1
        if self._answers[source] <= self._limits.datagrams_per_source:
            self._waiting.append(Datagram(untrusted_data, source, port, interface))
            self._waiting_bytes += len(untrusted_data)

    def _is_full(self, more_bytes: int) -> bool:
        too_many = len(self._waiting) >= self._limits.datagrams_waiting
        return too_many or self._waiting_bytes + more_bytes > self._limits.waiting_bytes

    def _deliver(self) -> None:
        self._delivery = None
        try:
            self._deliver_some()
        finally:
            if self._waiting and self._delivery is None:
                self._delivery = asyncio.get_running_loop().call_soon(self._deliver)

    def _deliver_some(self) -> None:
        until = time.monotonic() + _SECONDS_A_TURN
        for _ in range(min(_ANSWERS_A_TURN, len(self._waiting))):
            datagram = self._waiting.popleft()
            self._waiting_bytes -= len(datagram.untrusted_data)
            self._receive(datagram)
            if time.monotonic() > until:
                break
