import os
import sqlite3
import time
from pathlib import Path

import pytest

from app.inventory import schema
from app.inventory.database import COPY_EVERY, copy_path
from app.inventory.store import Inventory, default_path, open_or_set_aside
from app.model.kept import DeviceNotes
from app.model.problem import (
    FileNotReadableError,
    FileNotWrittenError,
    InventoryDamagedError,
    InventoryNewerError,
    InventoryRestoredError,
)
from tests.unit.inventory.things import MAC, camera, scan

NOT_A_DATABASE = [b"not a database at all, just some words" * 50, b"SQLite format 3\0" + b"\xff" * 5000]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "inventory.sqlite3"


def test_what_is_kept_is_on_the_disk(path: Path) -> None:
    with Inventory.open(path) as inventory:
        assert inventory.database.rows("PRAGMA journal_mode") == [("wal",)]
        assert inventory.database.rows("PRAGMA synchronous") == [(2,)]
        assert inventory.database.rows("PRAGMA foreign_keys") == [(1,)]


def test_the_file_lies_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMERA_CHECK_DATA", str(tmp_path / "mine"))
    with Inventory.open() as inventory:
        assert inventory.path == default_path() == tmp_path / "mine" / "inventory.sqlite3"


def test_a_newer_file_is_left_alone(path: Path) -> None:
    Inventory.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.NEWEST + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(InventoryNewerError):
        open_or_set_aside(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", NOT_A_DATABASE)
def test_a_damaged_file_without_a_copy_is_set_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(InventoryDamagedError):
        Inventory.open(path)
    assert path.read_bytes() == content
    inventory, damage = open_or_set_aside(path)
    with inventory:
        assert isinstance(damage, InventoryDamagedError)
        assert Path(damage.parameters["file"]).read_bytes() == content
        inventory.scans.keep(scan())


@pytest.mark.parametrize("content", NOT_A_DATABASE)
def test_a_damaged_file_is_set_aside_and_the_copy_takes_its_place(path: Path, content: bytes) -> None:
    with Inventory.open(path) as inventory:
        inventory.devices.say(f"mac:{MAC}", DeviceNotes("Back door"))
        assert inventory.database.copy_if_due()
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(content)
    inventory, problem = open_or_set_aside(path)
    with inventory:
        assert isinstance(problem, InventoryRestoredError)
        assert Path(problem.parameters["file"]).read_bytes() == content
        assert inventory.devices.own_words()[f"mac:{MAC}"].name == "Back door"


def test_a_damaged_copy_is_not_taken(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(NOT_A_DATABASE[0])
    copy_path(path).write_bytes(NOT_A_DATABASE[1])
    inventory, problem = open_or_set_aside(path)
    inventory.close()
    assert isinstance(problem, InventoryDamagedError)


def test_damage_inside_the_tables_is_noticed(path: Path) -> None:
    with Inventory.open(path) as inventory:
        for number in range(40):
            inventory.scans.keep(scan(*(camera(f"192.168.1.{last}") for last in range(1, 20)), day=number))
    content = bytearray(path.read_bytes())
    content[4096 * 8 : 4096 * 30] = b"\xa5" * (4096 * 22)
    path.write_bytes(content)
    inventory, damage = open_or_set_aside(path)
    inventory.close()
    assert damage is not None


def test_a_copy_is_made_once_a_day(path: Path) -> None:
    with Inventory.open(path) as inventory:
        assert inventory.database.copy_if_due()
        assert not inventory.database.copy_if_due()
        old = time.time() - COPY_EVERY.total_seconds() - 60
        os.utime(copy_path(path), (old, old))
        assert inventory.database.copy_if_due()
        assert list(path.parent.glob("*.half")) == []


def test_a_folder_in_the_way_is_not_damage(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(FileNotReadableError):
        open_or_set_aside(path)
    assert path.is_dir()


def test_a_closed_file_gives_our_own_errors(path: Path) -> None:
    inventory = Inventory.open(path)
    inventory.close()
    inventory.close()
    with pytest.raises(FileNotWrittenError):
        inventory.devices.say("mac:1", DeviceNotes("x"))
    with pytest.raises(FileNotReadableError):
        inventory.devices.own_words()


def _half(inventory: Inventory) -> None:
    with inventory.database.transaction():
        inventory.devices.say("mac:1", DeviceNotes("x"))
        raise ZeroDivisionError


def test_what_fails_half_way_changes_nothing(path: Path) -> None:
    with Inventory.open(path) as inventory:
        with pytest.raises(ZeroDivisionError):
            _half(inventory)
        assert dict(inventory.devices.own_words()) == {}
        inventory.devices.say("mac:1", DeviceNotes("y"))
        assert inventory.devices.own_words()["mac:1"].name == "y"


def test_everything_can_be_deleted(path: Path) -> None:
    with Inventory.open(path) as inventory:
        inventory.scans.keep(scan(camera(mac=MAC)))
        inventory.devices.say(f"mac:{MAC}", DeviceNotes("Zimmermann garage"))
        inventory.database.copy_if_due()
        inventory.delete_everything()
        assert inventory.devices.all() == ()
        assert not inventory.has_scans
        assert [site.id for site in inventory.sites.all()] == [1]
        inventory.scans.keep(scan(camera()))
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"Zimmermann" not in left
    assert MAC.encode() not in left


def test_a_file_of_version_1_is_brought_up_to_date_and_copied_before(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.executescript(schema._STEPS[0] + "PRAGMA user_version = 1;")
    connection.execute(
        "INSERT INTO scans (started, finished, document) VALUES ('2026-01-01T10:00:00+00:00', '2026-01-01T10:00:04+00:00', ?)",
        ('{"devices": [{"is_camera": true}, {"is_camera": false}, {"is_camera": null}]}',),
    )
    connection.executemany(
        "INSERT INTO device_names VALUES (?, ?, ?, '2026-01-01')",
        [(f"mac:{MAC}", "Back door", "Garden"), ("address:192.168.1.7", "Old one", "")],
    )
    connection.commit()
    connection.close()
    with Inventory.open(path) as inventory:
        assert inventory.devices.own_words() == {
            f"mac:{MAC}": DeviceNotes("Back door", "Garden"),
            "address:192.168.1.7": DeviceNotes("Old one"),
        }
        assert [(one.devices, one.cameras, one.site) for one in inventory.scans.all()] == [(3, 1, 1)]
        inventory.scans.keep(scan(camera(mac=MAC)))
        assert len(inventory.devices.all()) == 2
    before = sqlite3.connect(path.with_name("inventory-version-1.sqlite3"))
    assert before.execute("SELECT count(*) FROM device_names").fetchone() == (2,)
    before.close()
