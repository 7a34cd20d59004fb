"""How sure a value is (design §5)."""

from enum import IntEnum

_WORDS = ("not-known", "possible", "likely", "confirmed")


class Certainty(IntEnum):
    """Ordered: a higher certainty compares as greater."""

    NOT_KNOWN = 0
    POSSIBLE = 1
    LIKELY = 2
    CONFIRMED = 3

    @property
    def word(self) -> str:
        """The word of the machine formats: not-known, possible, likely, confirmed."""
        return _WORDS[self]

    @classmethod
    def from_word(cls, word: str) -> "Certainty":
        """The certainty of a machine-format word. Raises ValueError for any other."""
        return cls(_WORDS.index(word))
