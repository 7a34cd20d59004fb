"""The style sheet: what a palette cannot say. Widgets name their part by the property "role"."""

from app.places import resources_folder
from app.ui.colours import Colours

_TEMPLATE = """
QWidget {{ color: {text}; }}
QMainWindow, QDialog, QWidget[role="page"], QScrollArea[role="page"] {{ background: {window}; }}
QScrollArea {{ border: none; background: transparent; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {control_line}; padding: 6px 8px; }}

QLabel {{ background: transparent; }}
QLabel[role="hero"] {{ font-size: {hero}pt; font-weight: 600; }}
QLabel[role="title"] {{ font-size: {title}pt; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {card}pt; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="lead"] {{ font-size: {card}pt; }}
QLabel[role="note"] {{ font-size: {note}pt; color: {muted}; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="link"] {{ color: {accent}; text-decoration: underline; }}
QLabel[role="step"] {{ font-size: {note}pt; }}
QPlainTextEdit[role="code"] {{ font-family: monospace; font-size: {note}pt; padding: 8px; }}
QLabel[role="amber"] {{ color: {amber_text}; font-size: {note}pt; }}

QPushButton, QToolButton[role="term"], QComboBox, QLineEdit, QDateEdit {{ min-height: {hit}px; }}
QPushButton {{ background: {surface}; border: 1px solid {control_line}; border-radius: 8px; padding: 0 14px; }}
QPushButton:hover {{ background: {accent_soft}; border-color: {accent}; }}
QPushButton:pressed {{ background: {sunken}; }}
QPushButton:disabled {{ color: {muted}; border-color: {line}; background: {window}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent}; border: 1px solid {accent}; font-weight: 600; }}
QPushButton[role="primary"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[role="primary"]:disabled {{ background: {sunken}; color: {muted}; border-color: {line}; }}
QPushButton[role="hero"] {{ background: {accent}; color: {on_accent}; border: 1px solid {accent}; font-weight: 600;
    font-size: {hero_button}pt; min-height: {hero_hit}px; padding: 0 32px; border-radius: 12px; }}
QPushButton[role="hero"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[role="quiet"], QPushButton[role="link"], QPushButton[role="section"] {{
    background: transparent; border: 1px solid transparent; padding: 0 8px; text-align: left; }}
QPushButton[role="link"] {{ color: {accent}; text-decoration: underline; padding: 0 4px; }}
QPushButton[role="term"] {{ background: transparent; border: none; padding: 0; text-align: left;
    min-height: {bare_hit}px; }}
QPushButton[role="section"] {{ font-size: {card}pt; font-weight: 600; padding: 0 4px; }}
QPushButton[role="quiet"]:hover, QPushButton[role="section"]:hover, QPushButton[role="link"]:hover {{
    background: {accent_soft}; border-color: transparent; }}
QPushButton[role="step"] {{ background: transparent; border: none; border-radius: 8px; text-align: left; padding: 0 8px; }}
QPushButton[role="step"]:hover {{ background: {accent_soft}; }}
QPushButton[role="step"]:checked {{ background: {accent_soft}; font-weight: 600; }}
QPushButton[role="segment"] {{ border-radius: 0; padding: 0 12px; }}
QPushButton[role="segment"]:checked {{ background: {accent_soft}; border-color: {accent}; }}

QToolButton[role="rail"] {{ background: transparent; border: none; border-radius: 8px; padding: 8px 4px;
    font-size: {note}pt; color: {muted}; }}
QToolButton[role="rail"]:hover {{ background: {accent_soft}; color: {text}; }}
QToolButton[role="rail"]:checked {{ background: {accent_soft}; color: {text}; font-weight: 600; }}

QFrame[role="rail"] {{ background: {surface}; border: none; border-right: 1px solid {line}; }}
QFrame[role="status"] {{ background: {surface}; border: none; border-top: 1px solid {line}; }}
QFrame[role="card"], QFrame[role="box"] {{ background: {surface}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[role="card"]:hover {{ border-color: {accent}; }}
QFrame[role="strip"] {{ background: {amber_surface}; border: 1px solid {amber_line}; border-radius: 8px; }}
QFrame[role="strip"] QLabel {{ color: {amber_text}; }}
QFrame[role="soft"] {{ background: {accent_soft}; border: none; border-radius: 8px; }}
QFrame[role="rule"] {{ background: {line}; border: none; max-height: 1px; min-height: 1px; }}

QLineEdit, QComboBox, QPlainTextEdit, QDateEdit {{ background: {surface}; border: 1px solid {control_line}; border-radius: 8px;
    padding: 0 10px; selection-background-color: {accent}; selection-color: {on_accent};
    placeholder-text-color: {muted}; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QDateEdit:focus {{ border-color: {focus}; }}
QLineEdit:disabled, QDateEdit:disabled {{ color: {muted}; border-color: {line}; background: {window}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{arrow}"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {control_line}; outline: none;
    selection-background-color: {accent_soft}; selection-color: {text}; }}
QComboBox QAbstractItemView::item {{ min-height: {hit}px; }}
QCheckBox, QRadioButton {{ min-height: {bare_hit}px; spacing: 10px; background: transparent; }}

QCheckBox::indicator {{ width: 18px; height: 18px; background: {surface}; border: 1px solid {control_line};
    border-radius: 4px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{tick}"); }}

QProgressBar {{ background: {sunken}; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 4px; }}

QTableView {{ background: {surface}; border: 1px solid {line}; border-radius: 8px; gridline-color: {line};
    selection-background-color: {accent_soft}; selection-color: {text}; outline: none; }}
QTableView::item {{ padding: 0 5px; }}
QTableView::item:focus {{ border: 2px solid {focus}; }}
QHeaderView::section {{ background: {window}; color: {text}; border: none; border-bottom: 1px solid {control_line};
    padding: 8px; font-weight: 600; }}
QTableCornerButton::section {{ background: {window}; border: none; }}

QScrollBar:vertical {{ background: transparent; width: 14px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 0; }}
QScrollBar::handle {{ background: {control_line}; border-radius: 4px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def style_sheet(colours: Colours, points: float, percent: int) -> str:
    """The sheet for a scheme. points is the size of body text, already scaled by percent."""
    return _TEMPLATE.format(
        text=colours.text,
        muted=colours.muted,
        window=colours.window,
        surface=colours.surface,
        sunken=colours.sunken,
        line=colours.line,
        control_line=colours.control_line,
        accent=colours.accent,
        accent_hover=colours.accent_hover,
        on_accent=colours.on_accent,
        accent_soft=colours.accent_soft,
        focus=colours.focus,
        amber_surface=colours.amber_surface,
        amber_line=colours.amber_line,
        amber_text=colours.amber_text,
        arrow=_picture("arrow", dark=colours.dark),
        tick=_picture("tick", dark=colours.dark),
        note=_size(points, 0.9),
        card=_size(points, 1.15),
        title=_size(points, 1.5),
        hero=_size(points, 2.2),
        hero_button=_size(points, 1.3),
        hit=34 * percent // 100,
        bare_hit=36 * percent // 100,
        hero_hit=60 * percent // 100,
    )


def _size(points: float, factor: float) -> str:
    return f"{points * factor:.2f}"


def _picture(name: str, *, dark: bool) -> str:
    return (resources_folder() / "icons" / f"{name}-{'dark' if dark else 'light'}.svg").as_posix()
