"""The file of the kept data: opened, proven, copied for a rainy day, set aside when damaged.

When a transaction ends, what it wrote is on the disk (WAL with synchronous=FULL). Use a Database in the thread that opened it;
a second thread or process opens its own. Writers wait for each other for up to five seconds.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from app.inventory import schema
from app.model.problem import (
    AppError,
    FileNotReadableError,
    FileNotWrittenError,
    InventoryDamagedError,
    InventoryNewerError,
    InventoryRestoredError,
)

_WAIT_SECONDS = 5.0
#: A copy is made when the last one is older.
COPY_EVERY = timedelta(hours=20)


class Database:
    """The open file. Raises FileNotWrittenError when the disk refuses, FileNotReadableError when it does not give."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        self._deep = False

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or make the file. Raises InventoryNewerError, InventoryDamagedError, FileNotReadableError.

        An InventoryDamagedError means that the file is untouched and in the way; `open_or_set_aside` moves it.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise FileNotReadableError(str(error), file=str(path)) from error
        try:
            _prepare(connection, path)
        except sqlite3.OperationalError as error:
            connection.close()
            raise FileNotReadableError(str(error), file=str(path)) from error
        except sqlite3.DatabaseError as error:
            connection.close()
            raise InventoryDamagedError(str(error), file=path.name) from error
        except AppError:
            connection.close()
            raise
        return cls(connection, path)

    @classmethod
    def in_memory(cls) -> Self:
        """One without a file; nothing of it stays."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        schema.upgrade(connection)
        return cls(connection, Path("memory"))

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._connection.close()

    def rows(self, query: str, *parameters: object) -> list[Any]:
        """What a query finds."""
        try:
            return self._connection.execute(query, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            raise FileNotReadableError(str(error), file=str(self.path)) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; one inside another belongs to the outer one."""
        if self._deep:
            yield self._connection
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._deep = True
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            finally:
                self._deep = False
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise FileNotWrittenError(str(error), file=str(self.path)) from error

    def shrink(self) -> None:
        """Give back the room of what was deleted, so that nothing of it is left in the file."""
        try:
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise FileNotWrittenError(str(error), file=str(self.path)) from error

    def copy_if_due(self) -> bool:
        """Copy the file beside itself when the last copy is older than COPY_EVERY; tells whether it did."""
        copy = copy_path(self.path)
        with suppress(OSError):
            made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
            if datetime.now(UTC) - made < COPY_EVERY:
                return False
        self.copy_to(copy)
        return True

    def copy_to(self, copy: Path) -> None:
        """Write a whole copy that needs no journal; the file of that name is replaced only by a complete one."""
        half = copy.with_name(f"{copy.name}.{os.getpid()}.half")
        try:
            half.unlink(missing_ok=True)
            with closing(sqlite3.connect(half)) as target:
                self._connection.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
            half.replace(copy)
        except (OSError, sqlite3.Error) as error:
            with suppress(OSError):
                half.unlink(missing_ok=True)
            raise FileNotWrittenError(str(error), file=str(copy)) from error


def copy_path(path: Path) -> Path:
    """Where the daily copy of the file lies."""
    return path.with_name(f"{path.stem}-copy{path.suffix}")


def open_or_set_aside(path: Path) -> tuple[Database, AppError | None]:
    """Open the file. A damaged one is renamed first; the last good copy takes its place, or an empty one where there is none.

    The problem given back then says which, and names the renamed file. Raises InventoryNewerError, FileNotReadableError.
    """
    try:
        return Database.open(path), None
    except InventoryDamagedError as damaged:
        aside = _set_aside(path)
        detail = damaged.detail
    copy = copy_path(path)
    if made := _good_copy(copy):
        try:
            path.write_bytes(copy.read_bytes())
            return Database.open(path), InventoryRestoredError(detail, file=str(aside), date=made.isoformat())
        except (OSError, InventoryDamagedError):
            path.unlink(missing_ok=True)
    return Database.open(path), InventoryDamagedError(detail, file=str(aside))


def _good_copy(copy: Path) -> date | None:
    """The day of the copy; None when there is none that can be read by this program."""
    if not copy.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as connection:
            if schema.version(connection) > schema.NEWEST or _verdict(connection) != "ok":
                return None
        return datetime.fromtimestamp(copy.stat().st_mtime).astimezone().date()
    except (OSError, sqlite3.Error):
        return None


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Check and set up an open file. Raises InventoryNewerError, sqlite3.DatabaseError."""
    before = schema.version(connection)
    if before > schema.NEWEST:
        raise InventoryNewerError
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    verdict = _verdict(connection)
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    if 0 < before < schema.NEWEST:
        Database(connection, path).copy_to(path.with_name(f"{path.stem}-version-{before}{path.suffix}"))
    schema.upgrade(connection)


def _verdict(connection: sqlite3.Connection) -> str:
    with closing(connection.execute("PRAGMA quick_check(1)")) as answer:
        return str(answer.fetchone()[0])


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
