"""Room for sockets: a program started from the macOS Finder may open 256 files only."""

import contextlib
import sys

#: Connections, sessions and question sockets of several adapters, and the rest of the program.
DESCRIPTORS_WANTED = 1024


def allow_many_sockets(wanted: int) -> None:
    """Raise this process's own limit as far as the system lets it; nothing happens where there is none."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        target = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if soft not in {resource.RLIM_INFINITY, -1} and soft < target:
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))
