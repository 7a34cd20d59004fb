"""Everything that is kept as one file, out and in: a zip with the tables as JSON, and each scan and photo by itself.

Taking a file in adds to what is there: devices are known again by their marks, nothing that is kept is overwritten.
"""

import datetime as dt
import json
import os
import re
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.inventory import schema
from app.inventory.adder import Adder, TakenIn
from app.inventory.moments import now
from app.inventory.photos import LARGEST_PHOTO
from app.inventory.store import Inventory
from app.model.problem import ArchiveNotReadableError, FileNotReadableError, FileNotWrittenError

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
#: What lies in files of its own: the column, the folder and the ending.
_APART = {"scans": ("document", "scans", "json"), "photos": ("jpeg", "photos", "jpg")}
_NAME = "camera-check.json"
#: Format 1 had the documents of the scans among the tables.
_FORMATS = (1, 2)
_LARGEST_JSON = 32 * 1024 * 1024
_MOST = {"scans": 5_000, "photos": 20_000}
#: How many texts, brackets and commas a text of JSON may have: two of them can take a hundred bytes of memory.
_MOST_VALUES = 4_000_000
_TOKEN = re.compile(rb'"[^"]*"?|[,\[{]')
#: Our own files are packed to a fiftieth at most; small ones may be what they want.
_MOST_TIMES, _SMALL = 200, 1_000_000

_Row = dict[str, Any]


def export(inventory: Inventory, path: Path) -> None:
    """Write everything to a file; one of that name is replaced only by a complete one. Raises FileNotWrittenError."""
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    try:
        with (
            zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive,
            inventory.database.transaction() as connection,
        ):
            tables = {table: _rows(connection, table, archive) for table in _TABLES}
            data = {"format": _FORMATS[-1], "version": schema.NEWEST, "made": now(), "tables": tables}
            content = json.dumps(data, ensure_ascii=False).encode()
            if len(content) > _LARGEST_JSON or _has_too_many_values(content):
                raise FileNotWrittenError("more than can be read back", file=path.name)
            _put(archive, _NAME, content)
        half.replace(path)
    except (OSError, ValueError, zipfile.LargeZipFile) as error:
        raise FileNotWrittenError(str(error), file=path.name) from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def take_in(inventory: Inventory, path: Path) -> TakenIn:
    """Add what a file holds, all or nothing. Raises ArchiveNotReadableError."""
    try:
        with zipfile.ZipFile(path) as archive, inventory.database.transaction() as connection:
            tables = _tables(archive)
            taken = Adder(
                connection, tables, lambda table, row: _apart(archive, table, row), dt.datetime.now(dt.UTC)
            ).add()
            _prove(inventory)
    except (
        OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, EOFError, RuntimeError, MemoryError,
        struct.error, zipfile.BadZipFile, zlib.error, FileNotReadableError,
    ) as error:  # fmt: skip
        raise ArchiveNotReadableError(str(error)[:200], file=path.name) from error
    except FileNotWrittenError as error:
        if not isinstance(error.__cause__, sqlite3.OperationalError):
            raise ArchiveNotReadableError(error.detail, file=path.name) from error
        raise
    return taken


def _rows(connection: sqlite3.Connection, table: str, archive: zipfile.ZipFile) -> list[_Row]:
    """The rows of a table; what lies in files of its own is put there, one after the other."""
    apart = _APART.get(table)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    columns = [name for name in columns if apart is None or name != apart[0]]
    found = connection.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 - our own words
    rows = [dict(zip(columns, row, strict=True)) for row in found]
    if apart is not None:
        column, folder, ending = apart
        for row in rows:
            query = f"SELECT {column} FROM {table} WHERE id = ?"  # noqa: S608 - likewise
            content = connection.execute(query, (row["id"],)).fetchone()[0]
            _put(archive, f"{folder}/{row['id']}.{ending}", content)
    return rows


def _put(archive: zipfile.ZipFile, name: str, content: bytes | str) -> None:
    """Without the time of the computer, which may be one that a zip file cannot hold."""
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o600 << 16
    archive.writestr(info, content, zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED)


def _tables(archive: zipfile.ZipFile) -> Mapping[str, list[_Row]]:
    untrusted = json.loads(_json(archive, _NAME))
    if untrusted["format"] not in _FORMATS or untrusted["version"] != schema.NEWEST:
        raise ValueError("another version")
    tables = {table: [dict(row) for row in untrusted["tables"][table]] for table in _TABLES}
    for table, most in _MOST.items():
        if len({int(row["id"]) for row in tables[table]}) != len(tables[table]) or len(tables[table]) > most:
            raise ValueError(f"too many {table}")
    return tables


def _apart(archive: zipfile.ZipFile, table: str, row: _Row) -> bytes:
    column, folder, ending = _APART[table]
    if table == "scans":
        inside = row.get(column)
        return inside.encode() if inside is not None else _json(archive, f"{folder}/{int(row['id'])}.{ending}")
    return _bytes(archive, f"{folder}/{int(row['id'])}.{ending}", LARGEST_PHOTO)


def _prove(inventory: Inventory) -> None:
    """Read all that was added; what is not as the tables want it raises, and the transaction takes it back."""
    inventory.scans.all()
    read: set[int | None] = set()
    for device in inventory.devices.all():
        key = inventory.devices.key(device.id, device.site)
        if key in read:
            continue
        read.add(key)
        inventory.devices.history(device.id, device.site)
        inventory.decisions.all_of(device.id, device.site)
        inventory.guides.runs(device.id, device.site)
        inventory.photos.of(device.id, device.site)
    inventory.devices.told_firmware(None)
    if wrong := inventory.database.fault():
        raise ValueError(wrong)


def _json(archive: zipfile.ZipFile, name: str) -> bytes:
    """JSON that does not grow beyond measure when it is read."""
    content = _bytes(archive, name, _LARGEST_JSON)
    if _has_too_many_values(content):
        raise ValueError("too many values")
    return content


def _has_too_many_values(content: bytes) -> bool:
    plain = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    return any(count >= _MOST_VALUES for count, _ in enumerate(_TOKEN.finditer(plain)))


def _bytes(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    info = archive.getinfo(name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("packed in another way")
    if info.file_size > limit or info.file_size > _SMALL + _MOST_TIMES * info.compress_size:
        raise ValueError("larger than the limit")
    with archive.open(info) as file:
        return file.read(limit)
