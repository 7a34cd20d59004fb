"""Which one is it: what time lines say. Lines are made by a small clockwork that asks as the watch does."""

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.watch import (
    FEWEST_MISSES,
    MOST_MISSES,
    SAME_TIME_SECONDS,
    SETTLE_SECONDS,
    Answer,
    DeviceState,
    TimeLine,
    Verdict,
    judge,
    state_of,
)

#: As in app.scan.watch.
EVERY, SOONER, PATIENCE = 3.0, 2.0, 1.6
READY = 8.0

IsThere = Callable[[float], bool]


def always(_moment: float) -> bool:
    return True


def silent_from(begin: float, end: float = 1e9) -> IsThere:
    return lambda moment: not begin <= moment < end


def losing(share: float, seed: int, there: IsThere = always) -> IsThere:
    dice = random.Random(seed)
    return lambda moment: there(moment) and dice.random() >= share


class Clockwork:
    """Plays a watch; verdicts holds each one that differs from the one before, with its moment."""

    def __init__(
        self, devices: Sequence[IsThere], phases: Sequence[float] | None = None, minor: Sequence[int] = ()
    ) -> None:
        self._devices = devices
        self.lines = [TimeLine(str(number), minor=number in minor) for number in range(len(devices))]
        self._next = list(phases or [0.1 * number for number in range(len(devices))])
        self._decided: list[tuple[float, float, bool] | None] = [None] * len(devices)
        self.verdicts: list[tuple[float, Verdict]] = []

    def run(self, until: float) -> "Clockwork":
        now = 0.0
        while now < until:
            before = list(self.lines)
            for number in range(len(self._devices)):
                self._turn(number, now)
            if self.lines != before or now % 0.5 == 0:
                self._judge(now)
            now = round(now + 0.1, 1)
        return self

    def _judge(self, now: float) -> None:
        verdict = judge(self.lines, now, READY if now >= READY else None)
        if not self.verdicts or self.verdicts[-1][1] != verdict:
            self.verdicts.append((now, verdict))

    def _turn(self, number: int, now: float) -> None:
        waits = self._decided[number]
        if waits is not None and now >= waits[1]:
            asked_at, _, answered = waits
            line = self.lines[number] = self.lines[number].noted(asked_at, now, answered=answered)
            calm = now > READY and not (line.run and not line.is_quiet)
            self._decided[number], self._next[number] = None, asked_at + (EVERY if calm else SOONER)
        elif waits is None and now >= self._next[number]:
            answered = self._devices[number](now)
            self._decided[number] = now, now + (0.05 if answered else PATIENCE), answered

    @property
    def last(self) -> Verdict:
        return self.verdicts[-1][1]

    @property
    def answers(self) -> set[Answer]:
        return {verdict.answer for _, verdict in self.verdicts}

    def first(self, answer: Answer) -> float:
        return next(moment for moment, verdict in self.verdicts if verdict.answer is answer)


phases = st.floats(0.0, 1.9)
begins = st.floats(20.0, 40.0)


@settings(deadline=None, max_examples=50)
@given(st.lists(phases, min_size=2, max_size=8), begins, st.data())
def test_the_one_that_is_unplugged_is_named_and_no_other(starts, begin, data):
    which = data.draw(st.integers(0, len(starts) - 1))
    devices = [silent_from(begin) if number == which else always for number in range(len(starts))]
    played = Clockwork(devices, starts).run(begin + 15)
    assert played.last == Verdict(Answer.ONE, (str(which),), alone=False)
    assert played.answers <= {Answer.NOT_READY, Answer.NOTHING, Answer.ONE}
    assert played.first(Answer.ONE) - begin <= EVERY + 2 * SOONER + PATIENCE + 0.3


@settings(deadline=None, max_examples=50)
@given(st.lists(phases, min_size=3, max_size=8), begins)
def test_a_network_that_goes_quiet_never_names_a_camera(starts, begin):
    played = Clockwork([silent_from(begin)] * len(starts), starts).run(begin + 20)
    assert played.last.answer is Answer.EVERYTHING
    assert set(played.last.last) == {str(number) for number in range(len(starts))}
    assert not played.answers & {Answer.ONE, Answer.TOGETHER, Answer.AFTER_OTHERS}


