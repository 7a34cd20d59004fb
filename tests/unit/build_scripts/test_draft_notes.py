"""Drafts of notes from CVE records and from CISA's list."""

import importlib.util
import json
import sys
import tomllib
from pathlib import Path

import pytest

from app.knowledge.load import load

_PATH = Path(__file__).resolve().parents[3] / "build_scripts" / "draft_notes.py"
_SPEC = importlib.util.spec_from_file_location("draft_notes_under_test", _PATH)
drafts = importlib.util.module_from_spec(_SPEC)
sys.modules[_SPEC.name] = drafts
_SPEC.loader.exec_module(drafts)


def record(**cna: object) -> dict:
    return {
        "cveMetadata": {
            "cveId": "CVE-2099-1",
            "state": "PUBLISHED",
            "datePublished": "2099-02-03T04:05:06.000Z",
            "dateUpdated": "2099-03-04T00:00:00.000Z",
        },
        "containers": {
            "cna": {
                "descriptions": [{"lang": "en", "value": 'A "flaw"\nin Reolink cameras.'}],
                "affected": [
                    {
                        "vendor": "Reolink",
                        "product": "RLC-999",
                        "versions": [
                            {"version": "3.0.0", "lessThan": "3.1.0", "status": "affected"},
                            {"version": "0", "lessThanOrEqual": "2.9", "status": "affected"},
                            {"version": "2.5.1", "status": "affected"},
                            {"version": "n/a", "status": "affected"},
                            {"version": "3.1.0", "status": "unaffected"},
                        ],
                    }
                ],
            }
            | cna,
            "adp": [{"metrics": [{"other": {"type": "kev", "content": {"dateAdded": "2099-04-05"}}}]}],
        },
    }


def test_bounds_are_taken_as_the_record_has_them() -> None:
    draft = drafts.read_record(record(), load())
    assert [limit.keys for limit in draft.limits] == [
        {"decides": "version", "since": "3.0.0", "before": "3.1.0"},
        {"decides": "version", "until": "2.9"},
        {"decides": "listed", "listed": "2.5.1"},
        {"decides": "no-limit"},
    ]


def test_a_draft_is_toml_of_our_form_with_its_sentences_left_open() -> None:
    (note,) = tomllib.loads(drafts.toml_of(drafts.read_record(record(), load())))["note"]
    assert (note["id"], note["maker"], note["published"], note["kev_date"]) == (
        "CVE-2099-1",
        "reolink",
        "2099-02-03",
        "2099-04-05",
    )
    assert note["means"] == {"en": "", "fr": ""}
    assert note["source"]["date"] == "2099-03-04"
    assert [block["says"] for block in note["affects"]][:2] == ["3.0.0 to before 3.1.0", "0 through 2.9"]


@pytest.mark.parametrize(
    "wrong",
    [{"affected": [{"vendor": "A maker of bicycles", "product": "x"}]}, {"affected": []}, {"affected": ["no table"]}],
)
def test_what_is_of_no_maker_of_ours_gives_no_draft(wrong: dict) -> None:
    assert drafts.read_record(record(**wrong), load()) is None


def test_a_folder_is_read_and_what_is_no_record_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "good.json").write_text(json.dumps(record()), "utf-8")
    (tmp_path / "bad.json").write_text("{", "utf-8")
    (tmp_path / "list.json").write_text("[1]", "utf-8")
    assert [draft.id for draft in drafts.drafts_in(tmp_path, {}, load())] == ["CVE-2099-1"]
    assert list(drafts.drafts_in(tmp_path, {"CVE-2099-1": ""}, load())) == []
    said = capsys.readouterr().err
    assert "bad.json" in said
    assert "list.json" in said


def test_the_list_of_known_exploited_is_held_against_our_notes() -> None:
    catalogue = {
        "vulnerabilities": [
            {"cveID": "CVE-1", "dateAdded": "2022-01-10", "vendorProject": "Hikvision", "product": "cameras"},
            {"cveID": "CVE-2", "dateAdded": "2022-01-11", "vendorProject": "Hikvision", "product": "cameras"},
            {"cveID": "CVE-3", "dateAdded": "2022-01-12", "vendorProject": "Acme", "product": "bicycles"},
            {"cveID": "CVE-4", "dateAdded": "2022-01-13", "vendorProject": "Hikvision", "product": "cameras"},
        ]
    }
    missing, wrong = drafts.kev_remarks(catalogue, {"CVE-2": "", "CVE-4": "2022-01-13"}, load())
    assert missing.startswith("CVE-1: no note; hikvision")
    assert wrong == "CVE-2: its note has the KEV date missing, the list has 2022-01-11"
