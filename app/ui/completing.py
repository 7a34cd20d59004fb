"""A device as it was found → as it is with what the person told of it: the same values, findings and reasons as if it were read."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from app.model.device import Device
from app.model.finding import FindingType
from app.model.kept import ToldFirmware

if TYPE_CHECKING:
    from app.stages.advisories import AdvisoryBook


def completed(device: Device, told: ToldFirmware | None) -> Device:
    """The device with the told firmware. Raises KnowledgeError."""
    if told is None:
        return device
    from app.knowledge.load import load  # noqa: PLC0415 - the window opens without it
    from app.stages.advisories import advisory_findings  # noqa: PLC0415 - likewise
    from app.stages.told import with_told_firmware  # noqa: PLC0415 - likewise

    knowledge, today = load(), dt.datetime.now().astimezone().date()
    identity = with_told_firmware(device.identity, told.text, knowledge, today)
    said = tuple(one for one in device.findings if one.type is FindingType.POLICY)
    return replace(
        device, identity=identity, findings=said + advisory_findings(identity, _book(today), knowledge.directory)
    )


def completer(told: Callable[[str], ToldFirmware | None]) -> Callable[[Device], Device]:
    """completed() with what is kept."""
    return lambda device: completed(device, told(device.id))


@lru_cache(maxsize=1)
def _book(today: dt.date) -> "AdvisoryBook":
    from app.knowledge.load import load  # noqa: PLC0415 - the window opens without it
    from app.stages.advisories import AdvisoryBook  # noqa: PLC0415 - likewise

    return AdvisoryBook.of(load(), today)