@settings(deadline=None, max_examples=50)
@given(st.lists(phases, min_size=5, max_size=9), begins, st.floats(0.0, 2.0))
def test_two_on_one_plug_are_told_together(starts, begin, apart):
    devices = [silent_from(begin), silent_from(begin + apart)] + [always] * (len(starts) - 2)
    played = Clockwork(devices, starts).run(begin + 25)
    assert played.last.answer is Answer.TOGETHER
    assert set(played.last.last) == {"0", "1"}
    assert Answer.ONE not in played.answers


@settings(deadline=None, max_examples=50)
@given(begins, st.floats(20.0, 60.0))
def test_one_after_the_other_is_told_so(begin, apart):
    played = Clockwork([always, silent_from(begin), silent_from(begin + apart), always]).run(begin + apart + 15)
    assert played.last == Verdict(Answer.AFTER_OTHERS, ("2",), ("1",))
    assert played.first(Answer.ONE) < begin + 10


@settings(deadline=None, max_examples=50)
@given(begins, st.floats(25.0, 60.0))
def test_a_restart_is_named_and_told_as_back(begin, away):
    played = Clockwork([always, always, silent_from(begin, begin + away)]).run(begin + away + 10)
    assert played.last == Verdict(Answer.ONE, ("2",), back=True)
    assert state_of(played.lines[2], begin + away + 10, ready=True).state is DeviceState.BACK


def test_a_short_silence_is_told_as_short_and_needs_more_the_next_time():
    played = Clockwork([always, always, silent_from(30, 39)]).run(60)
    assert played.last == Verdict(Answer.ONE, ("2",), back=True, brief=True)
    assert played.lines[2].misses_needed > FEWEST_MISSES


@settings(deadline=None, max_examples=50)
@given(st.lists(st.booleans(), max_size=80))
def test_two_misses_in_a_row_are_never_a_silence(pattern):
    line, run, moment = TimeLine("x"), 0, 0.0
    for answered in pattern:
        run = 0 if answered or run == 2 else run + 1
        line = line.noted(moment, moment + 1, answered=run == 0)
        moment += 2
    assert not line.episodes


@settings(deadline=None, max_examples=50)
@given(st.lists(st.booleans(), max_size=120))
def test_a_silence_is_always_long_enough_for_this_device(pattern):
    line, moment, run = TimeLine("x"), 0.0, 0
    for answered in pattern:
        before = line
        line = line.noted(moment, moment + 1, answered=answered)
        run = 0 if answered else run + 1
        if len(line.episodes) > len(before.episodes):
            assert run >= before.misses_needed >= FEWEST_MISSES
            assert before.is_steady
        assert line.asked >= line.answers
        assert line.missed == line.asked - line.answers
        moment += 2
    assert all(one.ended is None or one.ended > one.noticed for one in line.episodes)


@pytest.mark.parametrize(("share", "at_most"), [(0.05, 2), (0.1, 3), (0.2, 6), (0.3, 14), (0.6, 14)])
def test_wifi_cameras_that_miss_now_and_then_are_hardly_ever_named(share, at_most):
    """In 200 watches of a minute and a half."""
    played = [Clockwork([losing(share, seed), always]).run(98) for seed in range(200)]
    assert sum(bool(one.lines[0].episodes) for one in played) <= at_most


def test_without_what_is_known_of_each_camera_they_would_be_named():
    played = [Clockwork([losing(0.3, seed), always]).run(98) for seed in range(200)]
    assert sum(one.lines[0].longest_run >= FEWEST_MISSES for one in played) > 60


def test_a_camera_that_misses_now_and_then_is_still_named_when_it_is_unplugged():
    missed = 0
    for seed in range(60):
        played = Clockwork([losing(0.15, seed, silent_from(40)), always, always]).run(80)
        missed += "0" not in played.last.last
    assert missed <= 3


