"""The audit for a board or a municipality: every unit, how sure, what was published, what to check on site, the plan."""

from collections import Counter
from collections.abc import Callable

from app.model.certainty import Certainty
from app.model.finding import FindingState, FindingType
from app.report import first_page, frame
from app.report.choices import CHOICE_NAMES
from app.report.desk import Desk
from app.report.dossier import DeviceFile, Part
from app.report.kinds.lines import firmware_of, notes_in, told
from app.report.model import Block, Column, Paragraph, Report, Table
from app.report.naming import kind_name
from app.report.own_words import choice_text, look_again
from app.report.questions import question_blocks
from app.report.statements import statement_blocks
from app.report.untrusted_display import shortened, shown
from app.report.values import certainty_word, reasons, value_text

#: Numbers of units that one line lists; the others are counted.
_LISTED = 60
#: Share of the width that holds a mark on one line, in either language.
_UNIT_WEIGHT = 8


def audit(desk: Desk) -> Report:
    """Totals first; then one table a question, each with a row a unit, all by the same numbers."""
    words = desk.words
    blocks: list[Block] = [
        *frame.opening(desk),
        Paragraph(
            words.text(
                "This report tells what was found and what was published. It does not say whether a rule is met."
            )
        ),
        *first_page.summary(desk.result.devices, words),
        *frame.duplicates(desk),
        *frame.by_hand(desk),
        first_page.how_sure(words),
        *frame.unseen(desk),
        first_page.disclaimer(words),
    ]
    if desk.ours:
        blocks += [_totals(desk), *_by_place(desk), *_named(desk)]
        blocks += [_units(desk), *frame.room_plan(desk), _state(desk)]
        if Part.EVIDENCE in desk.parts:
            blocks.append(_why(desk))
        blocks += _on_site(desk)
    if Part.STATEMENTS in desk.parts:
        blocks += statement_blocks(desk.facts, words, desk.sources, complete=False)
    if Part.QUESTIONS in desk.parts:
        blocks += question_blocks(desk.result.coverage.questions, words)
    return frame.finished(desk, words.text("Audit of cameras and recorders"), [*blocks, *frame.ending(desk)])


def _totals(desk: Desk) -> Table:
    """How many units stand where; every line counts units, never notes."""
    words, ours = desk.words, desk.ours
    with_note = [_has(one, FindingType.ADVISORY, FindingState.APPLIES) for one in ours]
    unsure = [_has(one, FindingType.ADVISORY, FindingState.CANNOT_TELL) for one in ours]
    choices = Counter(one.decision.choice for one in ours if one.decision)
    rows = [
        (words.text("All units"), len(ours)),
        (words.text("Maker confirmed"), sum(_maker(one) is Certainty.CONFIRMED for one in ours)),
        (words.text("Maker likely"), sum(_maker(one) is Certainty.LIKELY for one in ours)),
        (words.text("Maker possible"), sum(_maker(one) is Certainty.POSSIBLE for one in ours)),
        (words.text("Maker not known"), sum(_maker(one) is Certainty.NOT_KNOWN for one in ours)),
        (words.text("Model not known"), sum(one.device.identity.model.value is None for one in ours)),
        (words.text("Firmware version not known"), sum(one.device.identity.firmware.value is None for one in ours)),
        (words.text("A published note applies"), sum(with_note)),
        (
            words.text("A published note may apply; none is known to apply"),
            sum(maybe and not sure for maybe, sure in zip(unsure, with_note, strict=True)),
        ),
        (
            words.text("The maker says: no more updates"),
            sum(_has(one, FindingType.SUPPORT, FindingState.APPLIES) for one in ours),
        ),
        *((words.text(name), choices[choice]) for choice, name in CHOICE_NAMES.items()),
        (words.text("No decision yet"), len(ours) - choices.total()),
        (
            words.text("Decision worth looking at again"),
            sum(bool(look_again(one, words, desk.today)) for one in ours),
        ),
    ]
    return Table(
        words.text("Totals"),
        (Column(words.text("What"), 8), Column(words.text("Units"), 2, is_number=True)),
        tuple((label, words.number(count)) for label, count in rows),
    )


