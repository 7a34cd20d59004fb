"""How long the window takes to open, beside an empty PySide6 window in the same run (design §8: at most twice as long).

Usage: python -m benchmarks.window_open [RUNS]

Each run is a new Python; its time ends when the window was drawn once. Bytecode is kept in a folder of its own, as an installed
program keeps it; the first run of each fills it and is not counted. The two questions of the first run are answered.
The budget is held against the least time of the processor: other programs change the time on the wall, not that.
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
print(time.monotonic(), time.process_time(), flush=True)
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
        taken: dict[str, list[tuple[float, float]]] = {_EMPTY: [], _OURS: []}
        for run in range(runs + 1):
            for program, seconds in taken.items():
                took = _seconds(program, environment)
                if run:
                    seconds.append(took)
    least: dict[str, float] = {}
    for name, program in (("empty PySide6 window", _EMPTY), ("Camera Check", _OURS)):
        wall, processor = zip(*taken[program], strict=True)
        least[program] = min(processor)
        print(
            f"{name:<21} {statistics.median(wall):.3f} s   median of {runs}, {min(wall):.3f} to {max(wall):.3f};"
            f" processor at least {min(processor):.3f} s"
        )
    ratio = least[_OURS] / least[_EMPTY]
    print(f"ratio                 {ratio:.2f}")
    return int(ratio > 2)


def _seconds(program: str, environment: dict[str, str]) -> tuple[float, float]:
    """On the wall and of the processor."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program + _TELL],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    drawn, processor = map(float, done.stdout.split())
    return drawn - began, processor


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
