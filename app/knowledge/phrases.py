"""Words by which devices name themselves in free text, and words that speak against a camera: closed lists in resources/words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from app.knowledge.makers import Brand, Directory
from app.knowledge.names import name_key
from app.knowledge.tables import Row, read_table, rows_of
from app.model.certainty import Certainty
from app.model.identity import Kind, OtherThing

#: Longest line that is looked through, and most lines of one field.
LINE_LIMIT = 256
LINES_LIMIT = 64
_REMEMBERED = 4096
_INITIALS = 2
#: What a phrase may say. topic is "writing" (text about things instead of text of a thing) or "nothing" (words that only look like others).
_SAYS = frozenset({"maker", "brand", "platform", "kind", "other", "topic"})
_KEYS = frozenset({"id", "says", "certainty", "texts", "exact", "whole", "source", "date", "examples", "not_examples"})
#: What phrases say that stand for a name.
_NAMES = frozenset({"maker", "brand", "platform"})
_TOPICS = frozenset({"writing", "nothing"})
_OWN_WORD = "OWN"
_WORD = re.compile(r"[^\W_]+")
#: Where a word within a word begins or ends: NetworkCamera, NVR4108.
_CAMEL = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z]{2})(?=\d)|(?<=\w)(?=[DN]VR(?:[vV]\d|(?![A-Za-z])))|(?<=[DN]VR)(?=[vV]\d)|(?<=\w{3})(?=cam(?:era)?(?![A-Za-z]))"
)
#: Scripts that write words without spaces: Chinese, Japanese and Korean characters are looked at one by one.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """says: what the words mean where a device names itself, certainty how much they may say there alone.

    exact: the words may not be part of a longer word (MyCamera, NVR4108).
    whole: words that are possible only are enough where a name consists of them.
    """

    id: str
    says: Mapping[str, str]
    certainty: Certainty
    texts: tuple[str, ...]
    exact: bool
    whole: bool
    source: str
    source_date: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a line, from start to end in the text: a phrase of the lists, the name of a brand, or one that is both."""

    start: int
    end: int
    phrase: Phrase | None = None
    brand: Brand | None = None


@dataclass(frozen=True, slots=True)
class BrandWords:
    """Ids of brands that sell next to nothing but cameras, whose name is an everyday word, and that sell what others make."""

    cameras_only: frozenset[str]
    ordinary: frozenset[str]
    sellers_only: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    end: int
    begins: bool
    ends: bool


class _Layer:
    """Texts of which the longest that fits counts, and of which no two overlap."""

    def __init__(self) -> None:
        self.phrases: dict[str, Phrase] = {}
        self.brands: dict[str, Brand] = {}
        self._starts: set[str] = set()

    def add(self, phrase: Phrase) -> None:
        """Raises ValueError for a text that is empty or stands for something already."""
        for text in phrase.texts:
            key = phrase_key(text)
            if not key or key in self.phrases:
                other = self.phrases.get(key)
                raise ValueError(f"{phrase.id}: {text!r} is empty or stands in {other.id if other else '-'} too")
            self.phrases[key] = phrase

    def close(self) -> None:
        """Nothing is added any more."""
        keys = (*self.brands, *self.phrases)
        self._starts = {key[:length] for key in keys for length in range(1, len(key) + 1)}

    def find(self, pieces: list[_Piece]) -> Iterator[Mention]:
        """From left to right."""
        at = 0
        while at < len(pieces):
            length, phrase, brand = self._longest(pieces, at)
            if length:
                yield Mention(pieces[at].start, pieces[at + length - 1].end, phrase, brand)
            at += length or 1

    def _longest(self, pieces: list[_Piece], at: int) -> tuple[int, Phrase | None, Brand | None]:
        best: tuple[int, Phrase | None, Brand | None] = (0, None, None)
        key = ""
        for length, piece in enumerate(pieces[at:], 1):
            key += piece.text
            if key not in self._starts:
                break
            whole = pieces[at].begins and piece.ends
            brand = self.brands.get(key) if whole else None
            phrase = self.phrases.get(key)
            if phrase is not None and phrase.exact and not whole:
                phrase = None
            if brand is not None or phrase is not None:
                best = (length, phrase, brand)
        return best


