"""Makes the checkout ready to run: a fitting Python, .venv from uv.lock, and on Debian and Ubuntu the system libraries.

Uses only the standard library and parses on Python 3.9, so that an old Python still gets a sentence and not a traceback.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")

OLDEST = (3, 11)
FIRST_UNSUPPORTED = (3, 15)
EXIT_CANNOT_PREPARE = 3

#: Extras of pyproject.toml that the tests and the gates need.
TEST_EXTRAS = ("test", "check")

#: Shared library -> Debian package: what Qt needs to start at all, measured in a bare Debian 12.
WINDOWLESS_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
#: What a real screen and a printer need on top.
SCREEN_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libcups.so.2": "libcups2",
}

_STAMP = VENV / "camera-check-stamp"
_SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
_CERTIFICATE_VARIABLES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def venv_program(name: str) -> Path:
    """A program inside .venv."""
    return VENV / "Scripts" / (name + ".exe") if WINDOWS else VENV / "bin" / name


def has_screen() -> bool:
    """True when a window can appear: always on Windows and macOS, on Linux when a display server (or a Qt platform) is named."""
    return not LINUX or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def hand_over(command: list[str]) -> NoReturn:
    """Become the command: its exit code is ours."""
    sys.stdout.flush()
    sys.stderr.flush()
    if not WINDOWS:
        os.execv(command[0], command)  # noqa: S606 - our own interpreter, no shell
    try:
        raise SystemExit(subprocess.call(command))
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def prepare(*, extras: tuple[str, ...] = (), screen: bool = False, network_lab: bool = False) -> None:
    """Do whatever is still missing; quick when nothing is. Ends the program with a sentence and code 3 when it cannot."""
    use_fitting_python()
    wanted = set(extras) | _stamped_extras()
    current = _read_stamp() == _stamp(wanted) and venv_program("python").exists()
    if LINUX:
        install_system_packages(missing_packages(screen=screen, network_lab=network_lab, make_venv=not current))
    if current:
        return
    _STAMP.unlink(missing_ok=True)
    _synchronise(sorted(wanted))
    _prove_qt()
    _STAMP.write_text(_stamp(wanted), "utf-8")


def use_fitting_python() -> None:
    """Go on in a supported Python: this one, or another one that is installed; otherwise say which is needed."""
    if OLDEST <= sys.version_info[:2] < FIRST_UNSUPPORTED:
        return
    for minor in range(FIRST_UNSUPPORTED[1] - 1, OLDEST[1] - 1, -1):
        if found := shutil.which(f"python3.{minor}"):
            hand_over([found, *sys.argv])
    advice = "Install a newer one from https://www.python.org/downloads/"
    if shutil.which("apt-get"):
        advice += " or, on Debian 12, Ubuntu 24.04 and newer, with: sudo apt-get install python3 python3-venv"
    _stop(
        f"Camera Check needs Python 3.{OLDEST[1]} to 3.{FIRST_UNSUPPORTED[1] - 1}; "
        f"this is Python {sys.version_info[0]}.{sys.version_info[1]}. {advice}"
    )


def missing_packages(*, screen: bool, network_lab: bool, make_venv: bool) -> list[str]:
    """The Debian packages that this computer still needs."""
    libraries = {**WINDOWLESS_LIBRARIES, **(SCREEN_LIBRARIES if screen else {})}
    packages = [package for library, package in libraries.items() if not _loads(library)]
    if network_lab and not shutil.which("ip"):
        packages.append("iproute2")
    if make_venv and not _found_uv() and not importlib.util.find_spec("ensurepip"):
        packages.append(f"python3.{sys.version_info[1]}-venv")
    return packages


def install_system_packages(packages: list[str]) -> None:
    """Install Debian packages when we may; otherwise print the command and stop."""
    if not packages:
        return
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        _stop(f"Please install these with your system's package manager (Debian names): {names}")
    if os.geteuid() == 0:
        become_root = []
    elif shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        become_root = ["sudo", "-n"]
    else:
        _stop(
            "Some system packages are missing. Please run this, then start again:\n"
            f"  sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        )
    _say(f"Installing system packages: {names}")
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*apt, *command], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode:
            _stop(
                f"{done.stdout}\nThe system packages could not be installed. Please try:\n"
                f"  apt-get update && apt-get install -y --no-install-recommends {names}"
            )


def environment() -> dict[str, str]:
    """The environment for package clients: one certificate setting serves pip and uv alike."""
    env = dict(os.environ)
    bundle = next((env[name] for name in _CERTIFICATE_VARIABLES if env.get(name)), "")
    if bundle:
        env.setdefault("SSL_CERT_FILE", bundle)
        env.setdefault("PIP_CERT", bundle)
    if not LINUX or bundle or _SYSTEM_CERTIFICATES.is_file():
        env.setdefault("UV_SYSTEM_CERTS", "1")
    env.setdefault("UV_PYTHON_DOWNLOADS", "never")
    # Another environment that happens to be active is not ours to change.
    env.pop("VIRTUAL_ENV", None)
    env["UV_PROJECT_ENVIRONMENT"] = str(VENV)
    return env


def _synchronise(extras: list[str]) -> None:
    _say("Preparing the program's own Python environment (.venv) ...")
    command = [
        _found_uv() or _install_uv(),
        "sync",
        "--quiet",
        "--locked",
        "--no-default-groups",
        "--python",
        _base_python(),
    ]
    for extra in extras:
        command += ["--extra", extra]
    if subprocess.call(command, cwd=ROOT, env=environment(), stdout=sys.stderr):
        _stop("The packages named in uv.lock could not be installed. Check the internet connection and start again.")


def _found_uv() -> str | None:
    """The uv on the search path, or the one that was installed into .venv."""
    own = venv_program("uv")
    return shutil.which("uv") or (str(own) if own.exists() else None)


def _install_uv() -> str:
    """Make .venv with a uv inside; the path of that uv."""
    for step in (
        [_base_python(), "-m", "venv", "--clear", str(VENV)],
        [str(venv_program("python")), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv>=0.9"],
    ):
        if subprocess.call(step, env=environment(), stdout=sys.stderr):
            _stop("The Python environment .venv could not be made. Check the internet connection and start again.")
    return str(venv_program("uv"))


def _base_python() -> str:
    """The interpreter behind a virtual environment, so that .venv is never made out of itself."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _prove_qt() -> None:
    command = [str(venv_program("python")), "-c", "import PySide6.QtWidgets, PySide6.QtPrintSupport, PySide6.QtSvg"]
    proof = subprocess.run(command, check=False, capture_output=True, text=True)
    if proof.returncode:
        reason = (proof.stderr.strip().splitlines() or ["no reason given"])[-1]
        _stop(f"Qt, which draws the window, cannot start on this computer: {reason}")


def _stamp(extras: set[str]) -> str:
    """Changes whenever .venv has to be brought up to date; the first line names the extras."""
    digest = hashlib.sha256()
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return f"{' '.join(sorted(extras))}\n{ROOT}\n{digest.hexdigest()}\n"


def _read_stamp() -> str:
    try:
        return _STAMP.read_text("utf-8")
    except OSError:
        return ""


def _stamped_extras() -> set[str]:
    """Extras that are installed already: running the program does not take the test tools away again."""
    return set(_read_stamp().partition("\n")[0].split())


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _stop(sentence: str) -> NoReturn:
    _say(sentence)
    raise SystemExit(EXIT_CANNOT_PREPARE)
