"""Model numbers and firmware versions in free text, weighed by what stands beside them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.knowledge.load import Knowledge
from app.knowledge.makers import Brand
from app.model.certainty import Certainty
from app.model.identity import Evidence
from app.model.sighting import Protocol
from app.stages.identify import sentences
from app.stages.identify.claim import Attribute, Claim, text_key
from app.stages.identify.lines import Line, Model, candidates
from app.stages.identify.matched import match_claims, without_other_makers
from app.stages.identify.places import Place

#: Fields that may hold a model number which no grammar of ours knows.
_NAMING_FIELDS = frozenset({"title", "realm", "banner", "description", "model_name", "model_description", "sdp_name"})
#: So many letters and digits are a number of their own; shorter ones are shared by many makers.
_OWN_NUMBER = 6
#: With a hyphen as the whole name, and of a maker that alone writes so.
_WHOLE_NUMBER = 5
_FIRMWARE = re.compile(
    r"\b(?:firmware|software|f/?w)(?:[ _-]{0,2}(?:version|release|ver|rev|v))?[\s:=.#-]{1,4}(?P<version>[vV]?\d{1,4}\.[\w.-]{1,30})",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\b(?:version|ver\.?|rev\.?) {0,2}(?P<version>[vV]?\d{1,3}\.\d[\w.-]{0,20})", re.IGNORECASE)
#: Behind a model or the words for a camera, where nothing says what it is the version of.
_BARE_VERSION = re.compile(
    r"(?P<version>(?:MX-|[A-Z]\w{1,9}-(?:\d{3}-)?(?=V\d|VVTK-))?"
    r"(?:VVTK-\w{4,8}|[vV]?\d{1,3}(?:\.\d{1,4}){1,4})(?:[_-][\w.-]{1,40}| build \d{6})?)(?=$|[ ,;)])"
    r"|firmware (?P<number>\d{4,6})\b"
)
#: What a device says of itself as one line, its version at the end.
_ONE_LINE_FIELDS = frozenset({"description", "banner", "prompt", "user_agent"})
_LAST_VERSION = re.compile(r" (?P<version>\d{1,2}\.\d{1,3}(?:\.\d{1,4}){0,2})$")
#: Pieces with digits that number something else than a model.
_NO_MODEL = re.compile(
    r"v?\d[\d.,:/]*[a-z]?|\d+(?:p|x\d+|k|ch|mp|fps|gb|mb|ghz|g|m|in1|d)|mpeg-?[1247]|h\.?26[45]\+?|mp4|802\.11\w*|ipv[46]|utf-?8|html5|(?:http|rtsp|upnp|tls)/\d.*|[0-9a-f]{12,}|mp3|md5|ie\d+|windows\w*|win\d+|es\d|ptz\d|ip6\d|ik\d+|rev\.?\d+|tlsv?\d.*|wi-?fi-?\d|cat-?\d\w?|build\d+|\w{20,}",
    re.IGNORECASE,
)
#: So many words hold a brand and one of its models, and nothing else.
_SHORT_TITLE = 3
_COUNTED = re.compile(r"([A-Za-z]+)[-_]?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The lines of one answer. camera: it names itself a camera. counts: whether a brand in a line is meant as one."""

    protocol: Protocol
    names: tuple[Line, ...]
    shows: tuple[Line, ...]
    brands: frozenset[Brand]
    camera: bool
    login: bool
    counts: Callable[[Line, Brand], bool]

    def claims(self, knowledge: Knowledge) -> Iterator[Claim]:
        """What the known grammars say, else a number that stands beside a brand; and the firmware."""
        known = [
            (line, model) for line in (*self.names, *self.shows) for model in line.models if self._fits(line, model)
        ]
        for line, model in known:
            backed = line.place is Place.NAMES or self.login or self._backed(model)
            highest = Certainty.LIKELY if backed else Certainty.POSSIBLE
            told = match_claims(model.match, self.protocol, line.field, line.text, knowledge, highest=highest)
            yield from without_other_makers(told, self.brands)
        if not known:
            yield from self._unknown_model(knowledge)
        yield from self._firmware()

    def _fits(self, line: Line, model: Model) -> bool:
        """Whether the number means what its grammar says: a brand backs it, or it is long and stands where names are."""
        named = line.place is Place.NAMES
        alone = named and len(line.text.split()) <= 2
        least = _WHOLE_NUMBER if alone and "-" in model.text and _is_sure(model) else _OWN_NUMBER
        clear = ("-" in model.text or alone) and len(text_key(model.text)) >= least
        if self._backed(model):
            return True
        if self.brands and (model.match.rule.says.get("brand") or not clear):
            return False
        return named and (self.camera or clear)

    def _backed(self, model: Model) -> bool:
        return any(of_brand(model.match.rule.says, brand) for brand in self.brands)

    def _unknown_model(self, knowledge: Knowledge) -> Iterator[Claim]:
        """A number beside a brand and the words for a camera, where no grammar of ours knows it."""
        cameras_only = knowledge.phrases.brand_words.cameras_only
        for line in self.names:
            if line.field not in _NAMING_FIELDS:
                continue
            named = [brand for brand in line.brands if self.counts(line, brand)]
            alone = bool(named) and len(line.text.split()) <= _SHORT_TITLE
            branded = bool(named) and (line.kind or alone or any(brand.id in cameras_only for brand in named))
            # The number is all that the title says; the firm stands in another name of the same device.
            only = len(line.text.split()) == 1 and any(brand.id in cameras_only for brand in self.brands)
            if not branded and not line.other and not only:
                continue
            covered = {text_key(line.text[mention.start : mention.end]) for mention in line.mentions}
            left = [
                word
                for word in dict.fromkeys(candidates(line.text, ()))
                if looks_like_model(word) and text_key(word) not in covered and not _is_counted(word, knowledge)
            ]
            if len(left) == 1:
                certainty = Certainty.LIKELY if named and line.kind else Certainty.POSSIBLE
                yield self._claim(Attribute.MODEL, left[0], line, certainty)
                return

    def _firmware(self) -> Iterator[Claim]:
        for line in (*self.names, *self.shows):
            found = _FIRMWARE.search(line.text)
            if found is None and line.field == "title" and line.brands:
                found = _VERSION.search(line.text) or (_LAST_VERSION.search(line.text) if line.camera else None)
            if found is not None:
                yield self._claim(Attribute.FIRMWARE, found["version"].rstrip(".-"), line, Certainty.LIKELY)
                return
            if line.field in _ONE_LINE_FIELDS and (version := _version_behind(line)):
                yield self._claim(Attribute.FIRMWARE, version, line, Certainty.LIKELY)
                return

    def _claim(self, attribute: Attribute, untrusted: str, line: Line, certainty: Certainty) -> Claim:
        read = sentences.reading(self.protocol, line.field, line.text)
        return Claim(attribute, text_key(untrusted), untrusted, Evidence(read, certainty, self.protocol, line.field))


