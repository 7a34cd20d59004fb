"""By which of its own answers a device can be asked whether it is still there: one small question, without a login."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from uuid import uuid4

from app.model.device import Device
from app.model.sighting import Protocol
from app.net.tcp import NO_INPUT_PORTS
from app.net.udp import GroupQuestion
from app.probes import dahua, kasa, mdns, reolink, sadp, tapo, tvt, ws_discovery, xiongmai
from app.probes.ports import CAMERA_PORTS
from app.untrusted.address import address_order

#: Services that a scan spoke with, so that a connection to their port met somebody.
_STREAMS = frozenset(
    {Protocol.HTTP, Protocol.RTSP, Protocol.ONVIF, Protocol.TLS, Protocol.UPNP_DESCRIPTION, Protocol.VAPIX}
)
#: A connection here meets a page or is turned away: both are an answer.
_USUAL_PORT = 80
#: Ways that are tried one after the other while a device has not answered yet.
_DOORS, _QUESTIONS = 2, 2


@dataclass(frozen=True, slots=True)
class Question:
    """A search of protocols §3 that is sent to one device alone."""

    udp: GroupQuestion
    build: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Way:
    """A connection to a port that is closed at once, or, where port is 0, a question."""

    port: int = 0
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Where and how a device is asked. macs are the hardware addresses that were met there."""

    device_id: str
    address: str
    ways: tuple[Way, ...]
    macs: frozenset[str]


def asked_at(device: Device, may_visit: Callable[[str], bool]) -> Asked | None:
    """The address and ways to ask a device, None when none of its addresses may be visited."""
    addresses = sorted(filter(may_visit, device.addresses), key=address_order)
    if not addresses:
        return None
    # The address where most doors were met; of equals the first, IPv4 before IPv6.
    address = max(addresses, key=lambda one: min(len(_doors(device, one)), 1))
    macs = {
        sighting.untrusted_fields.get("mac", "")
        for sighting in device.sightings
        if sighting.protocol is Protocol.NEIGHBOUR and sighting.address == address
    }
    return Asked(device.id, address, _ways(device, address), frozenset(macs - {""}))


def _ways(device: Device, address: str) -> tuple[Way, ...]:
    doors = _doors(device, address)[:_DOORS]
    questions = _questions()
    answered = dict.fromkeys(
        questions[sighting.protocol, port]
        for sighting in device.sightings
        for port in (sighting.port, 0)
        if sighting.address == address and (sighting.protocol, port) in questions
    )
    ways = [Way(port) for port in doors]
    if not doors:
        # Most devices turn away a connection to a closed port, which tells as much as a welcome.
        ways.append(Way(_USUAL_PORT))
    ways += [Way(question=question) for question in list(answered)[:_QUESTIONS]]
    return tuple(ways)


def _doors(device: Device, address: str) -> list[int]:
    """The ports of the address that were open or that it announced, web pages first."""
    ports: set[int] = set()
    for sighting in device.sightings:
        if sighting.address != address:
            continue
        fields = sighting.untrusted_fields
        if sighting.protocol is Protocol.PORTS:
            ports.update(int(text) for text in fields.get("open", "").split() if text.isdecimal() and len(text) <= 5)
        elif sighting.protocol in _STREAMS or (
            sighting.protocol is Protocol.MDNS and fields.get("type", "").endswith("._tcp")
        ):
            ports.add(sighting.port)
    usual = {port: place for place, port in enumerate(CAMERA_PORTS)}
    fit = [port for port in ports if 0 < port < 65536 and port not in NO_INPUT_PORTS]
    return sorted(fit, key=lambda port: (usual.get(port, len(usual)), port))


@cache
def _questions() -> dict[tuple[Protocol, int], Question]:
    """The question that brought each kind of answer, by protocol and port (0: whatever port)."""
    return {
        (Protocol.WS_DISCOVERY, 0): Question(
            ws_discovery.QUESTION, lambda: ws_discovery.build_probe(ws_discovery.Wanted.ANYTHING, uuid4())
        ),
        (Protocol.SADP, 0): Question(sadp.QUESTION, lambda: sadp.build_inquiry(uuid4())),
        (Protocol.DAHUA, 0): Question(dahua.QUESTION, dahua.build_search),
        (Protocol.DVRIP, 0): Question(xiongmai.QUESTION, xiongmai.build_search),
        (Protocol.TVT, 0): Question(tvt.QUESTION, tvt.build_search),
        (Protocol.REOLINK, 0): Question(reolink.QUESTION, reolink.build_search),
        (Protocol.TPLINK_DISCOVERY, tapo.PORT): Question(tapo.QUESTION, tapo.build_search),
        (Protocol.TPLINK_DISCOVERY, kasa.PORT): Question(kasa.QUESTION, kasa.build_search),
        (Protocol.MDNS, 0): Question(
            mdns.QUESTION, lambda: mdns.build_queries(mdns.browse_questions([mdns.ENUMERATION]), one_shot=True)[0]
        ),
    }
