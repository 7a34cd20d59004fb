"""How long the window is held up while 200 devices come in, beside the same window while nothing happens.

Usage: python -m benchmarks.window_blocking [--devices 200] [--rounds 3]
"""

import argparse
import os
import statistics
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CAMERA_CHECK_DATA"] = tempfile.mkdtemp(prefix="camera-check-")

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.ui.main_window import MainWindow
from app.ui.services import Services
from app.ui.settings import Settings
from tests.gui import samples

_BEAT_MS = 5
_IDLE_MS = 1000


def main() -> int:
    """Measure and print the longest gap between two turns of a 5 ms timer."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--devices", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    app = QApplication(["benchmark"])
    longest: dict[str, list[float]] = {"idle": [], "scanning": []}
    for _ in range(chosen.rounds):
        events = samples.scan_events(samples.many(chosen.devices))
        window = MainWindow(app, Settings(), Services(make_scan=samples.fake(events)))
        window.show()
        longest["idle"].append(_longest_gap(lambda loop: QTimer.singleShot(_IDLE_MS, loop.quit)))
        longest["scanning"].append(_longest_gap(lambda loop, window=window: _scan(window, loop)))
        window.close()
    for name, gaps in longest.items():
        print(f"{name:<10} longest gap {statistics.median(gaps):6.0f} ms   ({min(gaps):.0f} – {max(gaps):.0f})")
    print(f"ratio {statistics.median(longest['scanning']) / max(1.0, statistics.median(longest['idle'])):.1f}")
    return 0


def _scan(window: MainWindow, loop: QEventLoop) -> None:
    window.result_ready.connect(lambda _: QTimer.singleShot(_IDLE_MS, loop.quit))
    window.scan()


def _longest_gap(begin) -> float:  # noqa: ANN001 - a callable that ends the loop it is given
    loop, clock, gaps = QEventLoop(), QElapsedTimer(), []
    beat = QTimer()
    beat.setInterval(_BEAT_MS)
    beat.timeout.connect(lambda: gaps.append(clock.restart()))
    clock.start()
    beat.start()
    begin(loop)
    loop.exec()
    beat.stop()
    return float(max(gaps))


if __name__ == "__main__":
    sys.exit(main())
