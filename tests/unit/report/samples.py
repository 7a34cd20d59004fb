"""Scans that look like real ones, for tests and for eyes."""

from datetime import UTC, date, datetime, timedelta, timezone

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.events import Coverage, QuestionRecord, ScanResult
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import Evidence, Identity, Kind, OtherThing, Value
from app.model.policy import PolicySource
from app.model.problem import ListenUnavailableError
from app.model.sighting import Protocol, Sighting
from app.model.text import Sentence
from app.report.model import PolicyText

STARTED = datetime(2026, 11, 23, 14, 5, 31, tzinfo=timezone(timedelta(hours=-5), "EST"))
LONG = "A" * 10_000
ZALGO = "Cam" + "\u0301\u0302\u0303\u0304" * 60 + "era"

#: brand, maker, model, firmware, built
CAMERAS = (
    ("Hikvision", "Hikvision", "DS-2CD2142FWD-I", "V5.4.5 build 170124", date(2017, 1, 24)),
    ("Lorex", "Dahua", "LNB8005-C", "2.622.0000000.10.R", date(2019, 6, 5)),
    ("Axis", "Axis", "P3245-LVE", "11.11.73", date(2024, 3, 18)),
    ("LTS", "Hikvision", "CMIP1142W-28M", "V5.5.82 build 190220", date(2019, 2, 20)),
    ("Reolink", "Reolink", "RLC-810A", "v3.1.0.2368_23062508", date(2023, 6, 25)),
    ("Amcrest", "Dahua", "IP8M-2496EW", "2.800.00AC006.0.R", None),
    ("", "Uniview", "IPC322SR3-DVPF28-C", "", None),
)


def sure(value, certainty, template="The device says so itself.", **parameters):
    """A value with one reason for it."""
    reason = Evidence(
        Sentence(template, parameters),
        certainty,
        Protocol.SADP,
        "model",
        "sadp-model",
        "https://www.hikvision.com/en/support/download/firmware/",
        "2026-11-02",
    )
    return Value(value, certainty, (reason,), (), (value or "").lower().replace(" ", "-"))


def camera(number, kind=Kind.CAMERA):
    """Camera number n, with everything known that a good answer gives."""
    brand, maker, model, firmware, built = CAMERAS[number % len(CAMERAS)]
    maker_certainty = Certainty.CONFIRMED if brand == maker else Certainty.LIKELY
    against = (Evidence(Sentence("Its network chip is registered to another company."), Certainty.POSSIBLE),)
    maker_value = sure(
        maker, maker_certainty, "It answered the makers' search question of {maker} with this model name.", maker=maker
    )
    if maker_certainty is Certainty.LIKELY:
        maker_value = Value(maker_value.value, maker_value.certainty, maker_value.because, against, maker_value.key)
    address = f"192.168.{1 + number // 250}.{2 + number % 250}"
    return Device(
        id=f"mac:44:19:b6:00:{number // 256:02x}:{number % 256:02x}",
        addresses=(address, f"fe80::4619:b6ff:fe00:{number:x}%wlan0"),
        mac=f"44:19:b6:00:{number // 256:02x}:{number % 256:02x}",
        sightings=(
            Sighting(Protocol.SADP, address, {"model": model, "firmware": firmware or "-"}, STARTED, 37020, "wlan0"),
            Sighting(Protocol.HTTP, address, {"server": "App-webs/", "paths": "/a.js\n/b.css"}, STARTED, 80, "wlan0"),
        ),
        identity=Identity(
            kind=kind,
            kind_certainty=Certainty.CONFIRMED,
            kind_because=(
                Evidence(Sentence("It offers a video service (ONVIF)."), Certainty.CONFIRMED, Protocol.ONVIF),
            ),
            is_camera=True,
            brand=sure(brand, Certainty.CONFIRMED, "It names the brand {brand} itself.", brand=brand)
            if brand
            else Value(),
            maker=maker_value,
            platform=sure(f"{maker} platform", Certainty.LIKELY),
            model=sure(model, Certainty.CONFIRMED, "It says that its model is {model}.", model=model),
            firmware=sure(firmware, Certainty.CONFIRMED, "It says that its firmware is {firmware}.", firmware=firmware)
            if firmware
            else Value(),
            firmware_built=built,
            serial=sure(f"DS-2CD2142FWD-I20170124AAWR7{number:08d}", Certainty.CONFIRMED),
        ),
        findings=(
            Finding(
                FindingType.ADVISORY,
                "CVE-2021-36260",
                FindingState.CANNOT_TELL,
                Sentence("The maker names this model family; its fixed version cannot be compared with this one."),
                "https://www.cisa.gov/known-exploited-vulnerabilities-catalog",
                "2022-01-10",
            ),
        )
        if maker == "Hikvision"
        else (),
    )


def other(number):
    """A thing that is no camera."""
    things = (OtherThing.PRINTER, OtherThing.TELEVISION, OtherThing.SMART_HOME, OtherThing.ROUTER)
    thing = things[number % len(things)]
    return Device(
        id=f"address:192.168.9.{number}",
        addresses=(f"192.168.9.{number}",),
        mac=f"00:80:77:00:00:{number % 256:02x}",
        sightings=(),
        identity=Identity(
            kind=Kind.OTHER,
            kind_certainty=Certainty.CONFIRMED,
            is_camera=False,
            other_thing=thing,
            stated_name=Value(f"{thing.value.title()} on floor {number}", Certainty.LIKELY),
        ),
    )


