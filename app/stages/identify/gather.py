"""Sightings → claims: statements of the device, matches of our rules, and the registry of hardware addresses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from app.knowledge.load import Knowledge
from app.knowledge.makers import Brand
from app.model.certainty import Certainty
from app.model.identity import CAMERA_KINDS, Evidence, Kind, OtherThing
from app.model.sighting import Protocol, Sighting
from app.stages.identify import sentences
from app.stages.identify.branded import branded
from app.stages.identify.claim import Attribute, Claim, text_key
from app.stages.identify.lines import plain_words
from app.stages.identify.matched import brand_claims, match_claims
from app.stages.identify.statements import (
    ANSWERS,
    BRAND_AND_MODEL_FIELDS,
    BRAND_NAME_FIELDS,
    COMPANY_FIELDS,
    COUNTS,
    NAME_FIELDS,
    STATEMENTS,
    Statement,
)
from app.stages.identify.wording import worded

_HOST_FIELDS = frozenset({"hostname", "host"})
_REGISTRY = "IEEE Registration Authority"
#: Many devices give the issue of their model as its number.
_VERSION = re.compile(r"v\d[\d.]*|\d{1,2}|0\d{3}[a-z]|(?:[a-z]{2,12} )?\d+(?:\.\d+)+", re.IGNORECASE)

#: A hardware or network address behind a name: "NBN-932V (00-07-5f-11-22-33)", "FOSCAM_00626E112233".
_ADDRESS_BEHIND = re.compile(
    r"[ _-]{0,3}(?:[(\[]?(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}[)\]]?|[(\[]\d{1,3}(?:\.\d{1,3}){3}[)\]])\s*$", re.IGNORECASE
)

_READ_AS = {(Protocol.HTTP, field): (Protocol.ONVIF, field) for field in ("model", "manufacturer", "firmware")}


class ClaimBook:
    """The claims of sightings, worked out once for each: the same answers are weighed again whenever one more comes in."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._remembered: dict[int, tuple[Sighting, tuple[Claim, ...]]] = {}

    def claims(self, sightings: Sequence[Sighting], mac: str | None) -> list[Claim]:
        """Every claim that the sightings and the hardware address support, in the order of the sightings."""
        claims = [claim for sighting in sightings for claim in self._of(sighting)]
        claims += _registered(mac, self.knowledge, named_camera=_has_name_of_camera(claims))
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
    yield from _named_like_brand(sighting, knowledge)
    yield from _of_brand(sighting, knowledge)
    yield from branded(sighting, knowledge)
    yield from worded(sighting, knowledge)


@cache
def _statements_of(protocol: Protocol) -> tuple[Statement, ...]:
    return tuple(statement for statement in STATEMENTS if statement.protocol is protocol)


