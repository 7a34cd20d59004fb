import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.inventory import archive
from app.inventory.adder import TakenIn
from app.inventory.store import Inventory
from app.model.kept import DeviceNotes
from app.ui.data_card import DataCard
from app.ui.keeping import Keeping
from app.words import Language, words_for


@pytest.fixture
def card(qtbot: QtBot, tmp_path: Path) -> Iterator[DataCard]:
    inventory = Inventory.open(tmp_path / "inventory.sqlite3")
    inventory.devices.say("mac:1", DeviceNotes("Zimmermann garage"))
    card = DataCard(Keeping(inventory))
    qtbot.addWidget(card)
    card.retranslate(words_for(Language.ENGLISH))
    yield card
    inventory.close()


def test_what_another_window_keeps_is_told_and_the_pages_are_empty_all_the_same(qtbot: QtBot, card: DataCard) -> None:
    own = card._keeping.own
    own.database.rows("PRAGMA busy_timeout = 100")
    other = sqlite3.connect(own.path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM devices").fetchall()
    with qtbot.waitSignal(card.kept_changed):
        card.delete()
    assert not card.problem.isHidden()
    assert card._said.isHidden()
    assert own.devices.all() == ()
    other.close()
    card.delete()
    assert card.problem.isHidden()
    assert card._said.text() == "Everything was deleted."


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (TakenIn(1), "1 device was taken in."),
        (
            TakenIn(2, future=1, photos_left=3),
            (
                "2 devices were taken in. 1 entry in the file has a date in the future: it got the date of today."
                " 3 photos were left out, because their devices have as many as are kept."
            ),
        ),
    ],
)
def test_what_came_of_a_file_is_told(
    card: DataCard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, taken: TakenIn, said: str
) -> None:
    monkeypatch.setattr(archive, "take_in", lambda *_: taken)
    card.take_in(tmp_path / "all.zip")
    assert card._said.text() == said
