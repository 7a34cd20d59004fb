"""Sorts what stands on a label: each thing once, in a fixed order, secrets without their value."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from app.knowledge.label import Grammar, LabelKnowledge
from app.knowledge.load import Knowledge
from app.knowledge.makers import Relation
from app.knowledge.match import build_day
from app.model.label import HIDDEN_KINDS, LabelPart, LabelText, PartKind
from app.model.sighting import Protocol
from app.stages.label import identifiers
from app.stages.label.dates import day_of_manufacture
from app.stages.label.lines import lines_of, split
from app.untrusted.text import FIELD_LIMIT, clean

#: Most texts of one label, and most parts that are kept.
TEXTS_LIMIT = 64
PARTS_LIMIT = 60
_TEXT_LIMIT = 8000
_ORDER = {kind: place for place, kind in enumerate(PartKind)}
#: Codes whose number names a product in a shop.
_SHOP_FORMATS = frozenset({"EAN-13", "EAN-8", "UPC-A", "UPC-E"})
_TWO_DIMENSIONAL = frozenset({"QR Code", "Micro QR Code", "rMQR Code", "Data Matrix", "Aztec", "PDF417"})
_SERIAL_LIKE = re.compile(r"(?=.{0,30}\d)[0-9A-Z][0-9A-Z-]{5,29}", re.IGNORECASE)
_URL = re.compile(r"https?://\S{3,}", re.IGNORECASE)
_WEB_SITE = re.compile(r"(?:https?://|www\.)[\w.-]+\.[a-z]{2,10}(?:/\S*)?", re.IGNORECASE)
_COMPANY_FORM = re.compile(r"\b(?:co|ltd|inc|llc|corp|gmbh|ag|ab|limited|corporation|company)\b", re.IGNORECASE)
#: Lines that name other firms' services.
_NOT_ITS_BRAND = re.compile(
    r"(?:works|compatible|for use|certified|powered|designed|made|supports?|fonctionne|compatible)\b", re.IGNORECASE
)
#: Words behind a model number that are no part of it.
_PLAIN_WORDS = frozenset(
    {"network", "camera", "cam", "caméra", "réseau", "ip", "wireless", "video", "security", "recorder", "the"}
)
#: Labels give the issue of the hardware as "Ver: 1.0"; a firmware version is longer.
_ISSUE = re.compile(r"v?\d{1,2}(?:\.\d)?", re.IGNORECASE)
_ONLY_A_DATE = re.compile(r"(?:19|20)\d\d[-./](?:0[1-9]|1[0-2])(?:[-./]\d\d)?|(?:0[1-9]|1[0-2])[-./](?:19|20)\d\d")
_LONGEST_PHRASE = 3
_SHORTEST_MODEL = 4
_HIK_LINES = 5


@dataclass(frozen=True, slots=True)
class Sign:
    """A text that fits a grammar of our knowledge, in which part of the label it stood."""

    kind: PartKind
    untrusted_text: str
    grammar: Grammar


@dataclass(frozen=True, slots=True)
class LabelParts:
    """fields are those of a sighting (docs/sightings.md). made: each day with the grammar that gave it, None for a printed one."""

    parts: tuple[LabelPart, ...]
    fields: Mapping[str, str]
    signs: tuple[Sign, ...]
    made: tuple[tuple[str, Grammar | None], ...]
    other_models: tuple[str, ...]

    def first(self, kind: PartKind) -> str:
        """The first value of a kind, "" when there is none."""
        return next((part.untrusted_value for part in self.parts if part.kind is kind), "")


def read_parts(texts: Sequence[LabelText], knowledge: Knowledge, labels: LabelKnowledge, today: dt.date) -> LabelParts:
    """What each thing on the label is. Texts beyond TEXTS_LIMIT are left out."""
    desk = _Desk(knowledge, labels, today)
    for text in texts[:TEXTS_LIMIT]:
        desk.read(text)
    return desk.done()


class _Desk:
    """Collects parts while the texts are read."""

    def __init__(self, knowledge: Knowledge, labels: LabelKnowledge, today: dt.date) -> None:
        self._knowledge, self._labels, self._today = knowledge, labels, today
        self._found: dict[tuple[PartKind, str], tuple[str, list[str]]] = {}
        self._signs: dict[tuple[str, str], Sign] = {}
        self._made: dict[str, Grammar | None] = {}
        self._format = ""

    def read(self, text: LabelText) -> None:
        """Sort one text."""
        self._format = text.code_format[:40]
        untrusted = text.untrusted_text[:_TEXT_LIMIT].strip("\x00 \r\n\t")
        before = len(self._found)
        if not untrusted or self._code(untrusted):
            return
        if self._format and self._of_a_code(untrusted):
            return
        lines = self._codes_among(lines_of(untrusted))
        keyed, free = split(lines)
        for pair in keyed:
            if pair.separated or pair.kind is not PartKind.MODEL or re.search(r"\d", pair.untrusted_value):
                self._keyed(pair.kind, pair.untrusted_value)
        for line in free:
            self._free(line)
        if self._format and len(self._found) == before and not self._knows(untrusted):
            self._unknown(untrusted)

    def done(self) -> LabelParts:
        """Everything, in order; what has only one possible meaning left is given it."""
        self._model_from_order_number()
        guessed = self._only_code_left()
        parts = tuple(
            LabelPart(kind, value, tuple(formats))
            for (kind, _), (value, formats) in sorted(self._found.items(), key=lambda item: _ORDER[item[0][0]])
        )
        models = [part.untrusted_value for part in parts if part.kind is PartKind.MODEL]
        fields = {
            name: next((part.untrusted_value for part in parts if part.kind is kind), "")
            for name, kind in (
                ("brand", PartKind.BRAND),
                ("manufacturer", PartKind.MANUFACTURER),
                ("model", PartKind.MODEL),
                ("serial", PartKind.SERIAL),
                ("firmware", PartKind.FIRMWARE),
                ("hardware", PartKind.HARDWARE),
                ("mac", PartKind.MAC),
            )
        }
        if guessed:
            fields["serial_guess"] = fields.pop("serial")
        fields["brand"] = self._narrowest([part.untrusted_value for part in parts if part.kind is PartKind.BRAND])
        if fields["brand"]:
            # What made it is told beside the brand, and is no second brand.
            fields.pop("manufacturer")
        kept = {name: value for name, value in fields.items() if value}
        return LabelParts(
            parts[:PARTS_LIMIT],
            MappingProxyType(kept),
            tuple(self._signs.values()),
            tuple(self._made.items()),
            tuple(models[1:4]),
        )

    def _narrowest(self, brands: Sequence[str]) -> str:
        """The first brand, or rather one that is a line of it: TP-Link and Tapo on one sticker are Tapo."""
        known = [(text, brand) for text in brands if (brand := self._knowledge.brand_named(text)) is not None]
        for text, brand in known:
            if (
                brand.relation is Relation.BRAND_OF
                and known[0][1].relation is Relation.OWN
                and brand.makers == known[0][1].makers
            ):
                return text
        return brands[0] if brands else ""

    def _add(self, kind: PartKind, untrusted: str) -> None:
        value = "" if kind in HIDDEN_KINDS else _printable(clean(untrusted, FIELD_LIMIT))
        if not value and kind not in HIDDEN_KINDS:
            return
        key = (kind, re.sub(r"[\W_]+", "", value).casefold() or value)
        if key not in self._found and len(self._found) >= PARTS_LIMIT * 2:
            return
        _, formats = self._found.setdefault(key, (value, []))
        if self._format and self._format not in formats:
            formats.append(self._format)

    def _sign(self, kind: PartKind, untrusted: str, grammar: Grammar, gives: Mapping[str, str]) -> None:
        """A grammar fits: keep what it gives."""
        if grammar.maker:
            self._signs.setdefault((grammar.id, untrusted), Sign(kind, clean(untrusted), grammar))
        if model := gives.get("model"):
            self._add(PartKind.MODEL, model)
        if serial := gives.get("serial"):
            self._keyed(PartKind.SERIAL, serial)
        for mac in identifiers.addresses(gives.get("mac", "")):
            self._add(PartKind.MAC, mac)
        day = build_day(gives.get("made", ""))
        if day and (made := day_of_manufacture(day, self._today)):
            self._made.setdefault(made, grammar)

    # What a code says as a whole

    def _code(self, untrusted: str) -> bool:
        """Whether the text is a code whose grammar is known; what it hides is only named."""
        found = self._labels.code(untrusted)
        if found is None:
            return False
        grammar, gives = found
        if grammar.hides is not None and (grammar.hides_all or _has_secret(grammar, untrusted)):
            self._add(grammar.hides, "")
        self._sign(PartKind.UNKNOWN, grammar.id, grammar, gives)
        return True

    def _codes_among(self, lines: list[str]) -> list[str]:
        """The lines without those that are a code, typed or pasted between others."""
        left: list[str] = []
        at = 0
        while at < len(lines):
            for count in range(min(_HIK_LINES, len(lines) - at), 0, -1):
                if self._code("\r".join(lines[at : at + count])):
                    at += count
                    break
            else:
                left.append(lines[at])
                at += 1
        return left

    def _of_a_code(self, untrusted: str) -> bool:
        """Whether the kind of code, or a web address in it, tells what it is."""
        if self._format in _SHOP_FORMATS:
            self._add(PartKind.PRODUCT_CODE, untrusted)
            return True
        if _URL.fullmatch(untrusted):
            self._web(untrusted)
            return True
        return False

    def _web(self, untrusted: str) -> None:
        """Only the site: what stands behind it may be a key."""
        try:
            host = urlsplit(untrusted if "//" in untrusted else f"https://{untrusted}").hostname or ""
        except ValueError:
            host = ""
        self._add(PartKind.WEB_ADDRESS, host)

    def _unknown(self, untrusted: str) -> None:
        """A code of which nothing is known. A square code may hold a key, so its text is left out."""
        square = self._format in _TWO_DIMENSIONAL
        self._add(PartKind.UNKNOWN, "…" if square else untrusted)

    def _knows(self, untrusted: str) -> bool:
        """Whether all that the text says was on the label already."""
        key = re.sub(r"[\W_]+", "", clean(untrusted)).casefold()
        mine = [entry for entry in self._found if entry[1] == key and entry[0] is not PartKind.UNKNOWN]
        for entry in mine:
            if self._format not in self._found[entry][1]:
                self._found[entry][1].append(self._format)
        return bool(mine)

    # What has a word in front of it

    def _keyed(self, kind: PartKind, untrusted: str) -> None:
        match kind:
            case PartKind.MODEL:
                self._model(untrusted)
            case PartKind.SERIAL:
                self._serial(untrusted)
            case PartKind.MAC:
                for mac in identifiers.addresses(untrusted):
                    self._add(kind, mac)
            case PartKind.FCC_ID | PartKind.MODULE_FCC_ID:
                self._add(kind, identifiers.fcc_id(untrusted))
            case PartKind.ISED | PartKind.MODULE_ISED:
                self._add(kind, identifiers.ised_number(untrusted))
            case PartKind.MADE:
                if made := day_of_manufacture(untrusted, self._today):
                    self._add(kind, made)
                    self._made[made] = None
            case PartKind.FIRMWARE if _ISSUE.fullmatch(untrusted):
                self._add(PartKind.HARDWARE, untrusted)
            case PartKind.COUNTRY:
                self._add(kind, " ".join(untrusted.split()[:3]).strip(".,"))
            case _:
                self._add(kind, untrusted)

    def _model(self, untrusted: str) -> None:
        if self._knowledge.is_placeholder(untrusted) or not re.search(r"[^\W_]", untrusted):
            return
        words = untrusted.split()
        for text in (untrusted, re.sub(r"\s*\([^()]*\)\s*$", "", untrusted), *_phrases(words[:6])):
            if self._is_model(text):
                self._add(PartKind.MODEL, text)
                self._line_in(text)
                return
        if len(words) > 1 and self._knowledge.brand_named(words[0]) is not None:
            self._add(PartKind.BRAND, words[0])
            untrusted = " ".join(words[1:])
        self._add(PartKind.MODEL, untrusted[:64])

    def _serial(self, untrusted: str) -> None:
        words = untrusted.split()
        text = words[0].strip(".,;()") if words else ""
        if len(text) < 6 and all(re.fullmatch(r"[0-9A-Za-z-]+", word) for word in words[:4]):
            text = "".join(words[:4])
        if not text or self._code(text):
            return
        self._add(PartKind.SERIAL, text)
        found = self._labels.serial(text)
        if found is not None:
            self._sign(PartKind.SERIAL, text, *found)

    # What stands alone

    def _free(self, line: str) -> None:
        if _WEB_SITE.fullmatch(line):
            self._web(line)
            return
        if _ONLY_A_DATE.fullmatch(line):
            self._keyed(PartKind.MADE, line)
            return
        for mac in identifiers.addresses(line):
            if ":" in line or "-" in line or self._knowledge.registrant(mac) is not None:
                self._add(PartKind.MAC, mac)
        self._name(line)
        words = [word.strip(",;") for word in line.split()]
        taken: set[int] = set()
        for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
            for at in range(len(words) - length + 1):
                places = set(range(at, at + length))
                if not places & taken and self._phrase(" ".join(words[at : at + length])):
                    taken |= places

    def _name(self, line: str) -> None:
        if _NOT_ITS_BRAND.match(line):
            return
        if self._knowledge.brand_named(line) is not None:
            self._add(PartKind.MANUFACTURER if _COMPANY_FORM.search(line) else PartKind.BRAND, line)
            return
        words = line.split()
        for count in range(min(_LONGEST_PHRASE, len(words) - 1), 0, -1):
            start = " ".join(words[:count])
            if self._knowledge.brand_named(start) is not None:
                kind = PartKind.MANUFACTURER if _COMPANY_FORM.search(line) else PartKind.BRAND
                self._add(kind, start.strip(".,:"))
                return

    def _phrase(self, text: str) -> bool:
        """Whether a few words are a model, a serial number or a permit number."""
        if text.rpartition(" ")[2].casefold() in _PLAIN_WORDS:
            return False
        if not re.search(r"\d", text) or not re.search(r"[A-Za-z]", text):
            return False
        found = self._labels.serial(text)
        if found is not None:
            self._serial(text)
            return True
        if len(text) >= _SHORTEST_MODEL and self._is_model(text):
            self._add(PartKind.MODEL, text)
            self._line_in(text)
            return True
        shared = self._labels.shared_by(text) if " " not in text else None
        if shared is not None and shared.shown:
            self._add(PartKind.MODEL, text)
            return True
        fcc = identifiers.fcc_id(text) if "-" in text and " " not in text else ""
        if fcc and fcc[:1].isdigit() and identifiers.halves(fcc)[0] in self._labels.fcc:
            self._add(PartKind.FCC_ID, fcc)
            return True
        return False

    def _line_in(self, model: str) -> None:
        """The name of the product line that a model number begins with: Tapo C210."""
        first, _, rest = model.partition(" ")
        if rest and self._knowledge.brand_named(first) is not None:
            self._add(PartKind.BRAND, first)

    def _is_model(self, text: str) -> bool:
        """Whether one of the grammars for model numbers fits."""
        matches = self._knowledge.match(Protocol.ONVIF, "model", text)
        return any(match.gives.get("model") and {"maker", "brand"} & set(match.rule.says) for match in matches)

    # What is left at the end

    def _model_from_order_number(self) -> None:
        if not any(kind is PartKind.MODEL for kind, _ in self._found):
            orders = [value for (kind, _), (value, _) in self._found.items() if kind is PartKind.ORDER_NUMBER]
            for value in orders:
                if self._is_model(value):
                    self._add(PartKind.MODEL, value)

    def _only_code_left(self) -> bool:
        """Whether the one code without a meaning was taken for the serial number, as there is no other."""
        if any(kind is PartKind.SERIAL for kind, _ in self._found):
            return False
        left = [key for key in self._found if key[0] is PartKind.UNKNOWN]
        if len(left) != 1 or not _SERIAL_LIKE.fullmatch(self._found[left[0]][0]):
            return False
        self._found[PartKind.SERIAL, left[0][1]] = self._found.pop(left[0])
        return True


def _printable(text: str) -> str:
    """Without what no label can print."""
    return "".join(char for char in text if char.isprintable()).strip()


def _phrases(words: Sequence[str]) -> Iterable[str]:
    """The beginnings of a text, the longest first."""
    return (" ".join(words[:count]).strip(",;") for count in range(len(words), 0, -1))


def _has_secret(grammar: Grammar, untrusted: str) -> bool:
    found = grammar.pattern.fullmatch(untrusted)
    return bool(found and found.groupdict().get("secret"))
