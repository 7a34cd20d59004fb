"""Where files live: the one function for what is shipped, the one for what the person keeps."""

import os
from pathlib import Path

from platformdirs import PlatformDirs

_HERE = Path(__file__).resolve().parent
_DIRS = PlatformDirs(appname="camera-check", appauthor=False)


def resources_folder() -> Path:
    """The folder of rules, facts, icons and texts: inside the package when installed or frozen, beside it in a checkout."""
    shipped = _HERE / "_resources"
    return shipped if shipped.is_dir() else _HERE.parent / "resources"


def data_folder() -> Path:
    """The folder of what the person keeps. CAMERA_CHECK_DATA names another one (tests, portable use). Not created here."""
    chosen = os.environ.get("CAMERA_CHECK_DATA")
    return Path(chosen) if chosen else Path(_DIRS.user_data_dir)


def pack_folder() -> Path:
    """The folder for packs of facts that the person took in. Not created here."""
    return data_folder() / "facts"
