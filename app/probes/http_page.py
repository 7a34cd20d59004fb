"""The first web page: who serves it, what it asks a login for, what it is called and what it loads (protocols §6)."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

from app.model.sighting import Protocol, Sighting
from app.net.exchange import ExchangeError, ExchangeFault, HttpResponse
from app.net.network import Net
from app.net.request import is_page
from app.net.target import Target
from app.untrusted.headers import Head, HeaderValues, parse_head, realms, schemes
from app.untrusted.text import clean, clean_lines, compact, decode

See = Callable[[Sighting], None]

#: Where pages are: port and whether it speaks TLS.
WEB_PORTS = (
    *((80, False), (443, True), (8080, False), (8443, True), (81, False), (88, False), (8081, False), (7443, True)),
)
#: Ports of makers' own services that carry a page on some devices: only asked when no usual port has one.
FALLBACK_PORTS = ((8000, False), (8001, False), (8899, False), (5000, False), (8888, False), (10080, False))
#: Largest page that is read, in bytes; seconds for one port; ports without a page, and ports that stay silent, after which
#: a device is left alone.
PAGE_LIMIT = 128 * 1024
SECONDS_A_PORT = 5.0
FAILED_LIMIT = 3
SILENT_LIMIT = 2

#: Most links of a page that are kept.
_LINKS_LIMIT = 64
#: Every repetition is bounded and none overlaps its neighbour: no page makes them slow.
_TAG = re.compile(r"<(meta|script|link|frame|iframe|form|embed)\b([^<>]{1,2048})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?<![\w-])([a-z][\w-]{0,30})\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,1024})", re.IGNORECASE)
_REFRESH = re.compile(
    r"\s{0,8}[\d.]{0,8}\s{0,8}[;,]\s{0,8}(?:url\s{0,8}=)?\s{0,8}[\"']?([^\"'\s>]{1,512})", re.IGNORECASE
)
#: An address that a script names for the whole window; it is read as text, no script is run.
_SCRIPT_REDIRECT = re.compile(
    r"\blocation(?:\.href|\.pathname)?\s{0,8}=\s{0,8}[\"']([^\"'\s]{1,256})[\"']"
    r"|\blocation\.(?:replace|assign)\(\s{0,8}[\"']([^\"'\s]{1,256})[\"']"
)
_OTHER_HOST = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,20})", re.IGNORECASE)
#: Besides UTF-8 and Latin-1: what pages of East Asian makers are written in.
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "euc-kr": "euc_kr"}
_LINK_ATTRIBUTES = {
    "script": "src",
    "link": "href",
    "frame": "src",
    "iframe": "src",
    "form": "action",
    "embed": "src",
}
_COOKIE_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}")
#: What is asked for a second time has nothing in it that a device could give a meaning to.
_HTML_HINT = re.compile(r"<\s*(?:!doctype|html|head|title|body|meta|script|frameset|form)\b", re.IGNORECASE)


def parse_page(
    status: int, header: HeaderValues, untrusted_body: str, *, path: str = "/", tls: bool = False
) -> dict[str, str]:
    """The fields of one answer. path is the one that was answered; another one than "/" was redirected to."""
    page = _parse_html(untrusted_body)
    challenges = header("www-authenticate")
    redirect = local_path(next(iter(header("location")), ""), path) or page.refresh_path(path)
    if not redirect and path != "/":
        redirect = path.partition("?")[0]
    return compact(
        {
            "status": str(status) if status else "",
            "server": clean(next(iter(header("server")), "")),
            "realm": realms(challenges),
            "auth_schemes": schemes(challenges),
            "title": clean(page.title),
            "redirect": clean(redirect or local_path(page.script_redirect, path)),
            "cookies": clean_lines(_cookie_names(header("set-cookie"))),
            "paths": clean_lines([found for link in page.links if (found := local_path(link, path))]),
            "generator": clean(page.generator),
            "tls": "yes" if tls else "",
        }
    )


def local_path(untrusted_link: str, base: str = "/") -> str:
    """The absolute path of a link, host and query dropped; "" for links that are not of the web or lead nowhere."""
    link = untrusted_link.strip()[:1024]
    try:
        parts = urlsplit(urljoin(f"http://device{base}", link))
    except ValueError:
        return ""
    if not link or link.startswith("#") or parts.scheme not in {"http", "https"}:
        return ""
    return parts.path or "/"


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer as text: whole, its headers alone, or the page alone. {} for anything else."""
    text = untrusted[: PAGE_LIMIT * 2]
    head = None if text.lstrip()[:1] == "<" else parse_head(text)
    if head is not None:
        return parse_page(head.status, head.all, head.untrusted_body)
    return parse_page(0, Head(0, (), text).all, text) if _HTML_HINT.search(text) else {}


