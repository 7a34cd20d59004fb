"""Adds the rows of another inventory to this one, under numbers of our own."""

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any, TypeVar

from app.inventory.decisions import LONGEST_NAME, LONGEST_REASON
from app.inventory.moments import foreign_moment, utc
from app.inventory.photos import PHOTOS_OF_ONE_DEVICE, is_clean
from app.inventory.recognition import MODEL, SHARED, Recognition, place
from app.scan_file import from_json
from app.scan_file.untrusted_json import parse

#: The surest first. A device that was entered by hand has no mark that another inventory could know.
_STRENGTH = ("mac:", "uuid:", "serial:")
_ADDRESS, _HAND = "address:", "hand:"
#: Another computer's clock may be ahead by a zone, not by more.
_AHEAD = dt.timedelta(days=1)
#: The moments of each table, and whether one may be missing.
_MOMENTS = {
    "sites": (("created", True),),
    "devices": (("first_seen", True), ("last_seen", True)),
    "decisions": (("decided", False),),
    "guide_runs": (("started", False), ("closed", True)),
    "guide_ticks": (("ticked", False),),
    "photos": (("added", True),),
    "events": (("at", False),),
}

_Row = dict[str, Any]
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of it: the devices that the file told of, the moments that lay in the future, the photos beyond what a device keeps."""

    devices: int
    future: int = 0
    photos_left: int = 0


class Adder:
    """apart gives what lies beside the tables: the document of a scan, the picture of a photo."""

    def __init__(
        self,
        connection: Connection,
        tables: Mapping[str, list[_Row]],
        apart: Callable[[str, _Row], bytes],
        today: dt.datetime,
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._apart = apart
        self._now = today
        self._sites: dict[int, int] = {}
        self._devices: dict[int, int] = {}
        self._columns: dict[str, list[str]] = {}
        self._future: set[int] = set()
        self._photos_left = 0

    def add(self) -> TakenIn:
        """Add everything. What does not fit raises, and belongs in a transaction that takes the rest back."""
        self._check_moments()
        for row in self._tables["sites"]:
            self._sites[row["id"]] = self._site(row)
        self._add_scans()
        self._add_devices()
        self._add_in_order("decisions", "number", "decided", ("device", "choice", "reason", "decided"))
        for row in self._tables["guide_runs"]:
            row["successor"] = self._devices.get(row["successor"])
            self._insert("guide_runs", self._own(row), same=("device", "guide"))
        for table, same in (("guide_ticks", ("device", "guide", "step")), ("answers", ("device", "question"))):
            for row in self._tables[table]:
                self._insert(table, self._own(row), same=same)
        self._add_photos()
        self._add_in_order("events", "id", "at", ("device", "at", "what", "before", "after"))
        return TakenIn(len(self._tables["devices"]), len(self._future), self._photos_left)

    def _check_moments(self) -> None:
        """Every moment in UTC, none in the future: a clock that was wrong once would put its rows above all later ones."""
        latest = self._now + _AHEAD
        for table, columns in _MOMENTS.items():
            for row in self._tables[table]:
                for column, may_miss in columns:
                    if may_miss and row[column] == "":
                        continue
                    row[column], future = foreign_moment(row[column], latest)
                    if future:
                        row[column] = utc(self._now)
                        self._future.add(id(row))
        for row in self._tables["decisions"]:
            row["reason"], row["who"] = row["reason"][:LONGEST_REASON], row["who"][:LONGEST_NAME]
            row["review"] = row["review"] and dt.date.fromisoformat(row["review"]).isoformat()
        for row in self._tables["devices"]:
            if row["told_on"]:
                row["told_on"] = min(dt.date.fromisoformat(row["told_on"]), latest.date()).isoformat()

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

    def _add_scans(self) -> None:
        """The newest scan of a site stays the newest."""
        added: dict[int, list[tuple[str, int]]] = {}
        for row in sorted(self._tables["scans"], key=lambda row: int(row["id"])):
            document = self._apart("scans", row).decode()
            result = from_json(parse(document))
            site = self._sites[row["site"]]
            own: _Row = {
                "site": site,
                "started": result.started.isoformat(),
                "finished": result.finished.isoformat(),
                "document": document,
                "devices": len(result.devices),
                "cameras": sum(bool(device.identity.is_camera) for device in result.devices),
            }
            number = self._insert("scans", own, without=("id",), same=("site", "started", "finished"))
            if number:
                added.setdefault(site, []).append((utc(result.started), number))
        for site, new in added.items():
            numbers = {number for _, number in new}
            kept = [
                (utc(dt.datetime.fromisoformat(started)), number)
                for started, number in self._connection.execute(
                    "SELECT started, id FROM scans WHERE site = ? ORDER BY id", (site,)
                )
                if number not in numbers
            ]
            order = _in_order(new, kept)
            if order == sorted(order):
                continue
            (last,) = self._connection.execute("SELECT max(id) FROM scans").fetchone()
            for place_in_order, number in enumerate(order, last + 1):
                self._connection.execute("UPDATE scans SET id = ? WHERE id = ?", (place_in_order, number))

    def _add_devices(self) -> None:
        marks: dict[int, list[_Row]] = {}
        for mark in self._tables["marks"]:
            marks.setdefault(mark["device"], []).append(mark)
        rows = self._tables["devices"]
        for row in rows:
            row["site"] = self._sites[row["site"]]
            for mark in marks.get(row["key"], []):
                always_here = place(mark["mark"], row["site"]) == row["site"]
                mark["site"] = row["site"] if always_here or mark["site"] else 0
        self._recognise(rows, {key: [mark["mark"] for mark in own] for key, own in marks.items()})
        for row in rows:
            known = self._devices.get(row["key"])
            if known is None:
                self._devices[row["key"]] = self._new(row, marks.get(row["key"], []))
            else:
                self._complete(known, row)
            for mark in marks.get(row["key"], []):
                # What a device that is kept states of its model, its own scans know better.
                if known is None or not mark["mark"].startswith(MODEL):
                    mark["device"] = self._devices[row["key"]]
                    self._insert("marks", mark, same=("mark", "site"))

    def _recognise(self, rows: Iterable[_Row], marks: Mapping[int, list[str]]) -> None:
        """Which devices are kept already: by the surest marks first, an address only where nothing better leads to its device."""
        sites = {site: Recognition(self._connection, (), site) for site in self._sites.values()}
        taken: set[int] = set()
        for weak in (False, True):
            for row in rows:
                if row["key"] in self._devices:
                    continue
                own = marks.get(row["key"], [])
                shared = {mark.removeprefix(SHARED).partition("\n")[0] for mark in own if mark.startswith(SHARED)}
                models = [mark.removeprefix(MODEL).partition("\n")[0] for mark in own if mark.startswith(MODEL)]
                leading = [mark for mark in own if not mark.startswith((SHARED, MODEL, _HAND)) and mark not in shared]
                key = sites[row["site"]].known_again(row["id"], sorted(leading, key=_strength), models, weak=weak)
                if key is None and weak:
                    key = self._same_record(row)
                if key is not None and key not in taken:
                    taken.add(key)
                    self._devices[row["key"]] = key

    def _same_record(self, row: _Row) -> int | None:
        """The very record that the file was made of, for a device that nothing but an address or a hand tells apart."""
        kind = next((one for one in (_ADDRESS, _HAND) if row["id"].startswith(one)), None)
        if kind is None or not row["first_seen"]:
            return None
        found = self._connection.execute(
            "SELECT key FROM devices WHERE site = ? AND id LIKE ? AND (id = ? OR ? = ?)"
            " AND strftime('%s', first_seen) = strftime('%s', ?) AND by_hand = ?",
            (row["site"], f"{kind}%", row["id"], kind, _HAND, row["first_seen"], row["by_hand"]),
        ).fetchone()
        return int(found[0]) if found else None

    def _new(self, row: _Row, marks: Iterable[_Row]) -> int:
        key = self._insert("devices", row, without=("key",))
        if row["by_hand"] and row["id"].startswith(_HAND):
            # The number in it is the key, and ours is another one.
            for mark in marks:
                if mark["mark"] == row["id"]:
                    mark["mark"] = f"{_HAND}{key}"
            self._connection.execute("UPDATE devices SET id = ? WHERE key = ?", (f"{_HAND}{key}", key))
        return key

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

    def _add_photos(self) -> None:
        if any(
            count > PHOTOS_OF_ONE_DEVICE for count in Counter(row["device"] for row in self._tables["photos"]).values()
        ):
            raise ValueError("too many photos of a device")
        for row in self._tables["photos"]:
            own = self._own(row)
            own["jpeg"], own["caption"] = self._apart("photos", row), row["caption"][:200]
            if not is_clean(own["jpeg"]):
                raise ValueError("a photo is none, or tells more than it shows")
            if self._is_there("photos", own, ("device", "jpeg")):
                continue
            count = self._connection.execute("SELECT count(*) FROM photos WHERE device = ?", (own["device"],))
            if count.fetchone()[0] >= PHOTOS_OF_ONE_DEVICE:
                self._photos_left += 1
                continue
            self._insert("photos", own, without=("id",))

    def _add_in_order(self, table: str, number: str, moment: str, same: tuple[str, ...]) -> None:
        """Add rows of which the last one counts: what was added here later stays after them."""
        kept: dict[int, list[_Row]] = {}
        for row in self._all(table, number):
            kept.setdefault(row["device"], []).append(row)
        # The date of today that a row from the future got is another one each time.
        undated = tuple(one for one in same if one != moment)
        dated = {(_utc(row[moment]), *(row[one] for one in undated)) for rows in kept.values() for row in rows}
        timeless = {one[1:] for one in dated}
        added: dict[int, list[tuple[str, _Row]]] = {}
        for row in sorted(self._tables[table], key=lambda row: int(row[number])):
            own, future = self._own(row), id(row) in self._future
            key = tuple(own[one] for one in undated)
            if key in timeless if future else (own[moment], *key) in dated:
                continue
            if own["device"] not in kept:
                self._insert(table, own, without=(number,))
                continue
            before = added.setdefault(own["device"], [])
            # Nobody knows when it was: it comes as early as it can.
            when = (before[-1][0] if before else "") if future else own[moment]
            before.append((when, own))
        for device, rows in added.items():
            self._connection.execute(f"DELETE FROM {table} WHERE device = ?", (device,))  # noqa: S608 - our own words
            for row in _in_order(rows, [(_utc(row[moment]), row) for row in kept[device]]):
                self._insert(table, row, without=(number,))

    def _all(self, table: str, order: str) -> list[_Row]:
        found = self._connection.execute(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608 - our own words
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def _own(self, row: _Row) -> _Row:
        return {**row, "device": self._devices[row["device"]]}

    def _is_there(self, table: str, row: _Row, same: tuple[str, ...]) -> bool:
        fits = " AND ".join(f"{one} IS ?" for one in same)
        query = f"SELECT 1 FROM {table} WHERE {fits}"  # noqa: S608 - our own words
        return self._connection.execute(query, [row[name] for name in same]).fetchone() is not None

    def _insert(self, table: str, row: _Row, *, without: tuple[str, ...] = (), same: tuple[str, ...] = ()) -> int:
        """Insert unless a row that is the same in the columns same is there, which gives 0."""
        if same and self._is_there(table, row, same):
            return 0
        if table not in self._columns:
            found = self._connection.execute(f"PRAGMA table_info({table})").fetchall()
            self._columns[table] = [name for (_, name, *_) in found]
        columns = [name for name in self._columns[table] if name not in without]
        gaps = ", ".join("?" * len(columns))
        cursor = self._connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({gaps})",  # noqa: S608 - our own words
            [row[name] for name in columns],
        )
        return int(cursor.lastrowid or 0)


def _in_order(added: Iterable[tuple[str, _Item]], kept: Iterable[tuple[str, _Item]]) -> list[_Item]:
    """Both, each in its own order; what is kept comes after what was added of the same moment."""
    return [item for _, item in heapq.merge(_by_moment(added), _by_moment(kept), key=lambda one: one[0])]


def _by_moment(rows: Iterable[tuple[str, _Item]]) -> list[tuple[str, _Item]]:
    """Rows in their order, each with the moment that it has at the latest: that of any later row, if its clock was ahead."""
    dated, latest = [], "~"
    for when, row in reversed(list(rows)):
        latest = min(latest, when)
        dated.append((latest, row))
    return dated[::-1]


def _utc(kept: str) -> str:
    return utc(dt.datetime.fromisoformat(kept))


def _strength(mark: str) -> int:
    return next((place for place, kind in enumerate(_STRENGTH) if mark.startswith(kind)), len(_STRENGTH))
