"""A UPnP device: it answers M-SEARCH and serves its description (protocols §3.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from xml.sax.saxutils import escape

from app.practice.speaker import DatagramSpeaker

_ROOT = "upnp:rootdevice"
_ALL = "ssdp:all"


@dataclass(frozen=True, slots=True)
class UpnpDevice:
    """location is the address of the description, elements are the children of its device element."""

    location: str
    server: str
    device_type: str
    udn: str
    elements: Mapping[str, str]

    def description(self) -> bytes:
        """The description document."""
        elements = {"deviceType": self.device_type, **self.elements, "UDN": self.udn}
        body = "".join(f"<{name}>{escape(value)}</{name}>\n" for name, value in elements.items())
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<root xmlns="urn:schemas-upnp-org:device-1-0">\n'
            f"<specVersion><major>1</major><minor>0</minor></specVersion>\n<device>\n{body}</device>\n</root>\n"
        ).encode()


class SsdpSpeaker(DatagramSpeaker):
    """Answers a search for all, for root devices, for its type and for its name."""

    port: ClassVar[int] = 1900
    groups: ClassVar[frozenset[str]] = frozenset({"239.255.255.250"})
    delay: ClassVar[tuple[float, float]] = (0.0, 0.25)

    def __init__(self, device: UpnpDevice) -> None:
        self._device = device

    def answers(self, untrusted: bytes) -> Sequence[bytes]:
        """One datagram for each target that the search is for."""
        line, *rest = untrusted.decode("latin-1").split("\r\n")
        if line != "M-SEARCH * HTTP/1.1":
            return ()
        headers = {name.strip().upper(): value.strip() for name, _, value in (header.partition(":") for header in rest)}
        if headers.get("MAN") != '"ssdp:discover"':
            return ()
        own = (_ROOT, self._device.udn, self._device.device_type)
        wanted = headers.get("ST", "")
        return tuple(self._answer(target) for target in own if wanted in {_ALL, target})

    def _answer(self, target: str) -> bytes:
        device = self._device
        usn = device.udn if target == device.udn else f"{device.udn}::{target}"
        return (
            f"HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nEXT:\r\nLOCATION: {device.location}\r\n"
            f"SERVER: {device.server}\r\nST: {target}\r\nUSN: {usn}\r\n\r\n"
        ).encode()
