"""Builds the record of all devices and the report on one device."""

from collections.abc import Callable, Mapping, Sequence

from app.model.company import Company
from app.model.device import Device
from app.model.events import ScanResult
from app.report import first_page
from app.report.companies import company_blocks
from app.report.device_block import device_block
from app.report.evidence import answer_blocks, evidence_blocks
from app.report.model import (
    Block,
    Column,
    DeviceBlock,
    Footnotes,
    Heading,
    PolicyText,
    Report,
    Signature,
    Table,
)
from app.report.naming import Standing, in_reading_order, kind_name, runs_software, standing, titles
from app.report.questions import question_blocks
from app.report.sources import Sources
from app.report.statements import statement_blocks
from app.report.untrusted_display import shortened, shown
from app.report.values import certainty_word, value_text
from app.words import Words

_OURS = frozenset({Standing.CAMERA, Standing.RECORDER, Standing.MAY_BE})


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
    sources = Sources(words)
    title = words.text("Record of cameras and recorders")
    called = titles(result.devices, names, words)
    ordered = in_reading_order(result.devices, names)
    ours = [device for device in ordered if standing(device) in _OURS]
    others = [device for device in ordered if standing(device) not in _OURS]
    blocks: list[Block] = [
        first_page.frame(result, words, made_by=made_by, site=title_site),
        *first_page.warnings(result, words),
        *first_page.summary(result.devices, words),
        *([first_page.how_sure(words)] if result.devices else []),
        *first_page.cannot_see(result, words),
        first_page.disclaimer(words),
    ]
    if len(ours) > 1:
        blocks.append(_overview(ours, called, words))
    texts = {fact.id: fact for fact in facts}
    today = result.started.date()
    blocks += _device_blocks(
        ours,
        words,
        lambda device: device_block(device, called[device.id], words, sources, today=today, texts=texts),
    )
    if others:
        blocks += [Heading(words.text("Other things on the network")), _others(others, names, words)]
    blocks += statement_blocks(facts, words, sources, complete=False)
    blocks += question_blocks(result.coverage.questions, words)
    blocks += _ending(words, sources)
    return _report(result, words, title, title_site, blocks)


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
    sources = Sources(words)
    called = titles(result.devices, names, words).get(device.id) or kind_name(device, words)
    texts = {fact.id: fact for fact in facts}
    block = device_block(device, called, words, sources, today=result.started.date(), texts=texts, complete=True)
    blocks: list[Block] = [
        first_page.frame(result, words, made_by=made_by, site=title_site),
        *first_page.warnings(result, words),
        Heading(words.text("What we know")),
        block,
        first_page.how_sure(words),
        first_page.disclaimer(words),
        *evidence_blocks(device, words, sources),
        *answer_blocks(device, words),
        *company_blocks(companies, words, sources),
        *statement_blocks(facts, words, sources, complete=True),
        *_ending(words, sources),
    ]
    return _report(result, words, words.text("Report on {device}").format(device=called), title_site, blocks)


def _report(result: ScanResult, words: Words, title: str, site: str | None, blocks: Sequence[Block]) -> Report:
    return Report(
        language=words.language.value,
        title=title,
        site=shown(site or ""),
        footer=words.text("{title} · {date} · facts of {knowledge_date}").format(
            title=shortened(title),
            date=words.date(result.started.date()),
            knowledge_date=first_page.day_text(result.knowledge_date, words),
        ),
        page_of=words.text("Page {page} of {pages}"),
        creator=f"{first_page.PROGRAM} {shown(result.app_version)}",
        blocks=tuple(blocks),
    )


def _overview(devices: Sequence[Device], called: Mapping[str, str], words: Words) -> Table:
    return Table(
        words.text("All at a glance"),
        (
            Column(words.text("Device"), 4),
            Column(words.text("Sold as"), 3),
            Column(words.text("Most likely made by"), 3),
            Column(words.text("How sure"), 3),
            Column(words.text("Model"), 4),
            Column(words.text("Firmware built"), 3),
        ),
        tuple(
            (
                shortened(called[device.id]),
                shortened(value_text(device.identity.brand, words)),
                shortened(value_text(device.identity.maker, words)),
                certainty_word(device.identity.maker.certainty, words),
                shortened(value_text(device.identity.model, words)),
                words.month(built) if (built := device.identity.firmware_built) else words.text("Not known"),
            )
            for device in devices
        ),
    )


def _device_blocks(devices: Sequence[Device], words: Words, make_block: Callable[[Device], DeviceBlock]) -> list[Block]:
    """The blocks below a heading for what is sure, for computers with camera software, and for what may be a camera."""
    sections: dict[str, list[Device]] = {
        words.text("Cameras and recorders"): [],
        words.text("Camera software on computers"): [],
        words.text("Devices that may be cameras"): [],
    }
    sure, software, maybe = sections.values()
    for device in devices:
        unsure = software if runs_software(device) else maybe
        (unsure if standing(device) is Standing.MAY_BE else sure).append(device)
    blocks: list[Block] = []
    for heading, here in sections.items():
        if here:
            blocks += [Heading(heading), *map(make_block, here)]
    return blocks


def _others(devices: Sequence[Device], names: Mapping[str, str], words: Words) -> Table:
    def line(device: Device) -> tuple[str, ...]:
        identity = device.identity
        name = names.get(device.id) or identity.stated_name.value or identity.model.value or ""
        certainty = certainty_word(identity.kind_certainty, words) if identity.kind_certainty else "–"
        addresses = "\n".join(map(shown, device.addresses[:1]))
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
        tuple(map(line, devices)),
        may_split=True,
    )


def _ending(words: Words, sources: Sources) -> list[Block]:
    """The lines to sign stand before the sources, so that they are never alone on the last page."""
    blocks: list[Block] = [Signature((words.text("Prepared by"), words.text("Checked by"), words.text("Date")))]
    if sources.items:
        blocks += [Heading(words.text("Sources")), Footnotes(sources.items)]
    return blocks
