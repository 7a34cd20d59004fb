"""A Hikvision-platform device that answers the SADP inquiry (protocols §3.5)."""

from collections.abc import Mapping, Sequence
from typing import ClassVar
from xml.sax.saxutils import escape

from app.practice.speaker import DatagramSpeaker
from app.untrusted import xml as untrusted_xml


class SadpSpeaker(DatagramSpeaker):
    """elements are the children of ProbeMatch as the device writes them, without Uuid and Types."""

    port: ClassVar[int] = 37020
    groups: ClassVar[frozenset[str]] = frozenset({"239.255.255.250"})
    broadcast: ClassVar[bool] = True
    delay: ClassVar[tuple[float, float]] = (0.005, 0.05)

    def __init__(self, elements: Mapping[str, str]) -> None:
        self._elements = elements

    def answers(self, untrusted: bytes) -> Sequence[bytes]:
        """Only a Probe is answered: a device that answered answers would never stop."""
        try:
            probe = untrusted_xml.parse(untrusted)
        except untrusted_xml.UntrustedXmlError:
            return ()
        if untrusted_xml.local(probe) != "Probe" or untrusted_xml.text_of(probe, "Types") != "inquiry":
            return ()
        fields = {"Uuid": untrusted_xml.text_of(probe, "Uuid"), "Types": "inquiry", **self._elements}
        body = "".join(f"<{name}>{escape(value)}</{name}>\r\n" for name, value in fields.items())
        return (f'<?xml version="1.0" encoding="UTF-8" ?>\r\n<ProbeMatch>\r\n{body}</ProbeMatch>\r\n'.encode(),)
