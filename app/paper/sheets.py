"""Blocks with photos, codes and boxes to tick, as groups of bands."""

from app.paper.flow import Band, Cell, Group, row
from app.paper.pictures import CodeMark, FrameMark, PhotoMark
from app.paper.size import pt
from app.paper.typeset import Line, Mark, Rule, Style, TextMark, set_lines
from app.report.model import DeviceSheet, Pictures, QrCode, Step, Steps

_HAIR = pt(0.5)
_THICK = pt(1.5)
_GUTTER = pt(10)
_PHOTO = (pt(132), pt(96))
_CODE = pt(62)
_BOX = pt(11)
#: Below an empty value: a line to write on.
_WRITTEN = pt(6)


def device_sheet(block: DeviceSheet, width: float, limit: float) -> Group:
    """Facts in two columns at the left, photo or its place and code at the right; one piece."""
    right = _PHOTO[0] if block.picture or block.photo_label else _CODE if block.code else 0
    left = width - (right + _GUTTER if right else 0)
    bands: list[Band] = [
        *row([Cell(0, set_lines(block.title, Style.SUBHEADING, width))], limit, above=pt(3), below=pt(1))
    ]
    head = sum(band.height for band in bands)
    share = (left - _GUTTER) / 2
    label = share * 0.36
    middle = (len(block.facts) + 1) // 2
    pairs = [
        block.facts[place : place + 1] + block.facts[middle + place : middle + place + 1] for place in range(middle)
    ]
    for pair in pairs:
        cells, rules = [], list[Mark]()
        for place, fact in enumerate(pair):
            x = place * (share + _GUTTER)
            value = fact.value + "".join(f" [{number}]" for number in fact.notes)
            cells += [
                Cell(x, set_lines(fact.label, Style.FOOT, label - pt(4))),
                Cell(x + label, set_lines(value, Style.NOTE, share - label)),
            ]
            rules.append(Rule(x, 0, share, _HAIR))
        empty = any(not fact.value for fact in pair)
        bands += row(cells, limit, above=pt(1.2) + _HAIR, below=_WRITTEN if empty else pt(1.2), marks=tuple(rules))
    side = _side(block, left + _GUTTER, right, head) if right else ()
    height = sum(band.height for band in bands)
    needed = max((_bottom(mark) for mark in side), default=0.0)
    if needed > height:
        bands.append(Band(needed - height))
    if sum(band.height for band in bands) > limit:
        return Group((tuple(bands),), space=pt(8), together=True)
    whole = _stacked(bands, (Rule(0, 0, width, _THICK), *side))
    return Group(((whole,),), space=pt(8), together=True)


def _side(block: DeviceSheet, x: float, width: float, top: float) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    y = top + pt(3)
    if block.picture is not None:
        marks.append(PhotoMark(x, y, *_PHOTO, block.picture.jpeg))
        y += _PHOTO[1] + pt(4)
    elif block.photo_label:
        marks.append(FrameMark(x, y, *_PHOTO, _HAIR, dashed=True))
        label_y = y + pt(4)
        for line in set_lines(block.photo_label, Style.FOOT, _PHOTO[0] - pt(10)):
            marks.append(TextMark(x + pt(5), label_y, line))
            label_y += line.height
        y += _PHOTO[1] + pt(4)
    if block.code is not None:
        marks += _code(block.code, x, y)
    return tuple(marks)


def _code(code: QrCode, x: float, y: float) -> list[Mark]:
    marks: list[Mark] = [CodeMark(x, y, _CODE, code.modules)]
    lines = set_lines(code.text, Style.FOOT, _CODE)
    return [*marks, *_set_at(lines, x + pt(8), y + _CODE - pt(4))]


def _set_at(lines: list[Line], x: float, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for line in lines:
        marks.append(TextMark(x, y, line))
        y += line.height
    return marks


def qr_group(code: QrCode, width: float, limit: float) -> Group:
    """A code by itself."""
    del width, limit
    marks = _code(code, 0, 0)
    return Group(((Band(max(map(_bottom, marks)), tuple(marks)),),), space=pt(8), together=True)


def pictures(block: Pictures, width: float, limit: float) -> list[Group]:
    """Two photos a row, each with its caption."""
    share = (width - _GUTTER) / 2
    height = share * 0.75
    groups = []
    for start in range(0, len(block.items), 2):
        pair = block.items[start : start + 2]
        marks: list[Mark] = []
        for place, picture in enumerate(pair):
            x = place * (share + _GUTTER)
            marks.append(PhotoMark(x, 0, share, height, picture.jpeg))
        captions = [
            Cell(place * (share + _GUTTER), set_lines(picture.caption or picture.alt, Style.NOTE, share))
            for place, picture in enumerate(pair)
        ]
        rows = ((Band(height + pt(3), tuple(marks)), *row(captions, limit)),)
        groups.append(Group(rows, space=pt(10), together=True))
    return groups


def steps(block: Steps, width: float, limit: float) -> list[Group]:
    """Each step with a box, never split when a page can hold it."""
    return [_step(number, step, width, limit) for number, step in enumerate(block.items, 1)]


def _step(number: int, step: Step, width: float, limit: float) -> Group:
    indent = pt(26)
    inner = width - indent
    box = FrameMark(0, pt(5), _BOX, _BOX, pt(1), ticked=step.done)
    title = set_lines(f"{number}. {step.title}", Style.SUBHEADING, inner - pt(70))
    state = set_lines(step.state, Style.NOTE, pt(64), right=True)
    rows = [
        row(
            [Cell(indent, title), Cell(width - pt(64), state)],
            limit,
            above=pt(4),
            below=pt(1),
            marks=(Rule(0, 0, width, _HAIR), box),
        )
    ]
    rows += [row([Cell(indent, set_lines(line, Style.BODY, inner))], limit, below=pt(1.5)) for line in step.lines]
    why = step.why + "".join(f" [{note}]" for note in step.notes)
    rows.append(row([Cell(indent, set_lines(why, Style.NOTE, inner))], limit, below=pt(2)))
    return Group(tuple(rows), space=pt(4), together=True)


def _stacked(bands: list[Band], more: tuple[Mark, ...]) -> Band:
    """Several bands as one that is never cut."""
    marks: list[Mark] = list(more)
    y = 0.0
    for band in bands:
        marks += [mark.moved(y) for mark in band.marks]
        y += band.height
    return Band(y, tuple(marks))


def _bottom(mark: Mark) -> float:
    match mark:
        case TextMark():
            return mark.y + mark.line.height
        case CodeMark():
            return mark.y + mark.side
        case Rule() | PhotoMark() | FrameMark():
            return mark.y + mark.height