def unknown(number):
    """A thing that told nothing, or one with a weak sign of a camera."""
    maker = Value(
        "Dahua",
        Certainty.POSSIBLE,
        (Evidence(Sentence("Its network chip is registered to {name}.", {"name": "Dahua"}), Certainty.POSSIBLE),),
        (),
        "dahua",
    )
    return Device(
        id=f"mac:3c:ef:8c:00:00:{number:02x}",
        addresses=(f"192.168.1.{200 + number}",),
        mac=f"3c:ef:8c:00:00:{number:02x}",
        sightings=(),
        identity=Identity(kind_certainty=Certainty.POSSIBLE, kind_because=maker.because, maker=maker)
        if number % 2
        else Identity(),
    )


def scan(cameras=12, others=4, unknowns=3, recorders=1, **changes):
    """A scan of that many devices."""
    devices = [camera(number) for number in range(cameras)]
    devices += [camera(300 + number, Kind.RECORDER) for number in range(recorders)]
    devices += [other(10 + number) for number in range(others)]
    devices += [unknown(number) for number in range(unknowns)]
    parts = {
        "started": STARTED,
        "finished": STARTED + timedelta(seconds=6),
        "app_version": "0.1.0",
        "knowledge_date": "2026-11-20",
        "coverage": Coverage(
            networks=("192.168.1.0/24",),
            interfaces=("Wi-Fi",),
            questions=(
                QuestionRecord("wsdiscovery", 3, 0, cameras),
                QuestionRecord("sadp", 3, 0, cameras // 2),
                QuestionRecord("ports", 1, 254, cameras + others),
                QuestionRecord("mdns", 0, 0, 0, available=False),
            ),
            addresses_asked=254,
            addresses_answered=len(devices),
            cannot_see=(
                Sentence("Cameras that are wired into a recorder's own sockets."),
                Sentence("Cameras on a guest Wi-Fi or on another network."),
            ),
            first_device_seconds=0.21,
            last_change_seconds=2.5,
        ),
        "devices": tuple(devices),
        "problems": (ListenUnavailableError(question="WS-Discovery"),),
    }
    return ScanResult(**(parts | changes))


def hostile():
    """A scan of devices that say what nobody should say."""
    texts = (
        LONG,
        ZALGO,
        "<script>alert(1)</script>&amp;\"'",
        "=cmd|' /C calc'!A0",
        "\u202egnp.exe\u202c {0.__class__} %s {{7*7}}",
        "كاميرا المدخل 摄像机 📷👨‍👩‍👧‍👦 ไม่มีช่องว่าง",
        " ".join(["word"] * 2000),
        "\x00\x1b[31m\r\n\tnext",
    )
    devices = []
    for number, text in enumerate(texts):
        plain = camera(number)
        identity = Identity(
            kind=Kind.CAMERA,
            kind_certainty=Certainty.POSSIBLE,
            is_camera=True,
            brand=sure(text, Certainty.LIKELY, "It says {text}.", text=text),
            maker=sure(text, Certainty.POSSIBLE),
            model=sure(text, Certainty.CONFIRMED),
            serial=sure(text, Certainty.CONFIRMED),
        )
        devices.append(Device(f"mac:{number}", plain.addresses, text, plain.sightings, identity, plain.findings))
    return scan(devices=tuple(devices))


def statement(number, **changes):
    """What an authority said, and the makers' answer."""
    parts = {
        "id": f"fact-{number}",
        "authority": "Government of Canada",
        "instrument": "Order under the Investment Canada Act",
        "date": "27 June 2025",
        "says": "The Government of Canada ordered Hikvision Canada Inc. to close its Canadian business for national-security "
        "reasons. The minister encouraged Canadians to take note and make their own decisions.",
        "stands": "The Federal Court declined to pause the order.",
        "in_short": "The Government of Canada ordered Hikvision Canada Inc. to close its Canadian business.",
        "answer": "Hikvision strongly disagrees. It says that the decision lacks a factual basis, fairness and transparency.",
        "addressed_to": "Hikvision Canada Inc.",
        "not_addressed_to": "Private persons and businesses.",
        "for_you": "This is not addressed to you.",
        "sources": (
            PolicySource("Federal Court", f"https://court.example/{number}", "2025-09-22"),
            PolicySource("Hikvision", f"https://maker.example/{number}", ""),
        ),
        "checked": "20 November 2026",
        "makers": ("hikvision",),
    }
    return PolicyText(**(parts | changes))


def facts():
    """One of Canada, one of Quebec, two of another country."""
    quebec = {"authority": "Government of Quebec", "date": "22 December 2023", "makers": ("hikvision", "dahua")}
    abroad = {"in_full": False, "for_you": "", "authority": "Government of the Moon", "date": "1 May 2024"}
    return (
        statement(1),
        statement(2, **quebec, for_you="", addressed_to="Public bodies of Quebec."),
        statement(3, **abroad),
        statement(4, **abroad, names_makers=False, answer=""),
    )


def policy_findings(*ids, state=FindingState.APPLIES):
    """Findings that these facts are about a device."""
    because = Sentence("This text names {maker}, who most likely made this device.", {"maker": "Hikvision"})
    return tuple(Finding(FindingType.POLICY, name, state, because, "https://a.example", "2025") for name in ids)


UTC_START = datetime(2026, 1, 1, tzinfo=UTC)
