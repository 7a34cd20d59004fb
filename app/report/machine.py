"""What a report says of each device in machine words: the one source of its CSV and its JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from app.model.decision import Decision
from app.model.finding import FindingState
from app.model.identity import Evidence, Value
from app.report.build import Work
from app.report.desk import OURS
from app.report.dossier import DeviceFile, Part, ReportKind
from app.report.naming import standing
from app.stages.reopen import reopened
from app.words import Words


@dataclass(frozen=True, slots=True)
class Holds:
    """Which facts the pages of a kind tell; its machine formats tell the same and no more."""

    names: tuple[str, ...] = ("brand", "maker", "model")
    serial: bool = False
    addresses: bool = False
    firmware: bool = True
    decision: bool = False
    reason: bool = False
    findings: bool = False
    evidence: bool = False
    own_notes: bool = False


_ALL = Holds(serial=True, addresses=True, decision=True, reason=True, findings=True, evidence=True, own_notes=True)
HOLDS: Mapping[ReportKind, Holds] = MappingProxyType(
    {
        ReportKind.RECORD: _ALL,
        ReportKind.DEVICE: replace(_ALL, names=("brand", "maker", "platform", "model", "hardware")),
        ReportKind.INSURER: Holds(serial=True, firmware=False),
        ReportKind.INSTALLER: Holds(addresses=True, decision=True),
        ReportKind.TENANT: Holds(names=("brand",), firmware=False),
        ReportKind.AUDIT: Holds(serial=True, decision=True, findings=True, evidence=True),
        ReportKind.GUIDE: Holds(firmware=False),
        ReportKind.NEEDS: Holds(),
        ReportKind.KEY: Holds(names=("model",), serial=True, addresses=True, firmware=False),
    }
)


def files_of(work: Work) -> Sequence[DeviceFile]:
    """The devices that the report tells of, in the order of the scans."""
    kind, parts = work.order.kind, work.order.parts or frozenset()
    if kind in {ReportKind.DEVICE, ReportKind.NEEDS, ReportKind.GUIDE}:
        return (work.one,) if work.one else ()
    if kind is ReportKind.KEY or (kind is ReportKind.RECORD and Part.OTHERS in parts):
        return work.dossier.devices
    return tuple(one for one in work.dossier.devices if standing(one.device) in OURS)


def device_data(one: DeviceFile, work: Work, words: Words) -> dict[str, Any]:
    """The facts of a device as JSON data. Sentences are in the language of words; all else does not depend on it."""
    holds, identity, device = HOLDS[work.order.kind], one.device.identity, one.device
    scan = work.dossier.scans[one.place]
    data: dict[str, Any] = {
        "id": device.id,
        "mark": one.mark or None,
        "name": one.own.name,
        "place": scan.name,
        "room": one.own.room,
        "kind": identity.kind.value,
        "kind_certainty": identity.kind_certainty.word,
        "is_camera": identity.is_camera,
        "other_thing": identity.other_thing.value,
        "by_hand": one.by_hand,
        "scan_started": scan.result.started.isoformat(),
        "also_in": [work.dossier.scans[place].name for place in one.also_in],
    }
    data |= {name: _value(getattr(identity, name), words, holds) for name in holds.names}
    if holds.firmware:
        data["firmware"] = _value(identity.firmware, words, holds)
        data["firmware_built"] = identity.firmware_built.isoformat() if identity.firmware_built else None
        told = one.told_firmware
        data["firmware_read_by_hand"] = {"text": told.text, "on": told.day.isoformat()} if told else None
    if holds.serial:
        data["serial"] = _value(identity.serial, words, holds)
    if holds.addresses:
        data |= {"mac": device.mac, "addresses": list(device.addresses)}
    if holds.own_notes:
        data["notes"] = one.own.notes
    if holds.decision:
        data["decision"] = _decision(one.decision, holds) if one.decision else None
        data["look_again"] = _again(one, work, words)
    if holds.findings:
        data["findings"] = [
            {
                "type": finding.type.value,
                "id": finding.id,
                "state": finding.state.value,
                "because": words.say(finding.because),
                "source": finding.source,
                "date": finding.date,
            }
            for finding in device.findings
            if work.order.kind is ReportKind.DEVICE or finding.state is not FindingState.DOES_NOT_APPLY
        ]
    return data


def _value(value: Value, words: Words, holds: Holds) -> dict[str, Any]:
    data: dict[str, Any] = {"value": value.value, "certainty": value.certainty.word}
    if holds.evidence:
        data |= {"because": _sentences(value.because, words), "against": _sentences(value.against, words)}
    return data


def _sentences(evidence: Sequence[Evidence], words: Words) -> list[str]:
    return list(dict.fromkeys(words.say(one.sentence) for one in evidence))


def _decision(decision: Decision, holds: Holds) -> dict[str, Any]:
    data: dict[str, Any] = {
        "choice": decision.choice.value,
        "decided": decision.decided.isoformat() if decision.decided else None,
        "review": decision.review.isoformat() if decision.review else None,
    }
    return data | ({"reason": decision.reason, "who": decision.who} if holds.reason else {})


def _again(one: DeviceFile, work: Work, words: Words) -> list[str]:
    if one.decision is None or one.now is None:
        return []
    return [words.say(sentence) for sentence in reopened(one.decision, one.now, work.dossier.today)]
