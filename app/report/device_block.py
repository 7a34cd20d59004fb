"""One device as a block of a report."""

from collections.abc import Mapping
from datetime import date

from app.model.device import Device
from app.model.identity import Identity, Value
from app.model.text import N_
from app.report.dossier import DeviceFile
from app.report.model import DeviceBlock, Fact, Paragraph, ParagraphStyle, PolicyText
from app.report.naming import kind_name
from app.report.notes import NO_NOTES, Notes
from app.report.own_words import decision_lines, own_facts
from app.report.published import published
from app.report.sources import Sources
from app.report.untrusted_display import shown
from app.report.values import age_text, certainty_word, device_text, main_reasons, reasons
from app.words import Words


def device_block(
    device: Device,
    title: str,
    words: Words,
    sources: Sources,
    *,
    today: date,
    texts: Mapping[str, PolicyText],
    notes: Notes = NO_NOTES,
    kept: DeviceFile | None = None,
    complete: bool = False,
) -> DeviceBlock:
    """The block of a device, about a third of a page. today is the day of the scan: ages count from it.

    complete tells every value and every note that was published; the reasons then stand elsewhere.
    kept is what the person keeps of it.
    """
    identity = device.identity
    facts = [
        Fact(
            words.text("What it is"),
            kind_name(device, words),
            certainty_word(identity.kind_certainty, words) if identity.kind_certainty else "",
        ),
        *(_fact(words.text(label), value, words) for label, value in _values(identity)),
        Fact(words.text("Built"), age_text(identity.firmware_built, today, words)),
        *(own_facts(kept, words) if kept else ()),
    ]
    if complete:
        facts += [_fact(words.text(label), value, words) for label, value in _more_values(identity) if value.value]
    facts.append(Fact(words.text("Serial, addresses"), _serial_and_addresses(device, words), wide=True))
    if not complete:
        facts.append(_why(identity, words, sources))
    return DeviceBlock(
        title,
        tuple(fact for fact in facts if fact.value),
        words.text("How sure"),
        (
            *_notes(identity, words),
            *published(identity, device.findings, texts, words, sources, notes=notes, complete=complete),
            *(decision_lines(kept, words, today) if kept and not complete else ()),
        ),
    )


def _values(identity: Identity) -> tuple[tuple[str, Value], ...]:
    return (
        (N_("Sold as"), identity.brand),
        (N_("Most likely made by"), identity.maker),
        (N_("Model"), identity.model),
        (N_("Firmware"), identity.firmware),
    )


def _more_values(identity: Identity) -> tuple[tuple[str, Value], ...]:
    return (
        (N_("Firmware family"), identity.platform),
        (N_("Hardware version"), identity.hardware),
        (N_("Name it gives itself"), identity.stated_name),
    )


def _fact(label: str, value: Value, words: Words) -> Fact:
    if value.value is None:
        return Fact(label, words.text("Not known"))
    return Fact(label, device_text(value.value, words), certainty_word(value.certainty, words))


def _why(identity: Identity, words: Words, sources: Sources) -> Fact:
    """The strongest reasons for the maker, without any those for what it is; two, or one and the one against it."""
    because = identity.maker.because or identity.kind_because
    against = identity.maker.against if identity.maker.because else identity.kind_against
    told = main_reasons(because, 1 if against else 2)
    notes = [number for one in told for number in sources.number(one.source, one.source_date)]
    return Fact(
        words.text("Why we think so"),
        reasons(told, against, words),
        notes=tuple(dict.fromkeys(notes)),
        wide=True,
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
