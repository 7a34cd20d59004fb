"""Taking in newer facts from the settings."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app import __version__
from app.knowledge.current import _whole, facts_folder
from app.knowledge.load import load
from app.knowledge.pack import mark_of, write_pack
from app.knowledge.packs import Packs
from app.knowledge.parts import PARTS
from app.model.problem import KnowledgeError
from app.places import pack_folder, resources_folder
from app.ui import facts_card
from app.ui.facts_card import FactsCard
from app.ui.program import Program
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


def test_an_older_pack_is_refused_after_going_back_too(qtbot: QtBot, card: FactsCard, tmp_path: Path) -> None:
    Packs(pack_folder()).trust(PUBLIC)
    take_in(qtbot, card, pack(tmp_path, dt.date(2030, 1, 1)))
    card.back_button.click()
    take_in(qtbot, card, pack(tmp_path, dt.date(2029, 1, 1)))
    assert card.problem.isVisible()
    assert facts_folder() == resources_folder()


def test_a_damaged_pack_is_told_once_and_the_card_goes_on(qtbot: QtBot, card: FactsCard, tmp_path: Path) -> None:
    Packs(pack_folder()).trust(PUBLIC)
    take_in(qtbot, card, pack(tmp_path, dt.date(2030, 1, 1)))
    (pack_folder() / "current" / "rules" / "http-titles.toml").write_text("a=[[")
    _whole.cache_clear()
    load.cache_clear()
    card.retranslate(words_for(Language.FRENCH))
    assert card.problem.isVisible()
    assert "damaged-1" in told(card)
    assert not card.back_button.isVisible()
    card.problem.hide()
    card.retranslate(words_for(Language.ENGLISH))
    assert not card.problem.isVisible()


def test_the_window_opens_with_a_damaged_pack_and_says_so_once(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMERA_CHECK_DATA", str(tmp_path))
    (pack_folder() / "current").mkdir(parents=True)
    (pack_folder() / "current" / "stamp.txt").write_text(__version__)
    boxes = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append((box.text(), box.informativeText())))
    for _ in range(2):
        program = Program(qapp)
        program.show()
        program.window.close()
        program.close()
        program.window.deleteLater()
    ((told_text, next_step),) = boxes
    assert "damaged-1" in told_text
    assert "settings" in next_step


def test_the_card_opens_when_all_facts_are_damaged(card: FactsCard, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> str:
        raise KnowledgeError("a file is missing")

    monkeypatch.setattr(facts_card, "facts_date", damaged)
    card.retranslate(words_for(Language.ENGLISH))
    assert "damaged or missing" in told(card)
    assert card.take_in_button.isEnabled()


def test_facts_with_a_part_that_the_proof_does_not_read_are_refused(
    qtbot: QtBot, card: FactsCard, tmp_path: Path
) -> None:
    Packs(pack_folder()).trust(PUBLIC)
    resources = tmp_path / "resources"
    for part in PARTS:
        shutil.copytree(resources_folder() / part, resources / part)
    (resources / "companies" / "owners.toml").write_text("a=" + "[" * 100_000)
    path = tmp_path / "facts.zip"
    path.write_bytes(write_pack(resources, dt.date(2030, 1, 1), KEY))
    take_in(qtbot, card, path)
    assert "not a file of facts" in told(card)
    assert facts_folder() == resources_folder()


def told(card: FactsCard) -> str:
    return "".join(label.text() for label in card.problem.findChildren(facts_card.Label)).replace("\u200b", "")


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
