"""Identity and facts → what authorities said that concerns this device, and this reader."""

from collections.abc import Sequence
from datetime import date

from app.model.certainty import Certainty
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import Identity, Value
from app.model.policy import Audience, FactFor, PolicyFact
from app.model.text import N_, Sentence

_NAMED = N_("This text names {maker}, who most likely made this device.")
_OTHER_BRAND = N_(
    "This text names {maker}, who most likely made this device. It is sold as {brand}, "
    "and we cannot tell whether the text reaches that far."
)
_WEAK_SIGNS = N_("This text names {maker}. There are only weak signs that {maker} made this device.")
_PLATFORM = N_(
    "This text names {maker}. This device runs software that comes from {maker}; who built the device is not known."
)
_BRAND_ONLY = N_("This text names {maker}. This device is sold as {brand}; who made it is not known.")


def policy_findings(identity: Identity, facts: Sequence[PolicyFact]) -> tuple[Finding, ...]:
    """One finding for each fact that concerns or may concern the device; none for what names other makers."""
    found = []
    for fact in facts:
        if verdict := _verdict(identity, fact):
            state, because = verdict
            found.append(Finding(FindingType.POLICY, fact.id, state, because, fact.sources[0].url, fact.date))
    return tuple(found)


def relevant_facts(
    identity: Identity, facts: Sequence[PolicyFact], audience: Audience | None, today: date
) -> tuple[FactFor, ...]:
    """The facts behind policy_findings, in the same order, for a reader; audience is None when the person did not say."""
    return tuple(
        FactFor(fact, verdict[0], _applies_to(fact, audience), today > fact.expires)
        for fact in facts
        if (verdict := _verdict(identity, fact))
    )


def general_facts(facts: Sequence[PolicyFact], audience: Audience | None, today: date) -> tuple[FactFor, ...]:
    """The facts that name no company: said of cameras in general, whoever made them."""
    return tuple(
        FactFor(fact, FindingState.CANNOT_TELL, _applies_to(fact, audience), today > fact.expires)
        for fact in facts
        if not fact.names_makers
    )


def _verdict(identity: Identity, fact: PolicyFact) -> tuple[FindingState, Sentence] | None:
    """Whether the fact is about the device, and why; None when it is about others."""
    if not fact.names_makers:
        return None
    maker, brand = identity.maker, identity.brand
    if _names(fact, maker):
        if maker.certainty < Certainty.LIKELY:
            return _cannot_tell(_WEAK_SIGNS, maker=maker)
        if brand.certainty >= Certainty.LIKELY and not _names(fact, brand):
            return _cannot_tell(_OTHER_BRAND, maker=maker, brand=brand)
        return FindingState.APPLIES, Sentence(_NAMED, {"maker": _text(maker)})
    if maker.certainty >= Certainty.LIKELY:
        return None
    platform = identity.platform
    for value, template in ((platform, _PLATFORM), (brand, _BRAND_ONLY)):
        if _names(fact, value):
            return _cannot_tell(template, maker=value, brand=brand)
    return None


def _names(fact: PolicyFact, value: Value) -> bool:
    return value.certainty > Certainty.NOT_KNOWN and value.key in fact.makers


def _cannot_tell(template: str, **values: Value) -> tuple[FindingState, Sentence]:
    gaps = {name: _text(value) for name, value in values.items() if f"{{{name}}}" in template}
    return FindingState.CANNOT_TELL, Sentence(template, gaps)


def _text(value: Value) -> str:
    return value.value or ""


def _applies_to(fact: PolicyFact, audience: Audience | None) -> bool | None:
    """Whether the reader is bound; None when the person did not say who they are, or when it depends on more."""
    if audience in fact.binds_audiences:
        return True
    if audience in fact.may_bind_audiences:
        return None
    if audience is None and (fact.binds_audiences or fact.may_bind_audiences):
        return None
    return False
