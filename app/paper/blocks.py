"""Each block of a report as a group of bands."""

from collections.abc import Sequence
from itertools import zip_longest

from app.paper.flow import Band, Cell, Group, row
from app.paper.size import pt
from app.paper.typeset import Mark, Rule, Style, set_lines
from app.report.model import (
    Block,
    Bullets,
    DeviceBlock,
    Fact,
    FactBox,
    FactTable,
    Footnotes,
    Heading,
    Paragraph,
    ParagraphStyle,
    Signature,
    Table,
    Totals,
)

_HAIR = pt(0.5)
_LINE = pt(1.0)
_THICK = pt(1.5)
_GUTTER = pt(10)
_ROW = pt(1.4)
_PARAGRAPHS = {ParagraphStyle.LEAD: Style.LEAD, ParagraphStyle.BODY: Style.BODY, ParagraphStyle.NOTE: Style.NOTE}
#: Shares of a device block's columns: label, value and how sure, twice.
_DEVICE_SHARES = (0.205, 0.155, 0.115, 0.125, 0.285, 0.115)


class Typesetter:
    """Sets blocks for one width; limit is the height of a page's printed area."""

    def __init__(self, width: float, limit: float) -> None:
        self._width = width
        self._limit = limit

    def title(self, title: str, site: str) -> list[Group]:
        """The report's title and the place."""
        groups = [self._text(title, Style.TITLE, with_next=True)]
        if site:
            groups.append(self._text(site, Style.SITE, space=pt(2), with_next=True))
        return groups

    def block(self, block: Block) -> list[Group]:
        """The groups of a block."""
        match block:
            case Heading():
                style, space = (Style.HEADING, 16) if block.level == 2 else (Style.SUBHEADING, 10)
                return [self._text(block.text, style, space=pt(space), with_next=True)]
            case Paragraph():
                space = 12 if block.style is ParagraphStyle.LEAD else 6
                return [self._text(block.text + _references(block.notes), _PARAGRAPHS[block.style], space=pt(space))]
            case Bullets():
                return [self._hanging("•", item, Style.BODY) for item in block.items]
            case Footnotes():
                return [self._hanging(f"{number}.", item, Style.FOOT) for number, item in enumerate(block.items, 1)]
            case Totals():
                return [self._totals(block)]
            case FactTable():
                return [self._fact_table(block.facts, self._width)]
            case DeviceBlock():
                return [self._device(block)]
            case Table():
                return self._table(block)
            case FactBox():
                return [self._fact_box(block)]
            case Signature():
                return [self._signature(block)]

    def _text(self, text: str, style: Style, *, space: float = 0, with_next: bool = False) -> Group:
        bands = row([Cell(0, set_lines(text, style, self._width))], self._limit)
        return Group((bands,), space=space, together=True, with_next=with_next)

    def _hanging(self, mark: str, text: str, style: Style) -> Group:
        indent = pt(16) if style is Style.BODY else pt(20)
        cells = [Cell(0, set_lines(mark, style, indent)), Cell(indent, set_lines(text, style, self._width - indent))]
        return Group((row(cells, self._limit),), space=pt(3 if style is Style.BODY else 1.5), together=True)

    def _totals(self, block: Totals) -> Group:
        share = self._width / max(1, len(block.items))
        numbers = [
            Cell(place * share, set_lines(number, Style.NUMBER, share - _GUTTER))
            for place, (number, _) in enumerate(block.items)
        ]
        labels = [
            Cell(place * share, set_lines(label, Style.NOTE, share - _GUTTER))
            for place, (_, label) in enumerate(block.items)
        ]
        bands = (
            *row(numbers, self._limit, above=pt(6), marks=(self._rule(_LINE),)),
            *row(labels, self._limit, below=pt(7)),
            Band(_LINE, (self._rule(_LINE),)),
        )
        return Group((bands,), space=pt(10), together=True)

    def _fact_table(self, facts: Sequence[Fact], width: float, left: float = 0) -> Group:
        label = width * 0.27
        rows = tuple(
            row(
                [
                    Cell(left, set_lines(fact.label, Style.BODY, label - _GUTTER)),
                    Cell(left + label, set_lines(fact.value + _references(fact.notes), Style.STRONG, width - label)),
                ],
                self._limit,
                above=_ROW + _HAIR,
                # Room to write by hand what the program was not told.
                below=_ROW if fact.value else pt(9),
                marks=(self._rule(_HAIR),),
            )
            for fact in facts
        )
        return Group((*rows, (Band(_HAIR, (self._rule(_HAIR),)),)), space=pt(12), together=True)

    def _device(self, block: DeviceBlock) -> Group:
        x, widths = _columns(_DEVICE_SHARES, self._width)
        head = [
            Cell(0, set_lines(block.title, Style.SUBHEADING, x[2] - _GUTTER)),
            *(Cell(x[place], set_lines(block.sure, Style.CELL_HEAD, widths[place])) for place in (2, 5)),
        ]
        header = row(head, self._limit / 4, above=pt(4), below=pt(2), marks=(self._rule(_THICK),))
        rows = self._device_halves([fact for fact in block.facts if not fact.wide], x, widths)
        for fact in block.facts:
            if fact.wide:
                text = set_lines(fact.value + _references(fact.notes), Style.NOTE, self._width - x[1])
                rows.append(self._ruled([Cell(0, set_lines(fact.label, Style.NOTE, widths[0])), Cell(x[1], text)]))
        for place, remark in enumerate(block.remarks):
            marks = (self._rule(_HAIR),) if place == 0 else ()
            text = set_lines(remark.text + _references(remark.notes), Style.NOTE, self._width)
            rows.append(row([Cell(0, text)], self._limit, above=pt(3 if place == 0 else 1), below=pt(1), marks=marks))
        if sum(band.height for band in header) > self._limit / 4:
            return Group((header, *rows), space=pt(10), together=True)
        return Group(tuple(rows), header=header, space=pt(10), together=True)

    def _device_halves(
        self, facts: Sequence[Fact], x: Sequence[float], widths: Sequence[float]
    ) -> list[tuple[Band, ...]]:
        """The first half of the facts at the left, the others at the right: label, value, how sure."""
        middle = (len(facts) + 1) // 2
        rows = []
        for pair in zip_longest(facts[:middle], facts[middle:]):
            cells = []
            for first, fact in zip((0, 3), pair, strict=True):
                if fact is None:
                    continue
                cells.append(Cell(x[first], set_lines(fact.label, Style.NOTE, widths[first])))
                if fact.certainty:
                    cells.append(Cell(x[first + 1], set_lines(fact.value, Style.VALUE, widths[first + 1])))
                    cells.append(Cell(x[first + 2], set_lines(fact.certainty, Style.CELL, widths[first + 2])))
                else:
                    width = x[first + 2] + widths[first + 2] - x[first + 1]
                    cells.append(Cell(x[first + 1], set_lines(fact.value, Style.CELL, width)))
            rows.append(self._ruled(cells))
        return rows

    def _ruled(self, cells: Sequence[Cell]) -> tuple[Band, ...]:
        return row(cells, self._limit, above=_ROW + _HAIR, below=_ROW, marks=(self._rule(_HAIR),))

    def _table(self, block: Table) -> list[Group]:
        shares = [column.weight for column in block.columns]
        x, widths = _columns([share / sum(shares) for share in shares], self._width)
        head = [
            Cell(left, set_lines(column.title, Style.CELL_HEAD, width, right=column.is_number))
            for column, left, width in zip(block.columns, x, widths, strict=True)
        ]
        header = (*row(head, self._limit, above=pt(4), below=pt(3)), Band(_LINE, (self._rule(_LINE),)))
        rows = [
            row(
                [
                    Cell(left, set_lines(text, Style.CELL, width, right=column.is_number))
                    for text, column, left, width in zip(cells, block.columns, x, widths, strict=True)
                ],
                self._limit - sum(band.height for band in header),
                above=_ROW + (_HAIR if place else 0),
                below=_ROW,
                marks=(self._rule(_HAIR),) if place else (),
            )
            for place, cells in enumerate(block.rows)
        ]
        table = Group(
            (*rows, (Band(_LINE, (self._rule(_LINE),)),)), header=header, space=pt(4), together=not block.may_split
        )
        if not block.caption:
            return [table]
        return [self._text(block.caption, Style.SUBHEADING, space=pt(14), with_next=True), table]

    def _fact_box(self, block: FactBox) -> Group:
        left = pt(12)
        width = self._width - left
        x, widths = _columns((0.5, 0.5), width)
        x = [left + edge for edge in x]
        rows = [
            row([Cell(left, set_lines(block.title, Style.SUBHEADING, width))], self._limit, below=pt(3)),
            row(
                [
                    Cell(edge, set_lines(side.who, Style.VALUE, share))
                    for side, edge, share in zip(block.sides, x, widths, strict=True)
                ],
                self._limit,
                below=pt(1),
            ),
            row(
                [
                    Cell(edge, set_lines(side.text, Style.NOTE, share))
                    for side, edge, share in zip(block.sides, x, widths, strict=True)
                ],
                self._limit,
                below=pt(4),
            ),
        ]
        if block.for_you:
            rows.insert(1, row([Cell(left, set_lines(block.for_you, Style.VALUE, width))], self._limit, below=pt(3)))
        label = width * 0.19
        rows += [
            row(
                [
                    Cell(left, set_lines(fact.label, Style.NOTE, label - _GUTTER)),
                    Cell(left + label, set_lines(fact.value + _references(fact.notes), Style.NOTE, width - label)),
                ],
                self._limit,
                below=pt(1.5),
            )
            for fact in block.facts
        ]
        barred = (
            tuple(Band(band.height, (Rule(0, 0, _THICK, band.height), *band.marks)) for band in bands) for bands in rows
        )
        return Group(tuple(barred), space=pt(10), together=True)

    def _signature(self, block: Signature) -> Group:
        share = self._width / max(1, len(block.lines))
        rules: list[Mark] = [Rule(place * share, 0, share - pt(16), _HAIR) for place in range(len(block.lines))]
        cells = [
            Cell(place * share, set_lines(text, Style.NOTE, share - pt(16))) for place, text in enumerate(block.lines)
        ]
        return Group((row(cells, self._limit, above=pt(3), marks=tuple(rules)),), space=pt(44), together=True)

    def _rule(self, thickness: float) -> Rule:
        return Rule(0, 0, self._width, thickness)


def _columns(shares: Sequence[float], width: float) -> tuple[list[float], list[float]]:
    """Left edges and widths of columns with a gutter between each two."""
    whole = width + _GUTTER
    edges = [whole * sum(shares[:place]) for place in range(len(shares))]
    return edges, [whole * share - _GUTTER for share in shares]


def _references(notes: Sequence[int]) -> str:
    return "".join(f" [{number}]" for number in notes)
