"""Devices of several scans, each once: of two sightings of one device the later scan tells more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.model.device import Device
from app.model.events import ScanResult
from app.stages.merge import marks

#: An address belongs to one network only; a mark of an earlier report may be anywhere.
_WEAK = ("address:",)


@dataclass(frozen=True, slots=True)
class Found:
    """A device, the scan that tells of it (from 0), and the further scans that found it too."""

    device: Device
    place: int
    also_in: tuple[int, ...] = ()
    by_hand: bool = False


def counted_once(scans: Sequence[ScanResult]) -> list[Found]:
    """The devices in the order of the scans as given. Within one scan nothing is joined: merge() did that."""
    found: list[Found] = []
    known: dict[str, int] = {}
    latest_first = sorted(range(len(scans)), key=lambda place: scans[place].started, reverse=True)
    for place in latest_first:
        joined: set[int] = set()
        for device in scans[place].devices:
            own = [mark for mark in marks(device) if not mark.startswith(_WEAK) and "#" not in mark]
            free = [known[mark] for mark in own if mark in known and known[mark] not in joined]
            same = next((number for number in free if _is_same(device, found[number], place)), None)
            if same is None:
                known |= {mark: len(found) for mark in own if mark not in known}
                found.append(Found(device, place))
            else:
                joined.add(same)
                found[same] = replace(found[same], also_in=(*found[same].also_in, place))
    return sorted(found, key=lambda one: one.place)


def told_apart(scans: Sequence[ScanResult], found: Sequence[Found]) -> tuple[list[ScanResult], list[Found]]:
    """The same with an id of its own for each device: two places give one address to two things."""
    taken: set[str] = set()
    results, apart = list(scans), []
    for one in found:
        device = one.device
        if device.id in taken:
            own = replace(device, id=f"{device.id}#{one.place + 1}")
            result = results[one.place]
            devices = tuple(own if other is device else other for other in result.devices)
            results[one.place] = replace(result, devices=devices)
            device = own
        taken.add(device.id)
        apart.append(replace(one, device=device))
    return results, apart


def _is_same(device: Device, other: Found, place: int) -> bool:
    """Whether nothing speaks against what a common mark says: serials and UUIDs may be copies, anybody may state a MAC."""
    if other.place == place:
        return False
    if device.mac and other.device.mac and device.mac != other.device.mac:
        return False
    mine, theirs = device.identity.model.value, other.device.identity.model.value
    return not (mine and theirs and mine.casefold() != theirs.casefold())
