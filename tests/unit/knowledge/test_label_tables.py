"""The tables of labels hold what they say."""

import shutil
from pathlib import Path

import pytest

from app.knowledge.label import label_problems, read_labels
from app.knowledge.load import load
from app.model.problem import KnowledgeError
from app.places import resources_folder

FOLDER = resources_folder() / "label"


def test_every_row_is_proven() -> None:
    assert list(label_problems(load().labels, load().directory.makers)) == []


def test_every_row_has_a_source_and_an_example() -> None:
    known = load().labels
    rows = (*known.fcc.values(), *known.ised.values(), *known.serials, *known.codes, *known.shared)
    assert len(rows) >= 35
    assert all(row.source.title for row in rows)


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("grantees.toml", 'code = "2ADTD"', 'code = "2adtd"', "its code"),
        ("grantees.toml", 'example = "2ADTD-5604SD"', 'example = "XYZ"', "example"),
        ("grantees.toml", 'certainty = "likely"', 'certainty = "confirmed"', "never more than likely"),
        ("grantees.toml", 'date = "2019-01" }', 'date = "January" }', "bad address or date"),
        ("serials.toml", "(?P<made>", "(?P<day>", "nobody reads"),
        ("serials.toml", "[A-Z0-9]{6,13}", "(?:[A-Z]+)+", "pattern"),
        ("codes.toml", 'hides = "wifi"', 'hides = "model"', "not a kind that is hidden"),
        ("codes.toml", 'hides = "verification-code"', "", "does not say what it is"),
        ("shared.toml", 'makers = ["digiever", "hikvision"]', 'makers = ["hikvision"]', "fewer than two"),
    ],
)
def test_a_damaged_table_is_refused(tmp_path: Path, file: str, old: str, new: str, complaint: str) -> None:
    folder = tmp_path / "label"
    shutil.copytree(FOLDER, folder)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(KnowledgeError, match=complaint):
        read_labels(folder)


def test_an_unknown_maker_and_a_wrong_example_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "label"
    shutil.copytree(FOLDER, folder)
    path = folder / "serials.toml"
    path.write_text(
        path.read_text("utf-8").replace('maker = "axis"', 'maker = "nobody"').replace("B8A44F", "B8A440"), "utf-8"
    )
    (folder / "codes.toml").write_text(
        (folder / "codes.toml").read_text("utf-8").replace("MT:E9.01", "XX:E9.01"), "utf-8"
    )
    told = "\n".join(label_problems(read_labels(folder), load().directory.makers))
    assert "maker 'nobody'" in told
    assert "matter-setup: example" in told
