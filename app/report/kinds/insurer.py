"""The sheet for an insurer: what was owned, by make, model, serial number and place, with room for receipt and photo."""

from app.report import first_page, frame
from app.report.desk import Desk
from app.report.dossier import DeviceFile
from app.report.kinds.lines import RECORDERS, field, fields_of
from app.report.model import Block, Column, DeviceSheet, Fact, Heading, Paragraph, Report, Table
from app.report.naming import kind_name
from app.report.untrusted_display import shown


def insurer_sheet(desk: Desk) -> Report:
    """Six devices fill at most two pages."""
    words = desk.words
    blocks: list[Block] = [
        *frame.opening(desk, brief=True),
        *frame.duplicates(desk),
        Paragraph(
            words.text(
                "This is a record of what was there, not a valuation. Keep it with the receipts, outside the place itself,"
                " and bring it up to date once a year."
            )
        ),
        *([Heading(words.text("What was there"))] if desk.ours else []),
        *(_sheet(one, desk) for one in desk.ours),
        *frame.room_plan(desk),
        Heading(words.text("Looked at again")),
        Table(
            "",
            (Column(words.text("Day"), 2), Column(words.text("By"), 3), Column(words.text("What changed"), 6)),
            (("", "", ""),),
            to_fill=True,
        ),
        frame.unseen_in_short(desk),
        first_page.how_sure(words),
        first_page.disclaimer(words),
    ]
    return frame.finished(
        desk, words.text("Cameras and recorders: sheet for the insurer"), [*blocks, *frame.ending(desk)]
    )


def _sheet(one: DeviceFile, desk: Desk) -> DeviceSheet:
    words = desk.words
    facts = [
        *fields_of(one, desk)[1:],
        field(words.text("Serial number"), one.device.identity.serial, desk),
        Fact(words.text("Where it is"), desk.room(one)),
        Fact(words.text("Working on"), _seen(one, desk)),
        Fact(words.text("Bought on, price"), ""),
        Fact(words.text("Bought from, receipt no."), ""),
        Fact(words.text("Put up by"), ""),
    ]
    if one.device.identity.kind in RECORDERS:
        facts.append(Fact(words.text("Days that recordings are kept"), ""))
    pictures = desk.pictures(one)
    return DeviceSheet(
        _title(one, desk),
        tuple(facts),
        pictures[0] if pictures else None,
        words.text("Photo of the device or of its label"),
        desk.code(one),
    )


def _title(one: DeviceFile, desk: Desk) -> str:
    """Back door · Camera: "Camera 2" tells by itself what it is."""
    title = desk.title(one)
    if not shown(one.own.name) and one.device.identity.is_camera:
        return title
    return desk.words.text("{device} · {kind}").format(device=title, kind=kind_name(one.device, desk.words))


def _seen(one: DeviceFile, desk: Desk) -> str:
    """The day on which it answered; a line to write on for what no scan finds."""
    if one.by_hand:
        return ""
    day = desk.dossier.scans[one.place].result.started.date()
    return desk.words.text("{date} (it answered on the network)").format(date=desk.words.date(day))
