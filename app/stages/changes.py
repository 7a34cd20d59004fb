"""Two scans of one place → what changed between them."""

from collections.abc import Callable, Mapping, Sequence

from app.model.change import Change, ChangeKind
from app.model.device import Device
from app.model.finding import FindingState, FindingType


def changes(before: Sequence[Device], after: Sequence[Device], key: Callable[[Device], object]) -> tuple[Change, ...]:
    """All changes. key gives the same for one device in both scans, whatever its address, name and firmware."""
    old: Mapping[object, Device] = {key(device): device for device in before}
    new: Mapping[object, Device] = {key(device): device for device in after}
    told = [Change(ChangeKind.CAME, device.id) for found, device in new.items() if found not in old]
    told += [Change(ChangeKind.GONE, device.id) for found, device in old.items() if found not in new]
    for found, device in new.items():
        if found in old:
            told += _of_one(old[found], device)
    order = list(ChangeKind)
    return tuple(sorted(told, key=lambda change: order.index(change.kind)))


def _of_one(before: Device, after: Device) -> list[Change]:
    told = []
    pairs = (
        (ChangeKind.MOVED, ", ".join(before.addresses), ", ".join(after.addresses)),
        (ChangeKind.FIRMWARE, before.identity.firmware.value or "", after.identity.firmware.value or ""),
        (ChangeKind.RENAMED, before.identity.stated_name.value or "", after.identity.stated_name.value or ""),
    )
    for kind, old, new in pairs:
        if old and new and old != new:
            told.append(Change(kind, after.id, old, new))
    old_known, new_known = _known(before), _known(after)
    if learned := [text for name, text in new_known.items() if name not in old_known]:
        told.append(Change(ChangeKind.LEARNED, after.id, "", " · ".join(learned)))
    new_notes = sorted(_notes(after) - _notes(before))
    if new_notes:
        told.append(Change(ChangeKind.NOTES, after.id, "", ", ".join(new_notes)))
    return told


def _known(device: Device) -> Mapping[str, str]:
    identity = device.identity
    values = {"maker": identity.maker, "brand": identity.brand, "model": identity.model, "firmware": identity.firmware}
    return {name: value.value for name, value in values.items() if value.value}


def _notes(device: Device) -> set[str]:
    """Ids of notes that apply or may."""
    return {
        one.id
        for one in device.findings
        if one.type is not FindingType.POLICY and one.state is not FindingState.DOES_NOT_APPLY
    }
