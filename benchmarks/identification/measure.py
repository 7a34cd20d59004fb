"""How well the program says what a device is, measured on captured answers that the rules were not written from.

Usage: python -m benchmarks.identification.measure [--split seen|held-out|all] [--fresh] [--drop 0.5 --seed N] [--json FILE]
       python -m benchmarks.identification.measure --aggregate     only the sums, of the held-out rows unless --split says otherwise
       python -m benchmarks.identification.measure --rows seen     every wrong or missing value of the seen rows

--fresh leaves out rows whose text stands as an example in resources/rules. --drop throws away that share of the signals, a signal
being one field of one answer, at random but the same for one seed. Of held-out rows only figures are printed, never a row; with
--rows their files are not even opened.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.answer import read_answer
from app.knowledge.load import Knowledge, load
from app.model.certainty import Certainty
from app.model.identity import Identity
from app.model.sighting import Sighting
from app.stages.identify import ClaimBook, identify
from app.stages.merge import merge
from benchmarks.identification.answers import FIELDS, SPLITS, Answer, Expected, read_answers, read_rebrands
from benchmarks.identification.scoring import Outcome, Tally, Verdict, judge, macro, same_brand_by_name, tally
from benchmarks.identification.tables import cut, percent, table

_WORST = 20
_HALF = 0.5
_STEPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("MAC", frozenset({"mac"})),
    ("+ mDNS, SSDP, UPnP, DHCP", frozenset({"mdns", "ssdp", "upnp-description", "dhcp"})),
    ("+ WS-Discovery, ONVIF", frozenset({"wsdiscovery", "onvif"})),
    ("+ HTTP, RTSP, TLS, icon", frozenset({"http", "rtsp", "tls", "favicon"})),
    ("+ makers' searches", frozenset({"sadp", "dahua", "dvrip", "tvt", "tplink-discovery"})),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what was said of it."""

    answer: Answer
    verdicts: tuple[Verdict, ...]


class Bench:
    """The program as it is, with an optional loss of signals."""

    def __init__(self, knowledge: Knowledge, *, drop: float = 0.0, seed: int = 0) -> None:
        self.knowledge = knowledge
        self._book = ClaimBook(knowledge)
        self._drop = drop
        self._seed = seed

    def sighting(self, answer: Answer) -> Sighting | None:
        """The answer as the program reads it, less what is dropped; None when nothing is left."""
        read = read_answer(answer.protocol, answer.input)
        if read is None or not self._drop:
            return read
        chance = random.Random(f"{self._seed} {answer.id}")  # noqa: S311 - a repeatable draw, nothing secret
        kept = {name: text for name, text in read.untrusted_fields.items() if chance.random() >= self._drop}
        return replace(read, untrusted_fields=kept) if kept else None

    def identity(self, answers: Iterable[Answer]) -> Identity | None:
        """What the program says of one device that gave these answers."""
        sightings = [
            replace(sighting, address="192.0.2.1") for answer in answers if (sighting := self.sighting(answer))
        ]
        groups = merge(sightings)
        return identify(max(groups, key=lambda group: len(group.sightings)), self._book) if groups else None

    def judge(self, answers: Sequence[Answer], expect: Expected) -> tuple[Verdict, ...]:
        """One device, all its fields."""
        block_only = all(answer.protocol == "mac" for answer in answers)
        return judge(self.identity(answers), expect, block_only=block_only, same_brand=self._same_brand)

    def is_example(self, answer: Answer) -> bool:
        """Whether a field of the answer stands word for word as an example of a rule."""
        read = read_answer(answer.protocol, answer.input)
        return read is not None and any(
            line in self._examples.get(f"{read.protocol}.{name}", ())
            for name, text in read.untrusted_fields.items()
            for line in text.split("\n")
        )

    @property
    def _examples(self) -> Mapping[str, set[str]]:
        if not hasattr(self, "_known_examples"):
            self._known_examples: dict[str, set[str]] = defaultdict(set)
            for file in self.knowledge.rule_book.files:
                for rule in file.rules:
                    for field in rule.reads or file.reads:
                        self._known_examples[field].update(example.text for example in rule.examples)
        return self._known_examples

    def _same_brand(self, expected: str, said: str) -> bool:
        one, other = self.knowledge.brand_named(expected), self.knowledge.brand_named(said)
        return (one is not None and one == other) or same_brand_by_name(expected, said)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identification.measure")
    parser.add_argument("--split", choices=("seen", "held-out", "all"))
    only = parser.add_mutually_exclusive_group()
    only.add_argument(
        "--aggregate", action="store_true", help="only the sums; of held-out rows unless --split says otherwise"
    )
    only.add_argument("--rows", choices=("seen",), help="list every wrong or missing value of the seen rows")
    parser.add_argument("--fresh", action="store_true", help="leave out rows that are examples of rules")
    parser.add_argument("--drop", type=float, default=0.0, help="share of the signals that is thrown away")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(arguments)
    chosen.split = chosen.rows or chosen.split or ("held-out" if chosen.aggregate else "all")
    bench = Bench(load(), drop=chosen.drop, seed=chosen.seed)
    answers = read_answers(splits=SPLITS if chosen.split == "all" else (chosen.split,))
    if chosen.fresh:
        answers = tuple(answer for answer in answers if not bench.is_example(answer))
    judged = judge_all(bench, answers)
    if chosen.rows:
        for line in row_lines(judged):
            print(line)
        return 0
    steps = ablation(bench, answers)
    half = judge_all(Bench(bench.knowledge, drop=_HALF, seed=chosen.seed), answers)
    for part in report(judged, half, steps, bench, chosen):
        print(part, end="\n\n")
    if chosen.json:
        chosen.json.write_text(json.dumps(as_json(judged, steps), indent=1, ensure_ascii=False), encoding="utf-8")
    return 0


