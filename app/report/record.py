"""Builds the record of all devices and the report on one device."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.model.company import Company
from app.model.device import Device
from app.model.events import ScanResult
from app.model.kept import DeviceNotes
from app.report import first_page, frame
from app.report.companies import company_blocks
from app.report.desk import OURS, Desk
from app.report.device_block import device_block
from app.report.dossier import PARTS, DeviceFile, Dossier, Part, ReportKind, SiteScan
from app.report.evidence import answer_blocks, evidence_blocks
from app.report.model import Block, Column, DeviceBlock, Heading, Pictures, PolicyText, Report, Table
from app.report.naming import Standing, kind_name, runs_software, standing
from app.report.own_words import choice_text, decision_blocks
from app.report.questions import question_blocks
from app.report.statements import statement_blocks
from app.report.untrusted_display import shortened, shown
from app.report.values import certainty_word, value_text
from app.words import Words


def build_record(
    result: ScanResult,
    words: Words,
    *,
    names: Mapping[str, str],
    title_site: str | None = None,
    facts: Sequence[PolicyText] = (),
    made_by: str | None = None,
) -> Report:
    """All devices of a scan. names are the person's own, by device id; facts stand side by side in the order given."""
    dossier = _dossier(result, names, title_site, made_by)
    return record(Desk(dossier, words, PARTS[ReportKind.RECORD], facts))


def build_device(
    result: ScanResult,
    device: Device,
    words: Words,
    *,
    names: Mapping[str, str],
    title_site: str | None = None,
    facts: Sequence[PolicyText] = (),
    companies: Sequence[Company] = (),
    made_by: str | None = None,
) -> Report:
    """One device with all the evidence for and against and what it answered."""
    dossier = _dossier(result, names, title_site, made_by)
    one = dossier.file(device.id) or DeviceFile(device, "")
    desk = Desk(dossier, words, PARTS[ReportKind.DEVICE] | {Part.EVIDENCE}, facts)
    return one_device(desk, replace(one, device=device, companies=tuple(companies)))


def _dossier(result: ScanResult, names: Mapping[str, str], site: str | None, made_by: str | None) -> Dossier:
    files = tuple(DeviceFile(device, "", own=DeviceNotes(names.get(device.id, ""))) for device in result.devices)
    return Dossier((SiteScan(result, site or ""),), files, result.started.date(), made_by=made_by or "")


def record(desk: Desk) -> Report:
    """All devices: the first page, all at a glance, each device, other things, what was said, how we looked."""
    words, result = desk.words, desk.result
    others = [one for one in desk.ordered if standing(one.device) not in OURS]
    blocks: list[Block] = [
        *frame.opening(desk),
        *first_page.summary(result.devices, words),
        *frame.duplicates(desk),
        *frame.by_hand(desk),
        *([first_page.how_sure(words)] if result.devices else []),
        *frame.unseen(desk),
        first_page.disclaimer(words),
    ]
    if len(desk.ours) > 1:
        blocks.append(_overview(desk))
    blocks += frame.room_plan(desk)
    texts = {fact.id: fact for fact in desk.facts}
    blocks += _device_blocks(desk, lambda one: _block(desk, one, texts))
    if others and Part.OTHERS in desk.parts:
        blocks += [Heading(words.text("Other things on the network")), _others(desk, others)]
    if Part.STATEMENTS in desk.parts:
        blocks += statement_blocks(desk.facts, words, desk.sources, complete=False)
    if Part.QUESTIONS in desk.parts:
        blocks += question_blocks(result.coverage.questions, words)
    return frame.finished(desk, words.text("Record of cameras and recorders"), [*blocks, *frame.ending(desk)])


