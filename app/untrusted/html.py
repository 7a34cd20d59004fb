"""Reads what a web page of a device says about the device: tag by tag, in time that grows with its length only.

The standard html.parser takes minutes for 128 KiB of "<a " (measured with Python 3.11), so no device may feed it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from app.untrusted.text import clean

#: Largest page that is read, in characters.
PAGE_LIMIT = 128 * 1024
#: Most links, lines of text and other entries that are kept; longest line of text, in characters.
LINKS_LIMIT = 64
LINES_LIMIT = 48
LINE_LIMIT = 120
#: Shortest and longest value of a stated fact, in characters.
_FACT_LENGTHS = range(2, 65)

#: A page that defines its own words is no device's page.
_ENTITY = re.compile(r"<!entity\b", re.IGNORECASE)
_TAG_NAME = re.compile(r"/?[a-z][a-z0-9:-]{0,31}", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?<![\w:-])([a-z][\w:-]{0,30})\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,1024})", re.IGNORECASE)
_REFRESH = re.compile(
    r"\s{0,8}[\d.]{0,8}\s{0,8}[;,]\s{0,8}(?:url\s{0,8}=)?\s{0,8}[\"']?([^\"'\s>]{1,512})", re.IGNORECASE
)
#: An address that a script names for the whole window; it is read as text, no script is run.
_SCRIPT_REDIRECT = re.compile(
    r"\blocation(?:\.href|\.pathname)?\s{0,8}=\s{0,8}[\"']([^\"'\s]{1,256})[\"']"
    r"|\blocation\.(?:replace|assign|href)\(\s{0,8}[\"']([^\"'\s]{1,256})[\"']"
)
_SCRIPT_TITLE = re.compile(r"\bdocument\.title\s{0,4}=\s{0,4}(?:\"([^\"\n]{1,200})\"|'([^'\n]{1,200})')")
_ASSIGNMENT = re.compile(
    r"(?<![\w.-])([A-Za-z][\w.-]{2,47})[\"']?\]?\s{0,4}[:=]\s{0,4}(?:\"([^\"\n]{1,80})\"|'([^'\n]{1,80})'|([^\s\"'<>;,&{}()]{1,64}))"
)
#: An address on the device itself, as text in a script.
_SCRIPT_PATH = re.compile(
    r"[\"'](/?(?:[\w-]{1,40}/){0,6}[\w-]{1,60}\.(?:s?html?|aspx?|cgi|jsp|php|cab|exe|ocx|swf))(?=[\"'?#])",
    re.IGNORECASE,
)
#: A text in a script that may be a name: it begins with a letter and is no address.
_SCRIPT_TEXT = re.compile(r"\"([A-Za-z][\w .,&()-]{2,60})\"|'([A-Za-z][\w .,&()-]{2,60})'")
_LABELLED = re.compile(r"([A-Za-z][A-Za-z /._-]{2,31}?)\s{0,4}[:=]\s{0,4}(\S.{1,63})")
_NOT_KEY = re.compile(r"[^a-z]+")
_SOURCES = {
    **dict.fromkeys(("script", "frame", "iframe", "embed", "img"), "src"),
    **dict.fromkeys(("link", "area", "a"), "href"),
    "form": "action",
    "object": "codebase",
    "applet": "archive",
}
#: Those tell what the page is made of; pictures and cross-references are kept after them.
_PARTS = frozenset({"script", "link", "frame", "iframe", "form", "embed", "object", "applet"})
_META_NAMES = frozenset(
    {
        "description",
        "author",
        "publisher",
        "copyright",
        "keywords",
        "application-name",
        "apple-mobile-web-app-title",
        "product",
        "og:title",
        "og:site_name",
    }
)
#: How pages, scripts and plain answers call what they state, letters only: the field, and the spellings that mean it.
_FACTS: dict[str, frozenset[str]] = {
    "model": frozenset(
        {
            *(
                "model",
                "modelname",
                "modelno",
                "modelnumber",
                "modelid",
                "devicemodel",
                "devmodel",
                "productmodel",
                "cameramodel",
            ),
            *(
                "product",
                "productname",
                "productid",
                "prodnbr",
                "szdevicetype",
                "devicetype",
            ),
            *(
                "sysmodel",
                "hwmodel",
                "ipcmodel",
                "systeminfomodelname",
                "systeminfoextendedmodelname",
                "modell",
                "modele",
            ),
        }
    ),
    "manufacturer": frozenset(
        {
            *(
                "manufacturer",
                "manufacture",
                "brand",
                "brandname",
                "vendor",
                "vendorname",
                "oemname",
                "company",
                "companyname",
            ),
            *("hersteller", "fabricant", "fabricante"),
        }
    ),
    "firmware": frozenset(
        {
            *(
                "firmware",
                "firmwareversion",
                "firmwarever",
                "fwversion",
                "fwver",
                "fversion",
                "softwareversion",
                "softversion",
            ),
            *("swversion", "swver", "sysver", "sysversion", "systemversion", "romversion", "propertiesfirmwareversion"),
            *(
                "softwarever",
                "deviceversion",
                "devicefirmware",
                "systeminfofirmwareversion",
                "currentfirmware",
                "fwrev",
            ),
            *(
                "versiondufirmware",
                "firmwareversionnumber",
                "firmwarestand",
                "devversion",
                "szsoftwareversion",
                "firmver",
                "firmversion",
                "softver",
                "devicesoftwareversion",
                "mainsoftwareversion",
                "ipcversion",
                "cameraversion",
                "devicefirmwareversion",
            ),
        }
    ),
}
_FIELD_OF = {spelling: field for field, spellings in _FACTS.items() for spelling in spellings}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds that identifies the device, as text of the device.

    parts are links to what the page is made of, links all others; sites are hosts that it links to. facts are (field, value),
    variables the names of all values of an answer that is no page; hidden is text that is not shown: remarks, texts in scripts.
    """

    title: str = ""
    generator: str = ""
    refresh: str = ""
    script_redirect: str = ""
    parts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    variables: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


