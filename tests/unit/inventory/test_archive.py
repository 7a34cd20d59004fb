import datetime as dt
import json
import random
import re
import time
import zipfile
from pathlib import Path

import pytest

from app.inventory.adder import TakenIn
from app.inventory.archive import export, take_in
from app.inventory.moments import utc
from app.inventory.photos import PHOTOS_OF_ONE_DEVICE
from app.inventory.store import Inventory
from app.model.decision import Choice, Decision
from app.model.kept import ByHand, DeviceNotes
from app.model.problem import ArchiveNotReadableError, FileNotWrittenError
from tests.unit.inventory.things import MAC, OTHER_MAC, camera, scan

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


def in_utc(tables: dict[str, list]) -> dict[str, list]:
    """The same, with every moment outside of scans as the file that took it in writes it."""

    def one(cell: object) -> object:
        if isinstance(cell, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", cell):
            return utc(dt.datetime.fromisoformat(cell))
        return cell

    return {table: [tuple(map(one, row)) for row in rows] for table, rows in tables.items()}


def test_an_export_taken_into_an_empty_inventory_is_the_same(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with filled(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        export(one, file)
        assert take_in(two, file) == TakenIn(3)
        assert [site.name for site in two.sites.all()] == ["Home", "Shop"]
        assert in_utc(all_rows(two)) == in_utc(all_rows(one))


def test_taking_in_the_same_file_twice_adds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with filled(tmp_path / "one.sqlite3") as one:
        export(one, file)
        before = all_rows(one)
        take_in(one, file)
        after = all_rows(one)
    assert after == before


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
        photos = {name: archive.read(name) for name in archive.namelist() if "/" in name}
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
        lambda data, photos: photos.update({"scans/1.json": b"{"}),
        lambda data, photos: photos.update({"scans/1.json": b"{}"}),
        lambda data, photos: photos.update({"scans/1.json": b'["' + b"\\\\" * 9 + b'"' + b",[]" * 2_100_000 + b"]"}),
        lambda data, photos: data["tables"]["photos"].append(dict(data["tables"]["photos"][0])),
        lambda data, photos: data["tables"].update(photos=[dict(data["tables"]["photos"][0], id=n) for n in range(13)]),
        lambda data, photos: data.update(tables=[]),
        lambda data, photos: data["tables"]["devices"][0].update(name=2**70),
        lambda data, photos: data["tables"]["devices"][0].update(name="\ud800"),
        lambda data, photos: data["tables"]["devices"][0].update(by_hand="{"),
        lambda data, photos: data["tables"]["devices"][0].update(by_hand="[]"),
        lambda data, photos: data["tables"]["events"][0].update(at=2**80),
        lambda data, photos: data["tables"]["decisions"][0].update(decided="2026-11-26T10:00:00"),
        lambda data, photos: data["tables"]["decisions"][0].update(decided="2026-11-26"),
        lambda data, photos: data["tables"]["decisions"][0].update(decided="2026-W48-4"),
        lambda data, photos: data["tables"]["decisions"][0].update(decided="0001-01-01T00:00:00+14:00"),
        lambda data, photos: data["tables"]["decisions"][0].update(decided=""),
        lambda data, photos: data["tables"]["decisions"][0].update(review="soon"),
        lambda data, photos: data["tables"].update(sites=[7]),
        lambda data, photos: photos.clear(),
        lambda data, photos: photos.update({"photos/1.jpg": b"GIF89a"}),
        lambda data, photos: photos.update({"photos/1.jpg": JPEG + b"\0" * 70_000 + b"Exif\0\0MM"}),
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


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_any_damage_to_the_file_is_told_in_one_way(tmp_path: Path, packing: int) -> None:
    file = tmp_path / "all.zip"
    with filled(tmp_path / "one.sqlite3") as one:
        export(one, file)
    with zipfile.ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    good, chance = file.read_bytes(), random.Random(3)
    refused = 0
    with Inventory.in_memory() as two:
        for _ in range(150):
            bad = bytearray(good)
            for _ in range(chance.choice([1, 2, 5])):
                bad[chance.randrange(len(bad))] = chance.randrange(256)
            file.write_bytes(bad[: chance.randrange(len(bad))] if chance.random() < 0.1 else bad)
            try:
                take_in(two, file)
            except ArchiveNotReadableError:
                refused += 1
    assert refused == 150 if packing in {zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2} else refused > 10


def test_a_small_file_that_grows_without_end_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = _zip(tmp_path / "all.zip", "camera-check.json", b'{"format":1,"x":"' + b" " * 20_000_000 + b'"}')
    with Inventory.in_memory() as two, pytest.raises(ArchiveNotReadableError) as refused:
        take_in(two, file)
    assert refused.value.detail == "larger than the limit"


def test_a_file_of_the_first_format_is_taken_in(tmp_path: Path) -> None:
    def as_before(data: dict, files: dict[str, bytes]) -> None:
        data["format"] = 1
        for row in data["tables"]["scans"]:
            row["document"] = files.pop(f"scans/{row['id']}.json").decode()

    file = tmp_path / "all.zip"
    with filled(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        export(one, file)
        take_in(two, _changed(file, as_before))
        assert in_utc(all_rows(two)) == in_utc(all_rows(one))


def test_cameras_that_swapped_their_addresses_keep_their_names(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with Inventory.open(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        one.scans.keep(scan(camera("192.168.1.10", mac=MAC), camera("192.168.1.11", mac=OTHER_MAC)))
        one.devices.say(ID, DeviceNotes("Till"))
        export(one, file)
        two.scans.keep(scan(camera("192.168.1.11", mac=MAC), camera("192.168.1.10", mac=OTHER_MAC), day=1))
        take_in(two, file)
        assert {device.id: device.own.name for device in two.devices.all()} == {ID: "Till", f"mac:{OTHER_MAC}": ""}
        assert two.devices.get("address:192.168.1.11").own.name == "Till"


def test_an_address_that_another_camera_has_now_names_nothing(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with Inventory.open(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        one.scans.keep(scan(camera("192.168.1.10")))
        one.devices.say("address:192.168.1.10", DeviceNotes("Till"))
        export(one, file)
        two.scans.keep(scan(camera("192.168.1.10", mac=OTHER_MAC), day=1))
        take_in(two, file)
        assert two.devices.get(f"mac:{OTHER_MAC}").own.name == ""
        assert sorted(device.own.name for device in two.devices.all()) == ["", "Till"]


def test_devices_entered_by_hand_on_two_computers_stay_two(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with Inventory.open(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        one.devices.enter(ByHand("camera", "Ring"), DeviceNotes("Door"))
        export(one, file)
        two.devices.enter(ByHand("camera", "Arlo"), DeviceNotes("Garden"))
        take_in(two, file)
        take_in(two, file)
        found = {device.id: device.own.name for device in two.devices.all()}
        assert sorted(found.values()) == ["Door", "Garden"]
        assert all(two.devices.get(device_id).own.name == name for device_id, name in found.items())


def _decided(inventory: Inventory, *dates: str) -> None:
    for date in dates:
        when = dt.datetime.fromisoformat(date)
        inventory.decisions.decide({ID: Decision(Choice.KEEP, f"{inventory.path.stem} {date[:10]}", decided=when)})


def _book(inventory: Inventory) -> list[str]:
    return [one.reason for one in inventory.decisions.all_of(ID)]


def test_decisions_stand_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with Inventory.open(tmp_path / "theirs.sqlite3") as one, Inventory.open(tmp_path / "mine.sqlite3") as two:
        _decided(one, "2026-11-03T10:00+14:00", "2026-11-09T10:00+00:00")
        _decided(two, "2030-01-01T10:00+00:00", "2026-11-05T10:00+00:00", "2026-11-12T10:00+00:00")
        export(one, file)
        take_in(two, file)
        assert _book(two) == [
            "mine 2026-11-12", "theirs 2026-11-09", "mine 2026-11-05", "mine 2030-01-01", "theirs 2026-11-03",
        ]  # fmt: skip
        take_in(two, file)
        assert len(_book(two)) == 5
        _decided(two, "2026-11-01T10:00+00:00")
        assert two.decisions.standing(ID).reason == "mine 2026-11-01"


@pytest.mark.parametrize("future", ["9999-12-31T00:00:00+00:00", "2999-01-01T00:00:00+00:00"])
def test_what_a_wrong_clock_dated_stands_above_nothing(tmp_path: Path, future: str) -> None:
    file = tmp_path / "all.zip"
    with Inventory.open(tmp_path / "theirs.sqlite3") as one, Inventory.open(tmp_path / "mine.sqlite3") as two:
        _decided(one, "2026-11-03T10:00+00:00", future)
        _decided(two, "2026-11-05T10:00+00:00")
        export(one, file)
        assert take_in(two, file).future == 1
        take_in(two, file)
        assert _book(two) == ["mine 2026-11-05", f"theirs {future[:10]}", "theirs 2026-11-03"]
        assert two.decisions.all_of(ID)[1].decided <= dt.datetime.now(dt.UTC)


def test_the_newest_scan_stays_the_newest(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with Inventory.open(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        for day in (1, 3):
            one.scans.keep(scan(camera(mac=MAC), day=day))
        for day in (2, 4):
            two.scans.keep(scan(camera(mac=MAC), day=day))
        export(one, file)
        take_in(two, file)
        assert [one.started.day for one in two.scans.all()] == [24, 23, 22, 21]
        assert two.scans.last() == scan(camera(mac=MAC), day=4)
        number = two.scans.keep(scan(camera(mac=MAC), day=5))
        assert two.scans.all()[0].id == number


def test_photos_beyond_what_a_device_keeps_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    with filled(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        one.photos.add(ID, JPEG + b"second", (640, 480))
        export(one, file)
        for number in range(PHOTOS_OF_ONE_DEVICE - 1):
            two.photos.add(ID, JPEG + bytes([number]), (640, 480))
        assert take_in(two, file).photos_left == 1
        assert len(two.photos.of(ID)) == PHOTOS_OF_ONE_DEVICE


def test_an_export_that_fails_leaves_nothing(tmp_path: Path) -> None:
    one = filled(tmp_path / "one.sqlite3")
    one.close()
    (tmp_path / "out").mkdir()
    with pytest.raises(FileNotWrittenError):
        export(one, tmp_path / "out" / "all.zip")
    assert list((tmp_path / "out").iterdir()) == []


def test_many_rows_of_one_device_are_taken_in_quickly(tmp_path: Path) -> None:
    def grown(data: dict, files: dict[str, bytes]) -> None:
        event = data["tables"]["events"][0]
        data["tables"]["events"] += [dict(event, id=n, before=str(n)) for n in range(100, 20_100)]
        device = data["tables"]["devices"][0]
        data["tables"]["devices"] += [dict(device, key=n, id=f"mac:{n}") for n in range(100, 2_100)]
        data["tables"]["marks"] += [{"mark": f"mac:{n}", "site": 0, "device": 1} for n in range(100, 2_100)]

    file = tmp_path / "all.zip"
    with filled(tmp_path / "one.sqlite3") as one, Inventory.open(tmp_path / "two.sqlite3") as two:
        export(one, file)
        _changed(file, grown)
        before = time.process_time()
        take_in(two, file)
        take_in(two, file)
        # Each row compared with each would take minutes.
        assert time.process_time() - before < 20
        assert len(two.devices.history(ID)) == 20_000 + len(one.devices.history(ID))
