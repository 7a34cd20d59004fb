"""Which one is it: what each watched device answered over time, and which of them went quiet. Moments are seconds of one clock."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.model.device import Device

#: Most devices that are watched at a time, and how long a watch lasts at most, in seconds.
WATCHED_LIMIT = 200
LONGEST_SECONDS = 600.0
#: A device is known well enough to be named after so many answers.
ANSWERS_NEEDED = 3
#: Missed answers in a row that a device without a single miss so far needs to count as quiet; one that missed before needs more.
FEWEST_MISSES = 3
#: Before so many questions were answered, luck may look like a good connection.
_WELL_KNOWN = 6
#: A device that needs more than this answers too seldom to be named.
MOST_MISSES = 10
#: How probable a run of misses by chance may be.
_CHANCE = 1e-5
#: A quiet time of at most so many misses may have been a bad moment of the radio: the next one has to be longer.
_SHORT_QUIET = 6
#: Devices whose first misses lie so close together went quiet at about the same time: each is asked every 2 to 3 seconds.
SAME_TIME_SECONDS = 6.0
#: How long a first quiet device waits for others that have begun to miss, before it is named alone.
SETTLE_SECONDS = 5.0
#: Whoever answers so long after another fell silent did not fall silent with it.
_SURELY_AFTER_SECONDS = 2.0
#: So many of the devices that answered, and at least so many devices, are the network and not a camera.
_NEARLY_ALL, _ALL_AT_LEAST = 0.8, 2
#: A quiet time shorter than this is told as short: a device that restarts takes longer.
BRIEF_SECONDS = 12.0
#: A first answer later than this after all others were ready is of a device that was off.
_LATE_SECONDS = 5.0


class DeviceState(StrEnum):
    """What can be said of one device while it is watched."""

    WAITING = "waiting"
    ANSWERS = "answers"
    QUIET = "quiet"
    BACK = "back"
    #: It answers now and then: a silence tells nothing.
    UNSTEADY = "unsteady"
    #: It has answered none of our questions since the watch began.
    NO_ANSWER = "no-answer"
    #: Its address is not in a network that this computer is connected to.
    ELSEWHERE = "elsewhere"
    #: Something else has its address now.
    REPLACED = "replaced"
    #: There are more devices than can be watched.
    LEFT_OUT = "left-out"


class Answer(StrEnum):
    """What the watch has seen so far."""

    NOT_READY = "not-ready"
    NOTHING_TO_WATCH = "nothing-to-watch"
    NOTHING = "nothing"
    #: Something misses answers; who else does is not settled.
    SETTLING = "settling"
    ONE = "one"
    TOGETHER = "together"
    #: One or several, and others before them.
    AFTER_OTHERS = "after-others"
    #: Nearly everything at once: the network, or this computer's way to it.
    EVERYTHING = "everything"
    #: This computer is no longer connected to the network.
    NO_NETWORK = "no-network"
    #: Nothing went quiet, but one that was silent at first answers now.
    CAME = "came"


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """What to watch, most important first."""

    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """A quiet time: the first missed question, when it was noticed, and the first answer after it (None: still quiet)."""

    began: float
    noticed: float
    ended: float | None = None


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The answers of one device. asked and missed count up to the last answer, without quiet times.

    roughly: it is only seen in the system's table, which forgets a device after up to a minute.
    minor: it is no camera, so it is named only when no other is: phones fall asleep by themselves.
    """

    device_id: str
    roughly: bool = False
    minor: bool = False
    answers: int = 0
    asked: int = 0
    missed: int = 0
    longest_run: int = 0
    run: int = 0
    run_began: float = 0.0
    first_answer: float | None = None
    last_answer: float = 0.0
    episodes: tuple[Episode, ...] = ()

    def noted(self, asked_at: float, now: float, *, answered: bool) -> "TimeLine":
        """The line with one more question, asked at one moment and decided at a later one."""
        return self._after_answer(now) if answered else self._after_miss(asked_at, now)

    @property
    def is_quiet(self) -> bool:
        """True while it is quiet."""
        return bool(self.episodes) and self.episodes[-1].ended is None

    @property
    def misses_needed(self) -> int:
        """How many answers in a row it must miss to count as quiet."""
        if not self.missed:
            return FEWEST_MISSES if self.asked >= _WELL_KNOWN else FEWEST_MISSES + 1
        share = (self.missed + 1) / (self.asked + 2)
        return max(FEWEST_MISSES + 1, self.longest_run + 2, math.ceil(math.log(_CHANCE) / math.log(share)))

    @property
    def is_steady(self) -> bool:
        """True when it answers well enough that a silence would tell something."""
        return self.answers >= ANSWERS_NEEDED and self.misses_needed <= MOST_MISSES

    def _after_answer(self, now: float) -> "TimeLine":
        episodes, run = self.episodes, self.run
        if self.is_quiet:
            episodes = (*episodes[:-1], replace(episodes[-1], ended=now))
            run = run if run <= _SHORT_QUIET else 0
        return replace(
            self,
            answers=self.answers + 1,
            asked=self.asked + run + 1,
            missed=self.missed + run,
            longest_run=max(self.longest_run, run),
            run=0,
            last_answer=now,
            first_answer=now if self.first_answer is None else self.first_answer,
            episodes=episodes,
        )

    def _after_miss(self, asked_at: float, now: float) -> "TimeLine":
        if not self.answers:
            return self
        began = self.run_began if self.run else asked_at
        line = replace(self, run=self.run + 1, run_began=began)
        if not line.is_quiet and line.is_steady and line.run >= line.misses_needed:
            line = replace(line, episodes=(*line.episodes, Episode(began, now)))
        return line


