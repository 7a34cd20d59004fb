"""The French of every resource table, and the words of the French catalogue, are those of one book."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.architecture.test_translations import ROOT, translations

RESOURCES = ROOT / "resources"
TABLES = sorted(RESOURCES.rglob("*.toml"))
_FRENCH = "_fr"
#: Names that stay English in French; they are taken out before English words are looked for.
_NAMES = re.compile(r"Camera Check|Office of the Information and Privacy Commissioner|l’autorisation Réseau local")
#: Quoted words, asides and gaps may hold the names that menus and makers use.
_QUOTED = re.compile(r"«[^«»]*»|\([^()]*\)|\{[^{}]*\}")
_ENGLISH = re.compile(
    r"\b(?:the|and|of|with|from|your|this|that|which|is|are|was|not|its|for|by|to|or|cameras?|devices?|recorder"
    r"|password|update|settings|maker)\b",
    re.IGNORECASE,
)
#: What is said otherwise in Quebec, or otherwise in this program: micrologiciel, courriel, infonuagique, RPV, Wi-Fi, Internet, Web,
#: analyse, enregistreur vidéo réseau, enregistreur vidéo numérique, numérique, soutien technique, compte, correctif.
_OTHER_WORDS = re.compile(
    r"\b(?:firmwares?|e-?mails?|mails?|cloud|nuage|VPN|wifi|internet|web|scann?\w*|NVR|DVR|digita\w*|support technique"
    r"|log-?in|online|offline|smartphones?|patchs?|hackers?)\b"
)
#: Judgements and alarm (policy.md §3, §7), and orders to the reader.
_NEVER = re.compile(
    r"\b(?:espion\w*|bann\w*|illéga\w*|infect\w*|pirat\w*|compromis\w*|dangereu\w*|immédiatement|devez)\b",
    re.IGNORECASE,
)
_GAP = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0]\d+)*")


def pairs(content: Any) -> Iterator[tuple[str, str]]:
    """English and French of a table: {en, fr} or name and name_fr."""
    if isinstance(content, list):
        for one in content:
            yield from pairs(one)
    elif isinstance(content, dict):
        if isinstance(content.get("fr"), str):
            yield content["en"], content["fr"]
        for key, value in content.items():
            if key.endswith(_FRENCH) and isinstance(value, str):
                yield content[key.removesuffix(_FRENCH)], value
            yield from pairs(value)


def numbers(text: str) -> set[str]:
    """The numbers in a text, without the signs that the two languages put into them."""
    return {re.sub(r"[.,\u00a0]", "", one) for one in _NUMBER.findall(_GAP.sub(" ", text))}


def wording_faults(french: str) -> list[str]:
    """What a reader in Quebec stumbles over, or what is never said."""
    bare = _QUOTED.sub(" ", _NAMES.sub(" ", french))
    rules = ((_ENGLISH, "English"), (_OTHER_WORDS, "not our word"), (_NEVER, "never said"))
    return [f"{fault}: {found[0]}" for pattern, fault in rules if (found := pattern.search(bare))]


def pair_faults(english: str, french: str) -> list[str]:
    """What is wrong with one French text beside its English."""
    faults = [*translations.typography_faults(french), *wording_faults(french)]
    if french != french.strip() or not french:
        faults.append("empty or padded")
    if numbers(english) != numbers(french):
        faults.append("other numbers than the English")
    if english[-1:] in ".?!" and french[-1:] != english[-1:]:
        faults.append("ends otherwise than the English")
    return faults


def catalogue_pairs() -> Iterator[tuple[str, str]]:
    for message in translations.read(translations.CATALOGUE):
        if message.id:
            yield from zip(translations._forms(message.id), translations._forms(message.string), strict=False)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.relative_to(RESOURCES).as_posix())
def test_french_of_a_table(path: Any) -> None:
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    faults = {french: wrong for english, french in pairs(found) if (wrong := pair_faults(english, french))}
    # The governor of Texas calls the list so.
    faults.pop("Liste des technologies interdites", None)
    assert faults == {}


def test_words_and_numbers_of_the_catalogue() -> None:
    faults = {}
    for english, french in catalogue_pairs():
        wrong = wording_faults(french)
        if french and numbers(english) != numbers(french):
            wrong.append("other numbers than the English")
        if wrong:
            faults[french] = wrong
    assert faults == {}


def test_tables_hold_french() -> None:
    count = sum(len(list(pairs(tomllib.loads(path.read_text(encoding="utf-8"))))) for path in TABLES)
    assert count > 900


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Two cameras.", "Deux caméras"),
        ("It is here.", "C'est ici."),
        ("It is here: x.", "C’est ici : x."),
        ("It costs 1,300.", "Cela coûte 1\u00a0200."),
        ("The firmware.", "Le firmware."),
        ("In the cloud.", "Dans le nuage."),
        ("An update.", "Une mise à jour of the device."),
        ("Unknown.", "C’est une caméra espion."),
        ("Unknown.", " Inconnu."),
        ("Unknown.", ""),
        ("A VPN.", "Un VPN."),
    ],
)
def test_a_fault_is_found(english: str, french: str) -> None:
    assert pair_faults(english, french)


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "In 2023: 40.76 % of 1,300 “cloud” cameras.",
            "En 2023\u00a0: 40,76\u00a0% de 1\u00a0300 caméras «\u00a0cloud\u00a0».",
        ),
        ("A VPN, 2 July 2025, in {place}.", "Un RPV (VPN), le 2\u00a0juillet 2025, à {place}."),
        ("Camera Check", "Camera Check"),
    ],
)
def test_good_french_passes(english: str, french: str) -> None:
    assert pair_faults(english, french) == []
