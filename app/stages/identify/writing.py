"""Tells text that is about things (shops, news, manuals, sites on the internet) from the face of a device."""

import re
from collections.abc import Sequence

from app.model.certainty import Certainty
from app.stages.identify.lines import Line
from app.stages.identify.places import Place

#: So many signs of told text make a page that is about things; on a page with a login twice as many.
_LIMIT = 2.0
#: So many brands on one page are a list, not a label.
_LIST_OF_BRANDS = 3
#: Longest page that may be the first page of a device as a whole, in lines of text.
SMALL_PAGE = 40
#: Servers of sites on the internet; no camera is known to use one.
_SITE_SERVER = re.compile(
    r"(?:cloudflare|AmazonS3|GitHub\.com|Netlify|Vercel|Microsoft-IIS|AkamaiGHost|LiteSpeed|openresty|Pepyaka)",
    re.IGNORECASE,
)


def is_writing(lines: Sequence[Line], untrusted_server: str, *, login: bool) -> bool:
    """Whether the text is about things instead of being the face of one. login: the page asks who is there."""
    shown = [line for line in lines if line.place is Place.SHOWS]
    signs = sum(_signs(line) for line in lines)
    signs += sum(line.field == "meta" and not line.is_label for line in shown) / 2
    signs += len(shown) > SMALL_PAGE
    signs += _SITE_SERVER.match(untrusted_server) is not None
    brands = {brand.id for line in lines if line.place in {Place.NAMES, Place.SHOWS} for brand in line.brands}
    if len(brands) >= _LIST_OF_BRANDS and len(shown) > 1:
        signs += _LIMIT
    return signs >= (2 * _LIMIT if login else _LIMIT)


def _signs(line: Line) -> float:
    """A title counts for all; a label less than a told line; remarks and texts in scripts not at all."""
    if line.place is Place.CHOSEN or line.field == "hidden":
        return 0.0
    written = [phrase for phrase in line.phrases if phrase.says.get("topic") == "writing"]
    weight = sum(1.0 if phrase.certainty is Certainty.LIKELY else 0.5 for phrase in written)
    if line.field == "title":
        return weight * _LIMIT
    return weight / 2 if line.place is Place.SHOWS and line.is_label else weight
