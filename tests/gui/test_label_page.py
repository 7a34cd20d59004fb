"""The page of labels: typed, photographed, wrong, hidden things, both languages."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.inventory.store import Inventory
from app.label import look_up
from app.model.kept import ByHand
from app.model.label import LabelText
from app.ui.by_hand_dialog import ByHandDialog
from app.ui.keeping import Keeping
from app.ui.main_window import MainWindow
from app.ui.pages.label import LabelPage
from app.ui.rail import Place
from app.ui.widgets import Button
from app.words import Language
from tests.gui import samples
from tests.label_photos import blurred, code, saved, sheet

TODAY = dt.date(2026, 11, 25)
_OpenWindow = Callable[..., MainWindow]


def settle() -> None:
    """Let new pieces appear and old ones go."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def words_of(page: QWidget) -> str:
    """All that the page says, in labels, buttons, text fields, tooltips and to screen readers."""
    settle()
    said = []
    for widget in page.findChildren(QWidget):
        said += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | Button):
            said.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            said.append(widget.toPlainText())
    return "\n".join(said).replace("\u200b", "")


def button(page: QWidget, text: str) -> Button:
    settle()
    return next(one for one in page.findChildren(Button) if one.text() == text and one.isVisible())


def opened(open_window: _OpenWindow) -> LabelPage:
    window = open_window()
    window.show_label()
    return window.side.label


def type_in(qtbot: QtBot, page: LabelPage, text: str) -> None:
    page.look_up(text)
    qtbot.waitUntil(lambda: not page.is_reading, timeout=20_000)
    settle()


def photograph(qtbot: QtBot, page: LabelPage, path: Path) -> None:
    page.entry.photo_given.emit(path)
    assert page.is_reading
    qtbot.waitUntil(lambda: not page.is_reading, timeout=20_000)
    settle()


