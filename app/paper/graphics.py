"""Drawing without a window: the command line writes PDF files on machines that have no screen."""

from PySide6.QtGui import QGuiApplication


def start_graphics() -> QGuiApplication:
    """The program's QGuiApplication; one that needs no screen is made when there is none. Qt keeps it until the program ends."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    return _kept.setdefault("graphics", QGuiApplication(["camera-check", "-platform", "offscreen"]))


_kept: dict[str, QGuiApplication] = {}
