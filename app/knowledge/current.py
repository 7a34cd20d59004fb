"""Which facts count on this computer: a pack that the person took in, else what the program was shipped with."""

from pathlib import Path

from app import __version__
from app.places import pack_folder, resources_folder

#: The folder of the pack that counts, and the file in it that tells for which version of the program it was taken in.
PACK, STAMP = "current", "stamp.txt"


def facts_folder() -> Path:
    """A folder laid out as resources/. A program that was updated since carries newer facts: an earlier pack counts no more."""
    pack = pack_folder() / PACK
    try:
        return pack if (pack / STAMP).read_text("ascii") == __version__ else resources_folder()
    except (OSError, ValueError):
        return resources_folder()
