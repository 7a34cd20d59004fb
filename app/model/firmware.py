"""What a device's firmware text says: the version, its order among others, the day it was built, the board or track."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

#: One step of a version: rank, number, letters. A step of rank 0 (beta, rc …) comes before the release, one of rank 1 is a
#: number, or letters that follow a number ("0204j" is 204 and then "j").
VersionPart = tuple[int, int, str]
#: What stands where one version is shorter than the other: 5.4 is 5.4.0, and later than 5.4 beta.
NO_PART: VersionPart = (1, 0, "")

Order = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class FirmwareText:
    """A firmware text as read. What the text does not hold is None; numbers is empty exactly when version is None.

    text is what was given, trimmed and bounded. version is written as the maker writes it, without the build's day, the board
    and the customer. build_text is the build as it stands in the text. track is a board, a platform or a long-term track.
    """

    text: str
    version: str | None = None
    numbers: tuple[VersionPart, ...] = ()
    built: date | None = None
    build_text: str | None = None
    track: str | None = None
    customer: str | None = None


def order_of(first: tuple[VersionPart, ...], second: tuple[VersionPart, ...]) -> Order:
    """-1, 0 or 1: whether the first comes before the second. A total order of all versions."""
    length = max(len(first), len(second))
    mine = first + (NO_PART,) * (length - len(first))
    theirs = second + (NO_PART,) * (length - len(second))
    if mine == theirs:
        return 0
    return -1 if mine < theirs else 1


def compare_versions(first: FirmwareText, second: FirmwareText) -> Order | None:
    """-1, 0 or 1 by version alone, whatever the days; None when the two cannot be compared.

    They cannot when one has no version, when they were built for different customers, or when they belong to different boards.
    A track that is the beginning of the version itself (9.80 of 9.80.3) keeps its place in the order.
    """
    if not first.numbers or not second.numbers or first.customer != second.customer:
        return None
    boards = [text.track for text in (first, second) if text.track and not _begins_version(text)]
    if len(boards) == 2 and boards[0].casefold() != boards[1].casefold():
        return None
    return order_of(first.numbers, second.numbers)


def _begins_version(text: FirmwareText) -> bool:
    return text.track is not None and text.track[:1].isdigit() and f"{text.version}.".startswith(f"{text.track}.")
