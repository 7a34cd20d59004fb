"""The work order for an installer: what is there, what was decided, what has to be found out on site."""

from collections import Counter

from app.model.decision import Choice
from app.model.finding import FindingState, FindingType
from app.report import first_page, frame
from app.report.choices import CHOICE_NAMES
from app.report.desk import Desk
from app.report.dossier import DeviceFile
from app.report.kinds.lines import RECORDERS, addresses_of, answer_of, answered, fields_of, firmware_of, notes_in
from app.report.model import Block, Bullets, DeviceSheet, Fact, FactTable, Heading, Paragraph, Report, Totals
from app.report.own_words import choice_text
from app.words import Words

#: Titles that one open question lists; the others are counted.
_LISTED = 12


def work_order(desk: Desk) -> Report:
    """One block a camera, with lines to fill in on site."""
    words = desk.words
    blocks: list[Block] = [
        *frame.opening(desk),
        FactTable(
            (
                Fact(words.text("Customer, telephone"), ""),
                Fact(words.text("Address, access"), ""),
                Fact(words.text("Wanted by"), ""),
            )
        ),
        *first_page.summary(desk.result.devices, words)[:1],
        *frame.duplicates(desk),
        *frame.by_hand(desk),
        *_decided(desk),
        Heading(words.text("What is there")),
        *(_sheet(one, desk) for one in desk.ours),
        *frame.room_plan(desk),
        Heading(words.text("On site")),
        FactTable(
            (
                Fact(words.text("Switch, power over Ethernet (PoE) left"), ""),
                Fact(words.text("Router, who manages it"), ""),
                Fact(words.text("Cameras wired into the recorder"), ""),
                Fact(words.text("What can stay, and why"), ""),
                Fact(words.text("What has to be brought"), ""),
            )
        ),
        *_questions(desk),
        *frame.unseen(desk),
        first_page.how_sure(words),
        first_page.disclaimer(words),
    ]
    ending = frame.ending(desk, words.text("Installer"), words.text("Customer"), words.text("Date"))
    return frame.finished(desk, words.text("Work order for the installer"), [*blocks, *ending])


def _decided(desk: Desk) -> list[Block]:
    """How many devices each way was chosen for."""
    words = desk.words
    counts = Counter(one.decision.choice if one.decision else None for one in desk.ours)
    if not any(choice is not None for choice in counts):
        return []
    items = [(words.number(counts[choice]), words.text(CHOICE_NAMES[choice])) for choice in Choice if counts[choice]]
    if counts[None]:
        items.append((words.number(counts[None]), words.text("not decided yet")))
    return [Totals(tuple(items))]


def _sheet(one: DeviceFile, desk: Desk) -> DeviceSheet:
    words = desk.words
    known = answered(one)
    decision = choice_text(one, words)
    if one.decision and one.decision.review:
        decision = words.text("{decision}, look again on {date}").format(
            decision=decision, date=words.date(one.decision.review)
        )
    facts = [
        *fields_of(one, desk),
        Fact(words.text("Firmware"), firmware_of(one, desk)),
        Fact(words.text("Where it is"), desk.room(one)),
    ]
    if addresses := addresses_of(one, desk):
        facts.append(Fact(words.text("Addresses"), addresses))
    if decision:
        facts.append(Fact(words.text("Decision of the owner"), decision))
    facts.append(Fact(words.text("Power"), answer_of(known.get("power"), desk)))
    facts.append(Fact(words.text("Cable"), answer_of(known.get("cable"), desk)))
    if one.device.identity.kind in RECORDERS:
        facts.append(Fact(words.text("Age, channels, disk"), answer_of(known.get("channels"), desk)))
        facts.append(Fact(words.text("Days that recordings are kept"), answer_of(known.get("days"), desk)))
    else:
        facts.append(Fact(words.text("Mount, height, light at night"), answer_of(known.get("night"), desk)))
    pictures = desk.pictures(one)
    return DeviceSheet(
        desk.title(one),
        tuple(facts),
        pictures[0] if pictures else None,
        "" if pictures else words.text("Photo"),
        desk.code(one),
    )


def _questions(desk: Desk) -> list[Block]:
    """What the scan left open, so that somebody looks on site."""
    words = desk.words
    open_ones = (
        (
            words.text("Read the model on the label of: {list}."),
            [one for one in desk.ours if one.device.identity.model.value is None],
        ),
        (
            words.text("Read the firmware version of: {list}."),
            [one for one in desk.ours if one.device.identity.firmware.value is None and one.told_firmware is None],
        ),
        (
            words.text("Find out who made: {list}."),
            [one for one in desk.ours if one.device.identity.maker.value is None],
        ),
        (
            words.text("Check whether published notes apply to: {list}."),
            [one for one in desk.ours if notes_in(one.device.findings, FindingType.ADVISORY, FindingState.CANNOT_TELL)],
        ),
    )
    items = [text.format(list=_listing(files, desk, words)) for text, files in open_ones if files]
    if not items:
        return []
    return [
        Heading(words.text("Open questions")),
        Paragraph(words.text("The scan did not answer these.")),
        Bullets(tuple(items)),
    ]


def _listing(files: list[DeviceFile], desk: Desk, words: Words) -> str:
    names = [desk.title(one) for one in files[:_LISTED]]
    if more := len(files) - len(names):
        names.append(words.plural("{count} more", "{count} more", more))
    return "; ".join(names)
