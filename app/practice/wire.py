"""The wire of the practice network: pretend places on one side, sockets on loopback on the other."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network

from app.net.wire import Neighbour
from app.practice.host import PretendHost
from app.practice.listener import LOOPBACK

_LIMITED_BROADCAST = "255.255.255.255"
#: Wire.locate: there is a device, but nothing listens. Some systems take seconds to refuse on loopback.
_CLOSED = 0


class PracticeWire:
    """Implements app.net.wire.Wire.

    A closed port of a device that is there is port 0 (TCP) or leads to a socket that swallows (UDP).
    """

    practice: bool = True

    def __init__(self, network: IPv4Network, interface: str) -> None:
        self._network = network
        self._interface = interface
        self._hosts: dict[str, PretendHost] = {}
        self._origins: dict[int, tuple[str, int]] = {}
        self._swallowing_port = 0

    def lead(self, hosts: Iterable[PretendHost], swallowing_port: int) -> None:
        """Take the hosts that run, and the real ports that stand for closed ones."""
        self._hosts = {host.device.address: host for host in hosts}
        self._origins = {
            real: (host.device.address, pretend)
            for host in self._hosts.values()
            for pretend, real in host.datagram_ports.items()
        }
        self._swallowing_port = swallowing_port

    def knows(self, address: str) -> bool:
        """True when a device with that pretend address is there now."""
        return address in self._hosts and not self._hosts[address].silent

    def locate(self, address: str, port: int, udp: bool) -> tuple[str, int] | None:
        """The socket that stands for the service; None when no device has that address now."""
        if not self.knows(address):
            return None
        host = self._hosts[address]
        if udp:
            return LOOPBACK, host.datagram_ports.get(port, self._swallowing_port)
        return LOOPBACK, host.stream_ports.get(port, _CLOSED)

    def group(self, group: str, port: int) -> Sequence[tuple[str, int]]:
        """The sockets of all devices that hear what is sent to that group or broadcast address. Never None."""
        broadcast = group in {_LIMITED_BROADCAST, str(self._network.broadcast_address)}
        return tuple(
            (LOOPBACK, host.datagram_ports[port])
            for host in self._hosts.values()
            if not host.silent
            for speaker in host.device.datagrams
            if speaker.port == port and (speaker.broadcast if broadcast else group in speaker.groups)
        )

    def origin(self, address: str, port: int) -> tuple[str, int]:
        """The pretend place of a socket; a socket that is none of ours stays what it is."""
        return self._origins.get(port, (address, port)) if address == LOOPBACK else (address, port)

    def neighbours(self) -> Sequence[Neighbour]:
        """Every device that is there now. Never None."""
        present = (host.device for host in self._hosts.values() if not host.silent)
        return tuple(Neighbour(device.address, device.mac, self._interface) for device in present)