def judge_all(bench: Bench, answers: Iterable[Answer]) -> list[Judged]:
    """Each row by itself, as identify reads it."""
    return [Judged(answer, bench.judge((answer,), answer.expect)) for answer in answers]


def row_lines(judged: Iterable[Judged]) -> Iterable[str]:
    """Every wrong or missing value of the seen rows, one a line: row, field, outcome, expected, said, certainty, protocol."""
    for row in judged:
        for verdict in row.verdicts:
            if row.answer.split == "seen" and verdict.outcome in (Outcome.WRONG, Outcome.MISSING):
                outcome = "wrong" if verdict.outcome is Outcome.WRONG else "missing"
                said = f"{verdict.said} ({verdict.certainty.word})" if verdict.said else "-"
                yield "\t".join(
                    (row.answer.id, row.answer.protocol, verdict.field, outcome, verdict.expected, cut(said, 80))
                )


def report(
    judged: Sequence[Judged],
    half: Sequence[Judged],
    steps: Mapping[str, Mapping[str, Tally]],
    bench: Bench,
    chosen: argparse.Namespace,
) -> Iterable[str]:
    """The tables, one after the other; half is what is said with half of the signals dropped."""
    cameras = sum(bool(row.answer.expect.is_camera) for row in judged)
    others = sum(row.answer.expect.is_camera is False for row in judged)
    examples = sum(bench.is_example(row.answer) for row in judged)
    yield (
        f"{len(judged)} answers ({chosen.split}): {cameras} of cameras and recorders, {others} of other things, "
        f"{len(judged) - cameras - others} where the answer cannot tell.\n"
        f"{examples} hold a text that is an example of a rule; {sum(row.answer.synthetic for row in judged)} are synthetic. "
        f"Signals dropped: {percent(chosen.drop)}.\n"
        f"Knowledge of {bench.knowledge.date}. Makers of cameras: {_makers(judged)}."
    )
    yield "All answers together (micro)\n" + _fields_table(tally(_verdicts(judged)))
    yield "Mean over makers (macro)\n" + _macro_table(judged, lambda row: row.answer.expect.maker or "")
    yield "Mean over protocols (macro)\n" + _macro_table(judged, lambda row: row.answer.protocol)
    yield "Half of the signals dropped at random\n" + _fields_table(tally(_verdicts(half)))
    yield "Other things taken for a camera\n" + _alarms(judged, lambda row: row.answer.thing or "unknown")
    yield "Of these, things that are easily taken for one\n" + _alarms(judged, lambda row: row.answer.hard)
    if chosen.aggregate:
        return
    yield "Per protocol (share found / share confidently wrong)\n" + _groups(judged, lambda row: row.answer.protocol)
    yield "Per kind (share found / share confidently wrong)\n" + _groups(judged, _kind_of)
    yield "Per maker (share found / share confidently wrong)\n" + _groups(
        judged, lambda row: row.answer.expect.maker or ""
    )
    yield "Devices with several answers, with more and more of them (share found / share wrong)\n" + _steps_table(steps)
    yield "Brands and their makers, against resources/makers\n" + _rebrands_table(bench.knowledge)
    yield f"The {_WORST} worst mistakes of seen rows\n" + _worst(judged)


