"""A firmware text and a record's limit → which side of the limit it is on, or why that cannot be told (docs/advisories.md)."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from app.model.advisory import Affected, Decides
from app.model.firmware import FirmwareText, Order, compare_versions
from app.stages.advisories.order import Doubt, finer_order, order_by_day, order_by_version

Reader = Callable[[str], FirmwareText]


class Reach(Enum):
    """What the limit says of a firmware."""

    AFFECTED = auto()
    NAMED = auto()
    ALL = auto()
    FIXED = auto()
    OLDER = auto()
    NO_FIRMWARE = auto()
    UNREADABLE = auto()
    NO_VERSION = auto()
    NO_DAY = auto()
    APART = auto()
    NOT_COMPARABLE = auto()
    BETWEEN = auto()
    NEWER = auto()
    BEFORE_FIRST = auto()
    NOT_LISTED = auto()
    OTHER_TRACK = auto()
    NO_LIMIT = auto()


_REACH_OF_DOUBT = {
    Doubt.NO_VERSION: Reach.NO_VERSION,
    Doubt.NO_DAY: Reach.NO_DAY,
    Doubt.APART: Reach.APART,
    Doubt.NOT_COMPARABLE: Reach.NOT_COMPARABLE,
}
_SHORT_TRACK = 3
#: A track that is named after the first number of its versions: MX-V4 is 4.x.
_LINE = re.compile(r"-V(\d+)$", re.I)
_V = re.compile(r"(?<![a-z0-9])v(?:er(?:sion)?)?[ ._:]*(?=\d)")
_NUMBER = re.compile(r"\d+")
#: Behind the whole of a version: neither more of it nor a word such as "beta"; the build may follow.
_ENDS = r"(?![a-z0-9]|[.]\w| (?!build|b\d|rel)[a-z0-9])"
_RELEASE = re.compile(r"(?<![a-z])rel(?:ease)?[. _-]*(\d+)", re.I)
#: The text speaks of a span of versions, or of a wish, not of one that is installed.
_VAGUE = re.compile(
    r"(?<![\w\"'/?])[<>≤≥~]=?\s*v?\d|\?\s*$"
    r"|\b(?:or|and|ou|et)\s+(?:later|newer|above|higher|up|earlier|older|below|lower|prior|plus|ult[ée]rieur|ant[ée]rieur)"
    r"|\b(?:before|since|until|up to|prior to|older than|newer than|at least|approx\w*\.?|about|circa|avant|depuis|jusqu.[àa])\s+"
    r"(?:version\s+|build\s+)?v?\s*\d"
    # The text is about another program of the device.
    r"|^\W*(?:web|security baseline|plug-?in|encod\w*|onvif|dsp|boot\w*|hardware|kernel|linux)\b[^\d]{0,24}\d",
    re.I,
)
#: What stands before a day on which nothing was built: "installed 2022-03-04", "checked on …".
_OTHER_DAY = re.compile(
    r"\b(?:install|updat|upgrad|check|scan|bought|purchas|download|seen|valid|support|expir|achet|vu\b|mise? (?:[àa] jour|en service)|"
    r"consult|v[ée]rifi|t[ée]l[ée]charg)[^\d]{0,24}$",
    re.I,
)
#: A further number in the same text that may be the version, when nothing says that it is that of something else.
_FURTHER = re.compile(r"(?:^|[\s,;|(])v?(\d+(?:\.\d+)+)(?![\w.])", re.I)
_OF_ANOTHER = re.compile(
    r"(?:onvif|arm|linux|kernel|u-?boot|boot\w*|rtsp|https?|web\w*|server|plug-?in|encod\w*|dsp|hardware|hw|pcb|mcu|isp|lens|ip|h|mpeg?|"
    r"api|sdk|schema|profile)\b[^\d]{0,12}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit of one set of models, its bounds read once. listed are compared as texts and by version and day."""

    affected: Affected
    since: FirmwareText | None
    until: FirmwareText | None
    before: FirmwareText | None
    fixed: FirmwareText | None
    listed: tuple[FirmwareText, ...]
    read: Reader

    @classmethod
    def of(cls, affected: Affected, read: Reader) -> "Limit":
        """Reads the bounds of a limit with the maker's own way of writing firmware."""

        def bound(text: str) -> FirmwareText | None:
            return read(text) if text else None

        return cls(
            affected,
            bound(affected.since),
            bound(affected.until),
            bound(affected.before),
            bound(affected.fixed),
            tuple(read(text) for text in affected.listed),
            read,
        )

    def reach(self, firmware: FirmwareText | None) -> Reach:
        """What it says of this firmware; None and an empty text are a firmware that is not known."""
        decides = self.affected.decides
        if decides is Decides.ALL_VERSIONS:
            return Reach.ALL
        if decides is Decides.NO_LIMIT:
            return Reach.NO_LIMIT
        if firmware is None or not firmware.text:
            return Reach.NO_FIRMWARE
        firmware = _without_other_day(firmware)
        if not self._is_of_track(firmware):
            return Reach.OTHER_TRACK
        if _VAGUE.search(firmware.text):
            return Reach.UNREADABLE
        if any(is_same(firmware, one) for one in self.listed):
            return Reach.NAMED
        if firmware.version is None and firmware.built is None:
            return Reach.UNREADABLE
        if decides is Decides.LISTED:
            return Reach.FIXED if self.fixed and self._order(firmware, self.fixed) in (0, 1) else Reach.NOT_LISTED
        return self._sure(firmware, self._between(firmware))

    def _between(self, firmware: FirmwareText) -> Reach:
        """Where it lies among the bounds."""
        upper = self.until or self.before
        if upper is None:
            return Reach.NO_LIMIT
        order = self._order(firmware, upper)
        if order == 1 or (order == 0 and self.before):
            return self._above(firmware)
        first = self._order(firmware, self.since) if self.since else None
        if first == -1 and self.affected.older_not_affected:
            return Reach.OLDER
        for one in (order, first):
            if isinstance(one, Doubt):
                return _REACH_OF_DOUBT[one]
        return Reach.BEFORE_FIRST if first == -1 else Reach.AFFECTED

    def _above(self, firmware: FirmwareText) -> Reach:
        """What is above the affected ones: fixed only from the version or day on that the record calls fixed."""
        fixed = self.fixed
        if fixed is None:
            return Reach.NEWER
        order = self._order(firmware, fixed)
        if isinstance(order, Doubt):
            return _REACH_OF_DOUBT[order]
        if order < 0:
            return Reach.BETWEEN
        return Reach.FIXED if order > 0 or _release_is_reached(firmware, fixed) else Reach.NOT_COMPARABLE

    def _sure(self, firmware: FirmwareText, reach: Reach) -> Reach:
        """FIXED and OLDER only when no other number of the text, taken for the version, says something else."""
        if reach not in (Reach.FIXED, Reach.OLDER):
            return reach
        others = (self._between(one) for one in _further_versions(firmware, self.read))
        return reach if all(other is reach for other in others) else Reach.UNREADABLE

    def _order(self, firmware: FirmwareText, bound: FirmwareText) -> Order | Doubt:
        """-1, 0 or 1: before, at or after the bound."""
        if self.affected.decides is Decides.BUILD_DATE and bound.built is not None:
            return order_by_day(firmware, bound)
        return order_by_version(firmware, bound, needs_day=self.affected.decides is Decides.VERSION_AND_BUILD)

    def _is_of_track(self, firmware: FirmwareText) -> bool:
        track = self.affected.track.casefold()
        if not track:
            return True
        text = _spaced(firmware.text)
        # A prefix like GIPC- is sometimes left away where the version is shown.
        core = track.rpartition("-")[2]
        if _holds(text, track) or (len(core) > _SHORT_TRACK and _holds(text, core, at_word=True)):
            return True
        line = _LINE.search(track)
        return line is not None and (firmware.version or "").startswith(f"{line[1]}.")


