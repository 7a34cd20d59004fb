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


def version(connection: sqlite3.Connection) -> int:
    """The version of the tables in the file, 0 for a new one."""
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0])


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring the tables to the newest version; a crash leaves the version before a step or the one after it."""
    for number in range(version(connection), NEWEST):
        connection.executescript(f"BEGIN IMMEDIATE; {_STEPS[number]} PRAGMA user_version = {number + 1}; COMMIT;")
