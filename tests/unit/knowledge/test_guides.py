import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.knowledge.guides import read_guides
from app.knowledge.load import load
from app.model.decision import Choice
from app.model.guide import Guide, StepKind
from app.model.policy import Bilingual
from app.model.problem import KnowledgeError
from app.places import resources_folder
from app.stages.advice import options
from tests.unit.knowledge.readability import grade, syllables
from tests.unit.stages.test_advice import CASES, TODAY

GUIDES = load().guides


def texts(guide: Guide) -> Iterator[Bilingual]:
    yield from (guide.title, guide.fits, *guide.tools)
    for step in guide.steps:
        yield from (step.title, *step.do, step.why)
        yield from (detail.text for detail in step.details)


def test_syllables() -> None:
    counted = {
        word: syllables(word) for word in ("the", "camera", "password", "recorder", "installed", "made", "table")
    }
    assert counted == {"the": 1, "camera": 3, "password": 2, "recorder": 3, "installed": 2, "made": 1, "table": 2}


def test_the_measure_tells_easy_from_hard() -> None:
    assert grade(["The cat sat on the mat."]) < 2
    assert (
        grade(
            [
                "Notwithstanding considerable organizational heterogeneity, institutional accountability necessitates remediation."
            ]
        )
        > 16
    )


@pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
def test_a_guide_is_read_in_grade_8(guide: Guide) -> None:
    assert grade(text.en for text in texts(guide)) <= 8
    hardest = max(grade(text.en for text in (*step.do, step.why)) for step in guide.steps)
    assert hardest <= 10


@pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
def test_french_keeps_the_rules_of_french_print(guide: Guide) -> None:
    for text in texts(guide):
        french = text.fr
        assert "'" not in french
        assert '"' not in french
        assert not re.search(r"[^\u00a0]:|«[^\u00a0]|[^\u00a0]»", french), french
        assert not re.search(r"\s[;!?]", french), french
        assert "'" not in text.en


@pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
def test_no_guide_says_what_is_never_said(guide: Guide) -> None:
    forbidden = re.compile(
        r"\b(spy|banned|illegal|unsafe|compromised|infected|immediately|hacker|espion|interdit|illégal)\w*", re.I
    )
    for text in texts(guide):
        assert not forbidden.search(text.en + " " + text.fr)


def test_every_guide_that_advice_names_is_there() -> None:
    named = {name for case in CASES for way in options(case, TODAY) for name in way.guides}
    assert named <= set(GUIDES)
    for case in CASES:
        for way in options(case, TODAY):
            assert all(GUIDES[name].choice is way.choice for name in way.guides)


def test_replacing_ends_with_a_scan() -> None:
    for guide in GUIDES.values():
        if guide.choice is Choice.REPLACE:
            assert guide.steps[-1].kind is StepKind.RESCAN


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('choice = "reduce"', 'choice = "burn"'),
        ("minutes = [30, 90]", "minutes = [90, 30]"),
        ('"own-password", ', '"own-password", "own-password", '),
        ('"own-password", ', '"nothing", '),
        ('"look-again", ', ""),
        ('"look-again", "rescan-kept"', '"rescan-kept", "look-again"'),
        ('id = "own-network"', 'id = "own-network"\nfoo = 1'),
        ('checked = "2026-11-25"', ""),
        ('choice = "reduce"', 'choice = "replace"\n'),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str) -> None:
    shutil.copytree(resources_folder() / "guides", tmp_path / "guides")
    path = tmp_path / "guides" / "harden-camera.toml"
    text = path.read_text(encoding="utf-8")
    if 'choice = "replace"' in new:
        text = text.replace(', "rescan-kept"]', "]")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError):
        read_guides(tmp_path / "guides", lambda _: True)
