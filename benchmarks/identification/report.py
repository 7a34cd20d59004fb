"""The tables of a measurement."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from app.model.certainty import Certainty
from benchmarks.identification.answers import FIELDS, read_rebrands
from benchmarks.identification.baseline import keywords_judged
from benchmarks.identification.bench import Bench, Judged, verdicts
from benchmarks.identification.goals import goal_rows
from benchmarks.identification.rebrands import rebrands_table
from benchmarks.identification.scoring import Outcome, Tally, macro, tally
from benchmarks.identification.tables import cut, percent, table

_WORST = 20
_FEW = 3
_GROUP_HEAD = "(share found / right of what is said / wrong at likely or above, in per cent)"


def report(
    judged: Sequence[Judged],
    half: Sequence[Judged],
    steps: Mapping[str, Mapping[str, Tally]],
    bench: Bench,
    *,
    split: str,
    sums_only: bool,
) -> Iterable[str]:
    """The tables, one after the other; half is what is said with half of the signals dropped.

    sums_only leaves out makers, single rows and groups so small that their sum would tell of a row.
    """
    least = _FEW if sums_only else 1
    cameras = sum(bool(row.answer.expect.is_camera) for row in judged)
    others = sum(row.answer.expect.is_camera is False for row in judged)
    examples = sum(bench.is_example(row.answer) for row in judged)
    names = {_name_of(row) for row in judged if row.answer.expect.is_camera} - {""}
    yield (
        f"{len(judged)} answers ({split}): {cameras} of cameras and recorders, {others} of other things, "
        f"{len(judged) - cameras - others} where the answer cannot tell.\n"
        f"{examples} hold a text that is an example of a rule; {sum(row.answer.synthetic for row in judged)} are synthetic. "
        f"Signals dropped: {percent(bench.drop)}.\n"
        f"Knowledge of {bench.knowledge.date}. Makers of cameras: {_makers(judged)}; with brands whose maker is open: {len(names)}."
    )
    keywords = goal_rows(keywords_judged(row.answer for row in judged), bench.knowledge.is_placeholder)
    yield "What is asked for\n" + table(
        ("one answer at a time", "wanted", "there is", "answers", "40 lines of keywords"),
        [
            (*one, other[2])
            for one, other in zip(goal_rows(judged, bench.knowledge.is_placeholder), keywords, strict=True)
        ],
    )
    yield "All answers together (micro)\n" + _fields_table(tally(verdicts(judged)))
    yield "Mean over makers and brands (macro)\n" + _macro_table(judged, _name_of)
    yield "Mean over protocols (macro)\n" + _macro_table(judged, lambda row: row.answer.protocol)
    yield "Half of the signals dropped at random\n" + _fields_table(tally(verdicts(half)))
    yield "Other things taken for a camera\n" + _alarms(judged, lambda row: row.answer.thing or "unknown")
    yield "Of these, things that are easily taken for one\n" + _alarms(judged, lambda row: row.answer.hard)
    yield f"Per protocol {_GROUP_HEAD}\n" + _groups(judged, lambda row: row.answer.protocol, least=least)
    yield f"Per kind {_GROUP_HEAD}\n" + _groups(judged, _kind_of, least=least)
    yield "Devices with several answers, with more and more of them (share found / share wrong)\n" + _steps_table(steps)
    yield "Brands and their makers, against what the program knows of the brand\n" + rebrands_table(
        read_rebrands(), bench.knowledge
    )
    if sums_only:
        return
    yield f"Per maker or brand {_GROUP_HEAD}\n" + _groups(judged, _name_of)
    yield f"The {_WORST} worst mistakes of seen rows\n" + _worst(judged)


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
    tallies = [tally(verdicts(rows)) for rows in _grouped(judged, key).values()]
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
    return row.answer.expect.kind or ("camera or recorder" if row.answer.expect.is_camera else "")


def _name_of(row: Judged) -> str:
    return row.answer.expect.maker or (row.answer.expect.brand or "").casefold()


def _grouped(judged: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for row in judged:
        if name := key(row):
            groups[name].append(row)
    return groups


def _groups(judged: Iterable[Judged], key: Callable[[Judged], str], *, least: int = 1) -> str:
    rows = []
    for name, group in sorted(_grouped(judged, key).items(), key=lambda item: (-len(item[1]), item[0])):
        if len(group) < least:
            continue
        tallies = tally(verdicts(group))
        rows.append((name, str(len(group)), *(_three(tallies[field]) for field in FIELDS)))
    return table(("", "rows", *FIELDS), rows)


def _three(one: Tally) -> str:
    if one.asked + one.silent == 0:
        return "–"
    shares = (one.found, one.precision, one.overconfident)
    return "/".join("–" if share is None else f"{100 * share:.0f}" for share in shares)


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
