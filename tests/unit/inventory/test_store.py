import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.inventory import schema
from app.inventory.store import SCANS_KEPT, DeviceName, Inventory, default_path, open_or_set_aside
from app.model.problem import FileNotReadableError, FileNotWrittenError, InventoryDamagedError, InventoryNewerError


def document(number: int = 1) -> dict:
    return {
        "schema": 1,
        "started": "2026-11-23T10:00:00-05:00",
        "finished": "2026-11-23T10:00:04-05:00",
        "devices": [{"id": f"mac:{number}", "name": "Entrée «\u00a0arrière\u00a0»"}],
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "inventory.sqlite3"


def test_an_empty_inventory_has_nothing(path: Path) -> None:
    with Inventory.open(path) as inventory:
        assert inventory.last_scan() is None
        assert inventory.scan(1) is None
        assert inventory.name("mac:x") is None
        assert dict(inventory.names()) == {}


def test_scans_come_back_as_they_were(path: Path) -> None:
    with Inventory.open(path) as inventory:
        first = inventory.keep_scan(document(1))
        second = inventory.keep_scan(document(2))
    with Inventory.open(path) as inventory:
        assert inventory.scan(first) == document(1)
        assert inventory.scan(second) == document(2)
        assert inventory.last_scan() == document(2)


def test_only_the_newest_scans_are_kept(path: Path) -> None:
    with Inventory.open(path) as inventory:
        numbers = [inventory.keep_scan(document(n)) for n in range(SCANS_KEPT + 3)]
        assert [inventory.scan(n) is not None for n in numbers] == [False] * 3 + [True] * SCANS_KEPT


def test_names_are_kept_changed_and_forgotten(path: Path) -> None:
    with Inventory.open(path) as inventory:
        inventory.set_name("mac:1", " Back door ", "Garden")
        inventory.set_name("mac:2", "", "Shop")
        inventory.set_name("mac:1", "Porte arrière")
    with Inventory.open(path) as inventory:
        assert inventory.name("mac:1") == DeviceName("Porte arrière")
        assert inventory.names() == {"mac:1": DeviceName("Porte arrière"), "mac:2": DeviceName("", "Shop")}
        inventory.set_name("mac:1", "  ")
        assert inventory.name("mac:1") is None


def test_a_scan_without_times_is_refused_and_changes_nothing(path: Path) -> None:
    with Inventory.open(path) as inventory:
        with pytest.raises(KeyError):
            inventory.keep_scan({"devices": []})
        assert inventory.last_scan() is None
        inventory.keep_scan(document())


def test_what_is_kept_is_on_the_disk(path: Path) -> None:
    with Inventory.open(path) as inventory:
        assert inventory._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert inventory._connection.execute("PRAGMA synchronous").fetchone() == (2,)


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


@pytest.mark.parametrize(
    "content", [b"not a database at all, just some words" * 50, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_file_is_set_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(InventoryDamagedError):
        Inventory.open(path)
    assert path.read_bytes() == content
    inventory, damage = open_or_set_aside(path)
    with inventory:
        assert isinstance(damage, InventoryDamagedError)
        assert Path(damage.parameters["file"]).read_bytes() == content
        inventory.keep_scan(document())


def test_damage_inside_the_tables_is_noticed(path: Path) -> None:
    with Inventory.open(path) as inventory:
        for number in range(40):
            inventory.keep_scan({**document(number), "filler": "x" * 5000})
    content = bytearray(path.read_bytes())
    content[4096 * 8 : 4096 * 30] = b"\xa5" * (4096 * 22)
    path.write_bytes(content)
    inventory, damage = open_or_set_aside(path)
    inventory.close()
    assert damage is not None


def test_an_undamaged_file_is_opened_without_a_word(path: Path) -> None:
    Inventory.open(path).close()
    inventory, damage = open_or_set_aside(path)
    inventory.close()
    assert damage is None


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
        inventory.set_name("mac:1", "x")
    with pytest.raises(FileNotReadableError):
        inventory.names()


def test_two_writers_wait_for_each_other(path: Path) -> None:
    Inventory.open(path).close()

    def write(first: int) -> None:
        with Inventory.open(path) as inventory:
            for number in range(10):
                inventory.set_name(f"mac:{first + number}", "x")

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Inventory.open(path) as inventory:
        assert len(inventory.names()) == 30


_WRITER = """
import sys
from pathlib import Path
from app.inventory.store import Inventory

inventory = Inventory.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10**9):
    inventory.set_name(f"mac:{number}", f"name {number}")
    print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_nothing_acknowledged_is_lost_when_killed(path: Path) -> None:
    acknowledged: list[int] = []
    for round_number in range(20):
        first = round_number * 10_000
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), str(first)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ},
        )
        assert writer.stdout is not None
        acknowledged += [int(writer.stdout.readline()) for _ in range(1 + round_number % 7)]
        writer.kill()
        rest = writer.stdout.read()
        # The last line may be cut in the middle by the kill.
        acknowledged += [int(line) for line in rest.split("\n")[:-1]]
        writer.stdout.close()
        writer.wait()
    inventory, damage = open_or_set_aside(path)
    with inventory:
        names = inventory.names()
    assert damage is None
    assert len(acknowledged) >= 20
    assert [number for number in acknowledged if names.get(f"mac:{number}") != DeviceName(f"name {number}")] == []
