import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.answer import INPUT_LIMIT
from app.knowledge.load import load
from app.model.certainty import Certainty
from app.model.identity import Identity, Kind, OtherThing, Value
from app.model.sighting import Protocol
from benchmarks.identification import measure
from benchmarks.identification.add import add
from benchmarks.identification.answers import (
    ANSWERS as FOLDER,
)
from benchmarks.identification.answers import (
    HARD,
    SPLITS,
    Answer,
    Expected,
    read_answers,
    split_of,
)
from benchmarks.identification.bench import Bench, Judged, ablation, whole
from benchmarks.identification.goals import goal_rows, maker_shares, placeholders_shown
from benchmarks.identification.measure import as_json
from benchmarks.identification.scoring import Outcome, Tally, Verdict, judge, macro, tally
from benchmarks.identification.tables import WIDTH, cut, percent, table

ANSWERS = read_answers()
KINDS = {kind.value for kind in Kind if kind is not Kind.UNKNOWN}
THINGS = {thing.value for thing in OtherThing}


def row(protocol: str = "rtsp", split: str = "seen", device: str = "", **expect: Any) -> Answer:
    return Answer("a", protocol, "x", Expected(**expect), "somewhere", "2026-01-01", split, device)


def said(**values: tuple[str, Certainty]) -> Identity:
    fields: dict[str, Any] = {name: Value(text, sure, key=text) for name, (text, sure) in values.items()}
    return Identity(**fields)


def outcome(identity: Identity | None, field: str, *, block_only: bool = False, **expect: Any) -> Outcome:
    verdicts = judge(identity, Expected(**expect), block_only=block_only)
    return {verdict.field: verdict.outcome for verdict in verdicts}[field]


def test_no_row_stands_twice() -> None:
    assert [name for name, count in Counter(answer.id for answer in ANSWERS).items() if count > 1] == []
    texts = Counter((answer.protocol, answer.input) for answer in ANSWERS)
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.id)
def test_row_is_well_formed(answer: Answer) -> None:
    expect = answer.expect
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", answer.id)
    assert answer.protocol in {word.value for word in Protocol} - {"ports"}
    assert answer.input.strip()
    assert len(answer.input) < INPUT_LIMIT
    assert expect.kind is None or expect.kind in KINDS
    assert expect.maker is None or expect.maker in load().directory.makers
    assert answer.thing in THINGS
    assert bool(answer.thing) == (expect.kind == "other")
    assert answer.hard in ("", *HARD)
    assert not (answer.hard and answer.expect.is_camera)
    assert len(answer.where) > 8
    assert date.fromisoformat(answer.date).year > 1998


def test_rows_stand_in_the_files_of_their_split() -> None:
    for split in SPLITS:
        rows = read_answers(splits=(split,))
        assert rows
        assert {answer.split for answer in rows} == {split}
    assert {path.name for path in FOLDER.iterdir()} == {
        f"{split}-{name}.jsonl" for split in SPLITS for name in ("cameras", "macs", "other", "programs")
    }


def test_no_answer_names_the_person_behind_it() -> None:
    for answer in ANSWERS:
        assert not re.search(r"[a-z0-9.]+@[a-z0-9-]+\.(?:com|net|org|de|fr|ca)\b", answer.input, re.IGNORECASE), (
            answer.split
        )


def test_a_new_row_gets_its_split_by_hash_and_rows_of_one_device_one(tmp_path: Path) -> None:
    def new(name: str, device: str = "") -> dict[str, Any]:
        source = {"where": "a test of this bench", "date": "2026-01-01"}
        expect = {"is_camera": False, "kind": "other", "maker": None, "brand": None, "model": None, "firmware": None}
        return {
            "id": name,
            "protocol": "ssh",
            "input": f"SSH-2.0-{name}",
            "expect": expect,
            "source": source,
            "thing": "router",
        } | ({"device": device} if device else {})

    rows = [new(f"r{number}") for number in range(200)] + [new(f"d{number}", "one") for number in range(5)]
    add(rows, tmp_path)
    found = read_answers(tmp_path)
    assert len(found) == 205
    assert {answer.split for answer in found if answer.device} == {split_of("one")}
    assert all(answer.split == split_of(answer.device or answer.id) for answer in found)
    assert 50 < sum(answer.split == "held-out" for answer in found) < 95
    assert len(add(rows, tmp_path)) == 206


