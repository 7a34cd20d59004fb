"""Dossiers that look like real ones, for tests and for eyes."""

from base64 import b64decode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from app.knowledge.load import load
from app.model.certainty import Certainty
from app.model.decision import Choice, Decision, FactsThen
from app.model.identity import Evidence, Value
from app.model.kept import DeviceNotes, Photo, ToldFirmware
from app.model.policy import Audience
from app.model.sighting import Protocol, Sighting
from app.model.text import Sentence
from app.report.dossier import DeviceFile, Dossier, GuideProgress, Published, SiteScan
from app.report.marks import marker
from app.report.naming import Standing, standing
from app.stages.advisories import AdvisoryBook, advisory_findings
from app.stages.companies import companies
from app.stages.policy import policy_findings
from tests.unit.report import samples

TODAY = date(2026, 11, 25)
MARKER = marker(b"0" * 32)
ROOMS = ("Front hall", "Garage", "Cash desk", "Yard", "Office", "Stock room")
NAMES = ("Back door", "", "Porte d’Élise", "", "Loading dock", "")
JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO"
    "UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P"
    "T09PT09PT0//wAARCAAwAEADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF"
    "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW"
    "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi"
    "4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC"
    "AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm"
    "Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq"
    "8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDrKKKKgYUVUvtSs9P2fbJvL8zO35Sc4xnoPcVU/wCEk0j/AJ+//Ib/AOFAGtRWT/wkmkf8"
    "/f8A5Df/AApH8T6Kgy98qj1KMP6UAa9FRwTw3MKzW8scsTfdeNgynt1FSUAFFFFAHKeOP+XH/tp/7LXKV1fjj/lx/wC2n/stcpVI"
    "QVjs5lcyN1bp7D0rYqhNZurkxKGUnoDgj/61MC/4V1GbT9dthET5dzIsMqA4DBjgE/QnP5jua9WrivC/hG4tr2O/1QIhi+aOAEMd"
    "3Iy3bjqME84PGMV2tSwCiiikMKKKKACiiigAooooA//Z"
)
PHOTO = Photo(1, JPEG, 64, 48, "Seen from the street")


def published():
    """What the program knows."""
    knowledge = load()
    return Published(knowledge.policy, knowledge.advisories.notes, knowledge.guides)


def dossier(cameras=12, *, kept=True, site="Corner Pharmacy", **changes):
    """A scan of that many cameras, a recorder and other things, with what a person keeps."""
    result = samples.scan(cameras, **changes)
    result = replace(result, devices=tuple(map(_judged, result.devices)))
    return Dossier(
        scans=(SiteScan(result, site),),
        devices=tuple(file(device, number, kept=kept) for number, device in enumerate(result.devices)),
        today=TODAY,
        published=published(),
        audience=Audience.BUSINESS,
        province="QC",
        made_by="Ana Roy",
    )


def _judged(device):
    """With what is published about it today."""
    knowledge = load()
    notes = advisory_findings(device.identity, _book(), knowledge.directory)
    return replace(device, findings=(*policy_findings(device.identity, knowledge.policy), *notes))


@lru_cache(maxsize=1)
def _book():
    return AdvisoryBook.of(load(), TODAY)


def file(device, number, *, kept=True):
    """The device with what is kept of it."""
    mark = MARKER(device.id)
    if not kept or standing(device) is Standing.NOT_CAMERA:
        return DeviceFile(device, mark, companies=companies(device.identity, load()))
    decided = datetime(2026, 10, 1 + number % 28, 15, 0, tzinfo=UTC)
    decision = Decision(
        list(Choice)[number % 5],
        "Too old for the new cash desk, says Élise Tremblay.",
        "Marc Gagnon",
        decided,
        TODAY + timedelta(days=30 - number * 10),
        FactsThen(firmware="older", maker=device.identity.maker.key),
    )
    return DeviceFile(
        device,
        mark,
        own=DeviceNotes(NAMES[number % 6], ROOMS[number % 6], "Key to the cabinet: with Marc Gagnon"),
        told_firmware=ToldFirmware("V5.7.3", TODAY) if number % 4 == 1 else None,
        decision=decision if number % 3 else None,
        earlier=(replace(decision, choice=Choice.LATER, review=None),) if number % 3 == 2 else (),
        now=FactsThen(firmware=device.identity.firmware.value or "", maker=device.identity.maker.key),
        photos=(PHOTO,) if number % 2 == 0 else (),
        guides=(GuideProgress("replace-wifi-camera", decided, None, frozenset({"write-down", "export"})),),
        answers={"needs-power": "poe", "needs-cable": "network", "needs-use": "The door"},
        companies=companies(device.identity, load()),
        first_seen=decided,
        last_seen=decided,
    )


def talkative(device, *, name, serial):
    """A device that tells its numbers and its name in every place where devices do."""
    mac = device.mac or "44:19:b6:00:00:01"
    bare = mac.replace(":", "").upper()
    address = device.addresses[0]
    texts = {
        "serial": serial,
        "mac": mac,
        "address": address,
        "gateway": "192.168.1.1",
        "name": name,
        "hostname": f"cam-{bare[-6:]}",
        "title": f"{name} - Live View",
        "server": f"App-webs/ {name} {address}",
        "model": f"DS-2CD2142FWD-I {bare}",
        "xaddrs": f"http://{address}/onvif/device_service",
        "endpoint": f"12345678-1234-1234-1234-{bare.lower()}",
        "txt": f"macaddress={bare}\nfn={name}",
        "channels": "8",
    }
    told = (
        Evidence(
            Sentence("It answered with “{text}”.", {"text": "onvif://www.onvif.org/location/Chambre%20de%20Zoé"}),
            Certainty.POSSIBLE,
            Protocol.WS_DISCOVERY,
        ),
        Evidence(Sentence("Somebody named it “{text}”.", {"text": name.upper()}), Certainty.LIKELY, Protocol.DAHUA),
        Evidence(
            Sentence(
                "{reading} {conclusion}",
                {
                    "reading": Sentence(
                        "Its web page says “{text}”.", {"text": f"{serial.lower()} at {address} ({bare})"}
                    ),
                    "conclusion": Sentence(
                        "That points to {name}.", {"name": f"{mac.replace(':', '-').upper()} {name}"}
                    ),
                },
            ),
            Certainty.LIKELY,
            Protocol.HTTP,
        ),
    )
    identity = replace(
        device.identity,
        kind_because=(*device.identity.kind_because, *told),
        maker=replace(device.identity.maker, because=(*told, *device.identity.maker.because)),
        model=Value(f"DS-2CD2142FWD-I {bare}", Certainty.LIKELY, told, told),
        serial=Value(serial, Certainty.CONFIRMED, told, (), serial.lower()),
        stated_name=Value(name, Certainty.LIKELY, told, (), name.lower().replace(" ", "")),
        notes=(Sentence("It lists a camera “{name}” at {address}.", {"name": name, "address": address}),),
    )
    sightings = (*device.sightings, Sighting(Protocol.SADP, address, texts, samples.STARTED, 80, "wlan0"))
    return replace(device, identity=identity, sightings=sightings)
