"""A device as it was found → as it is with what the person told of it: the same values, findings and reasons as if it were read."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from app.model.device import Device
from app.model.finding import FindingType
from app.model.kept import ByHand, KeptDevice, ToldFirmware

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


def from_hand(kept: KeptDevice) -> Device:
    """A device that the person entered, with what its brand, model and serial number tell: they are read like its label.

    Raises KnowledgeError.
    """
    from app.label import look_up  # noqa: PLC0415 - the window opens without it
    from app.model.label import LabelText  # noqa: PLC0415 - likewise
    from app.report.by_hand import device_by_hand  # noqa: PLC0415 - likewise

    told = kept.by_hand or ByHand()
    device = device_by_hand(kept.id, told)
    lines = ((told.brand, "{}"), (told.model, "Model: {}"), (told.serial, "S/N: {}"))
    text = "\n".join(line.format(value) for value, line in lines if value)
    if not text:
        return device
    read = look_up([LabelText(text)], dt.datetime.now().astimezone().date()).device
    identity = replace(
        device.identity,
        brand=read.identity.brand if read.identity.brand.value else device.identity.brand,
        maker=read.identity.maker,
        platform=read.identity.platform,
    )
    device = replace(device, identity=identity, findings=read.findings)
    return completed(device, ToldFirmware(told.firmware, dt.date.min)) if told.firmware else device
