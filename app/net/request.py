"""Builds the requests that may be sent, and refuses the others (protocols §1.2): no credentials, no control, no bypass."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import unquote

from app import __version__

USER_AGENT = f"CameraCheck/{__version__}"
HTTP_METHODS = frozenset({"GET", "POST"})
RTSP_METHODS = frozenset({"OPTIONS", "DESCRIBE"})
_CREDENTIAL_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "cookie2"})
_TOKEN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
PATH_LIMIT = 2048
_PLAIN_PATH = re.compile(r"/(?!/)[A-Za-z0-9._~/-]{0,255}")
#: Words of paths that give pictures, settings or commands (protocols §1.2), even when a device leads there itself.
_NEVER_FOLLOWED = re.compile(
    r"cgi|isapi|psia|onvif|config|backup|export|download|snap|image|video|stream|mjpg|user|pass|account"
    r"|boot|reset|restart|restore|upgrade|firmware|logout|delete|command|debug|telnet",
    re.IGNORECASE,
)
#: A page has one of these endings or none. Everything else could be a picture, a configuration or a command.
_PAGE_ENDINGS = {"", "htm", "html", "shtml", "xhtml", "asp", "aspx", "php", "jsp"}

#: A description or a service that a device names itself: a document by its ending, nowhere near a picture, a setting or a command.
_DOCUMENT_ENDINGS = {"", "xml", "wsdl", "asp", "aspx", "asmx", "php", "jsp"}
_DOCUMENT_PATH = re.compile(r"/(?!/)[A-Za-z0-9._~:/-]{0,255}")
#: Where Windows serves the description of its media sharing; the only document with a query that is known.
_WINDOWS_DESCRIPTION = re.compile(r"/upnphost/udhisapi\.dll\?content=uuid:[0-9A-Fa-f-]{36}")

Headers = Mapping[str, str] | Iterable[tuple[str, str]]
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


def build_http(method: str, path: str, host: str, headers: Headers = NO_HEADERS, body: bytes = b"") -> bytes:
    """An HTTP/1.1 request that keeps the connection. Raises ValueError for anything that law 2 forbids."""
    if method not in HTTP_METHODS:
        raise ValueError(f"{method} is never sent")
    if body and method == "GET":
        raise ValueError("GET carries no body")
    own = {
        "Host": host,
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "keep-alive",
    }
    if method == "POST":
        own["Content-Length"] = str(len(body))
    return _build(f"{method} {checked_path(path)} HTTP/1.1", own, headers) + body


def build_rtsp(method: str, address: str, sequence: int, headers: Headers = NO_HEADERS) -> bytes:
    """An RTSP/1.0 OPTIONS or DESCRIBE of the root; address is host:port. Raises ValueError for any other method."""
    if method not in RTSP_METHODS:
        raise ValueError(f"{method} is never sent")
    own = {"CSeq": str(sequence), "User-Agent": USER_AGENT}
    return _build(f"{method} rtsp://{address}/ RTSP/1.0", own, headers)


def checked_path(path: str) -> str:
    """The path as it may be sent. Raises ValueError: not absolute, too long, not printable ASCII, or an auth= blob in it."""
    if not path.startswith("/") or path.startswith("//") or len(path) > PATH_LIMIT:
        raise ValueError("not a path")
    if not (path.isascii() and path.isprintable()) or " " in path:
        raise ValueError("not printable ASCII")
    if "auth=" in path.lower() or "auth=" in unquote(unquote(path)).lower():
        raise ValueError("a path that carries credentials is never sent")
    return path


def is_page(path: str) -> bool:
    """True for a path that is a page by its name: never a picture, a configuration file or a command."""
    if not _PLAIN_PATH.fullmatch(path) or _NEVER_FOLLOWED.search(path):
        return False
    segments = path.split("/")
    name, dot, ending = segments[-1].rpartition(".")
    return ".." not in segments and (not dot or (bool(name) and ending.lower() in _PAGE_ENDINGS))


def is_document(path: str) -> bool:
    """True for a path where a device may say that its ONVIF service or its UPnP description is.

    Announcements come in datagrams, which anybody can send in the name of a camera: none may lead to a picture, a setting or a command.
    """
    if _WINDOWS_DESCRIPTION.fullmatch(path):
        return True
    segments = path.split("/")
    _, dot, ending = segments[-1].rpartition(".")
    if not _DOCUMENT_PATH.fullmatch(path) or ".." in segments or (dot and ending.lower() not in _DOCUMENT_ENDINGS):
        return False
    return not _NEVER_FOLLOWED.search(re.sub("onvif", "", path, flags=re.IGNORECASE))


def host_text(address: str, port: int, default_port: int) -> str:
    """The Host header of an address: IPv6 in brackets without its zone, the port unless it is the usual one."""
    host = address.partition("%")[0]
    host = f"[{host}]" if ":" in host else host
    return host if port == default_port else f"{host}:{port}"


def _build(first_line: str, own: Mapping[str, str], headers: Headers) -> bytes:
    given = list(headers.items() if isinstance(headers, Mapping) else headers)
    for name, value in given:
        _check_header(name, value)
    replaced = {name.lower() for name, _ in given}
    lines = [f"{name}: {value}" for name, value in own.items() if name.lower() not in replaced]
    lines += [f"{name}: {value}" for name, value in given]
    return "\r\n".join([first_line, *lines, "", ""]).encode("ascii")


def _check_header(name: str, value: str) -> None:
    lowered = name.lower()
    if lowered in _CREDENTIAL_HEADERS:
        raise ValueError(f"{name} is never sent")
    if not lowered or not set(lowered) <= _TOKEN:
        raise ValueError("not a header name")
    if not (value.isascii() and value.isprintable()):
        raise ValueError("not a header value")
