"""The web server of a pretend device (protocols §6): fixed pages and the services that share its port."""

import base64
import html
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from app.practice.text_request import TextRequest, reply

#: Gives the answer of a service such as ONVIF, without the Server header.
Service = Callable[[TextRequest], "HttpAnswer"]


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """Status, headers beside Server and Content-Length, and body."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def page(title: str, body: str) -> HttpAnswer:
    """A web page."""
    text = f"<!DOCTYPE html>\n<html><head><title>{html.escape(title)}</title></head>\n<body>{body}</body></html>\n"
    return HttpAnswer(200, (("Content-Type", "text/html"),), text.encode())


def icon(colour: str) -> HttpAnswer:
    """A favicon of one pixel (GIF) in a colour like "c02020"."""
    frame = base64.b64decode("IfkEAQAAAQAsAAAAAAEAAQAAAgJEAQA7")
    image = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + bytes.fromhex(colour) + bytes(3) + frame
    return HttpAnswer(200, (("Content-Type", "image/gif"),), image)


def redirect(path: str) -> HttpAnswer:
    """A redirect on the same host."""
    return HttpAnswer(302, (("Location", path),))


def login(realm: str, scheme: str) -> HttpAnswer:
    """A refusal that names the realm."""
    challenge = f'{scheme} realm="{realm}"'
    if scheme == "Digest":
        challenge += f', qop="auth", nonce="{secrets.token_hex(16)}", stale="FALSE"'
    return HttpAnswer(401, (("WWW-Authenticate", challenge), ("Content-Type", "text/html")), b"<h1>401</h1>")


class WebSite:
    """What one port serves. A path that is not there gives unknown, 404 if nothing else is said."""

    def __init__(self, server: str, pages: Mapping[str, HttpAnswer | Service], unknown: Service | None = None) -> None:
        self._server = server
        self._pages = pages
        self._unknown = unknown

    def answer(self, request: TextRequest) -> bytes:
        """The bytes that answer a request."""
        if request.untrusted_method not in {"GET", "POST"}:
            return self._bytes(HttpAnswer(405))
        found = self._pages.get(request.untrusted_path) or self._unknown
        if found is None:
            return self._bytes(HttpAnswer(404, (("Content-Type", "text/html"),), b"<h1>404 Not Found</h1>"))
        return self._bytes(found if isinstance(found, HttpAnswer) else found(request))

    def _bytes(self, answer: HttpAnswer) -> bytes:
        headers = [*answer.headers, ("Content-Length", str(len(answer.body))), ("Connection", "keep-alive")]
        if self._server:
            headers.insert(0, ("Server", self._server))
        status = HTTPStatus(answer.status)
        return reply("HTTP/1.1", f"{status.value} {status.phrase}", headers, answer.body)
