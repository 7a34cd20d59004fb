"""camera-check label: one JSON object, nothing hidden in it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import EXIT_DONE, EXIT_DONE_WITH_PROBLEMS, EXIT_WRONG_USAGE, run_command
from tests.label_photos import code, saved, sheet

FIELDS = {"model", "serial", "mac", "fcc_id", "grantee", "ised", "made", "firmware", "maker", "brand", "family"}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any], str]:
    result = run_command(["label", *arguments])
    said = capsys.readouterr()
    return result, json.loads(said.out) if said.out else {}, said.err


def test_typed_text(capsys: pytest.CaptureFixture[str]) -> None:
    result, said, errors = run(capsys, "HIKVISION", "Model: DS-2CD2042WD-I", "S/N: 123456789", "FCC ID: 2ADTD-2042WDI")
    assert (result, errors) == (EXIT_DONE, "")
    assert set(said) >= FIELDS | {"kind", "is_camera", "country", "shared_by", "found", "hidden", "notes", "next"}
    assert all(set(said[name]) == {"value", "certainty", "because", "against"} for name in FIELDS)
    assert said["model"]["value"] == "DS-2CD2042WD-I"
    assert (said["maker"]["value"], said["maker"]["certainty"]) == ("Hikvision", "likely")
    assert said["firmware"] == {"value": None, "certainty": "not-known", "because": [], "against": []}
    assert said["grantee"]["value"].startswith("Hangzhou Hikvision")
    assert said["is_camera"] is True


def test_standard_input_and_french(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("IPC-X999\nMot de passe : Xsecretx"))
    result, said, _ = run(capsys, "-", "--lang", "fr")
    assert result == EXIT_DONE
    assert said["hidden"] == ["password"]
    assert said["shared_by"]["begins_with"] == "IPC-"
    assert "secret" not in json.dumps(said)
    assert "réseau" in " ".join(step["text"] for step in said["next"])


def test_a_photo(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    picture = sheet(
        [code("www.hik-connect.com\r123456789\rXSECRETX\rDS-2CD2143G0-I\r"), code("4419B6123456", "Code128")]
    )
    result, said, _ = run(capsys, "--photo", str(saved(picture, tmp_path / "label.png")))
    assert result == EXIT_DONE
    assert (said["serial"]["value"], said["mac"]["value"]) == ("123456789", "44:19:b6:12:34:56")
    assert said["hidden"] == ["verification-code"]
    assert {"kind": "verification-code", "value": None, "codes": ["QR Code"]} in said["found"]
    assert "SECRET" not in json.dumps(said)


def test_a_bad_photo_is_said_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "phone.heic"
    path.write_bytes(b"\0\0\0\x24ftypheic" + bytes(40))
    result, said, errors = run(capsys, "--photo", str(path))
    assert (result, said) == (EXIT_DONE_WITH_PROBLEMS, {})
    assert "JPEG on the phone" in errors


def test_nothing_recognised_is_nulls_and_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    result, said, errors = run(capsys, "hello")
    assert result == EXIT_DONE
    assert all(said[name]["value"] is None for name in FIELDS)
    assert errors == "Nothing on this label was recognised.\n"


@pytest.mark.parametrize("arguments", [[], ["--photo"], ["text", "--photo", "file"]])
def test_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run_command(["label", *arguments]) == EXIT_WRONG_USAGE
    assert "usage" in capsys.readouterr().err


def test_the_help_names_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["label", "--help"]) == EXIT_DONE
    said = capsys.readouterr().out
    assert all(name in said for name in FIELDS)
