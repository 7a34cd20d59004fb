"""Where a scan looked, and what it cannot see (design §2.5, protocols §11)."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address

from app.model.device import Device
from app.model.events import Coverage, QuestionRecord
from app.model.identity import Kind
from app.model.sighting import Protocol
from app.model.text import N_, Sentence
from app.net.network import Net

_ALWAYS_UNSEEN = (
    N_("Cameras wired straight into a recorder: the recorder hides them."),
    N_("Cameras on another network, such as guest Wi-Fi, a second router or a separate office network."),
    N_("Battery cameras that are asleep."),
    N_("Cameras that use a cell connection, a USB cable or only a coaxial cable."),
    N_("Cameras that are switched off, or that answer nothing but their maker's own app."),
)
_RECORDER = N_("A recorder was found. Cameras plugged into it do not show up here.")
_LEFT_OUT = N_("{count} addresses of this network were left out because it is very large.")
_ELSEWHERE = N_("A device answered that is set to the address {address}, which is outside this network.")

#: Camera makers' searches, in which a device states the address that it is set to.
_STATES_ITS_SETTING = frozenset(
    {
        Protocol.SADP,
        Protocol.DAHUA,
        Protocol.DVRIP,
        Protocol.TVT,
        Protocol.HANWHA,
        Protocol.BOSCH,
        Protocol.PANASONIC,
        Protocol.VIVOTEK,
        Protocol.SONY,
        Protocol.FOSCAM,
        Protocol.VSTARCAM,
        Protocol.REOLINK,
    }
)
#: What a device states that was given no address.
_NO_ADDRESS = str(IPv4Address(0))


def coverage(
    net: Net,
    devices: Sequence[Device],
    records: Iterable[QuestionRecord],
    first_device_seconds: float | None,
    last_change_seconds: float | None,
) -> Coverage:
    """The record of one scan."""
    elsewhere = _set_elsewhere(net, devices)
    left_out = sum(scope.left_out for scope in net.scopes)
    questions = tuple(records)
    unseen = [Sentence(template) for template in _ALWAYS_UNSEEN]
    if any(device.identity.kind is Kind.RECORDER for device in devices):
        unseen[0] = Sentence(_RECORDER)
    if left_out:
        unseen.insert(0, Sentence(_LEFT_OUT, {"count": str(left_out)}))
    unseen += [Sentence(_ELSEWHERE, {"address": address}) for address in elsewhere]
    return Coverage(
        networks=tuple(str(scope.sweep) for scope in net.scopes),
        interfaces=tuple(scope.interface.label for scope in net.scopes),
        questions=questions,
        addresses_asked=sum(record.addresses_asked for record in questions if record.question == Protocol.NEIGHBOUR),
        addresses_answered=len({address for device in devices for address in device.addresses}),
        not_reached=elsewhere,
        left_out=left_out,
        cannot_see=tuple(unseen),
        first_device_seconds=first_device_seconds,
        last_change_seconds=last_change_seconds,
        most_datagrams_to_one_device=net.traffic.most_datagrams,
        most_connections_to_one_device=net.traffic.most_connections,
    )


def _set_elsewhere(net: Net, devices: Sequence[Device]) -> tuple[str, ...]:
    """Addresses that devices are set to but that this computer cannot reach."""
    stated = {
        sighting.untrusted_fields.get("address", "")
        for device in devices
        for sighting in device.sightings
        if sighting.protocol in _STATES_ITS_SETTING
    }
    return tuple(
        sorted(address for address in stated if address and address != _NO_ADDRESS and not net.may_visit(address))
    )