def test_the_start_page_and_the_rail_lead_to_it(open_window: _OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.mouseClick(window.start.label_button, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.side.label
    assert window.rail.buttons[Place.LABEL].isChecked()
    assert window.focusWidget() is window.side.label.entry.edit
    window.back()
    assert window.pages.currentWidget() is window.start
    qtbot.mouseClick(window.rail.buttons[Place.LABEL], Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.side.label


def test_typed_text_is_looked_up_with_the_keyboard(open_window: _OpenWindow, qtbot: QtBot) -> None:
    page = opened(open_window)
    assert not page.entry.read_button.isEnabled()
    assert page.where.isVisible()
    page.entry.edit.setPlainText(samples.LABEL)
    qtbot.keyClick(page.entry.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.is_reading
    qtbot.waitUntil(lambda: not page.is_reading, timeout=20_000)
    assert not page.where.isVisible()
    settle()
    said = page.values.text
    for text in ("DS-2CD2042WD-I", "123456789", "44:19:b6:12:34:56", "February 2016", "2ADTD-2042WDI", "20386-2042"):
        assert text in said
    assert "a verification code" in page.hidden.text
    assert "Hikvision" in said
    assert page.verticalScrollBar().value() == 0


def test_what_is_hidden_is_nowhere_on_the_page_and_not_on_the_clipboard(open_window: _OpenWindow) -> None:
    page = opened(open_window)
    page.show_answer(look_up(samples.LABEL_CODES, TODAY))
    settle()
    assert page.hidden.isVisible()
    page.evidence.switch.setChecked(True)
    button(page, "Copy as text").click()
    for text in (words_of(page), QGuiApplication.clipboard().text(), repr(page.answer)):
        assert "secret" not in text.casefold()
        assert "My Shop" not in text
    assert "DS-2CD2042WD-I" in QGuiApplication.clipboard().text()
    assert page.parts.text.count("DS-2CD2042WD-I") == 1


def test_a_photo_is_read_in_the_background(open_window: _OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(open_window)
    picture = sheet(
        [code("www.hik-connect.com\r123456789\rXSECRETX\rDS-2CD2143G0-I\r"), code("4419B6123456", "Code128")]
    )
    photograph(qtbot, page, saved(picture, tmp_path / "label.png"))
    assert "DS-2CD2143G0-I" in page.values.text
    assert "QR Code" in page.parts.text
    assert "SECRET" not in words_of(page)
    assert "SECRET" not in page.entry.edit.toPlainText()
    assert [path.name for path in tmp_path.rglob("*.png")] == ["label.png"]


@pytest.mark.qt_log_ignore("JPEG")
@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("empty.jpg", b"", "is empty"),
        ("drawing.svg", b"<svg/>", "is not a photo"),
        ("phone.heic", b"\0\0\0\x24ftypheic" + bytes(40), "JPEG on the phone"),
        ("broken.jpg", b"\xff\xd8\xff\xe0" + bytes(40), "damaged"),
    ],
)
def test_a_wrong_file_is_told_in_words(
    open_window: _OpenWindow, qtbot: QtBot, tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    page = opened(open_window)
    path = tmp_path / name
    path.write_bytes(content)
    photograph(qtbot, page, path)
    assert page.problem.isVisible()
    assert expected in page.problem.text
    assert str(tmp_path) not in words_of(page)
    assert page.entry.photo_button.isEnabled()
    qtbot.mouseClick(page.entry.edit_button, Qt.MouseButton.LeftButton)
    assert page.entry.edit.isVisible()
    assert page.window().focusWidget() is page.entry.edit


def test_a_blurred_photo_says_how_to_take_a_better_one(open_window: _OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(open_window)
    photograph(qtbot, page, saved(blurred(sheet([code("S/N 123456")])), tmp_path / "blurred.png"))
    assert "blurred.png" in page.problem.text
    assert "without glare" in page.problem.text
    photograph(qtbot, page, saved(sheet([code("S/N:AB12345678")]), tmp_path / "sharp.png"))
    assert not page.problem.isVisible()
    assert "AB12345678" in page.values.text


def test_a_dropped_or_pasted_file_is_a_photo_and_text_is_text(
    open_window: _OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(open_window)
    path = saved(sheet([code("S/N:AB12345678")]), tmp_path / "label.png")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    assert page.entry.edit.canInsertFromMimeData(dropped)
    page.entry.edit.insertFromMimeData(dropped)
    qtbot.waitUntil(lambda: not page.is_reading, timeout=20_000)
    settle()
    assert "AB12345678" in page.values.text
    pasted = QMimeData()
    pasted.setText("Model: DCS-932L" + "x" * 100_000)
    page.entry.edit.insertFromMimeData(pasted)
    assert len(page.entry.edit.toPlainText()) <= 8000
    elsewhere = QMimeData()
    elsewhere.setUrls([QUrl("https://example.com/a.png")])
    page.entry.edit.insertFromMimeData(elsewhere)
    assert not page.is_reading


def test_nothing_recognised_and_start_over(open_window: _OpenWindow, qtbot: QtBot) -> None:
    page = opened(open_window)
    type_in(qtbot, page, "hello")
    settle()
    assert "Nothing on this label was recognised." in page.problem.text
    assert not page.values.isVisible()
    qtbot.mouseClick(page.entry.clear_button, Qt.MouseButton.LeftButton)
    assert page.where.isVisible()
    assert not page.problem.isVisible()
    assert page.entry.edit.toPlainText() == ""


def test_a_wifi_code_alone_is_told_and_nothing_else(open_window: _OpenWindow) -> None:
    page = opened(open_window)
    page.show_answer(look_up([LabelText("WIFI:S:My Shop;T:WPA;P:Xsecretx;;", "QR Code")], TODAY))
    settle()
    assert "the name and password of a Wi-Fi network" in page.hidden.text
    assert "nothing about the device" in page.values.text
    assert "Not known" not in page.values.text
    assert not page.facts.isVisible()
    assert "Shop" not in words_of(page)


def test_shared_numbers_name_their_makers(open_window: _OpenWindow, qtbot: QtBot) -> None:
    page = opened(open_window)
    type_in(qtbot, page, "IPC-X999")
    settle()
    assert "Dahua, Hikvision, Imou, Uniview and others" in page.values.text
    assert "second sign" in page.steps.text


def test_a_device_of_the_last_results_is_opened(open_window: _OpenWindow, qtbot: QtBot) -> None:
    device = replace(samples.TWELVE[0], mac="44:19:b6:12:34:56")
    window = open_window()
    window.open_result(samples.result([device]))
    window.show_label()
    page = window.side.label
    type_in(qtbot, page, samples.LABEL)
    settle()
    assert "It is in your last results" in page.steps.text
    assert "Scan my network" not in page.steps.text
    button(page, "Open its page").click()
    assert window.pages.currentWidget() is window.device
    assert window.device.device_id == device.id


def test_what_the_label_says_can_be_kept_without_its_keys(
    open_window: _OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Inventory.open(tmp_path / "kept" / "inventory.sqlite3") as inventory:
        window = open_window(keeping=Keeping(inventory))
        window.show_label()
        page = window.side.label
        page.show_answer(look_up(samples.LABEL_CODES, TODAY))

        def keep(dialog: ByHandDialog) -> int:
            qtbot.addWidget(dialog)
            dialog.keep_button.click()
            return dialog.result()

        monkeypatch.setattr(ByHandDialog, "exec", keep)
        button(page, "Keep it with my cameras").click()
        (kept,) = inventory.devices.all()
        assert kept.by_hand == ByHand("camera", "Hikvision", "DS-2CD2042WD-I", "123456789")
        if window.pages.currentWidget() is page:
            assert "Kept with your cameras" in page.steps.text
    assert b"secret" not in (tmp_path / "kept" / "inventory.sqlite3").read_bytes().lower()


def test_scan_my_network_scans(open_window: _OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.show_label()
    type_in(qtbot, window.side.label, samples.LABEL)
    button(window.side.label, "Scan my network").click()
    assert window.pages.currentWidget() is window.results
    qtbot.waitUntil(lambda: not window.is_scanning, timeout=10_000)


def test_everything_changes_language_at_once(open_window: _OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.show_label()
    page = window.side.label
    page.show_answer(look_up(samples.LABEL_CODES, TODAY))
    english = words_of(page)
    window.choose_language(Language.FRENCH)
    french = words_of(page)
    for text in (
        "What the label tells",
        "Everything that was found",
        "Whoever knows this",
        "Copy as text",
        "Serial number",
    ):
        assert text in english
        assert text not in french
    assert "Numéro de série" in french
    type_in(qtbot, page, "hello")
    settle()
    assert "Rien n’a été reconnu" in page.problem.text


def test_hostile_text_is_plain_and_bounded(open_window: _OpenWindow) -> None:
    page = opened(open_window)
    texts = [LabelText("Model: <b>X1</b><img src=x>" + "A" * 4000), LabelText("S/N: " + "9" * 5000, "Code 128")]
    page.show_answer(look_up(texts, TODAY))
    settle()
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()
        assert len(label.text()) < 1500


def test_closing_while_a_photo_is_read(open_window: _OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window()
    window.show_label()
    window.side.label.read_photo(saved(sheet([code("S/N:AB12345678")]), tmp_path / "label.png"))
    window.close()
    QApplication.processEvents()
    assert not window.side.label.is_reading
