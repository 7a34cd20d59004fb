"""A scan as JSON data."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from app.model.device import Device
from app.model.events import Coverage, ScanResult
from app.model.identity import Evidence, Value
from app.model.text import Sentence
from app.scan_file.keys import COUNTS, SCHEMA, VALUES
from app.words import Words


def to_json(result: ScanResult, words: Words) -> dict[str, Any]:
    """The scan as JSON data. Sentences for people are in the language of words; the rest does not depend on it."""
    return {
        "schema": SCHEMA,
        "app_version": result.app_version,
        "knowledge_date": result.knowledge_date,
        "language": words.language.value,
        "started": result.started.isoformat(),
        "finished": result.finished.isoformat(),
        "practice": result.practice,
        "stopped_early": result.stopped_early,
        "networks": list(result.coverage.networks),
        "coverage": _coverage_data(result.coverage, words),
        "devices": [_device_data(device, words) for device in result.devices],
        "problems": [
            {
                "code": problem.code,
                "parameters": dict(problem.parameters),
                "detail": problem.detail,
                "text": words.say(problem.sentence),
            }
            for problem in result.problems
        ],
    }


def write_text(result: ScanResult, words: Words) -> str:
    """The scan file as text."""
    return _compact(to_json(result, words)) + "\n"


def write_compact(result: ScanResult, words: Words) -> str:
    """The same in one line, devices last.

    They are written one by one: other threads have their turn in between, and the data of a thousand are never there at once.
    """
    data = to_json(replace(result, devices=()), words)
    del data["devices"]
    # ASCII only, because one quotation mark would double the memory of all the text.
    parts = [json.dumps(data, separators=(",", ":"))[:-1], ',"devices":[']
    for at, device in enumerate(result.devices):
        parts += ["," if at else "", json.dumps(_device_data(device, words), separators=(",", ":"))]
    return "".join([*parts, "]}"])


def _compact(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _sentence_data(sentence: Sentence) -> dict[str, Any]:
    """Parameters that are sentences themselves are written in the same form."""
    filled = {
        name: _sentence_data(part) if isinstance(part, Sentence) else part for name, part in sentence.parameters.items()
    }
    return {"template": sentence.template, "parameters": filled}


def _evidence_data(evidence: Evidence, supports: bool) -> dict[str, Any]:
    return {
        "for": supports,
        **_sentence_data(evidence.sentence),
        "certainty": evidence.certainty.word,
        "protocol": evidence.protocol.value if evidence.protocol else None,
        "field": evidence.field,
        "rule": evidence.rule_id,
        "source": evidence.source,
        "date": evidence.source_date,
    }


def _evidence_list(because: Iterable[Evidence], against: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [*(_evidence_data(one, True) for one in because), *(_evidence_data(one, False) for one in against)]


def _value_data(value: Value, words: Words) -> dict[str, Any]:
    return {
        "value": value.value,
        "certainty": value.certainty.word,
        "because": [words.say(evidence.sentence) for evidence in value.because],
        "against": [words.say(evidence.sentence) for evidence in value.against],
        "key": value.key,
        "evidence": _evidence_list(value.because, value.against),
    }


def _coverage_data(coverage: Coverage, words: Words) -> dict[str, Any]:
    return {
        "interfaces": list(coverage.interfaces),
        "not_reached": list(coverage.not_reached),
        "cannot_see": [words.say(sentence) for sentence in coverage.cannot_see],
        "cannot_see_sentences": [_sentence_data(sentence) for sentence in coverage.cannot_see],
        "questions": [
            {
                "question": one.question,
                "sent": one.sent,
                "addresses_asked": one.addresses_asked,
                "answered": one.answered,
                "available": one.available,
            }
            for one in coverage.questions
        ],
        **{key: getattr(coverage, key) for key in COUNTS},
        "first_device_seconds": coverage.first_device_seconds,
        "last_change_seconds": coverage.last_change_seconds,
    }


def _device_data(device: Device, words: Words) -> dict[str, Any]:
    identity = device.identity
    return {
        "id": device.id,
        "addresses": list(device.addresses),
        "mac": device.mac,
        "kind": identity.kind.value,
        "is_camera": identity.is_camera,
        "kind_certainty": identity.kind_certainty.word,
        "kind_evidence": _evidence_list(identity.kind_because, identity.kind_against),
        "other_thing": identity.other_thing.value,
        **{key: _value_data(getattr(identity, key), words) for key in VALUES},
        "firmware_built": identity.firmware_built.isoformat() if identity.firmware_built else None,
        "notes": [_sentence_data(sentence) | {"text": words.say(sentence)} for sentence in identity.notes],
        "findings": [
            {
                "type": finding.type.value,
                "id": finding.id,
                "state": finding.state.value,
                "because": words.say(finding.because),
                "sentence": _sentence_data(finding.because),
                "source": finding.source,
                "date": finding.date,
            }
            for finding in device.findings
        ],
        "sightings": [
            {
                "protocol": sighting.protocol.value,
                "fields": dict(sighting.untrusted_fields),
                "address": sighting.address,
                "port": sighting.port,
                "interface": sighting.interface,
                "seen_at": sighting.seen_at.isoformat(),
            }
            for sighting in device.sightings
        ],
    }
