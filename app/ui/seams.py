"""What the window asks the rest of the program: each part is loaded when it is first asked, so that the window opens at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.model.company import Company
    from app.model.device import Device
    from app.model.kept import KeptDevice, ToldFirmware
    from app.model.policy import FactFor
    from app.model.reading import Reading
    from app.ui.fact_view import FactView, Statements
    from app.ui.note_words import DeviceNotes
    from app.ui.settings import Audience
    from app.words import Words


def facts(device: Device, audience: Audience, words: Words) -> Sequence[FactView]:
    """What authorities and makers said about a device. Raises KnowledgeError."""
    from app.ui.fact_words import facts_about  # noqa: PLC0415 - see above

    return facts_about(device, audience, words)


def measures(device: Device, audience: Audience) -> Sequence[FactFor]:
    """The published texts that concern a device, for this reader. Raises KnowledgeError."""
    from app.ui.fact_words import measures_for  # noqa: PLC0415 - likewise

    return measures_for(device, audience)


def statements(device: Device, audience: Audience) -> Statements:
    """How many statements of the person's own place concern a device. Raises KnowledgeError."""
    from app.ui.fact_words import statements_about  # noqa: PLC0415 - likewise

    return statements_about(device, audience)


def companies(device: Device) -> Sequence[Company]:
    """The companies that our knowledge has for a device. Raises KnowledgeError."""
    from app.knowledge.load import load  # noqa: PLC0415 - likewise
    from app.stages.companies import companies as known  # noqa: PLC0415 - likewise

    return known(device.identity, load())


def notes(device: Device, words: Words) -> DeviceNotes:
    """The published notes on a device. Raises KnowledgeError."""
    from app.ui.note_words import notes_about  # noqa: PLC0415 - likewise

    return notes_about(device, words)


def reading(device: Device) -> Reading:
    """Where its owner finds the firmware version. Raises KnowledgeError."""
    from app.ui.note_words import reading_for  # noqa: PLC0415 - likewise

    return reading_for(device.identity)


def completed(device: Device, told: ToldFirmware | None) -> Device:
    """The device with what the person told of it. Raises KnowledgeError."""
    if told is None:
        return device
    from app.ui.completing import completed as complete  # noqa: PLC0415 - likewise

    return complete(device, told)


def from_hand(kept: KeptDevice) -> Device:
    """A device that the person entered. Raises KnowledgeError."""
    from app.ui.completing import from_hand as described  # noqa: PLC0415 - likewise

    return described(kept)
