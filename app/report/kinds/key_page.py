"""The page that stays at home: which mark is which device, network, place and room."""

from app.report import first_page, frame
from app.report.desk import Desk
from app.report.dossier import Part
from app.report.mask import Meaning
from app.report.model import Block, Column, Paragraph, ParagraphStyle, Report, Table
from app.report.typed import room_key, room_name, room_numbers
from app.report.untrusted_display import shortened, shown
from app.report.values import value_text


def key_page(desk: Desk, meanings: tuple[Meaning, ...]) -> Report:
    """Every device by its mark, then the marks of networks, places and persons, and the numbers of rooms."""
    words = desk.words
    rooms = Part.ROOMS in desk.parts
    columns = [
        Column(words.text("Mark"), 4),
        Column(words.text("Device"), 5),
        *([Column(words.text("Where it is"), 4)] if rooms else []),
        Column(words.text("Model"), 5),
        Column(words.text("Serial number"), 6),
        Column(words.text("Address"), 6),
        Column("MAC", 6),
    ]
    rows = [
        (
            one.mark,
            desk.title(one),
            *([desk.room(one) or "–"] if rooms else []),
            shortened(value_text(one.device.identity.model, words)),
            shortened(value_text(one.device.identity.serial, words)),
            "\n".join(map(shown, one.device.addresses)) or "–",
            shown(one.device.mac or "") or "–",
        )
        for one in sorted(desk.ordered, key=lambda one: one.mark)
    ]
    blocks: list[Block] = [
        Paragraph(
            words.text("Keep this page at home. Do not give it away together with a report."), ParagraphStyle.LEAD
        ),
        *frame.opening(desk, brief=True),
        Table(words.text("Which mark is which device"), tuple(columns), tuple(rows), may_split=True),
    ]
    others = [(one.mark, shown(one.text)) for one in meanings]
    if rooms:
        others += _rooms(desk)
    if others:
        columns = [Column(words.text("Mark"), 2), Column(words.text("Network, place, person or room"), 8)]
        blocks.append(
            Table(
                words.text("Other marks"),
                tuple(columns),
                tuple(others),
                may_split=True,
            )
        )
    blocks += [frame.unseen_in_short(desk), first_page.how_sure(words), first_page.disclaimer(words)]
    return frame.finished(desk, words.text("Key to the marks"), [*blocks, *frame.ending(desk)])


def _rooms(desk: Desk) -> list[tuple[str, str]]:
    """The number of each room in reports for others, with what the person calls it."""
    several = len(desk.dossier.scans) > 1
    called = {
        key: " · ".join(filter(None, (desk.place(one) if several else "", desk.room(one))))
        for one in reversed(desk.dossier.devices)
        if (key := room_key(one))
    }
    return [(room_name(number, desk.words), called[key]) for key, number in room_numbers(desk.dossier).items()]
