"""Run every gate: `python3 build_scripts/check.py`. One line a gate, details of those that fail. `--no-tests` leaves out pytest."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

from setup_environment import ROOT, TEST_EXTRAS, prepare, venv_program


def gates(tests: bool) -> list[tuple[str, list[str]]]:
    """Name and command of each gate."""
    python = str(venv_program("python"))
    found = [
        ("ruff check", [python, "-m", "ruff", "check", "--quiet", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--quiet", "--check", "."]),
        ("mypy", [python, "-m", "mypy"]),
        ("import directions", [str(venv_program("lint-imports"))]),
        ("translations", [python, "build_scripts/translations.py", "--check"]),
        ("knowledge", [python, "-m", "app", "knowledge", "check"]),
    ]
    if tests:
        found.append(("tests", [python, "build_scripts/test.py", "-q"]))
    return found


def passes(name: str, command: list[str]) -> bool:
    """Run one gate and print its line; what it said follows when it failed."""
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    verdict = "FAILED" if done.returncode else "ok"
    print(f"{name:<18} {verdict:<7} {time.monotonic() - begun:6.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return not done.returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-tests", action="store_true", help="leave out pytest")
    options = parser.parse_args()
    prepare(extras=TEST_EXTRAS)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    results = [passes(name, command) for name, command in gates(tests=not options.no_tests)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
