"""Waiting by the scan's own clock."""

import asyncio
from typing import Protocol


class ScanClock(Protocol):
    """Net, as far as waiting goes: seconds since the scan began, and the moment when listening ends."""

    @property
    def listen_until(self) -> float:
        """Seconds since the scan began."""
        ...

    def clock(self) -> float:
        """Seconds since the scan began."""
        ...


async def wait_until(net: ScanClock, moment: float) -> bool:
    """Sleep until the clock shows that moment. False, without waiting, when listening ends before it."""
    if moment >= net.listen_until:
        return False
    await asyncio.sleep(max(0.0, moment - net.clock()))
    return True


async def wait_for_the_end(net: ScanClock) -> None:
    """Sleep until listening ends."""
    await asyncio.sleep(max(0.0, net.listen_until - net.clock()))
