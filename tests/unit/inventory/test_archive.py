import datetime as dt
import json
import zipfile
from pathlib import Path

import pytest

from app.inventory.archive import export, take_in
from app.inventory.store import Inventory
from app.model.decision import Choice, Decision
from app.model.kept import ByHand, DeviceNotes
from app.model.problem import ArchiveNotReadableError, FileNotWrittenError
from tests.unit.inventory.things import MAC, camera, scan

ID = f"mac:{MAC}"
JPEG = b"\xff\xd8\xff\xe0" + b"pixels" * 100


def filled(path: Path) -> Inventory:
    inventory = Inventory.open(path)
    inventory.sites.rename(1, "Home")
    shop = inventory.sites.add("Shop")
    inventory.scans.keep(scan(camera(mac=MAC)))
    inventory.scans.keep(scan(camera("10.0.0.9"), day=1), shop.id)
    inventory.devices.say(ID, DeviceNotes("Entrée « arrière »", "Garage", "Under the lamp"))
    inventory.devices.tell_firmware(ID, "5.4.0", dt.date(2026, 11, 1))
    inventory.decisions.decide({ID: Decision(Choice.LATER, "Wait", decided=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))})
    inventory.guides.tick(ID, "harden", "password", done=True)
    inventory.guides.answer(ID, "power", "poe")
    inventory.photos.add(ID, JPEG, (640, 480), "Front")
    inventory.devices.enter(ByHand("doorbell", "Ring"), DeviceNotes("Front door"))
    return inventory


def all_rows(inventory: Inventory) -> dict[str, list]:
    return {
        table: inventory.database.rows(f"SELECT * FROM {table}")
        for table in (
            "scans",
            "devices",
            "marks",
            "decisions",
            "guide_runs",
            "guide_ticks",
            "answers",
            "photos",
            "events",
        )
    }


def test_an_export_taken_into_an_empty_inventory_is_the_same(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with filled(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        export(one, file)
        assert take_in(two, file) == 3
        assert [site.name for site in two.sites.all()] == ["Home", "Shop"]
        assert all_rows(two) == all_rows(one)


def test_taking_in_the_same_file_twice_adds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with filled(tmp_path / "one.sqlite3") as one:
        export(one, file)
        before = all_rows(one)
        take_in(one, file)
        after = all_rows(one)
    # A device entered by hand has no mark that tells it from another one.
    assert {table: len(rows) for table, rows in after.items() if table not in {"devices", "marks", "events"}} == {
        table: len(rows) for table, rows in before.items() if table not in {"devices", "marks", "events"}
    }


def test_nothing_that_is_kept_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with filled(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        export(one, file)
        two.scans.keep(scan(camera("192.168.1.50", mac=MAC), day=9))
        two.devices.say(ID, DeviceNotes("Till"))
        two.decisions.decide({ID: Decision(Choice.KEEP, "Checked", decided=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))})
        take_in(two, file)
        assert two.devices.get(ID).own == DeviceNotes("Till", "Garage", "Under the lamp")
        assert two.decisions.standing(ID).reason == "Checked"
        assert [one.reason for one in two.decisions.all_of(ID)] == ["Checked", "Wait"]
        assert len(two.scans.all()) == 3


def _zip(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def _changed(path: Path, change) -> Path:
    with zipfile.ZipFile(path) as archive:
        data = json.loads(archive.read("camera-check.json"))
        photos = {name: archive.read(name) for name in archive.namelist() if name.startswith("photos/")}
    change(data, photos)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("camera-check.json", json.dumps(data))
        for name, content in photos.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda data, photos: data.update(version=99),
        lambda data, photos: data["tables"].pop("marks"),
        lambda data, photos: data["tables"]["devices"][0].pop("name"),
        lambda data, photos: data["tables"]["decisions"][0].update(choice="burn it"),
        lambda data, photos: data["tables"]["decisions"][0].update(facts="[]"),
        lambda data, photos: data["tables"]["events"][0].update(at="yesterday"),
        lambda data, photos: data["tables"]["devices"][0].update(first_seen="yesterday"),
        lambda data, photos: data["tables"]["devices"][0].update(name=[1]),
        lambda data, photos: data["tables"]["decisions"][0].update(device=4711),
        lambda data, photos: data["tables"]["scans"][0].update(document="{"),
        lambda data, photos: data["tables"]["scans"][0].update(document="{}"),
        lambda data, photos: data["tables"].update(sites=[7]),
        lambda data, photos: photos.clear(),
        lambda data, photos: photos.update({"photos/1.jpg": b"GIF89a"}),
        lambda data, photos: photos.update({"photos/1.jpg": b"\xff\xd8\xff" + b"\0" * 3_000_000}),
    ],
)
def test_a_file_that_is_not_right_changes_nothing(tmp_path: Path, change) -> None:
    file = tmp_path / "all.zip"
    with filled(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        export(one, file)
        with pytest.raises(ArchiveNotReadableError):
            take_in(two, _changed(file, change))
        assert all(rows == [] for rows in all_rows(two).values())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b'{"format": 1}'], ids=["empty", "cut", "not a zip"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "all.zip"
    file.write_bytes(content)
    with Inventory.open(tmp_path / "two.sqlite3") as two, pytest.raises(ArchiveNotReadableError):
        take_in(two, file)


def test_deep_json_is_refused(tmp_path: Path) -> None:
    file = _zip(tmp_path / "all.zip", "camera-check.json", b"[" * 200_000)
    with Inventory.open(tmp_path / "two.sqlite3") as two, pytest.raises(ArchiveNotReadableError):
        take_in(two, file)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with Inventory.open(tmp_path / "one.sqlite3") as one, pytest.raises(FileNotWrittenError):
        export(one, tmp_path / "nowhere" / "all.zip")