class _Reader:
    """Collects while the tags go by."""

    def __init__(self) -> None:
        self.generator = self.refresh = ""
        self.parts: list[str] = []
        self.links: list[str] = []
        self.sites: dict[str, None] = {}
        self.meta: dict[str, None] = {}
        self.inputs: dict[str, None] = {}
        self.lines: dict[str, None] = {}
        self.facts: dict[tuple[str, str], None] = {}
        self.variables: dict[str, None] = {}
        self.hidden: dict[str, None] = {}
        self._label = ""

    def tag(self, name: str, untrusted_attributes: str) -> None:
        """One start tag."""
        if name == "meta":
            self._meta(attributes_of(untrusted_attributes))
        elif name in _SOURCES:
            values = attributes_of(untrusted_attributes)
            self._link(name, values.get(_SOURCES[name], ""))
            if name == "img":
                self.line(values.get("alt", ""))
        elif name in {"input", "button", "object"}:
            values = attributes_of(untrusted_attributes)
            for key in ("name", "id"):
                if (value := clean(values.get(key, ""), 40)) and len(self.inputs) < LINKS_LIMIT:
                    self.inputs[value] = None

    def _meta(self, values: dict[str, str]) -> None:
        name = (values.get("name") or values.get("property") or "").lower()
        content = values.get("content", "")
        if name == "generator":
            self.generator = self.generator or content
        elif name in _META_NAMES and content.strip() and len(self.meta) < LINES_LIMIT:
            self.meta[clean(content, LINE_LIMIT)] = None
        elif values.get("http-equiv", "").lower() == "refresh" and not self.refresh:
            match = _REFRESH.match(content)
            self.refresh = match[1] if match else ""

    def _link(self, name: str, link: str) -> None:
        kept = self.parts if name in _PARTS else self.links
        if link and len(kept) < LINKS_LIMIT:
            kept.append(link)
        if link[:8].lower().startswith(("http://", "https://")) and len(self.sites) < LINKS_LIMIT:
            try:
                host = urlsplit(link[:512]).hostname or ""
            except ValueError:
                return
            if host and not host.replace(".", "").isdigit():
                self.sites[clean(host, LINE_LIMIT)] = None

    def line(self, untrusted: str) -> None:
        """One piece of visible text."""
        text = clean(unescape(untrusted[: LINE_LIMIT * 8]), LINE_LIMIT)
        if not any(char.isalnum() for char in text):
            return
        if len(self.lines) < LINES_LIMIT:
            self.lines[text] = None
        if self._label:
            self.fact(self._label, text)
            self._label = ""
        elif labelled := _LABELLED.fullmatch(text):
            self.fact(labelled[1], labelled[2])
        else:
            self._label = text.rstrip(" :") if len(text) < _FACT_LENGTHS.stop and field_of(text) else ""

    def fact(self, untrusted_name: str, untrusted_value: str) -> None:
        """A value with the name that the page gives it; most names are not read."""
        field = field_of(untrusted_name)
        value = clean(unescape(untrusted_value), _FACT_LENGTHS.stop)
        if field and len(value) in _FACT_LENGTHS and _is_value(field, value) and len(self.facts) < LINES_LIMIT:
            self.facts[(field, value)] = None

    def script(self, untrusted: str, *, plain: bool = False) -> None:
        """The text of a script, or of an answer that is no page (plain)."""
        for name, double, single, bare in _ASSIGNMENT.findall(untrusted):
            if field_of(name):
                self.fact(name, double or single or bare)
            if plain and len(self.variables) < LINES_LIMIT:
                self.variables[clean(name, 40)] = None
                if name.lower() == "version" and any(field == "model" for field, _ in self.facts):
                    self.fact("firmware", double or single or bare)
        for path in _SCRIPT_PATH.findall(untrusted):
            if len(self.links) < LINKS_LIMIT:
                self.links.append(path)
        for double, single in _SCRIPT_TEXT.findall(untrusted):
            self.unseen(double or single)

    def unseen(self, untrusted: str) -> None:
        """A piece of text that the page does not show."""
        text = clean(untrusted[: LINE_LIMIT * 2], LINE_LIMIT)
        if len(self.hidden) < LINES_LIMIT and any(char.isalpha() for char in text):
            self.hidden[text] = None


