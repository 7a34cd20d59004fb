"""Sightings → claims: statements of the device, matches of our rules, and the registry of hardware addresses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from app.knowledge.load import Knowledge
from app.knowledge.makers import Brand, Relation
from app.knowledge.match import RuleMatch
from app.model.certainty import Certainty
from app.model.identity import Evidence, Kind, OtherThing
from app.model.sighting import Protocol, Sighting
from app.model.text import Sentence
from app.stages.identify import sentences
from app.stages.identify.claim import Attribute, Claim, text_key
from app.stages.identify.statements import (
    ANSWERS,
    CAMERA_PLATFORMS,
    COMPANY_FIELDS,
    COUNTS,
    NAME_FIELDS,
    SAYS_ITS_KIND,
    STATEMENTS,
    Statement,
)

#: Relations in which the firm behind a brand is the maker of all that carries it.
ALWAYS_MADE_BY = frozenset({Relation.OWN, Relation.BRAND_OF, Relation.SUBSIDIARY_OF})
_REGISTRY = "IEEE Registration Authority"
#: Many devices give the issue of their model as its number.
_VERSION = re.compile(r"v\d[\d.]*|\d{1,2}|\d+(?:\.\d+)+", re.IGNORECASE)
#: Where answering is the sign already; the firmware family adds nothing to it.
_SAYS_BY_ANSWERING = SAYS_ITS_KIND | {protocol for protocol, _, certainty in ANSWERS if certainty >= Certainty.LIKELY}
_GIVEN = {
    "model": Attribute.MODEL,
    "firmware": Attribute.FIRMWARE,
    "serial": Attribute.SERIAL,
    "hardware": Attribute.HARDWARE,
    "built": Attribute.BUILT,
}


class ClaimBook:
    """The claims of sightings, worked out once for each: the same answers are weighed again whenever one more comes in."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._remembered: dict[int, tuple[Sighting, tuple[Claim, ...]]] = {}

    def claims(self, sightings: Sequence[Sighting], mac: str | None) -> list[Claim]:
        """Every claim that the sightings and the hardware address support, in the order of the sightings."""
        claims = [claim for sighting in sightings for claim in self._of(sighting)]
        claims += _registered(mac, self.knowledge)
        return claims

    def _of(self, sighting: Sighting) -> tuple[Claim, ...]:
        known = self._remembered.get(id(sighting))
        if known is None:
            # The sighting is kept beside its claims, so that its id stays its own.
            known = self._remembered[id(sighting)] = (sighting, tuple(_claims(sighting, self.knowledge)))
        return known[1]