class PhraseBook:
    """Finds in a line the words for things, and beside them the names: brands and product families."""

    def __init__(self, phrases: Iterable[Phrase], brand_words: BrandWords, directory: Directory) -> None:
        """Raises ValueError for a text that stands for two things."""
        self.phrases = tuple(phrases)
        self.brand_words = brand_words
        self._words, self._names = _Layer(), _Layer()
        for brand in directory.brands.values():
            for spelling in (brand.name, *brand.aliases):
                key = phrase_key(name_key(spelling))
                # Two letters are a name where a device states its firm, and anything in free text.
                if key and (spelling == brand.name or len(key) > _INITIALS):
                    self._names.brands.setdefault(key, brand)
        for phrase in self.phrases:
            (self._names if _NAMES & set(phrase.says) else self._words).add(phrase)
        self._words.close()
        self._names.close()
        self.find = lru_cache(maxsize=_REMEMBERED)(self._find)

    def _find(self, untrusted_line: str) -> tuple[Mention, ...]:
        """Every mention in one line, from left to right."""
        pieces = _pieces(untrusted_line[:LINE_LIMIT])
        found = [*self._words.find(pieces), *self._names.find(pieces)]
        return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def _pieces(untrusted: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    text = unicodedata.normalize("NFC", untrusted)
    for word in _WORD.finditer(text):
        if _UNSPACED.search(word[0]):
            pieces += [
                _Piece(phrase_key(char), word.start() + at, word.start() + at + 1, True, True)
                for at, char in enumerate(word[0])
            ]
            continue
        at = word.start()
        parts = _CAMEL.split(word[0])
        for number, part in enumerate(parts):
            pieces.append(_Piece(phrase_key(part), at, at + len(part), number == 0, number == len(parts) - 1))
            at += len(part)
    return [piece for piece in pieces if piece.text]


def phrase_key(text: str) -> str:
    """What two spellings have in common: letters and digits without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum())


def read_phrases(folder: Path, directory: Directory) -> PhraseBook:
    """The lists of resources/words. Raises KnowledgeError that names the file and the row."""
    phrases: list[Phrase] = []
    groups: dict[str, frozenset[str]] = {}
    for path in sorted(folder.glob("*.toml")):
        table = read_table(path)
        head = Row(path.name, dict(table), path.stem)
        head.only(frozenset({"date", "phrase", "brands"}))
        head.day("date")
        phrases += [_phrase(row, directory) for row in rows_of(path, table, "phrase")]
        for row in rows_of(path, table, "brands"):
            row.only(frozenset({"id", "brands", "source", "date"}))
            row.string("source")
            row.day("date")
            brands = row.texts("brands")
            if unknown := [brand for brand in brands if brand not in directory.brands]:
                raise row.fault(f"brands {unknown} are not in the list")
            groups[row.id] = frozenset(brands)
    none: frozenset[str] = frozenset()
    words = BrandWords(*(groups.get(name, none) for name in ("cameras-only", "ordinary-words", "sellers-only")))
    try:
        return PhraseBook(phrases, words, directory)
    except ValueError as error:
        raise Row("words", {}, "words").fault(str(error)) from error


def _phrase(row: Row, directory: Directory) -> Phrase:
    row.only(_KEYS)
    try:
        certainty = Certainty.from_word(row.string("certainty"))
    except ValueError as error:
        raise row.fault("certainty is not possible or likely") from error
    if certainty not in (Certainty.POSSIBLE, Certainty.LIKELY):
        raise row.fault("words alone are possible or likely")
    says = row.any("says")
    if not isinstance(says, dict) or not says or set(says) - _SAYS:
        raise row.fault(f"says is not a table of {sorted(_SAYS)}")
    known = {
        "maker": directory.makers,
        "brand": directory.brands,
        "platform": directory.platforms,
        "kind": {kind.value for kind in Kind},
        "other": {thing.value for thing in OtherThing if thing},
        "topic": _TOPICS,
    }
    for key, value in says.items():
        if value not in known[key]:
            raise row.fault(f"{key} {value!r} is not in the list")
    if ("other" in says) != (says.get("kind") == Kind.OTHER):
        raise row.fault("other goes with kind = other, and only with it")
    examples, not_examples, texts = row.texts("examples"), row.texts("not_examples"), row.texts("texts")
    if not examples or not not_examples or not texts:
        raise row.fault("needs at least one text, one example and one counter-example")
    try:
        source = directory.source(row.string("source"))
    except KeyError as error:
        raise row.fault(f"source {error} is not in sources.toml") from error
    return Phrase(
        row.id,
        MappingProxyType(says),
        certainty,
        texts,
        row.flag("exact"),
        row.flag("whole"),
        source.url or source.title,
        row.day("date"),
        examples,
        not_examples,
    )