def test_one_that_answers_every_second_question_only_is_never_named():
    line = TimeLine("x")
    for number in range(60):
        line = line.noted(2 * number, 2 * number + 1, answered=number % 2 == 0 and number < 40)
    assert not line.episodes
    assert state_of(line, 120, ready=True).state is DeviceState.UNSTEADY
    assert line.misses_needed > MOST_MISSES


def test_a_lossy_camera_does_not_hold_up_the_answer_for_long():
    played = Clockwork([silent_from(30), losing(0.3, 5), losing(0.3, 6), always]).run(50)
    assert played.first(Answer.ONE) - 30 <= EVERY + 2 * SOONER + PATIENCE + SETTLE_SECONDS + 0.3


def test_one_that_never_answered_cannot_be_watched_and_is_never_named():
    played = Clockwork([silent_from(0), always, always]).run(60)
    assert played.answers == {Answer.NOT_READY, Answer.NOTHING}
    assert state_of(played.lines[0], 60, ready=True).state is DeviceState.NO_ANSWER


def test_when_nobody_answers_there_is_nothing_to_watch():
    assert Clockwork([silent_from(0)] * 3).run(20).last == Verdict(Answer.NOTHING_TO_WATCH)
    assert Clockwork([]).run(20).last == Verdict(Answer.NOTHING_TO_WATCH)


def test_one_that_is_plugged_in_is_told():
    assert Clockwork([silent_from(0, 40), always]).run(60).last == Verdict(Answer.CAME, ("0",))


def test_a_single_device_is_named_as_the_only_one_watched():
    assert Clockwork([silent_from(30)]).run(50).last == Verdict(Answer.ONE, ("0",), alone=True)


def test_of_two_that_both_go_quiet_it_is_the_network():
    assert Clockwork([silent_from(30)] * 2).run(50).last.answer is Answer.EVERYTHING


def test_after_a_network_that_was_quiet_the_next_one_is_named_alone():
    there: list[IsThere] = [silent_from(30, 60)] * 4
    there[2] = lambda moment: not 30 <= moment < 60 and moment < 90
    played = Clockwork(there).run(110)
    assert Answer.EVERYTHING in played.answers
    assert played.last.answer is Answer.ONE
    assert played.last.last == ("2",)


def test_a_silence_that_began_before_does_not_hide_that_the_network_went():
    played = Clockwork([silent_from(30), *[silent_from(80)] * 4]).run(110)
    assert played.last.answer is Answer.EVERYTHING
    assert set(played.last.last) == {"1", "2", "3", "4"}


@settings(deadline=None, max_examples=50)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(dice):
    played = Clockwork([silent_from(30), always, losing(0.1, 3), silent_from(33), silent_from(70, 75)]).run(95)
    lines = list(played.lines)
    dice.shuffle(lines)
    assert judge(lines, 95, READY) == judge(played.lines, 95, READY)


def test_the_words_about_the_same_time_hold():
    assert Clockwork([always] * 6 + [silent_from(30), silent_from(30 + SAME_TIME_SECONDS * 2)]).run(60).last == Verdict(
        Answer.AFTER_OTHERS, ("7",), ("6",)
    )


def test_a_phone_that_falls_asleep_does_not_stand_beside_the_camera():
    played = Clockwork([silent_from(30), silent_from(33), silent_from(60), always, always], minor=(0, 2)).run(80)
    assert played.last == Verdict(Answer.ONE, ("1",))


def test_what_is_no_camera_is_named_when_nothing_else_went_quiet():
    assert Clockwork([silent_from(30), always, always], minor=(0,)).run(50).last == Verdict(Answer.ONE, ("0",))


def test_that_the_only_camera_went_with_the_router_is_the_network():
    assert Clockwork([silent_from(30)] * 3, minor=(1, 2)).run(50).last.answer is Answer.EVERYTHING


def test_that_the_only_camera_went_without_the_router_is_the_camera():
    played = Clockwork([silent_from(30), always], minor=(1,)).run(50)
    assert played.last == Verdict(Answer.ONE, ("0",), alone=False)
