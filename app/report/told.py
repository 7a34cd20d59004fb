"""A device as it was found → as it is with the version that the person read on it: values, age and published notes."""

import datetime as dt
from dataclasses import replace

from app.knowledge.load import Knowledge
from app.model.device import Device
from app.model.finding import FindingType
from app.model.kept import ToldFirmware
from app.stages.advisories import AdvisoryBook, advisory_findings
from app.stages.told import with_told_firmware


class Teller:
    """Adds what was told to one device after the other. today bounds the days that a version may name."""

    def __init__(self, knowledge: Knowledge, today: dt.date) -> None:
        self._knowledge = knowledge
        self._today = today
        self._book: AdvisoryBook | None = None

    def completed(self, device: Device, told: ToldFirmware | None) -> Device:
        """The device with the version; the same where nothing was told or it is known already. Raises KnowledgeError."""
        if told is None or (device.identity.firmware.value or "").casefold() == " ".join(told.text.split()).casefold():
            return device
        if self._book is None:
            self._book = AdvisoryBook.of(self._knowledge, self._today)
        identity = with_told_firmware(device.identity, told.text, self._knowledge, self._today)
        policy = tuple(one for one in device.findings if one.type is FindingType.POLICY)
        notes = advisory_findings(identity, self._book, self._knowledge.directory)
        return replace(device, identity=identity, findings=policy + notes)