def one_device(desk: Desk, one: DeviceFile) -> Report:
    """One device with everything that is known, kept and said of it."""
    words, device = desk.words, one.device
    called = desk.titles.get(device.id) or kind_name(device, words)
    facts = desk.facts_for([device]) if desk.dossier.published.policy else desk.facts
    texts = {fact.id: fact for fact in facts}
    pictures = desk.pictures(one)
    code = desk.code(one)
    blocks: list[Block] = [
        *frame.opening(desk),
        Heading(words.text("What we know")),
        _block(desk, one, texts, complete=True),
        *([Pictures(tuple(pictures))] if pictures else []),
        *([code] if code else []),
        *decision_blocks(one, words, desk.today),
        frame.unseen_in_short(desk),
        first_page.how_sure(words),
        first_page.disclaimer(words),
    ]
    if Part.EVIDENCE in desk.parts:
        blocks += evidence_blocks(device, words, desk.sources) + answer_blocks(device, words)
    blocks += company_blocks(one.companies, words, desk.sources)
    if Part.STATEMENTS in desk.parts:
        blocks += statement_blocks(facts, words, desk.sources, complete=True)
    title = words.text("Report on {device}").format(device=called)
    return frame.finished(desk, title, [*blocks, *frame.ending(desk)])


def _block(desk: Desk, one: DeviceFile, texts: Mapping[str, PolicyText], *, complete: bool = False) -> DeviceBlock:
    return device_block(
        one.device,
        desk.titles.get(one.device.id) or kind_name(one.device, desk.words),
        desk.words,
        desk.sources,
        today=desk.result.started.date(),
        texts=texts,
        notes=desk.notes,
        kept=one,
        complete=complete,
    )


def _overview(desk: Desk) -> Table:
    words, ours = desk.words, desk.ours
    decided = any(one.decision for one in ours)
    columns = [
        Column(words.text("Device"), 4),
        Column(words.text("Sold as"), 3),
        Column(words.text("Most likely made by"), 3),
        Column(words.text("How sure"), 3),
        Column(words.text("Model"), 4),
        Column(words.text("Firmware built"), 3),
    ]
    if decided:
        columns.append(Column(words.text("Decision"), 3))
    return Table(
        words.text("All at a glance"),
        tuple(columns),
        tuple(
            (
                desk.title(one),
                shortened(value_text(one.device.identity.brand, words)),
                shortened(value_text(one.device.identity.maker, words)),
                certainty_word(one.device.identity.maker.certainty, words),
                shortened(value_text(one.device.identity.model, words)),
                words.month(built) if (built := one.device.identity.firmware_built) else words.text("Not known"),
                *([choice_text(one, words) or "–"] if decided else []),
            )
            for one in ours
        ),
        may_split=len(ours) > 30,
    )


def _device_blocks(desk: Desk, make_block: Callable[[DeviceFile], DeviceBlock]) -> list[Block]:
    """The blocks below a heading for what is sure, for computers with camera software, and for what may be a camera."""
    words = desk.words
    sections: dict[str, list[DeviceFile]] = {
        words.text("Cameras and recorders"): [],
        words.text("Camera software on computers"): [],
        words.text("Devices that may be cameras"): [],
    }
    sure, software, maybe = sections.values()
    for one in desk.ours:
        unsure = software if runs_software(one.device) else maybe
        (unsure if standing(one.device) is Standing.MAY_BE else sure).append(one)
    blocks: list[Block] = []
    for heading, here in sections.items():
        if here:
            blocks += [Heading(heading), *map(make_block, here)]
    return blocks


def _others(desk: Desk, files: Sequence[DeviceFile]) -> Table:
    words = desk.words

    def line(one: DeviceFile) -> tuple[str, ...]:
        device = one.device
        identity = device.identity
        name = one.own.name or identity.stated_name.value or identity.model.value or ""
        certainty = certainty_word(identity.kind_certainty, words) if identity.kind_certainty else "–"
        addresses = "\n".join(map(shown, device.addresses[:1])) or "–"
        maker = shown(identity.maker.value or identity.brand.value or "")
        return (
            kind_name(device, words),
            certainty,
            shown(name) or "–",
            maker or "–",
            addresses,
            shown(device.mac or "") or "–",
        )

    return Table(
        "",
        (
            Column(words.text("What it is"), 8),
            Column(words.text("How sure"), 7),
            Column(words.text("Name or model"), 9),
            Column(words.text("Maker"), 7),
            Column(words.text("Address"), 10),
            Column("MAC", 11),
        ),
        tuple(map(line, files)),
        may_split=True,
    )