async def visit(net: Net, target: Target, seen: See) -> bool:
    """Get "/" from each open web port, one after the other; follow the page's own refresh once, on the same host.

    False when the device took connections and said nothing on so many that it is better left alone.
    """
    found = failed = silent = 0
    for port, tls in (*WEB_PORTS, *FALLBACK_PORTS):
        if port not in target.ports or failed == FAILED_LIMIT or (found and (port, tls) in FALLBACK_PORTS):
            continue
        try:
            fields = await _get(net, target.address, port, tls=tls)
        except ExchangeError as error:
            failed += 1
            silent += error.fault is ExchangeFault.SILENT or isinstance(error.__cause__, TimeoutError)
            if silent == SILENT_LIMIT:
                return False
            continue
        found += 1
        seen(Sighting(Protocol.HTTP, target.address, fields, datetime.now(UTC), port))
    return True


async def _get(net: Net, address: str, port: int, *, tls: bool) -> dict[str, str]:
    """The fields of the page, and of the one that it leads to. Raises ExchangeError when there is none."""
    fields: dict[str, str] = {}
    try:
        async with net.http(address, port, tls=tls) as session, asyncio.timeout(SECONDS_A_PORT):
            response = await session.request("GET", "/", limit=PAGE_LIMIT)
            fields = _fields(response)
            if refresh := _refresh_of(response):
                second = _fields(await session.request("GET", refresh, limit=PAGE_LIMIT))
                fields = join_pages(fields, second, refresh)
    except ExchangeError:
        if not fields:
            raise
    except TimeoutError as error:
        if not fields:
            raise ExchangeError(ExchangeFault.SILENT) from error
    return fields


def join_pages(first: dict[str, str], second: dict[str, str], redirect: str) -> dict[str, str]:
    """The first page and the one that it led to: the status of the second, every line of both, the first of the rest."""
    joined = {**second, **first}
    for name in ("realm", "auth_schemes", "cookies", "paths"):
        lines = f"{first.get(name, '')}\n{second.get(name, '')}".split("\n")
        joined[name] = clean_lines(lines)
    joined["status"] = second.get("status", "") if second.get("status") != "404" else first.get("status", "")
    return compact({**joined, "redirect": redirect})


def page_text(untrusted_body: bytes, untrusted_content_type: str) -> str:
    """The page as text: the character set that it names where we know it, else UTF-8, else Latin-1."""
    named = _CHARSET.search(untrusted_content_type) or _CHARSET.search(untrusted_body[:2048].decode("latin-1"))
    codec = _CHARSETS.get(named[1].lower()) if named else None
    return untrusted_body.decode(codec, "replace") if codec else decode(untrusted_body)


def _fields(response: HttpResponse) -> dict[str, str]:
    text = page_text(response.untrusted_body, response.header("content-type"))
    return parse_page(response.status, response.all, text, path=response.path, tls=response.tls)


def _refresh_of(response: HttpResponse) -> str:
    page = _parse_html(page_text(response.untrusted_body, response.header("content-type")))
    path = page.refresh_path(response.path)
    return path if path != response.path.partition("?")[0] and is_page(path) else ""


def _cookie_names(untrusted_cookies: Sequence[str]) -> list[str]:
    names = (cookie.partition("=")[0].strip() for cookie in untrusted_cookies if "=" in cookie)
    return [name for name in names if _COOKIE_NAME.fullmatch(name)]


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page holds that identifies it, as text of the device."""

    title: str = ""
    generator: str = ""
    refresh: str = ""
    script_redirect: str = ""
    links: tuple[str, ...] = ()

    def refresh_path(self, base: str) -> str:
        """Where the page's refresh leads, as a path on the same device; "" when it only reloads or leads elsewhere."""
        return "" if not self.refresh or _OTHER_HOST.match(self.refresh) else local_path(self.refresh, base)


def _parse_html(untrusted_page: str) -> _Page:
    """Read a page tag by tag, in time that grows with its length only.

    The standard html.parser takes minutes for 128 KiB of "<a " (measured with Python 3.11), so no device may feed it.
    """
    first, *rest = untrusted_page[:PAGE_LIMIT].split("<!--")
    text = first + "".join(part.partition("-->")[2] for part in rest)
    title = _TITLE.search(text)
    generator = refresh = ""
    links: list[str] = []
    for tag, attributes in _TAG.findall(text):
        name = tag.lower()
        if name == "meta":
            values = _attributes(attributes)
            if values.get("name", "").lower() == "generator":
                generator = generator or values.get("content", "")
            elif values.get("http-equiv", "").lower() == "refresh" and not refresh:
                match = _REFRESH.match(values.get("content", ""))
                refresh = match[1] if match else ""
        elif name in _LINK_ATTRIBUTES and len(links) < _LINKS_LIMIT:
            links.append(_attributes(attributes).get(_LINK_ATTRIBUTES[name], ""))
    script = _SCRIPT_REDIRECT.search(text)
    return _Page(
        title=unescape(title[1]) if title else "",
        generator=generator,
        refresh=refresh,
        script_redirect=(script[1] or script[2]) if script else "",
        links=tuple(link for link in links if link),
    )


def _attributes(untrusted_attributes: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in reversed(_ATTRIBUTE.findall(untrusted_attributes))
    }