def _stated(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    for statement in _statements_of(sighting.protocol):
        untrusted = sighting.untrusted_fields.get(statement.field, "")
        if not text_key(untrusted) or knowledge.is_placeholder(untrusted):
            continue
        if statement.field == "model_number" and (_VERSION.fullmatch(untrusted) or _is_shorter(sighting, untrusted)):
            continue
        read = sentences.reading(sighting.protocol, statement.field, untrusted)
        if "signed_in" in sighting.untrusted_fields:
            read = sentences.after_sign_in(read)
        evidence = Evidence(read, statement.certainty, sighting.protocol, statement.field)
        yield Claim(statement.attribute, text_key(untrusted), untrusted, evidence)


def _is_shorter(sighting: Sighting, untrusted_number: str) -> bool:
    """True for a number that is the end of the one word that the model is called by."""
    untrusted_name = sighting.untrusted_fields.get("model_name", "").strip()
    return (
        " " not in untrusted_name and untrusted_name.endswith(untrusted_number) and untrusted_name != untrusted_number
    )


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
        yield from brand_claims(brand, Evidence(read, Certainty.LIKELY, protocol, field), knowledge, by_name=True)


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
        protocol, as_field = _READ_AS.get((sighting.protocol, field), (sighting.protocol, field))
        # What a page states is read like the answer of the device itself, and is never more than likely.
        highest = Certainty.CONFIRMED if protocol is sighting.protocol else Certainty.LIKELY
        for line in untrusted.splitlines():
            for match in knowledge.match(protocol, as_field, line):
                yield from match_claims(match, sighting.protocol, field, line, knowledge, highest=highest)


def _named(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    """A name that is a brand followed by one of its models, or by the plain words for a camera."""
    for protocol, field in NAME_FIELDS:
        untrusted = sighting.untrusted_fields.get(field, "") if protocol is sighting.protocol else ""
        untrusted_name = _ADDRESS_BEHIND.sub("", untrusted)
        if untrusted_name != untrusted:
            for match in knowledge.match(protocol, field, untrusted_name):
                yield from match_claims(match, protocol, field, untrusted, knowledge)
        first, _, rest = untrusted_name.partition(" ")
        brand = knowledge.brand_named(first) if rest else None
        if brand is None:
            continue
        rest = rest.partition(" - ")[0]
        models = [match for match in knowledge.match(Protocol.ONVIF, "model", rest) if _is_of(match.rule.says, brand)]
        words = plain_words(rest, knowledge)
        read = sentences.reading(protocol, field, untrusted)
        for match in models:
            yield from match_claims(match, protocol, field, untrusted, knowledge)
        if words is not None:
            kind = Kind(words.says["kind"])
            told = sentences.points_to(read, sentences.of_kind(kind))
            source = (words.id, words.source, words.source_date)
            yield Claim(Attribute.KIND, kind, kind, Evidence(told, Certainty.LIKELY, protocol, field, *source))
        if models or words is not None:
            yield from brand_claims(brand, Evidence(read, Certainty.LIKELY, protocol, field), knowledge)


def _named_like_brand(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    """A name that is a brand and nothing else, as firmware sets it."""
    for protocol, field in BRAND_NAME_FIELDS:
        untrusted = sighting.untrusted_fields.get(field, "") if protocol is sighting.protocol else ""
        untrusted_name = _ADDRESS_BEHIND.sub("", untrusted).replace("_", " ")
        brand = knowledge.brand_named(untrusted_name) if untrusted_name else None
        if brand is not None:
            evidence = Evidence(sentences.reading(protocol, field, untrusted), Certainty.LIKELY, protocol, field)
            yield from brand_claims(brand, evidence, knowledge, by_name=True)


def _of_brand(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    """A model number that is one only beside its brand: the two stand in two fields."""
    for protocol, company, model in BRAND_AND_MODEL_FIELDS:
        if protocol is not sighting.protocol:
            continue
        brand = knowledge.brand_named(sighting.untrusted_fields.get(company, ""))
        untrusted = sighting.untrusted_fields.get(model, "")
        if brand is None or not untrusted:
            continue
        for match in knowledge.match(Protocol.ONVIF, "model", f"{brand.name} {untrusted}"):
            if _is_of(match.rule.says, brand):
                yield from match_claims(match, protocol, model, untrusted, knowledge)


def _is_of(says: Mapping[str, str], brand: Brand) -> bool:
    return says.get("brand") == brand.id or says.get("maker") in brand.makers


def _has_name_of_camera(claims: Sequence[Claim]) -> bool:
    """Whether its host name has a word for a camera in it, and nothing says that it is another thing."""
    return any(
        claim.attribute is Attribute.KIND and claim.key in CAMERA_KINDS and claim.evidence.field in _HOST_FIELDS
        for claim in claims
    ) and not any(claim.attribute is Attribute.OTHER for claim in claims)


def _registered(mac: str | None, knowledge: Knowledge, *, named_camera: bool) -> Iterator[Claim]:
    registrant = knowledge.registrant(mac) if mac else None
    if registrant is None:
        return
    read = sentences.reading(Protocol.NEIGHBOUR, "", registrant.name)
    evidence = Evidence(read, Certainty.POSSIBLE, Protocol.NEIGHBOUR, "mac", "", _REGISTRY, knowledge.registrants.date)
    if registrant.maker:
        maker = knowledge.maker(registrant.maker)
        yield Claim(Attribute.MAKER, maker.id, maker.short, evidence)
        if registrant.camera_only:
            # Alone it may be a switch of the same firm; a name that speaks of a camera agrees with it.
            sure = Certainty.LIKELY if named_camera else Certainty.POSSIBLE
            yield Claim(Attribute.KIND, Kind.CAMERA, Kind.CAMERA, replace(evidence, certainty=sure))
        return
    yield Claim(Attribute.MAKER, text_key(registrant.name), registrant.name, evidence)
    # What answers like a camera from the address of a computer may be a program on it.
    words = [mention.phrase for mention in knowledge.phrases.find(registrant.name) if mention.phrase is not None]
    if any(phrase.says.get("other") == OtherThing.COMPUTER for phrase in words):
        told = sentences.points_to(read, sentences.of_thing(OtherThing.COMPUTER))
        against = replace(evidence, sentence=told)
        yield Claim(Attribute.OTHER, OtherThing.COMPUTER, OtherThing.COMPUTER, against)
