"""One TCP socket of the practice network and its open connections."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from app.practice.text_request import HEAD_LIMIT, TextRequest, read_request

LOOPBACK = "127.0.0.1"
#: Gives the bytes that answer a request; None ends the connection.
Answer = Callable[[TextRequest], bytes | None]


class Listener:
    """Accepts on an ephemeral port of loopback. Without answer it greets, then listens in silence."""

    def __init__(self, answer: Answer | None, greeting: bytes = b"") -> None:
        self._answer = answer
        self._greeting = greeting
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def open(self, context: ssl.SSLContext | None = None, bound: socket.socket | None = None) -> int:
        """Start to accept, on a socket that is already bound if one is given; returns the port. Raises OSError."""
        if bound is None:
            self._server = await asyncio.start_server(self._accept, LOOPBACK, 0, ssl=context, limit=HEAD_LIMIT)
        else:
            self._server = await asyncio.start_server(self._accept, sock=bound, ssl=context, limit=HEAD_LIMIT)
        return int(self._server.sockets[0].getsockname()[1])

    async def drop(self) -> None:
        """End every open connection."""
        talks = list(self._talks)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def close(self) -> None:
        """Stop accepting and end every connection."""
        if self._server is not None:
            self._server.close()
            # A connection that was just accepted becomes a talk only in a later turn of the loop.
            for _ in range(3):
                await asyncio.sleep(0)
            await self.drop()
            await self._server.wait_closed()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.get_running_loop().create_task(self._talk(reader, writer))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError):
                if self._greeting:
                    writer.write(self._greeting)
                if self._answer is None:
                    while await reader.read(1024):
                        pass
                else:
                    await self._converse(self._answer, reader, writer)
        finally:
            # A TLS farewell may wait half a minute for the other side.
            writer.transport.abort()
            with suppress(OSError):
                await writer.wait_closed()

    @staticmethod
    async def _converse(answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await read_request(reader):
            said = answer(request)
            if said is None:
                return
            writer.write(said)
            await writer.drain()
            if request.untrusted_headers.get("connection", "").lower() == "close":
                # Everything that was written goes out before the connection ends.
                if writer.can_write_eof():
                    writer.write_eof()
                while await reader.read(1024):
                    pass
                return