def is_same(firmware: FirmwareText, named: FirmwareText) -> bool:
    """Whether a firmware is the one that a record names: the same text, or the same version of the same day."""
    if re.search(rf"(?<![a-z0-9.]){_blanks_or_not(named.text)}{_ENDS}", _spaced(firmware.text)):
        return True
    same_day = finer_order(firmware, named) == 0 and finer_order(named, firmware) == 0
    if not same_day or compare_versions(firmware, named) != 0:
        return False
    # Less is told than the record tells, and nothing else: 1.3.0 Build 220830 of 1.3.0 Build 220830 Rel.69909n.
    return _numbers_beside_day(firmware) <= _numbers_beside_day(named)


def _without_other_day(firmware: FirmwareText) -> FirmwareText:
    """Without a day on which something else was done than building it."""
    before, found, _after = firmware.text.partition(firmware.build_text or "\n")
    return replace(firmware, built=None, build_text=None) if found and _OTHER_DAY.search(before) else firmware


def _release_is_reached(firmware: FirmwareText, fixed: FirmwareText) -> bool:
    """At the bound itself: whether a release number that the bound names is reached too."""
    wanted = _RELEASE.search(fixed.text)
    if wanted is None:
        return True
    mine = _RELEASE.search(firmware.text)
    return mine is not None and int(mine[1]) >= int(wanted[1])


def _further_versions(firmware: FirmwareText, read: Reader) -> Iterator[FirmwareText]:
    """What else in the text looks like a version, each with the day of the text."""
    for found in _FURTHER.finditer(firmware.text):
        number = found[1]
        before = firmware.text[max(0, found.start(1) - 24) : found.start(1)]
        if number in (firmware.version or "") or (firmware.build_text and number in firmware.build_text):
            continue
        if _OF_ANOTHER.search(before):
            continue
        one = read(number)
        yield FirmwareText(
            number, one.version, one.numbers, firmware.built, firmware.build_text, firmware.track, firmware.customer
        )


def _holds(text: str, track: str, *, at_word: bool = False) -> bool:
    """Whether the track stands in the text for itself: 11.6 in 11.6.94, not in 11.11.6; at_word: only where a word begins."""
    before = r"[^\s(:=]" if at_word else "[0-9.]" if track[0].isdigit() else "[a-z]"
    after = r"\d" if track[-1].isdigit() else "[a-z]"
    return re.search(f"(?<!{before}){_blanks_or_not(track)}(?!{after})", text) is not None


def _numbers_beside_day(text: FirmwareText) -> Counter[str]:
    return Counter(_NUMBER.findall(_spaced(text.text.replace(text.build_text or "\n", " "))))


def _spaced(text: str) -> str:
    return _V.sub("", text.casefold())


def _blanks_or_not(text: str) -> str:
    """An expression for the text wherever blanks stand in it."""
    return " ?".join(re.escape(sign) for sign in _spaced(text) if sign != " ")
