"""Numbered footnotes: each source once, in the order of first mention."""

import re

from app.report.untrusted_display import shortened, shown
from app.words import Words

_ADDRESS = re.compile(r"https?://([^\s/]+)\S*")
#: Longest web address that stands on a page as it is: nobody types a longer one.
_ADDRESS_LIMIT = 60


def on_page(source: str) -> str:
    """A footnote as it is read: of a long web address its host, behind the title; of one that has no title its beginning."""

    def told(found: re.Match[str]) -> str:
        if len(found.group()) <= _ADDRESS_LIMIT:
            return found.group()
        return found.group(1) if found.start() else shortened(found.group(), _ADDRESS_LIMIT)

    return _ADDRESS.sub(told, source)


class Sources:
    """Collects sources while a report is built."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._numbers: dict[str, int] = {}

    def number(self, source: str, date: str = "") -> tuple[int, ...]:
        """The footnote of a source with the date we read it or it was published, in a tuple; empty where there is none."""
        text = shown(source)
        if not text:
            return ()
        if date:
            text = self._words.text("{source} ({date})").format(source=text, date=shown(date))
        return (self._numbers.setdefault(text, len(self._numbers) + 1),)

    @property
    def items(self) -> tuple[str, ...]:
        """All of them, number 1 first."""
        return tuple(self._numbers)
