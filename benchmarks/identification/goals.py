"""The shares that the issue asks for, one answer at a time: cameras found, makers named, models, firmware, other things kept out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from benchmarks.identification.bench import Judged
from benchmarks.identification.scoring import Outcome, Verdict
from benchmarks.identification.tables import percent

#: Fields whose value a person reads as a name.
_NAMES = ("maker", "brand", "model")
#: What makes up a maker's own share.
_OF_A_MAKER = ("is_camera", "maker", "model", "firmware")


def goal_rows(judged: Sequence[Judged], is_placeholder: Callable[[str], bool]) -> Sequence[tuple[str, ...]]:
    """What is wanted, what there is, and of how many."""
    cameras = [row for row in judged if row.answer.expect.is_camera]
    others = [row for row in judged if row.answer.expect.is_camera is False or row.answer.hard]
    hard = [row for row in others if row.answer.hard]
    kept = [_kept_out(row) for row in others]
    kept_hard = [_kept_out(row) for row in hard]
    makers = list(maker_shares(cameras).values())
    return [
        ("cameras found", "95 %", *_found(cameras, "is_camera")),
        ("makers named", "90 %", *_found(cameras, "maker")),
        ("makers right where one is given", "99 %", *_right_where_given(cameras, "maker")),
        ("models", "88 %", *_found(cameras, "model")),
        ("firmware", "88 %", *_found(cameras, "firmware")),
        ("mean over makers and brands", "80 %", _mean(makers), str(len(makers))),
        ("other things kept out", "99.5 %", _share(sum(kept), len(kept)), str(len(kept))),
        ("hard ones kept out", "98 %", _share(sum(kept_hard), len(kept_hard)), str(len(kept_hard))),
        ("placeholders shown as a name", "0", str(placeholders_shown(judged, is_placeholder)), str(len(judged))),
    ]


def maker_shares(cameras: Iterable[Judged]) -> dict[str, float]:
    """For each maker, or brand where the source names no maker, the share of what was asked of its answers that is right."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for row in cameras:
        name = row.answer.expect.maker or (row.answer.expect.brand or "").casefold()
        if name:
            groups[name].extend(verdict for verdict in row.verdicts if verdict.field in _OF_A_MAKER)
    asked = {name: [one for one in found if _asked(one)] for name, found in groups.items()}
    return {name: sum(one.outcome is Outcome.RIGHT for one in found) / len(found) for name, found in asked.items()}


def placeholders_shown(judged: Iterable[Judged], is_placeholder: Callable[[str], bool]) -> int:
    """How often a text that stands where a name should be is given as maker, brand or model."""
    return sum(
        bool(verdict.said) and verdict.field in _NAMES and is_placeholder(verdict.said)
        for row in judged
        for verdict in row.verdicts
    )


def _kept_out(row: Judged) -> bool:
    return all(verdict.said != "true" for verdict in row.verdicts if verdict.field == "is_camera")


def _of(rows: Iterable[Judged], field: str) -> list[Verdict]:
    return [verdict for row in rows for verdict in row.verdicts if verdict.field == field and _asked(verdict)]


def _asked(verdict: Verdict) -> bool:
    return verdict.outcome in (Outcome.RIGHT, Outcome.WRONG, Outcome.MISSING)


def _found(rows: Iterable[Judged], field: str) -> tuple[str, str]:
    verdicts = _of(rows, field)
    return _share(sum(verdict.outcome is Outcome.RIGHT for verdict in verdicts), len(verdicts)), str(len(verdicts))


def _right_where_given(rows: Iterable[Judged], field: str) -> tuple[str, str]:
    given = [verdict for verdict in _of(rows, field) if verdict.outcome is not Outcome.MISSING]
    return _share(sum(verdict.outcome is Outcome.RIGHT for verdict in given), len(given)), str(len(given))


def _mean(shares: Sequence[float]) -> str:
    return percent(sum(shares) / len(shares) if shares else None)


def _share(part: int, whole: int) -> str:
    return percent(part / whole if whole else None)
