"""Adds to a PDF file what Qt has no call for: the language, bookmarks, and the title in the viewer's bar.

An incremental update (ISO 32000-1 §7.5.6): the file stays as it is and new objects follow.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.paper.document import Bookmark

_ROOT = re.compile(rb"/Root (\d+) 0 R")
_SIZE = re.compile(rb"/Size (\d+)")
_INFO = re.compile(rb"/Info \d+ 0 R")
_ID = re.compile(rb"/ID \[[^\]]*\]")
_PAGES = re.compile(rb"/Pages (\d+) 0 R")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
#: Longest title of a bookmark, in characters: a side bar shows no more.
_TITLE_LIMIT = 120


class NotAsExpectedError(ValueError):
    """The file is not built as Qt builds files."""


def completed(pdf: bytes, language: str, bookmarks: Sequence[Bookmark], page_height: float) -> bytes:
    """The file with language (BCP 47), bookmarks and title bar; page_height is in points. Raises NotAsExpectedError."""
    start = _number(_START, pdf[-64:])
    trailer = pdf[pdf.rindex(b"trailer") :]
    root, first = _number(_ROOT, trailer), _number(_SIZE, trailer)
    catalogue = _object(pdf, root)
    pages = [int(one) for one in _REFERENCE.findall(_found(_KIDS, _object(pdf, _number(_PAGES, catalogue))))]
    if any(bookmark.page >= len(pages) for bookmark in bookmarks):
        raise NotAsExpectedError("fewer pages than bookmarks")
    more = f"/Lang ({language})\n/ViewerPreferences << /DisplayDocTitle true >>\n"
    objects: dict[int, str] = {}
    if bookmarks:
        more += f"/Outlines {first} 0 R\n"
        objects = _outline(bookmarks, first, pages, page_height)
    objects[root] = catalogue.decode("latin-1").replace("/Type /Catalog", f"/Type /Catalog\n{more}", 1).strip()
    return pdf + _update(objects, len(pdf), start, max(first, *(number + 1 for number in objects)), trailer)


def _outline(bookmarks: Sequence[Bookmark], first: int, pages: Sequence[int], height: float) -> dict[int, str]:
    """The outline's objects by number; the root has the number first. The levels under one may skip none."""
    parents, path = [], [(0, first)]
    for number, bookmark in enumerate(bookmarks, first + 1):
        while path[-1][0] >= bookmark.level:
            path.pop()
        parents.append(path[-1][1])
        path.append((bookmark.level, number))
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(parents, first + 1):
        children.setdefault(parent, []).append(number)
    objects = {first: f"<< /Type /Outlines {_kin(children, first, closed=False)} >>"}
    before = {number: previous for own in children.values() for previous, number in pairwise(own)}
    after = {previous: number for number, previous in before.items()}
    for number, bookmark in enumerate(bookmarks, first + 1):
        parts = [
            f"/Title <{_utf16(bookmark.title[:_TITLE_LIMIT])}>",
            f"/Parent {parents[number - first - 1]} 0 R",
            f"/Dest [{pages[bookmark.page]} 0 R /XYZ null {max(0.0, height - bookmark.y):.1f} null]",
        ]
        if number in before:
            parts.append(f"/Prev {before[number]} 0 R")
        if number in after:
            parts.append(f"/Next {after[number]} 0 R")
        if number in children:
            parts.append(_kin(children, number, closed=True))
        objects[number] = f"<< {' '.join(parts)} >>"
    return objects


def _kin(children: dict[int, list[int]], number: int, *, closed: bool) -> str:
    own = children[number]
    count = -len(own) if closed else len(own)
    return f"/First {own[0]} 0 R /Last {own[-1]} 0 R /Count {count}"


def _update(objects: dict[int, str], offset: int, previous: int, size: int, trailer: bytes) -> bytes:
    body, table = b"", ""
    for number, content in sorted(objects.items()):
        table += f"{number} 1\n{offset + len(body):010} 00000 n \n"
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    kept = b"\n".join(found.group() for pattern in (_ROOT, _INFO, _ID) if (found := pattern.search(trailer)))
    end = f"/Size {size}\n/Prev {previous}\n>>\nstartxref\n{offset + len(body)}\n%%EOF\n"
    return body + b"xref\n" + table.encode() + b"trailer\n<<\n" + kept + b"\n" + end.encode()


def _utf16(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be", "replace")).hex().upper()


def _object(pdf: bytes, number: int) -> bytes:
    """The content of an object that is no stream."""
    found = re.search(rb"(?:^|[\r\n])%d 0 obj\s(.*?)endobj" % number, pdf, re.DOTALL)
    if found is None:
        raise NotAsExpectedError(f"object {number}")
    return found.group(1)


def _found(pattern: re.Pattern[bytes], content: bytes) -> bytes:
    found = pattern.search(content)
    if found is None:
        raise NotAsExpectedError(pattern.pattern.decode())
    return found.group(1)


def _number(pattern: re.Pattern[bytes], content: bytes) -> int:
    return int(_found(pattern, content))
