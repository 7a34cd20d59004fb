"""The page between tenant and landlord: which cameras were found, where, who can watch them; no numbers."""

from app.report import first_page, frame
from app.report.desk import Desk
from app.report.kinds.lines import told
from app.report.model import Block, Bullets, Column, Fact, FactTable, Heading, Paragraph, Report, Table
from app.report.naming import kind_name
from app.report.untrusted_display import shortened


def tenant_page(desk: Desk) -> Report:
    """What was found beside what can be seen, with lines to be filled in by both."""
    words = desk.words
    blocks: list[Block] = [
        *frame.opening(desk),
        FactTable(
            (
                Fact(words.text("Who allowed the scan of this network, and when"), ""),
                Fact(words.text("Who looks after the cameras"), ""),
            )
        ),
        *first_page.summary(desk.result.devices, words)[:1],
        *frame.duplicates(desk),
        *frame.by_hand(desk),
        *([_found(desk)] if desk.ours else []),
        Table(
            words.text("Cameras that can be seen but were not found by the scan"),
            (
                Column(words.text("Where it is"), 4),
                Column(words.text("What it looks like"), 5),
                Column(words.text("Records sound?"), 2),
                Column(words.text("Who can watch it?"), 4),
                Column(words.text("Told on"), 2),
            ),
            (("",) * 5,) * 3,
            to_fill=True,
        ),
        *frame.room_plan(desk),
        Heading(words.text("If you find a camera that nobody told you of")),
        Bullets(
            (
                words.text("Do not touch it and do not unplug it."),
                words.text("Take a photo of it and of the place where it is."),
                words.text("Keep this page."),
                words.text(
                    "Tell the person who rents the place to you, or the platform through which you booked it, in writing."
                ),
                words.text("If you are afraid for your safety, leave the place and call the police."),
            )
        ),
        *frame.unseen(desk),
        Paragraph(
            words.text(
                "What the law says about cameras in rented places differs from place to place. This page does not tell it."
            )
        ),
        first_page.how_sure(words),
        first_page.disclaimer(words),
    ]
    ending = frame.ending(desk, words.text("Tenant or guest"), words.text("Landlord or host"), words.text("Date"))
    return frame.finished(desk, words.text("Cameras in this place: page for tenant and landlord"), [*blocks, *ending])


def _found(desk: Desk) -> Table:
    words = desk.words
    return Table(
        words.text("Found on the network"),
        (
            Column(words.text("Device"), 4),
            Column(words.text("What it is"), 3),
            Column(words.text("Sold as"), 4),
            Column(words.text("Where it is"), 3),
            Column(words.text("Records sound?"), 2),
            Column(words.text("Who can watch it?"), 3),
            Column(words.text("Told on"), 2),
        ),
        tuple(
            (
                desk.title(one),
                kind_name(one.device, words),
                shortened(told(one.device.identity.brand, desk)),
                desk.room(one),
                "",
                "",
                "",
            )
            for one in desk.ours
        ),
        may_split=True,
        to_fill=True,
    )