def test_a_camera_is_of_a_camera_kind() -> None:
    of_kind: dict[str | None, set[bool | None]] = defaultdict(set)
    for answer in ANSWERS:
        of_kind[answer.expect.kind].add(answer.expect.is_camera)
    assert of_kind.pop("other") == {False}
    assert of_kind.pop("software") == {None}
    # A MAC address tells nothing of the kind; some texts tell a camera or a recorder without telling which.
    assert of_kind.pop(None) == {None, True}
    assert all(truth == {True} for truth in of_kind.values())


def test_enough_is_held_out_and_nothing_made_up() -> None:
    held_out = [answer for answer in ANSWERS if answer.split == "held-out"]
    assert len(held_out) * 3 >= len(ANSWERS)
    assert not [answer.id for answer in held_out if answer.synthetic]


def test_rows_of_one_device_are_of_one_split_unless_made_up() -> None:
    splits: dict[str, set[str]] = defaultdict(set)
    for answer in ANSWERS:
        if answer.device and not answer.synthetic:
            splits[answer.device].add(answer.split)
    assert all(len(found) == 1 for found in splits.values())


def test_mac_blocks_are_few_and_never_say_camera() -> None:
    blocks = [answer for answer in ANSWERS if answer.protocol == "mac"]
    assert all(answer.expect.is_camera is None and answer.expect.kind is None for answer in blocks)
    assert sum("mac-prefixes" in answer.where for answer in blocks) <= 60


@pytest.mark.parametrize(
    ("identity", "truth", "block_only", "expected"),
    [
        (Identity(is_camera=True), {"is_camera": True, "kind": "camera"}, False, Outcome.RIGHT),
        (Identity(is_camera=False), {"is_camera": True, "kind": "camera"}, False, Outcome.WRONG),
        (None, {"is_camera": True, "kind": "camera"}, False, Outcome.MISSING),
        (Identity(is_camera=False), {"is_camera": False, "kind": "other"}, False, Outcome.RIGHT),
        (Identity(is_camera=True), {}, True, Outcome.WRONG),
        (Identity(), {}, True, Outcome.SILENT),
        (Identity(is_camera=True), {"kind": "software"}, False, Outcome.WRONG),
        (Identity(is_camera=False), {"kind": "software"}, False, Outcome.SILENT),
        (Identity(is_camera=True), {}, False, Outcome.UNASKED),
    ],
)
def test_is_camera(identity: Identity | None, truth: dict[str, Any], block_only: bool, expected: Outcome) -> None:
    assert outcome(identity, "is_camera", block_only=block_only, **truth) is expected


def test_fields_that_are_right_wrong_missing_and_unasked() -> None:
    identity = replace(
        said(maker=("axis", Certainty.LIKELY), model=("M1065-LW", Certainty.CONFIRMED)), kind=Kind.CAMERA
    )
    assert outcome(identity, "kind", kind="camera") is Outcome.RIGHT
    assert outcome(identity, "kind", kind="recorder") is Outcome.WRONG
    assert outcome(identity, "maker", maker="axis") is Outcome.RIGHT
    assert outcome(identity, "maker", maker="dahua") is Outcome.WRONG
    assert outcome(identity, "brand", brand="Axis") is Outcome.MISSING
    assert outcome(identity, "firmware") is Outcome.UNASKED
    assert outcome(identity, "model", brand="AXIS", model="AXIS M1065-LW") is Outcome.RIGHT
    assert outcome(identity, "model", model="M1065-L") is Outcome.WRONG


@pytest.mark.parametrize(
    ("field", "expected", "text", "same"),
    [
        ("model", "C210", "C210(EU)", True),
        ("model", "DS-2CD2042WD-I", "ds 2cd2042wd i", True),
        ("model", "C210", "C2100", False),
        ("firmware", "V5.4.5", "V5.4.5 build 170123", True),
        ("firmware", "5.4.5", "V5.4.5build 170123", True),
        ("firmware", "5.4.5", "5.4.50", False),
        ("brand", "D-Link", "dlink", True),
        ("brand", "D-Link", "D-Link Corporation", False),
    ],
)
def test_texts_that_are_the_same(field: str, expected: str, text: str, same: bool) -> None:
    truth: dict[str, Any] = {field: expected}
    found = outcome(said(**{field: (text, Certainty.LIKELY)}), field, **truth)
    assert found is (Outcome.RIGHT if same else Outcome.WRONG)


