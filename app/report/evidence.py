"""All that was seen of one device: every reason once, and every answer."""

from collections import defaultdict

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.text import N_, Sentence
from app.report.model import Block, Column, Heading, Table
from app.report.sources import Sources
from app.report.untrusted_display import shown
from app.report.values import certainty_word
from app.words import Words

_VALUES = (
    (N_("Sold as"), "brand"),
    (N_("Most likely made by"), "maker"),
    (N_("Firmware family"), "platform"),
    (N_("Model"), "model"),
    (N_("Firmware"), "firmware"),
    (N_("Serial number"), "serial"),
)


def evidence_blocks(device: Device, words: Words, sources: Sources) -> list[Block]:
    """Everything that was read once, with all that it speaks for or against."""
    identity = device.identity
    values = [(words.text("What it is"), identity.kind_because, identity.kind_against)]
    values += [
        (words.text(label), getattr(identity, key).because, getattr(identity, key).against) for label, key in _VALUES
    ]
    points: dict[str, dict[tuple[str, Certainty], dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    notes: dict[str, dict[int, None]] = defaultdict(dict)
    for label, because, against in values:
        not_so = words.text("against: {value}").format(value=label)
        for told, reasons in ((label, because), (not_so, against)):
            for one in reasons:
                read, conclusion = _parts(one.sentence, words)
                points[read][conclusion, one.certainty][told] = None
                notes[read] |= dict.fromkeys(sources.number(one.source, one.source_date))
    if not points:
        return []
    rows = tuple(
        (
            read + "".join(f" [{number}]" for number in notes[read]),
            "; ".join(_point(", ".join(told), *what, words) for what, told in conclusions.items()),
        )
        for read, conclusions in points.items()
    )
    columns = (Column(words.text("What was read"), 9), Column(words.text("What it speaks for, and how strongly"), 11))
    return [Heading(words.text("All the reasons")), Table("", columns, rows, may_split=True)]


def _parts(sentence: Sentence, words: Words) -> tuple[str, str]:
    """What was read, and what that points to, "" where the sentence does not tell them apart."""
    read, conclusion = sentence.parameters.get("reading"), sentence.parameters.get("conclusion")
    if read is None or conclusion is None:
        return shown(words.say(sentence)), ""
    return _said(read, words), _said(conclusion, words)


def _said(part: str | Sentence, words: Words) -> str:
    return shown(words.say(part) if isinstance(part, Sentence) else part)


def _point(labels: str, conclusion: str, certainty: Certainty, words: Words) -> str:
    """Sold as, Most likely made by: Hikvision (likely)."""
    told = words.text("{label}: {conclusion}").format(label=labels, conclusion=conclusion) if conclusion else labels
    if certainty is Certainty.NOT_KNOWN:
        return told
    strength = certainty_word(certainty, words).lower()
    return words.text("{value} ({certainty})").format(value=told, certainty=strength)


def answer_blocks(device: Device, words: Words) -> list[Block]:
    """What it answered, question by question, for a technician."""
    answers: dict[str, dict[str, None]] = defaultdict(dict)
    for sighting in device.sightings:
        for name, untrusted in sighting.untrusted_fields.items():
            value = ", ".join(map(shown, untrusted.split("\n")))
            answers[sighting.protocol.value][f"{shown(name)}: {value}"] = None
    if not answers:
        return []
    rows = tuple((question, " · ".join(fields)) for question, fields in answers.items())
    columns = (Column(words.text("Question"), 3), Column(words.text("Answer"), 17))
    return [Heading(words.text("What it answered, for a technician")), Table("", columns, rows, may_split=True)]
