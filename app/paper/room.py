"""The room that blocks are set in, and what all of them use: rules, rows, columns, running text."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.paper.flow import Band, Cell, Group, row
from app.paper.marks import Anchor, Mark, Rule
from app.paper.size import pt
from app.paper.typeset import Style, set_lines

HAIR = pt(0.5)
LINE = pt(1.0)
THICK = pt(1.5)
GUTTER = pt(10)
ROW = pt(1.4)
#: What a hand needs to write on one line.
HAND = pt(20)


@dataclass(frozen=True, slots=True)
class Room:
    """width is that of the printed area, limit its height."""

    width: float
    limit: float

    def rule(self, thickness: float, width: float | None = None) -> Rule:
        """A rule from the left edge, over the whole width unless told."""
        return Rule(0, 0, self.width if width is None else width, thickness)

    def ruled(
        self, cells: Sequence[Cell], *, below: float = ROW, header: float = 0, of: tuple[int, int] | None = None
    ) -> tuple[Band, ...]:
        """A row below a hairline; header is the height of what is repeated above it on a new page."""
        return row(cells, self.limit - header, above=ROW + HAIR, below=below, marks=(self.rule(HAIR),), of=of)

    def text(self, text: str, style: Style, *, space: float = 0, with_next: bool = False, anchor: int = 0) -> Group:
        """Running text over the whole width. anchor is the level of the bookmark that leads to it, 0 for none."""
        marks: tuple[Mark, ...] = (Anchor(0, anchor, text),) if anchor else ()
        bands = row([Cell(0, set_lines(text, style, self.width))], self.limit, marks=marks)
        return Group((bands,), space=space, together=True, with_next=with_next)

    def columns(self, shares: Sequence[float], width: float | None = None) -> tuple[list[float], list[float]]:
        """Left edges and widths of columns with a gutter between each two; shares add up to 1."""
        whole = (self.width if width is None else width) + GUTTER
        edges = [whole * sum(shares[:place]) for place in range(len(shares))]
        return edges, [whole * share - GUTTER for share in shares]


def references(notes: Sequence[int]) -> str:
    """The numbers of footnotes as they stand behind a text."""
    return "".join(f" [{number}]" for number in notes)


def height_of(bands: Sequence[Band]) -> float:
    """The height of bands one below the other."""
    return sum(band.height for band in bands)