def ablation(bench: Bench, answers: Sequence[Answer]) -> dict[str, dict[str, Tally]]:
    """Devices with several answers: what is found with the answers of each step and those before it, then with all.

    A step counts the devices that gave an answer by then.
    """
    devices: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.device:
            devices[answer.device].append(answer)
    several = [rows for _, rows in sorted(devices.items()) if len({row.protocol for row in rows}) > 1]
    found: dict[str, dict[str, Tally]] = {}
    allowed: frozenset[str] = frozenset()
    for name, protocols in (*_STEPS, ("all", frozenset(row.protocol for rows in several for row in rows))):
        allowed |= protocols
        found[name] = tally(
            verdict
            for rows in several
            if (so_far := [row for row in rows if row.protocol in allowed])
            for verdict in bench.judge(so_far, whole(rows))
        )
    return found


def whole(rows: Iterable[Answer]) -> Expected:
    """What the sources say of the device: for each field the first row that says something."""
    known: dict[str, Any] = {}
    for row in rows:
        for field in FIELDS:
            value = getattr(row.expect, field)
            if value is not None:
                known.setdefault(field, value)
    return Expected(**known)


def as_json(judged: Sequence[Judged], steps: Mapping[str, Mapping[str, Tally]]) -> dict[str, Any]:
    """The figures for programs; single rows of the seen split only."""
    return {
        "answers": len(judged),
        "micro": {field: _figures(one) for field, one in tally(_verdicts(judged)).items()},
        "ablation": {step: {field: _figures(one) for field, one in found.items()} for step, found in steps.items()},
        "seen_mistakes": [
            {
                "id": row.answer.id,
                "field": verdict.field,
                "expected": verdict.expected,
                "said": verdict.said,
                "certainty": verdict.certainty.word,
            }
            for row in judged
            for verdict in row.verdicts
            if row.answer.split == "seen" and verdict.outcome in (Outcome.WRONG, Outcome.MISSING)
        ],
    }


def _figures(one: Tally) -> dict[str, Any]:
    return {
        "asked": one.asked,
        "right": one.right,
        "wrong": one.wrong,
        "confidently_wrong": one.confidently_wrong,
        "precision": one.precision,
        "coverage": one.coverage,
        "found": one.found,
    }


def _verdicts(judged: Iterable[Judged]) -> Iterable[Verdict]:
    return (verdict for row in judged for verdict in row.verdicts)


def _fields_table(tallies: Mapping[str, Tally]) -> str:
    return table(
        ("field", "asked", "right", "wrong", "missing", "silent", "precision", "coverage", "found", "wrong at likely+"),
        [
            (
                field,
                str(one.asked),
                str(one.right),
                str(one.wrong),
                str(one.missing),
                str(one.silent),
                percent(one.precision),
                percent(one.coverage),
                percent(one.found),
                f"{one.confidently_wrong} ({percent(one.overconfident)})",
            )
            for field, one in tallies.items()
        ],
    )


