"""Loads how a firmware version is read (resources/reading/firmware.toml) and checks every row."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from app.knowledge.tables import Row, read_table
from app.model.policy import PolicySource
from app.model.problem import KnowledgeError
from app.model.reading import Reading, Way, Where

_BETWEEN = " > "


class Readings:
    """The ways by maker."""

    def __init__(self, general: Reading, of_makers: Mapping[str, Reading]) -> None:
        self._general = general
        self.of_makers = of_makers

    def of(self, *makers: str) -> Reading:
        """The ways of the first of these makers that has some, else those of any device."""
        return next((self.of_makers[maker] for maker in makers if maker in self.of_makers), self._general)


def read_readings(path: Path, is_maker: Callable[[str], bool]) -> Readings:
    """All rows. Raises KnowledgeError that names file and row."""
    table = read_table(path)
    head = Row(path.name, dict(table), "file")
    head.only(frozenset({"checked", "general", "maker"}))
    head.day("checked")
    general = Reading(tuple(_way(path.name, values, "general") for values in table.get("general", [])))
    if not general.ways:
        raise KnowledgeError(f"{path.name}: no general ways")
    found: dict[str, Reading] = {}
    for values in table.get("maker", []):
        row = Row(path.name, values)
        row.only(frozenset({"id", "way", "label"}))
        if not is_maker(row.id) or row.id in found:
            raise row.fault("is not a maker of our list, or stands twice")
        ways = tuple(_way(path.name, one, row.id) for one in row.any("way") or ())
        if not ways:
            raise row.fault("has no way")
        found[row.id] = Reading(ways, of_maker=True, on_label=row.flag("label"))
    return Readings(general, MappingProxyType(found))


def _way(file: str, values: object, row_id: str) -> Way:
    row = Row(file, values, row_id)
    row.only(frozenset({"where", "menu", "confirmed"}))
    if row.string("where") not in set(Where):
        raise row.fault("where is none of our words")
    steps = tuple(row.string("menu").split(_BETWEEN))
    if len(steps) < 2 or any(not step or step != step.strip() for step in steps):
        raise row.fault("menu is not a path")
    source = None
    if (confirmed := row.any("confirmed")) is not None:
        named = Row(file, confirmed, row_id)
        named.only(frozenset({"title", "url", "date"}))
        source = PolicySource(named.string("title"), named.string("url"), named.string("date", ""))
    return Way(Where(row.string("where")), steps, source)
