"""The marks that a page is made of: lines of text, rules, boxes, photos, codes, and places that bookmarks lead to."""

from dataclasses import dataclass, replace
from typing import Protocol, Self

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QImageReader, QPainter, QPen

from app.paper.size import UNITS
from app.paper.typeset import Line
from app.report.model import Picture, QrCode

#: Sharpness of photos on paper, in dots per inch: more makes files large and shows nothing more.
_PHOTO_DPI = 220
#: Most memory that one photo may take while it is read, in megabytes.
_PHOTO_MEMORY = 128
#: Light modules around a code, which readers need (ISO/IEC 18004 §9.1).
QUIET_MODULES = 4


class Mark(Protocol):
    """Something on a page, placed from the upper left corner of the printed area."""

    def moved(self, y: float) -> Self:
        """The same, lower by y."""

    def draw(self, painter: QPainter) -> None:
        """Draw it."""


#: The row of a table that holds the titles of its columns.
TITLES = -1


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a table; table tells one from the other."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class TextMark:
    """A line of text on a page. again tells that it is repeated there; place is the cell of a table that it belongs to."""

    x: float
    y: float
    line: Line
    place: Place | None = None
    again: bool = False

    def moved(self, y: float) -> "TextMark":
        """The same, lower by y."""
        return TextMark(self.x, self.y + y, self.line, self.place, self.again)

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


@dataclass(frozen=True, slots=True)
class Box:
    """An empty frame: a box to tick, or a place for a photo; a ticked one holds a cross that a photocopy keeps."""

    x: float
    y: float
    width: float
    height: float
    line: float
    ticked: bool = False
    dashed: bool = False

    def moved(self, y: float) -> "Box":
        """The same, lower by y."""
        return replace(self, y=self.y + y)

    def draw(self, painter: QPainter) -> None:
        """Draw it inside its measures."""
        inside = QRectF(self.x, self.y, self.width, self.height).adjusted(
            self.line / 2, self.line / 2, -self.line / 2, -self.line / 2
        )
        painter.save()
        style = Qt.PenStyle.DashLine if self.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QBrush(Qt.GlobalColor.black), self.line, style, Qt.PenCapStyle.FlatCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(inside)
        if self.ticked:
            gap = self.width / 5
            cross = inside.adjusted(gap, gap, -gap, -gap)
            painter.setPen(QPen(QBrush(Qt.GlobalColor.black), self.line * 1.8))
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.bottomLeft(), cross.topRight())
        painter.restore()


@dataclass(frozen=True, slots=True)
class PhotoMark:
    """A photo, read only when it is drawn. A file that is no JPEG leaves an empty frame."""

    x: float
    y: float
    width: float
    height: float
    picture: Picture

    def moved(self, y: float) -> "PhotoMark":
        """The same, lower by y."""
        return replace(self, y=self.y + y)

    def draw(self, painter: QPainter) -> None:
        """Draw it in its own proportions within its measures, with a hairline around it."""
        image = self._read()
        if image.isNull():
            Box(self.x, self.y, self.width, self.height, UNITS / 2, dashed=True).draw(painter)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(self.x, self.y, self.width, self.height)
        painter.drawImage(place, image)
        painter.restore()
        Box(self.x, self.y, self.width, self.height, UNITS / 2).draw(painter)

    def _read(self) -> QImage:
        """The photo no larger than paper needs it. Nothing of the file but its pixels is used."""
        content = QByteArray(self.picture.jpeg)
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, QByteArray(b"jpeg"))
        reader.setAllocationLimit(_PHOTO_MEMORY)
        size = reader.size()
        most = QSize(round(self.width / UNITS / 72 * _PHOTO_DPI), round(self.height / UNITS / 72 * _PHOTO_DPI))
        if size.isValid() and (size.width() > most.width() or size.height() > most.height()):
            reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
        found = reader.read()
        if found.isNull():
            return found
        # Qt keeps comments of the file with the picture and would write them into the PDF file.
        clean = QImage(found.size(), QImage.Format.Format_RGB32)
        clean.fill(Qt.GlobalColor.white)
        painter = QPainter(clean)
        painter.drawImage(0, 0, found)
        painter.end()
        return clean


@dataclass(frozen=True, slots=True)
class CodeMark:
    """A QR code, drawn in squares; side includes the light frame that readers need."""

    x: float
    y: float
    side: float
    code: QrCode

    def moved(self, y: float) -> "CodeMark":
        """The same, lower by y."""
        return replace(self, y=self.y + y)

    def draw(self, painter: QPainter) -> None:
        """Draw it: runs of dark modules as one bar, so that no printer leaves gaps between them."""
        module = self.side / (len(self.code.modules) + 2 * QUIET_MODULES)
        for line, modules in enumerate(self.code.modules):
            y = self.y + (line + QUIET_MODULES) * module
            start: int | None = None
            for column, dark in enumerate((*modules, False)):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    x = self.x + (start + QUIET_MODULES) * module
                    painter.fillRect(QRectF(x, y, (column - start) * module, module), Qt.GlobalColor.black)
                    start = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that a bookmark leads to; nothing is drawn."""

    y: float
    level: int
    title: str

    def moved(self, y: float) -> "Anchor":
        """The same, lower by y."""
        return Anchor(self.y + y, self.level, self.title)

    def draw(self, painter: QPainter) -> None:
        """Draw nothing."""