def field_of(untrusted_name: str) -> str:
    """The field that a name in a page or script means, "" for most names; of root.Firmware.Version its last parts count too."""
    parts = untrusted_name[:96].lower().replace(":", ".").strip(". ").split(".")
    for tail in (parts, parts[-2:], parts[-1:]):
        if field := _FIELD_OF.get(_NOT_KEY.sub("", "".join(tail))):
            return field
    return ""


def _is_value(field: str, value: str) -> bool:
    if value.startswith(("$", "#", "@", "{", "%", "<", "function", "/")) or "://" in value:
        return False
    digits = sum(char.isdigit() for char in value)
    if field == "firmware":
        return digits >= 2 and value[:1] not in "-+."
    if field == "model":
        return digits >= 1 and any(char.isalpha() for char in value) and value.count(" ") <= 4
    return any(char.isalpha() for char in value) and value.lower() not in {"true", "false", "null", "undefined", "none"}


def read_page(untrusted_page: str) -> Page:
    """Everything of a page, or of a plain or structured answer, that is looked at."""
    if _ENTITY.search(untrusted_page, 0, PAGE_LIMIT):
        return Page()
    reader = _Reader()
    text = _without_remarks(untrusted_page[:PAGE_LIMIT], reader)
    for name, attributes, content in _pieces(text):
        _read_piece(reader, name, attributes, content)
    if "<" not in text:
        reader.script(text, plain=True)
    title = _TITLE.search(text)
    script_title = None if title else _SCRIPT_TITLE.search(text)
    script = _SCRIPT_REDIRECT.search(text)
    return Page(
        title=unescape(title[1]) if title else (script_title[1] or script_title[2]) if script_title else "",
        generator=reader.generator,
        refresh=reader.refresh,
        script_redirect=(script[1] or script[2]) if script else "",
        parts=tuple(reader.parts),
        links=tuple(reader.links),
        sites=tuple(reader.sites),
        meta=tuple(reader.meta),
        inputs=tuple(reader.inputs),
        lines=tuple(reader.lines),
        facts=tuple(reader.facts),
        variables=tuple(reader.variables),
        hidden=tuple(reader.hidden),
    )


def _without_remarks(untrusted_page: str, reader: _Reader) -> str:
    """The page without its remarks; those that are text and no switched-off page are kept as unseen text."""
    first, *rest = untrusted_page.split("<!--")
    kept = [first]
    for part in rest:
        remark, _, behind = part.partition("-->")
        kept.append(behind)
        if "<" not in remark:
            reader.unseen(remark.strip("-! \r\n\t"))
    return "".join(kept)


def _read_piece(reader: _Reader, name: str, untrusted_attributes: str, content: str) -> None:
    if name and not name.startswith("/"):
        reader.tag(name, untrusted_attributes)
    if name == "script":
        reader.script(content)
    if name in {"script", "style"} or not content or content.isspace():
        return
    if field_of(name):
        reader.fact(name, content.strip())
    if name not in {"title", "option"}:
        for piece in content.splitlines()[:LINES_LIMIT] if not name else (content,):
            reader.line(piece)


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """Each tag in lower case with its attributes and the text behind it; a script with all of its text."""
    inside = ""
    held: list[str] = []
    attributes = ""
    for number, part in enumerate(text.split("<")):
        found = _TAG_NAME.match(part) if number else None
        name = found[0].lower() if found else ""
        if inside:
            if name != f"/{inside}":
                held.append(part)
                continue
            yield inside, attributes, "<".join(held)
            inside, held = "", []
        if found is None:
            yield "", "", part.partition(">")[2] if part[:1] in {"!", "?"} else part
            continue
        attributes, closed, content = part[found.end() :].partition(">")
        attributes = attributes[:2048]
        if name in {"script", "style"} and closed and not attributes.endswith("/"):
            inside, held = name, [content]
            continue
        yield name, attributes, content
    if inside:
        yield inside, attributes, "<".join(held)


def attributes_of(untrusted_attributes: str) -> dict[str, str]:
    """The attributes of a tag by name; of a name that stands twice the first counts."""
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in reversed(_ATTRIBUTE.findall(untrusted_attributes))
    }
