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
