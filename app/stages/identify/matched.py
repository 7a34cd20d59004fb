"""A rule that matched, or a brand that was named → the claims that follow from it."""

from collections.abc import Callable, Iterable, Iterator

from app.knowledge.load import Knowledge
from app.knowledge.makers import Brand, Relation
from app.knowledge.match import RuleMatch
from app.model.certainty import Certainty
from app.model.identity import Evidence, Kind, OtherThing
from app.model.sighting import Protocol
from app.model.text import Sentence
from app.stages.identify import sentences
from app.stages.identify.claim import Attribute, Claim, text_key
from app.stages.identify.places import PLACES, Place
from app.stages.identify.statements import ANSWERS, CAMERA_PLATFORMS, SAYS_ITS_KIND

#: Relations in which the firm behind a brand is the maker of all that carries it.
ALWAYS_MADE_BY = frozenset({Relation.OWN, Relation.BRAND_OF, Relation.SUBSIDIARY_OF})
#: Where answering is the sign already; the firmware family adds nothing to it.
_SAYS_BY_ANSWERING = SAYS_ITS_KIND | {protocol for protocol, _, certainty in ANSWERS if certainty >= Certainty.LIKELY}
_GIVEN = {
    "model": Attribute.MODEL,
    "firmware": Attribute.FIRMWARE,
    "serial": Attribute.SERIAL,
    "hardware": Attribute.HARDWARE,
    "built": Attribute.BUILT,
}


def brand_claims(brand: Brand, evidence: Evidence, knowledge: Knowledge, *, by_name: bool = False) -> Iterator[Claim]:
    """The brand and, where all that carries it comes from one, its maker.

    by_name: the device gave the name itself; the firm of that name is then a mere possibility, unless it is known only to sell.
    """
    yield Claim(Attribute.BRAND, brand.id, brand.name, evidence)
    if brand.relation in ALWAYS_MADE_BY and len(brand.makers) == 1:
        maker = knowledge.maker(brand.makers[0])
        yield Claim(Attribute.MAKER, maker.id, maker.short, capped(evidence, Certainty.LIKELY))
    elif (
        by_name and brand.relation is Relation.NAME_ONLY and brand.id not in knowledge.phrases.brand_words.sellers_only
    ):
        told = sentences.points_to(evidence.sentence, sentences.often_the_seller())
        weak = Evidence(
            told,
            Certainty.POSSIBLE,
            evidence.protocol,
            evidence.field,
            evidence.rule_id,
            evidence.source,
            evidence.source_date,
        )
        known = knowledge.directory.makers.get(brand.id.replace("-", "")) or knowledge.directory.makers.get(brand.id)
        yield Claim(
            Attribute.MAKER,
            known.id if known else text_key(brand.name),
            known.short if known else brand.name,
            weak,
        )


def match_claims(
    match: RuleMatch,
    protocol: Protocol,
    field: str,
    line: str,
    knowledge: Knowledge,
    *,
    highest: Certainty = Certainty.CONFIRMED,
) -> Iterator[Claim]:
    """What the rule says and what its groups gave, at most as sure as highest."""
    rule = match.rule
    read = sentences.reading(protocol, field, line)
    certainty = min(rule.certainty, highest)

    def because(conclusion: str | Sentence) -> Evidence:
        told = sentences.points_to(read, conclusion) if conclusion else read
        return Evidence(told, certainty, protocol, field, rule.id, rule.source, rule.source_date)

    says = rule.says
    if brand_id := says.get("brand"):
        brand = knowledge.brand(brand_id)
        named = PLACES.get(protocol, {}).get(field) is Place.NAMES
        yield from brand_claims(brand, because(brand.name), knowledge, by_name=named)
    if maker_id := says.get("maker"):
        maker = knowledge.maker(maker_id)
        yield Claim(Attribute.MAKER, maker.id, maker.short, because(maker.short))
    if platform_id := says.get("platform"):
        yield from platform_claims(platform_id, because, knowledge)
        if platform_id in CAMERA_PLATFORMS and not says.get("kind") and protocol not in _SAYS_BY_ANSWERING:
            evidence = because(sentences.of_platform(knowledge.platform(platform_id).name))
            yield Claim(Attribute.KIND, Kind.CAMERA, Kind.CAMERA, capped(evidence, Certainty.LIKELY))
    kind = says.get("kind", "")
    if kind and kind != Kind.OTHER:
        yield Claim(Attribute.KIND, kind, kind, because(sentences.of_kind(Kind(kind))))
    if other := says.get("other") or (OtherThing.UNKNOWN if kind == Kind.OTHER else ""):
        yield Claim(Attribute.OTHER, other, other, because(sentences.of_thing(OtherThing(other))))
    for name, attribute in _GIVEN.items():
        untrusted = match.gives.get(name, "")
        if untrusted and (key := text_key(untrusted)) and not knowledge.is_placeholder(untrusted):
            yield Claim(attribute, key, untrusted, because(""))


def without_other_makers(claims: Iterable[Claim], brands: Iterable[Brand]) -> Iterator[Claim]:
    """The claims, but no other maker where one of the brands beside the model always comes from its own."""
    own = {maker for brand in brands if brand.relation in ALWAYS_MADE_BY for maker in brand.makers}
    return (claim for claim in claims if not own or claim.attribute is not Attribute.MAKER or claim.key in own)


def platform_claims(platform_id: str, because: Callable[[Sentence], Evidence], knowledge: Knowledge) -> Iterator[Claim]:
    """The firmware family and the company behind it."""
    platform = knowledge.platform(platform_id)
    evidence = because(sentences.of_platform(platform.name))
    yield Claim(Attribute.PLATFORM, platform.id, platform.name, evidence)
    if platform.maker:
        maker = knowledge.maker(platform.maker)
        yield Claim(Attribute.MAKER, maker.id, maker.short, capped(evidence, Certainty.LIKELY))


def capped(evidence: Evidence, highest: Certainty) -> Evidence:
    """The evidence, at most as sure as highest."""
    if evidence.certainty <= highest:
        return evidence
    return Evidence(
        evidence.sentence,
        highest,
        evidence.protocol,
        evidence.field,
        evidence.rule_id,
        evidence.source,
        evidence.source_date,
    )
