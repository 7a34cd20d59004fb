"""What was published about a device and its maker, in one short line each."""

from collections.abc import Mapping, Sequence

from app.model.certainty import Certainty
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import Identity
from app.model.text import N_
from app.report.model import Paragraph, ParagraphStyle, PolicyText
from app.report.sources import Sources
from app.report.untrusted_display import shortened, shown
from app.words import Words

#: Published notes on flaws that a record names for one device.
NOTES_LIMIT = 6

_NAMED = {
    "maker": N_("Its maker is named by: {list}."),
    "perhaps": N_("A company that may have made it is named by: {list}."),
    "platform": N_("The company behind its software is named by: {list}."),
    "brand": N_("Its brand is named by: {list}."),
}
_MAY_CONCERN = N_("May concern its maker: {list}.")
_SEE = N_("See “What authorities and makers said”.")
_OTHER_BRAND = N_("We cannot tell whether that reaches a device sold as {brand}.")
_ADVISORIES = {
    FindingState.APPLIES: N_("Published notes that apply to this version: {list}."),
    FindingState.CANNOT_TELL: N_("Published notes that may apply: {list}."),
}
_ONE_ADVISORY = {
    FindingState.APPLIES: N_("Published note {id} applies to this version. {because}"),
    FindingState.CANNOT_TELL: N_("Published note {id} may apply. {because}"),
    FindingState.DOES_NOT_APPLY: N_("Published note {id} does not apply. {because}"),
}
_SUPPORT = N_("Support by the maker. {because}")


def published(
    identity: Identity,
    findings: Sequence[Finding],
    texts: Mapping[str, PolicyText],
    words: Words,
    sources: Sources,
    *,
    complete: bool,
) -> tuple[Paragraph, ...]:
    """The lines below a device. texts are what the report tells of authorities, by id; complete tells each note on a flaw alone."""
    told = [_named_line(identity, findings, texts, words)]
    advisories = [one for one in findings if one.type is FindingType.ADVISORY]
    support = [one for one in findings if one.type is FindingType.SUPPORT]
    told += _advisories_in_full(advisories, words, sources) if complete else _advisory_lines(advisories, words, sources)
    told += [
        _line(words.text(_SUPPORT).format(because=shown(words.say(one.because))), [one], sources)
        for one in (support if complete else support[:1])
    ]
    return tuple(paragraph for paragraph in told if paragraph is not None)


def _named_line(
    identity: Identity, findings: Sequence[Finding], texts: Mapping[str, PolicyText], words: Words
) -> Paragraph | None:
    """Who names its maker; texts that name no company only where no other does.

    The state of a finding is about the device, never about the reader.
    """
    about = [one for one in findings if one.type is FindingType.POLICY and one.state is not FindingState.DOES_NOT_APPLY]
    here = [texts[one.id] for one in about if one.id in texts]
    if not here:
        return None
    lines = []
    how = _how_named(identity, here)
    naming = [text for text in here if text.names_makers]
    if naming:
        lines.append(words.text(_NAMED[how]).format(list=_who(naming, words)))
    else:
        lines.append(words.text(_MAY_CONCERN).format(list=_who(here, words)))
    if naming and how == "maker" and _sold_under_another_name(identity, naming):
        lines.append(words.text(_OTHER_BRAND).format(brand=shortened(shown(identity.brand.value or ""))))
    return Paragraph(" ".join([*lines, words.text(_SEE)]), ParagraphStyle.NOTE)


def _how_named(identity: Identity, texts: Sequence[PolicyText]) -> str:
    makers = {maker for text in texts for maker in text.makers}
    if identity.maker.value is not None and identity.maker.key in makers:
        return "maker" if identity.maker.certainty >= Certainty.LIKELY else "perhaps"
    return "platform" if identity.platform.value is not None and identity.platform.key in makers else "brand"


def _sold_under_another_name(identity: Identity, texts: Sequence[PolicyText]) -> bool:
    brand = identity.brand
    return brand.certainty >= Certainty.LIKELY and not any(brand.key in text.makers for text in texts)


def _who(texts: Sequence[PolicyText], words: Words) -> str:
    """Government of Canada, 27 June 2025; Federal Court, 22 September 2025; 2 texts of other countries."""
    near = [f"{shown(text.authority)}, {shown(text.date)}" for text in texts if text.in_full]
    told = list(dict.fromkeys(near))
    if far := sum(not text.in_full for text in texts):
        told.append(words.plural("{count} text of another country", "{count} texts of other countries", far))
    return "; ".join(told)


def _advisory_lines(advisories: Sequence[Finding], words: Words, sources: Sources) -> list[Paragraph | None]:
    lines: list[Paragraph | None] = []
    for state, template in _ADVISORIES.items():
        here = [one for one in advisories if one.state is state]
        if not here:
            continue
        ids = [shown(one.id) for one in here[:NOTES_LIMIT]]
        if more := len(here) - len(ids):
            ids.append(words.plural("{count} more", "{count} more", more))
        lines.append(_line(words.text(template).format(list=", ".join(ids)), here[:NOTES_LIMIT], sources))
    return lines


def _advisories_in_full(advisories: Sequence[Finding], words: Words, sources: Sources) -> list[Paragraph]:
    order = list(_ONE_ADVISORY)
    return [
        _line(
            words.text(_ONE_ADVISORY[one.state]).format(id=shown(one.id), because=shown(words.say(one.because))),
            [one],
            sources,
        )
        for one in sorted(advisories, key=lambda one: order.index(one.state))
    ]


def _line(text: str, findings: Sequence[Finding], sources: Sources) -> Paragraph:
    notes = [number for one in findings for number in sources.number(one.source, one.date)]
    return Paragraph(text.strip(), ParagraphStyle.NOTE, tuple(dict.fromkeys(notes)))
