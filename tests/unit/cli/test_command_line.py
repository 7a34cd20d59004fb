"""The command line and its machine formats (design §7)."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.main import run_command

_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$")
_VALUE_KEYS = {"value", "certainty", "because", "against"}
_DEVICE_KEYS = {
    "id", "addresses", "mac", "kind", "is_camera", "brand", "maker", "model", "firmware", "firmware_built", "serial",
    "findings", "sightings",
}  # fmt: skip


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One practice scan that writes every kind of file."""
    folder = tmp_path_factory.mktemp("practice")
    files = {form: folder / f"scan.{form}" for form in ("json", "csv", "html", "pdf")}
    options = [option for form, file in files.items() for option in (f"--{form}", str(file))]
    assert run_command(["scan", "--practice", "--lang", "fr", *options]) == 0
    return files


def test_the_scan_file_has_the_stable_keys(practice):
    document = json.loads(practice["json"].read_text("utf-8"))
    assert document["schema"] == 1
    assert {
        "app_version",
        "knowledge_date",
        "started",
        "finished",
        "networks",
        "coverage",
        "devices",
    } <= document.keys()
    assert _TIME.match(document["started"])
    assert _TIME.match(document["finished"])
    assert document["networks"] == ["192.168.50.0/24"]
    for device in document["devices"]:
        assert device.keys() >= _DEVICE_KEYS
        assert device["is_camera"] in {True, False, None}
        for name in ("brand", "maker", "model", "firmware", "serial"):
            value = device[name]
            assert value.keys() >= _VALUE_KEYS
            assert (value["value"] is None) == (value["certainty"] == "not-known")
            assert all(isinstance(sentence, str) and sentence for sentence in value["because"] + value["against"])
        assert all(finding.keys() >= {"type", "id", "state", "source", "date"} for finding in device["findings"])
        assert all(sighting.keys() >= {"protocol", "fields"} for sighting in device["sightings"])


def test_the_other_files_hold_the_same_devices(practice):
    document = json.loads(practice["json"].read_text("utf-8"))
    rows = list(csv.DictReader(io.StringIO(practice["csv"].read_text("utf-8-sig"))))
    assert len(rows) == len(document["devices"])
    page = practice["html"].read_text("utf-8")
    assert '<html lang="fr"' in page
    assert "DS-2CD2143G2-I" in page
    assert practice["pdf"].read_bytes().startswith(b"%PDF")


def test_standard_output_holds_the_json_alone():
    run = subprocess.run(
        [sys.executable, "-m", "app", "scan", "--practice", "--json", "-"], capture_output=True, check=False, timeout=50
    )
    assert run.returncode == 0
    assert len(json.loads(run.stdout)["devices"]) > 20
    assert b"Looking for cameras" in run.stderr


def test_a_file_that_cannot_be_written_is_a_problem_and_the_others_are_written(tmp_path, capsys):
    good = tmp_path / "scan.json"
    assert (
        run_command(["scan", "--practice", "--csv", str(tmp_path / "missing" / "scan.csv"), "--json", str(good)]) == 1
    )
    assert json.loads(good.read_text("utf-8"))["devices"]
    assert "could not be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["scan", "--network", "8.8.8.0/24"], 3),
        (["scan", "--network", "nonsense"], 3),
        (["scan", "--interface", "no-such-adapter0"], 3),
        (["scan", "--no-such-option"], 2),
        (["no-such-command"], 2),
        ([], 2),
        (["identify", "/no/such/file"], 1),
        (["--help"], 0),
        (["--version"], 0),
    ],
)
def test_exit_codes(arguments, code, capsys):
    assert run_command(arguments) == code
    told = capsys.readouterr()
    assert told.err or told.out


def test_no_usable_network_is_said_in_both_languages(capsys):
    assert run_command(["scan", "--network", "8.8.8.0/24", "--lang", "fr"]) == 3
    assert "n’est pas un réseau privé" in capsys.readouterr().err


