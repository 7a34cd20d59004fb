"""A scan from JSON data that anybody may have written."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from string import Formatter
from typing import Any

from app.model import problem as problems
from app.model.certainty import Certainty
from app.model.device import Device
from app.model.events import Coverage, QuestionRecord, ScanResult
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import UNKNOWN_VALUE, Evidence, Identity, Kind, OtherThing, Value
from app.model.problem import AppError, FileNotReadableError
from app.model.sighting import Protocol, Sighting
from app.model.text import Sentence
from app.scan_file.keys import COUNTS, SCHEMA, VALUES
from app.scan_file.untrusted_json import (
    BrokenError,
    as_named_texts,
    as_object,
    as_text,
    count_at,
    flag_at,
    items_at,
    kept,
    moment_at,
    optional_at,
    parse,
    seconds_at,
    text_at,
    texts_at,
)

#: Largest file that is read, in bytes: 20,000 devices with room to spare.
FILE_LIMIT = 256 * 1024 * 1024

_GAP = re.compile(r"[a-z][a-z0-9_]{0,63}")
_PROBLEM_CLASSES: dict[str, type[AppError]] = {
    kind.code: kind for kind in vars(problems).values() if isinstance(kind, type) and issubclass(kind, AppError)
}


def from_json(data: object, *, file: str = "scan.json") -> ScanResult:
    """The scan that the data describe; keys beyond design §7 may be missing. file is named in FileNotReadableError."""
    try:
        return _result(as_object(data))
    except (ValueError, OverflowError) as error:
        raise FileNotReadableError(str(error)[:200], file=file) from error


def read(path: Path) -> ScanResult:
    """The scan in a file. Raises FileNotReadableError."""
    try:
        with path.open("rb") as file:
            untrusted_bytes = file.read(FILE_LIMIT + 1)
        if len(untrusted_bytes) > FILE_LIMIT:
            raise BrokenError("larger than the limit")
        data = parse(untrusted_bytes)
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        raise FileNotReadableError(str(error)[:200], file=path.name) from error
    return from_json(data, file=path.name)


def _result(data: Mapping[str, Any]) -> ScanResult:
    if data.get("schema") != SCHEMA or isinstance(data.get("schema"), bool):
        raise BrokenError("schema is not 1")
    started = moment_at(data, "started")
    return ScanResult(
        started=started,
        finished=moment_at(data, "finished"),
        app_version=text_at(data, "app_version"),
        knowledge_date=text_at(data, "knowledge_date"),
        coverage=_coverage(as_object(data.get("coverage", {})), texts_at(data, "networks")),
        devices=items_at(data, "devices", lambda item: _device(item, started)),
        problems=items_at(data, "problems", _problem),
        practice=flag_at(data, "practice"),
        stopped_early=flag_at(data, "stopped_early"),
    )


def _coverage(data: Mapping[str, Any], networks: tuple[str, ...]) -> Coverage:
    cannot_see = items_at(data, "cannot_see_sentences", _sentence)
    return Coverage(
        networks=networks,
        interfaces=texts_at(data, "interfaces"),
        questions=items_at(data, "questions", _question),
        not_reached=texts_at(data, "not_reached"),
        cannot_see=cannot_see or tuple(_told(text) for text in texts_at(data, "cannot_see")),
        **{key: count_at(data, key) for key in COUNTS},
        first_device_seconds=seconds_at(data, "first_device_seconds"),
        last_change_seconds=seconds_at(data, "last_change_seconds"),
    )


#: Sentences inside sentences: a reading inside an evidence sentence is one level deep.
_SENTENCE_DEPTH = 3


def _question(data: Mapping[str, Any]) -> QuestionRecord:
    return QuestionRecord(
        question=text_at(data, "question"),
        sent=count_at(data, "sent"),
        addresses_asked=count_at(data, "addresses_asked"),
        answered=count_at(data, "answered"),
        available=flag_at(data, "available", missing=True),
    )


def _problem(data: Mapping[str, Any]) -> AppError:
    kind = _PROBLEM_CLASSES.get(text_at(data, "code"), AppError)
    parameters = as_named_texts(data.get("parameters", {}))
    for template in (kind.template, kind.next_step_template):
        _check_template(template, parameters)
    return kind(text_at(data, "detail"), **parameters)


def _device(data: Mapping[str, Any], started: datetime) -> Device:
    addresses = texts_at(data, "addresses")
    return Device(
        id=text_at(data, "id"),
        addresses=addresses,
        mac=optional_at(data, "mac"),
        sightings=items_at(data, "sightings", lambda item: _sighting(item, addresses[0] if addresses else "", started)),
        identity=_identity(data),
        findings=items_at(data, "findings", _finding),
    )


def _identity(data: Mapping[str, Any]) -> Identity:
    kind = Kind(text_at(data, "kind"))
    least = Certainty.NOT_KNOWN if kind is Kind.UNKNOWN else Certainty.POSSIBLE
    because, against = _evidence_both(data, "kind_evidence")
    is_camera = data.get("is_camera")
    if is_camera is not None and not isinstance(is_camera, bool):
        raise BrokenError("is_camera")
    built = optional_at(data, "firmware_built")
    return Identity(
        kind=kind,
        kind_certainty=Certainty.from_word(text_at(data, "kind_certainty", least.word)),
        kind_because=because,
        kind_against=against,
        is_camera=is_camera,
        other_thing=OtherThing(text_at(data, "other_thing", "")),
        firmware_built=date.fromisoformat(built) if built else None,
        notes=items_at(data, "notes", _sentence),
        **{key: _value(data[key]) if key in data else UNKNOWN_VALUE for key in VALUES},
    )


def _value(item: object) -> Value:
    data = as_object(item)
    text, certainty = optional_at(data, "value"), Certainty.from_word(text_at(data, "certainty"))
    if (text is None) != (certainty is Certainty.NOT_KNOWN):
        raise BrokenError("a value without certainty, or the other way round")
    if "evidence" in data:
        because, against = _evidence_both(data, "evidence")
    else:
        because, against = (
            tuple(Evidence(_told(sentence), certainty) for sentence in texts_at(data, key))
            for key in ("because", "against")
        )
    return Value(text, certainty, because, against, text_at(data, "key", ""))


def _evidence_both(data: Mapping[str, Any], key: str) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    items = items_at(data, key, lambda item: (flag_at(item, "for"), _evidence(item)))
    return tuple(one for supports, one in items if supports), tuple(one for supports, one in items if not supports)


def _evidence(data: Mapping[str, Any]) -> Evidence:
    protocol = optional_at(data, "protocol")
    return Evidence(
        sentence=_sentence(data),
        certainty=Certainty.from_word(text_at(data, "certainty")),
        protocol=Protocol(protocol) if protocol else None,
        field=text_at(data, "field", ""),
        rule_id=text_at(data, "rule", ""),
        source=text_at(data, "source", ""),
        source_date=text_at(data, "date", ""),
    )


def _finding(data: Mapping[str, Any]) -> Finding:
    sentence = _sentence(as_object(data["sentence"])) if "sentence" in data else _told(text_at(data, "because", ""))
    return Finding(
        type=FindingType(text_at(data, "type")),
        id=text_at(data, "id"),
        state=FindingState(text_at(data, "state")),
        because=sentence,
        source=text_at(data, "source"),
        date=text_at(data, "date"),
    )


def _sighting(data: Mapping[str, Any], address: str, started: datetime) -> Sighting:
    port = count_at(data, "port")
    if port > 65535:
        raise BrokenError("port")
    return Sighting(
        protocol=Protocol(text_at(data, "protocol")),
        address=text_at(data, "address", address),
        untrusted_fields=as_named_texts(data.get("fields", {})),
        seen_at=moment_at(data, "seen_at") if "seen_at" in data else started,
        port=port,
        interface=text_at(data, "interface", ""),
    )


def _sentence(data: Mapping[str, Any], depth: int = 0) -> Sentence:
    template, given = as_text(data.get("template")), as_object(data.get("parameters", {}))
    if kept(template) != template:
        raise BrokenError("template")
    if depth > _SENTENCE_DEPTH:
        raise BrokenError("parameters")
    parameters: dict[str, str | Sentence] = {}
    parameters |= as_named_texts({name: part for name, part in given.items() if not isinstance(part, dict)})
    parameters |= {name: _sentence(part, depth + 1) for name, part in given.items() if isinstance(part, dict)}
    _check_template(template, parameters)
    return Sentence(template, parameters)


def _check_template(template: str, parameters: Mapping[str, str | Sentence]) -> None:
    """Raise unless every gap is a plain name with a parameter: str.format in a foreign template could reach or swell anything."""
    if not parameters:
        return
    for _, gap, width, conversion in Formatter().parse(template):
        if gap is not None and (width or conversion or not _GAP.fullmatch(gap) or gap not in parameters):
            raise BrokenError("template")


def _told(text: str) -> Sentence:
    """A finished sentence of another program, shown as it is."""
    return Sentence("{text}", {"text": text})
