"""Right, wrong or missing: what the program says beside what the source says. Nothing here reads a rule."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from app.model.certainty import Certainty
from app.model.identity import Identity, Kind
from benchmarks.identification.answers import FIELDS, Expected

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_MARKET = re.compile(r"\([A-Z]{2}\)$")


class Outcome(Enum):
    """UNASKED: the source does not say, so nothing is counted. SILENT: nothing could be said and nothing was."""

    RIGHT = auto()
    WRONG = auto()
    MISSING = auto()
    SILENT = auto()
    UNASKED = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One field of one row."""

    field: str
    outcome: Outcome
    expected: str
    said: str
    certainty: Certainty

    @property
    def confidently_wrong(self) -> bool:
        """Wrong, and said to be likely or confirmed."""
        return self.outcome is Outcome.WRONG and self.certainty >= Certainty.LIKELY


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one field; the shares are None where there is nothing to divide by."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    silent: int = 0
    confidently_wrong: int = 0

    @property
    def asked(self) -> int:
        """Rows that count."""
        return self.right + self.wrong + self.missing

    @property
    def precision(self) -> float | None:
        """Of what was said, the share that is right."""
        return _share(self.right, self.right + self.wrong)

    @property
    def coverage(self) -> float | None:
        """Of what was asked, the share where something was said."""
        return _share(self.right + self.wrong, self.asked)

    @property
    def found(self) -> float | None:
        """Of what was asked, the share that is right."""
        return _share(self.right, self.asked)

    @property
    def overconfident(self) -> float | None:
        """Of what was judged, the share that is wrong at likely or above; rightly saying nothing counts as judged."""
        return _share(self.confidently_wrong, self.asked + self.silent)


def same_brand_by_name(expected: str, said: str) -> bool:
    """Whether two names are one, punctuation and case aside."""
    return _key(expected) == _key(said)


def judge(
    identity: Identity | None,
    expect: Expected,
    *,
    block_only: bool = False,
    same_brand: Callable[[str, str], bool] = same_brand_by_name,
) -> tuple[Verdict, ...]:
    """A verdict for each of FIELDS. block_only: the answer is a MAC block, which never says whether it is a camera."""
    said = identity or Identity()
    kind_said = "" if said.kind is Kind.UNKNOWN else said.kind.value
    camera_said = "" if said.is_camera is None else str(said.is_camera).lower()
    maker_said = said.maker.key or said.maker.value or ""
    return (
        _judge_camera(camera_said, said.kind_certainty, expect, block_only=block_only),
        _verdict("kind", expect.kind, kind_said, said.kind_certainty, _equal),
        _verdict("maker", expect.maker, maker_said, said.maker.certainty, _equal),
        _verdict("brand", expect.brand, said.brand.value or "", said.brand.certainty, same_brand),
        _verdict("model", expect.model, said.model.value or "", said.model.certainty, _same_model(expect.brand or "")),
        _verdict("firmware", expect.firmware, said.firmware.value or "", said.firmware.certainty, _same_firmware),
    )


def tally(verdicts: Iterable[Verdict]) -> dict[str, Tally]:
    """Counts per field."""
    counts = {field: [0, 0, 0, 0, 0] for field in FIELDS}
    for verdict in verdicts:
        row = counts[verdict.field]
        row[0] += verdict.outcome is Outcome.RIGHT
        row[1] += verdict.outcome is Outcome.WRONG
        row[2] += verdict.outcome is Outcome.MISSING
        row[3] += verdict.outcome is Outcome.SILENT
        row[4] += verdict.confidently_wrong
    return {field: Tally(*row) for field, row in counts.items()}


def macro(tallies: Iterable[Tally]) -> tuple[float | None, float | None, float | None, float | None]:
    """Precision, coverage, share found and share confidently wrong, each the mean over groups that have one.

    A rare maker weighs as much as a common one.
    """
    groups = list(tallies)
    return (
        _mean(group.precision for group in groups),
        _mean(group.coverage for group in groups),
        _mean(group.found for group in groups),
        _mean(group.overconfident for group in groups),
    )


def _judge_camera(said: str, certainty: Certainty, expect: Expected, *, block_only: bool) -> Verdict:
    if expect.is_camera is not None:
        return _verdict("is_camera", str(expect.is_camera).lower(), said, certainty, _equal)
    if block_only:
        outcome = Outcome.WRONG if said else Outcome.SILENT
    elif expect.kind == Kind.SOFTWARE.value:
        outcome = Outcome.WRONG if said == "true" else Outcome.SILENT
    else:
        outcome = Outcome.UNASKED
    return Verdict("is_camera", outcome, "cannot tell", said, certainty)


def _verdict(
    field: str, expected: str | None, said: str, certainty: Certainty, same: Callable[[str, str], bool]
) -> Verdict:
    if expected is None:
        outcome = Outcome.UNASKED
    elif not said:
        outcome = Outcome.MISSING
    else:
        outcome = Outcome.RIGHT if same(expected, said) else Outcome.WRONG
    return Verdict(field, outcome, expected or "", said, certainty)


def _equal(expected: str, said: str) -> bool:
    return expected == said


def _same_model(brand: str) -> Callable[[str, str], bool]:
    """The model, whether or not the brand stands before it or the market behind it: "AXIS P3344", "C210(EU)"."""
    prefix = _key(brand)

    def plain(text: str) -> str:
        return _key(_MARKET.sub("", text.strip())).removeprefix(prefix)

    def same(expected: str, said: str) -> bool:
        return plain(expected) == plain(said)

    return same


def _same_firmware(expected: str, said: str) -> bool:
    """The version, whether or not a build stands behind it."""
    return _version(expected) == _version(said)


def _version(text: str) -> str:
    return re.split(r"(?:\s|,|build|_)", text.strip().lower(), maxsplit=1)[0].removeprefix("v")


def _key(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
