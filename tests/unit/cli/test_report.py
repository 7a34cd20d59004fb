"""camera-check report: sources, kinds, files, refusals."""

import csv
import io
import json
import zipfile

import pypdf
import pytest

from app.cli.main import run_command
from app.inventory.store import Inventory
from app.model.kept import DeviceNotes
from app.scan_file import write_text
from app.words import Language, words_for
from tests.unit.report import samples
from tests.unit.report.json_schema import errors

WORDS = words_for(Language.ENGLISH)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CAMERA_CHECK_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scan.json").write_text(write_text(samples.scan(3), WORDS), "utf-8")
    return tmp_path


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_file_of_a_report(folder):
    command = ["report", "--from", "scan.json", "--kind", "audit", "--place", "Shop", "--by", "Ana", "--lang", "both"]
    files = ["--html", "a.html", "--csv", "a.csv", "--json", "a.json", "--pdf", "a.pdf", "--bundle", "a.zip"]
    assert run_command([*command, *files]) == 0
    data = json.loads((folder / "a.json").read_text("utf-8"))
    assert list(errors(data)) == []
    assert (data["redacted"], data["languages"]) == (True, ["en", "fr"])
    assert len(rows((folder / "a.csv").read_text("utf-8"))) == 5
    assert (folder / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert '<section id="part-2" lang="fr"' in (folder / "a.html").read_text("utf-8")
    assert zipfile.ZipFile(folder / "a.zip").namelist() == ["bundle.json", "scan-1.json", "report.html"]
    pages = pypdf.PdfReader(folder / "a.pdf").pages
    assert any("Auditdescaméras" in "".join(page.extract_text().split()) for page in pages)
    assert "44:19:b6" not in (folder / "a.html").read_text("utf-8")


def test_a_bundle_opens_again_and_says_the_same_marks(folder):
    assert run_command(["report", "--from", "scan.json", "--kind", "audit", "--bundle", "a.zip", "--csv", "a.csv"]) == 0
    assert run_command(["report", "--from", "a.zip", "--kind", "record", "--csv", "b.csv", "--without", "others"]) == 0
    first, second = (rows((folder / name).read_text("utf-8")) for name in ("a.csv", "b.csv"))
    assert [row["mark"] for row in first] == [row["mark"] for row in second]


def test_several_files_are_one_report(folder):
    (folder / "two.json").write_text(write_text(samples.scan(5), WORDS), "utf-8")
    command = ["report", "--from", "scan.json", "--from", "two.json", "--kind", "audit", "--no-redact"]
    assert run_command([*command, "--json", "a.json"]) == 0
    data = json.loads((folder / "a.json").read_text("utf-8"))
    assert [scan["place"] for scan in data["scans"]] == ["scan", "two"]
    assert len([device for device in data["devices"] if device["also_in"]]) == 5
    assert len(data["devices"]) == 7


def test_the_kept_scan_is_the_source_when_none_is_named(folder, capsys):
    assert run_command(["report", "--kind", "record", "--html", "a.html"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[:2] == ["There is no kept scan to report on.", "Scan first. Then ask for the report again."]
    with Inventory.open() as inventory:
        number = inventory.scans.keep(samples.scan(2))
        inventory.devices.say(samples.camera(0).id, DeviceNotes("Back door", "Yard"))
        inventory.sites.rename(1, "Home")
        other = inventory.sites.add("Shop")
        inventory.scans.keep(samples.scan(1), other.id)
    for source in ([], ["--scan", str(number)]):
        assert run_command(["report", *source, "--kind", "record", "--html", "-"]) == 0
        out = capsys.readouterr().out
        assert "Back door" in out
        assert "Home" in out
        assert "Shop" not in out
    assert run_command(["report", "--all-places", "--kind", "audit", "--no-redact", "--html", "-"]) == 0
    assert "Shop" in capsys.readouterr().out
    assert run_command(["report", "--scan", "99", "--kind", "record", "--html", "a.html"]) == 1


def test_damaged_data_are_set_aside_and_the_copy_is_used(folder, capsys):
    with Inventory.open() as inventory:
        inventory.scans.keep(samples.scan(2))
        inventory.database.copy_if_due()
        path = inventory.path
    path.write_bytes(b"no inventory" * 1000)
    assert run_command(["report", "--kind", "record", "--html", "a.html"]) == 0
    assert "They were set aside as " in capsys.readouterr().err
    assert len(list(path.parent.glob("*-damaged-*.sqlite3"))) == 1


def test_one_device_one_guide_one_sheet(folder, capsys):
    device = samples.camera(0).id
    for kind, more in (
        ("device", []),
        ("needs", []),
        ("guide", ["--guide", "harden-camera"]),
        ("guide", ["--guide", "none"]),
    ):
        code = run_command(
            ["report", "--from", "scan.json", "--kind", kind, "--device", device, *more, "--csv", "-", "--no-bom"]
        )
        assert code == (1 if more == ["--guide", "none"] else 0)
    out = capsys.readouterr().out
    assert "number,step,title" in out
    assert run_command(["report", "--from", "scan.json", "--kind", "device", "--html", "x.html"]) == 1
    assert not (folder / "x.html").exists()


def test_parts_can_be_put_in_and_left_out(capsys):
    command = ["report", "--from", "scan.json", "--kind", "insurer", "--html", "-"]
    assert run_command([*command, "--include", "qr", "--without", "signature"]) == 0
    out = capsys.readouterr().out
    assert '<figure class="qr">' in out
    assert "Prepared by" not in out


def test_wrong_use_is_said(capsys, folder):
    assert run_command(["report", "--kind", "audit"]) == 2
    assert run_command(["report", "--from", "scan.json", "--kind", "audit"]) == 2
    assert "--html" in capsys.readouterr().err
    assert run_command(["report", "--from", "missing.json", "--kind", "audit", "--html", "-"]) == 1
    (folder / "broken.json").write_text("{", "utf-8")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04...")
    for name in ("broken.json", "broken.zip"):
        assert run_command(["report", "--from", name, "--kind", "audit", "--html", "-"]) == 1


def test_one_file_that_fails_does_not_stop_the_others(folder, capsys):
    command = ["report", "--from", "scan.json", "--kind", "record"]
    assert run_command([*command, "--html", "no/such/folder/a.html", "--csv", "a.csv"]) == 1
    assert (folder / "a.csv").exists()
    assert "could not be written" in capsys.readouterr().err


def test_what_goes_to_others_is_redacted_and_the_key_stays(folder, capsys):
    command = ["report", "--from", "scan.json", "--kind", "record", "--html", "a.html"]
    assert run_command([*command, "--bundle", "a.zip"]) == 0
    assert "44:19:b6" not in (folder / "a.html").read_text("utf-8")
    assert run_command([*command, "--bundle", "a.zip", "--no-redact"]) == 0
    assert "44:19:b6" in (folder / "a.html").read_text("utf-8")
    (folder / "a.zip").unlink()
    assert run_command(["report", "--from", "scan.json", "--kind", "key", "--bundle", "a.zip"]) == 2
    assert "stays at home" in capsys.readouterr().err
    assert not (folder / "a.zip").exists()
