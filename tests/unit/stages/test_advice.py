"""The five ways, the reasons to look again, and what changed between two scans."""

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.advice import Answer, Case, Situation
from app.model.certainty import Certainty
from app.model.change import ChangeKind
from app.model.decision import Choice, Decision, FactsThen
from app.model.device import Device
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import UNKNOWN_VALUE, Identity, Kind, Value
from app.model.policy import Bilingual, FactFor, PolicyFact, PolicySource
from app.model.text import Sentence
from app.stages.advice import options
from app.stages.changes import changes
from app.stages.reopen import facts_now, reopened
from app.words import Language, words_for

TODAY = dt.date(2026, 11, 25)
BOTH = Bilingual("x", "x")


def known(text: str) -> Value:
    return Value(text, Certainty.CONFIRMED) if text else UNKNOWN_VALUE


def finding(name: str, state: FindingState, sort: FindingType = FindingType.ADVISORY) -> Finding:
    return Finding(sort, name, state, Sentence("x"), "https://example.org", "2026-01-01")


def measure(name: str = "ca", *, bound: bool | None = False, state: str = "It stands.") -> FactFor:
    source = PolicySource("Court", "https://example.org/court", "2025-09-22")
    fact = PolicyFact(
        name, BOTH, Bilingual("Order", "Décret"), "2025-06-27", BOTH, BOTH, BOTH, BOTH, Bilingual(state, state), None,
        ("hikvision",), (), (source,), TODAY, TODAY,
    )  # fmt: skip
    return FactFor(fact, FindingState.APPLIES, bound, expired=False)


def device(
    number: int = 1,
    *,
    address: str = "192.168.1.2",
    firmware: str = "",
    maker: str = "",
    model: str = "",
    findings: tuple[Finding, ...] = (),
) -> Device:
    identity = Identity(
        Kind.CAMERA,
        Certainty.CONFIRMED,
        is_camera=True,
        firmware=known(firmware),
        maker=known(maker),
        model=known(model),
    )
    return Device(f"mac:{number}", (address,), None, (), identity, findings)


def said(case: Case, choice: Choice) -> tuple[set[str], set[str]]:
    option = next(one for one in options(case, TODAY) if one.choice is choice)
    return {one.sentence.template for one in option.speaks_for}, {
        one.sentence.template for one in option.speaks_against
    }


APPLIES, NOT, UNSURE = FindingState.APPLIES, FindingState.DOES_NOT_APPLY, FindingState.CANNOT_TELL
CASES = [
    Case(
        Identity(kind, Certainty.LIKELY, firmware_built=built, firmware=known("1")),
        findings,
        measures,
        Situation(outside, recorder, others),
    )
    for kind, built, findings, measures, outside, recorder, others in itertools.product(
        (Kind.CAMERA, Kind.RECORDER, Kind.DOORBELL),
        (None, dt.date(2017, 3, 1), dt.date(2026, 3, 1)),
        (
            (),
            (finding("CVE-1", APPLIES),),
            (finding("CVE-1", NOT),),
            (finding("CVE-1", UNSURE), finding("end", APPLIES, FindingType.SUPPORT)),
        ),
        ((), (measure(),), (measure(bound=True), measure("qc", bound=None))),
        (Answer.UNSAID, Answer.YES, Answer.NO),
        (Answer.UNSAID, Answer.YES),
        (Answer.YES, Answer.NO),
    )
]


def test_all_five_ways_are_always_there_in_one_order_with_both_sides_and_of_one_weight() -> None:
    for case in CASES:
        ways = options(case, TODAY)
        assert [way.choice for way in ways] == list(Choice)
        for way in ways:
            assert 1 <= len(way.speaks_for) <= 4
            assert 1 <= len(way.speaks_against) <= 4
            assert way.takes


def test_every_sentence_can_be_said_in_both_languages() -> None:
    for language in Language:
        words = words_for(language)
        for case in CASES:
            for way in options(case, TODAY):
                for reason in (*way.speaks_for, *way.speaks_against):
                    assert "{" not in words.say(reason.sentence)


def test_what_rests_on_something_published_names_it() -> None:
    case = Case(
        Identity(), (finding("CVE-1", APPLIES), finding("end", APPLIES, FindingType.SUPPORT)), (measure(bound=True),)
    )
    published = [one for way in options(case, TODAY) for one in (*way.speaks_for, *way.speaks_against) if one.source]
    assert {one.source for one in published} == {"https://example.org", "https://example.org/court"}
    assert all(one.date for one in published)


def test_the_same_fact_speaks_for_one_way_and_against_another() -> None:
    case = Case(Identity(), (finding("CVE-1", APPLIES),))
    note = "A published note on a weakness applies to its version: {ids}."
    assert note in said(case, Choice.REPLACE)[0]
    assert note in said(case, Choice.KEEP)[1]


