"""Past scans, the newest first."""

import datetime as dt
from dataclasses import dataclass

from app.inventory.database import Database
from app.inventory.devices import Devices
from app.model.events import ScanResult
from app.model.problem import FileNotReadableError
from app.scan_file import from_json
from app.scan_file.untrusted_json import parse
from app.scan_file.writer import write_compact
from app.words import Language, words_for

#: How many scans of one site are kept; older ones go when a new one comes.
SCANS_KEPT = 50
#: The site of those who keep only one.
FIRST_SITE = 1


@dataclass(frozen=True, slots=True)
class KeptScan:
    """A scan in the list of past scans."""

    id: int
    site: int
    started: dt.datetime
    devices: int
    cameras: int


class Scans:
    """Keeps scans; keeping one brings the devices up to date in the same step."""

    def __init__(self, database: Database, devices: Devices) -> None:
        self._database = database
        self._devices = devices

    def keep(self, result: ScanResult, site: int = FIRST_SITE) -> int:
        """Keep a scan; gives its number."""
        text = write_compact(result, words_for(Language.ENGLISH))
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO scans (site, started, finished, document, devices, cameras) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    site,
                    result.started.isoformat(),
                    result.finished.isoformat(),
                    text,
                    len(result.devices),
                    _cameras(result),
                ),
            )
            connection.execute(
                "DELETE FROM scans WHERE site = ? AND id NOT IN (SELECT id FROM scans WHERE site = ? ORDER BY id DESC LIMIT ?)",
                (site, site, SCANS_KEPT),
            )
            self._devices.register(result, site)
        return int(cursor.lastrowid or 0)

    def keep_again(self, result: ScanResult) -> bool:
        """More is known of a kept scan now: it stays where it stands, of its site and its day. Tells whether it is (still) kept.

        The devices learn what was read only from the newest scan of their site.
        """
        text = write_compact(result, words_for(Language.ENGLISH))
        with self._database.transaction() as connection:
            found = connection.execute(
                "SELECT id, site FROM scans WHERE started = ? AND finished = ? ORDER BY id DESC LIMIT 1",
                (result.started.isoformat(), result.finished.isoformat()),
            ).fetchone()
            if found is None:
                return False
            number, site = found
            connection.execute(
                "UPDATE scans SET document = ?, cameras = ? WHERE id = ?", (text, _cameras(result), number)
            )
            (newest,) = connection.execute("SELECT max(id) FROM scans WHERE site = ?", (site,)).fetchone()
            if number == newest:
                self._devices.learn(result, site)
        return True

    def all(self, site: int | None = None) -> tuple[KeptScan, ...]:
        """The list of past scans, of one site or of all."""
        rows = self._database.rows(
            "SELECT id, site, started, devices, cameras FROM scans WHERE ? IS NULL OR site = ? ORDER BY id DESC",
            site,
            site,
        )
        return tuple(
            KeptScan(number, place, dt.datetime.fromisoformat(started), devices, cameras)
            for number, place, started, devices, cameras in rows
        )

    def get(self, number: int) -> ScanResult | None:
        """One scan; None when it is not kept (any more). Raises FileNotReadableError when it cannot be read."""
        rows = self._database.rows("SELECT document FROM scans WHERE id = ?", number)
        return self._read(rows[0][0]) if rows else None

    def last(self, site: int | None = None) -> ScanResult | None:
        """The newest scan, of one site or of all."""
        rows = self._database.rows(
            "SELECT document FROM scans WHERE ? IS NULL OR site = ? ORDER BY id DESC LIMIT 1", site, site
        )
        return self._read(rows[0][0]) if rows else None

    def forget(self, number: int) -> None:
        """Delete one scan; the devices stay."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM scans WHERE id = ?", (number,))

    def _read(self, text: str) -> ScanResult:
        try:
            return from_json(parse(text), file=self._database.path.name)
        except ValueError as error:
            raise FileNotReadableError(str(error), file=self._database.path.name) from error


def _cameras(result: ScanResult) -> int:
    return sum(bool(device.identity.is_camera) for device in result.devices)
