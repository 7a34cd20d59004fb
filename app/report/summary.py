"""What a scan found, as plain lines for a terminal."""

from collections.abc import Iterable
from ipaddress import ip_address

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.events import ScanResult
from app.model.identity import Value
from app.model.text import N_
from app.report.naming import Standing, runs_software, standing
from app.report.untrusted_display import shortened, shown
from app.words import Words

_CERTAINTIES = {
    Certainty.NOT_KNOWN: N_("not known"),
    Certainty.POSSIBLE: N_("possible"),
    Certainty.LIKELY: N_("likely"),
    Certainty.CONFIRMED: N_("confirmed"),
}
_SURE = frozenset({Standing.CAMERA, Standing.RECORDER})


def summary(result: ScanResult, words: Words) -> str:
    """A short account by address: the video devices, what may be one, and how many other things answered."""
    devices = sorted(result.devices, key=_address)
    video = [device for device in devices if standing(device) in _SURE]
    software = [device for device in devices if runs_software(device)]
    maybe = [device for device in devices if standing(device) is Standing.MAY_BE and not runs_software(device)]
    rest = len(devices) - len(video) - len(software) - len(maybe)
    lines = [
        words.plural("{count} camera or recorder found.", "{count} cameras and recorders found.", len(video)),
        *_lines(video, words),
    ]
    if software:
        count = len(software)
        lines.append(
            words.plural("{count} computer runs camera software.", "{count} computers run camera software.", count)
        )
        lines += _lines(software, words)
    if maybe:
        lines.append(words.plural("{count} thing may be a camera.", "{count} things may be cameras.", len(maybe)))
        lines += _lines(maybe, words)
    lines.append(words.plural("{count} other thing answered.", "{count} other things answered.", rest))
    return "\n".join(lines)


def _address(device: Device) -> tuple[int, int, str]:
    """Sorts by the first address as a number: .9 stands before .10, IPv4 before IPv6, no address last."""
    first = device.addresses[0] if device.addresses else ""
    try:
        address = ip_address(first)
    except ValueError:
        return 9, 0, first
    return address.version, int(address), ""


def _lines(devices: Iterable[Device], words: Words) -> list[str]:
    return [_line(device, words) for device in devices]


def _line(device: Device, words: Words) -> str:
    identity = device.identity
    place = shown(device.addresses[0]) if device.addresses else ""
    parts = [
        words.text("sold as {name}").format(name=_value(identity.brand, words)),
        words.text("made by {name}").format(name=_value(identity.maker, words)),
        words.text("model {name}").format(name=_value(identity.model, words)),
        words.text("firmware {name}").format(name=_value(identity.firmware, words)),
    ]
    return f"  {place:<16} {', '.join(parts)}"


def _value(value: Value, words: Words) -> str:
    certainty = words.text(_CERTAINTIES[value.certainty])
    return certainty if value.value is None else f"{shortened(shown(value.value))} ({certainty})"
