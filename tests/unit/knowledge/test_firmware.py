"""Firmware texts: version, day, board and customer, and the order of versions."""

import datetime as dt
import json
from functools import cmp_to_key
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.knowledge.firmware import FirmwareBook, problems
from app.knowledge.firmware_days import EARLIEST, DayOrder, find_day, latest, read_day
from app.knowledge.firmware_numbers import parts_of, plain_version
from app.knowledge.load import load
from app.model.firmware import NO_PART, FirmwareText, compare_versions, order_of
from app.model.problem import KnowledgeError
from app.places import resources_folder
from app.stages.firmware import read_firmware

TODAY = dt.date(2026, 11, 25)
TEXTS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "captures" / "firmware" / "texts.jsonl").read_text("utf-8").splitlines()
]
#: Pieces of which real texts are made, so that chance meets every grammar.
PIECES = st.sampled_from(
    ["V", "v", "5.4.0", "2.800", "0000000", ".", "_", "-", " ", "build", "Build ", "170124", "20170124", "R", "AC00", "HW01", "IPC",
     "B6103", "MX-V", "FullImg-", "1023", "VVTK-", "0204j", "beta", "rc", "Rel.", "\n", "\x00", "é", "٣", "SS016", "99999999999999999"]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map("".join))
MAKERS = st.one_of(
    st.none(), st.text(max_size=20), st.sampled_from(["hikvision", "Dahua", "AXIS", "Lorex", "reolink", "?"])
)


def read(text: str, maker: str | None = None) -> FirmwareText:
    return read_firmware(text, maker, load(), today=TODAY)


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: f"{row['maker']}-{row['text'][:40]}")
def test_real_texts_are_read(row):
    said = read(row["text"], row["maker"])
    assert (said.version, said.built.isoformat() if said.built else None) == (row["version"], row["build_date"])
    assert bool(said.numbers) == (said.version is not None)


def test_the_texts_are_many_and_of_many_makers():
    assert len(TEXTS) >= 180
    assert len({(row["maker"] or "").casefold() for row in TEXTS}) >= 45
    assert all(row["source"] for row in TEXTS)


@pytest.mark.parametrize(
    "maker",
    ["hikvision", "HIKVISION", "Hikvision", "Hangzhou Hikvision Digital Technology Co., Ltd.", "LTS", None, "?", ""],
)
def test_the_maker_may_be_named_in_any_way_or_not_at_all(maker):
    said = read("V5.4.5 build 170124", maker)
    assert (said.version, said.built, said.build_text) == ("5.4.5", dt.date(2017, 1, 24), "170124")


@pytest.mark.parametrize(
    ("text", "maker", "track", "customer"),
    [
        ("NVR-B3801.20.17.240507", "uniview", "NVR-B3801", None),
        ("IPC_51516M5M.22110112", "reolink", "IPC_51516M5M", None),
        ("IPC_R6_EN_STD_5.4.5_170124", "hikvision", "R6", None),
        ("9.80.3.2", "axis", "9.80", None),
        ("10.11.87", "axis", None, None),
        ("CPP7.3 7.87.0029", "bosch", "CPP7.3", None),
        ("V2.520.AC00.18.R", "amcrest", None, "AC"),
        ("4.000.00AT008.0.R.20230302", None, None, "AT"),
        ("2.800.0000000.16.R", "dahua", None, None),
    ],
)
def test_board_and_customer_are_told(text, maker, track, customer):
    said = read(text, maker)
    assert (said.track, said.customer) == (track, customer)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("170124", "2017-01-24"),
        ("20170124", "2017-01-24"),
        ("2017-01-24", "2017-01-24"),
        ("2017_01_24", "2017-01-24"),
        ("2017/1/24 15:41:8", "2017-01-24"),
        ("Jan 24 2017", "2017-01-24"),
        ("Feb 15 2019 09:42", "2019-02-15"),
        ("Tue Jan 24 10:11:12 CST 2017", "2017-01-24"),
        ("24-Jan-2017", "2017-01-24"),
        ("01/24/2017", "2017-01-24"),
        ("24/01/2017", "2017-01-24"),
        ("24.01.2017", "2017-01-24"),
        ("240424171021", "2024-04-24"),
        ("201708251619", "2017-08-25"),
        ("build 980115", "1998-01-15"),
        # Not days: two readings, impossible, before there were such devices, after a year from now, a counter, a version.
        ("01/02/2017", None),
        ("171324", None),
        ("20170230", None),
        ("131900", None),
        ("build 19970101", None),
        ("build 20991231", None),
        ("build 280101", None),
        ("000125", None),
        ("2023.3.1", None),
        ("99999999", None),
        ("1704241", None),
    ],
)
def test_days_and_numbers_that_look_like_days(text, day):
    found = find_day(text, None, TODAY)
    assert (found.day.isoformat() if found else None) == day


