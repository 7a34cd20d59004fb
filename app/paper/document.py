"""A report laid out on sheets: the same pages for a PDF file, a printer and the preview."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.paper.blocks import Typesetter
from app.paper.flow import Group, paginate
from app.paper.marks import Anchor, Mark, Rule, TextMark
from app.paper.room import Room
from app.paper.size import MARGIN, UNITS, PaperSize, pt
from app.paper.typeset import Line, Style, set_lines
from app.report.model import Bullets, DeviceBlock, DeviceSheet, Paragraph, Pictures, QrCode, Report, Signature

_PAGE_LABEL_SHARE = 0.18
_FOOT_SPACE = pt(14)


def _nothing(painter: QPainter, number: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: what is on it, the report that it belongs to, and the lines at its foot."""

    marks: tuple[Mark, ...]
    report: Report
    foot: tuple[Line, ...]

    @property
    def text(self) -> str:
        """All that can be read on it above the foot, one line of type a line."""
        return "\n".join(mark.line.text for mark in self.marks if isinstance(mark, TextMark))


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that a reader can jump to: page from 0, y in points from the sheet's upper edge, level from 1."""

    level: int
    title: str
    page: int
    y: float


@dataclass(frozen=True)
class Document:
    """Finished pages. Made by lay_out() and drawn page by page with draw(); report is the first one."""

    report: Report
    paper: PaperSize
    pages: tuple[Page, ...]

    def page_label(self, page: int) -> str:
        """Page 1 of 3, in the language of the page, which is counted from 0."""
        return self.pages[page].report.page_label(page + 1, len(self.pages))

    @cached_property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """Titles, headings and devices in their order."""
        return tuple(
            Bookmark(mark.level, mark.title, number, (mark.y + MARGIN) / UNITS)
            for number, page in enumerate(self.pages)
            for mark in page.marks
            if isinstance(mark, Anchor)
        )

    def draw(
        self,
        painter: QPainter,
        page: int,
        dots_per_inch: float,
        before: Callable[[QPainter, int], None] = _nothing,
    ) -> None:
        """Draw a page, counted from 0, with the sheet's upper left corner at the painter's origin.

        before is called ahead of each mark with its number, and ahead of the foot with the number of marks.
        """
        painter.save()
        painter.scale(dots_per_inch / 72 / UNITS, dots_per_inch / 72 / UNITS)
        painter.setPen(Qt.GlobalColor.black)
        painter.translate(MARGIN, MARGIN)
        marks = self.pages[page].marks
        for number, mark in enumerate(marks):
            before(painter, number)
            mark.draw(painter)
        before(painter, len(marks))
        self._draw_foot(painter, page)
        painter.restore()

    def _draw_foot(self, painter: QPainter, number: int) -> None:
        page = self.pages[number]
        width = self.paper.width - 2 * MARGIN
        y = self.paper.height - 2 * MARGIN - sum(line.height for line in page.foot)
        Rule(0, y - pt(4), width, pt(0.5)).draw(painter)
        share = width * _PAGE_LABEL_SHARE
        for line in set_lines(self.page_label(number), Style.FOOT, share, right=True):
            line.draw(painter, width - share, y)
        for line in page.foot:
            line.draw(painter, 0, y)
            y += line.height


class LayoutStoppedError(Exception):
    """Nobody wants the pages any more."""


def _always() -> bool:
    return True


def lay_out(report: Report, paper: PaperSize, is_wanted: Callable[[], bool] = _always) -> Document:
    """The report on sheets of that size, in the thread that it is called in. Needs a QGuiApplication.

    The second language follows on sheets of its own; pages are counted through.
    is_wanted is asked between blocks; raises LayoutStoppedError when it says no.
    """
    pages = list(_pages(report, paper, is_wanted))
    if report.also is not None:
        pages += _pages(report.also, paper, is_wanted)
    return Document(report, paper, tuple(pages))


def _pages(report: Report, paper: PaperSize, is_wanted: Callable[[], bool]) -> Iterator[Page]:
    width = paper.width - 2 * MARGIN
    foot = set_lines(report.footer, Style.FOOT, width * (1 - _PAGE_LABEL_SHARE) - pt(10))
    height = paper.height - 2 * MARGIN - sum(line.height for line in foot) - _FOOT_SPACE
    for marks in paginate(list(_groups(report, Room(width, height), is_wanted)), height):
        yield Page(tuple(marks), report, foot)


def _groups(report: Report, room: Room, is_wanted: Callable[[], bool]) -> Iterator[Group]:
    """All groups; what cannot stand without what is before it keeps that with it."""
    typesetter = Typesetter(room)
    waiting = typesetter.title(report.title, report.site)
    before: object = None
    for block in report.blocks:
        if not is_wanted():
            raise LayoutStoppedError
        with_before = (
            # Nobody signs an empty sheet, a photo stays with its device, and a list with the sentence that leads to it.
            isinstance(block, Signature)
            or (isinstance(block, Pictures | QrCode) and isinstance(before, DeviceBlock | DeviceSheet | Pictures))
            or (isinstance(block, Bullets) and isinstance(before, Paragraph))
        )
        if with_before and waiting:
            waiting[-1] = replace(waiting[-1], with_next=True)
        yield from waiting
        waiting = typesetter.block(block)
        before = block
    yield from waiting
