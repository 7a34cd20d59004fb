"""Devices and scans for looking at the window: realistic, strange and hostile ones."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Sequence

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.events import (
    Coverage,
    DeviceSeen,
    DeviceUpdated,
    ProblemMet,
    QuestionRecord,
    ScanDone,
    ScanEvent,
    ScanRequest,
    ScanResult,
    Step,
    StepChanged,
)
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import UNKNOWN_VALUE, Evidence, Identity, Kind, OtherThing, Value
from app.model.label import LabelText
from app.model.problem import AppError, ListenUnavailableError
from app.model.sighting import Protocol, Sighting
from app.model.text import Sentence
from app.ui.fact_view import FactView

ZONE = dt.timezone(dt.timedelta(hours=-5), "EST")
NOW = dt.datetime(2026, 11, 23, 14, 5, 12, tzinfo=ZONE)
HOSTILE = "<b onmouseover=alert(1)>Cam</b><img src=x> & {brand} %s \u202e\u0000" + "W" * 10_000


def evidence(template: str, certainty: Certainty = Certainty.LIKELY, **parameters: str) -> Evidence:
    """One reason."""
    return Evidence(
        Sentence(template, parameters), certainty, Protocol.ONVIF, "manufacturer", "example", "ONVIF Core Specification",
        "2026-06",
    )  # fmt: skip


def value(
    text: str, certainty: Certainty = Certainty.LIKELY, key: str = "", *, against: Sequence[Evidence] = ()
) -> Value:
    """A value with one reason."""
    because = evidence("It says that its model or maker is “{text}”.", certainty, text=text)
    return Value(text, certainty, (because,), tuple(against), key)


def device(number: int, identity: Identity, findings: tuple[Finding, ...] = (), *, kind: str = "mac") -> Device:
    """A device with two answers."""
    address = f"192.168.1.{number % 250 + 2}"
    mac = f"44:19:b6:00:{number // 256:02x}:{number % 256:02x}"
    fields = {"manufacturer": "ACME", "model": identity.model.value or "", "firmware": identity.firmware.value or ""}
    sightings = (
        Sighting(Protocol.ONVIF, address, fields, NOW, 80, "wlan0"),
        Sighting(Protocol.NEIGHBOUR, address, {"mac": mac}, NOW, 0, "wlan0"),
    )
    return Device(f"{kind}:{mac}", (address,), mac, sightings, identity, findings)


_SURE, _LIKELY, _POSSIBLE = Certainty.CONFIRMED, Certainty.LIKELY, Certainty.POSSIBLE
_ADVISORY = Finding(
    FindingType.ADVISORY, "CVE-2021-36260", FindingState.CANNOT_TELL, Sentence("The version is not known."), "NVD",
    "2021-09-18",
)  # fmt: skip
_POLICY = Finding(
    FindingType.POLICY, "ca-2025-06", FindingState.DOES_NOT_APPLY, Sentence("You said: for my home."), "Canada",
    "2025-06-27",
)  # fmt: skip
_CAMERA_REASON = (evidence("It answered the question that only cameras and recorders answer.", _SURE),)

REBRAND = Identity(
    Kind.CAMERA, _SURE, _CAMERA_REASON, (), True,
    brand=value("Lorex", _LIKELY, "lorex"),
    maker=value("Dahua", _LIKELY, "dahua", against=(evidence("Its network number belongs to another company."),)),
    platform=value("Dahua", _LIKELY, "dahua"),
    model=value("LNB8005-C", _SURE), firmware=value("2.460.0000.14.R", _SURE), firmware_built=dt.date(2017, 3, 20),
    serial=value("3J04B2FPAG00042", _SURE),
    notes=(Sentence("The name on the box and the company that built it are two different things here."),),
)  # fmt: skip
PLACEHOLDER = Identity(
    Kind.CAMERA, _LIKELY, _CAMERA_REASON, (), True,
    maker=UNKNOWN_VALUE, model=UNKNOWN_VALUE, platform=value("XiongMai", _POSSIBLE, "xiongmai"),
)  # fmt: skip
RECORDER = Identity(
    Kind.RECORDER, _SURE, _CAMERA_REASON, (), True, brand=value("LTS", _LIKELY, "lts"),
    maker=value("Hikvision", _SURE, "hikvision"), platform=value("Hikvision", _SURE, "hikvision"),
    model=value("LTN8704K-P4", _SURE), firmware=value("V4.30.085 build 210916", _SURE),
    firmware_built=dt.date(2021, 9, 16), serial=value("LTN8704K-P40420210916CCRRG12345678", _SURE),
)  # fmt: skip
DOORBELL = Identity(
    Kind.DOORBELL, _LIKELY, _CAMERA_REASON, (), True, brand=value("Reolink", _SURE, "reolink"),
    maker=value("Reolink", _SURE, "reolink"), model=value("Video Doorbell PoE", _SURE),
    firmware=value("v3.0.0.2555_24022803", _SURE), firmware_built=dt.date(2024, 2, 28),
)  # fmt: skip
AXIS = Identity(
    Kind.CAMERA, _SURE, _CAMERA_REASON, (), True, brand=value("Axis", _SURE, "axis"), maker=value("Axis", _SURE, "axis"),
    platform=value("AXIS OS", _SURE, "axis"), model=value("P3245-LV", _SURE), firmware=value("11.11.73", _SURE),
    firmware_built=dt.date(2026, 8, 2), serial=value("ACCC8E012345", _SURE),
)  # fmt: skip
MAYBE = Identity(
    Kind.UNKNOWN, _POSSIBLE, (evidence("Its network number belongs to a maker of cameras.", _POSSIBLE),), (), None,
    maker=value("Hikvision", _POSSIBLE, "hikvision"),
)  # fmt: skip
SOFTWARE = Identity(Kind.SOFTWARE, _LIKELY, _CAMERA_REASON, model=value("Blue Iris", _LIKELY))
UNTOLD = Identity()


def thing(other: OtherThing, maker: str = "") -> Identity:
    """Something that is not a camera."""
    return Identity(
        Kind.OTHER, _SURE, (evidence("It offers a service that cameras do not offer."),), (), False, other,
        maker=value(maker, _POSSIBLE) if maker else UNKNOWN_VALUE,
    )  # fmt: skip


HOSTILE_CAMERA = Identity(
    Kind.CAMERA, _LIKELY, (evidence("It says: {text}", text=HOSTILE),), (), True, brand=value(HOSTILE),
    maker=value(HOSTILE, _POSSIBLE), model=value(HOSTILE), firmware=value(HOSTILE), serial=value(HOSTILE),
)  # fmt: skip

HOSTILE_DEVICE = device(40, HOSTILE_CAMERA)
TWELVE = (
    device(1, REBRAND, (_ADVISORY, _POLICY)), device(2, RECORDER, (_ADVISORY, _ADVISORY, _POLICY)), device(3, AXIS),
    device(4, PLACEHOLDER), device(5, DOORBELL), device(6, MAYBE), device(7, thing(OtherThing.PRINTER, "Brother")),
    device(8, thing(OtherThing.ROUTER)), device(9, thing(OtherThing.TELEVISION, "Samsung")),
    device(10, thing(OtherThing.COMPUTER)), device(11, UNTOLD), device(12, UNTOLD),
)  # fmt: skip
_CIRCLE = (REBRAND, AXIS, PLACEHOLDER, RECORDER, DOORBELL, REBRAND, MAYBE, thing(OtherThing.PHONE), SOFTWARE, UNTOLD)


def many(count: int) -> tuple[Device, ...]:
    """As many devices as wanted."""
    return tuple(device(at, _CIRCLE[at % len(_CIRCLE)], (_ADVISORY,) if at % 3 == 0 else ()) for at in range(count))


def result(devices: Sequence[Device], problems: Sequence[AppError] = (), *, practice: bool = False) -> ScanResult:
    """A finished scan."""
    coverage = Coverage(
        ("192.168.1.0/24",), ("wlan0",), (QuestionRecord("ws-discovery", 3, 0, 4),), 254, len(devices), (), 0,
        (
            Sentence("Cameras plugged straight into a recorder: you see the recorder, not each camera."),
            Sentence("Cameras that are off or asleep, that use a phone network, or that talk only to a cloud service."),
            Sentence("A missing answer is not proof that there is no camera."),
        ),
    )  # fmt: skip
    return ScanResult(NOW - dt.timedelta(seconds=5), NOW, "0.1.0", "2026-11-01", coverage, tuple(devices),
                      tuple(problems), practice)  # fmt: skip


PROBLEM = ListenUnavailableError("bind: address already in use (0.0.0.0:3702)", question="WS-Discovery")


def scan_events(devices: Sequence[Device]) -> list[ScanEvent]:
    """What a scan that finds these tells, without its end: each device is first unknown, then known."""
    events: list[ScanEvent] = [StepChanged(Step.PREPARE, 1, 1), StepChanged(Step.SWEEP, 0, 254, 3.0)]
    for at, one in enumerate(devices):
        bare = Device(one.id, one.addresses, one.mac, one.sightings[1:], Identity())
        events += [DeviceSeen(bare, 0.1 + at / 100), StepChanged(Step.VISIT, at, len(devices), 2.0)]
        events.append(DeviceUpdated(one, 0.2 + at / 100))
    return [*events, ProblemMet(PROBLEM)]


class FakeScan:
    """Tells given events, then waits for ever or ends; stop() ends it within the same turn of the loop."""

    def __init__(self, events: Sequence[ScanEvent], *, endless: bool = False, pause: float = 0.0) -> None:
        self._events = events
        self._endless = endless
        self._pause = pause
        self._stopped = asyncio.Event()
        self.devices: dict[str, Device] = {}

    def stop(self) -> None:
        """End now."""
        self._stopped.set()

    async def events(self) -> AsyncIterator[ScanEvent]:
        """The events and a ScanDone."""
        for event in self._events:
            if self._stopped.is_set():
                break
            if isinstance(event, DeviceSeen | DeviceUpdated):
                self.devices[event.device.id] = event.device
            yield event
            if self._pause:
                await asyncio.sleep(self._pause)
        if self._endless:
            await self._stopped.wait()
        done = result(tuple(self.devices.values()))
        yield ScanDone(
            ScanResult(
                done.started,
                done.finished,
                done.app_version,
                done.knowledge_date,
                done.coverage,
                done.devices,
                done.problems,
                stopped_early=self._stopped.is_set(),
            )
        )


def fake(events: Sequence[ScanEvent], **options: object) -> Callable[[ScanRequest], FakeScan]:
    """A factory for the window."""
    return lambda request: FakeScan(events, **options)


FACTS = (
    FactView(
        "Order about Hikvision Canada Inc.", "Government of Canada", "27 June 2025",
        "Hikvision Canada Inc.; federal departments and agencies", "This is not addressed to you: you said “for my home”.",
        "The Government of Canada ordered Hikvision Canada Inc. to close its Canadian business for national-security"
        " reasons and barred federal bodies from buying or using its products. The minister encouraged Canadians to take"
        " note and make their own decisions.",
        FindingState.DOES_NOT_APPLY, "Statement by the Minister of Industry, 27 June 2025", "https://www.canada.ca/",
        "1 November 2026",
    ),
    FactView(
        "The maker’s answer", "Hikvision", "28 June 2025", "", "",
        "Hikvision disagrees. It says that the decision lacks a factual basis and reflects where the parent company comes"
        " from. It has gone to court.",
        FindingState.APPLIES, "Statement by Hikvision, 28 June 2025", "https://www.hikvision.com/", "1 November 2026",
        from_maker=True,
    ),
)  # fmt: skip


LABEL = """HIKVISION
Network Camera
Model: DS-2CD2042WD-I (4mm)   S/N: 123456789
MAC: 44-19-B6-12-34-56  DC12V 0.5A / PoE(802.3af)
FCC ID: 2ADTD-2042WDI  IC: 20386-2042
MFD: 2016.02
Verification Code: ABCDEF
Made in China"""

#: Ten codes of one label, among them the same thing twice, a key and something that nobody knows.
LABEL_CODES = (
    LabelText("4419B6123456", "Code 128"),
    LabelText("44:19:B6:12:34:56", "QR Code"),
    LabelText("6954273612344", "EAN-13"),
    LabelText("S/N:123456789", "Code 128"),
    LabelText("123456789", "Code 39"),
    LabelText("DS-2CD2042WD-I", "Code 128"),
    LabelText("www.hik-connect.com\r123456789\rXSECRETX\rDS-2CD2042WD-I\r", "QR Code"),
    LabelText("WIFI:S:My Shop;T:WPA;P:Xsecretx;;", "QR Code"),
    LabelText("https://service.example.com/s?key=XSECRETX", "QR Code"),
    LabelText("something else", "Data Matrix"),
)
