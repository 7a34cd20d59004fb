"""The scan file: lossless both ways, strict on what strangers write, true to its published schema."""

import copy
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.events import Coverage, QuestionRecord, ScanResult
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import Evidence, Identity, Kind, OtherThing, Value
from app.model.problem import FileNotReadableError, StepFailedError
from app.model.sighting import Protocol, Sighting
from app.model.text import Sentence
from app.scan_file import from_json, read, to_json, write_text
from app.untrusted.text import clean
from app.words import Language, words_for
from tests.unit.report import samples

WORDS = words_for(Language.ENGLISH)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "scan-schema.json").read_text("utf-8"))

texts = st.text(max_size=30).map(clean)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).flatmap(  # noqa: DTZ001 - the zone follows
    lambda naive: st.integers(-14 * 60, 14 * 60).map(lambda m: naive.replace(tzinfo=timezone(timedelta(minutes=m))))
)
counts = st.integers(0, 10**9)
sentences = st.one_of(
    st.builds(Sentence, st.sampled_from(["Plain.", "100 % {odd", "A\u00a0b"])),
    st.builds(Sentence, st.just("It says {what}."), st.fixed_dictionaries({"what": texts})),
)
certainties = st.sampled_from(Certainty)
evidence = st.builds(
    Evidence, sentences, certainties, st.none() | st.sampled_from(Protocol), texts, texts, texts, texts
)
reasons = st.lists(evidence, max_size=2).map(tuple)
values = st.one_of(
    st.builds(Value, st.none(), st.just(Certainty.NOT_KNOWN), reasons, reasons, texts),
    st.builds(Value, texts, certainties.filter(bool), reasons, reasons, texts),
)
identities = st.builds(
    Identity,
    st.sampled_from(Kind),
    certainties,
    reasons,
    reasons,
    st.sampled_from([True, False, None]),
    st.sampled_from(OtherThing),
    values,
    values,
    values,
    values,
    values,
    st.none() | st.dates(),
    values,
    values,
    values,
    st.lists(sentences, max_size=1).map(tuple),
)
lists = st.lists(texts, max_size=3).map(tuple)
fields = st.dictionaries(
    st.sampled_from(["model", "txt.md", "paths"]), st.lists(texts, min_size=1, max_size=2).map("\n".join), max_size=2
)
sightings = st.builds(Sighting, st.sampled_from(Protocol), texts, fields, moments, st.integers(0, 65535), texts)
findings = st.builds(
    Finding, st.sampled_from(FindingType), texts, st.sampled_from(FindingState), sentences, texts, texts
)
devices = st.builds(
    Device,
    texts,
    lists,
    st.none() | texts,
    st.lists(sightings, max_size=2).map(tuple),
    identities,
    st.lists(findings, max_size=2).map(tuple),
)
seconds = st.none() | st.floats(0, 1000)
coverages = st.builds(
    Coverage,
    lists,
    lists,
    st.lists(st.builds(QuestionRecord, texts, counts, counts, counts, st.booleans()), max_size=2).map(tuple),
    counts,
    counts,
    lists,
    counts,
    st.lists(sentences, max_size=2).map(tuple),
    seconds,
    seconds,
    counts,
    counts,
)
results = st.builds(
    ScanResult,
    moments,
    moments,
    texts,
    texts,
    coverages,
    st.lists(devices, max_size=2).map(tuple),
    st.just(()),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(results)
def test_what_is_written_is_read_back_unchanged(result):
    data = json.loads(json.dumps(to_json(result, WORDS)))
    assert from_json(data) == result
    assert list(schema_errors(data, SCHEMA)) == []


def test_problems_come_back():
    result = samples.scan(1, 0, 0, 0, problems=(StepFailedError("why", question="SADP"),))
    (problem,) = from_json(to_json(result, WORDS)).problems
    assert (type(problem), problem.detail, problem.parameters) == (StepFailedError, "why", {"question": "SADP"})


def test_a_device_has_the_keys_of_the_design():
    device = to_json(samples.scan(), WORDS)["devices"][0]
    assert {"id", "addresses", "mac", "kind", "is_camera", "brand", "maker", "model", "firmware"} <= device.keys()
    assert {"firmware_built", "serial", "findings", "sightings"} <= device.keys()
    assert device["maker"]["value"] == "Hikvision"
    assert device["maker"]["certainty"] == "confirmed"
    assert device["maker"]["because"] == ["It answered the makers' search question of Hikvision with this model name."]
    assert device["firmware_built"] == "2017-01-24"


def test_only_the_keys_of_the_design_are_needed():
    data = {
        "schema": 1,
        "app_version": "9",
        "knowledge_date": "2026-01-01",
        "started": "2026-01-01T10:00:00Z",
        "finished": "2026-01-01T10:00:05-05:00",
        "networks": ["10.0.0.0/24"],
        "coverage": {},
        "devices": [
            {
                "id": "a",
                "addresses": ["10.0.0.2"],
                "mac": None,
                "kind": "camera",
                "is_camera": True,
                **{
                    key: {"value": "X", "certainty": "likely", "because": ["It {says} so."], "against": ["No."]}
                    for key in ("brand", "maker", "model", "firmware", "serial")
                },
                "firmware_built": None,
                "findings": [
                    {"type": "policy", "id": "p", "state": "applies", "source": "https://a.example", "date": "2026"}
                ],
                "sightings": [{"protocol": "sadp", "fields": {"model": "X"}}],
            }
        ],
    }
    assert list(schema_errors(data, SCHEMA)) == []
    result = from_json(data)
    (device,) = result.devices
    assert result.started == datetime(2026, 1, 1, 10, tzinfo=UTC)
    assert WORDS.say(device.identity.maker.because[0].sentence) == "It {says} so."
    assert WORDS.say(device.identity.maker.against[0].sentence) == "No."
    assert device.sightings[0].address == "10.0.0.2"


BASE = to_json(samples.scan(1, 0, 0, 0), WORDS)


def paths(data, path=()):
    """The way to every entry of the data."""
    if path:
        yield path
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, entry in entries:
        yield from paths(entry, (*path, key))


def changed(path, new):
    data = copy.deepcopy(BASE)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = new
    return data


junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from([[], {}, [[]], "{0.__class__}", "9" * 40_000, "2026-01-01T00:00:00", 10**400, float("inf")]),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(list(paths(BASE))), junk)
def test_a_broken_file_is_read_or_refused_in_words(path, new):
    refused = None
    try:
        result = from_json(changed(path, new), file="my scan.json")
    except FileNotReadableError as error:
        refused = error
    if refused:
        assert refused.parameters == {"file": "my scan.json"}
        assert WORDS.say(refused.sentence) == "The file my scan.json cannot be read."
    else:
        assert to_json(result, WORDS)["schema"] == 1


