"""The devices of the inventory: the same one through changes of address, firmware and name."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from sqlite3 import Connection
from types import MappingProxyType

from app.inventory.database import Database
from app.inventory.moments import day, moment, now
from app.inventory.recognition import ANYWHERE, MODEL, SHARED, Recognition, place
from app.model.device import Device
from app.model.events import ScanResult
from app.model.kept import ByHand, DeviceNotes, Event, Happening, KeptDevice, ToldFirmware

_COLUMNS = "key, id, site, name, room, notes, told_firmware, told_on, first_seen, last_seen, by_hand"
_LONGEST_NOTE = 4000
#: The marks that lead to devices at the site ?1, or at any when it is NULL: what a site knows itself comes before the rest.
LEADS = (
    f"marks.mark NOT GLOB '{SHARED}*' AND marks.mark NOT GLOB '{MODEL}*' AND (?1 IS NULL OR marks.site = ?1"  # noqa: S608 - our own words
    " OR marks.site = 0 AND NOT EXISTS (SELECT 1 FROM marks AS own WHERE own.mark = marks.mark AND own.site = ?1))"
)


class Devices:
    """Keeps what the person says of a device. A device is named by the id of a scan, an older id of it included."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def register(self, result: ScanResult, site: int) -> None:
        """Know every device of a scan again, or keep it as a new one. Belongs in the transaction that keeps the scan."""
        with self._database.transaction() as connection:
            recognition = Recognition(connection, result.devices, site)
            for seen in recognition.seen:
                key = seen.key
                if key is None:
                    key = _insert(connection, seen.device.id, site)
                    _tell(connection, key, Happening.FIRST_SEEN, "", "", at=result.started)
                recognition.remember(seen, key)
                _update(connection, key, seen.device, result.started)

    def learn(self, result: ScanResult, site: int) -> None:
        """More was read of devices of the newest scan: keep it, and that signing in told it. Nothing was seen anew."""
        with self._database.transaction() as connection:
            for device in result.devices:
                key, firmware = self._key(device.id, site), device.identity.firmware.value or ""
                if key is None or not firmware:
                    continue
                changed = connection.execute(
                    "UPDATE devices SET firmware = ? WHERE key = ? AND firmware != ?", (firmware, key, firmware)
                ).rowcount
                if changed:
                    _tell(connection, key, Happening.READ_FIRMWARE, "", firmware)

    def key(self, device_id: str, site: int | None = None) -> int | None:
        """The key of a device; None when nothing is kept of it. site tells apart what two networks gave one address."""
        return self._key(device_id, site)

    def get(self, device_id: str, site: int | None = None) -> KeptDevice | None:
        """All that is kept of a device, None when nothing is."""
        key = self._key(device_id, site)
        return None if key is None else self.by_key(key)

    def by_key(self, key: int) -> KeptDevice | None:
        """The device with this key, None when it was forgotten."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM devices WHERE key = ?", key)  # noqa: S608 - our own constant
        return _kept(rows[0]) if rows else None

    def all(self, site: int | None = None) -> tuple[KeptDevice, ...]:
        """Every device, of one site or of all, the oldest first."""
        query = f"SELECT {_COLUMNS} FROM devices WHERE ? IS NULL OR site = ? ORDER BY key"  # noqa: S608 - our own constant
        return tuple(_kept(row) for row in self._database.rows(query, site, site))

    def own_words(self, site: int | None = 1) -> Mapping[str, DeviceNotes]:
        """The person's words for every device that has some, by each id that leads to it, at one site or (None) at all."""
        rows = self._database.rows(
            "SELECT mark, name, room, notes FROM marks JOIN devices ON device = key"  # noqa: S608 - our own constant
            f" WHERE (name != '' OR room != '' OR notes != '') AND {LEADS}",
            site,
        )
        return MappingProxyType({mark: DeviceNotes(name, room, notes) for mark, name, room, notes in rows})

    def say(self, device_id: str, own: DeviceNotes, site: int = 1) -> None:
        """Keep the person's words; the words before stand in the history."""
        own = DeviceNotes(own.name.strip(), own.room.strip(), own.notes.strip()[:_LONGEST_NOTE])
        with self._database.transaction() as connection:
            key = self._key_or_new(connection, device_id, site)
            before = self.by_key(key)
            if before is None or before.own == own:
                return
            connection.execute(
                "UPDATE devices SET name = ?, room = ?, notes = ? WHERE key = ?", (own.name, own.room, own.notes, key)
            )
            for what, old, new in (
                (Happening.NAMED, _name_and_room(before.own), _name_and_room(own)),
                (Happening.NOTED, before.own.notes, own.notes),
            ):
                if old != new:
                    _tell(connection, key, what, old, new)

    def tell_firmware(self, device_id: str, text: str, today: dt.date, site: int = 1) -> None:
        """Keep a version that the person read themselves; an empty text forgets it."""
        text = text.strip()
        with self._database.transaction() as connection:
            key = self._key_or_new(connection, device_id, site)
            before = self.by_key(key)
            if before is None or (before.told_firmware.text if before.told_firmware else "") == text:
                return
            connection.execute(
                "UPDATE devices SET told_firmware = ?, told_on = ? WHERE key = ?",
                (text, today.isoformat() if text else "", key),
            )
            old = before.told_firmware.text if before.told_firmware else ""
            _tell(connection, key, Happening.TOLD_FIRMWARE, old, text)

    def told_firmware(self, site: int | None = 1) -> Mapping[str, ToldFirmware]:
        """The versions that the person typed, by each id that leads to the device, at one site or (None) at all."""
        rows = self._database.rows(
            "SELECT mark, told_firmware, told_on FROM marks JOIN devices ON device = key"  # noqa: S608 - our own constant
            f" WHERE told_firmware != '' AND {LEADS}",
            site,
        )
        return MappingProxyType({mark: ToldFirmware(text, dt.date.fromisoformat(on)) for mark, text, on in rows})

    def enter(self, described: ByHand, own: DeviceNotes, site: int = 1) -> str:
        """Keep a device that no scan finds; gives its id."""
        with self._database.transaction() as connection:
            key = _insert(connection, "", site)
            device_id = f"hand:{key}"
            connection.execute(
                "UPDATE devices SET id = ?, name = ?, room = ?, notes = ?, by_hand = ?, first_seen = ? WHERE key = ?",
                (device_id, own.name, own.room, own.notes, json.dumps(asdict(described)), now(), key),
            )
            _mark(connection, key, device_id, site)
            _tell(connection, key, Happening.ENTERED, "", f"{described.brand} {described.model}".strip())
        return device_id

    def describe(self, device_id: str, described: ByHand) -> None:
        """Change what the person said of a device entered by hand."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE devices SET by_hand = ? WHERE id = ? AND by_hand != ''",
                (json.dumps(asdict(described)), device_id),
            )

    def forget(self, device_id: str, site: int | None = None) -> None:
        """Delete a device with all that is kept of it."""
        key = self._key(device_id, site)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM devices WHERE key = ?", (key,))

    def history(self, device_id: str, site: int | None = None) -> tuple[Event, ...]:
        """What happened to a device, the newest first."""
        rows = self._database.rows(
            "SELECT at, what, before, after FROM events WHERE device = ? ORDER BY id DESC", self._key(device_id, site)
        )
        return tuple(
            Event(dt.datetime.fromisoformat(at), Happening(what), before, after) for at, what, before, after in rows
        )

    def note_event(self, key: int, what: Happening, before: str = "", after: str = "") -> None:
        """Add a line to the history of a device."""
        with self._database.transaction() as connection:
            _tell(connection, key, what, before, after)

    def key_or_new(self, device_id: str, site: int = 1) -> int:
        """The key of a device that something is kept of from now on."""
        with self._database.transaction() as connection:
            return self._key_or_new(connection, device_id, site)

    def _key(self, device_id: str, site: int | None) -> int | None:
        rows = self._database.rows(
            "SELECT device FROM marks WHERE mark = ? AND (site = ? OR ? IS NULL OR site = ?) ORDER BY site = ? DESC, site LIMIT 1",
            device_id, ANYWHERE, site, site, site,
        )  # fmt: skip
        return int(rows[0][0]) if rows else None

    def _key_or_new(self, connection: Connection, device_id: str, site: int) -> int:
        key = self._key(device_id, site)
        if key is None:
            key = _insert(connection, device_id, site)
            _mark(connection, key, device_id, site)
        return key


def _mark(connection: Connection, key: int, mark: str, site: int) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO marks (mark, site, device) VALUES (?, ?, ?)", (mark, place(mark, site), key)
    )


def _insert(connection: Connection, device_id: str, site: int) -> int:
    return int(connection.execute("INSERT INTO devices (id, site) VALUES (?, ?)", (device_id, site)).lastrowid or 0)


def _update(connection: Connection, key: int, device: Device, seen: dt.datetime) -> None:
    addresses, firmware = "\n".join(device.addresses), device.identity.firmware.value or ""
    before = connection.execute("SELECT addresses, firmware FROM devices WHERE key = ?", (key,)).fetchone()
    if before[0] and before[0] != addresses and device.identity.is_camera is not False:
        _tell(connection, key, Happening.MOVED, before[0], addresses, at=seen)
    if before[1] and firmware and before[1] != firmware:
        _tell(connection, key, Happening.FIRMWARE, before[1], firmware, at=seen)
    connection.execute(
        "UPDATE devices SET id = ?, addresses = ?, firmware = CASE WHEN ? = '' THEN firmware ELSE ? END, last_seen = ?,"
        " first_seen = CASE WHEN first_seen = '' THEN ? ELSE first_seen END WHERE key = ?",
        (device.id, addresses, firmware, firmware, seen.isoformat(), seen.isoformat(), key),
    )


def _tell(
    connection: Connection, key: int, what: Happening, before: str, after: str, *, at: dt.datetime | None = None
) -> None:
    connection.execute(
        "INSERT INTO events (device, at, what, before, after) VALUES (?, ?, ?, ?, ?)",
        (key, at.isoformat() if at else now(), what.value, before, after),
    )


def _name_and_room(own: DeviceNotes) -> str:
    return ", ".join(part for part in (own.name, own.room) if part)


def _kept(row: tuple[int, str, int, str, str, str, str, str, str, str, str]) -> KeptDevice:
    key, device_id, site, name, room, notes, told, told_on, first, last, by_hand = row
    told_day = day(told_on)
    return KeptDevice(
        key=key,
        id=device_id,
        site=site,
        own=DeviceNotes(name, room, notes),
        told_firmware=ToldFirmware(told, told_day) if told and told_day else None,
        first_seen=moment(first),
        last_seen=moment(last),
        by_hand=ByHand(**json.loads(by_hand)) if by_hand else None,
    )
