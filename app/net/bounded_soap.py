"""Signing in, seen from the network: posts to one path of one device, each bounded in seconds and bytes, with nothing followed."""

import asyncio
import time
from dataclasses import replace
from typing import cast

from app.net.exchange import ExchangeError, ExchangeFault, HttpResponse, ResponseReader
from app.net.limits import DEFAULT_LIMITS, Limits
from app.net.request import build_http, checked_path, host_text
from app.net.tcp import Connection, Connector

#: Largest answer, and all answers of one press together, in bytes. The richest real answer has some kilobytes.
ANSWER_BYTES = 64 * 1024
PRESS_BYTES = 1024 * 1024
#: In every message that carries a login in its body.
_TOKEN = b"UsernameToken"
#: Longest single exchange in seconds; a slow camera needs a second to work out a password.
EXCHANGE_SECONDS = 3.0

SOAP_LIMITS = replace(
    DEFAULT_LIMITS,
    connect_seconds=2.0,
    first_byte_seconds=EXCHANGE_SECONDS,
    exchange_seconds=EXCHANGE_SECONDS,
    header_bytes=16 * 1024,
    header_lines=100,
)


class _Counted:
    """A stream that ends when the bytes of the press are used up."""

    def __init__(self, stream: asyncio.StreamReader, soap: "BoundedSoap") -> None:
        self._stream = stream
        self._soap = soap

    async def read(self, count: int) -> bytes:
        data = await self._stream.read(count)
        self._soap.bytes_read += len(data)
        if self._soap.bytes_read > PRESS_BYTES:
            raise ExchangeError(ExchangeFault.NOT_UNDERSTOOD, "more bytes than any device needs")
        return data


class BoundedSoap:
    """One press: the same place throughout, over by deadline (time.monotonic()). Belongs to one event loop.

    After one request with a login none follows until whoever reads the answers says that this login was accepted.
    """

    def __init__(
        self,
        connector: Connector,
        place: tuple[str, int, str],
        *,
        tls: bool,
        deadline: float,
        limits: Limits = SOAP_LIMITS,
    ) -> None:
        self._connector = connector
        self._address, self._port, path = place
        self.path = checked_path(path)
        self._tls = tls
        self._deadline = deadline
        self._limits = limits
        self._kept: tuple[Connection, ResponseReader] | None = None
        self.bytes_read = 0
        self.logins_sent = 0
        self._may_carry_login = True

    @property
    def seconds_left(self) -> float:
        """Until the deadline; never negative."""
        return max(0.0, self._deadline - time.monotonic())

    async def post(
        self, body: bytes, content_type: str, *, authorization: str = "", login: bool = False
    ) -> HttpResponse:
        """The answer to one request, whole. Raises ExchangeError, also for an answer that is packed, cut off or too large.

        authorization is the value of that header; login: the request carries a login there or in its body. Never sent twice.
        Raises ValueError for a login while no other one has been accepted.
        """
        login = login or bool(authorization) or _TOKEN in body
        if login:
            if not self._may_carry_login:
                raise ValueError("a login that was not accepted is never sent again")
            self._may_carry_login = False
        if not self.seconds_left:
            raise ExchangeError(ExchangeFault.SILENT, "the time is up")
        request = self._request(body, content_type, authorization)
        try:
            async with asyncio.timeout(self.seconds_left):
                return await self._exchange(request, login=login)
        except TimeoutError as error:
            raise ExchangeError(ExchangeFault.SILENT, "the time is up") from error

    def login_accepted(self) -> None:
        """The last answer was a clear yes: one more request may carry the login."""
        self._may_carry_login = True

    async def close(self) -> None:
        """Close the connection, if one was kept."""
        kept, self._kept = self._kept, None
        if kept is not None:
            await kept[0].close()

    def _request(self, body: bytes, content_type: str, authorization: str) -> bytes:
        host = host_text(self._address, self._port, 443 if self._tls else 80)
        # A new connection for each exchange costs nothing in clear, and no login is ever lost on one that was closed meanwhile.
        headers = {"Content-Type": content_type, "Connection": "keep-alive" if self._tls else "close"}
        request = build_http("POST", self.path, host, headers, body)
        if not authorization:
            return request
        if not authorization.isprintable():
            raise ValueError("not a header value")
        first, end, rest = request.partition(b"\r\n")
        return first + end + f"Authorization: {authorization}".encode() + end + rest

    async def _exchange(self, request: bytes, *, login: bool) -> HttpResponse:
        connection, reader = await self._open()
        reusable = False
        try:
            self.logins_sent += login
            connection.writer.write(request)
            response, reusable = await reader.read(limit=ANSWER_BYTES, body_until_close=True)
        finally:
            if reusable and self._tls:
                self._kept = connection, reader
            else:
                self._kept = None
                await connection.close()
        _check_whole(response)
        return response

    async def _open(self) -> tuple[Connection, ResponseReader]:
        if self._kept is not None and not self._kept[0].reader.at_eof():
            return self._kept
        await self.close()
        connection = await self._connector.open(self._address, self._port, tls=self._tls)
        counted = cast("asyncio.StreamReader", _Counted(connection.reader, self))
        return connection, ResponseReader(counted, self._limits)


def _check_whole(response: HttpResponse) -> None:
    if not response.truncated:
        return
    if response.header("content-encoding").strip().lower() not in {"", "identity"}:
        raise ExchangeError(ExchangeFault.NOT_UNDERSTOOD, "packed although it was asked not to be")
    if len(response.untrusted_body) >= ANSWER_BYTES:
        raise ExchangeError(ExchangeFault.NOT_UNDERSTOOD, "larger than the limit")
    raise ExchangeError(ExchangeFault.NOT_UNDERSTOOD, "not complete in time")
