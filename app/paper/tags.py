"""What each mark is to a screen reader: heading, paragraph, table, figure (ISO 32000-1 §14.8); rules and frames are nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.paper.document import Document
from app.paper.marks import TITLES, CodeMark, Mark, PhotoMark, Place, TextMark
from app.paper.typeset import Style

_HEADINGS = {Style.TITLE: "H1", Style.HEADING: "H2", Style.SUBHEADING: "H3"}


@dataclass(slots=True)
class Element:
    """A part of the structure. kids are parts of it, or pieces of pages as page from 0 and number on that page.

    is_column_title tells the two kinds of TH apart.
    """

    role: str
    alt: str = ""
    language: str = ""
    is_column_title: bool = False
    kids: list["Element | tuple[int, int]"] = field(default_factory=list)

    def add(self, role: str, *, alt: str = "", language: str = "") -> "Element":
        """A new part at its end."""
        kid = Element(role, alt, language)
        self.kids.append(kid)
        return kid


@dataclass(slots=True)
class _Walk:
    """Reads the marks of all pages in their order."""

    part: Element
    last: TextMark | None = None
    text: Element | None = None
    table: Element | None = None
    table_key: int = -1
    row: Element | None = None
    row_key: int = -1
    cell: Element | None = None
    cell_key: int = -1

    def element(self, mark: Mark) -> Element | None:
        """The element that the mark belongs to, None for what is only ornament."""
        match mark:
            case PhotoMark():
                return self._leave().add("Figure", alt=mark.picture.alt)
            case CodeMark():
                return self._leave().add("Figure", alt=mark.code.alt)
            case TextMark():
                return self._text(mark)
        return None

    def _leave(self) -> Element:
        self.text = self.table = self.row = self.cell = self.last = None
        return self.part

    def _text(self, mark: TextMark) -> Element | None:
        if mark.again:
            return None
        last, place = self.last, mark.place
        goes_on = (
            last is not None
            and last.line.setting is mark.line.setting
            and last.line.number == mark.line.number - 1
            and last.place == place
        )
        if not goes_on or self.text is None:
            role = _HEADINGS.get(mark.line.setting.style, "P")
            self.text = self._leave().add(role) if place is None else self._cell(place)
        self.last = mark
        return self.text

    def _cell(self, place: Place) -> Element:
        if self.table is None or self.table_key != place.table:
            self.table, self.table_key, self.row = self.part.add("Table"), place.table, None
        if self.row is None or self.row_key != place.row:
            self.row, self.row_key, self.cell = self.table.add("TR"), place.row, None
        if self.cell is None or self.cell_key != place.column:
            is_title = place.row == TITLES or not place.column
            self.cell, self.cell_key = self.row.add("TH" if is_title else "TD"), place.column
            self.cell.is_column_title = place.row == TITLES
        return self.cell


def structure(document: Document) -> tuple[Element, Sequence[Sequence[Element | None]]]:
    """The whole structure, and for each page the element of each of its marks."""
    root = Element("Document")
    pages: list[list[Element | None]] = []
    walk: _Walk | None = None
    report = None
    for page in document.pages:
        if walk is None or page.report is not report:
            report = page.report
            walk = _Walk(root.add("Sect", language=report.language))
        pages.append([walk.element(mark) for mark in page.marks])
    return root, pages
