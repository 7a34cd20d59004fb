"""The tables of the kept data and the steps from each version to the next."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache

#: Each entry leads from its index to the next version; entries are never changed once released, only added.
_STEPS = (
    """
    CREATE TABLE scans (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started TEXT NOT NULL,
        finished TEXT NOT NULL,
        document TEXT NOT NULL
    ) STRICT;
    CREATE TABLE device_names (
        device_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        room TEXT NOT NULL,
        changed TEXT NOT NULL
    ) STRICT;
    """,
    """
    CREATE TABLE sites (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        created TEXT NOT NULL
    ) STRICT;
    INSERT INTO sites (id, name, created) VALUES (1, '', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));

    ALTER TABLE scans ADD COLUMN site INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE scans ADD COLUMN devices INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE scans ADD COLUMN cameras INTEGER NOT NULL DEFAULT 0;
    UPDATE scans SET devices = json_array_length(document, '$.devices'), cameras = (
        SELECT count(*) FROM json_each(scans.document, '$.devices') AS one WHERE json_extract(one.value, '$.is_camera') = 1
    ) WHERE json_valid(document);

    CREATE TABLE devices (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
        site INTEGER NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
        name TEXT NOT NULL DEFAULT '',
        room TEXT NOT NULL DEFAULT '',
        notes TEXT NOT NULL DEFAULT '',
        told_firmware TEXT NOT NULL DEFAULT '',
        told_on TEXT NOT NULL DEFAULT '',
        first_seen TEXT NOT NULL DEFAULT '',
        last_seen TEXT NOT NULL DEFAULT '',
        addresses TEXT NOT NULL DEFAULT '',
        firmware TEXT NOT NULL DEFAULT '',
        by_hand TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE TABLE marks (
        mark TEXT NOT NULL,
        site INTEGER NOT NULL,
        device INTEGER NOT NULL REFERENCES devices (key) ON DELETE CASCADE,
        PRIMARY KEY (mark, site)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX marks_of_device ON marks (device);

    CREATE TABLE decisions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        device INTEGER NOT NULL REFERENCES devices (key) ON DELETE CASCADE,
        choice TEXT NOT NULL,
        reason TEXT NOT NULL,
        who TEXT NOT NULL,
        decided TEXT NOT NULL,
        review TEXT NOT NULL,
        facts TEXT NOT NULL
    ) STRICT;
    CREATE INDEX decisions_of_device ON decisions (device);

    CREATE TABLE guide_ticks (
        device INTEGER NOT NULL REFERENCES devices (key) ON DELETE CASCADE,
        guide TEXT NOT NULL,
        step TEXT NOT NULL,
        ticked TEXT NOT NULL,
        PRIMARY KEY (device, guide, step)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE guide_runs (
        device INTEGER NOT NULL REFERENCES devices (key) ON DELETE CASCADE,
        guide TEXT NOT NULL,
        started TEXT NOT NULL,
        closed TEXT NOT NULL DEFAULT '',
        successor INTEGER REFERENCES devices (key) ON DELETE SET NULL,
        PRIMARY KEY (device, guide)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE answers (
        device INTEGER NOT NULL REFERENCES devices (key) ON DELETE CASCADE,
        question TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (device, question)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE photos (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        device INTEGER NOT NULL REFERENCES devices (key) ON DELETE CASCADE,
        caption TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        added TEXT NOT NULL,
        jpeg BLOB NOT NULL
    ) STRICT;
    CREATE INDEX photos_of_device ON photos (device);

    CREATE TABLE events (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        device INTEGER NOT NULL REFERENCES devices (key) ON DELETE CASCADE,
        at TEXT NOT NULL,
        what TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_of_device ON events (device);

    INSERT INTO devices (id, site, name, room) SELECT device_id, 1, name, room FROM device_names;
    INSERT INTO marks (mark, site, device)
        SELECT id, CASE WHEN substr(id, 1, 8) = 'address:' OR instr(id, '#') > 0 THEN 1 ELSE 0 END, key FROM devices;
    DROP TABLE device_names;
    """,
)

NEWEST = len(_STEPS)

#: "CCK" and the version: the file says twice which version it has, so that damage to one of them is no newer version.
_OURS = 0x43434B00

#: What no text of a whole file is; each counts rows that cannot be read back.
_NEVER = (
    "SELECT count(*) FROM decisions WHERE NOT json_valid(facts) OR strftime('%s', decided) IS NULL",
    "SELECT count(*) FROM decisions WHERE review != '' AND date(review) IS NULL",
    "SELECT count(*) FROM devices WHERE by_hand != '' AND NOT json_valid(by_hand)",
    "SELECT count(*) FROM devices WHERE first_seen != '' AND strftime('%s', first_seen) IS NULL",
    "SELECT count(*) FROM devices WHERE last_seen != '' AND strftime('%s', last_seen) IS NULL",
    "SELECT count(*) FROM devices WHERE told_firmware != '' AND date(told_on) IS NULL",
    "SELECT count(*) FROM events WHERE strftime('%s', at) IS NULL",
    "SELECT count(*) FROM guide_runs WHERE strftime('%s', started) IS NULL",
    "SELECT count(*) FROM guide_runs WHERE closed != '' AND strftime('%s', closed) IS NULL",
    "SELECT count(*) FROM photos WHERE added != '' AND strftime('%s', added) IS NULL",
    "SELECT count(*) FROM scans WHERE strftime('%s', started) IS NULL OR strftime('%s', finished) IS NULL",
)


def version(connection: sqlite3.Connection) -> int:
    """The version of the tables in the file, 0 for a new one; above NEWEST for one that a newer program wrote.

    Raises sqlite3.DatabaseError for a version that no program writes.
    """
    number, stamp = _pragma(connection, "user_version"), _pragma(connection, "application_id")
    if stamp and stamp != _OURS + number:
        raise sqlite3.DatabaseError(f"version {number} under the stamp {stamp}")
    if not stamp and not 0 <= number <= NEWEST:
        raise sqlite3.DatabaseError(f"version {number} without a stamp")
    if number == 0 and connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise sqlite3.DatabaseError("tables without a version")
    return number


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring the tables to the newest version, all steps or none: belongs in a transaction."""
    for number in range(version(connection), NEWEST):
        for statement in _statements(_STEPS[number]):
            connection.execute(statement)
    for name, value in (("user_version", NEWEST), ("application_id", _OURS + NEWEST)):
        if _pragma(connection, name) != value:
            connection.execute(f"PRAGMA {name} = {value}")


def fault(connection: sqlite3.Connection) -> str:
    """What is wrong in the tables of the newest version, "" for nothing. Reads all but the pictures.

    sqlite3 raises DatabaseError, and UnicodeDecodeError where its own message is damaged too.
    """
    for table, columns in _columns().items():
        wanted = ", ".join(name for name in columns if name != "jpeg")
        for _ in connection.execute(f"SELECT {wanted} FROM {table}"):  # noqa: S608 - our own words
            pass
    return next((query for query in _NEVER if connection.execute(query).fetchone()[0]), "")


def integrity(connection: sqlite3.Connection) -> str:
    """What SQLite finds wrong with the pages of a file, "" for nothing."""
    with closing(connection.execute("PRAGMA integrity_check(1)")) as answer:
        verdict = str(answer.fetchone()[0])
    return "" if verdict == "ok" else verdict


@cache
def _columns() -> Mapping[str, tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        upgrade(fresh)
        tables = [
            name
            for (name,) in fresh.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL")
            if not name.startswith("sqlite_")
        ]
        return {table: tuple(row[1] for row in fresh.execute(f"PRAGMA table_info({table})")) for table in tables}


def _statements(step: str) -> Iterator[str]:
    statement = ""
    for part in step.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement) and statement.strip(" \n;"):
            yield statement
            statement = ""


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return int(row[0])
