"""Sentences that are not yet in a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def _no_parameters() -> Mapping[str, "str | Sentence"]:
    return MappingProxyType({})


def N_(template: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a template for translation; it is put into words later, by app.words."""
    return template


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English template with named gaps, e.g. "It says that its model is {model}."; app.words turns it into text.

    A parameter is text, possibly of a device (whoever shows the sentence escapes it), or another sentence.
    """

    template: str
    parameters: Mapping[str, "str | Sentence"] = field(default_factory=_no_parameters)
