"""Foreign programs from PyPI for the pretend LANs: put into a folder of their own, never into the project's environment."""

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

from tests.lan.packages import PackagesError, cache_folder

_FETCH_SECONDS = 240


def folder_with(*packages: str) -> Path:
    """A folder for PYTHONPATH that holds these packages, each "name==version", and what they need. Raises PackagesError."""
    cache_folder().mkdir(parents=True, exist_ok=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    place = cache_folder() / "-".join(["python", version, *(package.replace("==", "-") for package in packages)])
    with (cache_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "complete").exists():
            shutil.rmtree(place, ignore_errors=True)
            _install(packages, place)
            (place / "complete").touch()
    return place


def _install(packages: tuple[str, ...], place: Path) -> None:
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--quiet", "--python", sys.executable, "--target", str(place)]
    elif pip := shutil.which("pip3"):
        command = [pip, "--quiet", "--python", sys.executable, "install", "--target", str(place)]
    else:
        raise PackagesError("neither uv nor pip is there to fetch packages from PyPI")
    try:
        done = subprocess.run(
            [*command, *packages], capture_output=True, text=True, timeout=_FETCH_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PackagesError(f"fetching {packages} took longer than {_FETCH_SECONDS} s") from error
    if done.returncode != 0:
        raise PackagesError(f"{packages}: {done.stderr.strip()[-300:]}")
