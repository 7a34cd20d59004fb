"""Firmware text → version, build day, board and customer, each by the maker's own way of writing it."""

import datetime as dt

from app.knowledge.load import Knowledge
from app.model.firmware import FirmwareText, compare_versions

__all__ = ["compare_versions", "read_firmware"]


def read_firmware(text: str, maker: str | None, knowledge: Knowledge, *, today: dt.date | None = None) -> FirmwareText:
    """What an untrusted firmware text says; maker is an id or a name in any spelling, or None. Never raises.

    A day later than a year after today is no day of a build; today is the reader's day where it is not given.
    """
    return knowledge.firmware.read(text, maker, today or dt.datetime.now().astimezone().date())
