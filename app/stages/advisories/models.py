"""A model as a device, a person or a record spells it → the spellings that mean the same, and whether a pattern fits them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

#: Longest model text that is read, in characters.
MODEL_LIMIT = 160
#: A model in a longer text: a word of letters and digits of at least this length.
_WORD_LENGTH = 5
#: A closed list rules out only what looks like a model number.
_PROPER_LENGTH = 3

_BLANK = re.compile(r"[\s\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\x00-\x1f]+")
_SEPARATORS = re.compile(r"[-_/.]+")
#: (EU), (US), (UN) … : the country that a unit was sold in. (B), (C), (S) of other makers are models of their own.
_REGION = re.compile(
    r"\s*\((?:eu|us|un|uk|au|ca|jp|kr|in|cn|ru|br|de|fr|tw|sg|mx|ar|es|it|pl|tr|za|ww|na|intl|international)\)", re.I
)
_LENS = re.compile(r"[\s_-]*\(?\b\d{1,3}(?:\.\d{1,2})?(?:\s*-\s*\d{1,3}(?:\.\d{1,2})?)?\s*mm\)?(?=$|\s)", re.I)
_REVISION = re.compile(
    r"""(?:
        [\s_/]*\(?\s*\b(?:hardware|h/?w|hw|rev|ver|revision|version)\b[\s.:]*(?:rev(?:ision)?|ver(?:sion)?)?[\s.:]*
            (?P<named>[a-z]?\d{1,2}(?:\.\d{1,2})?|[a-z])
      | [\s_/(-]+v(?P<v>\d{1,2}(?:\.\d{1,2})?)
      | [\s_/(]+(?P<letter>[a-h]\d)
      | [\s_]+(?P<bare>\d\.\d{1,2})
    )\s*\)?\s*$""",
    re.I | re.X,
)
_GENERIC = re.compile(
    r"[\s,]+(?:(?:ip|network|wi-?fi|wireless|security|cloud|dome|bullet|turret|ptz|day/night|indoor|outdoor|hd)\s+)*"
    r"(?:camera|cam|recorder|nvr|dvr|xvr|series|s[ée]rie|doorbell|device)s?$",
    re.I,
)
_SERIES = re.compile(r"\s+(?:series|s[ée]rie)$", re.I)
_OEM_PREFIX = re.compile(r"^dhi?-(?=[a-z]{2,})", re.I)
#: V3_1.4.5 in a firmware text of a maker that puts the hardware there.
_REVISION_IN_FIRMWARE = re.compile(r"_v(\d{1,2}(?:\.\d)?)_\d+\.\d+", re.I)


@dataclass(frozen=True, slots=True)
class ModelText:
    """Spellings of one model: whole ones first, then words out of a longer text. revision is its hardware, "" where unknown.

    loose are the spellings without dashes; numbered those of them that are long enough and hold a number.
    """

    spellings: tuple[str, ...]
    loose: tuple[str, ...]
    numbered: tuple[str, ...]
    revision: str = ""

    @property
    def is_proper(self) -> bool:
        """Whether it is exact enough to say that a closed list does not have it: a number, and no series such as CF7xxx."""
        return any(any(sign.isalpha() for sign in one) for one in self.numbered) and not any(
            "xx" in one for one in self.loose
        )


def read_model(untrusted: str, names: Iterable[str]) -> ModelText | None:
    """The spellings; None when nothing is left. Names of makers and brands in front of a model do not count."""
    text = _clean(untrusted)
    known = tuple(sorted(filter(None, (_clean(name).casefold() for name in names)), key=len, reverse=True))
    found: dict[str, None] = {}
    revision = ""
    for start in dict.fromkeys((text, without_names(text, known))):
        for one in dict.fromkeys((start, _trimmed(start))):
            found.setdefault(one)
            bare, told = _split_revision(one)
            if told and bare:
                revision = revision or told
                found.setdefault(bare)
                found.setdefault(_trimmed(bare))
    for one in tuple(found):
        found.setdefault(_OEM_PREFIX.sub("", one))
    for word in re.split(r"[\s,;|()]+", text):
        if len(word) >= _WORD_LENGTH and any(sign.isdigit() for sign in word) and any(sign.isalpha() for sign in word):
            found.setdefault(word)
            found.setdefault(_OEM_PREFIX.sub("", word))
    spellings = tuple(dict.fromkeys(key for one in found if _loosened(key := tight_key(one))))
    if not spellings:
        return None
    loose = tuple(dict.fromkeys(filter(None, map(_loosened, spellings))))
    numbered = tuple(one for one in loose if len(one) >= _PROPER_LENGTH and any(sign.isdigit() for sign in one))
    return ModelText(spellings, loose, numbered, revision)


def revision_in_firmware(untrusted: str) -> str:
    """The hardware revision that a firmware text names, "" when it names none."""
    found = _REVISION_IN_FIRMWARE.search(untrusted)
    return revision_key(found[1]) if found else ""


def revision_key(untrusted: str) -> str:
    """What two spellings of one hardware revision have in common: V3, 3.0 and Ver. 3 are 3; A1 is a1."""
    text = re.sub(r"^(?:hardware|h/?w|rev(?:ision)?|ver(?:sion)?|v)[\s.:]*", "", untrusted.strip().casefold())
    text = re.sub(r"^(?:rev(?:ision)?|ver(?:sion)?|v)?[\s.:]*", "", text)
    return text.removesuffix(".0")


def tight_key(text: str) -> str:
    """A spelling without letter case and blanks."""
    return text.casefold().replace(" ", "")


def without_names(text: str, known: tuple[str, ...]) -> str:
    """The text without names in front; the text as it is when nothing else stands there."""
    rest = text
    while True:
        lowered = rest.casefold()
        name = next((one for one in known if lowered.startswith(one) and _ends_word(lowered, len(one))), None)
        if name is None:
            return rest
        left = rest[len(name) :].lstrip(" -_/:®™")
        if not left:
            return rest
        rest = left


class Patterns:
    """Model patterns of one limit: * and ? as in a file name; letter case, blanks and, when nothing else fits, dashes do not count."""

    def __init__(self, models: Iterable[str], names: tuple[str, ...]) -> None:
        """Names of makers and brands in front of a pattern do not count."""
        known = tuple(sorted((name.casefold() for name in names if name), key=len, reverse=True))
        written = [
            spelling
            for model in models
            for start in dict.fromkeys((_clean(model), without_names(_clean(model), known)))
            # What is left of VioStor* is no pattern for everything.
            if start == model or start.strip("*? ")
            for spelling in dict.fromkeys((start, _OEM_PREFIX.sub("", start), _SERIES.sub("", start)))
        ]
        keys = dict.fromkeys(tight_key(one) for one in written)
        self.everything = "*" in keys
        self._keys = tuple(keys)
        #: What stands in front of the first * or ?. Most models are ruled out by it, before anything is compiled.
        self._beginnings = tuple(dict.fromkeys(_loosened(re.split(r"[*?]", key)[0]) for key in keys))

        self.is_literal = not any(re.search(r"[*?]", key) for key in keys)
        whole = dict.fromkeys(_loosened(key.rstrip("*")) for key in keys if not re.search(r"[*?]", key.rstrip("*")))
        self._whole = tuple(one for one in whole if len(one) >= _PROPER_LENGTH)

    @cached_property
    def _tight(self) -> re.Pattern[str]:
        return _expression(self._keys)

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return _expression(dict.fromkeys(map(_loosened, self._keys)))

    def fit(self, model: ModelText) -> bool:
        """Whether one of the spellings is meant by one of the patterns."""
        if not any(one.startswith(self._beginnings) for one in model.loose):
            return False
        return (
            self._tight.search("\n".join(model.spellings)) is not None
            or self._loose.search("\n".join(model.loose)) is not None
        )

    def fit_revision(self, model: ModelText) -> bool:
        """Whether the spelling that fits carries the hardware revision, as in C200 V3."""
        with_revision = [one for one in model.spellings if re.search(rf"v?{re.escape(model.revision)}$", one)]
        return bool(model.revision and with_revision) and self._tight.search("\n".join(with_revision)) is not None

    def nearly_fit(self, model: ModelText) -> bool:
        """Whether a spelling holds a model of the list, or is held by one, so that it may be another spelling of it."""
        return any(one in whole or whole in one for one in model.numbered for whole in self._whole)

    def begin_alike(self, model: ModelText) -> bool:
        """Whether a spelling begins like a pattern, or is the beginning of one."""
        long = tuple(one for one in self._beginnings if len(one) >= _PROPER_LENGTH)
        return any(one.startswith(long) or any(each.startswith(one) for each in long) for one in model.numbered)


def readable(pattern: str) -> str:
    """A pattern as people read it on a label: x for a sign that may be any, … for several."""
    return re.sub(r"\*+", "…", pattern.strip("*")).replace("?", "x").strip()


def _clean(untrusted: str) -> str:
    return _BLANK.sub(" ", unicodedata.normalize("NFKC", untrusted[:MODEL_LIMIT])).strip(" \"',;:")


def _trimmed(text: str) -> str:
    """Without what is not part of a model number: region, lens, and a word for the kind of thing."""
    before = None
    while before != text:
        before = text
        text = _GENERIC.sub("", _LENS.sub("", _REGION.sub("", text))).strip(" -_,")
    return text or before


def _split_revision(text: str) -> tuple[str, str]:
    found = _REVISION.search(_REGION.sub("", text))
    if not found:
        return text, ""
    return _REGION.sub("", text)[: found.start()].strip(" -_/("), revision_key(found[found.lastgroup or 0])


def _loosened(key: str) -> str:
    return _SEPARATORS.sub("", key)


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not text[end].isalnum()


def _expression(keys: Iterable[str]) -> re.Pattern[str]:
    glob = {"*": "[^\\n]*", "?": "[^\\n]"}
    choices = ("".join(glob.get(sign) or re.escape(sign) for sign in key) for key in keys if key)
    return re.compile(f"^(?:{'|'.join(choices)})$", re.MULTILINE)
