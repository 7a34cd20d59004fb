"""How old a folder of facts is, without reading its tables."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from app.knowledge.parts import PARTS
from app.model.problem import KnowledgeError

#: Written at the start of a line by every table: when it, or a row of it, was compared with its sources.
_CHECKED = re.compile(rb'^checked *= *"(\d{4}-\d{2}-\d{2})"', re.MULTILINE)
#: The same in tables that know no day but this one. Where there is a day of checking, `date` is the day of an event.
_DATE = re.compile(rb'^date *= *"(\d{4}-\d{2}-\d{2})"', re.MULTILINE)
_REGISTRY_DATE = re.compile(rb"^# date: (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_REGISTRY_HEAD = 1024


def newest_day(folder: Path) -> str:
    """The newest day on which any part was checked, YYYY-MM-DD. Raises KnowledgeError."""
    try:
        days = [day for part in PARTS for day in _days(folder / part)]
    except (OSError, EOFError) as error:
        raise KnowledgeError(f"dates: {error}") from error
    if not days:
        raise KnowledgeError("dates: no part tells when it was checked")
    return max(days).decode("ascii")


def _days(part: Path) -> Iterator[bytes]:
    for path in part.rglob("*"):
        if path.suffix == ".toml":
            text = path.read_bytes()
            yield from _CHECKED.findall(text) or _DATE.findall(text)
        elif path.suffix == ".gz":
            with gzip.open(path) as table:
                yield from _REGISTRY_DATE.findall(table.read(_REGISTRY_HEAD))
