"""Run all tests: `python3 build_scripts/test.py`. `--lan` adds the pretend LANs; other arguments go to pytest."""

from __future__ import annotations

import os
import sys

from setup_environment import ROOT, TEST_EXTRAS, hand_over, prepare, venv_program

_LAN_FOLDER = "tests/lan"


def pytest_command(arguments: list[str]) -> list[str]:
    """The command for these arguments of ours. tests/lan is left out unless asked for."""
    passed = [argument for argument in arguments if argument != "--lan"]
    lan = "--lan" in arguments or any(argument.startswith(_LAN_FOLDER) for argument in passed)
    leave_out = [] if lan else ["--ignore=" + _LAN_FOLDER]
    return [str(venv_program("python")), "-m", "pytest", *leave_out, *passed]


def main() -> None:
    arguments = sys.argv[1:]
    prepare(extras=TEST_EXTRAS, network_lab="--lan" in arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(ROOT)
    hand_over(pytest_command(arguments))


if __name__ == "__main__":
    main()
