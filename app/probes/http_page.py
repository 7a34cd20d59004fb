"""The first web page: who serves it, what it asks a login for, what it is called and what it loads (protocols §6)."""

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from app.model.sighting import Protocol, Sighting
from app.net.exchange import ExchangeError, ExchangeFault, HttpResponse
from app.net.network import Net
from app.net.request import is_page
from app.net.target import Target
from app.untrusted.headers import Head, HeaderValues, parse_head, realms, schemes
from app.untrusted.html import PAGE_LIMIT as _PAGE_CHARACTERS
from app.untrusted.html import Page, read_page
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
PAGE_LIMIT = _PAGE_CHARACTERS
SECONDS_A_PORT = 5.0
FAILED_LIMIT = 3
SILENT_LIMIT = 2

_OTHER_HOST = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,20})", re.IGNORECASE)
#: Besides UTF-8 and Latin-1: what pages of East Asian makers are written in.
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "euc-kr": "euc_kr"}
#: What a page or a plain answer states outright.
_STATED = frozenset({"model", "manufacturer", "firmware"})
_COOKIE_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}")
#: What is asked for a second time has nothing in it that a device could give a meaning to.
_HTML_HINT = re.compile(r"<\s*(?:!doctype|html|head|title|body|meta|script|frameset|form)\b", re.IGNORECASE)


def parse_page(
    status: int, header: HeaderValues, untrusted_body: str, *, path: str = "/", tls: bool = False
) -> dict[str, str]:
    """The fields of one answer. path is the one that was answered; another one than "/" was redirected to."""
    page = read_page(untrusted_body)
    challenges = header("www-authenticate")
    redirect = local_path(next(iter(header("location")), ""), path) or _refresh_path(page, path)
    if not redirect and path != "/":
        redirect = path.partition("?")[0]
    leads_to = redirect or local_path(page.script_redirect, path)
    paths = [local_path(link, path) for link in (*page.parts, *page.links)]
    return compact(
        {
            "status": str(status) if status else "",
            "server": clean(next(iter(header("server")), "")),
            "realm": realms(challenges),
            "auth_schemes": schemes(challenges),
            "title": clean(page.title),
            "redirect": clean(leads_to),
            "cookies": clean_lines(_cookie_names(header("set-cookie"))),
            "paths": clean_lines([found for found in paths if found and found != leads_to]),
            "generator": clean(page.generator),
            "meta": clean_lines(list(page.meta)),
            "text": clean_lines(list(page.lines)),
            "inputs": clean_lines(list(page.inputs)),
            "sites": clean_lines(list(page.sites)),
            "variables": clean_lines(list(page.variables)),
            "hidden": clean_lines(list(page.hidden)),
            "powered_by": clean(next(iter(header("x-powered-by")), "")),
            **{field: clean(value) for field, value in reversed(page.facts)},
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
    fields = parse_page(0, Head(0, (), text).all, text)
    return fields if _HTML_HINT.search(text) or _STATED.intersection(fields) else {}


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
    for name in ("realm", "auth_schemes", "cookies", "paths", "meta", "text", "inputs", "sites"):
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
    page = read_page(page_text(response.untrusted_body, response.header("content-type")))
    path = _refresh_path(page, response.path)
    return path if path != response.path.partition("?")[0] and is_page(path) else ""


def _refresh_path(page: Page, base: str) -> str:
    """Where the page's refresh leads, as a path on the same device; "" when it only reloads or leads elsewhere."""
    return "" if not page.refresh or _OTHER_HOST.match(page.refresh) else local_path(page.refresh, base)


def _cookie_names(untrusted_cookies: Sequence[str]) -> list[str]:
    names = (cookie.partition("=")[0].strip() for cookie in untrusted_cookies if "=" in cookie)
    return [name for name in names if _COOKIE_NAME.fullmatch(name)]
