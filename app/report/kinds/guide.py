"""One guide on paper: what it takes, and each step with a box to tick."""

from app.model.guide import Detail, Guide
from app.report import first_page, frame
from app.report.desk import Desk
from app.report.dossier import DeviceFile, GuideProgress
from app.report.kinds.lines import names_of
from app.report.model import Block, Bullets, Fact, FactTable, Heading, Paragraph, ParagraphStyle, Report, Step, Steps

_HOUR = 60


def guide_page(desk: Desk, guide: Guide, one: DeviceFile | None) -> Report:
    """The guide for a device, with the ticks that are kept; without a device, for any."""
    words = desk.words
    language = words.language.value
    progress = _progress(guide, one)
    facts = [
        Fact(words.text("When it fits"), guide.fits.of(language)),
        Fact(words.text("How long it takes"), _time(guide, desk)),
    ]
    if one is not None:
        facts.insert(0, Fact(words.text("Device"), desk.title(one)))
        if desk.room(one):
            facts.insert(1, Fact(words.text("Where it is"), desk.room(one)))
        facts += names_of(one, desk)[1:]
    steps = tuple(_step(number, guide, desk, progress, one) for number in range(len(guide.steps)))
    done = sum(step.done for step in steps)
    blocks: list[Block] = [
        *frame.opening(desk, brief=True),
        FactTable(tuple(facts)),
        *_tools(guide, desk),
        Heading(words.text("Steps")),
        Paragraph(
            words.text("{done} of {all} done").format(done=words.number(done), all=words.number(len(steps))),
            ParagraphStyle.NOTE,
        ),
        Steps(steps),
        Paragraph(
            words.text("The steps of this guide were last checked on {date}.").format(date=words.date(guide.checked)),
            ParagraphStyle.NOTE,
        ),
        frame.unseen_in_short(desk),
        first_page.how_sure(words),
        first_page.disclaimer(words),
    ]
    return frame.finished(
        desk, guide.title.of(language), [*blocks, *frame.ending(desk, words.text("Done by"), words.text("Date"))]
    )


def _tools(guide: Guide, desk: Desk) -> list[Block]:
    if not guide.tools:
        return []
    tools = tuple(tool.of(desk.words.language.value) for tool in guide.tools)
    return [Heading(desk.words.text("What you need")), Bullets(tools)]


def _progress(guide: Guide, one: DeviceFile | None) -> GuideProgress:
    runs = one.guides if one else ()
    return next((run for run in runs if run.guide == guide.id), GuideProgress(guide.id))


def _time(guide: Guide, desk: Desk) -> str:
    least, most = (_span(minutes, desk) for minutes in guide.minutes)
    return least if least == most else desk.words.text("{least} to {most}").format(least=least, most=most)


def _span(minutes: int, desk: Desk) -> str:
    words = desk.words
    if minutes < 2 * _HOUR:
        return words.plural("{count} minute", "{count} minutes", minutes)
    return words.plural("{count} hour", "{count} hours", round(minutes / _HOUR))


def _step(number: int, guide: Guide, desk: Desk, progress: GuideProgress, one: DeviceFile | None) -> Step:
    step, words = guide.steps[number], desk.words
    language = words.language.value
    done = step.id in progress.done or (progress.closed is not None and number == len(guide.steps) - 1)
    details = [detail for detail in step.details if _fits(detail, desk, one)]
    sources = (*step.sources, *(source for detail in details for source in detail.sources))
    notes = [note for source in sources for note in desk.sources.number(f"{source.title}, {source.url}", source.date)]
    return Step(
        title=step.title.of(language),
        done=done,
        state=words.text("Done") if done else words.text("To do"),
        lines=(*(line.of(language) for line in step.do), *(detail.text.of(language) for detail in details)),
        why=words.text("Why: {reason}").format(reason=step.why.of(language)),
        notes=tuple(dict.fromkeys(notes)),
    )


def _fits(detail: Detail, desk: Desk, one: DeviceFile | None) -> bool:
    """Whether the case is this device's and this reader's. What is not known fits nothing."""
    keys = {one.device.identity.maker.key, one.device.identity.brand.key} if one else set[str]()
    fits_maker = not detail.makers or bool(keys & set(detail.makers))
    return fits_maker and (not detail.provinces or desk.dossier.province in detail.provinces)
