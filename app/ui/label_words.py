"""The words for what stands on a label: pure functions. Text of the label in the result is not escaped."""

import datetime as dt
from collections.abc import Sequence

from app.model.identity import CAMERA_KINDS, Kind, Value
from app.model.kept import ByHand
from app.model.label import LabelAnswer, LabelPart, PartKind
from app.model.reading import Where
from app.model.text import N_
from app.words import Words

KIND_NAMES = {
    PartKind.BRAND: N_("Brand"),
    PartKind.MANUFACTURER: N_("Manufacturer"),
    PartKind.MODEL: N_("Model"),
    PartKind.SERIAL: N_("Serial number"),
    PartKind.MAC: N_("Hardware address (MAC)"),
    PartKind.FIRMWARE: N_("Firmware"),
    PartKind.HARDWARE: N_("Hardware version"),
    PartKind.MADE: N_("Date of manufacture"),
    PartKind.COUNTRY: N_("Made in"),
    PartKind.FCC_ID: N_("FCC ID (United States)"),
    PartKind.ISED: N_("IC number (Canada)"),
    PartKind.MODULE_FCC_ID: N_("FCC ID of a radio module inside"),
    PartKind.MODULE_ISED: N_("IC number of a radio module inside"),
    PartKind.ORDER_NUMBER: N_("Order number"),
    PartKind.PRODUCT_CODE: N_("Product number for shops"),
    PartKind.WEB_ADDRESS: N_("Web site"),
    PartKind.WIFI: N_("Wi-Fi name and password"),
    PartKind.PASSWORD: N_("Password"),
    PartKind.VERIFICATION_CODE: N_("Verification code"),
    PartKind.SETUP_CODE: N_("Setup code"),
    PartKind.CLOUD_ID: N_("Number for access over the internet"),
    PartKind.UNKNOWN: N_("Meaning not known"),
}
_HIDDEN_NAMES = {
    PartKind.WIFI: N_("the name and password of a Wi-Fi network"),
    PartKind.PASSWORD: N_("a password"),
    PartKind.VERIFICATION_CODE: N_("a verification code"),
    PartKind.SETUP_CODE: N_("a setup code"),
    PartKind.CLOUD_ID: N_("a number for access over the internet"),
}
WHERE_NAMES = {
    Where.APP: N_("In its app"),
    Where.WEB: N_("On its page in a browser"),
    Where.RECORDER: N_("On the recorder’s screen"),
    Where.PROGRAM: N_("In its program on a computer"),
}
_MONTH_LENGTH, _DAY_LENGTH = 7, 10


def kind_words(kind: PartKind, words: Words) -> str:
    """What it is, such as Serial number or Verification code."""
    return words.text(KIND_NAMES[kind])


def part_words(part: LabelPart, words: Words) -> str:
    """The value as it is shown; a hidden one is only said to be there."""
    if part.is_hidden:
        return words.text("Recognised, not shown and not kept")
    if part.kind is PartKind.MADE:
        return date_words(part.untrusted_value, words)
    return words.text("Not shown: it may be a key") if part.untrusted_value == "…" else part.untrusted_value


def codes_words(part: LabelPart, words: Words) -> str:
    """In a QR Code and a Code 128; "" for what was typed."""
    return words.text("In: {codes}").format(codes=words.listing(list(part.code_formats))) if part.code_formats else ""


def hidden_words(kinds: Sequence[PartKind], words: Words) -> str:
    """What is on the label and is kept from everybody."""
    names = words.listing([words.text(_HIDDEN_NAMES[kind]) for kind in kinds])
    return words.text("On this label: {names}.").format(names=names)


def date_words(iso: str, words: Words) -> str:
    """27 June 2025, June 2025 or 2025, as exact as it is known."""
    if len(iso) == _DAY_LENGTH:
        return words.date(dt.date.fromisoformat(iso))
    return words.month(dt.date.fromisoformat(f"{iso}-01")) if len(iso) == _MONTH_LENGTH else iso


def made_words(made: Value, today: dt.date, words: Words) -> str:
    """February 2016 · 10 years ago."""
    iso = made.value or ""
    text = date_words(iso, words)
    if len(iso) < _MONTH_LENGTH:
        return text
    month = int(iso[5:7])
    years = today.year - int(iso[:4]) - (today.month < month)
    return f"{text} · {words.plural('{count} year ago', '{count} years ago', years)}" if years > 0 else text


def described(answer: LabelAnswer) -> ByHand:
    """The device as a person would enter it by hand. The printed firmware is that of the factory and stays out."""
    identity = answer.identity
    kind = identity.kind.value if identity.kind in CAMERA_KINDS else Kind.CAMERA.value
    return ByHand(kind, identity.brand.value or "", identity.model.value or "", identity.serial.value or "")


def as_text(answer: LabelAnswer, today: dt.date, words: Words) -> str:
    """What can be kept with one's papers: a line for each thing, nothing hidden."""
    identity = answer.identity
    lines = [words.text("What the label says, read on {date}").format(date=words.date(today))]
    for name, value in (
        (words.text("Sold as"), identity.brand.value),
        (words.text("Most likely made by"), identity.maker.value),
    ):
        if value:
            lines.append(words.text("{name}: {value}").format(name=name, value=value))
    for part in answer.parts:
        if part.is_hidden or part.kind is PartKind.UNKNOWN:
            continue
        value = part_words(part, words)
        lines.append(words.text("{name}: {value}").format(name=kind_words(part.kind, words), value=value))
    return "\n".join(lines)
