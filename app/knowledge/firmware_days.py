"""Finds the day on which firmware was built in a text: many ways to write a day, and many numbers that only look like one."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

#: A day before this is a clock that was never set, or a number of another kind.
EARLIEST = dt.date(1998, 1, 1)
#: Digits in one piece that begin with less, and that nothing calls a day, are counters with zeros in front.
_EARLIEST_COUNTER = 2004
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_CLOCK = r"(?: \d{1,2}:\d\d(?::\d\d)?)?(?: [a-z]{3,4})?"


class DayOrder(StrEnum):
    """How a maker writes a day whose parts could be read in two ways."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day and where it stands in the text. label: 2 when the text calls it the build's, 1 when it calls it a date, else 0."""

    day: dt.date
    start: int
    end: int
    label: int


#: Year first; dots only between two digits each, because 2023.3.1 is a version.
_YEAR_FIRST = re.compile(
    r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d\d)(?:(?P<s>[-/_ ])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})|\.(?P<m2>\d\d)\.(?P<d2>\d\d))(?![0-9])"
)
_DAY_NAMED = re.compile(
    rf"(?<![0-9.])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ ./_-]{{0,2}}{_MONTH}[ ,./_-]{{0,2}}(?P<y>(?:19|20)\d\d|\d\d)(?![0-9])",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    rf"(?<![A-Za-z]){_MONTH}[ ._-]{{0,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?{_CLOCK}[ ,._-]{{1,2}}(?P<y>(?:19|20)\d\d)(?![0-9])",
    re.IGNORECASE,
)
_YEAR_NAMED = re.compile(
    rf"(?<![0-9])(?P<y>(?:19|20)\d\d)[ _-]{{0,1}}{_MONTH}[ _-]{{0,1}}(?P<d>\d{{1,2}})(?![0-9])", re.I
)
_YEAR_LAST = re.compile(
    r"(?<![0-9.])(?:(?P<a>\d{1,2})/(?P<b>\d{1,2})/|(?P<a2>\d\d)(?P<s>[.-])(?P<b2>\d\d)(?P=s))(?P<y>(?:19|20)\d\d)(?![0-9])"
)
_SHORT_PARTS = re.compile(r"(?<![0-9/])(?P<a>\d\d)/(?P<b>\d\d)/(?P<c>\d\d)(?![0-9/])")
_SHORT_YEAR_FIRST = re.compile(r"(?<![0-9A-Za-z-])(?P<y>\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![0-9-])")
#: Digits in one piece; a time of day may follow the day.
_PACKED = re.compile(
    r"(?:(?<![0-9A-Za-z])|(?<=build)|(?<=date)|(?<=[vbrtd_]))(?P<digits>\d{6}(?:\d{2}){0,4})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_BUILD_LABEL = re.compile(
    r"(?:build|built|compiled?|bld)(?:[ _-]?(?:date|time|on))?[ _:.,=(-]{0,4}$|(?<![a-z])b$", re.IGNORECASE
)
_DATE_LABEL = re.compile(r"(?:date|time)[ _:.,=(-]{0,4}$", re.IGNORECASE)


def latest(today: dt.date) -> dt.date:
    """The last day that is believed: clocks of build machines go wrong, by a year at most."""
    return today + dt.timedelta(days=366)


def read_day(untrusted: str, order: DayOrder, today: dt.date) -> dt.date | None:
    """The day that a whole text is: its digits in the given order, the year with two or four; what follows six or eight is time."""
    found = next(iter(_found(untrusted.strip(), order, today)), None)
    if found is not None and not re.search(r"\d", untrusted.strip()[: found.start]):
        return found.day
    digits = re.sub(r"[^0-9]", "", untrusted)
    return _packed(digits, order, today)


def find_day(untrusted: str, order: DayOrder | None, today: dt.date) -> FoundDay | None:
    """The day that a longer text holds: the first that it calls a build's, else the first. order None: two readings are none."""
    found = sorted(_found(untrusted, order, today), key=lambda one: (-one.label, one.start, -one.end))
    return found[0] if found else None


