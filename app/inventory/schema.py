"""The tables of the kept data and the steps from each version to the next."""

import sqlite3

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
)

NEWEST = len(_STEPS)


def version(connection: sqlite3.Connection) -> int:
    """The version of the tables in the file, 0 for a new one."""
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0])


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring the tables to the newest version; a crash leaves the version before a step or the one after it."""
    for number in range(version(connection), NEWEST):
        connection.executescript(f"BEGIN IMMEDIATE; {_STEPS[number]} PRAGMA user_version = {number + 1}; COMMIT;")
