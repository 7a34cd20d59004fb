"""What a report is made of: typed blocks in one language, which HTML and paper draw each in their way."""

from dataclasses import dataclass
from enum import StrEnum

from app.model.policy import PolicySource


class ParagraphStyle(StrEnum):
    """The rank of a paragraph."""

    LEAD = "lead"
    BODY = "body"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the report's title; level 2 or 3. It stays with the block that follows."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. notes are numbers of footnotes."""

    text: str
    style: ParagraphStyle = ParagraphStyle.BODY
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """A row of numbers with what they count."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a thing: what it is called, what it is, how sure that is (in words, "" where it needs none).

    A wide one needs the block's whole width.
    """

    label: str
    value: str
    certainty: str = ""
    notes: tuple[int, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class FactTable:
    """Facts of the report itself: label and value only."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class DeviceBlock:
    """One device; never split over pages unless taller than one.

    sure is the title above the certainties. Paper sets the facts that are not wide in two halves.
    """

    title: str
    facts: tuple[Fact, ...]
    sure: str
    remarks: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title and its share of the width."""

    title: str
    weight: int = 1
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header row is repeated on every page; every row has as many cells as there are columns.

    One that may not be split stays on one page when a page can hold it. to_fill leaves room to write in empty cells.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    may_split: bool = False
    to_fill: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What one side said."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class FactBox:
    """A published text and the answer to it, side by side and of one size; then facts such as to whom it is addressed.

    for_you says plainly whether it is addressed to the reader, "" when that is not known.
    """

    title: str
    for_you: str
    sides: tuple[Statement, Statement]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Footnotes:
    """Sources; the first has number 1."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo: the bytes of a JPEG file, its size in pixels, and what it shows in words."""

    jpeg: bytes
    width: int
    height: int
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photos side by side."""

    items: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code: rows of modules, True is dark; text is what it holds and stands below it."""

    text: str
    alt: str
    modules: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class DeviceSheet:
    """One device in little room, never split: facts at the left, a photo or a place for one at the right.

    An empty value is a line to write on. photo_label stands in the empty place, "" when there is none to be kept free.
    """

    title: str
    facts: tuple[Fact, ...]
    picture: Picture | None = None
    photo_label: str = ""
    code: QrCode | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a guide. state says in words whether it is done."""

    title: str
    done: bool
    state: str
    lines: tuple[str, ...]
    why: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a guide in their order, each with a box to tick; the first has number 1."""

    items: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines to sign on: what each is for."""

    lines: tuple[str, ...]


Block = (
    Heading
    | Paragraph
    | Bullets
    | Totals
    | FactTable
    | DeviceBlock
    | DeviceSheet
    | Table
    | FactBox
    | Steps
    | Pictures
    | QrCode
    | Footnotes
    | Signature
)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. footer stands at the foot of each page, followed by page_of with {page} and {pages} filled in.

    also is the same report in the other language, which follows on pages of its own; it has no further one.
    """

    language: str
    title: str
    site: str
    footer: str
    page_of: str
    creator: str
    blocks: tuple[Block, ...]
    also: "Report | None" = None

    def page_label(self, page: int, pages: int) -> str:
        """Page 1 of 3 · Page 1 de 3."""
        return self.page_of.format(page=page, pages=pages)


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A published text of an authority and the makers' answer, in the reader's language; dates are already written out.

    makers are ids of our knowledge; names_makers is False when the text names no company.
    stands tells how it stands today. for_you says whether it is addressed to the reader, "" when that is not known.
    answer is "" when we know of none.
    The primary one of sources comes first. in_full is False for what a table tells in one sentence.
    """

    id: str
    authority: str
    instrument: str
    date: str
    says: str
    stands: str
    in_short: str
    answer: str
    addressed_to: str
    not_addressed_to: str
    for_you: str
    sources: tuple[PolicySource, ...]
    checked: str
    makers: tuple[str, ...]
    names_makers: bool = True
    in_full: bool = True
    answer_source: PolicySource | None = None
