"""Text set in lines that never are wider than they may be, and the marks that a page is made of."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

from app.paper.size import pt

#: The first two have the same widths: a report has the same pages on Windows, macOS and Linux.
_FAMILIES = ["Arial", "Liberation Sans", "Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans"]


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
class Line:
    """One line of set text; the layout has to live as long as the line."""

    layout: QTextLayout
    number: int
    ascent: float
    height: float

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw it with its upper left corner there."""
        self.layout.lineAt(self.number).draw(painter, QPointF(x, y))


@dataclass(frozen=True, slots=True)
class TextMark:
    """A line of text at a place."""

    x: float
    y: float
    line: Line

    def moved(self, y: float) -> "TextMark":
        """The same, lower by y."""
        return TextMark(self.x, self.y + y, self.line)

    def draw(self, painter: QPainter) -> None:
        """Draw it."""
        self.line.draw(painter, self.x, self.y)


@dataclass(frozen=True, slots=True)
class Rule:
    """A black bar: rules instead of fills."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, y: float) -> "Rule":
        """The same, lower by y."""
        return Rule(self.x, self.y + y, self.width, self.height)

    def draw(self, painter: QPainter) -> None:
        """Draw it."""
        painter.fillRect(QRectF(self.x, self.y, self.width, self.height), Qt.GlobalColor.black)


Mark = TextMark | Rule


def set_lines(text: str, style: Style, width: float, *, right: bool = False) -> list[Line]:
    """The text in lines of at most that width, broken between words, or anywhere in what has no gaps."""
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, style.font)
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # A right-to-left name keeps its letters' order but stands at the left like its neighbours.
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            lines.append(Line(layout, line.lineNumber(), line.ascent(), line.height() + style.leading))
        layout.endLayout()
    return lines
