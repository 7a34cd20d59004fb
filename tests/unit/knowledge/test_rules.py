"""Broken files name themselves and the row."""

import shutil

import pytest

from app.knowledge.check import problems
from app.knowledge.load import Knowledge
from app.model.problem import KnowledgeError
from app.places import resources_folder

RULE = """
[[rule]]
id = "example-webs"
pattern = '{pattern}'
says = {says}
certainty = "{certainty}"
source = "{source}"
date = "2026-06-29"
examples = {examples}
not_examples = {not_examples}
"""
GOOD = {
    "pattern": r"ExampleCam(?:/(?P<firmware>[\d.]+))?",
    "says": '{ brand = "axis", kind = "camera" }',
    "certainty": "likely",
    "source": "RECOG",
    "examples": '["ExampleCam", { text = "ExampleCam/4.30", gives = { firmware = "4.30" } }]',
    "not_examples": '["ExampleCamera"]',
}


@pytest.fixture
def build(tmp_path):
    """A folder of resources whose only rule file is the one given."""
    for folder in ("makers", "oui", "firmware", "advisories", "label"):
        shutil.copytree(resources_folder() / folder, tmp_path / folder)
    (tmp_path / "rules").mkdir()
    shutil.copy(resources_folder() / "rules" / "placeholders.toml", tmp_path / "rules")

    def write(text: str | None = None, **changes: str) -> Knowledge:
        if text is None:
            text = 'date = "2026-11-23"\nreads = ["http.server"]\n' + RULE.format(**(GOOD | changes))
        (tmp_path / "rules" / "example.toml").write_text(text, encoding="utf-8")
        return Knowledge(tmp_path)

    return write


def test_a_good_rule_is_proven(build):
    knowledge = build()
    assert problems(knowledge) == []
    [match] = knowledge.match("http", "server", " ExampleCam/4.30 ")
    assert match.rule.id == "example-webs"
    assert dict(match.gives) == {"firmware": "4.30"}
    assert knowledge.match("http", "title", "ExampleCam") == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"pattern": "(a+)+"},
        {"says": '{ maker = "nobody" }'},
        {"says": '{ brand = "nobody" }'},
        {"says": '{ platform = "nobody" }'},
        {"says": '{ kind = "drone" }'},
        {"says": '{ kind = "camera", other = "printer" }'},
        {"says": '{ kind = "other" }'},
        {"says": '{ colour = "red" }'},
        {"certainty": "sure"},
        {"certainty": "not-known"},
        {"source": "HEARSAY"},
        {"source": "OWN"},
        {"examples": "[]"},
        {"examples": "[1]"},
        {"examples": '[{ text = "ExampleCam", gives = { password = "x" } }]'},
        {"not_examples": "[]"},
        {"not_examples": "[1]"},
    ],
)
def test_a_broken_rule_names_file_and_id(build, changes):
    with pytest.raises(KnowledgeError) as caught:
        build(**changes)
    assert caught.value.detail.startswith("example.toml: example-webs: ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "date = 1",
        'reads = ["http.server"]\ndate = "2026-11-23"',
        'reads = ["server"]\ndate = "2026-11-23"',
        "rule = 3",
        "[[",
        "\x00",
        'date = "2026-11-23"\nreads = ["http.server"]\nrule = [1]',
    ],
)
def test_a_broken_file_names_itself(build, text):
    with pytest.raises(KnowledgeError) as caught:
        build(text)
    assert caught.value.detail.startswith("example.toml: ")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"examples": '["Other"]'}, "meets no rule first"),
        ({"examples": '["ExampleCam/4.30"]'}, "gives"),
        ({"not_examples": '["ExampleCam"]'}, "counter-example"),
        ({"pattern": "("}, "does not compile"),
        ({"pattern": "(?P<password>x)"}, "not read by anybody"),
        ({"says": "{}", "pattern": "ExampleCam", "examples": '["ExampleCam"]'}, "says nothing"),
        ({"certainty": "confirmed"}, "never more than likely"),
    ],
)
def test_a_rule_that_does_not_hold_is_told(build, changes, told):
    assert any("example-webs" in problem and told in problem for problem in problems(build(**changes)))


def test_a_repeated_id_is_told(build):
    rule = RULE.format(**GOOD)
    text = 'date = "2026-11-23"\nreads = ["http.server"]\n' + rule + rule
    assert any("also stands" in problem for problem in problems(build(text)))


def test_a_missing_folder_is_a_knowledge_error(tmp_path):
    with pytest.raises(KnowledgeError):
        Knowledge(tmp_path)


def test_a_damaged_registry_is_a_knowledge_error(build, tmp_path):
    knowledge = build()
    (tmp_path / "oui" / "registry.txt.gz").write_bytes(b"not gzip")
    with pytest.raises(KnowledgeError):
        knowledge.registrant("44:19:b6:00:00:01")
