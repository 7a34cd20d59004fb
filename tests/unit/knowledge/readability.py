"""How hard an English text is to read: the grade of Flesch and Kincaid (1975), with syllables counted from the spelling."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z’']+")
_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end left out; at least one."""
    bare = re.sub(r"[’']", "", word.casefold())
    count = len(_VOWELS.findall(bare))
    silent = (bare.endswith("e") and not bare.endswith(("le", "ee", "ye"))) or re.search(
        r"[^tdeiou]ed$|[^sxzcgeiou]es$", bare
    )
    return max(1, count - bool(silent and count > 1))


def grade(sentences: Iterable[str]) -> float:
    """0.39 × words a sentence + 11.8 × syllables a word − 15.59."""
    told = [part for sentence in sentences for part in re.split(r"(?<=[.!?:;])\s+", sentence) if _WORD.search(part)]
    words = [word for part in told for word in _WORD.findall(part)]
    return 0.39 * len(words) / len(told) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
