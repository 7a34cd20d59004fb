"""A device as it was found → as it is with what the person told of it: the same values, findings and reasons as if it were read."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from app.model.device import Device
from app.model.kept import ByHand, KeptDevice, ToldFirmware

if TYPE_CHECKING:
    from app.report.told import Teller


def completer(told: Callable[[str], ToldFirmware | None]) -> Callable[[Device], Device]:
    """Adds to a device the version that the person read on it; raises KnowledgeError."""

    def complete(device: Device) -> Device:
        version = told(device.id)
        return device if version is None else _teller(_today()).completed(device, version)

    return complete


def from_hand(kept: KeptDevice) -> Device:
    """A device that the person entered, with what its brand, model and serial number tell. Raises KnowledgeError."""
    from app.report.by_hand import looked_up  # noqa: PLC0415 - the window opens without it

    return looked_up(kept.id, kept.by_hand or ByHand(), _today())


@lru_cache(maxsize=1)
def _teller(today: dt.date) -> "Teller":
    from app.knowledge.load import load  # noqa: PLC0415 - likewise
    from app.report.told import Teller  # noqa: PLC0415 - likewise

    return Teller(load(), today)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
