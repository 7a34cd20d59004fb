"""What a scan found, as plain lines for a terminal."""

from app.model.device import Device
from app.model.events import ScanResult
from app.model.identity import CAMERA_KINDS, Kind, Value
from app.words import Words


def summary(result: ScanResult, words: Words) -> str:
    """A short account: the video devices, what may be one, and how many other things answered."""
    video = [device for device in result.devices if device.identity.kind in CAMERA_KINDS]
    software = [device for device in result.devices if device.identity.kind is Kind.SOFTWARE]
    maybe = [
        device for device in result.devices if device.identity.kind is Kind.UNKNOWN and device.identity.kind_certainty
    ]
    rest = len(result.devices) - len(video) - len(software) - len(maybe)
    lines = [words.plural("{count} camera or recorder found.", "{count} cameras and recorders found.", len(video))]
    lines += [_line(device, words) for device in video]
    if software:
        lines.append(
            words.plural(
                "{count} computer runs camera software.", "{count} computers run camera software.", len(software)
            )
        )
        lines += [_line(device, words) for device in software]
    if maybe:
        lines.append(words.plural("{count} thing may be a camera.", "{count} things may be cameras.", len(maybe)))
        lines += [_line(device, words) for device in maybe]
    lines.append(words.plural("{count} other thing answered.", "{count} other things answered.", rest))
    return "\n".join(lines)


def _line(device: Device, words: Words) -> str:
    identity = device.identity
    place = device.addresses[0] if device.addresses else ""
    parts = [
        words.text("sold as {name}").format(name=_value(identity.brand, words)),
        words.text("made by {name}").format(name=_value(identity.maker, words)),
        words.text("model {name}").format(name=_value(identity.model, words)),
        words.text("firmware {name}").format(name=_value(identity.firmware, words)),
    ]
    return f"  {place:<16} {', '.join(parts)}"


def _value(value: Value, words: Words) -> str:
    certainty = {
        0: words.text("not known"),
        1: words.text("possible"),
        2: words.text("likely"),
        3: words.text("confirmed"),
    }[value.certainty]
    return certainty if value.value is None else f"{value.value} ({certainty})"
