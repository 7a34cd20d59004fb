"""How far the person is with each guide, and the answers that fill the needs sheet."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.inventory.database import Database
from app.inventory.devices import Devices
from app.inventory.moments import moment, now
from app.model.kept import Happening


@dataclass(frozen=True, slots=True)
class GuideRun:
    """A guide that the person follows for a device. closed is when its last step was proven by a scan."""

    guide: str
    started: dt.datetime
    closed: dt.datetime | None
    successor: str
    ticked: frozenset[str]


class GuideBook:
    """Keeps ticks by device and guide."""

    def __init__(self, database: Database, devices: Devices) -> None:
        self._database = database
        self._devices = devices

    def start(self, device_id: str, guide: str, site: int = 1) -> None:
        """Follow a guide for a device; a second time changes nothing."""
        with self._database.transaction() as connection:
            key = self._devices.key_or_new(device_id, site)
            added = connection.execute(
                "INSERT OR IGNORE INTO guide_runs (device, guide, started) VALUES (?, ?, ?)", (key, guide, now())
            ).rowcount
            if added:
                self._devices.note_event(key, Happening.GUIDE_STARTED, "", guide)

    def tick(self, device_id: str, guide: str, step: str, *, done: bool, site: int = 1) -> None:
        """Keep that a step is done, or that it is not."""
        with self._database.transaction() as connection:
            self.start(device_id, guide, site)
            key = self._devices.key_or_new(device_id, site)
            if done:
                connection.execute("INSERT OR IGNORE INTO guide_ticks VALUES (?, ?, ?, ?)", (key, guide, step, now()))
            else:
                connection.execute(
                    "DELETE FROM guide_ticks WHERE device = ? AND guide = ? AND step = ?", (key, guide, step)
                )

    def close(self, device_id: str, guide: str, successor_id: str = "", site: int = 1) -> None:
        """Keep that a scan proved the end of the guide; the successor is the device that took the place, if any."""
        with self._database.transaction() as connection:
            self.start(device_id, guide, site)
            key = self._devices.key_or_new(device_id, site)
            successor = self._devices.key(successor_id, site) if successor_id else None
            connection.execute(
                "UPDATE guide_runs SET closed = ?, successor = ? WHERE device = ? AND guide = ?",
                (now(), successor, key, guide),
            )
            self._devices.note_event(key, Happening.GUIDE_CLOSED, guide, successor_id)

    def runs(self, device_id: str, site: int | None = None) -> Mapping[str, GuideRun]:
        """The guides that the person follows for a device, by guide."""
        key = self._devices.key(device_id, site)
        ticks = self._database.rows("SELECT guide, step FROM guide_ticks WHERE device = ?", key)
        rows = self._database.rows(
            "SELECT guide, started, closed, coalesce((SELECT id FROM devices WHERE key = successor), '')"
            " FROM guide_runs WHERE device = ? ORDER BY started",
            key,
        )
        return MappingProxyType(
            {
                guide: GuideRun(
                    guide,
                    dt.datetime.fromisoformat(started),
                    moment(closed),
                    successor,
                    frozenset(step for name, step in ticks if name == guide),
                )
                for guide, started, closed, successor in rows
            }
        )

    def answer(self, device_id: str, question: str, answer: str, site: int = 1) -> None:
        """Keep an answer of the needs sheet; an empty one forgets it."""
        with self._database.transaction() as connection:
            key = self._devices.key_or_new(device_id, site)
            connection.execute("DELETE FROM answers WHERE device = ? AND question = ?", (key, question))
            if answer:
                connection.execute("INSERT INTO answers VALUES (?, ?, ?)", (key, question, answer))

    def answers(self, device_id: str, site: int | None = None) -> Mapping[str, str]:
        """The answers of the needs sheet, by question."""
        rows = self._database.rows(
            "SELECT question, answer FROM answers WHERE device = ?", self._devices.key(device_id, site)
        )
        return MappingProxyType(dict(rows))
