"""Adds to Qt's PDF file what Qt has no call for: the language, bookmarks, tags for screen readers, the title in the viewer's bar."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.paper.document import Bookmark, Document
from app.paper.pdf_file import PdfFile, in_hexadecimal
from app.paper.pdf_tags import add_tags
from app.paper.size import UNITS

_PAGES = re.compile(rb"/Pages (\d+) 0 R")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
#: Longest title of a bookmark, in characters: a side bar shows no more.
_TITLE_LIMIT = 120


def completed(pdf: bytes, document: Document) -> bytes:
    """Qt's file of the document with all of these. Raises NotAsExpectedError."""
    file = PdfFile(pdf)
    root = file.found(_PAGES, file.objects[file.root])
    pages = [int(one) for one in _REFERENCE.findall(file.found(_KIDS, file.objects[int(root)]))]
    more = f"/Lang ({document.report.language})\n/ViewerPreferences << /DisplayDocTitle true >>\n"
    if document.bookmarks:
        more += f"/Outlines {_outline(file, document.bookmarks, pages, document.paper.height / UNITS)} 0 R\n"
    more += add_tags(file, document, pages)
    file.objects[file.root] = file.objects[file.root].replace(b"/Type /Catalog", b"/Type /Catalog\n" + more.encode(), 1)
    return file.content()


def _outline(file: PdfFile, bookmarks: Sequence[Bookmark], pages: Sequence[int], height: float) -> int:
    """The number of the outline. The levels under one may skip none."""
    first = file.reserve(1 + len(bookmarks))
    parents, path = [], [(0, first)]
    for number, bookmark in enumerate(bookmarks, first + 1):
        while path[-1][0] >= bookmark.level:
            path.pop()
        parents.append(path[-1][1])
        path.append((bookmark.level, number))
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(parents, first + 1):
        children.setdefault(parent, []).append(number)
    file.put(first, f"<< /Type /Outlines {_kin(children, first, closed=False)} >>")
    before = {number: previous for own in children.values() for previous, number in pairwise(own)}
    after = {previous: number for number, previous in before.items()}
    for number, bookmark in enumerate(bookmarks, first + 1):
        parts = [
            f"/Title {in_hexadecimal(bookmark.title[:_TITLE_LIMIT])}",
            f"/Parent {parents[number - first - 1]} 0 R",
            f"/Dest [{pages[bookmark.page]} 0 R /XYZ null {max(0.0, height - bookmark.y):.1f} null]",
        ]
        if number in before:
            parts.append(f"/Prev {before[number]} 0 R")
        if number in after:
            parts.append(f"/Next {after[number]} 0 R")
        if number in children:
            parts.append(_kin(children, number, closed=True))
        file.put(number, f"<< {' '.join(parts)} >>")
    return first


def _kin(children: dict[int, list[int]], number: int, *, closed: bool) -> str:
    own = children[number]
    count = -len(own) if closed else len(own)
    return f"/First {own[0]} 0 R /Last {own[-1]} 0 R /Count {count}"
