"""Taking in newer facts from the settings."""

import datetime as dt
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pytestqt.qtbot import QtBot

from app.knowledge.current import facts_folder
from app.knowledge.load import load
from app.knowledge.pack import mark_of, write_pack
from app.knowledge.packs import Packs
from app.places import pack_folder, resources_folder
from app.ui import facts_card
from app.ui.facts_card import FactsCard
from app.words import Language, words_for

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


@pytest.fixture
def card(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FactsCard:
    monkeypatch.setenv("CAMERA_CHECK_DATA", str(tmp_path))
    load.cache_clear()
    card = FactsCard()
    qtbot.addWidget(card)
    card.retranslate(words_for(Language.ENGLISH))
    card.show()
    yield card
    monkeypatch.undo()
    load.cache_clear()


def pack(folder: Path, date: dt.date) -> Path:
    path = folder / "facts.zip"
    path.write_bytes(write_pack(resources_folder(), date, KEY))
    return path


def take_in(qtbot: QtBot, card: FactsCard, path: Path) -> None:
    card.take_in(path)
    qtbot.waitUntil(card.take_in_button.isEnabled, timeout=20_000)


def test_a_known_signer_and_newer_facts_count_at_once(qtbot: QtBot, card: FactsCard, tmp_path: Path) -> None:
    Packs(pack_folder()).trust(PUBLIC)
    told = []
    card.changed.connect(lambda: told.append(True))
    take_in(qtbot, card, pack(tmp_path, dt.date(2030, 1, 1)))
    assert told == [True]
    assert facts_folder() != resources_folder()
    assert card.back_button.isVisible()
    card.back_button.click()
    assert facts_folder() == resources_folder()
    assert not card.back_button.isVisible()


def test_an_unknown_signer_is_refused_with_the_mark(qtbot: QtBot, card: FactsCard, tmp_path: Path) -> None:
    take_in(qtbot, card, pack(tmp_path, dt.date(2030, 1, 1)))
    assert card.problem.isVisible()
    assert mark_of(PUBLIC) in "".join(label.text() for label in card.problem.findChildren(facts_card.Label)).replace(
        "\u200b", ""
    )
    assert facts_folder() == resources_folder()


def test_older_facts_are_refused(qtbot: QtBot, card: FactsCard, tmp_path: Path) -> None:
    Packs(pack_folder()).trust(PUBLIC)
    take_in(qtbot, card, pack(tmp_path, dt.date(2001, 1, 1)))
    assert card.problem.isVisible()
    assert facts_folder() == resources_folder()


@pytest.mark.parametrize("answer", [True, False])
def test_a_signer_is_added_only_after_a_yes(
    card: FactsCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    file = tmp_path / "publisher.signer"
    file.write_text(f"{PUBLIC.hex()}\n", "ascii")
    asked = []
    monkeypatch.setattr(facts_card, "choose_file", lambda *_: str(file))
    monkeypatch.setattr(facts_card, "confirmed", lambda _card, question, *_: asked.append(question) or answer)
    card.signer_button.click()
    assert mark_of(PUBLIC) in asked[0]
    assert Packs(pack_folder()).signers() == ({PUBLIC} if answer else frozenset())


@pytest.mark.parametrize("text", ["", "zz" * 32, "ab" * 31, "ab" * 40])
def test_what_is_no_signer_is_told(card: FactsCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    file = tmp_path / "publisher.signer"
    file.write_text(text, "ascii")
    monkeypatch.setattr(facts_card, "choose_file", lambda *_: str(file))
    monkeypatch.setattr(facts_card, "confirmed", lambda *_: True)
    card.signer_button.click()
    assert card.problem.isVisible()
    assert Packs(pack_folder()).signers() == frozenset()