def test_nothing_is_calm_while_notes_cannot_be_told() -> None:
    quiet = "No published note in our list applies to its version."
    assert quiet in said(Case(Identity(), (finding("CVE-1", NOT),)), Choice.KEEP)[0]
    assert quiet not in said(Case(Identity(), (finding("CVE-1", NOT), finding("CVE-2", UNSURE))), Choice.KEEP)[0]
    assert quiet not in said(Case(Identity()), Choice.KEEP)[0]


@pytest.mark.parametrize(("built", "old"), [((2022, 11, 25), True), ((2022, 11, 26), False), ((2017, 1, 1), True)])
def test_age_counts_whole_years(built: tuple[int, int, int], old: bool) -> None:
    worry = said(Case(Identity(firmware_built=dt.date(*built))), Choice.KEEP)[1]
    assert ("Its firmware was built in {year}, {age} years ago." in worry) is old


def test_guides_fit_the_kind() -> None:
    ways = {kind: {way.choice: way.guides for way in options(Case(Identity(kind)), TODAY)} for kind in Kind}
    assert "replace-poe-system" in ways[Kind.RECORDER][Choice.REPLACE]
    assert "replace-wifi-camera" in ways[Kind.DOORBELL][Choice.REPLACE]
    assert "harden-recorder" in ways[Kind.RECORDER][Choice.REDUCE]


def decided(now: FactsThen, review: dt.date | None = None) -> Decision:
    return Decision(Choice.KEEP, facts=now, review=review)


NOW = facts_now(device(firmware="5.4.0", maker="Hikvision", findings=(finding("CVE-1", UNSURE),)), (measure(),))


def test_a_decision_stands_while_nothing_changed() -> None:
    assert reopened(decided(NOW), NOW, TODAY) == ()
    assert reopened(decided(NOW, TODAY + dt.timedelta(days=1)), NOW, TODAY) == ()


@pytest.mark.parametrize(
    ("later", "template"),
    [
        (
            device(firmware="5.7.0", maker="Hikvision", findings=(finding("CVE-1", UNSURE),)),
            "The firmware changed from {before} to {after}.",
        ),
        (
            device(firmware="5.4.0", maker="Dahua", findings=(finding("CVE-1", UNSURE),)),
            "What we know of the maker changed.",
        ),
        (
            device(firmware="5.4.0", maker="Hikvision", findings=(finding("CVE-1", APPLIES),)),
            "What we know of the published note {id} changed: {state}.",
        ),
        (
            device(firmware="5.4.0", maker="Hikvision", findings=(finding("CVE-1", UNSURE), finding("CVE-2", UNSURE))),
            "There is a new published note: {id}.",
        ),
        (
            device(
                firmware="5.4.0",
                maker="Hikvision",
                findings=(finding("CVE-1", UNSURE), finding("end", APPLIES, FindingType.SUPPORT)),
            ),
            "There is news on the maker's support for this model: {id}.",
        ),
    ],
)
def test_a_fact_that_changed_opens_it_again(later: Device, template: str) -> None:
    assert [one.template for one in reopened(decided(NOW), facts_now(later, (measure(),)), TODAY)] == [template]


def test_measures_open_it_again() -> None:
    same = device(firmware="5.4.0", maker="Hikvision", findings=(finding("CVE-1", UNSURE),))
    for measures, template in (
        (
            (measure(state="It was set aside."),),
            "A published text about its maker, or whom it is addressed to, changed.",
        ),
        ((measure(bound=True),), "A published text about its maker, or whom it is addressed to, changed."),
        ((measure(), measure("qc")), "There is a new published text about its maker."),
    ):
        assert [one.template for one in reopened(decided(NOW), facts_now(same, measures), TODAY)] == [template]


NEW, CHANGED = (
    "There is a new published text about its maker.",
    "A published text about its maker, or whom it is addressed to, changed.",
)
GONE = "A published text about its maker is not in our list any more."
LONG_AGO = "A published text about its maker was last checked long ago: whether it still stands needs a new look."


@pytest.mark.parametrize(
    ("measures", "templates"),
    [
        ((measure(state="It was set aside."), measure("qc")), [NEW, CHANGED]),
        ((replace(measure(), expired=True),), [LONG_AGO]),
        ((replace(measure(state="It was set aside."), expired=True),), [CHANGED, LONG_AGO]),
        ((replace(measure(), state=FindingState.CANNOT_TELL),), [CHANGED]),
        ((), [GONE]),
    ],
)
def test_every_reason_of_the_measures_is_told(measures: tuple[FactFor, ...], templates: list[str]) -> None:
    same = device(firmware="5.4.0", maker="Hikvision", findings=(finding("CVE-1", UNSURE),))
    assert [one.template for one in reopened(decided(NOW), facts_now(same, measures), TODAY)] == templates


