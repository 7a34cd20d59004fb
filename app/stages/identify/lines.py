"""Free text of an answer, line by line, with the words, brands and model numbers that were found in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.knowledge.load import Knowledge
from app.knowledge.makers import Brand
from app.knowledge.match import RuleMatch
from app.knowledge.phrases import Mention, Phrase
from app.model.certainty import Certainty
from app.model.identity import CAMERA_KINDS, Kind, OtherThing
from app.model.sighting import Protocol, Sighting
from app.stages.identify.places import PLACES, Place

#: Most model numbers that are looked up in one line, and most lines of one field that are looked through for them.
_CANDIDATES_LIMIT = 12
_LINES_LIMIT = 24
#: A line of at most that many words is a label, a longer one is told text.
_LABEL_WORDS = 7
_CANDIDATE = re.compile(r"[A-Za-z0-9][A-Za-z0-9()/+.-]{1,39}")
_JOINED = re.compile(r"[A-Za-z0-9()+]+(?:-[A-Za-z0-9()+]+)+")
_NAME_PART = re.compile(r"(?:^|,)(?:CN|OU?|emailAddress)=((?:[^,\\]|\\.){1,120})")
_COPYRIGHT = re.compile(r"copyright|\(c\)|\u00a9|all rights reserved", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w-]+")
_LOOSE = re.compile(r"[^\W\d_]{2,}\w*")
#: The name of a system, of a computer and of its kernel: people choose the second.
_HOST_NAME = re.compile(r"(?:Linux|Darwin|FreeBSD) \S{1,64} \d{1,2}\.\d")
#: The issue of a model, behind its number.
_ISSUE = re.compile(r" (M[kK] ?I{1,3})\b")
_TRIM = ".-/+("
#: Letters of the words that makers put into model numbers: TV, NAS, DVR.
_SHORT_WORD = 3


@dataclass(frozen=True, slots=True)
class Model:
    """A model number in a line; text is how it stands there."""

    text: str
    match: RuleMatch


@dataclass(frozen=True)
class Line:
    """One line of one field."""

    field: str
    place: Place
    text: str
    mentions: tuple[Mention, ...]
    knowledge: Knowledge

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases, in the order in which they stand."""
        return tuple(mention.phrase for mention in self.mentions if mention.phrase is not None)

    @cached_property
    def brands(self) -> tuple[Brand, ...]:
        """The brands, in the order in which they stand."""
        return tuple(dict.fromkeys(mention.brand for mention in self.mentions if mention.brand is not None))

    @cached_property
    def kind(self) -> Phrase | None:
        """The phrase that says what the line is about: programs and computers first, else the last, where the head of a name stands."""
        said = [phrase for phrase in self.phrases if phrase.certainty is Certainty.LIKELY and "kind" in phrase.says]
        first = [phrase for phrase in said if phrase.says["kind"] == Kind.SOFTWARE] or [
            phrase for phrase in said if phrase.says.get("other") == OtherThing.COMPUTER
        ]
        if said and said[-1].says["kind"] == Kind.RECORDER:
            # Boxes of television record, too.
            first = first or [phrase for phrase in said if phrase.says.get("other") == OtherThing.TELEVISION]
        return first[0] if first else said[-1] if said else None

    @cached_property
    def camera(self) -> Phrase | None:
        """The phrase by which the line says that it is a camera or one of its like."""
        return self.kind if self.kind is not None and self.kind.says["kind"] in CAMERA_KINDS else None

    @cached_property
    def other(self) -> Phrase | None:
        """The phrase by which the line says that it is something else; the name of a session is no name of a device."""
        if self.field == "sdp_name":
            return None
        return self.kind if self.kind is not None and self.kind.says["kind"] == Kind.OTHER else None

    @cached_property
    def thing(self) -> Phrase | None:
        """Any word for something else, also a weak one, where no word stands for a camera."""
        if self.weak is not None:
            return None
        return self.other or next((p for p in self.phrases if p.says.get("kind") == Kind.OTHER), None)

    @cached_property
    def weak(self) -> Phrase | None:
        """Words that support a camera and are not enough alone."""
        return next((p for p in self.phrases if p.says.get("kind") in CAMERA_KINDS), None)

    def ends_with(self, phrase: Phrase) -> bool:
        """Whether the phrase is the last of its words, where the head of a name stands: "printer-room-cam2"."""
        return any(mention.phrase is phrase and not _LOOSE.search(self.text, mention.end) for mention in self.mentions)

    @cached_property
    def whole(self) -> Phrase | None:
        """Words that are too weak alone, but are all that the line says."""
        said = [phrase for phrase in self.phrases if "kind" in phrase.says]
        if not said or not said[-1].whole or self.loose_words:
            return None
        return said[-1]

    @cached_property
    def loose_words(self) -> int:
        """How many of its words are neither in the lists nor numbers: the face of a device has few, a headline has many."""
        covered = bytearray(len(self.text))
        for mention in self.mentions:
            covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        return sum(
            not any(covered[word.start() + part.start() : word.start() + part.end()])
            for word in _WORD.finditer(self.text)
            if not any(char.isdigit() for char in word[0])
            for part in _LOOSE.finditer(word[0])
        )

    @cached_property
    def is_label(self) -> bool:
        """Whether it is as short as the name of a thing, or says whose page it is."""
        return len(self.text.split()) <= _LABEL_WORDS or _COPYRIGHT.search(self.text) is not None

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """The model numbers whose grammar a rule knows, in the order in which they stand."""
        found: dict[str, Model] = {}
        for candidate in candidates(self.text, self.brands):
            for match in self.knowledge.match(Protocol.ONVIF, "model", candidate):
                if match.gives.get("model") and match.rule.says:
                    found.setdefault(match.rule.id, Model(candidate, match))
        return tuple(found.values())


