"""A dossier → the same without what identifies devices, networks and persons: marks stand in their place everywhere."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.knowledge.load import load
from app.model.decision import Decision, FactsThen
from app.model.device import Device
from app.model.events import Coverage, ScanResult
from app.model.identity import Evidence, Identity, Value
from app.model.kept import DeviceNotes, ToldFirmware
from app.model.problem import AppError
from app.model.sighting import Sighting
from app.model.text import Sentence
from app.report.dossier import DeviceFile, Dossier, SiteScan
from app.report.marks import Marker
from app.report.scrub import Scrubber
from app.report.typed import FirmwareTyped, plain_answers

#: Fields of an answer that tell what a device is, never which one; all others are left out.
_KEPT_FIELDS = frozenset(
    {
        "activated", "analog_channels", "brand", "built", "channels", "cloud", "device_class", "device_type", "device_types",
        "digital_channels", "disks", "dsp_version", "firmware", "hardware", "hardware_id", "initialised", "manufacturer", "md5",
        "mmh3", "model", "needs_login", "oem_code", "oem_info", "open", "product_type", "profiles",
        "remote_video_inputs", "server", "services", "software", "specific_device_type", "status", "sub_device_type", "tls", "type",
        "types", "vendor", "version", "video_inputs",
    }
)  # fmt: skip
#: Fields that hold numbers of the device's own, and fields that hold names.
_NUMBER_FIELDS = ("serial", "endpoint", "udn", "usn", "identifier", "txt.id", "txt.deviceid", "sha256")
_NAME_FIELDS = (
    "name", "hostname", "host", "instance", "friendly_name", "machine_name", "txt.fn", "scope_name", "sdp_name", "location",
)  # fmt: skip
#: Values that say what a device is: a name that says the same names nobody.
_COMMON_VALUES = ("brand", "maker", "platform", "model", "hardware", "firmware")
#: Names that every second device has.
_COMMON = frozenset(
    {
        "camera", "cameras", "ipcamera", "networkcamera", "ipcam", "webcam", "ipc", "cam", "nvr", "dvr", "hvr", "xvr", "recorder",
        "doorbell", "intercom", "encoder", "device", "ipdevice", "network", "video", "videoserver", "videorecorder", "embeddednetdvr",
        "printer", "router", "television", "tv", "computer", "phone", "speaker", "light", "localhost", "unknown", "none", "root",
        "onvif", "h264", "h265", "general", "stream", "media", "live", "ipcmodel", "wifi", "ethernet", "caméra", "réseau",
        "enregistreur", "home", "main", "web", "http", "server", "the", "and", "its", "it",
    }
)  # fmt: skip
#: Labels of adapters that name no network.
_ADAPTER = re.compile(
    r"(?:wi-?fi|wlan|ethernet|vpn|practice)(?: ?\d{1,3})?|(?:eth|en|wl)[ops]?\d[a-z0-9]{0,4}", re.IGNORECASE
)
#: Scopes of WS-Discovery in which people write names and rooms.
_SCOPE = re.compile(r"(onvif://www\.onvif\.org/(?:name|location)/)[^\n]+", re.IGNORECASE)
_BARE = re.compile(r"[\W_]+")
#: Shortest name that is looked for in other texts.
_NAME_LENGTH = 3


def masked(dossier: Dossier, marker: Marker) -> Dossier:
    """The dossier for others. The same thing has the same mark in every text; notes, reasons and photos are left out."""
    if dossier.masked:
        return dossier
    scrubber = _scrubber(dossier, marker)
    scans = tuple(
        SiteScan(_result(scan.result, scrubber, dossier, place), _site(scan.name, dossier, marker))
        for place, scan in enumerate(dossier.scans)
    )
    files = tuple(_file(_without_typed(one, dossier), scrubber) for one in dossier.devices)
    return replace(dossier, scans=scans, devices=files, made_by="", masked=True)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a mark stands for that is no device: a network, a place or a person."""

    mark: str
    text: str


def meanings(dossier: Dossier, marker: Marker) -> tuple[Meaning, ...]:
    """The marks of networks, places and persons in the masked dossier, each once."""
    told: dict[str, str] = {}
    for scan in dossier.scans:
        coverage = scan.result.coverage
        for network in (*coverage.networks, *coverage.not_reached):
            told[marker(_network(network))] = network
        if scan.name and not dossier.site:
            told[marker(_place(scan.name))] = scan.name
    return tuple(Meaning(mark, text) for mark, text in told.items())


def _place(name: str) -> str:
    return f"place {name.strip().lower()}"


def _person(name: str) -> str:
    return f"person {name.strip().lower()}"


def _network(network: str) -> str:
    return f"network {network.strip().lower()}"