@pytest.mark.parametrize("data", [None, [], 1, "x", {}, {"schema": 2}, {"schema": True}, {1: 2}])
def test_other_data_are_refused(data):
    with pytest.raises(FileNotReadableError):
        from_json(data)


@pytest.mark.parametrize(
    "template",
    ["{a.__class__}", "{a[0]}", "{a:>999999999}", "{a!r}", "{b}", "{", "{}", "{0}", "It\u202e {a}", "{a:{a}}"],
)
def test_templates_that_reach_further_are_refused(template):
    device = changed(("devices", 0, "notes"), [{"template": template, "parameters": {"a": "x"}}])
    with pytest.raises(FileNotReadableError):
        from_json(device)


def test_a_problem_whose_words_would_have_gaps_is_refused():
    with pytest.raises(FileNotReadableError):
        from_json(changed(("problems",), [{"code": "step-failed", "parameters": {"x": "y"}, "detail": ""}]))


def test_a_value_without_certainty_is_refused():
    wrong = {"value": "X", "certainty": "not-known", "because": [], "against": []}
    with pytest.raises(FileNotReadableError):
        from_json(changed(("devices", 0, "brand"), wrong))


def test_text_that_would_reorder_other_text_is_cleaned():
    data = changed(("devices", 0, "model", "value"), "A\u202eB\x1b[31m\u200b")
    assert from_json(data).devices[0].identity.model.value == "AB [31m"


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b'{"schema": NaN}', b"9" * 5000])
def test_files_that_are_no_scan_are_refused(tmp_path, content):
    path = tmp_path / "scan.json"
    path.write_bytes(content)
    with pytest.raises(FileNotReadableError):
        read(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(FileNotReadableError):
            read(path)


def test_a_written_file_is_read(tmp_path):
    result = samples.scan(2, problems=())
    path = tmp_path / "scan.json"
    path.write_text(write_text(result, WORDS), "utf-8")
    assert read(path) == result


def test_the_schema_notices_what_is_wrong():
    assert list(schema_errors(changed(("devices", 0, "kind"), "spy"), SCHEMA))
    assert list(schema_errors(changed(("devices", 0, "maker", "because"), [1]), SCHEMA))
    assert list(schema_errors(changed(("started",), "2026-01-01"), SCHEMA))
    missing = copy.deepcopy(BASE)
    del missing["coverage"]
    assert list(schema_errors(missing, SCHEMA))


def test_the_schema_names_every_key_that_is_written():
    data = to_json(samples.scan(), WORDS)
    assert data.keys() == SCHEMA["properties"].keys()
    assert data["devices"][0].keys() == SCHEMA["$defs"]["device"]["properties"].keys()
    coverage = {*data["coverage"]}
    assert coverage == SCHEMA["$defs"]["coverage"]["properties"].keys()


TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}


def schema_errors(data, schema, where="$"):
    """The part of JSON Schema that our schema uses."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(
        isinstance(data, TYPES[kind]) and (kind == "boolean" or not isinstance(data, bool)) for kind in kinds
    ):
        yield f"{where}: type"
        return
    if ("const" in schema and data != schema["const"]) or ("enum" in schema and data not in schema["enum"]):
        yield f"{where}: {data!r}"
    if isinstance(data, str) and not re.search(schema.get("pattern", ""), data):
        yield f"{where}: {data!r}"
    if isinstance(data, int) and not schema.get("minimum", data) <= data <= schema.get("maximum", data):
        yield f"{where}: {data!r}"
    if isinstance(data, dict):
        yield from (f"{where}: no {key}" for key in schema.get("required", []) if key not in data)
        for key, entry in data.items():
            part = schema.get("properties", {}).get(key, schema.get("additionalProperties", {}))
            yield from schema_errors(entry, part, f"{where}.{key}")
    if isinstance(data, list):
        for entry in data:
            yield from schema_errors(entry, schema.get("items", {}), f"{where}[]")
