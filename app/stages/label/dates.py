"""The date of manufacture as labels print it: what is ambiguous stays open."""

import datetime as dt
import re

_EARLIEST = 1995
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier janv", "feb february février fevrier févr fév", "mar march mars", "apr april avril avr", "may mai",
            "jun june juin", "jul july juillet juil", "aug august août aout", "sep sept september septembre",
            "oct october octobre", "nov november novembre", "dec december décembre decembre déc",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR_FIRST = re.compile(r"(20\d\d|199\d)\s?[-./年 ]\s?(\d{1,2})(?:\s?[-./月 ]\s?(\d{1,2}))?(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?:(\d{1,2})[-./ ])?(\d{1,2})[-./ ](20\d\d|199\d)(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?(?!\d)")
_WORDED = re.compile(
    r"(?:(\d{1,2})(?:er|st|nd|rd|th)?[ .-]*)?([^\W\d_]{3,9})[.,]?[ .-]*(?:(\d{1,2}),? )?(20\d\d|199\d)", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(20\d\d|199\d)(?!\d)")


def day_of_manufacture(untrusted: str, today: dt.date) -> str:
    """YYYY-MM-DD, YYYY-MM or YYYY, as exact as the text is without guessing; "" when it holds no date up to today."""
    for read in (_worded, _year_first, _compact, _year_last, _year_alone):
        year, month, day = read(untrusted)
        if year:
            return _written(year, month, day, today)
    return ""


def _worded(text: str) -> tuple[int, int, int]:
    for found in _WORDED.finditer(text):
        month = _MONTHS.get(found[2].casefold(), 0)
        if month:
            return int(found[4]), month, int(found[1] or found[3] or 0)
    return 0, 0, 0


def _year_first(text: str) -> tuple[int, int, int]:
    found = _YEAR_FIRST.search(text)
    if found is None:
        return 0, 0, 0
    month = int(found[2])
    return (int(found[1]), month, int(found[3] or 0)) if 1 <= month <= 12 else (int(found[1]), 0, 0)


def _compact(text: str) -> tuple[int, int, int]:
    found = _COMPACT.search(text)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else (0, 0, 0)


def _year_last(text: str) -> tuple[int, int, int]:
    """Of 05/06/2019 nobody can tell which is the month: only the year is sure."""
    found = _YEAR_LAST.search(text)
    if found is None:
        return 0, 0, 0
    first, second, year = int(found[1] or 0), int(found[2]), int(found[3])
    if not first:
        return year, second if second <= 12 else 0, 0
    if first == second and first <= 12:
        return year, first, first
    if first > 12 >= second:
        return year, second, first
    if second > 12 >= first:
        return year, first, second
    return year, 0, 0


def _year_alone(text: str) -> tuple[int, int, int]:
    found = _YEAR.search(text)
    return (int(found[1]), 0, 0) if found else (0, 0, 0)


def _written(year: int, month: int, day: int, today: dt.date) -> str:
    if not _EARLIEST <= year <= today.year or (year == today.year and month > today.month):
        return ""
    if not month:
        return f"{year}"
    try:
        exact = dt.date(year, month, day) if day else None
    except ValueError:
        exact = None
    if exact is None:
        return f"{year}-{month:02}"
    return exact.isoformat() if exact <= today else ""
