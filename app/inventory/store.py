"""What the person keeps: past scans and the names given to devices, in one SQLite file.

When a call returns, what it kept is on the disk (WAL with synchronous=FULL).
Use an Inventory in the thread that opened it; a second thread opens its own. Writers of several threads or processes
wait for each other for up to five seconds.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from app.inventory import schema
from app.model.problem import FileNotReadableError, FileNotWrittenError, InventoryDamagedError, InventoryNewerError
from app.places import data_folder

#: How many scans are kept; older ones go when a new one comes.
SCANS_KEPT = 50
_WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class DeviceName:
    """What the person calls a device and where it is; either may be empty."""

    name: str
    room: str = ""


def default_path() -> Path:
    """The file in the person's data folder."""
    return data_folder() / "inventory.sqlite3"


class Inventory:
    """The kept data. A context manager; raises FileNotWrittenError when the disk refuses."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open or make the file. Raises InventoryNewerError, InventoryDamagedError, FileNotReadableError.

        An InventoryDamagedError means that the file is untouched and in the way; `open_or_set_aside` moves it.
        """
        where = path or default_path()
        try:
            where.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(where, timeout=_WAIT_SECONDS, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise FileNotReadableError(str(error), file=str(where)) from error
        try:
            _prepare(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            raise FileNotReadableError(str(error), file=str(where)) from error
        except sqlite3.DatabaseError as error:
            connection.close()
            raise InventoryDamagedError(str(error), file=where.name) from error
        except InventoryNewerError:
            connection.close()
            raise
        return cls(connection, where)

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def keep_scan(self, document: Mapping[str, Any]) -> int:
        """Keep the machine form of a scan (design §7) with its `started` and `finished`; gives its number."""
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        with self._transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO scans (started, finished, document) VALUES (?, ?, ?)",
                (str(document["started"]), str(document["finished"]), text),
            )
            connection.execute(
                "DELETE FROM scans WHERE id NOT IN (SELECT id FROM scans ORDER BY id DESC LIMIT ?)", (SCANS_KEPT,)
            )
        return int(cursor.lastrowid or 0)

    def last_scan(self) -> dict[str, Any] | None:
        """The newest scan, None when there is none."""
        return self._document("SELECT document FROM scans ORDER BY id DESC LIMIT 1")

    def has_scans(self) -> bool:
        """Whether last_scan() has one to give."""
        return bool(self._rows("SELECT 1 FROM scans LIMIT 1"))

    def scan(self, number: int) -> dict[str, Any] | None:
        """The scan with this number, None when it is not kept (any more)."""
        return self._document("SELECT document FROM scans WHERE id = ?", number)

    def name(self, device_id: str) -> DeviceName | None:
        """What the person calls the device."""
        return self.names().get(device_id)

    def names(self) -> Mapping[str, DeviceName]:
        """Every name by device id."""
        rows = self._rows("SELECT device_id, name, room FROM device_names")
        return MappingProxyType({device_id: DeviceName(name, room) for device_id, name, room in rows})

    def set_name(self, device_id: str, name: str, room: str = "") -> None:
        """Name a device; empty name and room forget it."""
        name, room = name.strip(), room.strip()
        with self._transaction() as connection:
            if not name and not room:
                connection.execute("DELETE FROM device_names WHERE device_id = ?", (device_id,))
                return
            connection.execute(
                "INSERT INTO device_names (device_id, name, room, changed) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (device_id) DO UPDATE SET name = excluded.name, room = excluded.room, changed = excluded.changed",
                (device_id, name, room, datetime.now(UTC).isoformat(timespec="seconds")),
            )

    def _document(self, query: str, *parameters: object) -> dict[str, Any] | None:
        rows = self._rows(query, *parameters)
        if not rows:
            return None
        document: dict[str, Any] = json.loads(rows[0][0])
        return document

    def _rows(self, query: str, *parameters: object) -> list[Any]:
        try:
            return self._connection.execute(query, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            raise FileNotReadableError(str(error), file=str(self.path)) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise FileNotWrittenError(str(error), file=str(self.path)) from error


def open_or_set_aside(path: Path | None = None) -> tuple[Inventory, InventoryDamagedError | None]:
    """Open the file; a damaged one is renamed first and an empty one made. The error then names the renamed file.

    Raises InventoryNewerError and FileNotReadableError like Inventory.open.
    """
    try:
        return Inventory.open(path), None
    except InventoryDamagedError as damaged:
        aside = _set_aside(path or default_path())
        return Inventory.open(path), InventoryDamagedError(damaged.detail, file=str(aside))


def _prepare(connection: sqlite3.Connection) -> None:
    """Check and set up an open file. Raises InventoryNewerError, sqlite3.DatabaseError."""
    if schema.version(connection) > schema.NEWEST:
        raise InventoryNewerError
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    with closing(connection.execute("PRAGMA quick_check(1)")) as answer:
        verdict = str(answer.fetchone()[0])
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    schema.upgrade(connection)


def _set_aside(path: Path) -> Path:
    """Rename the file and its journal so that nothing is lost; gives the new path. Raises FileNotReadableError."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}-{os.getpid()}{path.suffix}")
    try:
        for ending in ("-wal", "-shm"):
            beside = path.with_name(path.name + ending)
            if beside.exists():
                beside.replace(aside.with_name(aside.name + ending))
        path.replace(aside)
    except OSError as error:
        raise FileNotReadableError(str(error), file=str(path)) from error
    return aside
