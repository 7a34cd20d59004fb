"""Everything that is kept as one file, out and in: a zip with the tables as JSON and the photos as pictures.

Taking a file in adds to what is there: devices are known again by their marks, nothing that is kept is overwritten.
"""

import json
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.inventory import schema
from app.inventory.moments import now
from app.inventory.store import Inventory
from app.model.problem import ArchiveNotReadableError, FileNotReadableError, FileNotWrittenError
from app.scan_file import from_json

_TABLES = (
    "sites",
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
_NAME = "camera-check.json"
_FORMAT = 1
_LARGEST_JSON = 512 * 1024 * 1024
_LARGEST_PHOTO = 2_000_000
_MOST_PHOTOS = 20_000

_Row = dict[str, Any]


def export(inventory: Inventory, path: Path) -> None:
    """Write everything to a file; one of that name is replaced only by a complete one. Raises FileNotWrittenError."""
    half = path.with_name(f"{path.name}.half")
    try:
        with (
            zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive,
            inventory.database.transaction() as connection,
        ):
            tables: dict[str, list[_Row]] = {}
            for table in _TABLES:
                cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own words
                names = [column[0] for column in cursor.description]
                tables[table] = [dict(zip(names, row, strict=True)) for row in cursor]
            for photo in tables["photos"]:
                archive.writestr(f"photos/{photo['id']}.jpg", photo.pop("jpeg"), zipfile.ZIP_STORED)
            data = {"format": _FORMAT, "version": schema.NEWEST, "made": now(), "tables": tables}
            archive.writestr(_NAME, json.dumps(data, ensure_ascii=False))
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise FileNotWrittenError(str(error), file=path.name) from error


def take_in(inventory: Inventory, path: Path) -> int:
    """Add what a file holds, all or nothing; gives how many devices it told of. Raises ArchiveNotReadableError."""
    try:
        with zipfile.ZipFile(path) as archive, inventory.database.transaction() as connection:
            tables = _tables(archive)
            _Adder(connection, tables, lambda name: _bytes(archive, name, _LARGEST_PHOTO)).add()
            _prove(inventory)
    except (
        OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError, zipfile.BadZipFile, zlib.error,
        RuntimeError, FileNotReadableError,
    ) as error:  # fmt: skip
        raise ArchiveNotReadableError(str(error)[:200], file=path.name) from error
    except FileNotWrittenError as error:
        if not isinstance(error.__cause__, sqlite3.OperationalError):
            raise ArchiveNotReadableError(error.detail, file=path.name) from error
        raise
    return len(tables["devices"])


def _tables(archive: zipfile.ZipFile) -> Mapping[str, list[_Row]]:
    untrusted = json.loads(_bytes(archive, _NAME, _LARGEST_JSON))
    if untrusted["format"] != _FORMAT or untrusted["version"] != schema.NEWEST:
        raise ValueError("another version")
    tables = {table: list(untrusted["tables"][table]) for table in _TABLES}
    if len(tables["photos"]) > _MOST_PHOTOS:
        raise ValueError("too many photos")
    for scan in tables["scans"]:
        from_json(json.loads(scan["document"]))
    return tables


def _prove(inventory: Inventory) -> None:
    """Read all that was added; what is not as the tables want it raises, and the transaction takes it back."""
    inventory.scans.all()
    for device in inventory.devices.all():
        inventory.devices.history(device.id, device.site)
        inventory.decisions.all_of(device.id, device.site)
        inventory.guides.runs(device.id, device.site)
        inventory.photos.of(device.id, device.site)
    inventory.devices.told_firmware()


def _bytes(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with archive.open(name) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise ValueError("larger than the limit")
    return content


class _Adder:
    """Adds foreign rows under numbers of our own."""

    def __init__(
        self, connection: sqlite3.Connection, tables: Mapping[str, list[_Row]], photo: Callable[[str], bytes]
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._photo = photo
        self._sites: dict[int, int] = {}
        self._devices: dict[int, int] = {}

    def add(self) -> None:
        for row in self._tables["sites"]:
            self._sites[row["id"]] = self._site(row)
        for row in self._tables["scans"]:
            row["site"] = self._sites[row["site"]]
            self._insert("scans", row, without=("id",), same=("site", "started", "finished"))
        self._add_devices()
        for row in self._tables["decisions"]:
            self._insert(
                "decisions", self._own(row), without=("number",), same=("device", "choice", "reason", "decided")
            )
        for row in self._tables["guide_runs"]:
            row["successor"] = self._devices.get(row["successor"])
            self._insert("guide_runs", self._own(row), same=("device", "guide"))
        for table, same in (("guide_ticks", ("device", "guide", "step")), ("answers", ("device", "question"))):
            for row in self._tables[table]:
                self._insert(table, self._own(row), same=same)
        for row in self._tables["photos"]:
            row["jpeg"] = self._photo(f"photos/{int(row['id'])}.jpg")
            if not row["jpeg"].startswith(b"\xff\xd8\xff"):
                raise ValueError("a photo is none")
            self._insert("photos", self._own(row), without=("id",), same=("device", "jpeg"))
        for row in self._tables["events"]:
            self._insert("events", self._own(row), without=("id",), same=("device", "at", "what", "before", "after"))

    def _site(self, row: _Row) -> int:
        rows = self._connection.execute("SELECT id FROM sites WHERE name = ?", (row["name"],)).fetchall()
        if rows:
            return int(rows[0][0])
        unnamed = self._connection.execute(
            "SELECT id FROM sites WHERE name = '' AND (SELECT count(*) FROM devices) = 0"
        ).fetchone()
        if unnamed:
            self._connection.execute("UPDATE sites SET name = ? WHERE id = ?", (row["name"], unnamed[0]))
            return int(unnamed[0])
        return self._insert("sites", row, without=("id",))

    def _add_devices(self) -> None:
        marks: dict[int, list[_Row]] = {}
        for mark in self._tables["marks"]:
            mark["site"] = self._sites[mark["site"]] if mark["site"] else 0
            marks.setdefault(mark["device"], []).append(mark)
        for row in self._tables["devices"]:
            own = marks.get(row["key"], [])
            row["site"] = self._sites[row["site"]]
            known = next((key for mark in own if (key := self._led_to(mark)) is not None), None)
            if known is None:
                self._devices[row["key"]] = self._insert("devices", row, without=("key",))
            else:
                self._devices[row["key"]] = known
                self._complete(known, row)
            for mark in own:
                mark["device"] = self._devices[row["key"]]
                self._insert("marks", mark, same=("mark", "site"))

    def _led_to(self, mark: _Row) -> int | None:
        if mark["mark"].startswith("hand:"):
            return None
        found = self._connection.execute(
            "SELECT device FROM marks WHERE mark = ? AND site = ?", (mark["mark"], mark["site"])
        ).fetchone()
        return int(found[0]) if found else None

    def _complete(self, key: int, row: _Row) -> None:
        for column in ("name", "room", "notes", "first_seen", "firmware"):
            self._connection.execute(
                f"UPDATE devices SET {column} = ? WHERE key = ? AND {column} = ''",  # noqa: S608 - our own words
                (row[column], key),
            )
        self._connection.execute(
            "UPDATE devices SET told_firmware = ?, told_on = ? WHERE key = ? AND told_firmware = ''",
            (row["told_firmware"], row["told_on"], key),
        )

    def _own(self, row: _Row) -> _Row:
        return {**row, "device": self._devices[row["device"]]}

    def _insert(self, table: str, row: _Row, *, without: tuple[str, ...] = (), same: tuple[str, ...] = ()) -> int:
        """Insert unless a row that is the same in the columns same is there."""
        columns = [
            name
            for (_, name, *_) in self._connection.execute(f"PRAGMA table_info({table})").fetchall()
            if name not in without
        ]
        values = [row[name] for name in columns]
        if same:
            fits = " AND ".join(f"{name} IS ?" for name in same)
            query = f"SELECT 1 FROM {table} WHERE {fits}"  # noqa: S608 - our own words
            if self._connection.execute(query, [row[name] for name in same]).fetchone():
                return 0
        gaps = ", ".join("?" * len(columns))
        cursor = self._connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({gaps})",  # noqa: S608 - our own words
            values,
        )
        return int(cursor.lastrowid or 0)
