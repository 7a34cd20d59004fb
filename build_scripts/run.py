"""Start Camera Check from a checkout: `python3 build_scripts/run.py`. Prepares everything first; arguments go to the program."""

import sys

from setup_environment import hand_over, has_screen, prepare, venv_program

_NO_SCREEN = (
    "Camera Check is ready, but this computer has no screen to open its window on. "
    "To scan from the command line: python3 build_scripts/run.py scan"
)


def main() -> None:
    arguments = sys.argv[1:]
    prepare(screen=has_screen())
    if not arguments and not has_screen():
        print(_NO_SCREEN)
        return
    # -P: the folder that the person is in may hold an `app` of its own.
    hand_over([str(venv_program("python")), "-P", "-m", "app", *arguments])


if __name__ == "__main__":
    main()
