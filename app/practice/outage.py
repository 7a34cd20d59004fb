"""A pretend device loses its power for a while: what a person learns to see with "Which one is it?"."""

import asyncio
import random
from collections.abc import Sequence

from app.practice.network import PracticeNetwork

#: Nobody has to unplug anything in practice: this long after everything answers one camera falls silent, and for so long.
AFTER_SECONDS, FOR_SECONDS = 8.0, 25.0


async def unplug_one(network: PracticeNetwork, addresses: Sequence[str], dice: random.Random | None = None) -> None:
    """After a while unplug the device of one of these addresses, later plug it in again; nothing happens without addresses."""
    known = [address for address in addresses if address in network.hosts]
    if not known:
        return
    chosen = (dice or random.Random()).choice(known)  # noqa: S311 - which pretend camera, no secret
    await asyncio.sleep(AFTER_SECONDS)
    await network.host(chosen).unplug()
    await asyncio.sleep(FOR_SECONDS)
    network.host(chosen).plug_in()