def verdicts(*outcomes: tuple[Outcome, Certainty]) -> list[Verdict]:
    return [Verdict("maker", found, "axis", "x", sure) for found, sure in outcomes]


def test_the_arithmetic() -> None:
    one = tally(
        verdicts(
            (Outcome.RIGHT, Certainty.POSSIBLE),
            (Outcome.RIGHT, Certainty.CONFIRMED),
            (Outcome.RIGHT, Certainty.LIKELY),
            (Outcome.WRONG, Certainty.LIKELY),
            (Outcome.WRONG, Certainty.POSSIBLE),
            (Outcome.MISSING, Certainty.NOT_KNOWN),
            (Outcome.MISSING, Certainty.NOT_KNOWN),
            (Outcome.MISSING, Certainty.NOT_KNOWN),
            (Outcome.SILENT, Certainty.NOT_KNOWN),
            (Outcome.SILENT, Certainty.NOT_KNOWN),
            (Outcome.UNASKED, Certainty.CONFIRMED),
        )
    )["maker"]
    assert (one.right, one.wrong, one.missing, one.silent, one.confidently_wrong) == (3, 2, 3, 2, 1)
    assert one.asked == 8
    assert one.precision == pytest.approx(3 / 5)
    assert one.coverage == pytest.approx(5 / 8)
    assert one.found == pytest.approx(3 / 8)
    assert one.overconfident == pytest.approx(1 / 10)


def test_nothing_asked_divides_by_nothing() -> None:
    empty = Tally()
    assert (empty.precision, empty.coverage, empty.found, empty.overconfident) == (None, None, None, None)


def test_a_rare_maker_weighs_as_much_as_a_common_one() -> None:
    common, rare = Tally(right=98, wrong=2), Tally(right=0, wrong=0, missing=2)
    precision, coverage, found, overconfident = macro([common, rare, Tally()])
    assert precision == pytest.approx(0.98)
    assert coverage == pytest.approx(0.5)
    assert found == pytest.approx(0.49)
    assert overconfident == pytest.approx(0.0)


def test_truth_of_a_device_is_what_its_rows_say_together() -> None:
    rows = [row(maker="axis"), row(is_camera=True, kind="camera"), row(maker="dahua", model="M1065-LW")]
    assert whole(rows) == Expected(is_camera=True, kind="camera", maker="axis", model="M1065-LW")


def test_dropping_signals_is_repeatable_and_drops() -> None:
    answers = [answer for answer in ANSWERS if answer.protocol == "sadp"]
    bench, again, none = (Bench(load(), drop=share, seed=3) for share in (0.5, 0.5, 1.0))
    kept = [bench.sighting(answer) for answer in answers]
    whole_ones = [Bench(load()).sighting(answer) for answer in answers]
    assert [one and one.untrusted_fields for one in kept] == [
        one and one.untrusted_fields for one in (again.sighting(answer) for answer in answers)
    ]
    counted = [sum(len(one.untrusted_fields) for one in some if one) for some in (kept, whole_ones)]
    assert 0 < counted[0] < counted[1]
    assert [none.sighting(answer) for answer in answers] == [None] * len(answers)


def test_ablation_counts_a_device_from_its_first_answer_on() -> None:
    mac, name = (
        row("mac", device="d", maker="axis"),
        row("mdns", device="d", is_camera=True, kind="camera", maker="axis"),
    )
    rows = [
        replace(mac, input="00:40:8c:12:34:56"),
        replace(name, input='{"type": "_axis-video._tcp.local.", "name": "AXIS M1065-LW - 00408C123456", "txt": {}}'),
        replace(mac, device="alone"),
    ]
    steps = ablation(Bench(load()), rows)
    assert next(iter(steps)) == "MAC"
    assert steps["MAC"]["is_camera"].missing == 1
    assert steps["all"]["is_camera"].asked == 1
    assert steps["all"]["is_camera"].right == 1


