"""Identity and published notes → which notes a device has: applies, does not apply, or cannot tell and why."""

from app.stages.advisories.book import AdvisoryBook, DeviceFacts, FirmwareReader

__all__ = ["AdvisoryBook", "DeviceFacts", "FirmwareReader"]
