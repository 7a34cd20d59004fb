"""How well the program says what a device is, measured on captured answers that the rules were not written from.

Usage: python -m benchmarks.identification.measure [--split seen|held-out|all] [--fresh] [--drop 0.5 --seed N] [--json FILE]
       python -m benchmarks.identification.measure --aggregate     only the sums, of the held-out rows unless --split says otherwise
       python -m benchmarks.identification.measure --rows seen     every wrong or missing value of the seen rows
       python -m benchmarks.identification.measure --rebrands      every brand that is not known as its source says

--fresh leaves out rows whose text stands as an example in resources/rules. --drop throws away that share of the signals, a signal
being one field of one answer, at random but the same for one seed. Of held-out rows only figures are printed, never a row; with
--rows their files are not even opened.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.knowledge.load import load
from benchmarks.identification.answers import SPLITS, read_answers, read_rebrands
from benchmarks.identification.bench import Bench, Judged, ablation, judge_all, verdicts
from benchmarks.identification.rebrands import rebrand_lines
from benchmarks.identification.report import report
from benchmarks.identification.scoring import Outcome, Tally, tally
from benchmarks.identification.tables import cut

_HALF = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identification.measure")
    parser.add_argument("--split", choices=("seen", "held-out", "all"))
    only = parser.add_mutually_exclusive_group()
    only.add_argument(
        "--aggregate", action="store_true", help="only the sums; of held-out rows unless --split says otherwise"
    )
    only.add_argument("--rows", choices=("seen",), help="list every wrong or missing value of the seen rows")
    only.add_argument("--rebrands", action="store_true", help="list the brands that are not known as their source says")
    parser.add_argument("--fresh", action="store_true", help="leave out rows that are examples of rules")
    parser.add_argument("--drop", type=float, default=0.0, help="share of the signals that is thrown away")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args(arguments)
    chosen.split = chosen.rows or chosen.split or ("held-out" if chosen.aggregate else "all")
    bench = Bench(load(), drop=chosen.drop, seed=chosen.seed)
    if chosen.rebrands:
        for line in rebrand_lines(read_rebrands(), bench.knowledge):
            print(line)
        return 0
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
    for part in report(judged, half, steps, bench, split=chosen.split, sums_only=chosen.aggregate):
        print(part, end="\n\n")
    if chosen.json:
        chosen.json.write_text(json.dumps(as_json(judged, steps), indent=1, ensure_ascii=False), encoding="utf-8")
    return 0


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


def as_json(judged: Sequence[Judged], steps: Mapping[str, Mapping[str, Tally]]) -> dict[str, Any]:
    """The figures for programs; single rows of the seen split only."""
    return {
        "answers": len(judged),
        "micro": {field: _figures(one) for field, one in tally(verdicts(judged)).items()},
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


if __name__ == "__main__":
    raise SystemExit(main())
