"""Open TCP ports: connect and close, nothing is sent (protocols §8)."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from app.model.sighting import Protocol, Sighting
from app.net.network import Net
from app.net.tcp import PortState

See = Callable[[Sighting], None]

#: Web pages, RTSP, ONVIF where it is not on a web port, and the makers' own services, most telling first.
CAMERA_PORTS = (
    *(80, 443, 554, 8000, 8080, 2020, 8899, 8554, 37777, 34567, 9000, 8443, 35000),
    *(81, 88, 8081, 10554, 7070, 8001, 5000, 8888, 10080),
)
#: Most connections to one device at a time.
AT_ONCE = 4


async def open_ports(net: Net, address: str, seen: See, ports: Sequence[int] = CAMERA_PORTS) -> tuple[int, ...]:
    """The open ports of that address, ascending; one sighting when there are any. At most AT_ONCE connections at a time."""
    waiting = iter(ports)
    found: list[int] = []

    async def ask_next() -> None:
        # Four of these share one iterator: each takes the next port when it is done with its own.
        while port := next(waiting, 0):
            if await net.port_state(address, port) is PortState.OPEN:
                found.append(port)

    async with asyncio.TaskGroup() as tasks:
        for _ in range(min(AT_ONCE, len(ports))):
            tasks.create_task(ask_next())
    if fields := parse_open(found):
        seen(Sighting(Protocol.PORTS, address, fields, datetime.now(UTC)))
    return tuple(sorted(found))


def parse_open(found: Sequence[int]) -> dict[str, str]:
    """The field that lists them, {} when there is none."""
    return {"open": "\n".join(str(port) for port in sorted(set(found)))} if found else {}
