"""Makes text of devices and persons fit for a page: nothing in it can reorder, hide or pile up on other text."""

import re
import unicodedata

#: Most combining marks that one letter keeps: enough for every living script, too few to climb over the line above.
MARKS_LIMIT = 4
#: Longest name in a table of many things, in characters.
NAME_LIMIT = 60

#: Alphabets whose letters look like ours; wide and styled forms of our own count as another one.
_LOOK_ALIKES = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL"})
_WORD = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"[^\S\u00a0]+")
#: Bidirectional controls, zero-width spaces, byte-order mark, line separators, interlinear marks.
#: The two joiners stay: scripts and emoji need them.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def shown(untrusted: str) -> str:
    """The text on one line without control characters. Its length stays: what is long is wrapped, never cut."""
    kept: list[str] = []
    marks = 0
    for char in _HIDDEN.sub("", untrusted):
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= MARKS_LIMIT:
            kept.append(" " if category in {"Cc", "Cn", "Co", "Cs"} else char)
    return _SPACE.sub(" ", "".join(kept)).strip()


def shortened(text: str, limit: int = NAME_LIMIT) -> str:
    """The text for a place that only has to recall it; the whole one stands elsewhere in the report."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def mixes_alphabets(text: str) -> bool:
    """Whether a word has letters of our alphabet beside ones that only look like them, or wide or styled ones."""
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        alphabets = {unicodedata.name(char, "").partition(" ")[0] for char in word}
        if alphabets & {"FULLWIDTH", "MATHEMATICAL"} or ("LATIN" in alphabets and alphabets & _LOOK_ALIKES):
            return True
    return False
