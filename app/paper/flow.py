"""Bands, groups of bands that belong together, and how they fall on pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.paper.marks import Anchor, Mark, Place, TextMark
from app.paper.typeset import Line


@dataclass(frozen=True, slots=True)
class Band:
    """A strip over the whole width that is never cut; marks are placed from its upper edge."""

    height: float
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Bands of one block. rows: each is kept on one page when a page can hold it; header is repeated after a page break.

    closing are the marks that end a part which goes on on the next page; they stand above its lower edge.
    together keeps all rows on one page when it can hold them. with_next keeps the group with what follows.
    """

    rows: tuple[tuple[Band, ...], ...]
    header: tuple[Band, ...] = ()
    space: float = 0
    together: bool = False
    with_next: bool = False
    closing: tuple[Mark, ...] = ()

    @property
    def height(self) -> float:
        """Header and rows, without the space before."""
        return _height(self.header) + sum(map(_height, self.rows))


@dataclass(frozen=True, slots=True)
class Cell:
    """Set lines in a column."""

    x: float
    lines: Sequence[Line]


def row(
    cells: Sequence[Cell],
    limit: float,
    *,
    above: float = 0,
    below: float = 0,
    marks: tuple[Mark, ...] = (),
    of: tuple[int, int] | None = None,
) -> tuple[Band, ...]:
    """A row of cells whose first lines share a baseline: one band, or one a line where it is higher than limit.

    marks stand at its upper edge. of tells table and row where it is one of a table.
    """
    places = [Place(*of, column) if of else None for column in range(len(cells))]
    ascent = max((cell.lines[0].ascent for cell in cells if cell.lines), default=0.0)
    texts: list[TextMark] = []
    bottom = above
    for cell, place in zip(cells, places, strict=True):
        y = above + (ascent - cell.lines[0].ascent if cell.lines else 0)
        for line in cell.lines:
            texts.append(TextMark(cell.x, y, line, place))
            y += line.height
        bottom = max(bottom, y)
    if bottom + below <= limit:
        return (Band(bottom + below, (*marks, *texts)),)
    slots = max(len(cell.lines) for cell in cells)
    bands = [Band(above, marks)]
    for slot in range(slots):
        here = [
            (cell.x, cell.lines[slot], place)
            for cell, place in zip(cells, places, strict=True)
            if slot < len(cell.lines)
        ]
        base = max(line.ascent for _, line, _ in here)
        bands.append(
            Band(
                max(base - line.ascent + line.height for _, line, _ in here),
                tuple(TextMark(x, base - line.ascent, line, place) for x, line, place in here),
            )
        )
    return (*bands, Band(below))


@dataclass(slots=True)
class _Pages:
    """Pages as they fill up. y is where the next band goes."""

    height: float
    pages: list[list[Mark]] = field(default_factory=lambda: [[]])
    y: float = 0

    def room(self) -> float:
        return self.height - self.y

    def turn(self) -> None:
        if self.y > 0:
            self.pages.append([])
            self.y = 0

    def put(self, bands: Sequence[Band]) -> None:
        for band in bands:
            self.pages[-1] += [mark.moved(self.y) for mark in band.marks]
            self.y += band.height


def paginate(groups: Sequence[Group], height: float) -> list[list[Mark]]:
    """The marks of each page, placed from the upper left corner of its printed area."""
    pages = _Pages(height)
    for place, group in enumerate(groups):
        space = group.space if pages.y > 0 else 0
        if pages.room() < space + _needed(groups, place, height):
            pages.turn()
            space = 0
        pages.put([Band(space), *group.header])
        for bands in group.rows:
            _put_row(pages, bands, group)
    return [page for page in pages.pages if page] or [[]]


def _put_row(pages: _Pages, bands: Sequence[Band], group: Group) -> None:
    whole = _height(bands)
    if whole > pages.room() and _height(group.header) + whole <= pages.height:
        _go_on(pages, group)
    for band in bands:
        if band.height > pages.room():
            _go_on(pages, group)
        pages.put([band])


def _go_on(pages: _Pages, group: Group) -> None:
    """The group goes on on a new page."""
    if pages.y > 0:
        pages.put([Band(0, group.closing)])
    pages.turn()
    pages.put([_again(band) for band in group.header])


def _again(band: Band) -> Band:
    """The same on a further page, where nobody needs to hear it."""
    marks = [replace(mark, again=True) if isinstance(mark, TextMark) else mark for mark in band.marks]
    return Band(band.height, tuple(mark for mark in marks if not isinstance(mark, Anchor)))


def _needed(groups: Sequence[Group], place: int, page: float) -> float:
    """What has to fit below here for the group to begin on this page."""
    group = groups[place]
    if group.together and group.height <= page:
        least = group.height
    else:
        least = _height(group.header) + sum(
            _height(bands) if _height(bands) <= page / 3 else bands[0].height for bands in group.rows[:2]
        )
    if group.with_next and place + 1 < len(groups):
        following = groups[place + 1].space + _needed(groups, place + 1, page)
        if least + following <= page:
            return least + following
    return min(least, page)


def _height(bands: Sequence[Band]) -> float:
    return sum(band.height for band in bands)
