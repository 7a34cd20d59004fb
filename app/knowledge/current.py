"""Which facts count on this computer: a pack that the person took in, else what the program was shipped with.

The folder of packs holds `current`, the pack that counts, and while a newer one takes its place `before`, the one that counted.
`before` counts where there is no `current`: a program that is stopped between two steps leaves one whole pack.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from app import __version__
from app.model.problem import AppError, PackSetAsideError
from app.places import pack_folder, resources_folder

PACK, BEFORE = "current", "before"
#: Beside the facts of a pack: for which version of the program it was taken in, and its manifest.
STAMP, DIGESTS = "stamp.txt", "manifest.json"
_ASIDE = "damaged"
_NAMES_TRIED = 1000

_met: list[AppError] = []
#: Folders that could not be used and not be renamed, with when they were laid out.
_unusable: set[tuple[Path, int]] = set()


def facts_folder() -> Path:
    """A folder laid out as resources/. A pack that is damaged or was taken in by another version of the program does not count."""
    return next((pack for pack in _packs() if _counts(pack)), resources_folder())


def signed_day(folder: Path) -> str:
    """The day that a pack was signed with, YYYY-MM-DD; "" for a folder that is no pack."""
    import json  # noqa: PLC0415 - most computers hold no pack, and the window opens sooner

    try:
        return dt.date.fromisoformat(json.loads((folder / DIGESTS).read_bytes())["date"]).isoformat()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def problems_met() -> tuple[AppError, ...]:
    """What the person has to be told about the pack, each problem once: a damaged one is set aside here."""
    with contextlib.suppress(OSError):  # a folder that may not be looked into holds no pack that counts
        for pack in _packs():
            if pack.is_dir() and _is_ours(pack) and not _whole(pack, _changed(pack)):
                set_aside(pack)
    told = tuple(_met)
    _met.clear()
    return told


def set_aside(pack: Path) -> None:
    """Give a pack that cannot be used another name; nothing is deleted, and the facts of the program count."""
    names = (f"{_ASIDE}-{number}" for number in range(1, _NAMES_TRIED))
    aside = next((pack.parent / name for name in names if not (pack.parent / name).exists()), None)
    # A folder that cannot be renamed stays where it is, and is passed over at every start.
    with contextlib.suppress(OSError):
        if aside is not None:
            pack.replace(aside)
            pack = aside
    _unusable.add((pack, _changed(pack)))
    _met.append(PackSetAsideError(str(pack), folder=pack.name))


def _packs() -> Iterator[Path]:
    folder = pack_folder()
    yield folder / PACK
    yield folder / BEFORE


def _counts(pack: Path) -> bool:
    return (pack, _changed(pack)) not in _unusable and _stamp(pack) == __version__ and _whole(pack, _changed(pack))


def _is_ours(pack: Path) -> bool:
    """Whether the pack should count: one of another version is only old."""
    return (pack, _changed(pack)) not in _unusable and _stamp(pack) in {__version__, ""}


def _stamp(pack: Path) -> str:
    try:
        return (pack / STAMP).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def _changed(pack: Path) -> int:
    """When the pack was laid out, in nanoseconds; 0 where that cannot be told."""
    try:
        return (pack / DIGESTS).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=4)
def _whole(pack: Path, _laid_out: int) -> bool:
    """Whether the folder holds what its manifest names and nothing else. Two megabytes are read, once for each pack."""
    import hashlib  # noqa: PLC0415 - likewise
    import json  # noqa: PLC0415 - likewise

    try:
        manifest: Any = json.loads((pack / DIGESTS).read_bytes())
        digests, _ = manifest["files"], dt.date.fromisoformat(manifest["date"])
        here = {
            path.relative_to(pack).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in pack.rglob("*")
            if path.is_file()
        }
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    beside = {STAMP, DIGESTS}
    return beside <= here.keys() and {name: here[name] for name in here.keys() - beside} == digests
