"""What is said of a device: pure functions from the model to words. Device text in the result is not escaped."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.finding import FindingState, FindingType
from app.model.identity import Evidence, Identity, Value
from app.model.text import N_
from app.report.naming import Standing, standing
from app.ui.fact_view import Statements
from app.words import Words

CERTAINTY_WORDS = {
    Certainty.CONFIRMED: N_("Confirmed"),
    Certainty.LIKELY: N_("Likely"),
    Certainty.POSSIBLE: N_("Possible"),
    Certainty.NOT_KNOWN: N_("Not known"),
}
CERTAINTY_MEANINGS = {
    Certainty.CONFIRMED: N_("The device said so itself and nothing speaks against it, or two strong signs agree."),
    Certainty.LIKELY: N_("One strong sign points to it."),
    Certainty.POSSIBLE: N_("Only weak signs point to it."),
    Certainty.NOT_KNOWN: N_("Nothing that we saw tells."),
}
_MEANING_LIMIT = 3


def value_text(value: Value, words: Words) -> str:
    """The value, or "Not known"."""
    return value.value if value.value is not None else words.text("Not known")


def certainty_word(certainty: Certainty, words: Words) -> str:
    """Confirmed, Likely, Possible, Not known."""
    return words.text(CERTAINTY_WORDS[certainty])


def reason(certainty: Certainty, because: Sequence[Evidence], against: Sequence[Evidence], words: Words) -> str:
    """Why a certainty is what it is, in a few lines."""
    lines = [words.text(CERTAINTY_MEANINGS[certainty])]
    lines += [f"+ {words.say(evidence.sentence)}" for evidence in because[:_MEANING_LIMIT]]
    lines += [f"− {words.say(evidence.sentence)}" for evidence in against[:_MEANING_LIMIT]]
    return "\n".join(lines)


def firmware_age(identity: Identity, today: dt.date, words: Words) -> str:
    """Built in March 2017, 9 years ago; "" when the date is not known or lies in the future."""
    return words.built(identity.firmware_built, today)


def firmware_line(identity: Identity, today: dt.date, words: Words) -> str:
    """The firmware as a card shows it: its age where known, else its version, else that it is not known."""
    if age := firmware_age(identity, today, words):
        return age
    return identity.firmware.value or words.text("not known · how to read it")


@dataclass(frozen=True, slots=True)
class CardNote:
    """A short note on published facts. worth_reading is for what may ask something of the owner, not for who was named."""

    text: str
    worth_reading: bool = False


def card_notes(device: Device, words: Words, statements: Statements) -> list[CardNote]:
    """At most two."""
    states = [(finding.type, finding.state) for finding in device.findings]
    applies = states.count((FindingType.ADVISORY, FindingState.APPLIES))
    perhaps = states.count((FindingType.ADVISORY, FindingState.CANNOT_TELL))
    notes = []
    if applies:
        text = words.plural("{count} published note applies", "{count} published notes apply", applies)
        notes.append(CardNote(text, worth_reading=True))
    elif perhaps:
        text = words.plural("{count} published note may apply", "{count} published notes may apply", perhaps)
        notes.append(CardNote(text, worth_reading=True))
    if statement := _statement_note(statements, words):
        if statements.addressed_to_you:
            statement = words.text("{note} – addressed to you: {count}").format(
                note=statement, count=words.number(statements.addressed_to_you)
            )
        elif statements.addressed_to_others:
            statement = words.text("{note} – not addressed to you").format(note=statement)
        notes.append(CardNote(statement, worth_reading=statements.addressed_to_you > 0))
    return notes


def _statement_note(statements: Statements, words: Words) -> str:
    """That the maker was named; this tells of the maker, not of the device and not of the reader."""
    if named := statements.named:
        return words.plural(
            "Its maker is named in {count} published statement",
            "Its maker is named in {count} published statements",
            named,
        )
    if perhaps := statements.perhaps:
        return words.plural(
            "{count} published statement may be about it", "{count} published statements may be about it", perhaps
        )
    return ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many devices stand where."""

    cameras: int = 0
    recorders: int = 0
    maybe: int = 0
    others: int = 0
    unidentified: int = 0


def count(devices: Sequence[Device]) -> Counts:
    """Count devices by standing."""
    standings = Counter(standing(device) for device in devices)
    return Counts(
        cameras=standings[Standing.CAMERA],
        recorders=standings[Standing.RECORDER],
        maybe=standings[Standing.MAY_BE],
        others=standings[Standing.NOT_CAMERA],
        unidentified=standings[Standing.NOT_IDENTIFIED],
    )


def found_sentence(counts: Counts, words: Words) -> str:
    """2 cameras and 1 recorder; "" when there is neither."""
    parts = []
    if counts.cameras:
        parts.append(words.plural("{count} camera", "{count} cameras", counts.cameras))
    if counts.recorders:
        parts.append(words.plural("{count} recorder", "{count} recorders", counts.recorders))
    return words.listing(parts) if parts else ""
