"""One empty datagram to each address of a network, so that the system asks who lives there (protocols §4.3 to §4.5)."""

import asyncio
import socket
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address

from app.model.network import Scope
from app.net.guard import Guard
from app.net.limits import Limits
from app.net.neighbour_table import Table
from app.net.traffic import Traffic

ReadTable = Callable[[], Awaitable[Table]]


def addresses_of(scope: Scope) -> list[str]:
    """The addresses to ask: the swept part without this computer, the network's own and its broadcast address."""
    network = scope.interface.network4
    ends = {network.network_address, network.broadcast_address} if network.prefixlen < 31 else set()
    left_out = ends | {IPv4Address(scope.interface.address4)}
    return [str(address) for address in scope.sweep if address not in left_out]


class Sweep:
    """One run over one scope. Overflowing the table would hurt the whole computer, so it is filled only as far as there is room."""

    def __init__(self, scope: Scope, *, guard: Guard, limits: Limits, traffic: Traffic, read_table: ReadTable) -> None:
        self._scope = scope
        self._guard = guard
        self._limits = limits
        self._traffic = traffic
        self._read_table = read_table
        self._outstanding: deque[tuple[float, int]] = deque()

    async def run(self) -> int:
        """Send; return how many addresses were asked. Returns once the last datagram is on its way, not when it was answered."""
        addresses = addresses_of(self._scope)
        asked = await self._ask(addresses)
        if overflowed := await self._without_line(addresses[:asked]):
            # The kernel drops silently what does not fit; room comes back when the lines without an answer have failed.
            await asyncio.sleep(self._limits.sweep_unanswered_seconds)
            await self._ask(overflowed)
        return asked

    async def _ask(self, addresses: Sequence[str]) -> int:
        """Send to each, as fast as the table allows; return how many were sent before the system took no more for too long."""
        asked = 0
        stalled_since: float | None = None
        loop = asyncio.get_running_loop()
        while asked < len(addresses):
            size = min(self._limits.sweep_block, await self._room(), len(addresses) - asked)
            sent = self._send_block(addresses[asked : asked + size])
            asked += sent
            if sent:
                self._outstanding.append((loop.time(), sent))
                stalled_since = None
            if sent < size or not size:
                stalled_since = stalled_since or loop.time()
                # An adapter that went away takes nothing any more; a full table has room again after this time.
                if loop.time() - stalled_since > 2 * self._limits.sweep_unanswered_seconds:
                    break
                await asyncio.sleep(self._limits.sweep_retry_seconds)
            else:
                await asyncio.sleep(0)
        return asked

    async def _without_line(self, addresses: Sequence[str]) -> list[str]:
        """The addresses that the system never began to look for."""
        held = (await self._read_table()).held
        return [] if held is None else [address for address in addresses if address not in held]

    async def _room(self) -> int:
        told = (await self._read_table()).room
        if told is not None:
            return told
        now = asyncio.get_running_loop().time()
        while self._outstanding and now - self._outstanding[0][0] > self._limits.sweep_unanswered_seconds:
            self._outstanding.popleft()
        return max(0, self._limits.sweep_outstanding - sum(count for _, count in self._outstanding))

    def _send_block(self, addresses: Sequence[str]) -> int:
        """Send from a fresh socket until it is full; return how many went."""
        if not addresses:
            return 0
        sent = 0
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.setblocking(False)
            try:
                sender.bind((self._scope.interface.address4, 0))
            except OSError:
                return 0
            for address in addresses:
                self._guard.check(address, self._limits.sweep_port)
                try:
                    sender.sendto(b"", (address, self._limits.sweep_port))
                except OSError:
                    # EAGAIN, ENOBUFS: the address is asked again with the next block, never taken for absent.
                    break
                self._traffic.datagrams[address] += 1
                sent += 1
        return sent
