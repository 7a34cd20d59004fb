"""The whole main job on the practice network, without a screen: scan, picture of the results page, PDF, summary."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler

from app.model.events import ScanResult
from app.model.problem import AppError, FileNotWrittenError
from app.paper.pdf import write_file
from app.report.summary import summary
from app.ui.program import Program, make_application
from app.words import Language, words_for

FOLDER = "camera-check-practice"
_AT_MOST_MS = 60_000


def run_practice_offscreen(language: Language | None) -> int:
    """Do it; returns 0, or 1 with a sentence on standard error. The files go to FOLDER in the current folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    words = words_for(language or Language.ENGLISH)
    print(words.text("There is no screen here: scanning the practice cameras without a window."))
    qInstallMessageHandler(_without_noise)
    app = make_application(words.language)
    folder = Path(FOLDER)
    try:
        folder.mkdir(exist_ok=True)
        program = Program(app)
        try:
            program.settings.first_run_done = True
            program.window.choose_language(words.language)
            program.window.show()
            result = _scan(program)
            picture, page = folder / "results.png", folder / "report.pdf"
            app.processEvents()
            if not program.window.grab().save(str(picture)):
                raise FileNotWrittenError(file=str(picture))
            if made := program.paperwork.pdf("record"):
                write_file(page, made.content)
        finally:
            program.window.close()
            program.close()
    except (AppError, OSError) as error:
        problem = error if isinstance(error, AppError) else FileNotWrittenError(str(error), file=str(folder))
        print(words.say(problem.sentence), words.say(problem.next_step), sep="\n", file=sys.stderr)
        return 1
    print(summary(result, words))
    print(words.text("Picture of the results: {file}").format(file=picture))
    print(words.text("Report: {file}").format(file=page))
    return 0


def _scan(program: Program) -> ScanResult:
    """Press the button and wait for the end. Raises AppError when the scan fails or does not end."""
    loop = QEventLoop()
    results: list[ScanResult] = []
    program.window.result_ready.connect(results.append)
    program.window.result_ready.connect(loop.quit)
    program.window.scan_failed.connect(loop.quit)
    QTimer.singleShot(_AT_MOST_MS, loop.quit)
    program.window.practise()
    loop.exec()
    if not results:
        raise AppError("the practice scan did not end")
    return results[0]


def _without_noise(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Qt's own messages, but not the one that a platform without a screen sends for every window."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)