@pytest.mark.parametrize(("order", "day"), [(DayOrder.MDY, dt.date(2017, 1, 2)), (DayOrder.DMY, dt.date(2017, 2, 1))])
def test_a_day_that_can_be_read_in_two_ways_follows_the_maker(order, day):
    assert read_day("01/02/2017", order, TODAY) == day
    assert find_day("V1.0 01/02/2017", order, TODAY).day == day


def test_the_maker_s_country_tells_the_order():
    assert read("V2.3.4 01/02/2017", "pelco").built == dt.date(2017, 1, 2)
    assert read("V2.3.4 01/02/2017", None).built is None


def test_of_several_days_the_build_s_counts():
    assert read("web 2016-05-01 V3.2 build date: 2017-01-24").built == dt.date(2017, 1, 24)
    assert read("Release date 2017-03-01 V1.2.3 (built on 24 Jan 2017)").built == dt.date(2017, 1, 24)
    assert read("V5.5.0 build 170725, Web: V4.0.1 build 170703", "hikvision").built == dt.date(2017, 7, 25)


def test_a_day_up_to_a_year_ahead_is_believed():
    assert read_day("20271101", DayOrder.YMD, TODAY) == dt.date(2027, 11, 1)
    assert read_day("20271201", DayOrder.YMD, TODAY) is None


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("H.264 DVR V3.2", "3.2"),
        ("ONVIF 16.12", None),
        ("Linux 3.0.8 firmware 2.1.4", "2.1.4"),
        ("A7.2.2|", "A7.2.2"),
        ("1.01b02", "1.01b02"),
        ("V5.4.0 beta 2", "5.4.0 beta 2"),
        ("Version 8", "8"),
        ("with 3.4.5", "3.4.5"),
        ("Rel. 2.1.3", "2.1.3"),
        ("KR75.8.53.20", "KR75.8.53.20"),
        ("web 2.1.0, app 1.4", "1.4"),
        ("IP camera", None),
        ("", None),
    ],
)
def test_a_version_in_a_text_of_an_unknown_maker(text, version):
    assert plain_version(text) == version


@pytest.mark.parametrize(
    ("earlier", "later", "maker"),
    [
        ("V5.4.0 build 160530", "V5.4.5 build 170124", "hikvision"),
        ("4.9.8.1002", "4.10.1.1", "wyze"),
        ("V5.4.0 beta 2", "V5.4.0", None),
        ("V5.4.0 beta", "V5.4.0 rc1", None),
        ("1.06.01", "1.06.01 Hotfix", "dlink"),
        ("VVTK-0204d", "VVTK-0204j", "vivotek"),
        ("VVTK-0204", "VVTK-0204a", "vivotek"),
        ("1.0.7-0298", "1.1.1-0383", "synology"),
        ("2.800.0000000.8.R", "2.800.0000000.16.R", "dahua"),
        ("v5.4.1.240424171021", "v5.4.1.240425000000", "mipc"),
        ("3.3.4.1h", "3.3.4.2h", "eufy"),
        ("6.50.5.2", "9.80.1", "axis"),
        ("51.7.0.77-r9", "51.7.0.77-r12", "milesight"),
        ("SS016.05.03.01.0010", "SS016.24.03.00.0007", "jci"),
    ],
)
def test_later_versions_come_after_earlier_ones(earlier, later, maker):
    first, second = read(earlier, maker), read(later, maker)
    assert compare_versions(first, second) == -1
    assert compare_versions(second, first) == 1


@pytest.mark.parametrize(
    ("first", "second", "maker"),
    [("V5.4", "5.4.0", None), ("2.800.0000000.16.R", "2.800.0000000.16", "dahua"), ("2.01", "2.1", None)],
)
def test_spellings_of_one_version_are_equal(first, second, maker):
    assert compare_versions(read(first, maker), read(second, maker)) == 0


@pytest.mark.parametrize(
    ("first", "second", "maker"),
    [
        ("CIPC-B2303.2.8.230105", "DIPC-B1213.6.5.230215", "uniview"),
        ("2.520.AC00.18.R", "2.520.HW00.18.R", "dahua"),
        ("2.520.AC00.18.R", "2.520.0000000.18.R", "dahua"),
        ("SS016.24.03.00.0007", "SS017.24.03.00.0009", "jci"),
        ("build 230821", "V4.1.60", "hikvision"),
        ("MX-V4.7.2.18", "MX-V5.2.0.61", "mobotix"),
        ("", "V1.0", None),
    ],
)
def test_other_boards_other_customers_and_no_version_cannot_be_compared(first, second, maker):
    assert compare_versions(read(first, maker), read(second, maker)) is None