def candidates(untrusted: str, brands: tuple[Brand, ...]) -> Iterator[str]:
    """Pieces of a line that may be a model number: with a digit in them; also with the word before, as some makers write them."""
    found = [(piece[0].strip(_TRIM), piece.end()) for piece in _CANDIDATE.finditer(untrusted)]
    spelled = {brand.name.split()[0].casefold() for brand in brands}
    yielded = 0
    for at, (word, end) in enumerate(found):
        if not any(char.isdigit() for char in word) or yielded >= _CANDIDATES_LIMIT:
            continue
        yielded += 1
        issue = _ISSUE.match(untrusted, end)
        before = found[at - 1][0] if at else ""
        forms = [f"{word} {issue[1]}"] if issue else []
        forms.append(word.rstrip("()") if word.count("(") != word.count(")") else word)
        forms += [part for mark in "/(" if (part := word.partition(mark)[0]) != word and any(map(str.isdigit, part))]
        for form in forms:
            yield form
            if before.casefold() in spelled and before.isalpha():
                yield f"{before.upper()} {form}"
            elif before:
                yield f"{before} {form}"


def plain_words(untrusted: str, knowledge: Knowledge) -> Phrase | None:
    """The words for a camera that a text consists of; None when it says more, or something else."""
    line = Line("", Place.NAMES, untrusted, _mentions(untrusted, knowledge), knowledge)
    return line.camera if not line.loose_words else None


def lines_of(sighting: Sighting, knowledge: Knowledge) -> tuple[Line, ...]:
    """The lines of free text, the most telling field first."""
    fields: Mapping[str, Place] = PLACES.get(sighting.protocol, {})
    found: list[Line] = []
    for field, place in fields.items():
        untrusted = sighting.untrusted_fields.get(field, "")
        pieces = untrusted.split("\n") if untrusted else []
        if sighting.protocol is Protocol.TLS:
            pieces = [part.strip() for piece in pieces for part in _NAME_PART.findall(piece)]
        kept = pieces if place is Place.SHOWS else pieces[:_LINES_LIMIT]
        for piece in kept:
            # Author, publisher and the like are labels; a description is told text.
            named = field == "meta" and len(piece.split()) <= _LABEL_WORDS
            where = Place.NAMES if named else Place.CHOSEN if _HOST_NAME.match(piece) else place
            found.append(
                Line(field, where, piece, _mentions(piece, knowledge, chosen=where is Place.CHOSEN), knowledge)
            )
    return tuple(found)


def _mentions(untrusted: str, knowledge: Knowledge, *, chosen: bool = False) -> tuple[Mention, ...]:
    """What the lists know in the line, without parts of model numbers and of names of firms.

    The "TV" of TV-IP310 is no television, the "home automation" of Bird Home Automation no thermostat. In a name that somebody chose,
    words are joined as well: only short ones are taken for a part of a number.
    """
    numbers = [
        found.span()
        for found in _JOINED.finditer(untrusted)
        if any(char.isdigit() for char in found[0].partition("-")[2])
    ]
    mentions = knowledge.phrases.find(untrusted)
    makers = knowledge.phrases.brand_words.cameras_only
    firms = [(mention.start, mention.end) for mention in mentions if mention.brand and mention.brand.id in makers]
    return tuple(
        mention
        for mention in mentions
        if mention.brand is not None
        or mention.phrase is None
        or mention.phrase.says.get("kind") != Kind.OTHER
        or not any(
            start <= mention.start and mention.end <= end and (start, end) != (mention.start, mention.end)
            for start, end in firms
        )
        if (chosen and mention.end - mention.start > _SHORT_WORD)
        or not any(
            (start <= mention.start and mention.end < end) or (start < mention.start and mention.end <= end)
            for start, end in numbers
        )
    )
