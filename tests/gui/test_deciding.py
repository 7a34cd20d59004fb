"""A person decides: says what they know, chooses, gives a reason and a day, and changes their mind."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.inventory.store import Inventory
from app.model.advice import Answer
from app.model.decision import Choice
from app.model.problem import FileNotWrittenError
from app.ui.completing import completed
from app.ui.deciding.decision_box import DecisionBox
from app.ui.deciding.many_dialog import ManyDialog
from app.ui.desk import FROM_OUTSIDE, ON_RECORDER, Desk
from app.ui.keeping import Keeping
from app.ui.kept import KeptFirmware, KeptNames
from app.ui.link_line import LinkLine
from app.ui.services import GivenName
from app.words import Language, words_for
from tests.gui import samples

ENGLISH = words_for(Language.ENGLISH)
CAMERA = samples.TWELVE[0]
GUIDES = {"harden-camera": "Keep a camera", "separate-network": "A network of its own"}


@pytest.fixture
def inventory(tmp_path: Path):
    with Inventory.open(tmp_path / "inventory.sqlite3") as opened:
        yield opened


@pytest.fixture
def box(qtbot: QtBot, inventory: Inventory) -> DecisionBox:
    made = DecisionBox(Desk(Keeping(inventory)))
    qtbot.addWidget(made)
    made.show()
    made.show_device(CAMERA, GUIDES, ENGLISH)
    return made


def test_nothing_is_chosen_beforehand_and_all_ways_are_alike(box: DecisionBox) -> None:
    assert box.standing.name.text() == "You have not decided yet."
    assert box.form.isHidden()
    assert {card.choose_button.text() for card in box.cards.values()} == {"Choose this"}
    assert {card.choose_button.property("role") for card in box.cards.values()} == {None}
    assert len({card.width() for card in box.cards.values()}) == 1


def test_a_decision_is_kept_with_reason_name_and_day(qtbot: QtBot, box: DecisionBox, inventory: Inventory) -> None:
    box.cards[Choice.REDUCE].choose_button.click()
    box.form.reason_edit.setPlainText("It only sees the yard")
    box.form.who_edit.setText("Ada")
    box.form.month_buttons[3].click()
    with qtbot.waitSignal(box.decided):
        box.form.keep_button.click()
    kept = inventory.decisions.standing(CAMERA.id)
    assert (kept.choice, kept.reason, kept.who) == (Choice.REDUCE, "It only sees the yard", "Ada")
    assert dt.timedelta(days=85) < kept.review - dt.datetime.now().astimezone().date() < dt.timedelta(days=95)
    assert box.form.isHidden()
    assert box.standing.name.text() == "Keep it and reduce the risk"


def test_another_decision_leaves_the_first_in_the_book(box: DecisionBox) -> None:
    for choice in (Choice.LATER, Choice.REPLACE):
        box.cards[choice].choose_button.click()
        box.form.keep_button.click()
    assert box.standing.name.text() == "Replace it"
    assert box.before_button.text() == "Decided before (1)"


def test_what_was_typed_stays_when_another_way_is_chosen(box: DecisionBox) -> None:
    box.cards[Choice.KEEP].choose_button.click()
    box.form.reason_edit.setPlainText("Wait for spring")
    box.cards[Choice.LATER].choose_button.click()
    assert box.form.reason_edit.toPlainText() == "Wait for spring"
    assert box.form.choice is Choice.LATER


def test_an_answer_is_kept_changes_the_reasons_and_can_be_taken_back(box: DecisionBox, inventory: Inventory) -> None:
    yes = box.situation.question(FROM_OUTSIDE).buttons[Answer.YES]
    yes.click()
    assert inventory.guides.answers(CAMERA.id) == {"from-outside": "yes"}
    box.situation.question(FROM_OUTSIDE).buttons[Answer.NO].click()
    assert not yes.isChecked()
    box.situation.question(FROM_OUTSIDE).buttons[Answer.NO].click()
    assert dict(inventory.guides.answers(CAMERA.id)) == {}
    box.situation.question(ON_RECORDER).buttons[Answer.NOT_SURE].click()
    assert inventory.guides.answers(CAMERA.id) == {"on-recorder": "not-sure"}


def test_a_guide_can_be_opened_from_its_way(qtbot: QtBot, box: DecisionBox) -> None:
    links = box.cards[Choice.REDUCE].findChildren(LinkLine)
    assert [link.button.accessibleName() for link in links] == ["Keep a camera", "A network of its own"]
    with qtbot.waitSignal(box.guide_wanted) as wanted:
        links[0].button.click()
    assert wanted.args == ["harden-camera"]


def test_a_day_that_came_opens_the_decision_again(box: DecisionBox, inventory: Inventory) -> None:
    box._desk.decide([CAMERA], Choice.KEEP, reason="", who="", review=dt.date(2026, 1, 1))
    box.show_device(CAMERA, GUIDES, ENGLISH)
    assert box.standing.again.text() == "You wanted to look at it again on 1 January 2026."


def test_a_full_disk_is_said_and_nothing_is_lost(
    box: DecisionBox, inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise FileNotWrittenError("no room", file="inventory.sqlite3")

    monkeypatch.setattr(inventory.decisions, "decide", refuse)
    box.cards[Choice.KEEP].choose_button.click()
    box.form.reason_edit.setPlainText("A long reason")
    box.form.keep_button.click()
    assert not box.problem.isHidden()
    assert not box.form.isHidden()
    assert box.form.reason_edit.toPlainText() == "A long reason"


def test_practice_decisions_never_reach_the_persons_data(inventory: Inventory) -> None:
    keeping = Keeping(inventory)
    keeping.practise(on=True)
    desk = Desk(keeping)
    desk.decide([CAMERA], Choice.KEEP, reason="", who="", review=None)
    assert desk.standing(CAMERA).choice is Choice.KEEP
    keeping.practise(on=False)
    assert desk.standing(CAMERA) is None
    assert inventory.devices.all() == ()


def test_one_decision_for_several(qtbot: QtBot, inventory: Inventory) -> None:
    desk, three = Desk(Keeping(inventory)), samples.TWELVE[:3]
    dialog = ManyDialog(desk, three, {device.id: f"Camera {at}" for at, device in enumerate(three)}, ENGLISH)
    qtbot.addWidget(dialog)
    dialog.ways[Choice.REPLACE].click()
    assert not dialog.form.keep_button.isEnabled()
    for device in three[:2]:
        dialog.boxes[device.id].click()
    dialog.form.reason_edit.setPlainText("All at once in spring")
    with qtbot.waitSignal(dialog.accepted):
        dialog.form.keep_button.click()
    assert [desk.standing(device) is not None for device in three] == [True, True, False]
    assert desk.line(three[0], ENGLISH).text == "Decided: Replace it"
    assert desk.line(three[2], ENGLISH) is None


def test_a_full_disk_leaves_the_dialog_open(
    qtbot: QtBot, inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(Keeping(inventory))
    dialog = ManyDialog(desk, samples.TWELVE[:2], {}, ENGLISH)
    qtbot.addWidget(dialog)
    dialog.ways[Choice.KEEP].click()
    dialog.boxes[samples.TWELVE[0].id].click()

    def refuse(*_: object) -> None:
        raise FileNotWrittenError("no room", file="inventory.sqlite3")

    monkeypatch.setattr(inventory.decisions, "decide", refuse)
    dialog.form.keep_button.click()
    assert not dialog.problem.isHidden()
    assert dialog.result() == 0


def test_a_decision_and_a_name_of_another_window_are_seen_at_once(tmp_path: Path) -> None:
    path = tmp_path / "inventory.sqlite3"
    with Inventory.open(path) as mine, Inventory.open(path) as theirs:
        desk, names = Desk(Keeping(mine)), KeptNames(Keeping(mine))
        assert desk.standing(CAMERA) is None
        assert names.get(CAMERA.id) == GivenName()
        Desk(Keeping(theirs)).decide([CAMERA], Choice.KEEP, reason="Theirs", who="", review=None)
        KeptNames(Keeping(theirs)).set(CAMERA.id, GivenName("Back door", "", ""))
        assert desk.standing(CAMERA).reason == "Theirs"
        assert names.get(CAMERA.id).name == "Back door"


def test_a_decision_at_home_is_none_at_the_shop(inventory: Inventory) -> None:
    device = replace(CAMERA, id="address:192.168.1.10")
    keeping = Keeping(inventory)
    desk, names = Desk(keeping), KeptNames(keeping)
    desk.decide([device], Choice.KEEP, reason="Home", who="", review=None)
    names.set(device.id, GivenName("Nursery", "", ""))
    keeping.site = inventory.sites.add("Shop").id
    assert desk.standing(device) is None
    assert names.get(device.id) == GivenName()
    desk.decide([device], Choice.REPLACE, reason="Shop", who="", review=None)
    keeping.site = 1
    assert desk.standing(device).reason == "Home"
    assert names.get(device.id).name == "Nursery"


def test_a_version_that_was_taken_back_opens_the_decision_again(inventory: Inventory) -> None:
    keeping = Keeping(inventory)
    desk, told = Desk(keeping), KeptFirmware(keeping)
    told.set(CAMERA.id, "5.4.0")
    desk.decide([completed(CAMERA, told.get(CAMERA.id))], Choice.KEEP, reason="", who="", review=None)
    assert desk.why_again(completed(CAMERA, told.get(CAMERA.id)), ENGLISH) == ()
    told.set(CAMERA.id, "")
    why = [ENGLISH.say(one) for one in desk.why_again(CAMERA, ENGLISH)]
    assert why[0] == "You took back the firmware that you had told us."
    assert not any(one.startswith("The firmware") for one in why)


def test_a_decision_of_before_models_were_written_down_is_read(inventory: Inventory) -> None:
    Desk(Keeping(inventory)).decide([CAMERA], Choice.KEEP, reason="", who="", review=None)
    with inventory.database.transaction() as connection:
        connection.execute("UPDATE decisions SET facts = json_remove(facts, '$.model', '$.told')")
    desk = Desk(Keeping(inventory))
    assert (desk.standing(CAMERA).facts.model, desk.standing(CAMERA).facts.told) == (None, None)
    assert desk.why_again(CAMERA, ENGLISH) == ()