def _claims(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    yield from _stated(sighting, knowledge)
    yield from _companies(sighting, knowledge)
    yield from _counted(sighting)
    yield from _answered(sighting)
    yield from _matched(sighting, knowledge)
    yield from _named(sighting, knowledge)


@cache
def _statements_of(protocol: Protocol) -> tuple[Statement, ...]:
    return tuple(statement for statement in STATEMENTS if statement.protocol is protocol)


def _stated(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    for statement in _statements_of(sighting.protocol):
        untrusted = sighting.untrusted_fields.get(statement.field, "")
        if not text_key(untrusted) or knowledge.is_placeholder(untrusted):
            continue
        if statement.field == "model_number" and _VERSION.fullmatch(untrusted):
            continue
        read = sentences.reading(sighting.protocol, statement.field, untrusted)
        evidence = Evidence(read, statement.certainty, sighting.protocol, statement.field)
        yield Claim(statement.attribute, text_key(untrusted), untrusted, evidence)


def _companies(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    for protocol, field in COMPANY_FIELDS:
        untrusted = sighting.untrusted_fields.get(field, "") if protocol is sighting.protocol else ""
        if not text_key(untrusted) or knowledge.is_placeholder(untrusted):
            continue
        read = sentences.reading(protocol, field, untrusted)
        brand = knowledge.brand_named(untrusted)
        if brand is None:
            yield Claim(
                Attribute.BRAND, text_key(untrusted), untrusted, Evidence(read, Certainty.LIKELY, protocol, field)
            )
            weak = sentences.points_to(read, sentences.often_the_seller())
            yield Claim(
                Attribute.MAKER, text_key(untrusted), untrusted, Evidence(weak, Certainty.POSSIBLE, protocol, field)
            )
            continue
        yield from _brand(brand, Evidence(read, Certainty.LIKELY, protocol, field), knowledge)


def _brand(brand: Brand, evidence: Evidence, knowledge: Knowledge) -> Iterator[Claim]:
    yield Claim(Attribute.BRAND, brand.id, brand.name, evidence)
    if brand.relation in ALWAYS_MADE_BY and len(brand.makers) == 1:
        maker = knowledge.maker(brand.makers[0])
        yield Claim(Attribute.MAKER, maker.id, maker.short, _capped(evidence, Certainty.LIKELY))


def _counted(sighting: Sighting) -> Iterator[Claim]:
    for count in COUNTS:
        untrusted = sighting.untrusted_fields.get(count.field, "") if count.protocol is sighting.protocol else ""
        if untrusted.isascii() and untrusted.isdigit() and int(untrusted[:6]) >= count.at_least:
            read = sentences.reading(count.protocol, count.field, untrusted)
            sentence = sentences.points_to(read, sentences.of_kind(count.kind))
            yield Claim(
                Attribute.KIND, count.kind, count.kind, Evidence(sentence, count.certainty, count.protocol, count.field)
            )


def _answered(sighting: Sighting) -> Iterator[Claim]:
    for protocol, kind, certainty in ANSWERS:
        if protocol is sighting.protocol:
            sentence = sentences.points_to(sentences.reading(protocol, "", ""), sentences.of_kind(kind))
            yield Claim(Attribute.KIND, kind, kind, Evidence(sentence, certainty, protocol))


def _matched(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    for field, untrusted in sighting.untrusted_fields.items():
        for line in untrusted.splitlines():
            for match in knowledge.match(sighting.protocol, field, line):
                yield from _of_match(match, sighting.protocol, field, line, knowledge)


def _named(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    """A name that is a brand followed by one of its models, or by the plain words for a camera."""
    for protocol, field in NAME_FIELDS:
        untrusted = sighting.untrusted_fields.get(field, "") if protocol is sighting.protocol else ""
        first, _, rest = untrusted.partition(" ")
        brand = knowledge.brand_named(first) if rest else None
        if brand is None:
            continue
        rest = rest.partition(" - ")[0]
        models = [match for match in knowledge.match(Protocol.ONVIF, "model", rest) if _is_of(match.rule.says, brand)]
        words = [match for match in knowledge.match(Protocol.HTTP, "title", rest) if set(match.rule.says) == {"kind"}]
        for match in (*models, *words):
            yield from _of_match(match, protocol, field, untrusted, knowledge)
        if models or words:
            read = sentences.reading(protocol, field, untrusted)
            yield from _brand(brand, Evidence(read, Certainty.LIKELY, protocol, field), knowledge)


def _is_of(says: Mapping[str, str], brand: Brand) -> bool:
    return says.get("brand") == brand.id or says.get("maker") in brand.makers


def _of_match(match: RuleMatch, protocol: Protocol, field: str, line: str, knowledge: Knowledge) -> Iterator[Claim]:
    rule = match.rule
    read = sentences.reading(protocol, field, line)

    def because(conclusion: str | Sentence) -> Evidence:
        told = sentences.points_to(read, conclusion) if conclusion else read
        return Evidence(told, rule.certainty, protocol, field, rule.id, rule.source, rule.source_date)

    says = rule.says
    if brand_id := says.get("brand"):
        brand = knowledge.brand(brand_id)
        yield from _brand(brand, because(brand.name), knowledge)
    if maker_id := says.get("maker"):
        maker = knowledge.maker(maker_id)
        yield Claim(Attribute.MAKER, maker.id, maker.short, because(maker.short))
    if platform_id := says.get("platform"):
        platform = knowledge.platform(platform_id)
        evidence = because(sentences.of_platform(platform.name))
        yield Claim(Attribute.PLATFORM, platform.id, platform.name, evidence)
        if platform.maker:
            maker = knowledge.maker(platform.maker)
            yield Claim(Attribute.MAKER, maker.id, maker.short, _capped(evidence, Certainty.LIKELY))
        if platform.id in CAMERA_PLATFORMS and not says.get("kind") and protocol not in _SAYS_BY_ANSWERING:
            yield Claim(Attribute.KIND, Kind.CAMERA, Kind.CAMERA, _capped(evidence, Certainty.LIKELY))
    kind = says.get("kind", "")
    if kind and kind != Kind.OTHER:
        yield Claim(Attribute.KIND, kind, kind, because(sentences.of_kind(Kind(kind))))
    if other := says.get("other") or (OtherThing.UNKNOWN if kind == Kind.OTHER else ""):
        yield Claim(Attribute.OTHER, other, other, because(sentences.of_thing(OtherThing(other))))
    for name, attribute in _GIVEN.items():
        untrusted = match.gives.get(name, "")
        if text_key(untrusted) and not knowledge.is_placeholder(untrusted):
            yield Claim(attribute, text_key(untrusted), untrusted, because(""))


def _registered(mac: str | None, knowledge: Knowledge) -> Iterator[Claim]:
    registrant = knowledge.registrant(mac) if mac else None
    if registrant is None:
        return
    read = sentences.reading(Protocol.NEIGHBOUR, "", registrant.name)
    evidence = Evidence(read, Certainty.POSSIBLE, Protocol.NEIGHBOUR, "mac", "", _REGISTRY, knowledge.registrants.date)
    if registrant.maker:
        maker = knowledge.maker(registrant.maker)
        yield Claim(Attribute.MAKER, maker.id, maker.short, evidence)
        if registrant.camera_only:
            yield Claim(Attribute.KIND, Kind.CAMERA, Kind.CAMERA, evidence)
    else:
        yield Claim(Attribute.MAKER, text_key(registrant.name), registrant.name, evidence)


def _capped(evidence: Evidence, highest: Certainty) -> Evidence:
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