def identify(lines: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[list[dict], str]:
    file = tmp_path / "answers.jsonl"
    file.write_bytes(lines.encode("utf-8", "surrogateescape"))
    code = run_command(["identify", str(file)])
    told = capsys.readouterr()
    assert code == (1 if told.err else 0)
    return [json.loads(line) for line in told.out.splitlines()], told.err


def test_identify_answers_line_by_line(tmp_path, capsys):
    sadp = "<ProbeMatch><Types>inquiry</Types><DeviceDescription>DS-2CD2385G1-I</DeviceDescription></ProbeMatch>"
    printer_answer = {"type": "_ipp._tcp", "name": "Brother HL", "txt": {"ty": "Brother HL-L2350DW"}}
    asked = "\n".join(
        json.dumps(row)
        for row in (
            {"id": "a", "protocol": "sadp", "input": sadp},
            {"id": 7, "protocol": "mdns", "input": json.dumps(printer_answer)},
            {"id": "m", "protocol": "mac", "input": "44-19-B6-00-00-01"},
        )
    )  # fmt: skip
    answers, warnings = identify(asked, tmp_path, capsys)
    assert warnings == ""
    assert [answer["id"] for answer in answers] == ["a", 7, "m"]
    camera, printer, address = answers
    assert (camera["is_camera"], camera["kind"], camera["maker"], camera["model"]) == (
        True,
        "camera",
        "Hikvision",
        "DS-2CD2385G1-I",
    )
    assert (printer["is_camera"], printer["kind"]) == (False, "other")
    assert (address["is_camera"], address["maker"], address["certainty"]) == (None, "Hikvision", "possible")
    assert camera.keys() == {"id", "is_camera", "kind", "maker", "brand", "model", "firmware", "certainty", "because"}


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        "17",
        '{"id": 1}',
        '{"id": 1, "protocol": "zigbee", "input": "x"}',
        '{"id": 1, "protocol": "onvif", "input": "<broken"}',
        '{"id": 1, "protocol": ["http"], "input": "x"}',
        "[" * 5000,
        '{"id": NaN, "protocol": "mac", "input": "44-19-B6-00-00-01"}',
        '{"id": 1e999, "protocol": "mac", "input": "44-19-B6-00-00-01"}',
        f'{{"id": 1, "protocol": "mac", "input": "{"a" * 9_000_000}"}}',
        '{"id": 1, "protocol": "mdns", "input": "\udcff"}',
    ],
)
def test_broken_lines_yield_nulls_and_one_warning(line, tmp_path, capsys):
    (answer,), warnings = identify(line, tmp_path, capsys)
    assert (answer["is_camera"], answer["kind"], answer["maker"], answer["certainty"]) == (
        None,
        None,
        None,
        "not-known",
    )
    assert len(warnings.splitlines()) == 1


def test_knowledge_is_proven_and_counted(capsys):
    assert run_command(["knowledge", "check"]) == 0
    assert run_command(["knowledge", "stats"]) == 0
    assert re.search(r"^rules \d{3,}", capsys.readouterr().out, re.MULTILINE)


_LINE = b'{"id": "\xc3\xa9\\ud800", "protocol": "mac", "input": "44-19-B6-00-00-01"}\n'


def _run(command: str, stdin: bytes = _LINE, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """One run in a shell, which redirects the standard streams."""
    return subprocess.run(
        ["sh", "-c", f'"$0" -m app {command}', sys.executable],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=50,
        env={**os.environ, **environment},
    )


def test_the_output_is_utf_8_on_any_system_and_half_a_character_is_an_escape():
    ended = _run("identify", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert json.loads(ended.stdout)["id"] == "é\ud800"


@pytest.mark.parametrize("command", ["identify", "identify -"])
def test_the_mark_that_windows_writes_before_standard_input_is_no_part_of_it(command):
    ended = _run(command, stdin=b"\xef\xbb\xbf" + _LINE)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert json.loads(ended.stdout)["maker"] == "Hikvision"


@pytest.mark.parametrize("command", ["identify", "firmware", "advisories"])
def test_help_tells_when_lines_fail(command, capsys):
    assert run_command([command, "--help"]) == 0
    assert "exit code is 1" in " ".join(capsys.readouterr().out.split())


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
@pytest.mark.parametrize(
    "command",
    ["identify >/dev/full", "identify <&-", "scan --practice --json - >&-", "scan --practice --json - >/dev/full"],
)
def test_streams_that_are_closed_or_full_are_told_in_words(command):
    ended = _run(command)
    assert ended.returncode == 1
    assert b"The file - c" in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert b"Exception ignored" not in ended.stderr


def test_a_reader_that_goes_away_ends_it_without_a_traceback():
    ended = _run("identify | head -c 1 >/dev/null", stdin=_LINE * 3000)
    assert b"Traceback" not in ended.stderr
    assert b"Exception ignored" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of the shell")
def test_a_disk_that_is_full_leaves_the_earlier_file(tmp_path):
    """The limit of the size of files stands for the disk; 8 blocks hold no scan."""
    kept = tmp_path / "scan.json"
    kept.write_text("the earlier scan", encoding="utf-8")
    command = f"trap '' XFSZ; ulimit -f 8; \"$0\" -m app scan --practice --json '{kept}' >/dev/null"
    ended = subprocess.run(["sh", "-c", command, sys.executable], capture_output=True, check=False, timeout=50)
    assert ended.returncode == 1
    assert b"could not be written" in ended.stderr
    assert kept.read_text("utf-8") == "the earlier scan"
    assert list(tmp_path.iterdir()) == [kept]
