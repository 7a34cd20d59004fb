"""A device as it was found → as it is with what the person told of it: the same values, findings and reasons as if it were read."""

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from app.model.device import Device
from app.model.kept import ByHand, KeptDevice, ToldFirmware

if TYPE_CHECKING:
    from app.report.told import Teller


def completed(device: Device, told: ToldFirmware) -> Device:
    """The device with the version that the person read on it. Raises KnowledgeError."""
    return _teller(_today()).completed(device, told)


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