@dataclass(frozen=True, slots=True)
class Watched:
    """How one device stands. seconds is how long it has been quiet, or how long it has answered again."""

    device_id: str
    state: DeviceState
    seconds: float = 0.0
    roughly: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. last holds the ids that went quiet last, earlier those before them, each in the order of their silence.

    back: all of last answer again; brief: so soon that it may have been a bad moment; alone: nothing else could be watched.
    """

    answer: Answer
    last: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    back: bool = False
    brief: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class WatchNews:
    """How the watch stands. seconds since it began; over: it has ended by itself after LONGEST_SECONDS."""

    seconds: float
    verdict: Verdict
    devices: tuple[Watched, ...]
    over: bool = False


def state_of(line: TimeLine, now: float, *, ready: bool) -> Watched:
    """How a device that is asked stands now."""
    last = line.episodes[-1] if line.episodes else None
    if last is not None and last.ended is None:
        return Watched(line.device_id, DeviceState.QUIET, now - last.began, line.roughly)
    if last is not None and last.ended is not None:
        return Watched(line.device_id, DeviceState.BACK, now - last.ended, line.roughly)
    if line.is_steady:
        state = DeviceState.ANSWERS
    elif not ready:
        state = DeviceState.WAITING
    else:
        state = DeviceState.UNSTEADY if line.answers else DeviceState.NO_ANSWER
    return Watched(line.device_id, state, roughly=line.roughly)


def judge(lines: Sequence[TimeLine], now: float, ready_at: float | None) -> Verdict:
    """What the time lines say together. ready_at is the moment when all that would answer had answered, None before."""
    if ready_at is None:
        return Verdict(Answer.NOT_READY)
    steady = [line for line in lines if line.is_steady]
    groups = _groups([line for line in lines if not line.minor]) or _groups(lines)
    if not groups:
        return _without_silence(steady, ready_at)
    last = groups[-1]
    if _is_open(last, steady, now):
        return Verdict(Answer.SETTLING)
    ids = _ids(last)
    ends = [line.episodes[at].ended for line, at in last]
    back = all(end is not None for end in ends)
    everything = _is_everything(last, steady)
    earlier = [one for group in groups[:-1] if not _is_everything(group, steady) for one in _ids(group)]
    brief = back and all(
        end is not None and end - line.episodes[at].began < BRIEF_SECONDS
        for (line, at), end in zip(last, ends, strict=True)
    )
    answer = Answer.AFTER_OTHERS if earlier else Answer.ONE if len(ids) == 1 else Answer.TOGETHER
    return Verdict(
        Answer.EVERYTHING if everything else answer,
        ids,
        tuple(dict.fromkeys(one for one in earlier if one not in ids)),
        back=back,
        brief=brief,
        alone=len(steady) == 1,
    )


_Group = list[tuple[TimeLine, int]]


def _groups(lines: Sequence[TimeLine]) -> list[_Group]:
    """Episodes that began at about the same time, oldest first; each is a line and the place of its episode."""
    episodes = sorted(
        ((line, at) for line in lines for at in range(len(line.episodes))),
        key=lambda one: (one[0].episodes[one[1]].began, one[0].device_id),
    )
    groups: list[_Group] = []
    for line, at in episodes:
        if groups and line.episodes[at].began - _began(groups[-1][0]) <= SAME_TIME_SECONDS:
            groups[-1].append((line, at))
        else:
            groups.append([(line, at)])
    return groups


def _began(one: tuple[TimeLine, int]) -> float:
    return one[0].episodes[one[1]].began


def _ids(group: _Group) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.device_id for line, _ in group))


def _is_open(group: _Group, steady: Sequence[TimeLine], now: float) -> bool:
    """True while others have not answered since, or have begun to miss as well, and nobody can say yet whether they are quiet."""
    noticed = max(line.episodes[at].noticed for line, at in group)
    if now - noticed >= SETTLE_SECONDS:
        return False
    named, since = set(_ids(group)), _began(group[0]) + _SURELY_AFTER_SECONDS
    others = (line for line in steady if not line.is_quiet and line.device_id not in named)
    return any(line.run or line.last_answer <= since for line in others)


def _is_everything(group: _Group, steady: Sequence[TimeLine]) -> bool:
    """True when nearly all that answered before fell silent with the group."""
    began = _began(group[0])
    there = [line for line in steady if not _was_quiet_before(line, began)]
    silent = sum(_fell_silent_at(line, began) for line in there)
    return len(there) >= _ALL_AT_LEAST and silent >= max(_ALL_AT_LEAST, _NEARLY_ALL * len(there))


def _fell_silent_at(line: TimeLine, moment: float) -> bool:
    began = [one.began for one in line.episodes] + ([line.run_began] if line.run else [])
    return any(abs(one - moment) <= SAME_TIME_SECONDS for one in began)


def _was_quiet_before(line: TimeLine, moment: float) -> bool:
    before = moment - SAME_TIME_SECONDS
    return any(one.began < before and (one.ended is None or one.ended > before) for one in line.episodes)


def _without_silence(steady: Sequence[TimeLine], ready_at: float) -> Verdict:
    came = [
        (line.first_answer, line.device_id)
        for line in steady
        if line.first_answer is not None and line.first_answer > ready_at + _LATE_SECONDS and not line.roughly
    ]
    if came:
        return Verdict(Answer.CAME, tuple(device_id for _, device_id in sorted(came)))
    return Verdict(Answer.NOTHING if steady else Answer.NOTHING_TO_WATCH, alone=len(steady) == 1)
