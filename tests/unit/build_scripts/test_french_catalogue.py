import importlib.util
import json
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

_PATH = Path(__file__).resolve().parents[3] / "build_scripts" / "translations.py"
_SPEC = importlib.util.spec_from_file_location("translations_under_test", _PATH)
translations = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(translations)

SOURCE = """
from app.model.text import N_
A = N_("It says {model}.")
def f(words, n):
    return words.text("Good morning") + words.plural("{count} camera", "{count} cameras", n) + words.text(
        "One long "
        "text"
    ) + "not marked"
"""
FRENCH = {
    "It says {model}.": "Il indique {model}.",
    "Good morning": "Bonjour",
    "{count} camera": ["{count} caméra", "{count} caméras"],
    "One long text": "Un long texte",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "a.py").write_text(SOURCE, "utf-8")
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return tmp_path / "fr" / "camera-check.po"


def update(source: Path, catalogue: Path, pairs: dict | None = None, *, compiled: bool = True) -> list[str]:
    merged = translations.merged(translations.collect(source), translations.read(catalogue))
    unknown = translations.fold_in(merged, pairs or {})
    translations._write(catalogue, translations.po_text(merged).encode())
    if compiled:
        translations._write(catalogue.with_suffix(".mo"), translations.mo_bytes(merged))
    return unknown


def test_marked_texts_are_found(source: Path) -> None:
    found = translations.collect(source)
    assert {translations._key(message) for message in translations._messages(found)} == set(FRENCH)


def test_a_complete_catalogue_has_no_faults(source: Path, catalogue: Path) -> None:
    assert update(source, catalogue, FRENCH) == []
    assert translations.faults(source, catalogue) == []
    with catalogue.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert compiled.get("Good morning").string == "Bonjour"


def test_files_do_not_change_when_texts_do_not(source: Path, catalogue: Path) -> None:
    update(source, catalogue, FRENCH)
    before = catalogue.read_bytes(), catalogue.with_suffix(".mo").read_bytes()
    (source / "a.py").write_text("\n\n" + SOURCE, "utf-8")
    update(source, catalogue)
    assert (catalogue.read_bytes(), catalogue.with_suffix(".mo").read_bytes()) == before
    assert b"a.py" not in before[0]


def test_french_survives_and_old_texts_go(source: Path, catalogue: Path) -> None:
    update(source, catalogue, FRENCH)
    (source / "a.py").write_text(SOURCE.replace("Good morning", "Good evening"), "utf-8")
    assert "not in the catalogue (run update): 'Good evening'" in translations.faults(source, catalogue)
    assert "no longer in the program (run update): 'Good morning'" in translations.faults(source, catalogue)
    update(source, catalogue)
    assert translations.faults(source, catalogue) == ["no French: 'Good evening'"]


@pytest.mark.parametrize(
    ("pairs", "complaint"),
    [
        ({"Nowhere": "Nulle part"}, "not a text of the program: 'Nowhere'"),
        ({"Good morning": ["a", "b"]}, "has no plural in the program: 'Good morning'"),
        ({"{count} camera": ["x"]}, "needs 2 French forms: '{count} camera'"),
    ],
)
def test_what_cannot_be_put_in_is_named(source: Path, catalogue: Path, pairs: dict, complaint: str) -> None:
    assert update(source, catalogue, {**FRENCH, **pairs})[-1] == complaint


def test_one_text_for_a_plural_text_is_its_singular(source: Path, catalogue: Path) -> None:
    update(source, catalogue, FRENCH)
    assert update(source, catalogue, {"{count} camera": "{count} appareil"}) == []
    assert translations.read(catalogue).get("{count} camera").string == ("{count} appareil", "{count} caméras")
    assert translations.faults(source, catalogue) == []


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        ({"It says {model}.": "Il indique {modele}."}, "different {placeholders}"),
        ({"It says {model}.": "Il indique {model."}, "broken {placeholders}"),
        ({"{count} camera": ["{count} caméra", "caméras"]}, "different {placeholders}"),
        ({"Good morning": 'Dites "bonjour"'}, "English quotation marks"),
        ({"Good morning": ""}, "no French"),
    ],
)
def test_faulty_french_is_found(source: Path, catalogue: Path, pairs: dict, fault: str) -> None:
    update(source, catalogue, {**FRENCH, **pairs})
    assert [found for found in translations.faults(source, catalogue) if found.startswith(fault)]


def test_a_stale_or_missing_compiled_file_is_found(source: Path, catalogue: Path) -> None:
    update(source, catalogue, FRENCH)
    update(source, catalogue, {"Good morning": "Bon matin"}, compiled=False)
    stale = ["the .mo file is stale (run compile)"]
    assert translations.faults(source, catalogue) == stale
    catalogue.with_suffix(".mo").unlink()
    assert translations.faults(source, catalogue) == stale


def test_fuzzy_french_is_found(source: Path, catalogue: Path) -> None:
    update(source, catalogue, FRENCH)
    text = catalogue.read_text("utf-8").replace('msgid "Good morning"', '#, fuzzy\nmsgid "Good morning"')
    catalogue.write_text(text, "utf-8")
    assert "fuzzy: 'Good morning'" in translations.faults(source, catalogue)


@pytest.mark.parametrize(
    "french",
    [
        "Il a dit «\u00a0bonjour\u00a0».",
        "Sources\u00a0: deux",
        "À 12:30, voir https://example.org; oui! vraiment?",
        "95\u00a0% de {count:d} caméras…",
        "L’appareil, version 5.4.0 build 160530",
        "1\u00a0300 caméras à 14\u00a0h\u00a030, nº 7",
    ],
)
def test_good_typography_passes(french: str) -> None:
    assert translations.typography_faults(french) == []


@pytest.mark.parametrize(
    "french",
    [
        "« bonjour »",
        "«\u00a0bonjour»",
        "Sources : deux",
        "Sources: deux",
        "Sources:",
        "95 %",
        "{n}%",
        "Oui !",
        "non\u00a0;",
        "a...",
        "a  b",
        'le "x"',
        "le “x”",
        "l'appareil",
        "Recherche …",
        "1 300 caméras",
        "14 h 30",
        "N° 7",
    ],
)
def test_faulty_typography_is_named(french: str) -> None:
    assert translations.typography_faults(french)


def test_json_pairs_read_back_as_written(
    tmp_path: Path, source: Path, catalogue: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    pairs = tmp_path / "room.json"
    pairs.write_text(json.dumps(FRENCH), "utf-8")
    monkeypatch.setattr(translations, "ROOT", source.parent)
    monkeypatch.setattr(translations, "CATALOGUE", catalogue)
    monkeypatch.setattr("sys.argv", ["translations.py", "apply", str(pairs)])
    assert translations.main() == 0
    monkeypatch.setattr("sys.argv", ["translations.py", "compile"])
    assert translations.main() == 0
    monkeypatch.setattr("sys.argv", ["translations.py", "--check"])
    assert translations.main() == 0
    assert "4 texts, 0 without French" in capsys.readouterr().out
