"""camera-check firmware (design §7)."""

import json

import pytest

from app.cli.main import run_command


def firmware(lines, tmp_path, capsys):
    file = tmp_path / "texts.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    code = run_command(["firmware", str(file)])
    told = capsys.readouterr()
    assert code == (1 if told.err else 0)
    return [json.loads(line) for line in told.out.splitlines()], told.err


def test_texts_are_answered_line_by_line(tmp_path, capsys):
    rows = [
        {"id": "a", "maker": "HIKVISION", "text": "V5.4.0 build 160530"},
        {"id": 2, "maker": None, "text": "2.800.0000000.16.R, Build Date: 2021-06-17"},
        {"id": "c", "maker": "nobody knows them", "text": "an old camera"},
        {"id": "d", "text": "MX-V5.2.3.24"},
        {"id": "e", "maker": "mobotix", "text": None},
        {"id": "f", "maker": "", "text": ""},
    ]
    answers, warnings = firmware([json.dumps(row) for row in rows], tmp_path, capsys)
    assert warnings == ""
    assert answers == [
        {"id": "a", "version": "5.4.0", "build_date": "2016-05-30"},
        {"id": 2, "version": "2.800.0000000.16.R", "build_date": "2021-06-17"},
        {"id": "c", "version": None, "build_date": None},
        {"id": "d", "version": "5.2.3.24", "build_date": None},
        {"id": "e", "version": None, "build_date": None},
        {"id": "f", "version": None, "build_date": None},
    ]


@pytest.mark.parametrize(
    "line",
    ["not json", "[]", '{"id": 1}', '{"id": 1, "text": 5}', '{"id": 1, "text": ["V1"]}', "[" * 5000, '{"text": NaN}'],
)
def test_a_line_that_is_not_understood_yields_nulls_and_one_warning(line, tmp_path, capsys):
    (answer,), warnings = firmware([line], tmp_path, capsys)
    assert (answer["version"], answer["build_date"]) == (None, None)
    assert len(warnings.splitlines()) == 1
    assert warnings.startswith("line 1: ")


def test_a_maker_that_is_no_text_is_no_maker(tmp_path, capsys):
    answers, warnings = firmware(['{"id": 1, "maker": 7, "text": "V5.4.0 build 160530"}'], tmp_path, capsys)
    assert (answers[0]["version"], warnings) == ("5.4.0", "")


def test_a_very_long_line_is_one_line(tmp_path, capsys):
    long = json.dumps({"id": 1, "text": "V5.4.0 " + "x" * 9_000_000})
    answers, warnings = firmware([long, json.dumps({"id": 2, "text": "V1.2.3"})], tmp_path, capsys)
    assert [answer["version"] for answer in answers] == [None, "1.2.3"]
    assert len(warnings.splitlines()) == 1


def test_the_mark_that_windows_writes_before_a_file_is_no_part_of_its_first_line(tmp_path, capsys):
    answers, warnings = firmware(['\ufeff{"id": 1, "text": "V1.2.3"}', '{"id": 2, "text": "V1.2.4"}'], tmp_path, capsys)
    assert [answer["version"] for answer in answers] == ["1.2.3", "1.2.4"]
    assert warnings == ""


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert run_command(["firmware", str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl" in capsys.readouterr().err
