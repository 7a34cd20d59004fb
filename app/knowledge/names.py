"""Compares names as people and devices write them: case, punctuation, spaces and legal forms do not count."""

import re
import unicodedata

#: Longest stated name that is looked up, in characters.
NAME_LIMIT = 128
_LEGAL_FORMS = frozenset(
    {
        "ab", "ag", "as", "asa", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg", "kk", "limited",
        "llc", "ltd", "ltda", "nv", "oy", "oyj", "plc", "private", "pte", "pty", "pvt", "sa", "sas", "se", "sl", "spa", "srl", "sro",
    }
)  # fmt: skip
_NOT_NAME = re.compile(r"[^\w]+|_+")


def words_of(untrusted: str) -> list[str]:
    """The words of a name in lower case, without punctuation and without the legal forms at its end."""
    text = unicodedata.normalize("NFKC", untrusted[:NAME_LIMIT]).casefold()
    text = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", text)  # a.s. and s.r.l. are one word each
    words = [word for word in _NOT_NAME.split(text) if word]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return words


def name_key(untrusted: str) -> str:
    """What two spellings of one name have in common; "" when nothing is left."""
    return "".join(words_of(untrusted))


def label_key(untrusted: str) -> str:
    """What two spellings of one label have in common; legal forms stay, because a label may consist of one."""
    text = unicodedata.normalize("NFKC", untrusted[:NAME_LIMIT]).casefold()
    return "".join(word for word in _NOT_NAME.split(text) if word)
