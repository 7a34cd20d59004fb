"""Signs in to one device once: finds the way to it, reads, and weighs all that is known of it anew."""

import asyncio
import time
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

from app.knowledge.load import load
from app.model.device import Device
from app.model.network import Scope
from app.model.sighting import Protocol, Sighting
from app.model.sign_in import (
    SignedIn,
    SignInNotHereError,
    SignInNotOfferedError,
    SignInOtherDeviceError,
    SignInRequest,
    is_practice,
)
from app.net.bounded_soap import SOAP_LIMITS, BoundedSoap
from app.net.exchange import HttpResponse
from app.net.guard import Guard
from app.net.interfaces import read_interfaces
from app.net.network import Net
from app.net.ranges import is_scannable_network4
from app.net.request import is_document
from app.net.tcp import Connector
from app.net.wire import RealWire, Wire
from app.probes import onvif, ws_discovery
from app.scan.board import Board

#: From the press to the last byte; what is read by then counts. The rest of five seconds is for weighing it.
PRESS_SECONDS = 4.2
#: Longest wait for the system's table of neighbours, which some systems are slow to give.
_WHO_SECONDS = 0.8


def prepare() -> None:
    """Load the libraries, while the person types. Raises KnowledgeError."""
    from app.probes.onvif_signed_in import service  # noqa: PLC0415 - zeep takes a quarter of a second, and no scan needs it

    service.prepare()


async def sign_in(request: SignInRequest) -> SignedIn:
    """Read what the device tells after a login, within five seconds and with one try. Raises AppError."""
    deadline = time.monotonic() + PRESS_SECONDS
    async with _way_to(request.device) as (net, wire):
        return await sign_in_through(request, net, wire, deadline)


async def sign_in_through(request: SignInRequest, net: Net, wire: Wire, deadline: float) -> SignedIn:
    """The same by a way that is open already, until deadline (time.monotonic())."""
    from app.probes import onvif_signed_in  # noqa: PLC0415 - as in prepare()

    address, port, path, tls = place_of(request.device)
    if not net.may_visit(address):
        raise SignInNotHereError(address)
    connector = Connector(Guard(net.scopes, practice=wire.practice), wire, SOAP_LIMITS, net.traffic)
    soap = BoundedSoap(connector, (address, port, path), tls=tls, deadline=deadline)
    poster = _Poster(soap, net, request.device, address)
    try:
        reading = await asyncio.to_thread(
            onvif_signed_in.read,
            poster.post,
            path,
            request.credentials,
            lambda: datetime.now(UTC),
            soap.login_accepted,
        )
    finally:
        poster.stop()
        await soap.close()
    read_at = datetime.now(UTC).astimezone()
    sighting = Sighting(Protocol.ONVIF, address, reading.untrusted_fields, read_at, port)
    return SignedIn(
        device=with_sighting(request.device, sighting),
        untrusted_fields=reading.untrusted_fields,
        read_at=read_at,
        acceptance=reading.acceptance,
        clock_seconds=None if reading.clock_ahead is None else round(reading.clock_ahead.total_seconds()),
        not_read=tuple(reading.not_read),
        refusal=reading.refusal,
        stopped=reading.stopped,
    )


@asynccontextmanager
async def _way_to(device: Device) -> AsyncIterator[tuple[Net, Wire]]:
    """The real network, or for a practice device the practice network, which is set up once more."""
    if is_practice(device):
        from app.practice.network import PracticeNetwork  # noqa: PLC0415 - a real device needs no practice

        async with PracticeNetwork() as practice:
            yield Net(practice.scopes, wire=practice.wire), practice.wire
        return
    # The person may have scanned a network that is not among the usual ones: any private one of this computer will do.
    scopes = [
        Scope(interface, interface.network4)
        for interface in read_interfaces()
        if is_scannable_network4(interface.network4, shared_address_space=True)
    ]
    wire = RealWire()
    yield Net(scopes, wire=wire), wire


class _Poster:
    """Lets the thread that reads post through the event loop that sends."""

    def __init__(self, soap: BoundedSoap, net: Net, device: Device, address: str) -> None:
        self._soap = soap
        self._net = net
        self._device = device
        self._address = address
        self._loop = asyncio.get_running_loop()
        self._running: Future[HttpResponse] | None = None
        self._stopped = False

    def post(self, body: bytes, content_type: str, authorization: str, login: bool) -> HttpResponse:
        """Called in the thread; waits. Raises ExchangeError, SignInOtherDeviceError."""
        if self._stopped:
            raise SignInNotHereError("stopped")
        coroutine = self._post(body, content_type, authorization, login=login)
        self._running = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        return self._running.result()

    def stop(self) -> None:
        """End what runs, so that the thread ends too."""
        self._stopped = True
        if self._running is not None:
            self._running.cancel()

    async def _post(self, body: bytes, content_type: str, authorization: str, *, login: bool) -> HttpResponse:
        if login and not self._soap.logins_sent:
            await self._check_who_is_there()
        return await self._soap.post(body, content_type, authorization=authorization, login=login)

    async def _check_who_is_there(self) -> None:
        """Addresses wander: a password goes only to the hardware address that the scan met there. Just asked, so it is known."""
        met = {
            sighting.untrusted_fields.get("mac", "")
            for sighting in self._device.sightings
            if sighting.protocol is Protocol.NEIGHBOUR and sighting.address == self._address
        }
        now: set[str] = set()
        with suppress(TimeoutError):
            async with asyncio.timeout(_WHO_SECONDS):
                now = {one.mac for one in await self._net.neighbours() if one.address == self._address}
        if met and now and not met & now:
            raise SignInOtherDeviceError(", ".join(sorted(now)))


def place_of(device: Device) -> tuple[str, int, str, bool]:
    """Address, port, path and TLS of the service that answered the scan, always on the device's own address.

    Raises SignInNotOfferedError when none did.
    """
    for sighting in device.sightings:
        if sighting.protocol is not Protocol.ONVIF or not sighting.port:
            continue
        for other in device.sightings:
            if other.protocol is Protocol.WS_DISCOVERY:
                for _, port, path, tls in ws_discovery.service_urls(other.untrusted_fields, sighting.address):
                    if port == sighting.port and is_document(path):
                        return sighting.address, port, path, tls
        return sighting.address, sighting.port, onvif.SERVICE_PATH, False
    raise SignInNotOfferedError("no ONVIF answer")


def with_sighting(device: Device, sighting: Sighting) -> Device:
    """The device with one more answer: merged, identified and compared with what is published like everything of a scan.

    It keeps its id. What the answer tells anew is taken out of earlier answers of the same service.
    """
    board = Board()
    for known in device.sightings:
        if known.protocol is sighting.protocol and (known.address, known.port) == (sighting.address, sighting.port):
            left = {k: v for k, v in known.untrusted_fields.items() if k not in sighting.untrusted_fields}
            if left and "signed_in" not in known.untrusted_fields:
                board.add(replace(known, untrusted_fields=left))
        else:
            board.add(known)
    board.add(sighting)
    board.changes(load(), 0.0)
    found = next(one for one in board.devices if sighting in one.sightings)
    return replace(found, id=device.id)
