"""Identity and published notes → which notes a device has: applies, does not apply, or cannot tell and why."""

from app.stages.advisories.book import AdvisoryBook, DeviceFacts, FirmwareReader
from app.stages.advisories.device import advisory_findings, facts_of, with_identity

__all__ = ["AdvisoryBook", "DeviceFacts", "FirmwareReader", "advisory_findings", "facts_of", "with_identity"]
