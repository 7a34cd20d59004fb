"""How much memory the window takes with 1,000 devices, beside an empty PySide6 window (design §8: under 250 MB).

Usage: python -m benchmarks.memory SCAN [--devices 1000]

SCAN is a scan file, such as `camera-check scan --json FILE` writes in the pretend LAN; its devices are repeated under other ids until
there are enough. Each line is the resident memory in MB after a step. Linux only.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CAMERA_CHECK_DATA"] = tempfile.mkdtemp(prefix="camera-check-")

from PySide6.QtCore import QEventLoop, QTimer

from app.scan_file import read
from app.ui.program import Program, make_application
from app.ui.settings import Settings

BUDGET_MB = 250
_STATUS = Path("/proc/self/statm")
_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
app.processEvents()
print(open("/proc/self/statm").read().split()[1])
"""


def main() -> int:
    """Print the steps; 1 when the last is over the budget, 3 when this system does not tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scan", type=Path)
    parser.add_argument("--devices", type=int, default=1000)
    chosen = parser.parse_args()
    if not _STATUS.exists():
        print("cannot measure here: no /proc", file=sys.stderr)
        return 3
    empty = subprocess.run([sys.executable, "-c", _EMPTY], capture_output=True, text=True, check=True).stdout
    _say("empty PySide6 window", _megabytes(empty))
    program = Program(make_application(Settings().language))
    program.settings.first_run_done = True
    program.show()
    _wait(3000)
    _say("window, all loaded ahead")
    result = read(_many(chosen.scan, chosen.devices))
    _say(f"{len(result.devices)} devices read from a file")
    program.window.open_result(result)
    _wait(5000)
    _say("their list shown")
    program.window.open_device(result.devices[0].id)
    _wait(200)
    _say("one opened")
    program.window.result_ready.emit(result)
    while not program.keeping.own.has_scans:
        _wait(200)
    _wait(1000)
    last = _say("the scan kept")
    _say("the most at any time", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    program.window.close()
    program.close()
    return int(last > BUDGET_MB)


def _many(scan: Path, count: int) -> Path:
    data = json.loads(scan.read_text("utf-8"))
    found = data["devices"]
    data["devices"] = [{**found[at % len(found)], "id": f"{found[at % len(found)]['id']}-{at}"} for at in range(count)]
    many = Path(os.environ["CAMERA_CHECK_DATA"]) / "many.json"
    many.write_text(json.dumps(data), "utf-8")
    return many


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _say(step: str, megabytes: int | None = None) -> int:
    used = _megabytes(_STATUS.read_text("ascii").split()[1]) if megabytes is None else megabytes
    print(f"{step:<32} {used:4} MB")
    return used


def _megabytes(pages: str) -> int:
    return int(pages) * os.sysconf("SC_PAGE_SIZE") // 2**20


if __name__ == "__main__":
    sys.exit(main())
