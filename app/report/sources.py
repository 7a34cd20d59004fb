"""Numbered footnotes: each source once, in the order of first mention."""

from app.report.untrusted_display import shown
from app.words import Words


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
