"""How long the window is held up while 200 devices come in, beside the same window while nothing happens.

Usage: python -m benchmarks.window_blocking [--devices 200] [--rounds 3]

As in the program, the page of results is made before, while the start page is read ("ahead"). "busy" is the processor's part of the
longest gap: other programs change the gap, not that. The budget (design §8) is 50 ms.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CAMERA_CHECK_DATA"] = tempfile.mkdtemp(prefix="camera-check-")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.ui.main_window import MainWindow
from app.ui.services import Services
from app.ui.settings import Settings
from app.words import words_for
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
    settings = Settings()
    words_for(settings.language).prepare()
    longest: dict[str, list[tuple[float, float]]] = {"idle": [], "ahead": [], "scanning": []}
    for _ in range(chosen.rounds):
        events = samples.scan_events(samples.many(chosen.devices))
        window = MainWindow(app, settings, Services(make_scan=samples.fake(events)))
        window.show()
        longest["idle"].append(_longest_gap(lambda loop: QTimer.singleShot(_IDLE_MS, loop.quit)))
        longest["ahead"].append(_longest_gap(lambda loop, window=window: _make(window, loop)))
        longest["scanning"].append(_longest_gap(lambda loop, window=window: _scan(window, loop)))
        window.close()
    for name, gaps in longest.items():
        wall, busy = zip(*gaps, strict=True)
        print(
            f"{name:<10} longest gap {statistics.median(wall):6.0f} ms   ({min(wall):.0f} – {max(wall):.0f})"
            f"   busy {statistics.median(busy):4.0f} ms   ({min(busy):.0f} – {max(busy):.0f})"
        )
    idle, scanning = (statistics.median(wall for wall, _ in longest[name]) for name in ("idle", "scanning"))
    print(f"ratio {scanning / max(1.0, idle):.1f}")
    return 0


def _make(window: MainWindow, loop: QEventLoop) -> None:
    QTimer.singleShot(0, lambda: window.results)
    QTimer.singleShot(_IDLE_MS, loop.quit)


def _scan(window: MainWindow, loop: QEventLoop) -> None:
    window.result_ready.connect(lambda _: QTimer.singleShot(_IDLE_MS, loop.quit))
    window.scan()


def _longest_gap(begin) -> tuple[float, float]:  # noqa: ANN001 - a callable that ends the loop it is given
    """On the wall and of the processor, each the longest between two turns of a 5 ms timer, in ms."""
    loop, gaps, busy = QEventLoop(), [0.0], [0.0]
    last = [time.perf_counter(), time.thread_time()]

    def turn() -> None:
        now = [time.perf_counter(), time.thread_time()]
        gaps.append((now[0] - last[0]) * 1000)
        busy.append((now[1] - last[1]) * 1000)
        last[:] = now

    beat = QTimer()
    beat.setInterval(_BEAT_MS)
    beat.timeout.connect(turn)
    beat.start()
    begin(loop)
    loop.exec()
    beat.stop()
    return max(gaps), max(busy)


if __name__ == "__main__":
    sys.exit(main())