@given(ANY_TEXT, MAKERS)
@example("V5.4.5 build 170124", "x" * 5000)
@example("1." * 200, None)
@example("٣.٤.٥", None)
def test_reading_never_fails_and_is_bounded(text, maker):
    said = read(text, maker)
    assert len(said.text) <= 256
    assert bool(said.numbers) == (said.version is not None)
    assert said.built is None or EARLIEST <= said.built <= latest(TODAY)
    assert said.version is None or (said.version in said.text and any(char.isdigit() for char in said.version))
    assert said.build_text is None or said.build_text in said.text


@given(ANY_TEXT, MAKERS)
def test_what_was_read_is_read_again_the_same(text, maker):
    said = read(text, maker)
    assert read(said.text, maker) == said


VERSIONS = st.one_of(
    st.from_regex(r"\d{1,4}(\.\d{1,4}){0,3}[a-z]?(-r\d)?( beta| rc1)?", fullmatch=True), st.text(max_size=12)
).map(parts_of)


@given(VERSIONS, VERSIONS)
def test_the_order_is_antisymmetric(first, second):
    assert order_of(first, second) == -order_of(second, first)
    assert (order_of(first, second) == 0) == (first == second)


@given(VERSIONS, VERSIONS, VERSIONS)
def test_the_order_is_transitive(first, second, third):
    one, two, three = sorted((first, second, third), key=cmp_to_key(order_of))
    assert order_of(one, two) <= 0
    assert order_of(two, three) <= 0
    assert order_of(one, three) <= 0


@given(st.text(max_size=40))
def test_parts_never_fail_and_have_no_zeros_at_their_end(version):
    parts = parts_of(version)
    assert parts
    assert parts == (NO_PART,) or parts[-1] != NO_PART


def test_a_future_day_moves_with_today():
    assert read_firmware("build 280101", None, load(), today=dt.date(2027, 6, 1)).built == dt.date(2028, 1, 1)


def test_every_grammar_is_proven():
    assert problems(load().firmware, TODAY) == []


GRAMMAR = """
date = "2026-11-25"
[[grammar]]
id = "mine"
of = {of}
pattern = '{pattern}'
source = "{source}"
date = "2026-11-25"
examples = {examples}
not_examples = ["x"]
"""
GOOD = {
    "of": '["axis"]',
    "pattern": r"Q(?P<version>\d)",
    "source": "CSAF",
    "examples": '[{ text = "Q1", version = "1" }]',
}


def book(folder, **changes):
    (folder / "mine.toml").write_text(GRAMMAR.format(**(GOOD | changes)), encoding="utf-8")
    return FirmwareBook(folder, load().directory)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"of": '["nobody-we-know"]'}, "not in the lists"),
        ({"of": "[]"}, "nobody's"),
        ({"pattern": r"(?P<version>(?:a+)+)"}, "pattern"),
        ({"pattern": r"(?P<version>\d"}, "does not compile"),
        ({"pattern": r"(?P<colour>\d)"}, "not read by anybody"),
        ({"pattern": r"(?P<customer>\d)"}, "neither"),
        ({"source": "NOWHERE"}, "NOWHERE"),
        ({"examples": "[]"}, "at least one example"),
        ({"examples": '["Q1"]'}, "something else"),
        ({"examples": "[{ text = 1 }]"}, "not a text"),
    ],
)
def test_a_grammar_that_is_wrong_names_itself(tmp_path, changes, what):
    with pytest.raises(KnowledgeError, match=r"mine\.toml") as told:
        book(tmp_path, **changes)
    assert what in told.value.detail


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"examples": '[{ text = "Q1", version = "2" }]'}, "gives"),
        ({"examples": '[{ text = "nothing", version = "2" }]'}, "another grammar"),
        ({"pattern": r"(?P<version>x|Q1)", "examples": '[{ text = "Q1", version = "Q1" }]'}, "counter-example"),
    ],
)
def test_a_grammar_that_does_not_hold_is_told(tmp_path, changes, what):
    assert any(what in problem for problem in problems(book(tmp_path, **changes), TODAY))


def test_an_empty_folder_is_no_book(tmp_path):
    with pytest.raises(KnowledgeError):
        FirmwareBook(tmp_path, load().directory)


def test_the_grammars_are_shipped():
    assert len(FirmwareBook(resources_folder() / "firmware", load().directory).grammars) >= 25


def test_the_table_in_the_docs_is_true():
    page = (Path(__file__).parents[3] / "docs" / "firmware.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| ")
    ][1:]
    assert len(rows) >= 12
    for maker, text, version, more in rows:
        said = read(text, maker.split(" and ")[0].split(",")[0])
        assert said.version == version, text
        for name, _, value in (
            part.partition(" ") for part in more.split(", ") if part.startswith(("track ", "customer "))
        ):
            assert getattr(said, name) == value, text
