"""Run all tests: `python3 build_scripts/test.py`. `--lan` adds the pretend LANs; other arguments go to pytest."""

import os
import sys

from setup_environment import ROOT, TEST_EXTRAS, hand_over, prepare, venv_program


def main() -> None:
    lan = "--lan" in sys.argv[1:]
    arguments = [argument for argument in sys.argv[1:] if argument != "--lan"]
    prepare(extras=TEST_EXTRAS, network_lab=lan)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if lan:
        # tests/lan/conftest.py leaves the folder out otherwise.
        os.environ["CAMERA_CHECK_LAN"] = "1"
    os.chdir(ROOT)
    hand_over([str(venv_program("python")), "-m", "pytest", *arguments])


if __name__ == "__main__":
    main()
