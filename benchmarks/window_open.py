"""How long the window takes to open, beside an empty PySide6 window in the same run (design §8: at most twice as long).

Usage: python -m benchmarks.window_open [RUNS]

Each run is a new Python; its time ends when the window was drawn once. Bytecode is kept in a folder of its own, as an installed
program keeps it; the first run of each fills it and is not counted. The two questions of the first run are answered.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_RUNS = 9
_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1120, 760)
window.show()
app.processEvents()
"""
_TELL = """
import os, time
print(time.monotonic(), flush=True)
os._exit(0)
"""
_OURS = """
from app.ui.program import Program, make_application
from app.ui.settings import Settings
settings = Settings()
app = make_application(settings.language)
if not settings.first_run_done:
    settings.first_run_done = True
    settings.save()
program = Program(app)
program.show()
app.processEvents()
"""


def main(arguments: list[str]) -> int:
    """Print both medians and their ratio; 1 when the ratio is above two."""
    runs = int(arguments[0]) if arguments else _RUNS
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode"),
            "CAMERA_CHECK_DATA": str(Path(folder) / "data"),
        }
        taken: dict[str, list[float]] = {_EMPTY: [], _OURS: []}
        for run in range(runs + 1):
            for program, seconds in taken.items():
                took = _seconds(program, environment)
                if run:
                    seconds.append(took)
    empty, ours = statistics.median(taken[_EMPTY]), statistics.median(taken[_OURS])
    print(
        f"empty PySide6 window  {empty:.3f} s   median of {runs}, {min(taken[_EMPTY]):.3f} to {max(taken[_EMPTY]):.3f}"
    )
    print(f"Camera Check          {ours:.3f} s   median of {runs}, {min(taken[_OURS]):.3f} to {max(taken[_OURS]):.3f}")
    print(f"ratio                 {ours / empty:.2f}")
    return int(ours > 2 * empty)


def _seconds(program: str, environment: dict[str, str]) -> float:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program + _TELL],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return float(done.stdout) - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