def _by_place(desk: Desk) -> list[Block]:
    scans = desk.dossier.scans
    if len(scans) < 2:
        return []
    words = desk.words
    counts = Counter(one.place for one in desk.ours)
    rows = tuple(
        (frame.scan_name(desk, number, scan), words.number(counts[number])) for number, scan in enumerate(scans)
    )
    columns = (Column(words.text("Place"), 8), Column(words.text("Units"), 2, is_number=True))
    return [Table(words.text("Units by place"), columns, rows, may_split=True)]


def _named(desk: Desk) -> list[Block]:
    """Which units each published text names, and which it may name."""
    words = desk.words
    numbers = {one.device.id: number for number, one in enumerate(desk.ours, 1)}
    states: dict[str, dict[FindingState, list[int]]] = {}
    for one in desk.ours:
        for finding in one.device.findings:
            if finding.type is FindingType.POLICY:
                states.setdefault(finding.id, {}).setdefault(finding.state, []).append(numbers[one.device.id])
    rows = tuple(
        (
            f"{shown(text.authority)}, {shown(text.date)}\n{shown(text.instrument)}",
            _listing(states[text.id].get(FindingState.APPLIES, []), desk),
            _listing(states[text.id].get(FindingState.CANNOT_TELL, []), desk),
        )
        for text in desk.facts
        if text.id in states
    )
    if not rows:
        return []
    columns = (
        Column(words.text("Published text"), 7),
        Column(words.text("Names the maker of units"), 6),
        Column(words.text("May concern units"), 6),
    )
    return [Table(words.text("Units by published text"), columns, rows, may_split=True)]


def _listing(numbers: list[int], desk: Desk) -> str:
    """3 units: 1, 4–6."""
    if not numbers:
        return "–"
    words = desk.words
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    told_spans = ["–".join(map(str, span)) for span in spans[:_LISTED]]
    if len(spans) > _LISTED:
        told_spans.append("…")
    count = words.plural("{count} unit", "{count} units", len(numbers))
    return words.text("{count}: {list}").format(count=count, list=", ".join(told_spans))


def _units(desk: Desk) -> Table:
    words, several = desk.words, len(desk.dossier.scans) > 1
    columns = [Column(words.text("No."), 2), Column(words.text("Unit"), _UNIT_WEIGHT)]
    columns += [Column(words.text("Place"), 5)] if several else []
    columns += [
        Column(words.text("Where it is"), 5),
        Column(words.text("Sold as"), 5),
        Column(words.text("Most likely made by"), 5),
        Column(words.text("How sure"), 5),
        Column(words.text("Model and serial number"), 7),
    ]

    def row(number: int, one: DeviceFile) -> tuple[str, ...]:
        identity = one.device.identity
        model = [shortened(value_text(identity.model, words))]
        if identity.serial.value is not None and not desk.dossier.masked:
            model.append(shortened(shown(identity.serial.value)))
        return (
            str(number),
            f"{_unit(one, desk)}\n{kind_name(one.device, words)}",
            *([desk.place(one) or frame.scan_name(desk, one.place, desk.dossier.scans[one.place])] if several else []),
            shortened(desk.room(one)) or "–",
            shortened(value_text(identity.brand, words)),
            shortened(value_text(identity.maker, words)),
            certainty_word(identity.maker.certainty, words),
            "\n".join(model),
        )

    return _by_number(words.text("Units"), columns, row, desk)


def _unit(one: DeviceFile, desk: Desk) -> str:
    """What the unit is called; its mark stands on a line of its own, so that it is not broken at its hyphen."""
    title = desk.title(one)
    name, dot, mark = title.rpartition(" · ")
    return f"{name}\n{mark}" if dot and one.mark and one.mark in mark else title


