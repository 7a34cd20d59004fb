"""The frame of every report: where, when, by whom and with what; what could not be seen; how sure; the end."""

from collections import Counter
from collections.abc import Sequence

from app.report import first_page
from app.report.desk import Desk
from app.report.dossier import Part, SiteScan
from app.report.model import (
    Block,
    Bullets,
    Column,
    Fact,
    FactTable,
    Footnotes,
    Heading,
    Paragraph,
    ParagraphStyle,
    Report,
    Signature,
    Table,
)
from app.report.untrusted_display import shortened, shown


def opening(desk: Desk, *, brief: bool = False) -> list[Block]:
    """Place, day, who, with what, which networks; a table where there are several scans. brief leaves out the reach."""
    dossier, words = desk.dossier, desk.words
    if len(dossier.scans) == 1:
        frame = first_page.frame(desk.result, words, made_by=dossier.made_by, site=dossier.site)
        facts = [fact for fact in frame.facts if not brief or fact.label != words.text("How far we looked")]
        return [FactTable(tuple(facts)), *_masked(desk), *first_page.warnings(desk.result, words)]
    made = [Fact(words.text("Report made by"), shown(dossier.made_by))]
    if not dossier.site and not any(scan.name for scan in dossier.scans):
        made.insert(0, Fact(words.text("Place"), ""))
    made.append(Fact(words.text("Report made on"), words.date(dossier.today)))
    return [FactTable(tuple(made)), *_masked(desk), *first_page.warnings(desk.result, words), _scans(desk)]


def _masked(desk: Desk) -> list[Block]:
    if not desk.dossier.masked:
        return []
    told = desk.words.text(
        "Serial numbers, addresses, names, notes and photos are left out of this report. Each device has a mark, such as K7Q-4MX,"
        " that is the same in all reports on this place. The page that tells which mark is which device stays with the owner."
    )
    return [Paragraph(told, ParagraphStyle.NOTE)]


def _scans(desk: Desk) -> Table:
    """The scans that this report is made of, with how many devices each told of."""
    words = desk.words
    counts = Counter(one.place for one in desk.dossier.devices if not one.by_hand)
    return Table(
        words.text("The scans in this report"),
        (
            Column(words.text("Place"), 4),
            Column(words.text("Scanned on"), 5),
            Column(words.text("Networks looked at"), 5),
            Column(words.text("Program and facts"), 4),
            Column(words.text("Devices"), 2, is_number=True),
        ),
        tuple(
            (
                scan_name(desk, number, scan),
                words.moment(scan.result.started),
                "\n".join(map(shown, scan.result.coverage.networks)) or "–",
                f"{shown(scan.result.app_version)}\n{first_page.day_text(scan.result.knowledge_date, words)}",
                words.number(counts[number]),
            )
            for number, scan in enumerate(desk.dossier.scans)
        ),
        may_split=True,
    )


def scan_name(desk: Desk, number: int, scan: SiteScan) -> str:
    """The name of the place of a scan, or its number."""
    return shortened(shown(scan.name)) or desk.words.text("Scan {number}").format(number=number + 1)


def duplicates(desk: Desk) -> list[Block]:
    """How many devices several scans found; they are counted once."""
    count = sum(bool(one.also_in) for one in desk.dossier.devices)
    if not count:
        return []
    told = desk.words.plural(
        "{count} device was found by more than one scan and is counted once.",
        "{count} devices were found by more than one scan and are counted once.",
        count,
    )
    return [Paragraph(told)]


def by_hand(desk: Desk) -> list[Block]:
    """How many devices a person wrote down."""
    count = sum(one.by_hand for one in desk.dossier.devices)
    if not count:
        return []
    told = desk.words.plural(
        "{count} device below was written down by a person; no scan found it.",
        "{count} devices below were written down by a person; no scan found them.",
        count,
    )
    return [Paragraph(told)]


def room_plan(desk: Desk) -> list[Block]:
    """Which devices are in which room; rooms that nobody named stand last. Empty unless it was chosen."""
    if Part.PLAN not in desk.parts or not desk.ours:
        return []
    words = desk.words
    rooms: dict[tuple[str, str], list[str]] = {}
    for one in desk.ours:
        rooms.setdefault((desk.place(one) if len(desk.dossier.scans) > 1 else "", desk.room(one)), []).append(
            desk.title(one)
        )
    rows = tuple(
        (
            " · ".join(filter(None, (place, shortened(room)))) or words.text("Not said yet"),
            words.number(len(titles)),
            "\n".join(titles),
            "",
        )
        for (place, room), titles in sorted(rooms.items(), key=lambda one: (not one[0][1], one[0]))
    )
    columns = (
        Column(words.text("Where it is"), 4),
        Column(words.text("Devices"), 2, is_number=True),
        Column(words.text("Which ones"), 5),
        Column(words.text("What it looks at"), 6),
    )
    return [Table(words.text("Room by room"), columns, rows, may_split=True, to_fill=True)]


def unseen(desk: Desk) -> list[Block]:
    """What could not be seen, as it is told in the record."""
    return first_page.cannot_see(desk.result, desk.words)


def unseen_in_short(desk: Desk) -> Paragraph:
    """The same in one sentence, for a page that has to stay short."""
    blocks = first_page.cannot_see(desk.result, desk.words)
    told = [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    return Paragraph(
        desk.words.text("What this scan could not see: {list}").format(list=" ".join(told)), ParagraphStyle.NOTE
    )


def ending(desk: Desk, *lines: str) -> list[Block]:
    """The lines to sign, then the sources; the lines never stand alone on the last page."""
    words = desk.words
    blocks: list[Block] = []
    if Part.SIGNATURE in desk.parts:
        blocks.append(Signature(lines or (words.text("Prepared by"), words.text("Checked by"), words.text("Date"))))
    if desk.sources.items:
        blocks += [Heading(words.text("Sources")), Footnotes(desk.sources.items)]
    return blocks


def finished(desk: Desk, title: str, blocks: Sequence[Block]) -> Report:
    """The report with its title and foot."""
    dossier, words, result = desk.dossier, desk.words, desk.result
    day = result.started.date() if len(dossier.scans) == 1 else dossier.today
    return Report(
        language=words.language.value,
        title=title,
        site=shown(dossier.site),
        footer=words.text("{title} · {date} · facts of {knowledge_date}").format(
            title=shortened(title),
            date=words.date(day),
            knowledge_date=first_page.day_text(max(scan.result.knowledge_date for scan in dossier.scans), words),
        ),
        page_of=words.text("Page {page} of {pages}"),
        creator=f"{first_page.PROGRAM} {shown(result.app_version)}",
        blocks=tuple(blocks),
    )
