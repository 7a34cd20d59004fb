"""One device as a block of a report."""

from collections.abc import Mapping
from datetime import date

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.identity import UNKNOWN_VALUE, Evidence, Identity
from app.model.text import N_
from app.report.model import DeviceBlock, Fact, Paragraph, ParagraphStyle, PolicyText
from app.report.naming import kind_name
from app.report.published import published
from app.report.sources import Sources
from app.report.untrusted_display import shown
from app.report.values import built_text, certainty_word, main_reasons, reasons, value_fact
from app.words import Words

_SOLD_AS = N_("Sold as")
_MADE_BY = N_("Most likely made by")
_MODEL = N_("Model")
_FIRMWARE = N_("Firmware")
_SERIAL = N_("Serial number")
_NOT_KNOWN = N_("Not known")


def short_block(
    device: Device,
    title: str,
    words: Words,
    sources: Sources,
    *,
    today: date,
    texts: Mapping[str, PolicyText],
) -> DeviceBlock:
    """A device in about a third of a page. today is the day of the scan: ages count from it."""
    identity = device.identity
    details = (
        (words.text(_MODEL), identity.model, ""),
        (words.text(_FIRMWARE), identity.firmware, built_text(identity.firmware_built, today, words)),
    )
    unknown = [label for label, value, detail in details if value == UNKNOWN_VALUE and not detail]
    facts = [
        _short_fact(words.text(_SOLD_AS), identity.brand.value, identity.brand.certainty, words),
        _short_fact(words.text(_MADE_BY), identity.maker.value, identity.maker.certainty, words),
    ]
    if len(unknown) == len(details):
        facts.append(Fact(words.text(_NOT_KNOWN), " · ".join(unknown)))
    else:
        facts += [
            _short_fact(label, value.value, value.certainty, words, detail) for label, value, detail in details
        ]
    facts.append(Fact(words.text("Serial and addresses"), _serial_and_addresses(device, words)))
    facts.append(_why(identity, words, sources))
    return DeviceBlock(
        title,
        _kind(device, words),
        tuple(fact for fact in facts if fact.value),
        (words.text("How sure"),),
        _notes(identity, words) + published(identity, device.findings, texts, words, sources, complete=False),
    )


def full_block(
    device: Device,
    title: str,
    words: Words,
    sources: Sources,
    *,
    today: date,
    texts: Mapping[str, PolicyText],
) -> DeviceBlock:
    """A device with every value, the main reasons beside each."""
    identity = device.identity
    facts = [
        Fact(
            words.text("What it is"),
            kind_name(device, words),
            certainty_word(identity.kind_certainty, words) if identity.kind_certainty else "",
            reasons(identity.kind_because, identity.kind_against, words),
        ),
        value_fact(words.text(_SOLD_AS), identity.brand, words, sources),
        value_fact(words.text(_MADE_BY), identity.maker, words, sources),
        value_fact(words.text(_MODEL), identity.model, words, sources),
        value_fact(
            words.text(_FIRMWARE),
            identity.firmware,
            words,
            sources,
            detail=built_text(identity.firmware_built, today, words),
        ),
        value_fact(words.text(_SERIAL), identity.serial, words, sources),
    ]
    optional = (
        (N_("Firmware family"), identity.platform),
        (N_("Hardware version"), identity.hardware),
        (N_("Name it gives itself"), identity.stated_name),
    )
    facts += [
        value_fact(words.text(label), value, words, sources) for label, value in optional if value != UNKNOWN_VALUE
    ]
    facts.append(Fact(words.text("Network addresses"), _addresses(device, words)))
    return DeviceBlock(
        title,
        kind_name(device, words),
        tuple(fact for fact in facts if fact.value),
        (words.text("How sure"), words.text("Why we think so")),
        _notes(identity, words) + published(identity, device.findings, texts, words, sources, complete=True),
    )


def _short_fact(label: str, value: str | None, certainty: Certainty, words: Words, detail: str = "") -> Fact:
    if value is None:
        return Fact(label, words.text(_NOT_KNOWN), detail=detail)
    return Fact(label, shown(value), certainty_word(certainty, words), detail=detail)


def _kind(device: Device, words: Words) -> str:
    """Video recorder · Confirmed."""
    name, certainty = kind_name(device, words), device.identity.kind_certainty
    return f"{name} · {certainty_word(certainty, words)}" if device.identity.is_camera and certainty else name


def _why(identity: Identity, words: Words, sources: Sources) -> Fact:
    """The strongest reasons for the maker; without any, those for what it is."""
    because: tuple[Evidence, ...] = identity.maker.because or identity.kind_because
    told = main_reasons(because)
    notes = [number for one in told for number in sources.number(one.source, one.source_date)]
    against = identity.maker.against if identity.maker.because else ()
    return Fact(
        words.text("Why we think so"), reasons(because, against, words), notes=tuple(dict.fromkeys(notes))
    )


def _notes(identity: Identity, words: Words) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(shown(words.say(note)), ParagraphStyle.NOTE) for note in identity.notes)


def _serial_and_addresses(device: Device, words: Words) -> str:
    serial = device.identity.serial
    told = []
    if serial.value is not None:
        told.append(
            words.text("{value} ({certainty})").format(
                value=shown(serial.value), certainty=certainty_word(serial.certainty, words).lower()
            )
        )
    return " · ".join([*told, _addresses(device, words)])


def _addresses(device: Device, words: Words) -> str:
    told = [shown(address) for address in device.addresses]
    if device.mac:
        told.append(words.text("MAC {address}").format(address=shown(device.mac)))
    return " · ".join(told)
