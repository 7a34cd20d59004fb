import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from app.knowledge.advisories import AdvisoryShelf, read_advisories
from app.knowledge.check import problems
from app.knowledge.load import load
from app.model.advisory import Decides
from app.model.finding import FindingType
from app.model.problem import KnowledgeError

VALID = """
checked = "2026-11-25"

[[note]]
id = "CVE-2024-0001"
type = "advisory"
maker = "acme"
brands = ["coyote"]
published = "2024-01-02"
kev_date = "2024-02-03"
means = { en = "It may stop.", fr = "Elle peut s’arrêter." }
step = { en = "Install the update.", fr = "Installez la mise à jour." }
source = { title = "CVE record", url = "https://example.org/1", date = "2024-03-04" }
further = [{ title = "Notice", url = "https://example.org/2", date = "2024-01-01" }]
models_complete = true

[[note.affects]]
models = ["AC-1*"]
except_models = ["AC-19"]
says = "before 1.2"
decides = "version"
before = "1.2"
fixed = "1.2"
hardware = ["V3"]
track = "A1"

[[note]]
id = "acme-ac-2-support"
type = "support"
maker = "acme"
published = "2024-01-02"
means = { en = "No more updates.", fr = "Plus de mises à jour." }
step = { en = "Plan a replacement.", fr = "Prévoyez un remplacement." }
source = { title = "Maker", url = "https://example.org/3", date = "2024-01-02" }

[[note.affects]]
models = ["AC-2"]
says = "end of support"
decides = "all-versions"
"""


def read(folder: Path, text: str = VALID, name: str = "acme.toml") -> AdvisoryShelf:
    (folder / name).write_text(text, "utf-8")
    shelf = read_advisories(folder, {"acme", "other"}.__contains__, {"coyote"}.__contains__)
    assert shelf.notes
    return shelf


def test_a_note_is_read_as_it_stands(tmp_path: Path) -> None:
    shelf = read(tmp_path)
    support, note = sorted(shelf.notes, key=lambda one: one.type, reverse=True)
    assert (note.id, note.type, note.maker, note.brands) == ("CVE-2024-0001", FindingType.ADVISORY, "acme", ("coyote",))
    assert (note.published, note.kev_date, note.checked) == ("2024-01-02", "2024-02-03", dt.date(2026, 11, 25))
    assert (note.means.fr, note.step.en) == ("Elle peut s’arrêter.", "Install the update.")
    assert (note.source.url, note.further[0].title, note.models_complete) == ("https://example.org/1", "Notice", True)
    (affected,) = note.affects
    assert (affected.models, affected.except_models, affected.decides) == (("AC-1*",), ("AC-19",), Decides.VERSION)
    assert (affected.before, affected.fixed, affected.until, affected.hardware) == ("1.2", "1.2", "", ("V3",))
    assert (support.id, support.type) == ("acme-ac-2-support", FindingType.SUPPORT)
    assert shelf.of_maker("acme") == shelf.notes
    assert shelf.naming("coyote") == (note,)
    assert shelf.makers == ("acme",)
    assert shelf.date == "2026-11-25"
    assert shelf.of_maker("nobody") == shelf.naming("acme") == ()


FAULTS: dict[str, Callable[[str], str]] = {
    "cve-2024-0001: unknown keys": lambda text: text.replace('track = "A1"', 'trak = "A1"'),
    "cve-2024-0001: its id is used twice": lambda text: text.replace('"acme-ac-2-support"', '"CVE-2024-0001"'),
    "neither a CVE number": lambda text: text.replace('"acme-ac-2-support"', '"Acme-2"'),
    "type is not advisory or support": lambda text: text.replace('"support"', '"policy"'),
    "type is not in": lambda text: text.replace('"support"', '"hint"'),
    "file of another maker": lambda text: text.replace('maker = "acme"', 'maker = "other"', 1),
    "unknown brands": lambda text: text.replace("coyote", "roadrunner"),
    "published is not a day": lambda text: text.replace('published = "2024-01-02"', 'published = "2024-01"', 1),
    "kev_date is not a day": lambda text: text.replace("2024-02-03", "soon"),
    "means is not one text in en and one in fr": lambda text: text.replace('en = "It may stop.", ', ""),
    "no web address": lambda text: text.replace("https://example.org/1", "example.org"),
    "younger than the day": lambda text: text.replace("2024-03-04", "2027-03-04"),
    "models is missing": lambda text: text.replace('models = ["AC-2"]\n', "models = []\n"),
    "decides is not in the list": lambda text: text.replace('"all-versions"', '"some"'),
    "all-versions has no bounds": lambda text: text + 'until = "3"\n',
    "all-versions has no fixed version": lambda text: text + 'fixed = "3"\n',
    "listed stands with": lambda text: text + 'listed = ["3"]\n',
    "one of until and before": lambda text: text.replace('before = "1.2"\n', ""),
    "older_not_affected needs since": lambda text: text.replace('track = "A1"', "older_not_affected = true"),
    "limit carries none": lambda text: text.replace('decides = "version"', 'decides = "build-date"'),
    "affects no models": lambda text: text[: text.rindex("[[note.affects]]")],
    "checked is missing": lambda text: text.replace('checked = "2026-11-25"', ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_names_file_and_row(tmp_path: Path, fault: str) -> None:
    wanted = "type is not advisory or support" if fault == "type is not in" else fault
    with pytest.raises(KnowledgeError) as caught:
        read(tmp_path, FAULTS[fault](VALID))
    assert "acme.toml" in caught.value.detail
    assert wanted in caught.value.detail


def test_an_unknown_maker_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="unknown maker"):
        read(tmp_path, VALID.replace('maker = "acme"', 'maker = "nobody"'), "nobody.toml")


def test_a_file_and_a_folder_without_notes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no published notes"):
        read_advisories(tmp_path, {"acme"}.__contains__, set().__contains__)
    with pytest.raises(KnowledgeError, match="holds no note"):
        read(tmp_path, 'checked = "2026-11-25"\n')


def test_what_is_shipped_holds() -> None:
    assert [problem for problem in problems(load()) if problem.startswith("advisories")] == []
