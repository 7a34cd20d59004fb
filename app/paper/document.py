"""A report laid out on sheets: the same pages for a PDF file, a printer and the preview."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.paper.blocks import Typesetter
from app.paper.flow import paginate
from app.paper.size import MARGIN, UNITS, PaperSize, pt
from app.paper.typeset import Line, Mark, Rule, Style, set_lines
from app.report.model import Report, Signature

_PAGE_LABEL_SHARE = 0.18
_FOOT_SPACE = pt(14)


@dataclass(frozen=True, slots=True)
class Document:
    """Finished pages. Made by lay_out() and drawn page by page with draw()."""

    report: Report
    paper: PaperSize
    pages: tuple[tuple[Mark, ...], ...]
    foot: tuple[Line, ...]

    def draw(self, painter: QPainter, page: int, dots_per_inch: float) -> None:
        """Draw a page, counted from 0, with the sheet's upper left corner at the painter's origin."""
        painter.save()
        painter.scale(dots_per_inch / 72 / UNITS, dots_per_inch / 72 / UNITS)
        painter.setPen(Qt.GlobalColor.black)
        painter.translate(MARGIN, MARGIN)
        for mark in self.pages[page]:
            mark.draw(painter)
        self._draw_foot(painter, page)
        painter.restore()

    def _draw_foot(self, painter: QPainter, page: int) -> None:
        width = self.paper.width - 2 * MARGIN
        y = self.paper.height - 2 * MARGIN - sum(line.height for line in self.foot)
        Rule(0, y - pt(4), width, pt(0.5)).draw(painter)
        label = set_lines(
            self.report.page_label(page + 1, len(self.pages)), Style.FOOT, width * _PAGE_LABEL_SHARE, right=True
        )
        for line in label:
            line.draw(painter, width * (1 - _PAGE_LABEL_SHARE), y)
        for line in self.foot:
            line.draw(painter, 0, y)
            y += line.height


def lay_out(report: Report, paper: PaperSize) -> Document:
    """The report on sheets of that size. Needs a QGuiApplication."""
    width = paper.width - 2 * MARGIN
    foot = set_lines(report.footer, Style.FOOT, width * (1 - _PAGE_LABEL_SHARE) - pt(10))
    height = paper.height - 2 * MARGIN - sum(line.height for line in foot) - _FOOT_SPACE
    typesetter = Typesetter(width, height)
    groups = typesetter.title(report.title, report.site)
    for block in report.blocks:
        if isinstance(block, Signature):
            # Nobody signs an empty sheet: what stands before it comes along.
            groups[-1] = replace(groups[-1], with_next=True)
        groups += typesetter.block(block)
    return Document(report, paper, tuple(map(tuple, paginate(groups, height))), tuple(foot))
