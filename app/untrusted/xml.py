"""Reads XML that a device sent: no document type, no entities, bounded, names compared without prefix."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

#: Largest document that is read, in bytes (protocols.md §3.1).
DOCUMENT_LIMIT = 64 * 1024

#: Most tags of a document; the richest real answer has some hundreds, and each one costs time (measured: 65 KB of "<a/>" 40 ms).
TAGS_LIMIT = 4096

_DECLARATION = re.compile(rb"""<\?xml[^>]{0,80}\bencoding\s*=\s*["']([A-Za-z0-9_-]{1,20})["'][^>]{0,40}\?>""")
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "euc-kr": "euc_kr"}


class UntrustedXmlError(ValueError):
    """The document is too large, has too many tags, is not XML, or declares a document type or entities."""


def parse(untrusted: bytes) -> Element:
    """The root element. Bytes before the first "<" and trailing NULs are dropped. Raises UntrustedXmlError."""
    if len(untrusted) > DOCUMENT_LIMIT or untrusted.count(b"<") > TAGS_LIMIT:
        raise UntrustedXmlError("larger than the limit")
    start = untrusted.find(b"<")
    if start < 0:
        raise UntrustedXmlError("no element")
    try:
        document = _in_utf8(untrusted[start:].rstrip(b"\0\r\n\t "))
        root: Element = fromstring(document, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UntrustedXmlError(str(error)) from error
    return root


def _in_utf8(untrusted: bytes) -> bytes:
    """The document in UTF-8: the parser knows no encoding of East Asia, and devices declare one that they do not use."""
    declaration = _DECLARATION.match(untrusted)
    codec = _CODECS.get(declaration[1].decode("ascii").lower()) if declaration else None
    if declaration is None or codec is None:
        return untrusted
    return untrusted[declaration.end() :].decode(codec, "replace").encode()


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def find_all(root: Element, name: str) -> Iterator[Element]:
    """Every element of that local name below (and including) root, in document order, whatever its case."""
    wanted = name.lower()
    return (element for element in root.iter() if local(element).lower() == wanted)


def find(root: Element, name: str) -> Element | None:
    """The first element of that local name."""
    return next(find_all(root, name), None)


def text_of(root: Element, name: str) -> str:
    """The text of the first element of that local name, "" when it is missing or empty."""
    element = find(root, name)
    return (element.text or "").strip() if element is not None else ""
