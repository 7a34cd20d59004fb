"""Reads HTTP-like answers (HTTP, RTSP, ICY) from devices that may be broken or hostile: bounded in bytes, lines and seconds."""

import asyncio
import re
from dataclasses import dataclass, field
from enum import StrEnum

from app.net.limits import Limits

_CHUNK = 16 * 1024
_STATUS = re.compile(rb"^(?:HTTP/(\d(?:\.\d)?)|RTSP/\d\.\d|ICY)[ \t]+(\d{3})(?:[ \t]+(.*))?$", re.IGNORECASE)
_DIGITS = re.compile(r"^\d{1,15}$")
_HEXADECIMAL = re.compile(rb"^[0-9A-Fa-f]{1,12}$")
#: Devices that send "100 Continue" for ever are cut off here.
_INTERIM_ANSWERS = 4


class ExchangeFault(StrEnum):
    """Why an exchange gave no answer."""

    NO_CONNECTION = "no-connection"
    SILENT = "silent"
    CLOSED = "closed"
    NOT_UNDERSTOOD = "not-understood"
    TLS = "tls"


class ExchangeError(Exception):
    """The device gave no usable answer; fault says why."""

    def __init__(self, fault: ExchangeFault, detail: str = "") -> None:
        super().__init__(detail or fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """An answer. headers, reason and untrusted_body are text of the device; path is the one that was answered.

    truncated is True when the body ended early: limit, time or the connection. port and tls differ from the session's
    after a redirect on the same host.
    """

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    untrusted_body: bytes
    path: str = "/"
    port: int = 0
    tls: bool = False
    truncated: bool = False

    def header(self, name: str) -> str:
        """The first header of that name, "" when it is missing."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        """Every header of that name, in order."""
        wanted = name.lower()
        return [value for key, value in self.headers if key.lower() == wanted]


@dataclass(slots=True)
class Head:
    """Status line and headers; reusable is False when the connection cannot carry another exchange."""

    status: int
    reason: str
    headers: list[tuple[str, str]] = field(default_factory=list)
    reusable: bool = True

    def header(self, name: str) -> str:
        """The first header of that name, stripped, in lower case."""
        return next((value.strip().lower() for key, value in self.headers if key.lower() == name), "")


class ResponseReader:
    """Reads one answer after the other from a connection. Bytes that came too early are kept for the next."""

    def __init__(self, stream: asyncio.StreamReader, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._buffer = bytearray()
        self._ended = False
        self.bytes_read = 0

    async def read(self, *, limit: int, body_until_close: bool) -> tuple[HttpResponse, bool]:
        """The next answer and whether the connection can carry another. Raises ExchangeError.

        A status line and headers have to come within the time limit; of a body, what came by then is kept.
        body_until_close: an answer without a length lasts until the device closes (HTTP); otherwise it has no body (RTSP).
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._limits.exchange_seconds
        self.bytes_read = 0
        try:
            async with asyncio.timeout_at(deadline):
                head = await self._read_head()
        except TimeoutError as error:
            fault = ExchangeFault.NOT_UNDERSTOOD if self.bytes_read else ExchangeFault.SILENT
            raise ExchangeError(fault, "no complete answer in time") from error
        body = bytearray()
        complete = False
        try:
            async with asyncio.timeout_at(deadline):
                complete = await self._read_body(head, body, limit, body_until_close=body_until_close)
        except TimeoutError:
            head.reusable = False
        response = HttpResponse(head.status, head.reason, tuple(head.headers), bytes(body), truncated=not complete)
        return response, head.reusable and complete and not self._ended

    async def _read_head(self) -> Head:
        for _ in range(_INTERIM_ANSWERS):
            head = await self._read_one_head()
            if not 100 <= head.status < 200:
                return head
        raise ExchangeError(ExchangeFault.NOT_UNDERSTOOD, "only interim answers")

    async def _read_one_head(self) -> Head:
        budget = self._limits.header_bytes
        line = b""
        # Blank lines before an answer are rests of the previous one.
        while not line.strip():
            line = await self._line(budget, first=True)
            budget -= len(line) + 1
            if budget <= 0:
                raise ExchangeError(ExchangeFault.NOT_UNDERSTOOD, "no status line")
        match = _STATUS.match(line.strip())
        if match is None:
            raise ExchangeError(ExchangeFault.NOT_UNDERSTOOD, "no status line")
        line_version = match[1]
        head = Head(int(match[2]), _text(match[3] or b""))
        while line := await self._line(budget):
            budget -= len(line) + 1
            if budget <= 0 or len(head.headers) >= self._limits.header_lines:
                # What was read is worth keeping; what follows can no longer be told apart from the body.
                head.reusable = False
                self._buffer.clear()
                self._ended = True
                break
            name, colon, value = line.partition(b":")
            if colon and name.strip():
                head.headers.append((_text(name), _text(value)))
        connection = head.header("connection")
        old = line_version == b"1.0" and "keep-alive" not in connection
        if "close" in connection or old:
            head.reusable = False
        return head

    async def _read_body(self, head: Head, body: bytearray, limit: int, *, body_until_close: bool) -> bool:
        """Append to body. True when it came whole."""
        if head.status in {204, 304}:
            return True
        if self._ended and not self._buffer:
            return False
        if head.header("content-encoding") not in {"", "identity"}:
            # Packed although only "identity" was asked for: nothing is unpacked that a device could blow up.
            head.reusable = False
            return False
        if "chunked" in head.header("transfer-encoding"):
            return await self._read_chunks(body, limit)
        length = head.header("content-length")
        if _DIGITS.match(length):
            return await self._take(int(length), body, limit)
        if not body_until_close:
            return True
        head.reusable = False
        while len(body) < limit:
            if not self._buffer and not await self._fill():
                return True
            self._move(limit - len(body), body)
        return False

    async def _read_chunks(self, body: bytearray, limit: int) -> bool:
        while True:
            try:
                size_text = (await self._line(_CHUNK)).partition(b";")[0].strip()
            except ExchangeError:
                return False
            if not _HEXADECIMAL.match(size_text):
                return False
            size = int(size_text, 16)
            if size == 0:
                return await self._skip_trailers()
            if not await self._take(size, body, limit):
                return False
            try:
                if await self._line(_CHUNK):
                    return False
            except ExchangeError:
                return False

    async def _skip_trailers(self) -> bool:
        for _ in range(self._limits.header_lines):
            try:
                if not await self._line(self._limits.header_bytes):
                    return True
            except ExchangeError:
                return True
        return False

    async def _take(self, count: int, body: bytearray, limit: int) -> bool:
        """Append count bytes, fewer when the limit or the end comes first. True when all came."""
        while count:
            if len(body) >= limit or (not self._buffer and not await self._fill()):
                return False
            count -= self._move(min(count, limit - len(body)), body)
        return True

    def _move(self, count: int, body: bytearray) -> int:
        piece = self._buffer[:count]
        body += piece
        del self._buffer[:count]
        return len(piece)

    async def _line(self, limit: int, *, first: bool = False) -> bytes:
        """The next line without its end (CR LF or bare LF). Raises ExchangeError when it is too long or never ends."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > limit:
                raise ExchangeError(ExchangeFault.NOT_UNDERSTOOD, "line too long")
            if not await self._fill(first=first):
                if first and not self._buffer:
                    raise ExchangeError(ExchangeFault.CLOSED, "closed without an answer")
                # The last line of an answer that was cut off.
                end = len(self._buffer)
                break
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return line.rstrip(b"\r")

    async def _fill(self, *, first: bool = False) -> bool:
        """Read some more. False at the end of the connection."""
        if self._ended:
            return False
        try:
            if first and not self.bytes_read:
                async with asyncio.timeout(self._limits.first_byte_seconds):
                    data = await self._stream.read(_CHUNK)
            else:
                data = await self._stream.read(_CHUNK)
        except TimeoutError:
            raise
        except OSError:
            data = b""
        self._ended = not data
        self.bytes_read += len(data)
        self._buffer += data
        return bool(data)


def _text(untrusted: bytes) -> str:
    """Header text: UTF-8 where it is, else Latin-1; without outer blanks."""
    stripped = untrusted.strip()
    try:
        return stripped.decode("utf-8")
    except UnicodeDecodeError:
        return stripped.decode("latin-1")
