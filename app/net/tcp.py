"""TCP connections with our own limits; the kernel's would wait for minutes."""

import asyncio
import contextlib
import errno
import socket
import ssl
from dataclasses import dataclass
from enum import StrEnum

from app.net.exchange import ExchangeError, ExchangeFault
from app.net.guard import Guard, socket_address
from app.net.limits import Limits
from app.net.tls import reading_context
from app.net.traffic import Traffic
from app.net.wire import Wire

#: Services that take every byte for input (protocols §1.2: telnet, ssh, FTP) or print it: a device that names one of these as
#: its web address is not followed.
NO_INPUT_PORTS = frozenset(
    {7, 9, 19, 21, 22, 23, 25, 53, 110, 143, 139, 445, 515, 2323, 3389, 5900, *range(9100, 9108)}
)


class PortState(StrEnum):
    """What a connect to a port met."""

    OPEN = "open"
    REFUSED = "refused"
    SILENT = "silent"
    UNREACHABLE = "unreachable"


_REFUSALS = frozenset({errno.ECONNREFUSED, errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE})


@dataclass(slots=True)
class Connection:
    """An open connection; connecting through the guard is the only way to get one."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def close(self) -> None:
        """Close without waiting for the device."""
        self.writer.transport.abort()
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self.writer.wait_closed()


class Connector:
    """Opens connections: guard, wire and limits in one place."""

    def __init__(self, guard: Guard, wire: Wire, limits: Limits, traffic: Traffic) -> None:
        self._guard = guard
        self._wire = wire
        self._limits = limits
        self._traffic = traffic

    async def port_state(self, address: str, port: int) -> PortState:
        """Connect and close. Raises SendRefusedError for an address outside the scan."""
        try:
            connected = await self._connect(address, port)
        except TimeoutError:
            return PortState.SILENT
        except OSError as error:
            return PortState.REFUSED if error.errno in _REFUSALS else PortState.UNREACHABLE
        connected.close()
        return PortState.OPEN

    async def open(self, address: str, port: int, *, tls: bool = False) -> Connection:
        """A connection. Raises ExchangeError, and SendRefusedError for an address outside the scan."""
        if port in NO_INPUT_PORTS:
            raise ExchangeError(ExchangeFault.NO_CONNECTION, f"nothing is sent to port {port}")
        try:
            connected = await self._connect(address, port)
        except OSError as error:  # includes TimeoutError
            raise ExchangeError(ExchangeFault.NO_CONNECTION, str(error)) from error
        try:
            async with asyncio.timeout(self._limits.first_byte_seconds):
                reader, writer = await asyncio.open_connection(
                    sock=connected,
                    ssl=reading_context() if tls else None,
                    # Devices are named by address; an empty name sends no server name.
                    server_hostname="" if tls else None,
                )
        except BaseException as error:
            connected.close()
            if isinstance(error, OSError | ssl.SSLError | EOFError):
                raise ExchangeError(ExchangeFault.TLS, str(error)) from error
            raise
        return Connection(reader, writer)

    async def _connect(self, address: str, port: int) -> socket.socket:
        """A connected non-blocking socket. Raises OSError (TimeoutError: no answer) and SendRefusedError."""
        place = self._wire.locate(address, port, udp=False)
        if place is None:
            raise TimeoutError("nobody is there")
        if not place[1]:
            raise ConnectionRefusedError(errno.ECONNREFUSED, "closed in practice")
        self._guard.check(*place)
        self._traffic.connections[address] += 1
        destination = socket_address(*place)
        connected = socket.socket(socket.AF_INET6 if len(destination) == 4 else socket.AF_INET, socket.SOCK_STREAM)
        try:
            connected.setblocking(False)
            async with asyncio.timeout(self._limits.connect_seconds):
                await asyncio.get_running_loop().sock_connect(connected, destination)
        except BaseException:
            connected.close()
            raise
        return connected