def _scrubber(dossier: Dossier, marker: Marker) -> Scrubber:
    scrubber = Scrubber(marker)
    for one in dossier.devices:
        _know(scrubber, one.device, one.mark)
        _know_name(scrubber, one.own.name, one.mark, one.device)
    known = {id(one.device) for one in dossier.devices}
    marks = {one.device.id: one.mark for one in dossier.devices}
    for scan in dossier.scans:
        for device in scan.result.devices:
            if id(device) not in known:
                _know(scrubber, device, marks.get(device.id) or marker(f"device {device.id}"))
        if scan.name:
            scrubber.name(scan.name, marker(_place(scan.name)))
    if dossier.made_by:
        scrubber.name(dossier.made_by, marker(_person(dossier.made_by)))
    for one in dossier.devices:
        for decision in filter(None, (one.decision, *one.earlier)):
            if len(decision.who.strip()) >= _NAME_LENGTH:
                scrubber.name(decision.who, marker(_person(decision.who)))
    return scrubber


def _know(scrubber: Scrubber, device: Device, mark: str) -> None:
    """Everything by which the device could be told."""
    identity = device.identity
    scrubber.serial(device.id.partition(":")[2].partition("#")[0], mark)
    for mac in _macs(device):
        scrubber.mac(mac, mark)
    for address in (*device.addresses, *(sighting.address for sighting in device.sightings)):
        scrubber.address(address, mark)
    ordinary = _ordinary(identity)
    numbers = [identity.serial.value or "", *_fields(device.sightings, _NUMBER_FIELDS)]
    for number in numbers:
        if _bare(number) not in ordinary and len(_bare(number)) >= 4:
            scrubber.serial(number, mark)
            scrubber.serial(number.removeprefix("urn:").removeprefix("uuid:").partition("::")[0], mark)
    for name in (identity.stated_name.value or "", *_fields(device.sightings, _NAME_FIELDS)):
        _know_name(scrubber, name, mark, device)
        _know_name(scrubber, name.partition(".")[0], mark, device)


def _macs(device: Device) -> Iterable[str]:
    if device.mac:
        yield device.mac
    if device.id.startswith("mac:"):
        yield device.id.removeprefix("mac:")
    yield from _fields(device.sightings, ("mac", "txt.macaddress", "txt.mac"))


def _know_name(scrubber: Scrubber, name: str, mark: str, device: Device) -> None:
    bare = _bare(name)
    if len(bare) >= _NAME_LENGTH and bare not in _COMMON and bare not in _ordinary(device.identity):
        scrubber.name(name, mark)


def _values(identity: Identity) -> frozenset[str]:
    """What says what a device is, value by value."""
    return frozenset({"", *(_bare(getattr(identity, name).value or "") for name in _COMMON_VALUES)})


def _ordinary(identity: Identity) -> frozenset[str]:
    """The same, and the brand or the maker with the model: as a name of one device it may stand in the text of another."""
    brand, maker, model = (_bare(value.value or "") for value in (identity.brand, identity.maker, identity.model))
    return _values(identity) | {brand + model, maker + model}


class _OfOne:
    """A scrubber that also takes a text for the name of its device which many other devices have as well."""

    def __init__(self, device: Device, mark: str, scrubber: Scrubber) -> None:
        self._mark = mark
        self._scrubber = scrubber
        names = [device.identity.stated_name.value or "", *_fields(device.sightings, _NAME_FIELDS)]
        self._names = frozenset(map(_bare, names)) - _values(device.identity)
        self.numbers = scrubber.numbers
        self.template = scrubber.template

    def everything(self, text: str) -> str:
        """The text as the mark when it is a name of the device, else as anywhere."""
        if _bare(text) in self._names:
            return f"[{self._mark}]"
        return self._scrubber.everything(_SCOPE.sub(rf"\1[{self._mark}]", text))


_Scrubber = Scrubber | _OfOne


def _fields(sightings: Iterable[Sighting], names: tuple[str, ...]) -> Iterable[str]:
    for sighting in sightings:
        for name in names:
            for line in sighting.untrusted_fields.get(name, "").splitlines():
                if line.strip():
                    yield line


def _bare(text: str) -> str:
    return _BARE.sub("", text).lower()


def _site(name: str, dossier: Dossier, marker: Marker) -> str:
    """One place is left for the person to write in by hand; several are told apart by marks."""
    return f"[{marker(_place(name))}]" if name and not dossier.site else ""


def _result(result: ScanResult, scrubber: Scrubber, dossier: Dossier, place: int) -> ScanResult:
    knowledge, entered = load(), {one.device.id for one in dossier.devices if one.by_hand}

    def bare(device: Device) -> Device:
        typed = FirmwareTyped(device.identity, knowledge, dossier.today, by_hand=device.id in entered)
        return typed.device(device)

    by_id = {one.device.id: one.mark for one in dossier.devices if one.place == place or place in one.also_in}
    return replace(
        result,
        coverage=_coverage(result.coverage, scrubber),
        devices=tuple(
            _device(bare(device), by_id[device.id], scrubber) for device in result.devices if device.id in by_id
        ),
        problems=tuple(_problem(problem, scrubber) for problem in result.problems),
    )


def _coverage(coverage: Coverage, scrubber: Scrubber) -> Coverage:
    return replace(
        coverage,
        networks=tuple(map(scrubber.network, coverage.networks)),
        interfaces=tuple(one if _ADAPTER.fullmatch(one) else scrubber.network(one) for one in coverage.interfaces),
        questions=tuple(replace(one, question=scrubber.template(one.question)) for one in coverage.questions),
        not_reached=tuple(map(scrubber.network, coverage.not_reached)),
        cannot_see=tuple(_sentence(one, scrubber) for one in coverage.cannot_see),
    )


