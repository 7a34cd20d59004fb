"""Sheets and measures. All lengths of this room are in units of a tenth of a point; one layout serves every device."""

from enum import StrEnum

from PySide6.QtGui import QPageSize

#: Units in a point (1/72 inch). Whole pixel sizes of fonts in these units give sizes in steps of a tenth of a point.
UNITS = 10
#: 18 mm on every side.
MARGIN = 18 / 25.4 * 72 * UNITS


class PaperSize(StrEnum):
    """The sheets that people print on; the value is the word of the command line."""

    LETTER = "letter"
    A4 = "a4"

    @property
    def page_size(self) -> QPageSize:
        """The same for Qt."""
        return QPageSize(QPageSize.PageSizeId.Letter if self is PaperSize.LETTER else QPageSize.PageSizeId.A4)

    @property
    def width(self) -> float:
        """The whole sheet's width."""
        return self.page_size.sizePoints().width() * float(UNITS)

    @property
    def height(self) -> float:
        """The whole sheet's height."""
        return self.page_size.sizePoints().height() * float(UNITS)


def pt(points: float) -> float:
    """Points as units."""
    return points * UNITS
