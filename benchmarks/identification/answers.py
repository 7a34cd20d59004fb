"""The captured answers and what their sources say the devices are."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
SPLITS = ("seen", "held-out")
#: Closed word for what a thing that is not a camera is, as app.model.identity.OtherThing.
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
    """One row. device names rows of one device; thing says what a thing that is not a camera is."""

    id: str
    protocol: str
    input: str
    expect: Expected
    where: str
    date: str
    split: str
    device: str = ""
    thing: str = ""

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


def read_answers(folder: Path = FOLDER / "answers") -> tuple[Answer, ...]:
    """Every row of every file, in the order of names. Raises ValueError or KeyError for a row that is not one."""
    return tuple(_answer(row) for path in sorted(folder.glob("*.jsonl")) for row in _rows(path))


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
    )
