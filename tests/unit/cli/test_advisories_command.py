"""camera-check advisories (design §7)."""

import io
import json

import pytest

from app.cli.main import run_command

KEYS = {"id", "type", "state", "because", "source", "date"}


def answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, *options: str
) -> list[dict]:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert run_command(["advisories", *options]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_note_on_the_maker_is_told(monkeypatch, capsys):
    asked = {
        "id": 7,
        "maker": "Hikvision",
        "brand": None,
        "model": "DS-2CD2132F-I",
        "firmware": "V5.4.5 build 170123",
    }
    (answer,) = answers(monkeypatch, capsys, json.dumps(asked) + "\n")
    assert answer.keys() == {"id", "findings"}
    assert answer["id"] == 7
    assert all(finding.keys() == KEYS for finding in answer["findings"])
    states = {finding["id"]: finding["state"] for finding in answer["findings"]}
    assert states["CVE-2017-7921"] == "does-not-apply"
    assert states["CVE-2021-36260"] == "cannot-tell"
    assert "CVE-2023-28808" in states
    assert list(states) == sorted(states)


def test_reasons_are_told_in_french(monkeypatch, capsys):
    asked = json.dumps({"id": "a", "maker": "synology", "model": "BC500", "firmware": "1.0.7-0298"})
    english = answers(monkeypatch, capsys, asked)
    french = answers(monkeypatch, capsys, asked, "--lang", "fr")
    assert [one["id"] for one in english[0]["findings"]] == [one["id"] for one in french[0]["findings"]]
    assert all(
        one["because"] != other["because"]
        for one, other in zip(english[0]["findings"], french[0]["findings"], strict=True)
    )


def test_odd_lines_are_answered_and_warned_about(monkeypatch, capsys):
    lines = [
        "",
        "not json",
        "[1]",
        '{"id": 1}',
        '{"id": 2, "maker": 5}',
        '{"id": 3, "maker": "nobody"}',
        '{"id": 4, "x": 1e999}',
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert run_command(["advisories", "-"]) == 1
    captured = capsys.readouterr()
    found = [json.loads(line) for line in captured.out.splitlines()]
    assert [one["id"] for one in found] == [None, None, 1, 2, 3, None]
    assert all(one["findings"] == [] for one in found)
    assert captured.err.splitlines() == [
        "line 2: not JSON",
        "line 3: not an object",
        "line 5: not text: maker",
        "line 7: not JSON",
    ]


def test_the_same_question_has_the_same_answer(monkeypatch, capsys):
    asked = "\n".join(json.dumps({"id": number, "maker": "dahua", "model": "IPC-HFW5241E-ZE"}) for number in range(3))
    one, two, three = answers(monkeypatch, capsys, asked)
    assert one["findings"] == two["findings"] == three["findings"]


def test_a_file_that_is_not_there(capsys, tmp_path):
    assert run_command(["advisories", str(tmp_path / "none.jsonl")]) == 1
    assert capsys.readouterr().out == ""
