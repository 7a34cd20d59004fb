"""Starts the window, or says what can be done without a screen."""

import os
import sys
from collections.abc import Sequence

from app.model.problem import AppError
from app.ui.paperwork import tell
from app.ui.program import Program, make_application
from app.ui.settings import Settings
from app.words import Language, words_for


def run_window(arguments: Sequence[str]) -> int:
    """Open the window, or without a screen do what can be done there; returns the exit code."""
    practice = "--practice" in arguments
    if not has_screen():
        if practice:
            from app.ui.practice_run import run_practice_offscreen  # noqa: PLC0415 - the window opens without it

            return run_practice_offscreen(_language(arguments))
        words = words_for(_language(arguments) or Language.ENGLISH)
        print(words.text("There is no screen here, so the window cannot open."), file=sys.stderr)
        print(
            words.text("You can scan from the command line instead: {command}").format(command="camera-check scan"),
            file=sys.stderr,
        )
        return 0
    app = make_application(Settings().language)
    words = words_for(Settings().language)
    try:
        program = Program(app)
    except AppError as problem:
        tell(problem, words, None)
        return 1
    if language := _language(arguments):
        program.window.choose_language(language)
    program.show()
    if practice:
        program.window.practise()
    try:
        return app.exec()
    finally:
        program.close()


def has_screen() -> bool:
    """False on a Linux machine without X or Wayland, unless a platform without screen was chosen on purpose."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _language(arguments: Sequence[str]) -> Language | None:
    named = next((argument.partition("=")[2] for argument in arguments if argument.startswith("--lang=")), "")
    return Language(named) if named in set(Language) else None
