"""The way in: the window, or the command line when a command is given."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code of design §7."""
    chosen = list(sys.argv[1:] if arguments is None else arguments)
    if not chosen or all(argument in {"--practice", "--lang=en", "--lang=fr"} for argument in chosen):
        # Qt takes a tenth of a second to load and is not needed for commands.
        from app.ui.application import run_window  # noqa: PLC0415 - see above

        return run_window(chosen)
    from app.cli.main import run_command  # noqa: PLC0415 - and the commands are not needed for the window

    return run_command(chosen)


if __name__ == "__main__":
    sys.exit(main())
