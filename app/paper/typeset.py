"""Text set in lines that never are wider than they may be."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from app.paper.size import pt

#: The first two have the same widths: a report has the same pages on Windows, macOS and Linux.
_FAMILIES = ["Arial", "Liberation Sans", "Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans"]
#: Texts that stay set while pages are drawn: more than two pages hold.
_KEPT_LAYOUTS = 400
#: Texts whose lines are remembered: the same labels stand at every device.
_KEPT_LINES = 4000


class Style(Enum):
    """The type sizes of a page: points, bold."""

    TITLE = (21.0, True)
    SITE = (12.5, False)
    HEADING = (14.0, True)
    SUBHEADING = (11.0, True)
    LEAD = (12.0, True)
    BODY = (10.5, False)
    STRONG = (10.5, True)
    VALUE = (9.5, True)
    NOTE = (9.0, False)
    CELL = (9.5, False)
    CELL_HEAD = (8.5, True)
    NUMBER = (20.0, True)
    FOOT = (8.5, False)

    @property
    def font(self) -> QFont:
        """The font; its size is in units, so that no screen's resolution plays a part."""
        points, bold = self.value
        font = QFont()
        font.setFamilies(_FAMILIES)
        font.setPixelSize(round(pt(points)))
        font.setBold(bold)
        # Words with ligatures cannot be found by who searches the file.
        for ligatures in ("liga", "clig", "dlig"):
            font.setFeature(QFont.Tag(ligatures), 0)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    @property
    def leading(self) -> float:
        """Space between two lines beyond what the font asks for."""
        return pt(float(self.value[0])) * 0.06


@dataclass(frozen=True, slots=True)
class Setting:
    """One paragraph and how it is set."""

    text: str
    style: Style
    width: float
    right: bool = False

    def layout(self) -> QTextLayout:
        """Qt's form of it, made anew."""
        layout = QTextLayout(self.text, _here.font(self.style))
        option = QTextOption(Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # A right-to-left name keeps its letters' order but stands at the left like its neighbours.
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
            line.setPosition(QPointF(0, 0))
        layout.endLayout()
        return layout

    def lines(self) -> Iterator["Line"]:
        """Its lines. Only their measures are kept, because a report of thousands of devices has many."""
        layout = self.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            yield Line(
                self, number, line.ascent(), line.height() + self.style.leading, line.naturalTextWidth(), line.height()
            )


class _OfThread(threading.local):
    """Fonts and set texts of one thread: Qt's fonts are not shared between threads."""

    def __init__(self) -> None:
        self._fonts: dict[Style, QFont] = {}
        self._layouts: OrderedDict[Setting, QTextLayout] = OrderedDict()

    def font(self, style: Style) -> QFont:
        if style not in self._fonts:
            self._fonts[style] = style.font
        return self._fonts[style]

    def layout(self, setting: Setting) -> QTextLayout:
        layout = self._layouts.get(setting)
        if layout is None:
            layout = self._layouts[setting] = setting.layout()
            if len(self._layouts) > _KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        else:
            self._layouts.move_to_end(setting)
        return layout


_here = _OfThread()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a set text. natural_width is what its letters take, font_height leaves out the leading."""

    setting: Setting
    number: int
    ascent: float
    height: float
    natural_width: float
    font_height: float

    @property
    def text(self) -> str:
        """The part of the text that stands on this line."""
        line = _here.layout(self.setting).lineAt(self.number)
        return self.setting.text.encode("utf-16-le", "surrogatepass")[
            2 * line.textStart() : 2 * (line.textStart() + line.textLength())
        ].decode("utf-16-le", "replace")

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw it with its upper left corner there."""
        _here.layout(self.setting).lineAt(self.number).draw(painter, QPointF(x, y))


@lru_cache(maxsize=_KEPT_LINES)
def _set(text: str, style: Style, width: float, right: bool) -> tuple[Line, ...]:
    return tuple(line for paragraph in text.split("\n") for line in Setting(paragraph, style, width, right).lines())


def set_lines(text: str, style: Style, width: float, *, right: bool = False) -> tuple[Line, ...]:
    """The text in lines of at most that width, broken between words, or anywhere in what has no gaps."""
    if len(text) > _LONGEST_REMEMBERED:
        return _set.__wrapped__(text, style, width, right)
    return _set(text, style, width, right)


#: Longer texts do not come twice.
_LONGEST_REMEMBERED = 60
