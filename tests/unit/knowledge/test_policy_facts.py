import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.knowledge.policy import check_makers, read_policy
from app.model.policy import Bilingual, PolicyFact
from app.model.problem import KnowledgeError
from app.places import resources_folder

FOLDER = resources_folder() / "policy"
FACTS = read_policy(FOLDER)
NEVER = re.compile(
    r"\b(spy|spies|spying|banned|bans?|illegal|unlawful|unsafe|compromised|infected|must|espion\w*|bann\w*|illéga\w*|compromis\w*)\b",
    re.I,
)

VALID = """
[authority]
en = "A"
fr = "B"

[[fact]]
id = "x"
date = "2025-06"
makers = ["hikvision"]
binds_audiences = ["home"]
checked = "2026-11-23"
expires = "2027-05-23"
instrument = { en = "a", fr = "b" }
binds = { en = "a", fr = "b" }
does_not_bind = { en = "a", fr = "b" }
says = { en = "a", fr = "b" }
about_owners = { en = "a", fr = "b" }
state = { en = "a", fr = "b" }
sources = [{ title = "t", url = "https://example.org/a", date = "" }]
"""


def texts(fact: PolicyFact) -> Iterator[Bilingual]:
    for name in fact.__slots__:
        if isinstance(value := getattr(fact, name), Bilingual):
            yield value


def test_the_facts_that_first_guidance_needs_are_there() -> None:
    assert {fact.id for fact in FACTS} >= {
        "ca-2025-06-order",
        "ca-2025-06-federal-use",
        "ca-2025-09-stay",
        "qc-2023-12-public-bodies",
        "us-2018-section-889",
        "us-fcc-covered-list",
        "us-fcc-2026-06-notice",
        "uk-2022-11-sensitive-sites",
        "au-2023-02-federal-sites",
    }
    assert FACTS[0].id == "ca-2025-06-order"


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_no_text_takes_sides(fact: PolicyFact) -> None:
    for text in texts(fact):
        assert not NEVER.search(text.en), text.en
        assert not NEVER.search(text.fr), text.fr


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_the_first_source_can_be_opened(fact: PolicyFact) -> None:
    assert all(source.url.startswith("https://") for source in fact.sources)


def test_both_languages_give_the_same_years() -> None:
    year = re.compile(r"\b(?:19|20)\d\d\b")
    for fact in FACTS:
        for text in texts(fact):
            assert sorted(year.findall(text.en)) == sorted(year.findall(text.fr)), text


def test_every_named_maker_is_in_the_lists_of_makers() -> None:
    rows = [
        row
        for path in (resources_folder() / "makers").glob("*.toml")
        for row in tomllib.loads(path.read_text("utf-8")).get("maker", [])
    ]
    known = {row["id"] for row in rows}
    check_makers(FACTS, known.__contains__)
    with pytest.raises(KnowledgeError, match="hikvision"):
        check_makers(FACTS, (known - {"hikvision"}).__contains__)


def test_a_valid_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(VALID, "utf-8")
    (fact,) = read_policy(tmp_path)
    assert fact.authority.of("fr") == "B"
    assert fact.authority.of("en") == "A"
    assert fact.maker_answer is None
    assert fact.names_makers
    assert fact.sources[0].date == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2027-05-23", "2026-11-23"),
        ("2027-05-23", "soon"),
        ('date = "2025-06"', 'date = "2025-13"'),
        ('["home"]', '["everybody"]'),
        ('["home"]', '["home"]\nmay_bind_audiences = ["home"]'),
        ('says = { en = "a", fr = "b" }', 'says = { en = "a" }'),
        ('says = { en = "a", fr = "b" }', 'says = { en = "a", fr = " " }'),
        ('says = { en = "a", fr = "b" }', 'says = "a"'),
        ("https://example.org/a", "javascript:alert(1)"),
        ('["hikvision"]', "[]"),
        ('id = "x"', 'id = "x"\nbind = "a slip of the pen"'),
        ('id = "x"', 'id = "X y"'),
        ("[[fact]]", "[[facts]]"),
        ("[authority]", "[authority"),
        ("sources = [{", "sources = [] # [{"),
    ],
)
def test_a_faulty_file_is_refused_by_name(tmp_path: Path, old: str, new: str) -> None:
    assert old in VALID
    (tmp_path / "a.toml").write_text(VALID.replace(old, new), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_policy(tmp_path)
    assert "a.toml" in caught.value.detail


def test_an_id_is_used_once(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(VALID, "utf-8")
    with pytest.raises(KnowledgeError, match="twice"):
        read_policy(tmp_path)


def test_an_empty_folder_is_damage(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError):
        read_policy(tmp_path)
