"""Marks of a page that are no text: photos, QR codes, frames."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from app.paper.size import pt

#: Modules of white around a QR code (ISO/IEC 18004).
QUIET = 4


@dataclass(frozen=True, slots=True)
class PhotoMark:
    """A photo inside a rectangle, as large as fits; bytes that are no picture leave the rectangle empty."""

    x: float
    y: float
    width: float
    height: float
    jpeg: bytes

    def moved(self, y: float) -> "PhotoMark":
        """The same, lower by y."""
        return replace(self, y=self.y + y)

    def draw(self, painter: QPainter) -> None:
        """Draw it."""
        image = QImage.fromData(self.jpeg, "JPEG")
        if image.isNull():
            return
        scale = min(self.width / image.width(), self.height / image.height())
        painter.drawImage(QRectF(self.x, self.y, image.width() * scale, image.height() * scale), image)


@dataclass(frozen=True, slots=True)
class FrameMark:
    """A rectangle of a thin line: a place for a photo, a box to tick."""

    x: float
    y: float
    width: float
    height: float
    thickness: float
    dashed: bool = False
    ticked: bool = False

    def moved(self, y: float) -> "FrameMark":
        """The same, lower by y."""
        return replace(self, y=self.y + y)

    def draw(self, painter: QPainter) -> None:
        """Draw it."""
        painter.save()
        pen = QPen(Qt.GlobalColor.black, self.thickness)
        pen.setStyle(Qt.PenStyle.DashLine if self.dashed else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.x, self.y, self.width, self.height))
        if self.ticked:
            painter.setPen(QPen(Qt.GlobalColor.black, 2 * self.thickness))
            left, top, side = self.x, self.y, self.width
            painter.drawPolyline(
                [
                    QRectF(left + 0.2 * side, top + 0.55 * side, 0, 0).topLeft(),
                    QRectF(left + 0.42 * side, top + 0.78 * side, 0, 0).topLeft(),
                    QRectF(left + 0.82 * side, top + 0.22 * side, 0, 0).topLeft(),
                ]
            )
        painter.restore()


@dataclass(frozen=True, slots=True)
class CodeMark:
    """A QR code; side is its whole width with the white around it."""

    x: float
    y: float
    side: float
    modules: tuple[tuple[bool, ...], ...]

    def moved(self, y: float) -> "CodeMark":
        """The same, lower by y."""
        return replace(self, y=self.y + y)

    def draw(self, painter: QPainter) -> None:
        """Draw it, row by row in runs, so that no hair line shows between modules."""
        unit = self.side / (len(self.modules) + 2 * QUIET)
        for number, row in enumerate(self.modules):
            start = None
            for place, dark in enumerate((*row, False)):
                if dark and start is None:
                    start = place
                elif not dark and start is not None:
                    x, y = self.x + (QUIET + start) * unit, self.y + (QUIET + number) * unit
                    painter.fillRect(QRectF(x, y, (place - start) * unit, unit + pt(0.02)), Qt.GlobalColor.black)
                    start = None