def test_a_measure_that_was_checked_anew_and_still_stands_opens_nothing() -> None:
    then = facts_now(device(maker="Hikvision"), (replace(measure(), expired=True),))
    assert reopened(decided(then), facts_now(device(maker="Hikvision"), (measure(),)), TODAY) == ()


END = finding("end", APPLIES, FindingType.SUPPORT)
FULL = device(firmware="5.4.0", maker="Hikvision", model="DS-1", findings=(finding("CVE-1", UNSURE), END))


@pytest.mark.parametrize(
    ("later", "templates"),
    [
        (
            replace(FULL, findings=(END,)),
            ["The published note {id} is not in our list for this device any more."],
        ),
        (
            replace(FULL, findings=(finding("CVE-1", UNSURE),)),
            ["There is news on the maker's support for this model: {id}."],
        ),
        (
            replace(FULL, findings=(finding("CVE-1", UNSURE), finding("end", NOT, FindingType.SUPPORT))),
            ["There is news on the maker's support for this model: {id}."],
        ),
        (device(firmware="5.4.0", maker="Hikvision"), []),
        (device(firmware="5.4.0", model="DS-1"), []),
    ],
)
def test_what_was_withdrawn_opens_it_again_unless_the_scan_only_read_less(later: Device, templates: list[str]) -> None:
    then = facts_now(FULL, (measure(),))
    assert [one.template for one in reopened(decided(then), facts_now(later, (measure(),)), TODAY)] == templates


def test_a_maker_that_is_known_at_last_opens_it_again() -> None:
    told = reopened(decided(facts_now(device())), facts_now(device(maker="Hikvision")), TODAY)
    assert [one.template for one in told] == ["What we know of the maker changed."]


@pytest.mark.parametrize("read", ["", "5.7.0"])
def test_a_told_version_that_was_taken_back_opens_it_again(read: str) -> None:
    then = facts_now(device(firmware="5.4.0"), told="5.4.0")
    told = reopened(decided(then), facts_now(device(firmware=read), told=""), TODAY)
    assert [one.template for one in told] == ["You took back the firmware that you had told us."]
    assert reopened(decided(then), facts_now(device(firmware="5.4.0"), told="5.4.0"), TODAY) == ()


def test_a_decision_of_before_models_and_sureness_were_written_down_stands() -> None:
    then = replace(NOW, model=None, told=None)
    unsure = replace(measure(), state=FindingState.CANNOT_TELL)
    same = device(firmware="5.4.0", maker="Hikvision", model="DS-1", findings=(finding("CVE-1", UNSURE),))
    assert reopened(decided(then), facts_now(same, (unsure,), told=""), TODAY) == ()


def test_the_day_that_was_chosen_opens_it_again() -> None:
    (told,) = reopened(decided(NOW, TODAY), NOW, TODAY, {TODAY: "25 November 2026"})
    assert words_for(Language.ENGLISH).say(told) == "You wanted to look at it again on 25 November 2026."


def test_a_scan_that_read_less_opens_nothing() -> None:
    assert reopened(decided(NOW), FactsThen(), TODAY) == ()


def test_a_new_note_that_does_not_apply_opens_nothing() -> None:
    later = device(firmware="5.4.0", maker="Hikvision", findings=(finding("CVE-1", UNSURE), finding("CVE-9", NOT)))
    assert reopened(decided(NOW), facts_now(later, (measure(),)), TODAY) == ()


def test_changes_between_two_scans() -> None:
    before = [device(1), device(2, firmware="5.4.0"), device(3, address="192.168.1.3"), device(4)]
    after = [
        device(5),
        device(2, firmware="5.7.0", findings=(finding("CVE-1", APPLIES), finding("CVE-2", NOT))),
        device(3, address="192.168.1.9", maker="Dahua"),
        device(4),
    ]
    told = [(one.kind, one.device_id, one.before, one.after) for one in changes(before, after, lambda one: one.id)]
    assert told == [
        (ChangeKind.CAME, "mac:5", "", ""),
        (ChangeKind.GONE, "mac:1", "", ""),
        (ChangeKind.MOVED, "mac:3", "192.168.1.3", "192.168.1.9"),
        (ChangeKind.FIRMWARE, "mac:2", "5.4.0", "5.7.0"),
        (ChangeKind.LEARNED, "mac:3", "", "Dahua"),
        (ChangeKind.NOTES, "mac:2", "", "CVE-1"),
    ]


@given(st.lists(st.integers(1, 9), unique=True), st.lists(st.integers(1, 9), unique=True))
def test_coming_and_going_are_each_others_mirror(before: list[int], after: list[int]) -> None:
    old, new = [device(number) for number in before], [device(number) for number in after]
    there = changes(old, new, lambda one: one.id)
    back = changes(new, old, lambda one: one.id)
    assert {one.device_id for one in there if one.kind is ChangeKind.CAME} == {
        one.device_id for one in back if one.kind is ChangeKind.GONE
    }
    assert len(there) == len(set(before) ^ set(after))
