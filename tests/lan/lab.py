"""Runs a command in a closed pretend LAN of network namespaces and keeps every packet that the scanner sent or got.

A fresh network, mount and process namespace holds everything: when the run ends or takes too long, the kernel removes
all processes, links and names. No link leads out of it.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.lan.capture import Packet, read_packets
from tests.lan.plan import Plan

ROOT = Path(__file__).resolve().parents[2]
_TOOLS = ("unshare", "nsenter", "setpriv", "ip", "mount")
#: Seconds beside the command's own: building, starting programs, tearing down.
_EXTRA_SECONDS = 60


class LabError(RuntimeError):
    """The pretend LAN could not be built, or a program in it did not start."""


@dataclass(frozen=True)
class Outcome:
    """What the command did: exit code, output, seconds that it took, and the scanner's packets."""

    code: int
    stdout: str
    stderr: str
    seconds: float
    packets: tuple[Packet, ...]

    def document(self) -> dict[str, Any]:
        """The JSON on standard output."""
        document: dict[str, Any] = json.loads(self.stdout)
        return document


def _namespaces() -> list[str]:
    flags = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    return ["unshare", *flags] if os.geteuid() == 0 else ["unshare", "--map-root-user", *flags]


@cache
def unavailable() -> str:
    """Why no pretend LAN can be built here; empty when it can."""
    if platform.system() != "Linux":
        return "pretend LANs need Linux"
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        return f"pretend LANs need {', '.join(missing)}"
    probe = "mount -t tmpfs tmpfs /run && ip netns add probe && ip link add name one type veth peer name two"
    done = subprocess.run([*_namespaces(), "sh", "-c", probe], capture_output=True, text=True, timeout=30, check=False)
    return "" if done.returncode == 0 else f"this system allows no network namespaces: {done.stderr.strip()[:200]}"


def run(plan: Plan, folder: Path | None = None) -> Outcome:
    """Build the LAN, run the command in the scanner, tear everything down. Raises LabError."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="camera-check-lan-") as made:
            return run(plan, Path(made))
    (folder / "plan.json").write_text(plan.to_json(), encoding="utf-8")
    environment = {**os.environ, "CAMERA_CHECK_LAB_ROOT": "yes" if os.geteuid() == 0 else "no"}
    command = [*_namespaces(), sys.executable, "-m", "tests.lan.inside", str(folder)]
    limit = plan.seconds + plan.ready_seconds + _EXTRA_SECONDS
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise LabError(f"the pretend LAN took longer than {limit} s") from error
    result = folder / "result.json"
    if done.returncode != 0 or not result.is_file():
        raise LabError(f"the pretend LAN failed ({done.returncode}): {done.stderr[-4000:]}")
    farm_log = folder / "farm.log"
    if farm_log.is_file() and "Traceback" in (said := farm_log.read_text(encoding="utf-8")):
        raise LabError(f"the farm failed: {said[-2000:]}")
    facts = json.loads(result.read_text(encoding="utf-8"))
    return Outcome(
        code=facts["code"],
        stdout=(folder / "stdout").read_text(encoding="utf-8"),
        stderr=(folder / "stderr").read_text(encoding="utf-8"),
        seconds=facts["seconds"],
        packets=tuple(read_packets(folder / "packets.bin")),
    )
