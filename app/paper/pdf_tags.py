"""Tags of a PDF file (ISO 32000-1 §14.7, §14.8): which piece of which page belongs to which part of the structure."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.paper.document import Document
from app.paper.pdf_file import NotAsExpectedError, PdfFile, in_hexadecimal
from app.paper.tags import Element, structure

#: Far off every page: where the signs between two marks stand, until tags take their place.
_FAR = -100_000
_SIGN = re.compile(rb"q\n[^\n]* cm\n-1(\d{5}) -100000 1 1 re\nf\nQ\n")
_CONTENTS = re.compile(rb"/Contents (\d+) 0 R")


def sign(painter: QPainter, number: int) -> None:
    """Leave a sign ahead of the mark with this number. It is found again in Qt's file, and nobody ever sees it."""
    painter.fillRect(QRectF(_FAR - number, _FAR, 1, 1), Qt.GlobalColor.black)


def add_tags(file: PdfFile, document: Document, pages: Sequence[int]) -> str:
    """Put tags where the signs are and add the structure; returns what the catalogue has to say of it."""
    if len(pages) != len(document.pages):
        raise NotAsExpectedError("another number of pages")
    root, marks = structure(document)
    owners = [
        _tag_page(file, page, number, elements)
        for number, (page, elements) in enumerate(zip(pages, marks, strict=True))
    ]
    tree = file.reserve(1)
    numbers: dict[int, int] = {}
    top = _put(file, root, tree, pages, numbers)
    lists = " ".join(
        f"{page} [{' '.join(f'{numbers[id(owner)]} 0 R' for owner in own)}]" for page, own in enumerate(owners)
    )
    parents = file.reserve(1)
    file.put(parents, f"<< /Nums [{lists}] >>")
    file.put(
        tree,
        f"<< /Type /StructTreeRoot /K [{top} 0 R] /ParentTree {parents} 0 R /ParentTreeNextKey {len(pages)} >>",
    )
    return f"/MarkInfo << /Marked true >>\n/StructTreeRoot {tree} 0 R\n"


def _tag_page(file: PdfFile, page: int, number: int, elements: Sequence[Element | None]) -> list[Element]:
    """Tag one page; returns the owners of its pieces."""
    contents = int(file.found(_CONTENTS, file.objects[page]))
    owners: list[Element] = []
    pieces = _SIGN.split(file.stream(contents))
    tagged = [pieces[0]]
    if len(pieces) != 2 * (len(elements) + 1) + 1:
        raise NotAsExpectedError(f"page {number + 1}")
    for at, piece in zip(map(int, pieces[1::2]), pieces[2::2], strict=True):
        element = elements[at] if at < len(elements) else None
        if element is None:
            tagged.append(b"/Artifact BMC\n")
        else:
            tagged.append(b"/%s <</MCID %d>> BDC\n" % (element.role.encode(), len(owners)))
            element.kids.append((number, len(owners)))
            owners.append(element)
        tagged += [piece, b"\nEMC\n"]
    file.put_stream(contents, b"".join(tagged))
    file.objects[page] = file.objects[page].replace(
        b"/Type /Page\n", b"/Type /Page\n/StructParents %d\n/Tabs /S\n" % number, 1
    )
    return owners


def _put(file: PdfFile, element: Element, parent: int, pages: Sequence[int], numbers: dict[int, int]) -> int:
    """Write the element and all below it; returns its number."""
    number = numbers[id(element)] = file.reserve(1)
    parts = [f"/S /{element.role} /P {parent} 0 R", _kids(file, element, number, pages, numbers)]
    if element.alt:
        parts.append(f"/Alt {in_hexadecimal(element.alt)}")
    if element.language:
        parts.append(f"/Lang ({element.language})")
    if element.role == "TH":
        parts.append(
            "/A << /O /Table /Scope /Column >>" if element.is_column_title else "/A << /O /Table /Scope /Row >>"
        )
    file.put(number, f"<< {' '.join(parts)} >>")
    return number


def _kids(file: PdfFile, element: Element, number: int, pages: Sequence[int], numbers: dict[int, int]) -> str:
    """The kids as short as they can be written: thousands of devices have many."""
    pieces = [kid for kid in element.kids if not isinstance(kid, Element)]
    if pieces and len(pieces) == len(element.kids) and len({page for page, _ in pieces}) == 1:
        mcids = " ".join(str(mcid) for _, mcid in pieces)
        return f"/Pg {pages[pieces[0][0]]} 0 R /K {mcids if len(pieces) == 1 else f'[{mcids}]'}"
    kids = [
        f"{_put(file, kid, number, pages, numbers)} 0 R"
        if isinstance(kid, Element)
        else f"<< /Type /MCR /Pg {pages[kid[0]]} 0 R /MCID {kid[1]} >>"
        for kid in element.kids
    ]
    return f"/K [{' '.join(kids)}]"