def _found(text: str, order: DayOrder | None, today: dt.date) -> Iterator[FoundDay]:
    for pattern, reading in (
        (_YEAR_FIRST, _year_first),
        (_DAY_NAMED, _named),
        (_NAMED_DAY, _named),
        (_YEAR_NAMED, _named),
        (_YEAR_LAST, _year_last),
        (_SHORT_YEAR_FIRST, _short_year_first),
        (_SHORT_PARTS, _short_parts),
        (_PACKED, _in_one_piece),
    ):
        for match in pattern.finditer(text):
            day = reading(match, order, today)
            if day is not None:
                yield FoundDay(day, match.start(), match.end(), _label(match))


def _year_first(match: re.Match[str], _order: DayOrder | None, today: dt.date) -> dt.date | None:
    return _day(match["y"], match["m"] or match["m2"], match["d"] or match["d2"], today)


def _named(match: re.Match[str], _order: DayOrder | None, today: dt.date) -> dt.date | None:
    return _day(match["y"], str(_MONTHS.index(match["month"].lower()) + 1), match["d"], today)


def _year_last(match: re.Match[str], order: DayOrder | None, today: dt.date) -> dt.date | None:
    first, second, year = match["a"] or match["a2"], match["b"] or match["b2"], match["y"]
    readings = {DayOrder.DMY: _day(year, second, first, today), DayOrder.MDY: _day(year, first, second, today)}
    return _one_of(readings, order)


def _short_year_first(match: re.Match[str], _order: DayOrder | None, today: dt.date) -> dt.date | None:
    return _day(match["y"], match["m"], match["d"], today)


def _short_parts(match: re.Match[str], order: DayOrder | None, today: dt.date) -> dt.date | None:
    a, b, c = match["a"], match["b"], match["c"]
    readings = {
        DayOrder.YMD: _day(a, b, c, today),
        DayOrder.DMY: _day(c, b, a, today),
        DayOrder.MDY: _day(c, a, b, today),
    }
    return _one_of(readings, order)


def _one_of(readings: dict[DayOrder, dt.date | None], order: DayOrder | None) -> dt.date | None:
    """The reading in the maker's order, else the only one that is possible."""
    possible = {day for day in readings.values() if day is not None}
    if order in readings and readings[order] is not None:
        return readings[order]
    return possible.pop() if len(possible) == 1 else None


def _in_one_piece(match: re.Match[str], _order: DayOrder | None, today: dt.date) -> dt.date | None:
    """In one piece everybody writes the year first, however he writes it with strokes between."""
    day = _packed(match["digits"], DayOrder.YMD, today)
    if day is None or len(match["digits"]) == 8 or day.year >= _EARLIEST_COUNTER or _label(match):
        return day
    return None


def _label(match: re.Match[str]) -> int:
    before = match.string[max(0, match.start() - 20) : match.start()]
    return 2 if _BUILD_LABEL.search(before) else 1 if _DATE_LABEL.search(before) else 0


def _packed(digits: str, order: DayOrder, today: dt.date) -> dt.date | None:
    """YYYYMMDD or YYMMDD, or the same in another order, each with an hour, minute and second or without."""
    if order is not DayOrder.YMD and len(digits) in {6, 8}:
        first, second, year = digits[:2], digits[2:4], digits[4:]
        turned = _day(year, *((second, first) if order is DayOrder.DMY else (first, second)), today)
        if turned is not None:
            return turned
    if len(digits) >= 8 and digits[:2] in {"19", "20"}:
        day = _day(digits[:4], digits[4:6], digits[6:8], today)
        if day is not None and _is_clock(digits[8:]):
            return day
    if len(digits) not in {6, 10, 12} or not _is_clock(digits[6:]):
        return None
    return _day(digits[:2], digits[2:4], digits[4:6], today)


def _is_clock(digits: str) -> bool:
    parts = [int(digits[place : place + 2]) for place in range(0, len(digits), 2)]
    return len(parts) <= 3 and all(part < limit for part, limit in zip(parts, (24, 60, 60), strict=False))


def _day(year: str, month: str, day: str, today: dt.date) -> dt.date | None:
    """A real day between EARLIEST and latest(today), else None. A year of two digits is of this century where that is possible."""
    number = int(year)
    if len(year) == 2:
        number += 2000 if number + 2000 <= latest(today).year else 1900
    try:
        found = dt.date(number, int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found <= latest(today) else None
