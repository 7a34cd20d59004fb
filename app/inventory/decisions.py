"""The decision book: entries are added, never changed."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from app.inventory.database import Database
from app.inventory.devices import LEADS, Devices
from app.inventory.moments import day, now, utc
from app.model.decision import Choice, Decision, FactsThen
from app.model.kept import Happening
from app.model.problem import FileNotReadableError

_COLUMNS = "number, choice, reason, who, decided, review, facts"
LONGEST_REASON = 4000
LONGEST_NAME = 200


class Decisions:
    """Keeps decisions by device. The newest one of a device is the one that stands.

    Newest is what was decided last, whatever the clock said: a clock that was wrong once would let one decision stand for years.
    """

    def __init__(self, database: Database, devices: Devices) -> None:
        self._database = database
        self._devices = devices

    def decide(self, decisions: Mapping[str, Decision], site: int = 1) -> None:
        """Keep a decision for one device or for many at once, all or none."""
        with self._database.transaction() as connection:
            for device_id, decision in decisions.items():
                key = self._devices.key_or_new(device_id, site)
                before = self._standing(key)
                connection.execute(
                    "INSERT INTO decisions (device, choice, reason, who, decided, review, facts) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        key,
                        decision.choice.value,
                        decision.reason.strip()[:LONGEST_REASON],
                        decision.who.strip()[:LONGEST_NAME],
                        utc(decision.decided) if decision.decided else now(),
                        decision.review.isoformat() if decision.review else "",
                        _facts_text(decision.facts),
                    ),
                )
                self._devices.note_event(
                    key, Happening.DECIDED, before.choice.value if before else "", decision.choice.value
                )

    def standing(self, device_id: str, site: int | None = None) -> Decision | None:
        """The newest decision about a device, None when there is none."""
        key = self._devices.key(device_id, site)
        return None if key is None else self._standing(key)

    def all_of(self, device_id: str, site: int | None = None) -> Sequence[Decision]:
        """Every decision about a device, the newest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM decisions WHERE device = ? ORDER BY number DESC",  # noqa: S608 - our own constant
            self._devices.key(device_id, site),
        )
        return [self._read(row) for row in rows]

    def standing_by_id(self, site: int | None = 1) -> Mapping[str, Decision]:
        """The newest decision of every device that has one, by each id that leads to it, at one site or (None) at all."""
        rows = self._database.rows(
            f"SELECT mark, {_COLUMNS} FROM decisions JOIN marks ON marks.device = decisions.device"  # noqa: S608 - likewise
            f" WHERE {LEADS} ORDER BY number",
            site,
        )
        return MappingProxyType({row[0]: self._read(row[1:]) for row in rows})

    def _standing(self, key: int) -> Decision | None:
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM decisions WHERE device = ? ORDER BY number DESC LIMIT 1",  # noqa: S608 - likewise
            key,
        )
        return self._read(rows[0]) if rows else None

    def _read(self, row: tuple[int, str, str, str, str, str, str]) -> Decision:
        number, choice, reason, who, decided, review, facts = row
        try:
            return Decision(
                choice=Choice(choice),
                reason=reason,
                who=who,
                decided=dt.datetime.fromisoformat(decided),
                review=day(review),
                facts=_facts(facts),
                number=number,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FileNotReadableError(f"decision {number}: {error}", file=self._database.path.name) from error


def _facts_text(facts: FactsThen) -> str:
    return json.dumps(
        {
            "firmware": facts.firmware,
            "maker": facts.maker,
            "notes": dict(facts.notes),
            "support": dict(facts.support),
            "measures": dict(facts.measures),
            "model": facts.model,
            "told": facts.told,
        },
        ensure_ascii=False,
    )


def _facts(text: str) -> FactsThen:
    data: dict[str, Any] = json.loads(text)
    return FactsThen(
        firmware=data["firmware"],
        maker=data["maker"],
        notes=MappingProxyType(data["notes"]),
        support=MappingProxyType(data["support"]),
        measures=MappingProxyType(data["measures"]),
        model=data.get("model"),
        told=data.get("told"),
    )
