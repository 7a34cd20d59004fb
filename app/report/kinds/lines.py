"""Lines about a device that several kinds of report share."""

from collections.abc import Sequence

from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import Kind, Value
from app.model.needs import Need
from app.report.desk import Desk
from app.report.dossier import DeviceFile
from app.report.model import Fact
from app.report.naming import kind_name
from app.report.needs_words import requirement
from app.report.untrusted_display import shortened, shown
from app.report.values import age_text, certainty_word, device_text
from app.stages.needs import needs
from app.words import Words

#: Longest value on a sheet: a device that says more does not push others off the page. CSV and JSON have it whole.
VALUE_LIMIT = 120
RECORDERS = frozenset({Kind.RECORDER, Kind.ENCODER})


def told(value: Value, desk: Desk) -> str:
    """The value with how sure it is, or that it is not known."""
    words = desk.words
    if value.value is None:
        return words.text("Not known")
    sure = certainty_word(value.certainty, words).lower()
    return words.text("{value} ({certainty})").format(
        value=device_text(value.value, words, VALUE_LIMIT), certainty=sure
    )


def names_of(one: DeviceFile, desk: Desk) -> list[Fact]:
    """What it is, as what it is sold, who made it, its model."""
    identity, words = one.device.identity, desk.words
    kind = kind_name(one.device, words)
    if identity.kind_certainty:
        sure = certainty_word(identity.kind_certainty, words).lower()
        kind = words.text("{value} ({certainty})").format(value=kind, certainty=sure)
    return [
        Fact(words.text("What it is"), kind),
        Fact(words.text("Sold as"), told(identity.brand, desk)),
        Fact(words.text("Most likely made by"), told(identity.maker, desk)),
        Fact(words.text("Model"), told(identity.model, desk)),
    ]


def field(label: str, value: Value, desk: Desk) -> Fact:
    """A field of a device's sheet: the value and how sure it is apart, so that paper finds room for both."""
    if value.value is None:
        return Fact(label, desk.words.text("Not known"))
    told_value = device_text(value.value, desk.words, VALUE_LIMIT)
    return Fact(label, told_value, certainty_word(value.certainty, desk.words).lower())


def fields_of(one: DeviceFile, desk: Desk) -> list[Fact]:
    """The same as names_of, as fields of a sheet."""
    identity, words = one.device.identity, desk.words
    sure = certainty_word(identity.kind_certainty, words).lower() if identity.kind_certainty else ""
    return [
        Fact(words.text("What it is"), kind_name(one.device, words), sure),
        field(words.text("Sold as"), identity.brand, desk),
        field(words.text("Most likely made by"), identity.maker, desk),
        field(words.text("Model"), identity.model, desk),
    ]


def firmware_of(one: DeviceFile, desk: Desk) -> str:
    """The version with the month and age of its build; the version that a person read where the device told none."""
    identity, words = one.device.identity, desk.words
    text = told(identity.firmware, desk)
    if identity.firmware.value is None and one.told_firmware:
        text = words.text("{version}, read by hand on {date}").format(
            version=shown(one.told_firmware.text), date=words.date(one.told_firmware.day)
        )
    built = age_text(identity.firmware_built, desk.today, words)
    return words.text("{firmware}, built {when}").format(firmware=text, when=built) if built else text


def addresses_of(one: DeviceFile, desk: Desk) -> str:
    """Addresses and MAC, "" where the report is masked or there are none."""
    told_addresses = [shortened(shown(address)) for address in one.device.addresses]
    if one.device.mac:
        told_addresses.append(desk.words.text("MAC {address}").format(address=shortened(shown(one.device.mac))))
    return " · ".join(told_addresses)


def notes_in(findings: Sequence[Finding], kind: FindingType, state: FindingState) -> list[Finding]:
    """The findings of one type and state."""
    return [one for one in findings if one.type is kind and one.state is state]


def answered(one: DeviceFile) -> dict[str, Need]:
    """The needs of the device that are answered, by question."""
    return {need.question.id: need for need in needs(one.device.identity, one.answers) if need.answer}


def answer_of(need: Need | None, desk: Desk) -> str:
    """The answer without the question, "" where there is none: a line to write on."""
    return answer_of_words(need, desk.words) if need and need.answer else ""


def answer_of_words(need: Need, words: Words) -> str:
    """The answer in words."""
    said = dict(need.question.choices).get(need.answer)
    return words.text(said) if said else shown(need.answer)


def requirement_text(need: Need, words: Words) -> str:
    """The requirement as a sentence, "" while there is no answer."""
    return shown(requirement(need, words))
