"""What the person keeps: devices entered by hand, guides with ticks, the needs sheet, photos, history, and everything as one file."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.inventory.store import Inventory
from app.model.events import ScanResult
from app.model.guide import Ending
from app.model.kept import ByHand, DeviceNotes
from app.model.problem import AppError, FileNotReadableError, PhotoNotKeptError
from app.report.marks import secret
from app.stages.closing import Closing
from app.ui.by_hand_dialog import ByHandDialog
from app.ui.completing import completed, from_hand
from app.ui.device_picture import small_picture
from app.ui.guiding.guide_desk import GuideDesk, Progress
from app.ui.keeping import Keeping
from app.ui.kept import KeptFirmware, KeptNames, KeptResults
from app.ui.main_window import MainWindow
from app.ui.pages.guide import closing_text
from app.ui.program import Program
from app.ui.rail import Place
from app.ui.services import GivenName
from app.ui.settings import Settings
from app.words import Language, Words, words_for
from tests.gui import samples

ENGLISH, FRENCH = words_for(Language.ENGLISH), words_for(Language.FRENCH)
CAMERA = samples.TWELVE[0]
_OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def keeping(tmp_path: Path):
    with Inventory.open(tmp_path / "kept" / "inventory.sqlite3") as inventory:
        yield Keeping(inventory)


def test_a_device_entered_by_hand_is_kept_and_shown_with_what_its_brand_tells(qtbot: QtBot, keeping: Keeping) -> None:
    dialog = ByHandDialog(keeping, ENGLISH)
    qtbot.addWidget(dialog)
    assert not dialog.keep_button.isEnabled()
    for name, text in (("name", "Barn"), ("brand", "Lorex"), ("model", "LNB8005-C")):
        dialog.fields[name].setText(text)
    with qtbot.waitSignal(dialog.accepted):
        dialog.keep_button.click()
    kept = keeping.inventory.devices.get(dialog.device_id)
    assert kept.own.name == "Barn"
    device = from_hand(kept)
    assert (device.identity.brand.key, device.identity.model.value) == ("lorex", "LNB8005-C")
    assert device.identity.is_camera is True


def test_what_was_entered_can_be_changed(qtbot: QtBot, keeping: Keeping) -> None:
    own = DeviceNotes("Barn", "", "Behind the door")
    device_id = keeping.inventory.devices.enter(ByHand("camera", "Lorex"), own)
    dialog = ByHandDialog(keeping, ENGLISH, device_id=device_id, described=ByHand("camera", "Lorex"), own=own)
    qtbot.addWidget(dialog)
    dialog.fields["brand"].setText("LTS")
    dialog.keep_button.click()
    kept = keeping.inventory.devices.get(device_id)
    assert (kept.by_hand.brand, kept.own) == ("LTS", own)


def test_a_told_version_is_used_like_one_that_was_read(keeping: Keeping) -> None:
    told = KeptFirmware(keeping)

    def complete(device):
        version = told.get(device.id)
        return completed(device, version) if version else device

    told.set(CAMERA.id, "2.460.0000.16.R, build 2018-03-01")
    device = complete(CAMERA)
    assert device.identity.firmware.value == "2.460.0000.16.R, build 2018-03-01"
    assert device.identity.firmware_built == dt.date(2018, 3, 1)
    told.set(CAMERA.id, "")
    assert complete(CAMERA) is CAMERA


def test_ticks_of_a_guide_are_kept_and_the_next_step_opens(
    qtbot: QtBot, open_window: _OpenWindow, keeping: Keeping
) -> None:
    window = open_window(keeping=keeping)
    window.open_result(samples.result(samples.TWELVE))
    window.own.open_guide(CAMERA.id, "replace-wifi-camera")
    page = window.own.guide
    assert window.pages.currentWidget() is page
    first = GuideDesk(keeping).guides["replace-wifi-camera"].steps[0]
    page.step.done_button.click()
    assert keeping.inventory.guides.runs(CAMERA.id)["replace-wifi-camera"].ticked == {first.id}
    assert page.list.buttons[1].isChecked()
    page.list.buttons[0].click()
    page.step.undo_button.click()
    assert keeping.inventory.guides.runs(CAMERA.id)["replace-wifi-camera"].ticked == frozenset()
    window.rail.buttons[Place.GUIDES].click()
    assert window.pages.currentWidget() is window.own.guides


def test_a_guide_that_is_only_read_has_no_ticks(open_window: _OpenWindow, keeping: Keeping) -> None:
    window = open_window(keeping=keeping)
    window.own.open_guide("", "harden-camera")
    assert window.own.guide.step.done_button.isHidden()
    assert window.own.guide.step.scan_button.isHidden()


def test_the_last_step_scans_and_says_what_became_of_the_device(
    qtbot: QtBot, open_window: _OpenWindow, keeping: Keeping
) -> None:
    new = replace(samples.device(90, samples.AXIS), id="mac:00:00:00:00:00:90")
    events = samples.scan_events([*samples.TWELVE[1:], new])
    window = open_window(keeping=keeping, make_scan=samples.fake(events))

    def keep(result) -> None:
        keeping.inventory.scans.keep(result)
        window.own.scan_kept(result)

    window.result_ready.connect(keep)
    before = samples.result(samples.TWELVE)
    keeping.inventory.scans.keep(before)
    window.open_result(before)
    window.own.open_guide(CAMERA.id, "replace-wifi-camera")
    window.own.guide.list.buttons[-1].click()
    with qtbot.waitSignal(window.result_ready, timeout=10_000):
        window.own.guide.step.scan_button.click()
    assert window.pages.currentWidget() is window.own.guide
    told = window.own.guide.step.outcome.text()
    assert "The old device did not answer any more." in told
    assert "New: " in told
    run = keeping.inventory.guides.runs(CAMERA.id)["replace-wifi-camera"]
    assert run.closed is not None
    assert run.successor == new.id


def test_answers_of_the_needs_sheet_are_kept(open_window: _OpenWindow, keeping: Keeping) -> None:
    window = open_window(keeping=keeping)
    window.open_result(samples.result(samples.TWELVE))
    window.own.open_needs(CAMERA.id)
    fields = window.own.needs.fields
    power, use = fields["power"], fields["use"]
    assert isinstance(power, QComboBox)
    assert isinstance(use, QLineEdit)
    power.setCurrentIndex(power.findData("poe"))
    use.setText("The till")
    use.editingFinished.emit()
    assert keeping.inventory.guides.answers(CAMERA.id) == {"needs-power": "poe", "needs-use": "The till"}
    window.own.open_needs(CAMERA.id)
    assert window.own.needs.fields["power"].currentData() == "poe"


def picture(path: Path, width: int = 3000, height: int = 2000) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    image.setText("Description", "Secret place 45.5 N")
    assert image.save(str(path))
    return path


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png"])
def test_a_photo_becomes_a_small_copy_with_nothing_else_in_it(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    small = small_picture(picture(tmp_path / name))
    assert (small.width, small.height) == (1600, 1066)
    assert b"Secret" not in small.jpeg
    assert small.jpeg.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileNotReadableError),
        (b"no picture", FileNotReadableError),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", AppError),
    ],
)
def test_what_is_no_photo_is_refused(qtbot: QtBot, tmp_path: Path, content: bytes, problem: type[AppError]) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    with pytest.raises(problem):
        small_picture(path)


def test_a_photo_that_is_too_large_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"")
    with path.open("r+b") as file:
        file.truncate(61 * 1024 * 1024)
    with pytest.raises(PhotoNotKeptError):
        small_picture(path)


def test_photos_are_added_on_the_device_page(open_window: _OpenWindow, keeping: Keeping, tmp_path: Path) -> None:
    window = open_window(keeping=keeping)
    window.open_result(samples.result(samples.TWELVE))
    window.open_device(CAMERA.id)
    window.device.photos.add(picture(tmp_path / "photo.jpg"))
    assert len(keeping.inventory.photos.of(CAMERA.id)) == 1
    window.device.photos.add(tmp_path / "nothing.jpg")
    assert not window.device.photos.problem.isHidden()


def test_history_tells_what_changed_and_opens_old_results(open_window: _OpenWindow, keeping: Keeping) -> None:
    window = open_window(keeping=keeping, names=KeptNames(keeping))
    keeping.inventory.scans.keep(samples.result(samples.TWELVE))
    keeping.inventory.scans.keep(samples.result(samples.TWELVE[1:]))
    window.rail.buttons[Place.HISTORY].click()
    page = window.own.history
    texts = [label.text() for label in page.findChildren(type(page._title)) if label.isVisibleTo(page)]
    assert any("did not answer this time" in text for text in texts)
    with_old = next(scan for scan in keeping.own.scans.all() if scan.devices == 12)
    page._open(with_old.id)
    assert len(window.book.devices) == 12


def test_everything_is_saved_taken_in_and_deleted_from_the_settings(
    open_window: _OpenWindow, keeping: Keeping, tmp_path: Path
) -> None:
    names = KeptNames(keeping)
    window = open_window(keeping=keeping, names=names)
    names.set(CAMERA.id, GivenName("Back door", "Garage", "Ladder in the shed"))
    window.rail.buttons[Place.SETTINGS].click()
    card = window.side.settings.data
    card.save(tmp_path / "all.zip")
    secret(keeping.own.path.parent)
    card.delete()
    assert list(keeping.own.path.parent.glob("*.key")) == []
    assert names.get(CAMERA.id) == GivenName()
    card.take_in(tmp_path / "all.zip")
    assert names.get(CAMERA.id) == GivenName("Back door", "Garage", "Ladder in the shed")
    card.take_in(tmp_path / "nothing.zip")
    assert not card.problem.isHidden()


REPLACE, KEEP = "replace-wifi-camera", "harden-camera"
OTHER = replace(samples.device(90, samples.AXIS), id="mac:00:00:00:00:00:90")


def at(days: int, *devices) -> ScanResult:
    """A scan some days from now."""
    result, now = samples.result(devices), dt.datetime.now().astimezone()
    return replace(result, started=now + dt.timedelta(days=days), finished=now + dt.timedelta(days=days, seconds=5))


def closed(keeping: Keeping, guide: str, *scans: ScanResult) -> Progress:
    """How far a guide for the camera is after its last scan; it is begun today."""
    desk = GuideDesk(keeping)
    for number, one in enumerate(scans):
        if number == len(scans) - 1:
            desk.tick(CAMERA.id, guide, desk.guides[guide].steps[0].id, done=True)
        keeping.inventory.scans.keep(one)
    desk.ended(CAMERA.id, guide, scans[-2].devices, scans[-1].devices)
    return desk.progress(CAMERA.id, guide)


def test_a_camera_that_was_off_the_last_time_replaces_none(keeping: Keeping) -> None:
    progress = closed(keeping, REPLACE, at(-2, CAMERA, OTHER), at(-1, CAMERA), at(1, OTHER))
    assert (progress.closed, progress.successor) == (None, "")


def test_a_camera_that_was_tried_beside_the_old_one_replaces_it(keeping: Keeping) -> None:
    progress = closed(keeping, REPLACE, at(-1, CAMERA), at(1, CAMERA, OTHER))
    assert progress.closed is None
    progress = closed(keeping, REPLACE, at(1, CAMERA, OTHER), at(2, OTHER))
    assert progress.closed is not None
    assert progress.successor == OTHER.id


def test_a_guide_that_keeps_a_camera_ends_when_it_still_answers(keeping: Keeping) -> None:
    progress = closed(keeping, KEEP, at(-1, CAMERA), at(1, CAMERA, OTHER))
    assert progress.closed is not None
    assert progress.successor == ""
    assert GuideDesk(keeping).guides[KEEP].steps[-1].id in progress.ticked


def test_a_guide_that_keeps_a_camera_is_not_over_when_it_is_gone(keeping: Keeping) -> None:
    progress = closed(keeping, KEEP, at(-1, CAMERA), at(1, OTHER))
    assert (progress.closed, progress.successor) == (None, "")


def test_getting_rid_of_a_camera_is_over_when_it_is_gone(keeping: Keeping) -> None:
    progress = closed(keeping, "get-rid-of-device", at(-1, CAMERA), at(1))
    assert progress.closed is not None
    assert progress.successor == ""
    assert GuideDesk(keeping).guides["get-rid-of-device"].steps[-1].id in progress.ticked


def test_getting_rid_of_a_camera_is_not_over_while_it_answers(keeping: Keeping) -> None:
    progress = closed(keeping, "get-rid-of-device", at(-1, CAMERA), at(1, CAMERA))
    assert progress.closed is None


@pytest.mark.parametrize("words", [ENGLISH, FRENCH])
def test_what_ends_a_guide_is_said(words: Words) -> None:
    done = words.text("This guide is done. It stands in the history of the device.")
    assert closing_text(Closing(CAMERA, (), ending=Ending.KEPT), {}, words).endswith(done)
    assert done not in closing_text(Closing(CAMERA, (), ending=Ending.REPLACED), {}, words)
    of_old = words.text("This guide is done. It stands in the history of the old device.")
    assert closing_text(Closing(None, (), ending=Ending.GONE), {}, words).endswith(done)
    assert done not in closing_text(Closing(CAMERA, (), ending=Ending.GONE), {}, words)
    gone = closing_text(Closing(None, (OTHER,), ending=Ending.KEPT), {}, words)
    assert done not in gone
    assert of_old not in gone
    assert closing_text(Closing(None, (OTHER,), ending=Ending.REPLACED), {}, words).endswith(of_old)


def test_practice_works_while_another_place_is_chosen(keeping: Keeping) -> None:
    keeping.site = shop = keeping.own.sites.add("Shop").id
    keeping.practise(on=True)
    result = samples.result(samples.TWELVE, practice=True)
    names, results = KeptNames(keeping), KeptResults(keeping)
    results.keep_practice(result)
    names.set(CAMERA.id, GivenName("Back door", "", ""))
    GuideDesk(keeping).tick(CAMERA.id, KEEP, "update", done=True)
    assert names.get(CAMERA.id).name == "Back door"
    keeping.practise(on=False)
    assert (keeping.site, names.get(CAMERA.id)) == (shop, GivenName())
    assert keeping.own.scans.all() == ()


def test_a_place_that_another_window_removed_is_left(keeping: Keeping) -> None:
    keeping.site = keeping.own.sites.add("Shop").id
    with Inventory.open(keeping.own.path) as theirs:
        theirs.delete_everything()
    assert keeping.site == 1
    KeptNames(keeping).set(CAMERA.id, GivenName("Back door", "", ""))


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, settings: Settings):
    settings.save()
    made = Program(qapp)
    made.window.show()
    yield made
    made.window.close()
    made.close()
    made.window.deleteLater()


HOME, SHOP = at(-2, *samples.TWELVE), at(-1, *samples.TWELVE[:3])


def choose(program: Program, site: int) -> None:
    """Choose a place on the page of the history."""
    program.window.own.show_history()
    box = program.window.own.history.site_box
    box.setCurrentIndex(box.findData(site))
    box.activated.emit(box.currentIndex())


def test_another_place_shows_its_own_last_scan_or_none(program: Program) -> None:
    own = program.keeping.own
    shop, cabin = own.sites.add("Shop").id, own.sites.add("Cabin").id
    own.scans.keep(HOME)
    own.scans.keep(SHOP, shop)
    program.window.open_last()
    assert len(program.window.book.devices) == 12
    choose(program, shop)
    assert program.paperwork.result == SHOP
    assert len(program.window.book.devices) == 3
    assert program.window.pages.currentWidget() is program.window.own.history
    choose(program, cabin)
    assert program.window.book.devices == []
    assert program.paperwork.result is None
    assert program.window.start.last_button.isHidden()
    program.window.rail.buttons[Place.CAMERAS].click()
    assert program.window.pages.currentWidget() is program.window.start
    choose(program, 1)
    assert not program.window.start.last_button.isHidden()
    program.window.rail.buttons[Place.CAMERAS].click()
    assert program.paperwork.result == HOME


def test_another_place_is_shown_instead_of_practice_cameras(program: Program) -> None:
    shop = program.keeping.own.sites.add("Shop").id
    program.keeping.own.scans.keep(SHOP, shop)
    program.window.open_result(samples.result(samples.TWELVE, practice=True))
    choose(program, shop)
    assert program.paperwork.result == SHOP
    assert program.keeping.inventory is program.keeping.own


def test_nothing_is_shown_of_what_was_deleted(program: Program, tmp_path: Path) -> None:
    program.keeping.own.scans.keep(HOME)
    program.window.open_last()
    program.window.rail.buttons[Place.SETTINGS].click()
    card = program.window.side.settings.data
    card.save(tmp_path / "all.zip")
    card.delete()
    assert program.window.book.devices == []
    assert program.window.pages.currentWidget() is program.window.side.settings
    program.window.rail.buttons[Place.CAMERAS].click()
    assert program.window.pages.currentWidget() is program.window.start
    card.take_in(tmp_path / "all.zip")
    program.window.rail.buttons[Place.CAMERAS].click()
    assert len(program.window.book.devices) == 12


def test_the_start_page_offers_no_results_that_were_deleted_unseen(program: Program) -> None:
    program.keeping.own.scans.keep(HOME)
    assert program._results.last() == HOME
    program.window.rail.buttons[Place.SETTINGS].click()
    program.window.side.settings.data.delete()
    assert program.window.start.last_button.isHidden()


def test_the_last_result_is_the_newest_that_is_kept_or_being_written(keeping: Keeping) -> None:
    results, own = KeptResults(keeping), keeping.own
    assert (results.has_last(), results.last()) == (False, None)
    results.know(HOME)
    assert results.last() is HOME
    own.scans.keep(HOME)
    assert results.last() is HOME
    with Inventory.open(own.path) as theirs:
        theirs.scans.keep(SHOP)
    assert results.last() == SHOP
    own.delete_everything()
    assert (results.has_last(), results.last()) == (False, None)


def test_signing_in_at_home_writes_nothing_at_the_shop(program: Program) -> None:
    own = program.keeping.own
    shop = own.sites.add("Shop").id
    own.scans.keep(HOME)
    own.scans.keep(SHOP, shop)
    program.window.open_last()
    program.keeping.site = shop
    program.window.result_changed.emit(HOME)
    assert [(scan.site, scan.started) for scan in own.scans.all()] == [(shop, SHOP.started), (1, HOME.started)]
    assert program._results.last() == SHOP
