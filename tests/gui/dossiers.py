"""Everything that a report is written from, as the window has it, for tests of paper and for eyes."""

import datetime as dt
from dataclasses import replace

from app.knowledge.load import load
from app.model.kept import DeviceNotes, Photo
from app.report.collect import Reader, collect
from app.report.dossier import Dossier, SiteScan
from app.report.marks import marker
from tests.gui import paper_samples
from tests.unit.report import samples

MARKER = marker(b"m" * 32)
TODAY = dt.date(2026, 11, 26)
ROOMS = ("Back door, above the loading dock", "Garage", "Front desk", "")


def dossier(cameras=3, *, photos=False, result=None, **reader) -> Dossier:
    """A scan of that many cameras with names and rooms, some with a photo."""
    result = result or samples.scan(cameras)
    names = {
        device.id: DeviceNotes(f"Camera of room {number}" if number % 3 else "", ROOMS[number % len(ROOMS)], "A note.")
        for number, device in enumerate(result.devices)
    }
    collected = collect(
        (SiteScan(result, "Corner Pharmacy"),), load(), MARKER, Reader(TODAY, None, "QC", **reader), names=names
    )
    if not photos:
        return collected
    picture = paper_samples.photo()
    kept = Photo(1, picture.jpeg, picture.width, picture.height, "By the door")
    return replace(collected, devices=tuple(replace(one, photos=(kept,)) for one in collected.devices))
