"""Who owns the companies: the shipped rows, and rows that are refused."""

from pathlib import Path

import pytest

from app.knowledge.load import load
from app.knowledge.owners import read_owners
from app.model.problem import KnowledgeError

ROW = """
[[owner]]
of = "lorex"
owner = { en = "One", fr = "Un" }
since = "2018"
source = { title = "A paper", url = "https://example.org/", date = "2018-02-06" }
"""


def read(folder: Path, text: str) -> object:
    path = folder / "owners.toml"
    path.write_text(text, encoding="utf-8")
    return read_owners(path, {"lorex", "dahua"}.__contains__)


def test_the_companies_of_the_plan_are_there() -> None:
    assert {"lorex", "ezviz", "pelco", "avigilon", "keenfinity", "hikvision", "dahua"} <= set(load().owners)


def test_a_row_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, f'checked = "2026-11-25"\n{ROW}')


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lorex", "acme"),
        ('since = "2018"', 'since = "spring"'),
        ('since = "2018"', 'since = "2018"\nuntil = "2017"'),
        ("https://", "ftp://"),
        (', fr = "Un"', ""),
        ("since", "begun"),
        ('date = "2018-02-06"', 'date = "6 February"'),
    ],
)
def test_a_slip_is_refused_with_file_and_row(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(KnowledgeError, match=r"owners\.toml"):
        read(tmp_path, f'checked = "2026-11-25"\n{ROW.replace(old, new)}')


def test_two_owners_of_today_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="newest"):
        read(tmp_path, f'checked = "2026-11-25"\n{ROW}{ROW}')
