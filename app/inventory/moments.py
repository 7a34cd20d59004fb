"""Times as the file holds them."""

import datetime as dt


def now() -> str:
    """This moment."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def utc(when: dt.datetime) -> str:
    """A moment, so written that later ones sort later."""
    return when.astimezone(dt.UTC).isoformat(timespec="seconds")


def moment(text: str) -> dt.datetime | None:
    """A kept moment; None for an empty one."""
    return dt.datetime.fromisoformat(text) if text else None


def day(text: str) -> dt.date | None:
    """A kept day; None for an empty one."""
    return dt.date.fromisoformat(text) if text else None


def foreign_moment(untrusted: object, latest: dt.datetime) -> tuple[str, bool]:
    """A moment of another file in UTC, and whether it lay after the latest, which then takes its place.

    Raises ValueError, OverflowError, TypeError for anything but a full date and time with its zone.
    """
    if not isinstance(untrusted, str):
        raise TypeError("no moment")
    when = dt.datetime.fromisoformat(untrusted)
    if when.tzinfo is None:
        raise ValueError("a moment without its zone")
    return (utc(latest), True) if when > latest else (utc(when), False)
