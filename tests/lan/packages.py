"""Foreign programs for the pretend LANs: Debian packages, downloaded and unpacked into a folder, never installed.

No maintainer script runs and no daemon starts; the programs run inside namespaces only.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_INSTALL_LINE = re.compile(r"^Inst (?P<name>\S+) (?:\[\S+\] )?\((?P<version>\S+) ")
_DOWNLOAD_SECONDS = 240


class PackagesError(RuntimeError):
    """The packages cannot be had here; the text says why."""


@dataclass(frozen=True)
class Unpacked:
    """A folder that looks like the root of a system with the packages."""

    root: Path

    def program(self, name: str) -> str:
        """The path of a program. Raises PackagesError."""
        for folder in ("usr/sbin", "usr/bin", "sbin", "bin"):
            if (found := self.root / folder / name).exists():
                return str(found)
        raise PackagesError(f"{name} is not in the packages")

    def library_folders(self) -> list[str]:
        """Where shared libraries are."""
        folders = {
            str(found.parent) for pattern in ("lib/**/*.so*", "usr/lib/**/*.so*") for found in self.root.glob(pattern)
        }
        return sorted(folders, key=lambda folder: (folder.count("/"), folder))

    def environment(self) -> dict[str, str]:
        """What lets the programs find their parts."""
        multiarch = [folder for folder in self.library_folders() if re.search(r"lib/[^/]+-linux-gnu[^/]*$", folder)]
        typelibs = [str(found) for found in self.root.glob("usr/lib/*/girepository-1.0")]
        return {
            "LD_LIBRARY_PATH": ":".join(multiarch),
            "GI_TYPELIB_PATH": ":".join(typelibs),
            "PYTHONPATH": str(self.root / "usr/lib/python3/dist-packages"),
            "GST_PLUGIN_PATH": ":".join(str(found) for found in self.root.glob("usr/lib/*/gstreamer-1.0")),
        }


def cache_folder() -> Path:
    """Where packages are kept between runs."""
    chosen = os.environ.get("CAMERA_CHECK_LAN_CACHE")
    return Path(chosen) if chosen else Path.home() / ".cache" / "camera-check-lan"


def unpacked(name: str, *, needing: tuple[str, ...] = (), exactly: tuple[str, ...] = ()) -> Unpacked:
    """The packages in needing with all that they depend on, and those in exactly without. Raises PackagesError."""
    for tool in ("apt-get", "dpkg"):
        if shutil.which(tool) is None:
            raise PackagesError(f"{tool} is missing: foreign programs come from Debian packages")
    wanted = hashlib.sha256(repr((needing, exactly)).encode()).hexdigest()[:12]
    place = cache_folder() / f"{name}-{wanted}"
    cache_folder().mkdir(parents=True, exist_ok=True)
    # Test processes may run side by side.
    with (cache_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "complete").exists():
            shutil.rmtree(place, ignore_errors=True)
            _fetch([*_with_dependencies(needing), *exactly], place)
            (place / "complete").touch()
    return Unpacked(place / "root")


def _with_dependencies(packages: tuple[str, ...]) -> list[str]:
    if not packages:
        return []
    simulated = _run(["apt-get", "-s", "-qq", "--no-install-recommends", "install", *packages], Path("/"))
    found = [
        f"{line['name']}={line['version']}" for text in simulated.splitlines() if (line := _INSTALL_LINE.match(text))
    ]
    names = {name.partition("=")[0] for name in found}
    # A package that is installed on this computer is not in the list, but its program is wanted all the same.
    return [*found, *(package for package in packages if package not in names)]


def _fetch(packages: list[str], place: Path) -> None:
    archives = place / "archives"
    archives.mkdir(parents=True)
    _run(["apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", *packages], archives)
    for archive in archives.glob("*.deb"):
        _run(["dpkg", "-x", str(archive), str(place / "root")], place)
    shutil.rmtree(archives)


def _run(command: list[str], folder: Path) -> str:
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_DOWNLOAD_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PackagesError(f"{command[0]} took longer than {_DOWNLOAD_SECONDS} s") from error
    if done.returncode != 0:
        raise PackagesError(f"{' '.join(command[:4])}: {done.stderr.strip()[-300:]}")
    return done.stdout
