"""A list of steps that leads through one way of dealing with a device."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.model.decision import Choice
from app.model.policy import Bilingual, PolicySource


class StepKind(StrEnum):
    """ACTION is done and ticked by the person; RESCAN is proven by a scan."""

    ACTION = "action"
    RESCAN = "rescan"


class Ending(StrEnum):
    """What a new scan has to prove for a guide to be over: another one in its place, still there, or there no more."""

    REPLACED = "replaced"
    KEPT = "kept"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Detail:
    """What a step says in one case only: for devices of these makers, for readers of these provinces; empty means any."""

    text: Bilingual
    makers: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    sources: tuple[PolicySource, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step: what to do, sentence by sentence, and why."""

    id: str
    title: Bilingual
    do: tuple[Bilingual, ...]
    why: Bilingual
    sources: tuple[PolicySource, ...] = ()
    details: tuple[Detail, ...] = ()
    kind: StepKind = StepKind.ACTION


@dataclass(frozen=True, slots=True)
class Guide:
    """Steps for one case. fits says when it is the right one; minutes are the least and the most that it usually takes."""

    id: str
    choice: Choice
    title: Bilingual
    fits: Bilingual
    minutes: tuple[int, int]
    tools: tuple[Bilingual, ...]
    steps: tuple[GuideStep, ...]
    checked: dt.date
    ending: Ending = Ending.KEPT
