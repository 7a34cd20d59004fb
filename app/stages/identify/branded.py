"""A brand with one of its models behind it, the same in every answer: "VIVOTEK-IP8161/0100a", "Pelco IMP1110-1", "arlo-vmc4040p"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.knowledge.load import Knowledge
from app.knowledge.makers import Brand
from app.knowledge.match import RuleMatch
from app.knowledge.phrases import Mention
from app.model.certainty import Certainty
from app.model.identity import CAMERA_KINDS, Evidence, Kind
from app.model.sighting import Protocol, Sighting
from app.stages.identify import sentences
from app.stages.identify.claim import Attribute, Claim, text_key
from app.stages.identify.matched import brand_claims, match_claims, without_other_makers
from app.stages.identify.numbers import looks_like_model, of_brand

#: Where a brand and its model stand as one text.
_FIELDS: tuple[tuple[Protocol, str], ...] = (
    (Protocol.SSDP, "server"),
    (Protocol.MDNS, "instance"),
    (Protocol.MDNS, "host"),
    (Protocol.DHCP, "hostname"),
    (Protocol.ONVIF, "hostname"),
    (Protocol.WS_DISCOVERY, "name"),
    (Protocol.UPNP_DESCRIPTION, "friendly_name"),
    (Protocol.UPNP_DESCRIPTION, "model_name"),
    (Protocol.HTTP, "realm"),
    (Protocol.FTP, "banner"),
    (Protocol.TELNET, "banner"),
    (Protocol.TELNET, "prompt"),
    (Protocol.SIP, "user_agent"),
    (Protocol.SIP, "server"),
    (Protocol.SNMP, "description"),
)
#: Names that are one word; what stands in them may be the number of a model and nothing else.
_HOST_NAMES = frozenset({"hostname", "host"})
_LINES = 4
_REST = re.compile(r"[ _/:-]{1,3}(?P<rest>[A-Za-z0-9][\w()+. -]{1,48})")
_PART = re.compile(r"[\s_-]+")
_LAST_PART = re.compile(r"[\s_-]+[^\s_-]*$")
#: A name made of a network address: "mx10-22-13-45".
_ADDRESS_BEHIND = re.compile(r"[ _-]+[a-z]{0,3}\d{1,3}(?:-\d{1,3}){2,3}$", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CERTIFICATE_NAME = re.compile(r"(?:^|,) ?(?P<key>CN|OU?)=(?P<value>(?:[^,\\]|\\.){1,120})")
#: A number of order, a hardware address or its end, an issue: nothing of it is a model.
_NO_MODEL = re.compile(r"(?![a-f]\d{3}$)(?:[0-9a-f]{2}){2,}|\d+|[a-z]{3,}\d{1,2}|v\d{1,2}|\d+(?:\.\d+)+", re.IGNORECASE)
_SHORT_MODEL = re.compile(r"[A-Z]\d|[A-Z]\d{3,4}[A-Z]{0,3}|[A-Z]{2,6}-\d{3,4}[A-Z]{0,3}|[A-Z]{2,4}\d-\d{1,2}")
_NAMES_ONE_MODEL = re.compile(r"\d|^[A-Z]{1,3}[- ]|^[A-Z]{6}")
_SERIAL = re.compile(r"\d{6}|(?i:[0-9a-f]{12})")
#: Longer names of certificates without a hyphen are serial numbers.
_LONGEST_PLAIN_MODEL = 12
#: So many parts of a text may belong to one model, and so many words make a title that is a brand and its model.
_MODEL_PARTS = 4
_TITLE_WORDS = 4
#: So many letters and digits, and so many digits, are a number that is no name of a room.
_OWN_NUMBER = 5
_OWN_DIGITS = 3
_LONG_NUMBER = 7
#: What a number says whoever's name stands before it.
_OF_THE_MODEL = frozenset({Attribute.MODEL, Attribute.KIND})


@dataclass(frozen=True, slots=True)
class _Text:
    protocol: Protocol
    field: str
    line: str
    mentions: tuple[Mention, ...]

    @property
    def other(self) -> bool:
        """Whether words stand there for something that is no camera, or for a program."""
        return _speaks_of_another_thing(self.mentions)

    def evidence(self, brand: Brand) -> Evidence:
        read = sentences.reading(self.protocol, self.field, self.line)
        told = sentences.points_to(read, brand.name)
        return Evidence(told, Certainty.LIKELY, self.protocol, self.field, *_source(brand))

    def sells_cameras(self, brand: Brand) -> Claim:
        read = sentences.reading(self.protocol, self.field, self.line)
        told = sentences.points_to(read, sentences.sells_cameras(brand.name))
        evidence = Evidence(told, Certainty.LIKELY, self.protocol, self.field, *_source(brand))
        return Claim(Attribute.KIND, Kind.CAMERA, Kind.CAMERA, evidence)


def branded(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    """The claims of each brand that stands before one of its models."""
    for protocol, field in _FIELDS:
        untrusted = sighting.untrusted_fields.get(field, "") if protocol is sighting.protocol else ""
        for line in untrusted.split("\n")[:_LINES] if untrusted else ():
            yield from _of_line(protocol, field, line, knowledge)
    if sighting.protocol is Protocol.UPNP_DESCRIPTION:
        yield from _of_firm(sighting, knowledge)
    if sighting.protocol is Protocol.TLS:
        yield from _of_certificate(sighting, knowledge)


def branded_title(title: str, knowledge: Knowledge) -> Iterator[Claim]:
    """The same for the title of a page that is no text about things, where it is as short as a name."""
    mentions = knowledge.phrases.find(title)
    told = any(mention.phrase and mention.phrase.says.get("topic") == "writing" for mention in mentions)
    if not told and sum(any(map(str.isalnum, word)) for word in title.split()) <= _TITLE_WORDS:
        yield from _of_line(Protocol.HTTP, "title", title, knowledge)


def _of_line(protocol: Protocol, field: str, line: str, knowledge: Knowledge) -> Iterator[Claim]:
    spelled = _CAMEL.sub(" ", line) if field in _HOST_NAMES else line
    mentions = knowledge.phrases.find(spelled)
    text = _Text(protocol, field, line, mentions)
    found = False
    for brand, rest in _brands_before(spelled, mentions, knowledge):
        found = True
        yield from _claims(text, brand, rest, knowledge)
    if not found and field in _HOST_NAMES and not text.other:
        yield from _of_number(text, knowledge)


def _brands_before(line: str, mentions: tuple[Mention, ...], knowledge: Knowledge) -> Iterator[tuple[Brand, str]]:
    for mention in mentions:
        brand, end = mention.brand, mention.end
        if brand is None and mention.phrase is not None and (named := mention.phrase.says.get("brand")):
            # The name of a family begins with that of the brand, and ends with the beginning of the model.
            brand = knowledge.brand(named)
            end = mention.start + len(brand.name)
            if line[mention.start : end].casefold() != brand.name.casefold():
                continue
        rest = _REST.match(line, end) if brand is not None else None
        if rest is not None and brand is not None:
            yield brand, _ADDRESS_BEHIND.sub("", rest["rest"]).strip(" .-_")


def _of_number(text: _Text, knowledge: Knowledge) -> Iterator[Claim]:
    """A host name that is the number of a model, at times with the end of the hardware address."""
    for form in _forms(text.line):
        if not _is_own_number(form):
            return
        for match in knowledge.match(Protocol.ONVIF, "model", form):
            says = match.rule.says
            if match.rule.certainty >= Certainty.LIKELY and says.get("maker") and match.gives.get("model") == form:
                yield from match_claims(
                    match, text.protocol, text.field, text.line, knowledge, highest=Certainty.LIKELY
                )
        if not all(_NO_MODEL.fullmatch(piece) for piece in _PART.split(text.line.removeprefix(form)) if piece):
            return


def _is_own_number(form: str) -> bool:
    size, digits = len(text_key(form)), sum(map(str.isdigit, form))
    return (size >= _OWN_NUMBER and digits >= _OWN_DIGITS) or (size >= _LONG_NUMBER and digits >= _OWN_DIGITS - 1)


def _of_firm(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    """The firm stands in a field of its own, and cameras are all that it sells."""
    untrusted = sighting.untrusted_fields.get("manufacturer", "")
    brand = knowledge.brand_named(untrusted) if untrusted else None
    if brand is None or brand.id not in knowledge.phrases.brand_words.cameras_only:
        return
    said = [sighting.untrusted_fields.get(field, "") for field in ("model_name", "model_number", "friendly_name")]
    mentions = tuple(mention for text in said for mention in knowledge.phrases.find(text))
    if any(said) and not _speaks_of_another_thing(mentions):
        yield _Text(sighting.protocol, "manufacturer", untrusted, mentions).sells_cameras(brand)


def _of_certificate(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    """The owner of a certificate is a firm, and its name is a model: "CN=IQ861NE, O=IQinVision"."""
    untrusted = sighting.untrusted_fields.get("subject", "")
    parts = {found["key"]: found["value"].strip() for found in _CERTIFICATE_NAME.finditer(untrusted)}
    name = parts.get("CN", "")
    if not name:
        return
    mentions = knowledge.phrases.find(name)
    text = _Text(Protocol.TLS, "subject", untrusted, mentions)
    for brand, rest in _brands_before(name, mentions, knowledge):
        yield from _claims(text, brand, rest, knowledge)
    owner = knowledge.brand_named(parts.get("O", "")) or knowledge.brand_named(parts.get("OU", ""))
    if owner is not None:
        yield from _claims(text, owner, name, knowledge)


def _claims(text: _Text, brand: Brand, rest: str, knowledge: Knowledge) -> Iterator[Claim]:
    matches = _known_models(brand, rest, knowledge)
    for match in matches:
        # Two signs agree: the brand, and a number as that brand writes them. The name of a series is no model.
        gives = match.gives if _NAMES_ONE_MODEL.search(match.gives["model"]) else {}
        sure = RuleMatch(replace(match.rule, certainty=Certainty.LIKELY), gives)
        yield from without_other_makers(match_claims(sure, text.protocol, text.field, text.line, knowledge), (brand,))
    if matches:
        yield from brand_claims(brand, text.evidence(brand), knowledge)
        return
    if text.other:
        return
    for match in _numbers_of_others(rest, knowledge):
        claims = match_claims(match, text.protocol, text.field, text.line, knowledge, highest=Certainty.LIKELY)
        yield from (claim for claim in claims if claim.attribute in _OF_THE_MODEL)
        yield from brand_claims(brand, text.evidence(brand), knowledge)
        return
    model = _unknown_model(rest, knowledge)
    if model and brand.id not in knowledge.phrases.brand_words.cameras_only:
        if text.protocol is Protocol.SSDP:
            yield from brand_claims(brand, text.evidence(brand), knowledge, by_name=True)
        return
    if model:
        yield from brand_claims(brand, text.evidence(brand), knowledge, by_name=True)
        yield text.sells_cameras(brand)
        read = sentences.reading(text.protocol, text.field, text.line)
        weak = Evidence(read, Certainty.POSSIBLE, text.protocol, text.field)
        yield Claim(Attribute.MODEL, text_key(model), model, weak)


def _known_models(brand: Brand, rest: str, knowledge: Knowledge) -> Sequence[RuleMatch]:
    """The grammars of the brand that know the longest beginning of what stands behind it."""
    for form in _forms(rest):
        named = f"{brand.name} {form}"
        texts = (*((form,) if any(map(str.isdigit, form)) else ()), named, named.replace("-", " "))
        for text in dict.fromkeys(texts):
            matches = [
                match
                for match in knowledge.match(Protocol.ONVIF, "model", text)
                if match.gives.get("model") and (of_brand(match.rule.says, brand) or _is_any_other(match.rule.says))
            ]
            if matches:
                return matches
    return ()


def _numbers_of_others(rest: str, knowledge: Knowledge) -> Iterator[RuleMatch]:
    """The grammar of another maker that knows a long number: brands sell what others make."""
    for form in _forms(rest):
        if "-" in form and len(text_key(form)) >= _LONG_NUMBER and sum(map(str.isdigit, form)) >= _OWN_DIGITS:
            for match in knowledge.match(Protocol.ONVIF, "model", form):
                sure = match.rule.certainty >= Certainty.LIKELY and match.rule.says.get("kind") in CAMERA_KINDS
                if sure and match.gives.get("model"):
                    yield match


def _is_any_other(says: Mapping[str, str]) -> bool:
    """Whether the number is that of another thing, and the rule leaves open whose."""
    return "other" in says and not {"maker", "brand"} & says.keys()


def _forms(rest: str) -> Iterator[str]:
    """All of it, then less and less from its end."""
    form = " ".join(rest.split())
    for _ in range(len(_PART.split(form))):
        if len(_PART.split(form)) <= _MODEL_PARTS:
            yield form
        form = _LAST_PART.sub("", form)


def _unknown_model(rest: str, knowledge: Knowledge) -> str:
    """What looks like a number of a model, with letters and digits; "" when nothing does."""
    words = rest.split()
    pieces = [piece for piece in _PART.split(words[0]) if piece] if words else []
    while len(pieces) > 1 and _NO_MODEL.fullmatch(pieces[-1]) and len(pieces[-1]) >= _MODEL_PARTS:
        if _SHORT_MODEL.fullmatch("-".join(pieces)):
            break
        pieces.pop()
    model = words[0][: words[0].rfind(pieces[-1]) + len(pieces[-1])] if pieces else ""
    named = [mention for mention in knowledge.phrases.find(model) if mention.phrase and "kind" in mention.phrase.says]
    numbers = [piece for piece in pieces if any(map(str.isdigit, piece)) and not _NO_MODEL.fullmatch(piece)]
    if not (numbers or (_SHORT_MODEL.fullmatch(model) and not named)):
        return ""
    is_one = looks_like_model(model) or _SHORT_MODEL.fullmatch(model)
    is_serial = _SERIAL.search(model) or ("-" not in model and len(model) > _LONGEST_PLAIN_MODEL)
    return model if is_one and not is_serial and not knowledge.is_placeholder(model) else ""


def _speaks_of_another_thing(mentions: Sequence[Mention]) -> bool:
    kinds = [mention.phrase.says.get("kind") for mention in mentions if mention.phrase is not None]
    return any(kind is not None and kind not in CAMERA_KINDS for kind in kinds)


def _source(brand: Brand) -> tuple[str, str, str]:
    source = brand.sources[0]
    return f"brand-{brand.id}", source.url or source.title, brand.date
