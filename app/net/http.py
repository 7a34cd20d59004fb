"""HTTP without credentials: one connection to one device, GET and POST, redirects on the same host only."""

from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from app.net.exchange import ExchangeError, ExchangeFault, HttpResponse, ResponseReader
from app.net.limits import Limits
from app.net.ranges import parse_address
from app.net.request import NO_HEADERS, Headers, build_http, host_text, is_page
from app.net.tcp import Connection, Connector

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_DEFAULT_PORTS = {"http": 80, "https": 443}


class HttpSession:
    """Exchanges with one service of one device. One at a time; opened by Net.http()."""

    def __init__(self, connector: Connector, limits: Limits, address: str, port: int, *, tls: bool) -> None:
        self._connector = connector
        self._limits = limits
        self._address = address
        self._origin = (port, tls)
        self._connection: Connection | None = None
        self._connected_to = self._origin
        self._reader: ResponseReader | None = None

    async def request(
        self, method: str, path: str, *, headers: Headers = NO_HEADERS, body: bytes = b"", limit: int | None = None
    ) -> HttpResponse:
        """The answer, its body cut at limit bytes (default: a page). A GET follows redirects on the same host.

        Raises ExchangeError when there is no usable answer, ValueError for what law 2 forbids.
        """
        port, tls = self._origin
        allowed = self._limits.redirects if method == "GET" else 0
        while True:
            host = host_text(self._address, port, 443 if tls else 80)
            request = build_http(method, path, host, headers, body)
            response = await self._exchange(port, tls, request, limit or self._limits.page_bytes)
            response = replace(response, path=path, port=port, tls=tls)
            target = redirect_target(response, self._address) if allowed else None
            if target is None:
                return response
            allowed -= 1
            port, tls, path = target

    async def close(self) -> None:
        """Close the connection, if there is one."""
        connection, self._connection, self._reader = self._connection, None, None
        if connection is not None:
            await connection.close()

    async def _exchange(self, port: int, tls: bool, request: bytes, limit: int) -> HttpResponse:
        if self._connected_to != (port, tls):
            await self.close()
        kept = self._connection is not None
        try:
            return await self._exchange_once(port, tls, request, limit)
        except ExchangeError as error:
            if not kept or error.fault is not ExchangeFault.CLOSED:
                raise
        # The device closed the kept connection while it was idle: that is its right, so ask once more.
        return await self._exchange_once(port, tls, request, limit)

    async def _exchange_once(self, port: int, tls: bool, request: bytes, limit: int) -> HttpResponse:
        reusable = False
        try:
            if self._connection is None or self._reader is None:
                self._connection = await self._connector.open(self._address, port, tls=tls)
                self._reader = ResponseReader(self._connection.reader, self._limits)
                self._connected_to = (port, tls)
            self._connection.writer.write(request)
            response, reusable = await self._reader.read(limit=limit, body_until_close=True)
            return response
        finally:
            if not reusable:
                await self.close()


def redirect_target(response: HttpResponse, address: str) -> tuple[int, bool, str] | None:
    """Port, TLS and path that the answer leads to on the same address; None when it leads nowhere, elsewhere or to no page.

    A query is dropped: a device could lead to a command.
    """
    location = response.header("location")
    if response.status not in _REDIRECTS or not location:
        return None
    scheme = "https" if response.tls else "http"
    here = f"{scheme}://{host_text(address, response.port, 0)}{response.path}"
    try:
        parts = urlsplit(urljoin(here, location))
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    path = parts.path or "/"
    if not is_page(path):
        return None
    if parts.scheme not in _DEFAULT_PORTS or parts.username is not None or not _same_host(parts.hostname, address):
        return None
    return port, parts.scheme == "https", path


def _same_host(untrusted_host: str | None, address: str) -> bool:
    there = parse_address((untrusted_host or "").partition("%")[0])
    return there is not None and there == parse_address(address.partition("%")[0])
