"""Makes the pictures of the README from the practice network: `python -m build_scripts.pictures`. Nothing leaves this computer."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CAMERA_CHECK_DATA"] = tempfile.mkdtemp(prefix="camera-check-pictures-")

from PySide6.QtCore import QEventLoop, QTimer

from app.ui.program import Program, make_application
from app.ui.settings import Audience, Role
from app.words import Language

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
#: The rebrand of the cast: sold under one name, made by another.
REBRAND = "192.168.50.21"
_SETTLE_MS, _SCAN_AT_MOST_MS = 400, 30_000


def main() -> int:
    """Draw the start, results and device pages in both languages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    app = make_application(Language.ENGLISH)
    program = Program(app)
    program.settings.first_run_done = True
    program.settings.audience = Audience(Role.HOME, "QC")
    program.window.show()
    _scan(program)
    shown = program.window.results.result
    if shown is None:
        print("the practice scan did not end", file=sys.stderr)
        return 1
    rebrand = next(device.id for device in shown.devices if REBRAND in device.addresses)
    for language in Language:
        program.window.choose_language(language)
        program.window.show_page(program.window.start)
        _save(program, f"start-{language.value}")
        program.window.show_page(program.window.results)
        _save(program, f"results-{language.value}")
        program.window.open_device(rebrand)
        _save(program, f"device-{language.value}")
    program.window.close()
    program.close()
    return 0


def _scan(program: Program) -> None:
    loop = QEventLoop()
    program.window.result_ready.connect(loop.quit)
    QTimer.singleShot(_SCAN_AT_MOST_MS, loop.quit)
    program.window.practise()
    loop.exec()


def _save(program: Program, name: str) -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()
    program.window.grab().save(str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    sys.exit(main())
