"""Loads the guides (resources/guides/<id>.toml) and checks every step; steps of several guides stand in shared.toml."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.knowledge.tables import Row, read_table
from app.model.decision import Choice
from app.model.guide import Detail, Ending, Guide, GuideStep, StepKind
from app.model.policy import Bilingual, PolicySource
from app.model.problem import KnowledgeError

PROVINCES = frozenset({"AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"})
_SHARED = "shared"
_MOST_MINUTES = 24 * 60


def read_guides(folder: Path, is_maker: Callable[[str], bool]) -> Mapping[str, Guide]:
    """Every guide by its id. Raises KnowledgeError that names file and row."""
    shared_path = folder / f"{_SHARED}.toml"
    shared = [_step(shared_path.name, values, is_maker) for values in read_table(shared_path).get("step", [])]
    guides = [_guide(path, shared, is_maker) for path in sorted(folder.glob("*.toml")) if path.stem != _SHARED]
    if not guides:
        raise KnowledgeError("guides: there are none")
    return MappingProxyType({guide.id: guide for guide in guides})


def _guide(path: Path, shared: Sequence[GuideStep], is_maker: Callable[[str], bool]) -> Guide:
    table = read_table(path)
    row = Row(path.name, dict(table), path.stem)
    row.only(frozenset({"choice", "title", "fits", "minutes", "tools", "checked", "step", "order", "ends"}))
    if row.string("choice") not in set(Choice):
        raise row.fault("choice is none of the five")
    minutes = row.any("minutes")
    if not isinstance(minutes, list) or len(minutes) != 2 or not 0 < minutes[0] <= minutes[1] <= _MOST_MINUTES:
        raise row.fault("minutes are not the least and the most")
    own = [_step(path.name, values, is_maker) for values in table.get("step", [])]
    order = row.texts("order")
    if unused := {step.id for step in own} - set(order):
        raise row.fault(f"{sorted(unused)} are not in its order")
    known = {step.id: step for step in (*shared, *own)}
    if not order or len(set(order)) != len(order) or not set(order) <= set(known):
        raise row.fault("its order has no steps, one twice, or one that is not there")
    steps = tuple(known[name] for name in order)
    choice = Choice(row.string("choice"))
    if choice is Choice.REPLACE and steps[-1].kind is not StepKind.RESCAN:
        raise row.fault("the last step of replacing is a new scan")
    if any(step.kind is StepKind.RESCAN for step in steps[:-1]):
        raise row.fault("a scan that ends the guide stands before the end")
    ending = row.string("ends", (Ending.REPLACED if choice is Choice.REPLACE else Ending.KEPT).value)
    if ending not in set(Ending):
        raise row.fault("ends neither replaced, kept nor gone")
    return Guide(
        id=path.stem,
        choice=choice,
        title=row.bilingual("title"),
        fits=row.bilingual("fits"),
        minutes=(minutes[0], minutes[1]),
        tools=_bilinguals(path.name, path.stem, row.any("tools")),
        steps=steps,
        checked=dt.date.fromisoformat(row.day("checked")),
        ending=Ending(ending),
    )


def _step(file: str, values: Any, is_maker: Callable[[str], bool]) -> GuideStep:
    row = Row(file, values)
    row.only(frozenset({"id", "title", "do", "why", "sources", "detail", "kind"}))
    kind = row.string("kind", StepKind.ACTION.value)
    if kind not in set(StepKind):
        raise row.fault("kind is neither action nor rescan")
    do = _bilinguals(file, row.id, row.any("do"))
    if not do:
        raise row.fault("says nothing to do")
    return GuideStep(
        id=row.id,
        title=row.bilingual("title"),
        do=do,
        why=row.bilingual("why"),
        sources=_sources(row, file),
        details=tuple(_detail(file, one, row.id, is_maker) for one in row.any("detail") or ()),
        kind=StepKind(kind),
    )


def _detail(file: str, values: Any, step: str, is_maker: Callable[[str], bool]) -> Detail:
    row = Row(file, values, step)
    row.only(frozenset({"text", "makers", "provinces", "sources"}))
    makers, provinces = row.texts("makers"), row.texts("provinces")
    if not makers and not provinces:
        raise row.fault("a detail for everybody belongs into the step")
    if unknown := [maker for maker in makers if not is_maker(maker)]:
        raise row.fault(f"{unknown} are not makers of our list")
    if not set(provinces) <= PROVINCES:
        raise row.fault("a province is none")
    return Detail(row.bilingual("text"), makers, provinces, _sources(row, file))


def _bilinguals(file: str, row_id: str, values: Any) -> tuple[Bilingual, ...]:
    if values is None:
        return ()
    if not isinstance(values, list):
        raise KnowledgeError(f"{file}: {row_id}: is not a list of texts")
    return tuple(Row(file, {"text": one}, row_id).bilingual("text") for one in values)


def _sources(row: Row, file: str) -> tuple[PolicySource, ...]:
    found = []
    for values in row.any("sources") or ():
        one = Row(file, values, row.id)
        one.only(frozenset({"title", "url", "date"}))
        url = one.string("url")
        if not url.startswith(("https://", "http://")):
            raise row.fault("a source has no address")
        found.append(PolicySource(one.string("title"), url, one.string("date", "")))
    return tuple(found)
