"""Writes a report as a PDF file."""

import os
from pathlib import Path
from secrets import token_hex
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPainter, QPdfWriter

from app.model.problem import FileNotWrittenError
from app.paper.document import Document, lay_out
from app.paper.graphics import start_graphics
from app.paper.pdf_catalogue import completed
from app.paper.pdf_file import NotAsExpectedError
from app.paper.pdf_tags import sign
from app.paper.size import PaperSize
from app.report.model import Report

_RESOLUTION = 1200
#: Qt has no call for a document's language; XMP (ISO 16684-1) names it.
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def write_pdf(report: Report, path: Path, paper: PaperSize) -> int:
    """Write the file and return its number of pages. Raises FileNotWrittenError; what was there before is then untouched."""
    start_graphics()
    document = lay_out(report, paper)
    write_document(document, path)
    return len(document.pages)


def write_document(document: Document, path: Path) -> None:
    """Write pages that are laid out already. Raises FileNotWrittenError."""
    write_file(path, pdf_bytes(document))


def pdf_bytes(document: Document) -> bytes:
    """The document as a PDF file's content."""
    report = document.report
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(
        QPageLayout(
            document.paper.page_size,
            QPageLayout.Orientation.Portrait,
            QMarginsF(),
            QPageLayout.Unit.Point,
        )
    )
    writer.setTitle(report.title)
    writer.setCreator(report.creator)
    texts = {"title": report.title, "language": report.language, "creator": report.creator}
    xmp = _XMP.format(**{name: escape(text) for name, text in texts.items()})
    writer.setDocumentXmpMetadata(xmp.encode())
    painter = QPainter(writer)
    try:
        for page in range(len(document.pages)):
            if page:
                writer.newPage()
            document.draw(painter, page, _RESOLUTION, sign)
    finally:
        painter.end()
    plain = bytes(buffer.data().data())
    try:
        return completed(plain, document)
    except NotAsExpectedError:
        # Another version of Qt writes another way: the pages count for more than bookmarks and tags.
        return plain


def write_file(path: Path, content: bytes) -> None:
    """Write beside the file and rename: a full disk or a missing right never costs what was there. Raises FileNotWrittenError."""
    beside = path.with_name(f".{path.name[:100]}.{token_hex(4)}")
    try:
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise FileNotWrittenError(str(error), file=str(path)) from error
