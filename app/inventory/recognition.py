"""Which kept device each device of a scan is: by the marks that lead to it, and by what speaks against them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from app.model.device import Device
from app.model.identity import Identity
from app.stages.merge import Claims, are_neighbours, claims, is_made_up, marks

#: Marks of one site only: another network gives the same address to something else.
_WEAK = "address:"
#: Before a mark that several devices of one site had: it tells them apart no more. After it, the id of one of them.
SHARED = "shared:"
#: A model that the device stated. After it, the id of the device.
MODEL = "model:"
#: The site of marks that lead to a device wherever it is.
ANYWHERE = 0
_MODELS_KEPT, _LONGEST_MODEL = 4, 120


@dataclass(slots=True)
class Seen:
    """A device of a scan. key is the kept one that it is, None while it is a new one; own are the marks that may lead to it."""

    device: Device
    said: Claims
    own: tuple[str, ...]
    key: int | None = None

    @property
    def strong(self) -> tuple[str, ...]:
        """Marks that the device has wherever it goes."""
        return tuple(mark for mark in self.own if not mark.startswith(_WEAK))

    def of(self, kind: str) -> set[str]:
        """The marks of a kind, without its name."""
        return {mark.removeprefix(kind) for mark in self.own if mark.startswith(kind)}


@dataclass(slots=True)
class _Known:
    """What is kept of a device that a mark leads to."""

    strong: set[str] = field(default_factory=set)
    models: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    site: int = 0

    def of(self, kind: str) -> set[str]:
        """The marks of a kind, without its name."""
        return {mark.removeprefix(kind) for mark in self.strong if mark.startswith(kind)}


class Recognition:
    """The devices of one scan at one site. No two of them are one kept device."""

    def __init__(self, connection: Connection, devices: Sequence[Device], site: int) -> None:
        self._connection, self._site = connection, site
        said = [claims(device) for device in devices]
        self._shared = self._shared_before() | _shared_within(said)
        self.seen = [
            Seen(device, one, own) for device, one, own in zip(devices, said, self._marks(devices), strict=True)
        ]
        self._taken: set[int] = set()
        # An address leads only where nothing better does, for any device of the scan.
        for weak in (False, True):
            for one in self.seen:
                if one.key is None and (key := self._kept(one, weak=weak)) is not None:
                    one.key = key
                    self._taken.add(key)

    def known_again(self, device_id: str, own: Sequence[str], models: Iterable[str], *, weak: bool) -> int | None:
        """The kept device that the marks of one weight lead to, as another inventory has them, the surest first."""
        said = Claims(frozenset(), frozenset(), frozenset(), frozenset(models))
        device = Device(device_id, (), None, (), Identity())
        seen = Seen(device, said, tuple(mark for mark in own if mark not in self._shared))
        key = self._kept(seen, weak=weak)
        if key is not None:
            self._taken.add(key)
        return key

    def _marks(self, devices: Sequence[Device]) -> list[tuple[str, ...]]:
        """The marks of each device that no other one of the scan has, its own id aside."""
        every = [marks(device) for device in devices]
        holders = Counter(mark for own in every for mark in own if not mark.startswith(_WEAK))
        return [
            tuple(mark for mark in own if mark not in self._shared and (holders[mark] < 2 or mark == device.id))
            for device, own in zip(devices, every, strict=True)
        ]

    def remember(self, seen: Seen, key: int) -> None:
        """Lead all marks of a device of the scan to the kept one, which it is."""
        for mark in _apart(seen.said):
            if mark in self._shared or self._leads_to_another(mark, key):
                self._write(f"{SHARED}{mark}\n{seen.device.id}", key)
        for mark in seen.own:
            self._write(mark, key)
        if self._first(seen.device.id) != key:
            self._lead(seen.device.id, key)
        if seen.said.models:
            self._connection.execute(f"DELETE FROM marks WHERE device = ? AND mark GLOB '{MODEL}*'", (key,))  # noqa: S608 - our own constant
            for model in sorted(seen.said.models)[:_MODELS_KEPT]:
                self._write(f"{MODEL}{_one_line(model)}\n{seen.device.id}", key)

    def _kept(self, seen: Seen, *, weak: bool) -> int | None:
        """The kept device that the marks of one weight lead to, the surest first."""
        for mark in seen.own:
            if mark.startswith(_WEAK) is not weak:
                continue
            for key in self._led_to(mark):
                if key not in self._taken and not _speaks_against(mark, seen, self._known(key), self._site):
                    return key
        return None

    def _led_to(self, mark: str) -> list[int]:
        rows = self._connection.execute(
            "SELECT device FROM marks WHERE mark = ? AND site IN (?, ?) ORDER BY site DESC",
            (mark, self._site, ANYWHERE),
        )
        return [int(key) for (key,) in rows]

    def _first(self, mark: str) -> int | None:
        return next(iter(self._led_to(mark)), None)

    def _leads_to_another(self, mark: str, key: int) -> bool:
        rows = self._connection.execute(
            "SELECT 1 FROM marks JOIN devices ON device = key"
            " WHERE mark = ? AND marks.site IN (?, ?) AND devices.site = ? AND key != ?",
            (mark, self._site, ANYWHERE, self._site, key),
        )
        return rows.fetchone() is not None

    def _known(self, key: int) -> _Known:
        known = _Known()
        for (mark,) in self._connection.execute("SELECT mark FROM marks WHERE device = ?", (key,)):
            if mark.startswith(MODEL):
                known.models.add(mark.removeprefix(MODEL).partition("\n")[0])
            elif not mark.startswith((SHARED, _WEAK)) and mark not in self._shared:
                known.strong.add(mark)
        row = self._connection.execute("SELECT addresses, site FROM devices WHERE key = ?", (key,)).fetchone()
        known.addresses, known.site = set(row[0].split("\n")), int(row[1])
        return known

    def _shared_before(self) -> set[str]:
        rows = self._connection.execute(
            f"SELECT mark FROM marks WHERE mark GLOB '{SHARED}*' AND site = ?",  # noqa: S608 - our own constant
            (self._site,),
        )
        return {mark.removeprefix(SHARED).partition("\n")[0] for (mark,) in rows}

    def _write(self, mark: str, key: int) -> None:
        """An address leads to the device that has it now, the rest only where it led nowhere."""
        if place(mark, self._site) == self._site:
            self._lead(mark, key)
            return
        self._connection.execute(
            "INSERT OR IGNORE INTO marks (mark, site, device) VALUES (?, ?, ?)", (mark, ANYWHERE, key)
        )

    def _lead(self, mark: str, key: int) -> None:
        self._connection.execute(
            "INSERT INTO marks (mark, site, device) VALUES (?, ?, ?)"
            " ON CONFLICT (mark, site) DO UPDATE SET device = excluded.device",
            (mark, self._site, key),
        )


def place(mark: str, site: int) -> int:
    """The site at which a mark leads to a device that is seen at this one."""
    return site if mark.startswith((_WEAK, SHARED, MODEL)) or "#" in mark else ANYWHERE


def _speaks_against(mark: str, seen: Seen, known: _Known, site: int) -> bool:
    """A mark of less weight counts only where no surer one speaks against it.

    A serial number or a UUID may be a copy, an address may have gone to another device.
    """
    if mark.startswith("mac:"):
        return False
    models = {_one_line(model) for model in seen.said.models}
    if _differ(models, known.models):
        return True
    if mark.startswith(_WEAK):
        if not known.strong:
            return False
        is_last = known.site == site and mark.removeprefix(_WEAK) in known.addresses
        return bool(seen.strong) or not models & known.models or not is_last
    if mark.startswith("uuid:") and _differ(seen.of("serial:"), known.of("serial:")):
        return True
    return _macs_differ(seen.of("mac:"), known.of("mac:"))


def _differ(mine: set[str], theirs: set[str]) -> bool:
    return bool(mine and theirs) and not mine & theirs


def _macs_differ(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Neighbouring ones are two ports of one device; one that the device made up may be another tomorrow."""
    lasting = {mac for mac in mine if not is_made_up(mac)}
    known = {mac for mac in theirs if not is_made_up(mac)}
    if not lasting or not known or lasting & known:
        return False
    return not any(are_neighbours(one, other) for one in lasting for other in known)


def _apart(said: Claims) -> list[str]:
    """The marks of a device that another one should not have as well."""
    return [
        *(f"uuid:{uuid}" for uuid in sorted(said.uuids)[:1]),
        *(f"serial:{one}" for one in sorted(said.serials)[:1]),
    ]


def _shared_within(said: Sequence[Claims]) -> set[str]:
    found = Counter(
        mark
        for one in said
        for mark in (
            *(f"uuid:{uuid}" for uuid in one.uuids),
            *(f"serial:{serial}" for serial in one.serials),
        )
    )
    return {mark for mark, count in found.items() if count > 1}


def _one_line(model: str) -> str:
    return " ".join(model.casefold().split())[:_LONGEST_MODEL]
