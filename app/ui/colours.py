"""The colours of the window, light and dark, and the arithmetic that proves that they can be read."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme; every value is #rrggbb. amber means "worth reading", loss is for what the person is about to lose."""

    window: str
    surface: str
    sunken: str
    text: str
    muted: str
    line: str
    control_line: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    focus: str
    amber_surface: str
    amber_line: str
    amber_text: str
    loss: str
    dark: bool


LIGHT = Colours(
    window="#f4f6f5",
    surface="#ffffff",
    sunken="#e9eeec",
    text="#14201e",
    muted="#41504d",
    line="#d3dbd8",
    control_line="#82908c",
    accent="#0b5559",
    accent_hover="#084347",
    on_accent="#ffffff",
    accent_soft="#dcebea",
    focus="#0a7f86",
    amber_surface="#fdf4e0",
    amber_line="#d9b566",
    amber_text="#553b00",
    loss="#9b1c1c",
    dark=False,
)

DARK = Colours(
    window="#141a1b",
    surface="#1d2526",
    sunken="#11171a",
    text="#edf2f1",
    muted="#b9c5c2",
    line="#354042",
    control_line="#7c8b8b",
    accent="#7fd1cd",
    accent_hover="#9be0dc",
    on_accent="#06282a",
    accent_soft="#23393a",
    focus="#7fd1cd",
    amber_surface="#2f2715",
    amber_line="#7a6226",
    amber_text="#f4d794",
    loss="#ff9d94",
    dark=True,
)


def from_system(palette: QPalette) -> Colours:
    """The person's own high-contrast colours, for the systems that ask for them."""
    role = QPalette.ColorRole
    window, text = palette.color(role.Window).name(), palette.color(role.WindowText).name()
    base, accent = palette.color(role.Base).name(), palette.color(role.Highlight).name()
    on_accent = palette.color(role.HighlightedText).name()
    return Colours(
        window=window,
        surface=base,
        sunken=window,
        text=text,
        muted=text,
        line=text,
        control_line=text,
        accent=accent,
        accent_hover=accent,
        on_accent=on_accent,
        accent_soft=base,
        focus=accent if contrast(accent, window) >= 3 else text,
        amber_surface=base,
        amber_line=text,
        amber_text=text,
        loss=text,
        dark=QColor(window).lightness() < 128,
    )


def _channel(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    parts = QColor(colour)
    return 0.2126 * _channel(parts.redF()) + 0.7152 * _channel(parts.greenF()) + 0.0722 * _channel(parts.blueF())


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
