"""The file of the kept data: opened, proven, copied for a rainy day, set aside when damaged.

When a transaction ends, what it wrote is on the disk (WAL with synchronous=FULL). Use a Database in the thread that opened it;
a second thread or process opens its own. Writers wait for each other for up to five seconds.
"""

import os
import re
import shutil
import sqlite3
import stat
import time
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
    InventoryInUseError,
    InventoryNewerError,
    InventoryRestoredError,
)

_WAIT_SECONDS = 5.0
#: A copy is made when the last one is older.
COPY_EVERY = timedelta(hours=20)
#: A half copy that is older belongs to nobody, whoever has its process number now.
_HALF_AFTER_SECONDS = 3600

#: The name of the program's own folder of data on every system.
_FOLDER = "camera-check"

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
#: What the system may refuse while the file is whole. The low byte of an error code is its kind.
_REFUSED = (
    *_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS,
)  # fmt: skip
_KIND = 0xFF


class Database:
    """The open file. Raises FileNotWrittenError when the disk refuses, FileNotReadableError when it does not give."""

    def __init__(self, connection: sqlite3.Connection, path: Path, hold: sqlite3.Connection | None = None) -> None:
        self._connection = connection
        self._hold = hold
        self.path = path
        self._deep = False

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or make the file. Raises InventoryNewerError, InventoryDamagedError, FileNotReadableError.

        An InventoryDamagedError means that the file is untouched and in the way; `open_or_set_aside` moves it.
        """
        hold = _hold(path, alone=False)
        try:
            return cls(_open(path), path, hold)
        except BaseException:
            hold.close()
            raise

    @classmethod
    def in_memory(cls) -> Self:
        """One without a file; nothing of it stays."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        with _writing(connection):
            schema.upgrade(connection)
        return cls(connection, Path("memory"))

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._connection.close()
        if self._hold is not None:
            self._hold.close()

    def rows(self, query: str, *parameters: object) -> list[Any]:
        """What a query finds."""
        try:
            return self._connection.execute(query, parameters).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise FileNotReadableError(str(error), file=str(self.path)) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; one inside another belongs to the outer one."""
        if self._deep:
            yield self._connection
            return
        try:
            with _writing(self._connection):
                self._deep = True
                try:
                    yield self._connection
                finally:
                    self._deep = False
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise FileNotWrittenError(str(error), file=str(self.path)) from error

    def fault(self) -> str:
        """What no row may be, "" when all is well: for rows that came from another file."""
        try:
            return schema.fault(self._connection)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise FileNotReadableError(str(error), file=str(self.path)) from error

    def shrink(self) -> None:
        """Give back the room of what was deleted, so that nothing of it is left in the file. Raises InventoryInUseError."""
        try:
            self._connection.execute("VACUUM")
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.Error as error:
            if _kind(error) in _BUSY:
                raise InventoryInUseError(str(error)) from error
            raise FileNotWrittenError(str(error), file=str(self.path)) from error
        if busy:
            raise InventoryInUseError("the journal could not be emptied")

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
            _make_private(half)
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


def files_beside(path: Path) -> list[Path]:
    """Every copy, version, damaged file and half file that this program left beside the file."""
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    ours = re.compile(
        rf"{stem}-(copy|version-\d+|damaged-.+){suffix}(-wal|-shm|-journal)?(\.\d+\.half)?|{stem}{suffix}\.\d+\.half"
    )
    with suppress(OSError):
        return [one for one in path.parent.iterdir() if ours.fullmatch(one.name)]
    return []


def open_or_set_aside(path: Path) -> tuple[Database, AppError | None]:
    """Open the file. A damaged one is renamed first; the last good copy takes its place, or an empty one where there is none.

    The problem given back then says which, and names the renamed file. Raises InventoryNewerError, FileNotReadableError.
    """
    try:
        return Database.open(path), None
    except InventoryDamagedError:
        pass
    problem: AppError | None = None
    with closing(_hold(path, alone=True)):
        try:  # another window may have put it right meanwhile
            _open(path).close()
        except InventoryDamagedError as damaged:
            aside, copy = _set_aside(path), copy_path(path)
            problem = InventoryDamagedError(damaged.detail, file=str(aside))
            if made := _good_copy(copy):
                with suppress(OSError):
                    _put_in_place(copy, path)
                    problem = InventoryRestoredError(damaged.detail, file=str(aside), date=made.isoformat())
    return Database.open(path), problem


def _hold(path: Path, *, alone: bool) -> sqlite3.Connection:
    """Keep the file where it is until this is closed; alone: as the only program, to put another one in its place.

    Else the journal of one file would be taken for that of the other. SQLite's lock goes with its process, whatever ends it.
    Raises FileNotReadableError when the other programs do not let go.
    """
    lock = path.with_name(f"{path.name}.lock")
    try:
        _make_folder(path.parent)
        if lock.exists() and lock.stat().st_size:
            lock.unlink()  # nothing of ours: it stays empty
        _make_private(lock)
        connection = sqlite3.connect(lock, timeout=_WAIT_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise FileNotReadableError(str(error), file=str(path)) from error
    try:
        connection.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        connection.close()
        raise FileNotReadableError(str(error), file=str(path)) from error
    return connection


def _open(path: Path) -> sqlite3.Connection:
    """Raises what Database.open raises."""
    try:
        _make_private(path)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise FileNotReadableError(str(error), file=str(path)) from error
    try:
        _prepare_patiently(connection, path)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        connection.close()
        if _is_damage(error, path):
            raise InventoryDamagedError(str(error), file=path.name) from error
        raise FileNotReadableError(str(error), file=str(path)) from error
    except BaseException:
        connection.close()
        raise
    _clean(path)
    return connection


def _put_in_place(copy: Path, path: Path) -> None:
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    half.unlink(missing_ok=True)
    _make_private(half)
    shutil.copyfile(copy, half)
    half.replace(path)


def _good_copy(copy: Path) -> date | None:
    """The day of the copy; None when there is none that can be read by this program."""
    if not copy.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            have = schema.version(connection)
            if not 0 < have <= schema.NEWEST:
                return None
            if schema.integrity(connection) or (have == schema.NEWEST and schema.fault(connection)):
                return None
        return datetime.fromtimestamp(copy.stat().st_mtime).astimezone().date()
    except (OSError, sqlite3.Error, UnicodeDecodeError):
        return None


def _prepare_patiently(connection: sqlite3.Connection, path: Path) -> None:
    """SQLite fails at once, without waiting, where two programs change the kind of journal."""
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            _prepare(connection, path)
        except sqlite3.OperationalError as error:
            if _kind(error) not in _BUSY or time.monotonic() > until:
                raise
            with suppress(sqlite3.OperationalError), _writing(connection):
                pass  # waits for the other one
        else:
            return


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Check and set up an open file. Raises InventoryNewerError, sqlite3.DatabaseError, UnicodeDecodeError."""
    if schema.version(connection) > schema.NEWEST:
        raise InventoryNewerError
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if wrong := schema.integrity(connection):
        raise sqlite3.DatabaseError(wrong)
    with _writing(connection):
        before = schema.version(connection)
        if before > schema.NEWEST:
            raise InventoryNewerError
        if 0 < before < schema.NEWEST:
            # A connection cannot copy what it has locked itself.
            with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS)) as reading:
                Database(reading, path).copy_to(path.with_name(f"{path.stem}-version-{before}{path.suffix}"))
        schema.upgrade(connection)
    if wrong := schema.fault(connection):
        raise sqlite3.DatabaseError(wrong)
    _try_to_write(connection, path)


