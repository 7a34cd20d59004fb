"""The needs sheet: what a replacement has to do, in the words of a shop, and what to ask a seller. No products."""

from app.report import first_page, frame
from app.report.desk import Desk
from app.report.dossier import DeviceFile
from app.report.kinds.lines import answer_of, firmware_of, names_of, requirement_text
from app.report.model import Block, Column, Fact, FactTable, Heading, Paragraph, Pictures, Report, Table
from app.report.naming import kind_name
from app.stages.needs import SELLER_QUESTIONS, needs


def needs_sheet(desk: Desk, one: DeviceFile) -> Report:
    """The sheet for the device that is to be replaced."""
    words = desk.words
    asked = needs(one.device.identity, one.answers)
    called = desk.titles.get(one.device.id) or kind_name(one.device, words)
    pictures = desk.pictures(one)
    blocks: list[Block] = [
        *frame.opening(desk, brief=True),
        Heading(words.text("What is there now")),
        FactTable(
            (
                Fact(words.text("To replace"), called),
                *names_of(one, desk),
                Fact(words.text("Firmware"), firmware_of(one, desk)),
                Fact(words.text("Where it is"), desk.room(one)),
            )
        ),
        *([Pictures(tuple(pictures[:2]))] if pictures else []),
        Table(
            words.text("What the new one has to do"),
            (Column(words.text("Question"), 6), Column(words.text("Answer"), 7)),
            tuple((words.text(need.question.text), answer_of(need, desk)) for need in asked),
            may_split=True,
            to_fill=True,
        ),
        *_list(desk, [text for need in asked if (text := requirement_text(need, words))]),
        Table(
            words.text("Questions to ask the seller"),
            (
                Column(words.text("Question"), 8),
                Column(words.text("First offer"), 4),
                Column(words.text("Second offer"), 4),
            ),
            tuple((words.text(question), "", "") for question in SELLER_QUESTIONS),
            may_split=True,
            to_fill=True,
        ),
        frame.unseen_in_short(desk),
        first_page.how_sure(words),
        first_page.disclaimer(words),
        *frame.ending(desk),
    ]
    return frame.finished(desk, words.text("Needs sheet for {device}").format(device=called), blocks)


def _list(desk: Desk, requirements: list[str]) -> list[Block]:
    """The requirements in one paragraph, to be read to a seller on the telephone."""
    if not requirements:
        return []
    return [Heading(desk.words.text("In short, for the telephone"), 3), Paragraph(" ".join(requirements))]
