"""The captured answers and what their sources say the devices are."""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
ANSWERS = FOLDER / "answers"
SPLITS = ("seen", "held-out")
#: A little more than a third, so that a third is left when a held-out row turns out to be no good.
HELD_OUT_PERCENT = 36
#: Closed word for what a thing that is not a camera is, as app.model.identity.OtherThing.
#: Why a thing that is not a camera is easily taken for one.
HARD = ("same-maker", "same-protocol", "same-server", "talks-of-cameras", "like-name", "recorder-software")
FIELDS = ("is_camera", "kind", "maker", "brand", "model", "firmware")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the source says; None means that it does not say, except is_camera of a MAC block and of a program."""

    is_camera: bool | None = None
    kind: str | None = None
    maker: str | None = None
    brand: str | None = None
    model: str | None = None
    firmware: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One row. device names rows of one device; thing says what a thing that is not a camera is; hard why it is easily taken for one."""

    id: str
    protocol: str
    input: str
    expect: Expected
    where: str
    date: str
    split: str
    device: str = ""
    thing: str = ""
    hard: str = ""

    @property
    def synthetic(self) -> bool:
        """Made up in the form that the source describes; never held out."""
        return self.where.startswith("synthetic:")


@dataclass(frozen=True, slots=True)
class Rebrand:
    """A brand and a maker behind it, as a source has it."""

    brand: str
    maker: str
    lines: str
    relation: str
    where: str
    date: str


def read_answers(folder: Path = ANSWERS, splits: Collection[str] = SPLITS) -> tuple[Answer, ...]:
    """Every row of the files of these splits, in the order of names; other files are not opened.

    Raises ValueError or KeyError for a row that is not one.
    """
    return tuple(
        _answer(row) for split in splits for path in sorted(folder.glob(f"{split}-*.jsonl")) for row in _rows(path)
    )


def split_of(key: str) -> str:
    """The split of a new device or of a new row that belongs to none: by hash, so that nobody chooses."""
    draw = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % 100
    return "held-out" if draw < HELD_OUT_PERCENT else "seen"


def read_rebrands(path: Path = FOLDER / "rebrands.jsonl") -> tuple[Rebrand, ...]:
    """The rebrand set. Raises ValueError or KeyError for a row that is not one."""
    return tuple(
        Rebrand(
            row["brand"], row["maker"], row["lines"], row["relation"], row["source"]["where"], row["source"]["date"]
        )
        for row in _rows(path)
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _answer(row: dict[str, Any]) -> Answer:
    source = row["source"]
    return Answer(
        id=row["id"],
        protocol=row["protocol"],
        input=row["input"],
        expect=Expected(**row["expect"]),
        where=source["where"],
        date=source["date"],
        split=row["split"],
        device=row.get("device", ""),
        thing=row.get("thing", ""),
        hard=row.get("hard", ""),
    )
