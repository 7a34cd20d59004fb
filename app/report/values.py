"""Values of an identity as lines of a report: what, how sure in words, and the main reasons."""

from collections.abc import Sequence
from datetime import date

from app.model.certainty import Certainty
from app.model.identity import Evidence, Value
from app.model.text import N_
from app.report.untrusted_display import mixes_alphabets, shortened, shown
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
    return words.text("Not known") if value.value is None else device_text(value.value, words)


def device_text(untrusted: str, words: Words, limit: int | None = None) -> str:
    """A text of a device, with a word on letters that only look like ours. limit shortens what only has to be recalled."""
    text = shown(untrusted)
    odd = mixes_alphabets(text)
    text = text if limit is None else shortened(text, limit)
    return words.text("{text} (letters of several alphabets)").format(text=text) if odd else text


def main_reasons(evidence: Sequence[Evidence], limit: int = MAIN_REASONS) -> list[Evidence]:
    """The strongest ones, each sentence once, in the order in which they were found."""
    once = list({repr(one.sentence): one for one in evidence}.values())
    strongest = sorted(range(len(once)), key=lambda place: (-once[place].certainty, place))[:limit]
    return [once[place] for place in sorted(strongest)]


def reasons(because: Sequence[Evidence], against: Sequence[Evidence], words: Words) -> str:
    """The main reasons in one or two sentences, then the main one against."""
    main = [shown(words.say(one.sentence)) for one in main_reasons(because)]
    # A longer sentence may say the same and what follows from it.
    told = [text for text in main if not any(text != other and text in other for other in main)]
    told += [
        words.text("Against it: {reason}").format(reason=shown(words.say(one.sentence)))
        for one in main_reasons(against)[:1]
    ]
    return " ".join(told)


def age_text(built: date | None, today: date, words: Words) -> str:
    """July 2017, 9 years ago; the month alone when it lies ahead; "" when it is not known."""
    return ", ".join(filter(None, (words.month(built), _age(built, today, words)))) if built else ""


def _age(built: date, today: date, words: Words) -> str:
    if built > today:
        return ""
    months = (today.year - built.year) * 12 + today.month - built.month - (today.day < built.day)
    if months >= 12:
        return words.plural("{count} year ago", "{count} years ago", months // 12)
    if months >= 1:
        return words.plural("{count} month ago", "{count} months ago", months)
    return words.text("less than a month ago")
