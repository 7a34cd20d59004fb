"""A report laid out on sheets: the same pages for a PDF file, a printer and the preview."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.paper.blocks import Typesetter
from app.paper.flow import paginate
from app.paper.marks import Anchor, Mark, Rule
from app.paper.room import Room
from app.paper.size import MARGIN, UNITS, PaperSize, pt
from app.paper.typeset import Line, Style, set_lines
from app.report.model import Report, Signature

_PAGE_LABEL_SHARE = 0.18
_FOOT_SPACE = pt(14)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that a reader can jump to: page from 0, y in points from the sheet's upper edge, level from 1."""

    level: int
    title: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one sheet: the marks, the lines at its foot, and its number in words."""

    marks: tuple[Mark, ...]
    foot: tuple[Line, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """Finished pages. Made by lay_out() and drawn page by page with draw()."""

    report: Report
    paper: PaperSize
    sheets: tuple[Page, ...]

    @property
    def pages(self) -> tuple[tuple[Mark, ...], ...]:
        """The marks of each page."""
        return tuple(sheet.marks for sheet in self.sheets)

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The headings, in the order of the pages."""
        return tuple(
            Bookmark(mark.level, mark.title, page, (MARGIN + mark.y) / UNITS)
            for page, sheet in enumerate(self.sheets)
            for mark in sheet.marks
            if isinstance(mark, Anchor)
        )

    def page_label(self, page: int) -> str:
        """The number of a page, counted from 0, in words."""
        return self.sheets[page].label

    def draw(self, painter: QPainter, page: int, dots_per_inch: float) -> None:
        """Draw a page, counted from 0, with the sheet's upper left corner at the painter's origin."""
        painter.save()
        painter.scale(dots_per_inch / 72 / UNITS, dots_per_inch / 72 / UNITS)
        painter.setPen(Qt.GlobalColor.black)
        painter.translate(MARGIN, MARGIN)
        for mark in self.sheets[page].marks:
            mark.draw(painter)
        self._draw_foot(painter, self.sheets[page])
        painter.restore()

    def _draw_foot(self, painter: QPainter, sheet: Page) -> None:
        width = self.paper.width - 2 * MARGIN
        y = self.paper.height - 2 * MARGIN - sum(line.height for line in sheet.foot)
        Rule(0, y - pt(4), width, pt(0.5)).draw(painter)
        label = set_lines(sheet.label, Style.FOOT, width * _PAGE_LABEL_SHARE, right=True)
        for line in label:
            line.draw(painter, width * (1 - _PAGE_LABEL_SHARE), y)
        for line in sheet.foot:
            line.draw(painter, 0, y)
            y += line.height


def lay_out(report: Report, paper: PaperSize) -> Document:
    """The report on sheets of that size, the second language on sheets of its own. Needs a QGuiApplication."""
    parts = [(part, *_pages(part, paper)) for part in (report, report.also) if part is not None]
    count = sum(len(pages) for _, pages, _ in parts)
    sheets: list[Page] = []
    for part, pages, foot in parts:
        for marks in pages:
            sheets.append(Page(tuple(marks), foot, part.page_label(len(sheets) + 1, count)))
    return Document(report, paper, tuple(sheets))


def _pages(report: Report, paper: PaperSize) -> tuple[list[list[Mark]], tuple[Line, ...]]:
    """The marks of each page, and the foot of all of them."""
    width = paper.width - 2 * MARGIN
    foot = set_lines(report.footer, Style.FOOT, width * (1 - _PAGE_LABEL_SHARE) - pt(10))
    height = paper.height - 2 * MARGIN - sum(line.height for line in foot) - _FOOT_SPACE
    typesetter = Typesetter(Room(width, height))
    groups = typesetter.title(report.title, report.site)
    for block in report.blocks:
        if isinstance(block, Signature):
            # Nobody signs an empty sheet: what stands before it comes along.
            groups[-1] = replace(groups[-1], with_next=True)
        groups += typesetter.block(block)
    return paginate(groups, height), tuple(foot)
