"""What belongs to one device: its block in a record, its sheet with a photo, photos and codes."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeVar

from app.paper.flow import Band, Cell, Group, row
from app.paper.marks import QUIET_MODULES, Anchor, Box, CodeMark, Mark, PhotoMark, Rule, TextMark
from app.paper.room import GUTTER, HAIR, HAND, ROW, THICK, Room, height_of, references
from app.paper.size import pt
from app.paper.typeset import Line, Style, set_lines
from app.report.model import DeviceBlock, DeviceSheet, Fact, Picture, Pictures, QrCode

#: Shares of a device block's columns: label, value and how sure, twice.
_SHARES = (0.205, 0.185, 0.115, 0.125, 0.255, 0.115)
#: Longest value that stands in half a block, in characters.
_HALF_LIMIT = 100
#: The place of a photo on a sheet; 4 by 3 like most cameras of phones.
_PHOTO_WIDTH, _PHOTO_HEIGHT = pt(112), pt(84)
_MODULE = pt(2)
#: A sheet has three fields side by side, two where the room is narrow; the first one holds the longest labels and numbers.
_FIELDS = {3: (0.35, 0.33, 0.32), 2: (0.5, 0.5), 1: (1.0,)}
_NARROW = pt(300)
_PHOTOS = 3
_Item = TypeVar("_Item")


def device_block(block: DeviceBlock, room: Room) -> Group:
    """Title and how sure above, facts in two halves, then what needs the whole width."""
    x, widths = room.columns(_SHARES)
    head = [
        Cell(0, set_lines(block.title, Style.SUBHEADING, x[2] - GUTTER)),
        *(Cell(x[place], set_lines(block.sure, Style.CELL_HEAD, widths[place])) for place in (2, 5)),
    ]
    marks = (room.rule(THICK), Anchor(0, 2, block.title))
    header = row(head, room.limit / 4, above=pt(4), below=pt(2), marks=marks)
    repeated = height_of(header) if height_of(header) <= room.limit / 4 else 0
    rows = _halves([fact for fact in block.facts if not _is_wide(fact)], x, widths, room, repeated)
    for fact in block.facts:
        if _is_wide(fact):
            sure = f" ({fact.certainty.lower()})" if fact.certainty else ""
            text = set_lines(fact.value + sure + references(fact.notes), Style.NOTE, room.width - x[1])
            cells = [Cell(0, set_lines(fact.label, Style.NOTE, widths[0])), Cell(x[1], text)]
            rows.append(room.ruled(cells, header=repeated))
    for place, remark in enumerate(block.remarks):
        text = set_lines(remark.text + references(remark.notes), Style.NOTE, room.width)
        rows.append(
            row(
                [Cell(0, text)],
                room.limit - repeated,
                above=pt(3 if place == 0 else 1),
                below=pt(1),
                marks=(room.rule(HAIR),) if place == 0 else (),
            )
        )
    if not repeated:
        return Group((header, *rows), space=pt(10), together=True)
    return Group(tuple(rows), header=header, space=pt(10), together=True)


def _is_wide(fact: Fact) -> bool:
    """Whether it needs the whole width: a narrow column would make pages of it."""
    return fact.wide or len(fact.value) > _HALF_LIMIT


def _halves(
    facts: Sequence[Fact], x: Sequence[float], widths: Sequence[float], room: Room, header: float
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
            value = fact.value + references(fact.notes)
            if fact.certainty:
                cells.append(Cell(x[first + 1], set_lines(value, Style.VALUE, widths[first + 1])))
                cells.append(Cell(x[first + 2], set_lines(fact.certainty, Style.CELL, widths[first + 2])))
            else:
                width = x[first + 2] + widths[first + 2] - x[first + 1]
                cells.append(Cell(x[first + 1], set_lines(value, Style.CELL, width)))
        rows.append(room.ruled(cells, header=header))
    return rows


def device_sheet(sheet: DeviceSheet, room: Room) -> Group:
    """Fields as on a form at the left, a photo or its place at the right. One whose texts are very long goes over pages."""
    right, right_width, right_height = _right_side(sheet, room)
    width = room.width - (right_width + GUTTER if right_width else 0)
    columns = 3 if width > _NARROW else 2
    title = [Cell(0, set_lines(sheet.title, Style.SUBHEADING, width))]
    marks: tuple[Mark, ...] = (room.rule(THICK), Anchor(0, 2, sheet.title), *right)
    narrow = [fact for fact in sheet.facts if not fact.wide]
    rows = [_fields(facts, width, columns, room) for facts in _in_rows(narrow, columns)]
    rows += [_fields([fact], width, 1, room) for fact in sheet.facts if fact.wide]
    head = row(title, room.limit, above=pt(4), below=pt(2), marks=marks)
    filled = height_of(head) + sum(map(height_of, rows))
    if filled > room.limit:
        # It goes over several pages: the photo is not cut, what is beside it stands below it.
        top = Band(max(right_height, pt(1)), marks)
        return Group(((top, *row(title, room.limit, above=pt(4), below=pt(2))), *rows), space=pt(10))
    if filled < right_height:
        rows.append((Band(right_height - filled),))
    return Group((head, *rows), space=pt(10), together=True)


def _right_side(sheet: DeviceSheet, room: Room) -> tuple[list[Mark], float, float]:
    """Photo and code in the upper right corner, the width that they take and the height."""
    marks: list[Mark] = []
    width = height = 0.0
    top = pt(6)
    if sheet.picture is not None or sheet.photo_label:
        width = _PHOTO_WIDTH
        x = room.width - width
        height = top + _PHOTO_HEIGHT
        if sheet.picture is not None:
            marks.append(_fitted(sheet.picture, x, top, _PHOTO_WIDTH, _PHOTO_HEIGHT))
        else:
            marks.append(Box(x, top, _PHOTO_WIDTH, _PHOTO_HEIGHT, HAIR, dashed=True))
            marks += _lines(set_lines(sheet.photo_label, Style.FOOT, _PHOTO_WIDTH - pt(12)), x + pt(6), top + pt(4))
    if sheet.code is not None:
        side = _side(sheet.code)
        width += side + (GUTTER if width else 0)
        text = set_lines(sheet.code.text, Style.FOOT, side)
        marks.append(CodeMark(room.width - width, top, side, sheet.code))
        marks += _lines(text, room.width - width + QUIET_MODULES * _MODULE, top + side - pt(4))
        height = max(height, top + side + sum(line.height for line in text))
    return marks, width, height


def _fields(facts: Sequence[Fact], width: float, columns: int, room: Room) -> tuple[Band, ...]:
    """Fields side by side: the label small and how sure it is, above the value or a line to write on."""
    x, widths = room.columns(_FIELDS[columns], width)
    texts: list[tuple[float, tuple[Line, ...]]] = []
    height = 0.0
    for fact, left, share in zip(facts, x, widths, strict=False):
        sure = f" · {fact.certainty}" if fact.certainty and fact.value else ""
        label = set_lines(fact.label + sure, Style.FOOT, share)
        value = fact.value + references(fact.notes)
        lines = (*label, *(set_lines(value, Style.VALUE, share) if value else ()))
        texts.append((left, lines))
        height = max(height, sum(line.height for line in lines) + (0 if value else HAND - pt(4)))
    above, below = pt(2), pt(1.5)
    foot = above + height + below
    if foot + HAIR > room.limit:
        cells = [Cell(left, lines) for left, lines in texts]
        return (*row(cells, room.limit, above=above, below=below), Band(HAIR, (room.rule(HAIR, width),)))
    rules = [Rule(left, foot, share, HAIR) for left, share in zip(x[: len(facts)], widths, strict=False)]
    marks = [mark for left, lines in texts for mark in _lines(lines, left, above)]
    return (Band(foot + HAIR, (*marks, *rules)),)


def _in_rows(items: Sequence[_Item], count: int) -> Iterator[Sequence[_Item]]:
    """Items by so many, the last ones may be fewer."""
    for start in range(0, len(items), count):
        yield items[start : start + count]


def _lines(lines: Sequence[Line], x: float, y: float) -> list[Mark]:
    """Lines one below the other."""
    marks: list[Mark] = []
    for line in lines:
        marks.append(TextMark(x, y, line))
        y += line.height
    return marks


def pictures(block: Pictures, room: Room) -> Group:
    """Up to three photos side by side, each with what it shows."""
    count = min(len(block.items), _PHOTOS)
    if not count:
        return Group(())
    x, widths = room.columns([1 / max(count, 2)] * max(count, 2))
    width, height = widths[0], widths[0] * 3 / 4
    rows = []
    for here in _in_rows(block.items, count):
        marks: list[Mark] = []
        captions: list[Cell] = []
        tallest = 0.0
        for picture, left in zip(here, x, strict=False):
            mark = _fitted(picture, left, pt(4), width, height)
            marks.append(mark)
            tallest = max(tallest, mark.height)
            captions.append(Cell(left, set_lines(picture.caption or picture.alt, Style.NOTE, width)))
        band = Band(pt(4) + tallest, tuple(marks))
        rows.append((band, *row(captions, room.limit - band.height, above=pt(2), below=pt(4))))
    return Group(tuple(rows), space=pt(4), together=True)


def _fitted(picture: Picture, x: float, y: float, width: float, height: float) -> PhotoMark:
    """The photo as large as the place allows in its own proportions, at the place's upper left corner."""
    across, down = max(1, picture.width), max(1, picture.height)
    factor = min(width / across, height / down)
    return PhotoMark(x, y, across * factor, down * factor, picture)


def qr_code(code: QrCode, room: Room) -> Group:
    """The code with what it holds below it."""
    side = _side(code)
    text = row([Cell(QUIET_MODULES * _MODULE, set_lines(code.text, Style.NOTE, room.width - side))], room.limit)
    return Group(((Band(side, (CodeMark(0, 0, side, code),)), *text),), space=ROW, together=True)


def _side(code: QrCode) -> float:
    return _MODULE * (len(code.modules) + 2 * QUIET_MODULES)
