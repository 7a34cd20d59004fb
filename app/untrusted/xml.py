"""Reads XML that a device sent: no document type, no entities, bounded, names compared without prefix."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

#: Largest document that is read, in bytes (protocols.md §3.1).
DOCUMENT_LIMIT = 64 * 1024


class UntrustedXmlError(ValueError):
    """The document is too large, not XML, or declares a document type or entities."""


def parse(untrusted: bytes) -> Element:
    """The root element. Bytes before the first "<" and trailing NULs are dropped. Raises UntrustedXmlError."""
    if len(untrusted) > DOCUMENT_LIMIT:
        raise UntrustedXmlError("larger than the limit")
    start = untrusted.find(b"<")
    if start < 0:
        raise UntrustedXmlError("no element")
    try:
        root: Element = fromstring(
            untrusted[start:].rstrip(b"\0\r\n\t "), forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UntrustedXmlError(str(error)) from error
    return root


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