def _try_to_write(connection: sqlite3.Connection, path: Path) -> None:
    """Raises sqlite3.OperationalError when the file itself says, wrongly, that it may only be read. Writes nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {schema.NEWEST}")
    except sqlite3.OperationalError as error:
        if _is_damage(error, path):
            raise
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that writes: committed at the end, taken back when anything fails, the commit included."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        # Some errors of SQLite take it back on their own.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _kind(error: BaseException) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _KIND


def _is_damage(error: BaseException, path: Path) -> bool:
    """Whether the file is to blame, not the system that would not give it."""
    if not isinstance(error, sqlite3.OperationalError):
        return True
    if _kind(error) == sqlite3.SQLITE_READONLY:
        # A file that may be written and that SQLite will not write says so itself: its first bytes are wrong.
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return _kind(error) not in _REFUSED


def _make_folder(folder: Path) -> None:
    """Make the folder, for this person only; one that another part of the program made is made so. Any other folder stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.name == _FOLDER and folder.stat().st_mode & 0o077:
        with suppress(PermissionError):
            folder.chmod(0o700)


def _make_private(path: Path) -> None:
    """Make the file, or leave it as it is; nobody else on this computer may read it. Windows has this from the folder.

    Opening one that is there is no way: closing it again takes away the locks of this process.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return
    mode = path.stat().st_mode
    if os.name == "posix" and stat.S_ISREG(mode) and mode & 0o077:
        with suppress(PermissionError):
            path.chmod(0o600)


def _clean(path: Path) -> None:
    """Delete half copies of programs that were ended while they copied."""
    for half in files_beside(path):
        if half.suffix != ".half":
            continue
        with suppress(OSError):
            number = int(half.name.split(".")[-2])
            if time.time() - half.stat().st_mtime > _HALF_AFTER_SECONDS or not _runs(number):
                half.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Whether a process with this number runs. On Windows a file in use cannot be deleted, so nobody needs to know."""
    if os.name != "posix":
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _set_aside(path: Path) -> Path:
    """Rename the file and its journal so that nothing is lost; gives the new path. Raises FileNotReadableError."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}-{os.getpid()}{path.suffix}")
    try:
        for ending in ("-wal", "-shm", "-journal"):
            beside = path.with_name(path.name + ending)
            if beside.exists():
                beside.replace(aside.with_name(aside.name + ending))
        path.replace(aside)
    except OSError as error:
        raise FileNotReadableError(str(error), file=str(path)) from error
    return aside