def _is_sure(model: Model) -> bool:
    return model.match.rule.certainty >= Certainty.LIKELY and "maker" in model.match.rule.says


def _version_behind(line: Line) -> str:
    """A version that stands right behind a model number or the words for a camera; "" elsewhere: programs have versions, too."""
    if not line.models and not (line.brands and line.camera):
        return ""
    ends = {mention.end for mention in line.mentions if mention.phrase is line.camera}
    for found in _BARE_VERSION.finditer(line.text):
        before = line.text[: found.start()].rstrip(" ,;(")
        if len(before) in ends or any(before.endswith(model.text) for model in line.models):
            return found["version"] or found["number"]
    return ""


def of_brand(says: Mapping[str, str], brand: Brand) -> bool:
    """Whether a rule speaks of that brand, of a branch of it ("Samsung Techwin") or of its maker."""
    named = says.get("brand", "")
    return named == brand.id or named.startswith(f"{brand.id}-") or says.get("maker") in brand.makers


def _is_counted(word: str, knowledge: Knowledge) -> bool:
    """Whether it is a placeholder, or a word for a thing with a number of order: Camera1, NVR-02."""
    counted = _COUNTED.fullmatch(word)
    return knowledge.is_placeholder(word) or (
        counted is not None and any(mention.phrase for mention in knowledge.phrases.find(counted[1]))
    )


def looks_like_model(word: str) -> bool:
    """Whether letters and digits stand in one word, as in the numbers of models."""
    return (
        " " not in word
        and any(char.isdigit() for char in word)
        and any(char.isalpha() for char in word)
        and len(word) >= 3
        and "(" not in word
        and _NO_MODEL.fullmatch(word) is None
    )