def _state(desk: Desk) -> Table:
    words = desk.words
    columns = [
        Column(words.text("No."), 2),
        Column(words.text("Firmware"), 8),
        Column(words.text("Updates by the maker"), 6),
        Column(words.text("Published notes"), 12),
        Column(words.text("Decision"), 7),
    ]

    def row(number: int, one: DeviceFile) -> tuple[str, ...]:
        decision = [choice_text(one, words) or words.text("none yet")]
        if one.decision and one.decision.review:
            decision.append(words.text("look again on {date}").format(date=words.date(one.decision.review)))
        return (
            str(number),
            shortened(firmware_of(one, desk), 120),
            _support(one, desk),
            _notes(one, desk),
            "\n".join(decision),
        )

    return _by_number(words.text("Firmware, notes and decisions"), columns, row, desk)


def _support(one: DeviceFile, desk: Desk) -> str:
    words = desk.words
    if _has(one, FindingType.SUPPORT, FindingState.APPLIES):
        return words.text("ended, says the maker")
    if _has(one, FindingType.SUPPORT, FindingState.CANNOT_TELL):
        return words.text("may have ended")
    return words.text("Not known")


def _notes(one: DeviceFile, desk: Desk) -> str:
    words = desk.words
    told_states = []
    for state, template in (
        (FindingState.APPLIES, words.text("Applies: {list}")),
        (FindingState.CANNOT_TELL, words.text("May apply: {list}")),
    ):
        here = notes_in(one.device.findings, FindingType.ADVISORY, state)
        if here:
            told_states.append(template.format(list=", ".join(shown(finding.id) for finding in here)))
    return "\n".join(told_states) or words.text("none in our list")


def _why(desk: Desk) -> Table:
    words = desk.words

    def row(number: int, one: DeviceFile) -> tuple[str, ...]:
        identity = one.device.identity
        because, against = identity.maker.because, identity.maker.against
        if not because:
            because, against = identity.kind_because, identity.kind_against
        return (
            str(number),
            shortened(told(identity.maker, desk)),
            shortened(reasons(because, against, words), 600) or "–",
        )

    columns = [
        Column(words.text("No."), 2),
        Column(words.text("Most likely made by"), 7),
        Column(words.text("Why we think so"), 23),
    ]
    return _by_number(words.text("Why we think so"), columns, row, desk)


def _on_site(desk: Desk) -> list[Block]:
    """What no scan can tell: empty cells, one row a unit."""
    words = desk.words
    to_check = (
        words.text("Asset no."),
        words.text("Own password"),
        words.text("Time right"),
        words.text("Records sound"),
        words.text("Sign on site"),
        words.text("Days kept"),
    )
    plan = (words.text("Network"), words.text("Cost"), words.text("Target date"), words.text("Done on"))
    number, unit = Column(words.text("No."), 2), Column(words.text("Unit"), _UNIT_WEIGHT)
    checked = [number, unit, *(Column(title, 5) for title in to_check)]
    planned = [number, unit, Column(words.text("Decision"), 7), *(Column(title, 5) for title in plan)]

    def check(place: int, one: DeviceFile) -> tuple[str, ...]:
        return (str(place), _unit(one, desk), *[""] * len(to_check))

    def planning(place: int, one: DeviceFile) -> tuple[str, ...]:
        return (str(place), _unit(one, desk), choice_text(one, words), *[""] * len(plan))

    return [
        _by_number(words.text("To be checked on site"), checked, check, desk, to_fill=True),
        _by_number(words.text("The plan"), planned, planning, desk, to_fill=True),
    ]


def _by_number(
    caption: str,
    columns: list[Column],
    row: Callable[[int, DeviceFile], tuple[str, ...]],
    desk: Desk,
    *,
    to_fill: bool = False,
) -> Table:
    rows = tuple(row(number, one) for number, one in enumerate(desk.ours, 1))
    return Table(caption, tuple(columns), rows, may_split=True, to_fill=to_fill)


def _has(one: DeviceFile, kind: FindingType, state: FindingState) -> bool:
    return bool(notes_in(one.device.findings, kind, state))


def _maker(one: DeviceFile) -> Certainty:
    return one.device.identity.maker.certainty
