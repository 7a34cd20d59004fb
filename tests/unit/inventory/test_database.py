import os
import random
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.inventory import schema
from app.inventory.database import COPY_EVERY, copy_path
from app.inventory.store import Inventory, default_path, open_or_set_aside
from app.model.kept import DeviceNotes
from app.model.problem import (
    AppError,
    FileNotReadableError,
    FileNotWrittenError,
    InventoryDamagedError,
    InventoryInUseError,
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
    connection.execute(f"PRAGMA application_id = {schema._OURS + schema.NEWEST + 1}")
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


def _kept_with_a_copy(path: Path) -> bytes:
    with Inventory.open(path) as inventory:
        inventory.scans.keep(scan(camera(mac=MAC)))
        for number in range(60):
            inventory.devices.say(f"mac:{number}", DeviceNotes(f"n{number}", "room", "note" * 50))
        inventory.database.copy_if_due()
    return path.read_bytes()


def _opens_whole(path: Path) -> AppError | None:
    inventory, problem = open_or_set_aside(path)
    with inventory:
        assert len(inventory.devices.all()) == 61
        inventory.devices.own_words()
        inventory.decisions.standing_by_id()
        for one in inventory.scans.all():
            inventory.scans.get(one.id)
        inventory.devices.say("mac:5", DeviceNotes("x", "y", "z"))
    return problem


def _pragma(name: str, value: int) -> Callable[[sqlite3.Connection], object]:
    return lambda connection: connection.execute(f"PRAGMA {name} = {value}")


@pytest.mark.parametrize(
    "damage",
    [
        _pragma("user_version", -1),
        _pragma("user_version", 0),
        _pragma("user_version", 1),
        _pragma("user_version", 77),
        _pragma("application_id", 77),
        lambda connection: connection.execute("DROP TABLE photos"),
        lambda connection: connection.execute("ALTER TABLE devices RENAME COLUMN room TO roam"),
        lambda connection: connection.execute("UPDATE devices SET name = CAST(x'ff41' AS TEXT) WHERE key = 5"),
        lambda connection: connection.execute("UPDATE events SET at = '2O26-11-26' WHERE id = 3"),
    ],
)
def test_what_no_program_of_ours_writes_is_damage(path: Path, damage: Callable[[sqlite3.Connection], object]) -> None:
    _kept_with_a_copy(path)
    connection = sqlite3.connect(path, isolation_level=None)
    damage(connection)
    connection.close()
    assert isinstance(_opens_whole(path), InventoryRestoredError)


@pytest.mark.parametrize(("at", "value"), [(18, 3), (19, 7), (47, 0x7F), (59, 2), (60, 0x80), (60, 1), (68, 1)])
def test_a_wrong_byte_at_the_head_is_damage(path: Path, at: int, value: int) -> None:
    content = bytearray(_kept_with_a_copy(path))
    content[at] = value
    path.write_bytes(content)
    assert isinstance(_opens_whole(path), InventoryRestoredError)


def test_whatever_is_damaged_can_be_read_and_written_after_the_start(path: Path) -> None:
    good = _kept_with_a_copy(path)
    copy = copy_path(path).read_bytes()
    tables = good.find(b"CREATE TABLE")
    chance = random.Random(5)
    for number in range(120):
        content = bytearray(good)
        length = chance.choice([1, 4, 16, 200])
        start = chance.randrange(100) if number % 3 == 0 else chance.randrange(len(good) - length)
        start = tables + chance.randrange(600) if number % 3 == 1 else start
        content[start : start + length] = chance.randbytes(length)
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(content[: chance.randrange(len(good))] if number % 10 == 9 else content)
        copy_path(path).write_bytes(copy)
        _opens_whole(path)


@pytest.mark.parametrize("version", [0, 1])
def test_two_programs_may_start_at_once(path: Path, version: int) -> None:
    for _ in range(3):
        path.parent.mkdir()
        if version:
            connection = sqlite3.connect(path)
            connection.executescript(schema._STEPS[0] + "PRAGMA user_version = 1;")
            connection.executemany(
                "INSERT INTO scans (started, finished, document) VALUES ('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', ?)",
                [(f'{{"devices": [{{"x": "{"y" * 20_000}"}}]}}',)] * 40,
            )
            connection.commit()
            connection.close()
        at = str(time.time() + 1.2)
        starts = [
            subprocess.Popen([sys.executable, "-c", _START, str(path), at], stdout=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        assert [start.communicate()[0] for start in starts] == ["None\n"] * 3
        for file in path.parent.iterdir():
            file.unlink()
        path.parent.rmdir()


_START = """
import sys, time
from pathlib import Path
from app.inventory.store import open_or_set_aside
from app.model.kept import DeviceNotes
while time.time() < float(sys.argv[2]):
    pass
inventory, problem = open_or_set_aside(Path(sys.argv[1]))
inventory.devices.say("mac:1", DeviceNotes("x"))
print(problem)
"""


def test_two_programs_that_find_one_damaged_file_restore_it_once(path: Path) -> None:
    content = _kept_with_a_copy(path)
    path.write_bytes(b"x" * len(content))
    at = str(time.time() + 1.2)
    starts = [
        subprocess.Popen([sys.executable, "-c", _START, str(path), at], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert all(start.communicate()[0] for start in starts)
    assert len(list(path.parent.glob("*-damaged-*.sqlite3"))) == 1
    assert _opens_whole(path) is None


def test_a_file_that_another_window_has_open_is_not_moved_away_under_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = _kept_with_a_copy(path)
    with Inventory.open(path) as inventory:
        monkeypatch.setattr("app.inventory.database._WAIT_SECONDS", 0.1)
        inventory.devices.say("mac:2", DeviceNotes("After the copy"))
        path.write_bytes(b"x" * len(content))
        with pytest.raises(FileNotReadableError):
            open_or_set_aside(path)
    assert isinstance(_opens_whole(path), InventoryRestoredError)


@pytest.mark.skipif(os.name != "posix", reason="Windows has this from the folder")
def test_nobody_else_on_the_computer_may_read(path: Path) -> None:
    old = os.umask(0)
    try:
        with Inventory.open(path) as inventory:
            inventory.devices.say("mac:1", DeviceNotes("x"))
            inventory.database.copy_if_due()
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
            path.chmod(0o644)
    finally:
        os.umask(old)
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    Inventory.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for name, mode in (("camera-check", 0o700), ("documents", 0o755)):
        folder = path.parent / name
        folder.mkdir()
        folder.chmod(0o755)
        Inventory.open(folder / path.name).close()
        assert stat.S_IMODE(folder.stat().st_mode) == mode


def test_half_copies_of_ended_programs_go_at_the_next_start(path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    path.parent.mkdir()
    dead = path.with_name(f"inventory-copy.sqlite3.{ended.pid}.half")
    running = path.with_name(f"inventory-copy.sqlite3.{os.getpid()}.half")
    old = path.with_name(f"inventory-version-1.sqlite3.{os.getpid()}.half")
    foreign = path.with_name("inventory-of-my-shop.half")
    for file in (dead, running, old, foreign):
        file.write_bytes(b"half")
    os.utime(old, (1, 1))
    Inventory.open(path).close()
    assert [file.exists() for file in (dead, running, old, foreign)] == [False, True, False, True]


def test_deleting_everything_leaves_no_file_of_ours(path: Path) -> None:
    with Inventory.open(path) as inventory:
        inventory.devices.say(f"mac:{MAC}", DeviceNotes("Zimmermann garage"))
        inventory.database.copy_if_due()
        whole = path.read_bytes()
        names = ["copy", "version-1", "damaged-2026-01-01T000000Z-7"]
        for name in [f"inventory-{name}.sqlite3{end}" for name in names for end in ("", "-wal", "-shm", ".4711.half")]:
            path.with_name(name).write_bytes(whole)
        mine = path.with_name("inventory-list.txt")
        mine.write_text("mine")
        inventory.delete_everything()
    assert {file.name: file.stat().st_size > 0 for file in path.parent.iterdir()} == {
        "inventory.sqlite3": True,
        "inventory.sqlite3.lock": False,
        "inventory-list.txt": True,
    }


def test_traces_that_another_window_keeps_are_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.inventory.database._WAIT_SECONDS", 0.1)
    with Inventory.open(path) as inventory:
        inventory.devices.say(f"mac:{MAC}", DeviceNotes("Zimmermann garage"))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT * FROM devices").fetchall()
        with pytest.raises(InventoryInUseError):
            inventory.delete_everything()
        assert inventory.devices.all() == ()
        other.close()
        inventory.delete_everything()
    assert b"Zimmermann" not in b"".join(file.read_bytes() for file in path.parent.iterdir())
