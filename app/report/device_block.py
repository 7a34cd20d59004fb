"""One device as a block of a report."""

from collections.abc import Sequence
from datetime import date

from app.model.device import Device
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import UNKNOWN_VALUE
from app.model.text import N_
from app.report.model import DeviceBlock, Fact, Paragraph, ParagraphStyle
from app.report.naming import kind_name
from app.report.sources import Sources
from app.report.untrusted_display import shown
from app.report.values import built_text, certainty_word, reasons, value_fact
from app.words import Words

#: Published facts that a record tells in full for one device.
FINDINGS_LIMIT = 6

_FINDINGS = {
    (FindingType.ADVISORY, FindingState.APPLIES): N_("Published note {id} applies to this version. {because}"),
    (FindingType.ADVISORY, FindingState.CANNOT_TELL): N_("Published note {id} may apply. {because}"),
    (FindingType.ADVISORY, FindingState.DOES_NOT_APPLY): N_("Published note {id} does not apply. {because}"),
    (FindingType.POLICY, FindingState.APPLIES): N_("A rule of an authority concerns you. {because}"),
    (FindingType.POLICY, FindingState.CANNOT_TELL): N_("A rule of an authority may concern you. {because}"),
    (FindingType.POLICY, FindingState.DOES_NOT_APPLY): N_(
        "A rule of an authority names it, but is not for you. {because}"
    ),
    (FindingType.SUPPORT, FindingState.APPLIES): N_("Support by the maker. {because}"),
    (FindingType.SUPPORT, FindingState.CANNOT_TELL): N_("Support by the maker. {because}"),
    (FindingType.SUPPORT, FindingState.DOES_NOT_APPLY): N_("Support by the maker. {because}"),
}
_ORDER = {FindingState.APPLIES: 0, FindingState.CANNOT_TELL: 1, FindingState.DOES_NOT_APPLY: 2}


def device_block(
    device: Device, title: str, words: Words, sources: Sources, *, today: date, complete: bool = False
) -> DeviceBlock:
    """The block of a device. today is the day of the scan: ages count from it. complete tells every finding and value."""
    identity = device.identity
    kind = kind_name(device, words)
    facts = [
        Fact(
            words.text("What it is"),
            kind,
            certainty_word(identity.kind_certainty, words) if identity.kind_certainty else "",
            reasons(identity.kind_because, identity.kind_against, words),
        ),
        value_fact(words.text("Sold as"), identity.brand, words, sources),
        value_fact(words.text("Most likely made by"), identity.maker, words, sources),
    ]
    built = built_text(identity.firmware_built, today, words)
    details = (
        (words.text("Model"), identity.model, ""),
        (words.text("Firmware"), identity.firmware, built),
        (words.text("Serial number"), identity.serial, ""),
    )
    unknown = [label for label, value, detail in details if value == UNKNOWN_VALUE and not detail]
    facts += [
        value_fact(label, value, words, sources, detail=detail)
        for label, value, detail in details
        if complete or len(unknown) < 2 or label not in unknown
    ]
    if len(unknown) >= 2 and not complete:
        facts.append(Fact(words.text("Not known"), " · ".join(unknown)))
    optional = (
        (N_("Firmware family"), identity.platform),
        (N_("Hardware version"), identity.hardware),
        (N_("Name it gives itself"), identity.stated_name),
    )
    if complete:
        facts += [
            value_fact(words.text(label), value, words, sources) for label, value in optional if value != UNKNOWN_VALUE
        ]
    facts.append(Fact(words.text("Network addresses"), _addresses(device, words)))
    notes = tuple(Paragraph(shown(words.say(note)), ParagraphStyle.NOTE) for note in identity.notes)
    return DeviceBlock(
        title,
        kind,
        tuple(fact for fact in facts if fact.value),
        (words.text("How sure"), words.text("Why we think so")),
        notes + _remarks(device.findings, words, sources, complete=complete),
    )


def _addresses(device: Device, words: Words) -> str:
    told = [shown(address) for address in device.addresses]
    if device.mac:
        told.append(words.text("MAC {address}").format(address=shown(device.mac)))
    return " · ".join(told)


def _remarks(findings: Sequence[Finding], words: Words, sources: Sources, *, complete: bool) -> tuple[Paragraph, ...]:
    told = [
        one
        for one in sorted(findings, key=lambda finding: _ORDER[finding.state])
        if complete or one.type is not FindingType.ADVISORY or one.state is not FindingState.DOES_NOT_APPLY
    ]
    left_out = len(findings) - len(told)
    if not complete and len(told) > FINDINGS_LIMIT:
        left_out += len(told) - FINDINGS_LIMIT
        told = told[:FINDINGS_LIMIT]
    remarks = [
        Paragraph(
            words.text(_FINDINGS[one.type, one.state])
            .format(id=shown(one.id), because=shown(words.say(one.because)))
            .strip(),
            ParagraphStyle.NOTE,
            sources.number(one.source, one.date),
        )
        for one in told
    ]
    if left_out:
        remarks.append(
            Paragraph(
                words.plural(
                    "{count} more published fact was looked at. The report on this one device tells it.",
                    "{count} more published facts were looked at. The report on this one device tells them.",
                    left_out,
                ),
                ParagraphStyle.NOTE,
            )
        )
    return tuple(remarks)
