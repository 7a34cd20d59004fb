"""Gives the application its look: Fusion, one palette, one style sheet, and text from 100 to 200 %."""

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.colours import DARK, LIGHT, Colours, from_system
from app.ui.style_sheet import style_sheet

#: Steps of the text size that the settings offer, in percent.
TEXT_SIZES = (100, 115, 130, 150, 175, 200)


#: Qt's style that looks the same on every system.
FUSION = "fusion"


class ThemeChoice(StrEnum):
    """Which colours the person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Space:
    """Distances in pixels; nothing else is used between widgets."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32
    HUGE = 48


def scaled(pixels: int) -> int:
    """A width in pixels at 100 % text, at the present text size."""
    return round(pixels * _percent() / 100)


def _percent() -> int:
    app = QApplication.instance()
    percent = app.property("text_percent") if app is not None else None
    return percent if isinstance(percent, int) else 100


class Theme(QObject):
    """Owns the look. changed is emitted after each change, so that painted things can follow."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        # Kept by the application, because a second window would find the changed ones.
        if app.property("system_palette") is None:
            app.setProperty("system_palette", app.palette())
        self._system_palette: QPalette = app.property("system_palette")
        self._system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._choice = ThemeChoice.SYSTEM
        self.colours = LIGHT
        if app.property("style") != FUSION:
            app.setStyle(FUSION)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    def apply(self, choice: ThemeChoice, text_percent: int) -> None:
        """Show the chosen colours and text size everywhere, at once."""
        self._choice = choice
        self.colours = self._wanted_colours()
        self._app.setProperty("text_percent", text_percent)
        font = QFont(self._system_font)
        font.setPointSizeF(_points(self._system_font) * text_percent / 100)
        self._app.setFont(font)
        self._app.setPalette(palette_of(self.colours))
        self._app.setStyleSheet(style_sheet(self.colours, font.pointSizeF(), text_percent))
        self.changed.emit()

    def _wanted_colours(self) -> Colours:
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return from_system(self._system_palette)
        dark = {
            ThemeChoice.SYSTEM: hints.colorScheme() == Qt.ColorScheme.Dark,
            ThemeChoice.LIGHT: False,
            ThemeChoice.DARK: True,
        }[self._choice]
        return DARK if dark else LIGHT

    @Slot()
    def _system_changed(self) -> None:
        self.apply(self._choice, _percent())


def _points(font: QFont) -> float:
    return font.pointSizeF() if font.pointSizeF() > 0 else 10.0


def palette_of(colours: Colours) -> QPalette:
    """The palette that Fusion draws with."""
    role = QPalette.ColorRole
    palette = QPalette()
    for which, value in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.window),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.on_accent),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Light, colours.surface),
        (role.Midlight, colours.line),
        (role.Mid, colours.line),
        (role.Dark, colours.control_line),
        (role.Shadow, colours.line),
    ):
        palette.setColor(which, QColor(value))
    for which in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette
