"""Each block of a report as a group of bands."""

from collections.abc import Sequence
from dataclasses import replace

from app.paper.device_blocks import device_block, device_sheet, pictures, qr_code
from app.paper.flow import Band, Cell, Group, row
from app.paper.marks import TITLES, Box, Mark, Rule
from app.paper.room import GUTTER, HAIR, HAND, LINE, ROW, THICK, Room, height_of, references
from app.paper.size import pt
from app.paper.typeset import Style, set_lines
from app.report.model import (
    Block,
    Bullets,
    Column,
    DeviceBlock,
    DeviceSheet,
    Fact,
    FactBox,
    FactTable,
    Footnotes,
    Heading,
    Paragraph,
    ParagraphStyle,
    Pictures,
    QrCode,
    Signature,
    Step,
    Steps,
    Table,
    Totals,
)
from app.report.sources import on_page

_PARAGRAPHS = {ParagraphStyle.LEAD: Style.LEAD, ParagraphStyle.BODY: Style.BODY, ParagraphStyle.NOTE: Style.NOTE}
_TICK_BOX = pt(10)
#: Most of a table's width that is taken for the sake of long words in titles.
_MOST_FOR_TITLES = 0.5
_ENDLESS = pt(10_000)
#: Longest value of a fact that is set bold, in characters.
_BOLD_LIMIT = 90


class Typesetter:
    """Sets blocks for one room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._width = room.width
        self._limit = room.limit

    def title(self, title: str, site: str) -> list[Group]:
        """The report's title and the place."""
        groups = [self._room.text(title, Style.TITLE, with_next=True, anchor=1)]
        if site:
            groups.append(self._room.text(site, Style.SITE, space=pt(2), with_next=True))
        return groups

    def block(self, block: Block) -> list[Group]:  # noqa: C901, PLR0911 - one line a type
        """The groups of a block."""
        match block:
            case Heading():
                style, space = (Style.HEADING, 16) if block.level == 2 else (Style.SUBHEADING, 10)
                anchor = 1 if block.level == 2 else 2
                return [self._room.text(block.text, style, space=pt(space), with_next=True, anchor=anchor)]
            case Paragraph():
                space = 12 if block.style is ParagraphStyle.LEAD else 6
                text = block.text + references(block.notes)
                return [self._room.text(text, _PARAGRAPHS[block.style], space=pt(space))]
            case Bullets():
                return _kept_company([self._hanging("•", item, Style.BODY) for item in block.items])
            case Footnotes():
                numbered = enumerate(block.items, 1)
                return _kept_company(
                    [self._hanging(f"{number}.", on_page(item), Style.FOOT) for number, item in numbered]
                )
            case Totals():
                return [self._totals(block)]
            case FactTable():
                return [self._fact_table(block.facts)]
            case DeviceBlock():
                return [device_block(block, self._room)]
            case DeviceSheet():
                return [device_sheet(block, self._room)]
            case Table():
                return self._table(block)
            case FactBox():
                return [self._fact_box(block)]
            case Steps():
                return [self._step(number, step) for number, step in enumerate(block.items, 1)]
            case Pictures():
                return [pictures(block, self._room)]
            case QrCode():
                return [qr_code(block, self._room)]
            case Signature():
                return [self._signature(block)]

    def _hanging(self, mark: str, text: str, style: Style) -> Group:
        indent = pt(16) if style is Style.BODY else pt(20)
        cells = [Cell(0, set_lines(mark, style, indent)), Cell(indent, set_lines(text, style, self._width - indent))]
        return Group((row(cells, self._limit),), space=pt(3 if style is Style.BODY else 1.5), together=True)

    def _totals(self, block: Totals) -> Group:
        share = self._width / max(1, len(block.items))
        cells = [
            Cell(
                place * share,
                (*set_lines(number, Style.NUMBER, share - GUTTER), *set_lines(label, Style.NOTE, share - GUTTER)),
            )
            for place, (number, label) in enumerate(block.items)
        ]
        bands = (
            *row(cells, self._limit, above=pt(6), below=pt(7), marks=(self._room.rule(LINE),)),
            Band(LINE, (self._room.rule(LINE),)),
        )
        return Group((bands,), space=pt(10), together=True)

    def _fact_table(self, facts: Sequence[Fact]) -> Group:
        label = self._width * 0.27
        rows = tuple(
            self._room.ruled(
                [
                    Cell(0, set_lines(fact.label, Style.BODY, label - GUTTER)),
                    Cell(label, set_lines(_with_certainty(fact), _value_style(fact), self._width - label)),
                ],
                # Room to write by hand what the program was not told.
                below=ROW if fact.value else pt(9),
                of=(id(facts), number),
            )
            for number, fact in enumerate(facts)
        )
        return Group((*rows, (Band(HAIR, (self._room.rule(HAIR),)),)), space=pt(12), together=True)

    def _table(self, block: Table) -> list[Group]:
        x, widths = self._room.columns(_shares(block.columns, self._width + GUTTER))
        head = [
            Cell(left, set_lines(column.title, Style.CELL_HEAD, width, right=column.is_number))
            for column, left, width in zip(block.columns, x, widths, strict=True)
        ]
        titles = row(head, self._limit / 2, above=pt(4), below=pt(3), of=(id(block), TITLES))
        header = (*titles, Band(LINE, (self._room.rule(LINE),)))
        places = list(zip(x, widths, strict=True))
        rows = [
            self._table_row(block, cells, number, places, height_of(header)) for number, cells in enumerate(block.rows)
        ]
        table = Group(
            (*rows, (Band(LINE, (self._room.rule(LINE),)),)),
            header=header,
            space=pt(4),
            together=not block.may_split,
            closing=(self._room.rule(LINE).moved(-LINE),),
        )
        if not block.caption:
            return [table]
        return [self._room.text(block.caption, Style.SUBHEADING, space=pt(14), with_next=True), table]

    def _table_row(
        self,
        block: Table,
        cells: Sequence[str],
        place: int,
        places: Sequence[tuple[float, float]],
        header: float,
    ) -> tuple[Band, ...]:
        set_cells = [
            Cell(left, set_lines(text, Style.CELL, width, right=column.is_number))
            for text, column, (left, width) in zip(cells, block.columns, places, strict=True)
        ]
        bands = row(
            set_cells,
            self._limit - header,
            above=ROW + (HAIR if place else 0),
            below=ROW,
            marks=(self._room.rule(HAIR),) if place else (),
            of=(id(block), place),
        )
        if not block.to_fill or len(bands) > 1 or all(cells):
            return bands
        height = max(bands[0].height, HAND)
        gaps = tuple(Rule(left - GUTTER / 2, 0, HAIR, height) for left, _ in places[1:])
        return (Band(height, (*bands[0].marks, *gaps)),)

    def _fact_box(self, block: FactBox) -> Group:
        left = pt(12)
        width = self._width - left
        x, widths = self._room.columns((0.5, 0.5), width)
        x = [left + edge for edge in x]
        rows = [row([Cell(left, set_lines(block.title, Style.SUBHEADING, width))], self._limit, below=pt(3))]
        if block.for_you:
            rows.append(row([Cell(left, set_lines(block.for_you, Style.VALUE, width))], self._limit, below=pt(3)))
        for style, below in ((Style.VALUE, 1), (Style.NOTE, 4)):
            sides = [
                Cell(edge, set_lines(side.who if style is Style.VALUE else side.text, style, share))
                for side, edge, share in zip(block.sides, x, widths, strict=True)
            ]
            rows.append(row(sides, self._limit, below=pt(below)))
        label = width * 0.19
        rows += [
            row(
                [
                    Cell(left, set_lines(fact.label, Style.NOTE, label - GUTTER)),
                    Cell(left + label, set_lines(fact.value + references(fact.notes), Style.NOTE, width - label)),
                ],
                self._limit,
                below=pt(1.5),
            )
            for fact in block.facts
        ]
        barred = (
            tuple(Band(band.height, (Rule(0, 0, THICK, band.height), *band.marks)) for band in bands) for bands in rows
        )
        return Group(tuple(barred), space=pt(10), together=True)

    def _step(self, number: int, step: Step) -> Group:
        """A box to tick with the number and the title; the lines and the reason below."""
        left = pt(22)
        indent = left + pt(20)
        state_width = self._width * 0.3
        width = self._width - indent
        box = Box(0, pt(4), _TICK_BOX, _TICK_BOX, LINE, ticked=step.done)
        head = [
            Cell(left, set_lines(f"{number}.", Style.STRONG, pt(20))),
            Cell(indent, set_lines(step.title + references(step.notes), Style.STRONG, width - state_width - GUTTER)),
            Cell(self._width - state_width, set_lines(step.state, Style.NOTE, state_width, right=True)),
        ]
        rows = [row(head, self._limit, above=pt(3), marks=(self._room.rule(HAIR), box))]
        rows += [
            row([Cell(indent, set_lines(line, Style.BODY, width))], self._limit, above=pt(1)) for line in step.lines
        ]
        if step.why:
            rows.append(row([Cell(indent, set_lines(step.why, Style.NOTE, width))], self._limit, above=pt(1.5)))
        rows[-1] = (*rows[-1], Band(pt(4)))
        return Group(tuple(rows), space=pt(2), together=True)

    def _signature(self, block: Signature) -> Group:
        share = self._width / max(1, len(block.lines))
        rules: list[Mark] = [Rule(place * share, 0, share - pt(16), HAIR) for place in range(len(block.lines))]
        cells = [
            Cell(place * share, set_lines(text, Style.NOTE, share - pt(16))) for place, text in enumerate(block.lines)
        ]
        return Group((row(cells, self._limit, above=pt(3), marks=tuple(rules)),), space=pt(44), together=True)


def _shares(columns: Sequence[Column], whole: float) -> list[float]:
    """The share of each column of the whole width: its weight, but never less than the longest word of its title needs."""
    weights = sum(column.weight for column in columns)
    wished = [column.weight / weights for column in columns]
    needed = [
        max((_word_width(word) for word in column.title.split(" ")), default=0.0) + GUTTER + pt(0.5)
        for column in columns
    ]
    lacking = {place for place, share in enumerate(wished) if share * whole < needed[place]}
    taken = sum(needed[place] for place in lacking) / whole
    left = sum(share for place, share in enumerate(wished) if place not in lacking)
    if not lacking or taken > _MOST_FOR_TITLES or not left:
        return wished
    return [
        needed[place] / whole if place in lacking else share * (1 - taken) / left for place, share in enumerate(wished)
    ]


def _word_width(word: str) -> float:
    return max((line.natural_width for line in set_lines(word, Style.CELL_HEAD, _ENDLESS)), default=0.0)


def _value_style(fact: Fact) -> Style:
    """Bold is for what the eye looks for, not for sentences."""
    return Style.STRONG if len(fact.value) <= _BOLD_LIMIT else Style.BODY


def _kept_company(groups: list[Group]) -> list[Group]:
    """Items of a list: none stands alone at the head or the foot of a page."""
    if len(groups) > 1:
        groups[0] = replace(groups[0], with_next=True)
        groups[-2] = replace(groups[-2], with_next=True)
    return groups


def _with_certainty(fact: Fact) -> str:
    told = fact.value + references(fact.notes)
    return f"{told} ({fact.certainty.lower()})" if fact.certainty and fact.value else told
