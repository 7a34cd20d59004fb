"""Requests of HTTP and RTSP, which share one form: a line, headers, an empty line, a body."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Largest head and largest body that a pretend device reads, in bytes.
HEAD_LIMIT = 16 * 1024
BODY_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class TextRequest:
    """One request as it arrived; header names are in lower case."""

    untrusted_method: str
    untrusted_target: str
    untrusted_version: str
    untrusted_headers: Mapping[str, str]
    untrusted_body: bytes = b""

    @property
    def untrusted_host(self) -> str:
        """The host that the request is for, without port: from the target when it is a whole address, else from Host."""
        try:
            named = urlsplit(self.untrusted_target).hostname
            return named or urlsplit("//" + self.untrusted_headers.get("host", "")).hostname or ""
        except ValueError:
            return ""

    @property
    def untrusted_path(self) -> str:
        """The path without query."""
        return self.untrusted_target.partition("?")[0]


async def read_request(reader: asyncio.StreamReader) -> TextRequest | None:
    """The next request of a connection; None when the other side left or what came is no request."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
        return None
    line, *rest = head.decode("latin-1").split("\r\n")
    words = line.split(" ")
    if len(words) != 3:
        return None
    headers: dict[str, str] = {}
    for header in rest:
        name, colon, value = header.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or int(length) > BODY_LIMIT:
        return None
    try:
        body = await reader.readexactly(int(length))
    except (asyncio.IncompleteReadError, OSError):
        return None
    return TextRequest(words[0], words[1], words[2], headers, body)


def reply(version: str, status: str, headers: Iterable[tuple[str, str]], body: bytes = b"") -> bytes:
    """An answer's bytes; status holds number and reason."""
    lines = [f"{version} {status}", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode() + body
