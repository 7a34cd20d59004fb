"""Who registered a block of MAC addresses, from a table that build_scripts/refresh_oui.py makes of the IEEE lists."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.model.problem import KnowledgeError

_MAC = re.compile(r"[0-9a-f]{12}")
#: Hexadecimal digits of a block: MA-S, MA-M, MA-L. The longest one that is in the table counts.
_BLOCK_DIGITS = (9, 7, 6)
_RANDOM_OR_GROUP = 0x03


@dataclass(frozen=True, slots=True)
class Registrant:
    """Who registered the block: the name in the list, the id of the maker where it is one of ours, else "".

    camera_only: nearly all devices of this registrant are cameras or recorders. It names a registrant, never the brand on the box.
    """

    name: str
    maker: str
    camera_only: bool


class RegistrantTable:
    """A gzip file of sorted lines PREFIX, name, maker id, "c" for camera-only, with tabs between; # lines tell date and origin."""

    def __init__(self, path: Path) -> None:
        """Raises KnowledgeError."""
        try:
            data = gzip.decompress(path.read_bytes())
            head, _, self._lines = data.partition(b"\n\n")
            self.header = dict(line[2:].split(": ", 1) for line in head.decode("utf-8").splitlines())
            self.date = self.header["date"]
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise KnowledgeError(f"{path.name}: {error}") from error

    def __len__(self) -> int:
        """The number of blocks."""
        return self._lines.count(b"\n")

    def find(self, mac: str) -> Registrant | None:
        """The registrant of the smallest block that holds the address; None for randomised, group and unknown addresses."""
        digits = mac.lower().replace(":", "").replace("-", "")
        if not _MAC.fullmatch(digits) or int(digits[:2], 16) & _RANDOM_OR_GROUP:
            return None
        for count in _BLOCK_DIGITS:
            registrant = self._exact(digits[:count].encode())
            if registrant is not None:
                return registrant
        return None

    def named(self) -> Iterator[Registrant]:
        """The registrants of all blocks that belong to one of our makers, one a block."""
        for line in self._lines.splitlines():
            registrant = _registrant(line.partition(b"\t")[2])
            if registrant.maker:
                yield registrant

    def _exact(self, prefix: bytes) -> Registrant | None:
        low, high = 0, len(self._lines)
        while low < high:
            start = self._lines.rfind(b"\n", 0, (low + high) // 2) + 1
            end = self._lines.find(b"\n", start)
            end = len(self._lines) if end < 0 else end
            found, _, rest = self._lines[start:end].partition(b"\t")
            if found == prefix:
                return _registrant(rest)
            if found < prefix:
                low = end + 1
            else:
                high = start
        return None


def _registrant(columns: bytes) -> Registrant:
    try:
        name, maker, camera = columns.decode("utf-8").split("\t")
    except ValueError as error:
        raise KnowledgeError(f"registry: {error}") from error
    return Registrant(name, maker, camera == "c")