def _macro_table(judged: Iterable[Judged], key: Callable[[Judged], str]) -> str:
    tallies = [tally(_verdicts(rows)) for rows in _grouped(judged, key).values()]
    rows = [(field, *(percent(value) for value in macro(one[field] for one in tallies))) for field in FIELDS]
    return table(("field", "precision", "coverage", "found", "wrong at likely+"), rows)


def _makers(judged: Iterable[Judged]) -> int:
    return len({row.answer.expect.maker for row in judged if row.answer.expect.is_camera and row.answer.expect.maker})


def _alarms(judged: Sequence[Judged], key: Callable[[Judged], str]) -> str:
    others = [row for row in judged if row.answer.expect.is_camera is False or row.answer.hard]
    rows = []
    for name, group in sorted(_grouped(others, key).items()):
        said = [row.verdicts[0] for row in group]
        wrong = [verdict for verdict in said if verdict.said == "true"]
        sure = sum(verdict.certainty >= Certainty.LIKELY for verdict in wrong)
        right = sum(verdict.said == "false" for verdict in said)
        rows.append((name, str(len(group)), str(right), str(len(wrong)), str(sure)))
    return table(("thing", "answers", "said: no camera", "said: camera", "at likely+"), rows)


def _kind_of(row: Judged) -> str:
    return row.answer.expect.kind or ""


def _grouped(judged: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for row in judged:
        if name := key(row):
            groups[name].append(row)
    return groups


def _groups(judged: Iterable[Judged], key: Callable[[Judged], str]) -> str:
    rows = []
    for name, group in sorted(_grouped(judged, key).items(), key=lambda item: (-len(item[1]), item[0])):
        tallies = tally(_verdicts(group))
        cells = [f"{percent(tallies[field].found)} / {percent(tallies[field].overconfident)}" for field in FIELDS]
        rows.append((name, str(len(group)), *(cell.replace(" %", "") for cell in cells)))
    return table(("", "rows", *FIELDS), rows)


def _steps_table(steps: Mapping[str, Mapping[str, Tally]]) -> str:
    rows = []
    for step, found in steps.items():
        asked = max(one.asked for one in found.values())
        wrong = (_wrong_share(found[field]) for field in FIELDS)
        cells = [
            f"{percent(found[f].found)} / {percent(w)}".replace(" %", "") for f, w in zip(FIELDS, wrong, strict=True)
        ]
        rows.append((step, str(asked), *cells))
    return table(("answers used", "devices", *FIELDS), rows)


def _wrong_share(one: Tally) -> float | None:
    return one.wrong / one.asked if one.asked else None


def _rebrands_table(knowledge: Knowledge) -> str:
    agree, other, unknown = 0, 0, 0
    for pair in read_rebrands():
        brand = knowledge.brand_named(pair.brand)
        if brand is None or not brand.makers:
            unknown += 1
        elif pair.maker in brand.makers:
            agree += 1
        else:
            other += 1
    return table(
        ("pairs", "agree", "another maker", "no maker or no such brand"),
        [(str(agree + other + unknown), str(agree), str(other), str(unknown))],
    )


def _worst(judged: Iterable[Judged]) -> str:
    weight = {"is_camera": 5, "maker": 4, "kind": 3, "brand": 2, "model": 1, "firmware": 1}
    wrong = [
        (row.answer, verdict)
        for row in judged
        for verdict in row.verdicts
        if row.answer.split == "seen" and verdict.outcome is Outcome.WRONG
    ]
    wrong.sort(key=lambda pair: (-pair[1].certainty, -weight[pair[1].field], pair[0].id))
    return table(
        ("row", "field", "expected", "said", "certainty"),
        [
            (answer.id, verdict.field, cut(verdict.expected, 20), cut(verdict.said, 24), verdict.certainty.word)
            for answer, verdict in wrong[:_WORST]
        ],
    )


if __name__ == "__main__":
    raise SystemExit(main())
