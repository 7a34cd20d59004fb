"""A firmware and a bound → which of the two comes first, where that is beyond doubt."""

import re
from enum import Enum, auto

from app.model.firmware import FirmwareText, Order, VersionPart, compare_versions

#: The first steps of a version with a board's code name the line of firmware that it belongs to.
_BASE = 2
_CODE_LENGTH = 3
_STEP = re.compile(r"[0-9]+|[a-z]+")


class Doubt(Enum):
    """Why a firmware and a bound cannot be put in order."""

    NO_VERSION = auto()
    NO_DAY = auto()
    APART = auto()
    NOT_COMPARABLE = auto()


def version_order(firmware: FirmwareText, bound: FirmwareText) -> Order | None:
    """-1, 0 or 1 by version where that is beyond doubt.

    None for 5.4 beside 5.4.5 (it may be the beginning of 5.4.9), for letters of which the order is nobody's rule, for a number
    without dots beside one with dots, where leading zeros would turn the order round (2.1 beside 2.02), and for another board.
    """
    order = compare_versions(firmware, bound)
    if order is None or firmware.version is None or bound.version is None:
        return None
    if ("." in bound.version) != ("." in firmware.version):
        return None
    if order == 0:
        return 0
    mine, theirs = firmware.numbers, bound.numbers
    written, limit = _Written(firmware.version), _Written(bound.version)
    place = next((i for i, (one, two) in enumerate(zip(mine, theirs, strict=False)) if one != two), None)
    if place is None:
        place = min(len(mine), len(theirs))
        # One is longer. What it has more must be a number, and a step that is written as zero is there.
        longer = mine if len(mine) > place else theirs
        there = longer is mine or len(written.steps) > place
        return order if there and _is_number(longer[place]) else None
    if not (_is_number(mine[place]) and _is_number(theirs[place])):
        return order if len(mine[place][2]) == len(theirs[place][2]) == 1 else None
    return order if _is_certain(written, limit, place, order) else None


def _is_certain(written: "_Written", limit: "_Written", place: int, order: Order) -> bool:
    """Whether the first step that differs is an order: no board's code, no other line of firmware, no turned zeros."""
    if place >= min(len(written.steps), len(limit.steps)):
        return True
    if written.is_code(place) or limit.is_code(place) or written.is_of_other_board(limit):
        return False
    if order > 0 and place < _BASE and (written.has_code or limit.has_code):
        return False
    if len(written.steps) == _BASE and place == 1 and written.steps[1].rstrip("0") == limit.steps[1].rstrip("0"):
        return False  # 2.8 may be how somebody writes 2.800
    # 4.30.85 is before 4.30.096; only 2.1 beside 2.02, or what would come after, may be meant as decimals.
    if order < 0 and place > 1:
        return True
    return not (place and _zeros_turn(written.steps[place], limit.steps[place], order))


class _Written:
    """The steps of a version as written, which still have their zeros."""

    def __init__(self, version: str) -> None:
        found = list(_STEP.finditer(version.casefold()))
        self.steps = [one[0] for one in found]
        #: 0000008 of 2.800.0000008.0.R and 00 of HW00 are names of a board: not an order.
        self._codes = [
            (place == _BASE and len(one[0]) > _CODE_LENGTH and one[0].startswith("0"))
            or (place > 0 and one.start() == found[place - 1].end() and len(self.steps[place - 1]) > 1 and place > 1)
            for place, one in enumerate(found)
        ]
        self.has_code = any(self._codes)

    def is_code(self, place: int) -> bool:
        return self._codes[place]

    def is_of_other_board(self, other: "_Written") -> bool:
        """Whether both carry a board's code, and not the same one."""
        return self.has_code and other.has_code and self.board != other.board

    @property
    def board(self) -> list[str]:
        """The steps that are a board’s code."""
        return [step for step, is_code in zip(self.steps, self._codes, strict=True) if is_code]


def order_by_day(firmware: FirmwareText, bound: FirmwareText) -> Order | Doubt:
    """The day decides; a version that says the opposite makes it doubtful."""
    if firmware.built is None or bound.built is None:
        return Doubt.NO_DAY
    day = finer_order(firmware, bound)
    if day is None:
        return Doubt.NO_DAY
    version = version_order(firmware, bound)
    return Doubt.APART if version and version != day else day


def order_by_version(firmware: FirmwareText, bound: FirmwareText, *, needs_day: bool) -> Order | Doubt:
    """The version decides, the day when versions are equal and the bound has one; opposites make it doubtful.

    needs_day: what lies above a bound with a day has to show its own.
    """
    if bound.version is None:
        return order_by_day(firmware, bound)
    day = None if firmware.built is None or bound.built is None else finer_order(firmware, bound)
    if firmware.version is None:
        # A build of an earlier day comes before the bound; one of a later day may belong to an older line.
        return -1 if day == -1 else Doubt.NO_VERSION
    version = version_order(firmware, bound)
    if version is None:
        return Doubt.NOT_COMPARABLE
    if version == 0:
        if bound.built is None:
            return 0
        return Doubt.NO_DAY if day is None else day
    if day and day != version:
        return Doubt.APART
    if needs_day and version > 0 and bound.built is not None and day is None:
        return Doubt.NO_DAY
    return version


def finer_order(firmware: FirmwareText, bound: FirmwareText) -> Order | None:
    """By day, and by what stands behind the day (a time, a count) when days are equal; None when only the bound has that."""
    if firmware.built is None or bound.built is None:
        return None
    if firmware.built != bound.built:
        return -1 if firmware.built < bound.built else 1
    mine, theirs = _behind_day(firmware), _behind_day(bound)
    if not theirs:
        return 0
    if len(mine) != len(theirs):
        return None
    return 0 if mine == theirs else (-1 if mine < theirs else 1)


def _behind_day(text: FirmwareText) -> str:
    """The digits behind the day in the build: 171021 of 240424171021."""
    if text.built is None:
        return ""
    digits = re.sub(r"\D", "", text.build_text or "")
    return digits.partition(f"{text.built:%y%m%d}")[2]


def _is_number(part: VersionPart) -> bool:
    rank, _, letters = part
    return rank == 1 and not letters


def _zeros_turn(mine: str, theirs: str, order: Order) -> bool:
    """Whether 1 beside 02 would be the other way round as a decimal (.1 beside .02)."""
    if len(mine) == len(theirs) or not (mine.startswith("0") or theirs.startswith("0")):
        return False
    width = max(len(mine), len(theirs))
    decimal = (mine.ljust(width, "0") > theirs.ljust(width, "0")) - (mine.ljust(width, "0") < theirs.ljust(width, "0"))
    return decimal != order
