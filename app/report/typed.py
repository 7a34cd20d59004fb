"""What a person typed → what may stand in a report for others: no names, numbers and streets that stand in it by the way."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from app.knowledge.load import Knowledge
from app.model.device import Device
from app.model.identity import UNKNOWN_VALUE, Identity, Value
from app.model.text import Sentence
from app.report.dossier import DeviceFile, Dossier
from app.stages.needs import QUESTIONS
from app.stages.told import YOU_TOLD
from app.words import Words

#: Of cameras, or of days.
_NUMBER = re.compile(r"[0-9]{1,4}")


def room_numbers(dossier: Dossier) -> Mapping[str, int]:
    """The number of each room by its place and name, in the order of the devices; the same for every report on the same scans."""
    numbers: dict[str, int] = {}
    for one in dossier.devices:
        if key := room_key(one):
            numbers.setdefault(key, len(numbers) + 1)
    return numbers


def room_key(one: DeviceFile) -> str:
    """The same for the same room, however it is spelt; "" where nobody said which it is."""
    room = " ".join(one.own.room.split()).casefold()
    return f"{one.place} {room}" if room else ""


def with_room_numbers(dossier: Dossier, rooms: Mapping[str, int], words: Words) -> Dossier:
    """The dossier with "Room 1" in the place of what a room is called. rooms are the numbers by the mark of a device."""
    return replace(
        dossier,
        devices=tuple(
            replace(one, own=replace(one.own, room=room_name(rooms[one.mark], words) if one.mark in rooms else ""))
            for one in dossier.devices
        ),
    )


def room_name(number: int, words: Words) -> str:
    """What a room is called in a report for others."""
    return words.text("Room {number}").format(number=number)


def plain_answers(answers: Mapping[str, str]) -> Mapping[str, str]:
    """What was chosen and what is a number; a line that a person wrote stays empty, to be filled in by hand."""
    choices = {f"needs-{question.id}": dict(question.choices) for question in QUESTIONS}
    return {
        name: answer for name, answer in answers.items() if answer in choices.get(name, {}) or _NUMBER.fullmatch(answer)
    }


class FirmwareTyped:
    """Reduces typed firmware of one device to the version and the day of its build."""

    def __init__(self, identity: Identity, knowledge: Knowledge, today: dt.date, *, by_hand: bool = False) -> None:
        self._maker = identity.maker.key or identity.maker.value
        self._knowledge = knowledge
        self._today = today
        because = identity.firmware.because
        self._is_typed = by_hand or (len(because) == 1 and because[0].sentence.template == YOU_TOLD)
        texts = [one.sentence.parameters.get("firmware") for one in (*because, *identity.firmware.against)]
        said = [*texts[self._is_typed :], "" if self._is_typed else identity.firmware.value]
        self._said_by_device = frozenset(_plain(text) for text in said if isinstance(text, str))

    def reduced(self, untrusted: str) -> str:
        """The typed text reduced, "" where it tells no version and no day; what the device itself says stays as it is."""
        if _plain(untrusted) in self._said_by_device:
            return untrusted
        read = self._knowledge.firmware.read(untrusted, self._maker, self._today)
        return " ".join(filter(None, (read.version, read.built.isoformat() if read.built else "")))

    def device(self, device: Device) -> Device:
        """The device with its firmware likewise, and with what was concluded from it."""
        if not self._is_typed or device.identity.firmware.value is None:
            return device
        return replace(
            device,
            identity=replace(device.identity, firmware=self._value(device.identity.firmware)),
            findings=tuple(replace(one, because=self._sentence(one.because)) for one in device.findings),
        )

    def _value(self, value: Value) -> Value:
        told = self.reduced(value.value or "")
        if not told:
            return replace(UNKNOWN_VALUE, against=value.against)
        because = tuple(replace(one, sentence=self._sentence(one.sentence)) for one in value.because)
        return replace(value, value=told, because=because)

    def _sentence(self, sentence: Sentence) -> Sentence:
        typed = sentence.parameters.get("firmware")
        if not isinstance(typed, str):
            return sentence
        return replace(sentence, parameters={**sentence.parameters, "firmware": self.reduced(typed) or "…"})


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
