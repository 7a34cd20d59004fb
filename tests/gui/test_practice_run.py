"""Without a screen, `--practice` does the whole job: scan, picture, paper, summary."""

import os
import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]


def test_a_machine_without_a_screen_leaves_a_picture_and_a_report(tmp_path: Path) -> None:
    hidden = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"CAMERA_CHECK_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "app", "--practice"],
        check=False,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=55,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "LTS" in done.stdout
    folder = tmp_path / "camera-check-practice"
    assert (folder / "results.png").stat().st_size > 10_000
    text = "\n".join(page.extract_text() for page in PdfReader(folder / "report.pdf").pages)
    assert "CMIP7442W-28M" in text
