"""The program asked about captured answers, one at a time and several of one device together."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.answer import read_answer
from app.knowledge.load import Knowledge
from app.model.identity import Identity
from app.model.sighting import Sighting
from app.stages.identify import ClaimBook, identify
from app.stages.merge import merge
from benchmarks.identification.answers import FIELDS, Answer, Expected
from benchmarks.identification.scoring import Tally, Verdict, judge, same_brand_by_name, tally

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
        self.drop = drop
        self._seed = seed

    def sighting(self, answer: Answer) -> Sighting | None:
        """The answer as the program reads it, less what is dropped; None when nothing is left."""
        read = read_answer(answer.protocol, answer.input)
        if read is None or not self.drop:
            return read
        chance = random.Random(f"{self._seed} {answer.id}")  # noqa: S311 - a repeatable draw, nothing secret
        kept = {name: text for name, text in read.untrusted_fields.items() if chance.random() >= self.drop}
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


def judge_all(bench: Bench, answers: Iterable[Answer]) -> list[Judged]:
    """Each row by itself, as identify reads it."""
    return [Judged(answer, bench.judge((answer,), answer.expect)) for answer in answers]


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


def verdicts(judged: Iterable[Judged]) -> Iterable[Verdict]:
    """Every verdict of these rows."""
    return (verdict for row in judged for verdict in row.verdicts)
