"""RTSP without credentials: OPTIONS and DESCRIBE of the root, nothing that starts a stream (protocols §1.1 H10)."""

from dataclasses import replace

from app.net.exchange import ExchangeError, ExchangeFault, HttpResponse, ResponseReader
from app.net.limits import Limits
from app.net.request import NO_HEADERS, Headers, build_rtsp, host_text
from app.net.tcp import Connection, Connector


class RtspSession:
    """Exchanges with one RTSP service. One at a time; opened by Net.rtsp()."""

    def __init__(self, connector: Connector, limits: Limits, address: str, port: int) -> None:
        self._connector = connector
        self._limits = limits
        self._address = address
        self._port = port
        self._connection: Connection | None = None
        self._reader: ResponseReader | None = None
        self._sequence = 0

    async def request(self, method: str, *, headers: Headers = NO_HEADERS) -> HttpResponse:
        """The answer to OPTIONS or DESCRIBE of the root.

        Raises ExchangeError when there is no usable answer, ValueError for any other method or for credentials.
        """
        self._sequence += 1
        # The default port is written out: some cameras answer 400 without it.
        request = build_rtsp(method, host_text(self._address, self._port, 0), self._sequence, headers)
        kept = self._connection is not None
        try:
            return await self._exchange_once(request)
        except ExchangeError as error:
            if not kept or error.fault is not ExchangeFault.CLOSED:
                raise
        return await self._exchange_once(request)

    async def close(self) -> None:
        """Close the connection, if there is one."""
        connection, self._connection, self._reader = self._connection, None, None
        if connection is not None:
            await connection.close()

    async def _exchange_once(self, request: bytes) -> HttpResponse:
        reusable = False
        try:
            if self._connection is None or self._reader is None:
                self._connection = await self._connector.open(self._address, self._port)
                self._reader = ResponseReader(self._connection.reader, self._limits)
            self._connection.writer.write(request)
            response, reusable = await self._reader.read(limit=self._limits.document_bytes, body_until_close=False)
            return replace(response, port=self._port)
        finally:
            if not reusable:
                await self.close()
