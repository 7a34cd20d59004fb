"""Files that commands write: whole or not at all."""

import os
import sys
from pathlib import Path

from app.model.problem import FileNotWrittenError


def write_whole(content: str | bytes, name: str) -> None:
    """Write to the file, or to standard output for "-". A full disk leaves what was there. Raises FileNotWrittenError, OSError."""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if name == "-":
        if sys.stdout is None:
            raise FileNotWrittenError("standard output is closed", file=name)
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    path = Path(name)
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a pipe or a device cannot be replaced
        return
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
