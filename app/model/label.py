"""What a sticker on a device says, and what follows from it."""

from dataclasses import dataclass
from enum import StrEnum

from app.model.device import Device
from app.model.identity import UNKNOWN_VALUE, Identity, Value
from app.model.reading import Reading
from app.model.text import Sentence


class PartKind(StrEnum):
    """What one thing on a label is; the value is the word of the machine format. In the order in which they are shown."""

    BRAND = "brand"
    MANUFACTURER = "manufacturer"
    MODEL = "model"
    SERIAL = "serial"
    MAC = "mac"
    FIRMWARE = "firmware"
    HARDWARE = "hardware"
    MADE = "made"
    COUNTRY = "country"
    FCC_ID = "fcc-id"
    ISED = "ised"
    MODULE_FCC_ID = "module-fcc-id"
    MODULE_ISED = "module-ised"
    ORDER_NUMBER = "order-number"
    PRODUCT_CODE = "product-code"
    WEB_ADDRESS = "web-address"
    WIFI = "wifi"
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    VERIFICATION_CODE = "verification-code"
    SETUP_CODE = "setup-code"
    CLOUD_ID = "cloud-id"
    UNKNOWN = "unknown"


NO_READING = Reading(())
#: What opens the device or a network to whoever knows it: named, never shown, never kept.
HIDDEN_KINDS = frozenset(
    {
        PartKind.WIFI,
        PartKind.PASSWORD,
        PartKind.VERIFICATION_CODE,
        PartKind.SETUP_CODE,
        PartKind.CLOUD_ID,
    }
)


@dataclass(frozen=True, slots=True)
class LabelText:
    """Text from a label. code_format names the kind of code that held it ("QR Code"); "" for what a person typed."""

    untrusted_text: str
    code_format: str = ""


@dataclass(frozen=True, slots=True)
class LabelPart:
    """One thing on a label. untrusted_value is "" for what is hidden. code_formats are those of all codes that say it, none when typed."""

    kind: PartKind
    untrusted_value: str
    code_formats: tuple[str, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Whether its value is kept from everybody."""
        return self.kind in HIDDEN_KINDS


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """A beginning of model numbers that several makers use. shown is "" for numbers of one letter and digits."""

    shown: str
    makers: tuple[str, ...]
    others: bool
    source: str
    source_date: str


class Action(StrEnum):
    """What a person can do next; the value is the word of the machine format."""

    KEEP_PRIVATE = "keep-private"
    TYPE_MORE = "type-more"
    SCAN = "scan"
    READ_FIRMWARE = "read-firmware"
    LOOK_FOR_SECOND_SIGN = "look-for-second-sign"
    SEARCH_FCC = "search-fcc"
    SEARCH_ISED = "search-ised"
    KEEP_NOTE = "keep-note"


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step. untrusted_search is what to type into the search page, "" where there is none; url is that page, or ""."""

    action: Action
    sentence: Sentence
    untrusted_search: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class LabelAnswer:
    """What the label says and what follows. made is YYYY, YYYY-MM or YYYY-MM-DD. Nothing hidden is in here but its kind.

    device is what a scan would have made of it, without an address. reading is how an owner finds its firmware version.
    """

    device: Device
    parts: tuple[LabelPart, ...]
    mac: Value = UNKNOWN_VALUE
    fcc_id: Value = UNKNOWN_VALUE
    grantee: Value = UNKNOWN_VALUE
    ised: Value = UNKNOWN_VALUE
    made: Value = UNKNOWN_VALUE
    country: str = ""
    shared: SharedNumber | None = None
    notes: tuple[Sentence, ...] = ()
    steps: tuple[NextStep, ...] = ()
    reading: Reading = NO_READING

    @property
    def identity(self) -> Identity:
        """Who made it and what it is, as far as a label tells."""
        return self.device.identity

    @property
    def hidden(self) -> tuple[PartKind, ...]:
        """What is on the label and is not shown, each kind once."""
        return tuple(dict.fromkeys(part.kind for part in self.parts if part.is_hidden))

    @property
    def says_something(self) -> bool:
        """Whether anything was recognised."""
        return any(part.kind is not PartKind.UNKNOWN for part in self.parts)