def _problem(problem: AppError, scrubber: Scrubber) -> AppError:
    parameters = {
        name: scrubber.network(text) if name == "network" else scrubber.everything(text)
        for name, text in problem.parameters.items()
    }
    return type(problem)("", **parameters)


def _without_typed(one: DeviceFile, dossier: Dossier) -> DeviceFile:
    """Of typed firmware only the version and the day of its build: there may be a name or a telephone number beside them."""
    typed = FirmwareTyped(one.device.identity, load(), dossier.today, by_hand=one.by_hand)

    def facts(known: FactsThen) -> FactsThen:
        told = typed.reduced(known.told) if known.told is not None else None
        return replace(known, firmware=typed.reduced(known.firmware), told=told)

    told = one.told_firmware
    reduced = typed.reduced(told.text) if told else ""
    return replace(
        one,
        device=typed.device(one.device),
        told_firmware=replace(told, text=reduced) if told and reduced else None,
        decision=replace(one.decision, facts=facts(one.decision.facts)) if one.decision else None,
        earlier=tuple(replace(decision, facts=facts(decision.facts)) for decision in one.earlier),
        now=facts(one.now) if one.now else None,
    )


def _file(one: DeviceFile, scrubber: Scrubber) -> DeviceFile:
    told = one.told_firmware
    return replace(
        one,
        device=_device(one.device, one.mark, scrubber),
        own=DeviceNotes("", scrubber.everything(one.own.room), ""),
        told_firmware=ToldFirmware(scrubber.everything(told.text), told.day) if told else None,
        decision=_decision(one.decision, scrubber) if one.decision else None,
        earlier=tuple(_decision(decision, scrubber) for decision in one.earlier),
        now=_facts(one.now, scrubber) if one.now else None,
        photos=(),
        answers=plain_answers(one.answers),
    )


def _decision(decision: Decision, scrubber: Scrubber) -> Decision:
    """What was chosen and when; why and by whom stays at home."""
    return replace(decision, reason="", who="", facts=_facts(decision.facts, scrubber))


def _facts(facts: FactsThen, scrubber: Scrubber) -> FactsThen:
    told = scrubber.everything(facts.told) if facts.told is not None else None
    return replace(facts, firmware=scrubber.numbers(facts.firmware), told=told)


def _device(device: Device, mark: str, everybody: Scrubber) -> Device:
    scrubber = _OfOne(device, mark, everybody)
    return Device(
        id=f"mark:{mark}",
        addresses=(),
        mac=None,
        sightings=tuple(_sighting(one, scrubber) for one in device.sightings),
        identity=_identity(device.identity, mark, scrubber),
        findings=tuple(
            replace(one, because=_sentence(one.because, scrubber), source=scrubber.template(one.source))
            for one in device.findings
        ),
    )


def _sighting(sighting: Sighting, scrubber: _Scrubber) -> Sighting:
    fields: Mapping[str, str] = {
        name: scrubber.everything(text) if name == "server" else scrubber.numbers(text)
        for name, text in sighting.untrusted_fields.items()
        if name in _KEPT_FIELDS
    }
    return replace(sighting, address="", untrusted_fields=fields, interface="")


def _identity(identity: Identity, mark: str, scrubber: _Scrubber) -> Identity:
    def own(value: Value) -> Value:
        return replace(_value(value, scrubber), value=f"[{mark}]", key="") if value.value is not None else value

    return replace(
        identity,
        kind_because=_evidence(identity.kind_because, scrubber),
        kind_against=_evidence(identity.kind_against, scrubber),
        brand=_value(identity.brand, scrubber),
        maker=_value(identity.maker, scrubber),
        platform=_value(identity.platform, scrubber),
        model=_value(identity.model, scrubber),
        firmware=_value(identity.firmware, scrubber),
        hardware=_value(identity.hardware, scrubber),
        serial=own(identity.serial),
        stated_name=own(identity.stated_name),
        notes=tuple(_sentence(one, scrubber) for one in identity.notes),
    )


def _value(value: Value, scrubber: _Scrubber) -> Value:
    return Value(
        scrubber.numbers(value.value) if value.value is not None else None,
        value.certainty,
        _evidence(value.because, scrubber),
        _evidence(value.against, scrubber),
        scrubber.everything(value.key),
    )


def _evidence(evidence: Iterable[Evidence], scrubber: _Scrubber) -> tuple[Evidence, ...]:
    return tuple(
        replace(one, sentence=_sentence(one.sentence, scrubber), source=scrubber.template(one.source))
        for one in evidence
    )


def _sentence(sentence: Sentence, scrubber: _Scrubber) -> Sentence:
    parameters = {
        name: _sentence(part, scrubber) if isinstance(part, Sentence) else scrubber.everything(part)
        for name, part in sentence.parameters.items()
    }
    return Sentence(scrubber.template(sentence.template), parameters)
