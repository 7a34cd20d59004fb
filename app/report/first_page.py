"""The first page, which stands alone: what, where, when, how sure, totals, and what could not be seen."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.events import Coverage, ScanResult
from app.report.model import (
    Block,
    Bullets,
    Column,
    Fact,
    FactTable,
    Heading,
    Paragraph,
    ParagraphStyle,
    Table,
    Totals,
)
from app.report.naming import Standing, runs_software, standing
from app.report.untrusted_display import shortened, shown
from app.report.values import certainty_word, value_text
from app.words import Words

PROGRAM = "Camera Check"
#: Makers that the first page names; the others are counted together.
MAKERS_LIMIT = 8
_OURS = frozenset({Standing.CAMERA, Standing.RECORDER, Standing.MAY_BE})


def day_text(text: str, words: Words) -> str:
    """An ISO day or month written out; any other text as it is."""
    try:
        return (
            words.date(date.fromisoformat(text))
            if len(text) != len("2025-06")
            else words.month(date.fromisoformat(f"{text}-01"))
        )
    except ValueError:
        return shown(text)


def frame(result: ScanResult, words: Words, *, made_by: str | None, site: str | None) -> FactTable:
    """When, where, by whom and with what. What the program was not told stays open, to be written in by hand."""
    coverage = result.coverage
    told = [
        Fact(words.text("Scanned on"), words.moment(result.started)),
        Fact(words.text("Networks looked at"), "\n".join(_networks(coverage, words)) or words.text("None")),
        Fact(words.text("How far we looked"), _reach(coverage, words)),
        Fact(
            words.text("Program"),
            words.text("{program} {version}, with facts of {date}").format(
                program=PROGRAM, version=shown(result.app_version), date=day_text(result.knowledge_date, words)
            ),
        ),
    ]
    by_hand = [Fact(words.text("Scan made by"), shown(made_by or ""))]
    if not site:
        by_hand.insert(0, Fact(words.text("Place"), ""))
    return FactTable((*by_hand, *(fact for fact in told if fact.value)))


def warnings(result: ScanResult, words: Words) -> list[Block]:
    """What a reader has to know before the numbers: a pretend network, a scan that was stopped."""
    told = []
    if result.practice:
        told.append(words.text("This is a practice run. The cameras below are pretend cameras inside the program."))
    if result.stopped_early:
        told.append(words.text("The scan was stopped before its end. There may be more devices than are listed here."))
    return [Paragraph(text, ParagraphStyle.LEAD) for text in told]


def summary(devices: Sequence[Device], words: Words) -> list[Block]:
    """The sentences, the totals and the makers."""
    if not devices:
        nothing = words.text("This scan found no device. That does not prove that there is no camera.")
        return [Paragraph(nothing, ParagraphStyle.LEAD)]
    counts = Counter(map(standing, devices))
    software = sum(map(runs_software, devices))
    blocks: list[Block] = [
        Paragraph(" ".join(_found(counts, software, words)), ParagraphStyle.LEAD),
        _totals(counts, software, words),
    ]
    makers = _makers([device for device in devices if standing(device) in _OURS], words)
    return [*blocks, makers] if makers.rows else blocks


def _found(counts: Mapping[Standing, int], software: int, words: Words) -> list[str]:
    if not any(counts[one] for one in _OURS):
        return [words.text("This scan found no camera. That does not prove that there is none.")]
    parts = [words.plural("{count} camera", "{count} cameras", counts[Standing.CAMERA])]
    if counts[Standing.RECORDER]:
        parts.append(words.plural("{count} recorder", "{count} recorders", counts[Standing.RECORDER]))
    told = [words.text("This scan found {found}.").format(found=words.listing(parts))]
    if software:
        told.append(
            words.plural("{count} computer runs camera software.", "{count} computers run camera software.", software)
        )
    if maybe := counts[Standing.MAY_BE] - software:
        told.append(words.plural("{count} more device may be a camera.", "{count} more devices may be cameras.", maybe))
    return told


def how_sure(words: Words) -> Paragraph:
    """What the words of certainty mean."""
    return Paragraph(
        words.text(
            "How sure we are: Confirmed means that the device itself said so and nothing speaks against it, or that two "
            "strong signs agree. Likely means one strong sign. Possible means weak signs only. Not known stays not known."
        ),
        ParagraphStyle.NOTE,
    )


def cannot_see(result: ScanResult, words: Words) -> list[Block]:
    """What stays invisible, and what went wrong."""
    coverage = result.coverage
    told = [words.say(sentence) for sentence in coverage.cannot_see]
    if coverage.not_reached:
        told.append(
            words.text("These networks could not be reached: {networks}.").format(
                networks=words.listing([shown(network) for network in coverage.not_reached])
            )
        )
    told += [words.say(problem.sentence) for problem in result.problems]
    if not coverage.cannot_see:
        told.append(
            words.text(
                "A camera that is switched off, asleep, on another network or wired into a recorder may be missing here."
            )
        )
    return [Heading(words.text("What this scan could not see"), 2), Bullets(tuple(dict.fromkeys(map(shown, told))))]


def disclaimer(words: Words) -> Paragraph:
    """What this paper is and is not."""
    return Paragraph(
        words.text(
            "This is information, not legal advice. It tells what devices said about themselves on the day of the scan. "
            "Facts may have changed since the dates given."
        ),
        ParagraphStyle.NOTE,
    )


def _totals(counts: Mapping[Standing, int], software: int, words: Words) -> Totals:
    cameras, recorders, others = (counts[one] for one in (Standing.CAMERA, Standing.RECORDER, Standing.NOT_CAMERA))
    maybe, unknown = counts[Standing.MAY_BE] - software, counts[Standing.NOT_IDENTIFIED]
    items = [
        (words.number(cameras), words.plural("camera", "cameras", cameras)),
        (words.number(recorders), words.plural("recorder", "recorders", recorders)),
        (words.number(maybe), words.plural("may be a camera", "may be cameras", maybe)),
        (words.number(others), words.plural("not a camera", "not cameras", others)),
        (words.number(unknown), words.plural("thing not identified", "things not identified", unknown)),
    ]
    if software:
        label = words.plural("computer with camera software", "computers with camera software", software)
        items.insert(2, (words.number(software), label))
    return Totals(tuple(items))


def _networks(coverage: Coverage, words: Words) -> list[str]:
    if len(coverage.interfaces) == len(coverage.networks):
        return [
            f"{shown(network)} ({shown(words.text(interface))})"
            for network, interface in zip(coverage.networks, coverage.interfaces, strict=True)
        ]
    return [shown(network) for network in coverage.networks]


def _reach(coverage: Coverage, words: Words) -> str:
    if not coverage.addresses_asked:
        return ""
    return words.text("{asked}, {answered}").format(
        asked=words.plural("{count} address asked", "{count} addresses asked", coverage.addresses_asked),
        answered=words.plural("{count} of them answered", "{count} of them answered", coverage.addresses_answered),
    )


def _makers(devices: Sequence[Device], words: Words) -> Table:
    """How many devices each maker made, by how sure that is; not known comes last."""
    counts: Mapping[str, Counter[Certainty]] = defaultdict(Counter)
    unknown = words.text("Not known")
    for device in devices:
        maker = device.identity.maker
        counts[shortened(value_text(maker, words))][maker.certainty] += 1
    named = sorted((name for name in counts if name != unknown), key=lambda name: (-counts[name].total(), name))
    lines = [(name, counts[name]) for name in named[:MAKERS_LIMIT]]
    if others := named[MAKERS_LIMIT:]:
        lines.append((words.text("Other makers"), sum((counts[name] for name in others), Counter[Certainty]())))
    if unknown in counts:
        lines.append((unknown, counts[unknown]))
    sure = (Certainty.CONFIRMED, Certainty.LIKELY, Certainty.POSSIBLE)
    return Table(
        words.text("Who most likely made them, and how sure that is"),
        (
            Column(words.text("Maker"), 5),
            *(Column(certainty_word(one, words), 2, is_number=True) for one in sure),
            Column(words.text("All"), 2, is_number=True),
        ),
        tuple(
            (name, *(words.number(count[one]) if count[one] else "–" for one in sure), words.number(count.total()))
            for name, count in lines
        ),
    )
