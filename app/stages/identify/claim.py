"""A claim: what one field of one answer says about one attribute of the device."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.model.certainty import Certainty
from app.model.identity import Evidence


class Attribute(StrEnum):
    """The attributes of an identity that claims are made about."""

    BRAND = "brand"
    MAKER = "maker"
    PLATFORM = "platform"
    MODEL = "model"
    FIRMWARE = "firmware"
    BUILT = "built"
    HARDWARE = "hardware"
    SERIAL = "serial"
    NAME = "name"
    KIND = "kind"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Claim:
    """value is shown to people and may be device text; key is what claims are compared by, equal keys agree."""

    attribute: Attribute
    key: str
    value: str
    evidence: Evidence

    @property
    def certainty(self) -> Certainty:
        """How much this claim alone may say."""
        return self.evidence.certainty


@lru_cache(maxsize=4096)
def text_key(untrusted: str) -> str:
    """Device text reduced to what must agree: letters and digits, without case."""
    return "".join(char for char in untrusted.casefold() if char.isalnum())
