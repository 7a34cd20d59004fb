"""XML of hostile devices."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from app.probes import onvif, sadp, upnp_description, ws_discovery
from app.untrusted.xml import DOCUMENT_LIMIT, TAGS_LIMIT, UntrustedXmlError, parse


def test_tags_are_counted() -> None:
    assert len(parse(b"<a>" + b"<b/>" * (TAGS_LIMIT - 2) + b"</a>")) == TAGS_LIMIT - 2
    with pytest.raises(UntrustedXmlError):
        parse(b"<a>" + b"<b/>" * (TAGS_LIMIT - 1) + b"</a>")


@pytest.mark.parametrize("root", [b"ProbeMatch", b"Envelope", b"root"])
@pytest.mark.parametrize("inside", [b"<a/>", b"<Hello/>", b"<device/>", b"<MAC>", b"<XAddrs>a</XAddrs>", b"<"])
def test_no_document_takes_long(root: bytes, inside: bytes) -> None:
    """The loop is not kept from other devices, and the window not from its person, for longer than a blink."""
    whole = inside * ((DOCUMENT_LIMIT - 40) // len(inside))
    for document in (b"<%s>%s</%s>" % (root, whole, root), b"<%s>%s" % (root, inside * (TAGS_LIMIT // 2 - 1))):
        for read in (sadp.parse_reply, ws_discovery.parse_reply, upnp_description.parse_description):
            assert _seconds(read, document) < 0.25
        assert _seconds(onvif.read, document.decode()) < 0.25


def _seconds(read: Callable[[Any], object], document: object) -> float:
    """Of the processor, the best of three: other programs and Python's own tidying take time too."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        read(document)
        taken.append(time.process_time() - began)
    return min(taken)
