"""Values of an identity as lines of a report: what, how sure in words, and the main reasons."""

from collections.abc import Sequence
from datetime import date

from app.model.certainty import Certainty
from app.model.identity import Evidence, Value
from app.model.text import N_
from app.report.model import Fact
from app.report.sources import Sources
from app.report.untrusted_display import shown
from app.words import Words

#: Reasons that a record tells; all of them stand in the report of one device.
MAIN_REASONS = 2

_CERTAINTIES = {
    Certainty.NOT_KNOWN: N_("Not known"),
    Certainty.POSSIBLE: N_("Possible"),
    Certainty.LIKELY: N_("Likely"),
    Certainty.CONFIRMED: N_("Confirmed"),
}


def certainty_word(certainty: Certainty, words: Words) -> str:
    """Confirmed, Likely, Possible, Not known."""
    return words.text(_CERTAINTIES[certainty])


def value_text(value: Value, words: Words) -> str:
    """The value, or that it is not known."""
    return words.text("Not known") if value.value is None else shown(value.value)


def value_fact(label: str, value: Value, words: Words, sources: Sources, *, detail: str = "") -> Fact:
    """One line for a value; detail stands below the value."""
    if value.value is None:
        why = reasons(value.because, value.against, words) or words.text("No answer told us.")
        return Fact(label, words.text("Not known"), "", why, (), detail)
    told = main_reasons(value.because)
    return Fact(
        label,
        shown(value.value),
        certainty_word(value.certainty, words),
        reasons(value.because, value.against, words),
        tuple(dict.fromkeys(note for one in told for note in sources.number(one.source, one.source_date))),
        detail,
    )


def main_reasons(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The strongest ones, each sentence once, in the order in which they were found."""
    once = list({repr(one.sentence): one for one in evidence}.values())
    strongest = sorted(range(len(once)), key=lambda place: (-once[place].certainty, place))[:MAIN_REASONS]
    return [once[place] for place in sorted(strongest)]


def reasons(because: Sequence[Evidence], against: Sequence[Evidence], words: Words) -> str:
    """The main reasons in one or two sentences, then the main one against."""
    told = [shown(words.say(one.sentence)) for one in main_reasons(because)]
    told += [
        words.text("Against it: {reason}").format(reason=shown(words.say(one.sentence)))
        for one in main_reasons(against)[:1]
    ]
    return " ".join(told)


def built_text(built: date | None, today: date, words: Words) -> str:
    """Built in July 2017, 9 years ago; without the age when the date lies ahead; "" when it is not known."""
    if built is None:
        return ""
    month = words.month(built)
    months = (today.year - built.year) * 12 + today.month - built.month - (today.day < built.day)
    if built > today:
        return words.text("Built in {month}").format(month=month)
    if months >= 12:
        age = words.plural("{count} year ago", "{count} years ago", months // 12)
    elif months >= 1:
        age = words.plural("{count} month ago", "{count} months ago", months)
    else:
        age = words.text("less than a month ago")
    return words.text("Built in {month}, {age}").format(month=month, age=age)
