"""What was published about a device and its maker, in one short line each."""

from collections.abc import Mapping, Sequence

from app.model.certainty import Certainty
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import Identity
from app.model.text import N_
from app.report.model import Paragraph, ParagraphStyle, PolicyText
from app.report.notes import Notes, note_lines
from app.report.sources import Sources
from app.report.untrusted_display import shortened, shown
from app.words import Words

_NAMED = {
    "maker": N_("Its maker is named by: {list}."),
    "perhaps": N_("A company that may have made it is named by: {list}."),
    "platform": N_("The company behind its software is named by: {list}."),
    "brand": N_("Its brand is named by: {list}."),
}
_MAY_CONCERN = N_("May concern its maker: {list}.")
_SEE = N_("See “What authorities and makers said”.")
_OTHER_BRAND = N_("We cannot tell whether that reaches a device sold as {brand}.")


def published(
    identity: Identity,
    findings: Sequence[Finding],
    texts: Mapping[str, PolicyText],
    words: Words,
    sources: Sources,
    *,
    notes: Notes,
    complete: bool,
) -> tuple[Paragraph, ...]:
    """The lines below a device. texts are what the report tells of authorities, by id; complete tells each note on a flaw alone."""
    named = _named_line(identity, findings, texts, words)
    return (*([named] if named else []), *note_lines(findings, notes, words, sources, complete=complete))


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
