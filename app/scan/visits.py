"""Calls on each host that showed itself: one host at a time at one door at a time, the most telling question first."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from app.model.problem import StepFailedError
from app.model.sighting import Protocol, Sighting
from app.net.network import Net
from app.net.target import Target
from app.probes import (
    favicon,
    http_page,
    onvif,
    ports,
    rtsp,
    ssdp,
    tls_certificate,
    upnp_description,
    vapix,
    ws_discovery,
)
from app.untrusted.address import mac_of_address

#: Group questions come first (lab §3): ports are tried from here on, ONVIF is guessed from there on, in seconds since the start.
PORTS_AFTER_SECONDS = 0.75
#: A host that named its services is known by then: its doors can wait until those of silent hosts were tried.
PORTS_OF_THE_NAMED_AFTER_SECONDS = 1.0
GUESS_AFTER_SECONDS = 1.2
#: By then the neighbour table tells whether the device was met at an IPv4 address already.
IPV6_AFTER_SECONDS = 0.6
#: A device may drip its answers on every door: what it announced, and its doors, are left after so many seconds. Most of a
#: thousand hosts wait for each other in that time.
SECONDS_FOR_THE_ANNOUNCED = 20.0
SECONDS_AT_THE_DOORS = 60.0
#: One device can answer from as many IPv6 addresses as it likes; a network of IPv4 has an end.
HOSTS6_LIMIT = 256
_AXIS_FIELDS = ("type", "name", "hardware", "instance", "manufacturer", "server", "realm", "title", "subject")


@dataclass(slots=True)
class _Host:
    """What is known of a host, and what is still to be asked there."""

    address: str
    xaddrs: dict[tuple[int, str, bool], None] = field(default_factory=dict)
    locations: dict[tuple[int, str], None] = field(default_factory=dict)
    new_xaddrs: list[tuple[int, str, bool]] = field(default_factory=list)
    new_locations: list[tuple[int, str]] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    onvif_ports: set[int] = field(default_factory=set)
    looks_axis: bool = False
    asked_axis: bool = False
    open_ports: tuple[int, ...] | None = None
    task: asyncio.Task[None] | None = None


class Visits:
    """Starts a visit for every host that is heard of and goes on when the host names more services."""

    def __init__(self, net: Net, see: Callable[[Sighting], None], failed: Callable[[StepFailedError], None]) -> None:
        self._net = net
        self._see = see
        self._failed = failed
        self._hosts: dict[str, _Host] = {}
        self._macs: dict[str, str] = {}
        self.finished = 0

    @property
    def total(self) -> int:
        """Hosts that are or were called on."""
        return len(self._hosts)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The hosts that are or were called on."""
        return tuple(self._hosts)

    def heard(self, sighting: Sighting) -> None:
        """Note what a sighting says about where to ask next, and begin."""
        if not sighting.address or not self._net.may_visit(sighting.address) or self._is_one_too_many(sighting.address):
            return
        if sighting.protocol is Protocol.NEIGHBOUR:
            self._macs[sighting.address] = sighting.untrusted_fields.get("mac", "")
        host = self._hosts.setdefault(sighting.address, _Host(sighting.address))
        _note(host, sighting)
        if host.task is None or (host.task.done() and self._has_work(host)):
            if host.task is not None:
                self.finished -= 1
            host.task = asyncio.create_task(self._call_on(host), name=f"visit {host.address}")

    def _is_one_too_many(self, address: str) -> bool:
        return ":" in address and address not in self._hosts and sum(":" in one for one in self._hosts) >= HOSTS6_LIMIT

    async def idle(self) -> None:
        """Return when every visit that was begun, also meanwhile, has ended."""
        while running := [host.task for host in self._hosts.values() if host.task and not host.task.done()]:
            await asyncio.wait(running)

    async def cancel(self) -> None:
        """End every visit."""
        running = [host.task for host in self._hosts.values() if host.task and not host.task.done()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _has_work(self, host: _Host) -> bool:
        return bool(
            host.new_xaddrs or host.new_locations or (host.looks_axis and not host.asked_axis and host.open_ports)
        )

    def _is_called_on_elsewhere(self, address: str) -> bool:
        """True for the IPv6 address of a device that is called on at its IPv4 address: one door at a time (protocols §1.2)."""
        mac = self._macs.get(address) or mac_of_address(address)
        return bool(mac) and any(":" not in other and known == mac for other, known in self._macs.items())

    async def _call_on(self, host: _Host) -> None:
        try:
            if ":" in host.address:
                await self._wait_until(IPV6_AFTER_SECONDS)
                if self._is_called_on_elsewhere(host.address):
                    host.new_xaddrs, host.new_locations = [], []
                    return
            await self._announced(host)
            if host.open_ports is None:
                await self._wait_until(PORTS_OF_THE_NAMED_AFTER_SECONDS if host.xaddrs else PORTS_AFTER_SECONDS)
                host.open_ports = await ports.open_ports(self._net, host.address, self._see)
                await self._announced(host)
                async with asyncio.timeout(SECONDS_AT_THE_DOORS):
                    await self._doors(host, Target(host.address, host.open_ports))
            while self._has_work(host):
                await self._announced(host)
        except Exception as error:  # noqa: BLE001 - one host's surprise must not end the scan; it is reported
            self._failed(StepFailedError(f"{host.address}: {error!r}", question=host.address))
        finally:
            self.finished += 1

    async def _announced(self, host: _Host) -> None:
        """Ask the services that the host named itself."""
        async with asyncio.timeout(SECONDS_FOR_THE_ANNOUNCED):
            await self._ask_the_announced(host)

    async def _ask_the_announced(self, host: _Host) -> None:
        if host.new_xaddrs:
            xaddrs, host.new_xaddrs = tuple(host.new_xaddrs), []
            await onvif.visit(self._net, Target(host.address, xaddrs=xaddrs), self._see)
        if host.new_locations:
            locations, host.new_locations = tuple(host.new_locations), []
            await upnp_description.visit(self._net, Target(host.address, locations=locations), self._see)
        if host.looks_axis and not host.asked_axis and host.open_ports:
            host.asked_axis = True
            await vapix.visit(self._net, Target(host.address, host.open_ports), self._see)

    async def _doors(self, host: _Host, target: Target) -> None:
        """Ask at each open door."""
        if not target.ports:
            return
        speaks = await http_page.visit(self._net, target, self._see)
        await rtsp.visit(self._net, target, self._see)
        if not speaks:
            return
        await tls_certificate.visit(self._net, target, self._see)
        if host.pages:
            await favicon.visit(self._net, Target(host.address, tuple(host.pages)), self._see)
        if not host.xaddrs:
            await self._wait_until(GUESS_AFTER_SECONDS)
        await self._announced(host)
        if not host.onvif_ports:
            # What it announced may be of another port or host by now.
            tried = {port for port, path, _ in host.xaddrs if path == onvif.SERVICE_PATH}
            untried = tuple(port for port in target.ports if port not in tried)
            await onvif.visit(self._net, Target(host.address, untried), self._see)

    async def _wait_until(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds - self._net.clock()))


def _note(host: _Host, sighting: Sighting) -> None:
    """Keep where else to ask the host."""
    fields = sighting.untrusted_fields
    if sighting.protocol is Protocol.WS_DISCOVERY:
        for _, port, path, tls in ws_discovery.service_urls(fields, sighting.address):
            if (port, path, tls) not in host.xaddrs and port not in host.onvif_ports:
                host.xaddrs[port, path, tls] = None
                host.new_xaddrs.append((port, path, tls))
    elif sighting.protocol is Protocol.SSDP:
        location = ssdp.description_location(fields, sighting.address)
        if location and location not in host.locations:
            host.locations[location] = None
            host.new_locations.append(location)
    elif sighting.protocol is Protocol.HTTP:
        host.pages.add(sighting.port)
    elif sighting.protocol is Protocol.ONVIF:
        host.onvif_ports.add(sighting.port)
    if not host.looks_axis and any("axis" in fields.get(name, "").casefold() for name in _AXIS_FIELDS):
        host.looks_axis = True
