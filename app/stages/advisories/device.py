"""Identity → the published notes that concern a device that was found."""

from dataclasses import replace

from app.knowledge.makers import Directory
from app.model.certainty import Certainty
from app.model.device import Device
from app.model.finding import Finding, FindingType
from app.model.identity import CAMERA_KINDS, Identity, Kind, Value
from app.stages.advisories.book import AdvisoryBook, DeviceFacts


def advisory_findings(identity: Identity, book: AdvisoryBook, directory: Directory) -> tuple[Finding, ...]:
    """Notes that name the model, or all models of the maker; none for what is no camera, recorder or program for them."""
    if identity.is_camera is False or identity.kind not in (*CAMERA_KINDS, Kind.SOFTWARE):
        return ()
    return book.findings(facts_of(identity, directory), concerning=True)


def with_identity(device: Device, identity: Identity, book: AdvisoryBook, directory: Directory) -> Device:
    """The device with another identity, such as one with a firmware that the owner told, and what is published about that."""
    kept = tuple(one for one in device.findings if one.type is FindingType.POLICY)
    return replace(device, identity=identity, findings=kept + advisory_findings(identity, book, directory))


def facts_of(identity: Identity, directory: Directory) -> DeviceFacts:
    """What an identity says. Where the maker is not known, the company behind the software stands in for it, as a weak sign."""
    maker = identity.maker
    platform = directory.platforms.get(identity.platform.key) if identity.platform.value else None
    return DeviceFacts(
        maker=maker.key or _text(maker) or (platform.maker if platform else ""),
        brand=_text(identity.brand),
        model=_text(identity.model),
        firmware=_text(identity.firmware),
        hardware=_text(identity.hardware),
        maker_is_sure=(maker.value is None and platform is None) or maker.certainty >= Certainty.LIKELY,
        built=identity.firmware_built,
    )


def _text(value: Value) -> str:
    return value.value or ""