def judged(expect: dict[str, Any], hard: str = "", **said_values: str) -> Judged:
    fields = [
        Verdict(
            field,
            Outcome.UNASKED
            if expect.get(field) is None
            else Outcome.MISSING
            if not said_values.get(field)
            else Outcome.RIGHT
            if said_values[field] == str(expect[field]).lower()
            else Outcome.WRONG,
            str(expect.get(field) or ""),
            said_values.get(field, ""),
            Certainty.LIKELY,
        )
        for field in ("is_camera", "kind", "maker", "brand", "model", "firmware")
    ]
    return Judged(replace(row(**expect), hard=hard), tuple(fields))


def test_the_shares_that_are_asked_for() -> None:
    camera = {"is_camera": True, "maker": "axis"}
    rows = [
        judged(camera, is_camera="true", maker="axis"),
        judged(camera, is_camera="true", maker="dahua"),
        judged(camera, is_camera="true"),
        judged(camera),
        judged({"is_camera": False}, is_camera="false"),
        judged({"is_camera": False}),
        judged({"is_camera": False}, hard="same-maker", is_camera="true"),
        judged({"kind": "software"}, hard="recorder-software"),
    ]
    found = {name: (there, count) for name, _, there, count in goal_rows(rows, lambda text: text == "IPC")}
    assert found["cameras found"] == ("75.0 %", "4")
    assert found["makers named"] == ("25.0 %", "4")
    assert found["makers right where one is given"] == ("50.0 %", "2")
    assert found["models"] == ("–", "0")
    assert found["other things kept out"] == ("75.0 %", "4")
    assert found["hard ones kept out"] == ("50.0 %", "2")
    assert found["placeholders shown as a name"] == ("0", "8")
    assert found["mean over makers and brands"] == ("50.0 %", "1")


def test_a_brand_stands_for_a_maker_that_is_not_known() -> None:
    rows = [
        judged({"is_camera": True, "maker": "axis"}, is_camera="true", maker="axis"),
        judged({"is_camera": True, "brand": "Veo"}, brand="veo"),
        judged({"is_camera": True}, is_camera="true"),
    ]
    assert maker_shares(rows) == {"axis": 1.0, "veo": 0.0}


def test_placeholders_shown_as_a_name_are_counted() -> None:
    rows = [judged({"is_camera": True}, brand="IPC", model="IPC"), judged({"is_camera": True}, firmware="IPC")]
    assert placeholders_shown(rows, lambda text: text == "IPC") == 2


def test_held_out_rows_are_never_named() -> None:
    wrong = Verdict("maker", Outcome.WRONG, "axis", "dahua", Certainty.LIKELY)
    found = as_json([Judged(row(split=split), (wrong,)) for split in SPLITS], {})
    assert len(found["seen_mistakes"]) == 1
    assert found["micro"]["maker"]["wrong"] == 2


def test_rows_are_listed_for_the_seen_split_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.main(["--rows", "seen"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert all(len(line) == 6 for line in lines)
    assert {line[3] for line in lines} <= {"wrong", "missing"}
    assert {line[0] for line in lines} <= {answer.id for answer in ANSWERS if answer.split == "seen"}


def test_aggregate_figures_name_no_row(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    few = [answer for answer in ANSWERS if answer.split == "held-out"][::10]
    asked: list[Any] = []

    def held_out_only(splits: Any) -> list[Answer]:
        asked.append(splits)
        return few

    monkeypatch.setattr(measure, "read_answers", held_out_only)
    assert measure.main(["--aggregate"]) == 0
    printed = capsys.readouterr().out
    assert asked == [("held-out",)]
    assert "micro" in printed
    assert not any(answer.id in printed for answer in few)


def test_the_whole_report_fits_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    few = [answer for answer in ANSWERS if answer.device] + list(ANSWERS[::40])
    monkeypatch.setattr(measure, "read_answers", lambda splits: few)
    assert measure.main(["--split", "all", "--drop", "0.5", "--seed", "2"]) == 0
    printed = capsys.readouterr().out
    assert max(len(line) for line in printed.splitlines()) <= WIDTH
    assert "worst mistakes" in printed
    assert not any(answer.id in printed for answer in few if answer.split == "held-out")


def test_tables() -> None:
    assert percent(None) == "–"
    assert percent(0.125) == "12.5 %"
    assert cut("a\n b", 3) == "a b"
    assert cut("abcdef", 4) == "abc…"
    assert table(("name", "n"), []) == "(nothing)"
    lines = table(("name", "n"), [("x" * 200, "1")]).splitlines()
    assert max(map(len, lines)) <= WIDTH
