"""The neighbour table (protocols §4): a datagram to each address makes the system ask who lives there."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from app.model.events import QuestionRecord
from app.model.sighting import Protocol, Sighting
from app.net.network import Net
from app.net.tcp import PortState
from app.net.wire import Neighbour
from app.untrusted.text import mac_address

See = Callable[[Sighting], None]

POLL_SECONDS = 0.08
#: A host that has not answered by then is not there (protocols §4.4).
WAIT_SECONDS = 3.5
#: An entry from before the scan may be of a device that left days ago; a connection to this port tells.
CHECKED_PORT = 80


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Sweep every scope while reading the table; one sighting for each address and MAC that is there now."""
    table = _Table(net, seen)
    await table.look()
    sweeps = [asyncio.create_task(net.sweep(scope)) for scope in net.scopes]
    try:
        while not all(sweep.done() for sweep in sweeps):
            await table.look()
            await asyncio.sleep(POLL_SECONDS)
        last_send = net.clock()
        while net.clock() < last_send + WAIT_SECONDS:
            await table.look()
            await asyncio.sleep(POLL_SECONDS)
        asked = sum([await sweep for sweep in sweeps])
    finally:
        for task in (*sweeps, *table.checks):
            task.cancel()
        await asyncio.gather(*sweeps, *table.checks, return_exceptions=True)
    return QuestionRecord(Protocol.NEIGHBOUR, addresses_asked=asked, answered=table.answered)


class _Table:
    """Tells what is new in the table, and checks what was in it before the scan."""

    def __init__(self, net: Net, seen: See) -> None:
        self.checks: list[asyncio.Task[None]] = []
        self._net = net
        self._seen = seen
        self._told: set[tuple[str, str]] = set()
        self._checked: set[tuple[str, str]] = set()

    @property
    def answered(self) -> int:
        """How many addresses have a MAC."""
        return len({address for address, _ in self._told})

    async def look(self) -> None:
        """Read the table once."""
        for neighbour in await self._net.neighbours():
            entry = (neighbour.address, neighbour.mac)
            if neighbour.seen_now:
                self._tell(neighbour)
            elif entry not in self._told | self._checked:
                self._checked.add(entry)
                self.checks.append(asyncio.create_task(self._check(neighbour)))

    async def _check(self, neighbour: Neighbour) -> None:
        if not self._net.may_visit(neighbour.address):
            return
        state = await self._net.port_state(neighbour.address, CHECKED_PORT)
        if state in {PortState.OPEN, PortState.REFUSED}:
            self._tell(neighbour)

    def _tell(self, neighbour: Neighbour) -> None:
        mac = mac_address(neighbour.mac)
        entry = (neighbour.address, neighbour.mac)
        if not mac or entry in self._told:
            return
        self._told.add(entry)
        self._seen(
            Sighting(
                Protocol.NEIGHBOUR,
                neighbour.address,
                {"mac": mac},
                datetime.now(UTC),
                interface=neighbour.interface,
            )
        )
