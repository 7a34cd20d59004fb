"""What comes late is of the device and the visit that asked: no password in another device's form or on a page that was left."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.problem import AppError
from app.model.sign_in import Acceptance, Credentials, KeychainError, SignedIn, SignInRefusedError
from app.ui.sign_in_box import SignInBox
from tests.gui.test_sign_in_box import EN, SECRET, Chain, Door, camera, open_and_press, text_of


class Slow(Chain):
    """Answers when let go, each device with a login of its own."""

    def __init__(self, error: AppError | None = None) -> None:
        super().__init__()
        self.go = threading.Event()
        self.asked: list[str] = []
        self._error = error

    def read(self, device_id: str) -> Credentials | None:
        self._wait(f"read {device_id}")
        return Credentials(f"user of {device_id}", f"secret of {device_id}")

    def keep(self, device_id: str, credentials: Credentials) -> None:
        self._wait(f"keep {device_id}")
        super().keep(device_id, credentials)

    def _wait(self, what: str) -> None:
        self.asked.append(what)
        assert self.go.wait(10)
        if self._error is not None:
            raise self._error


@pytest.fixture
def slow() -> Iterator[Slow]:
    chain = Slow()
    yield chain
    chain.go.set()


def opened(qtbot: QtBot, chain: Slow, door: Door | None = None) -> SignInBox:
    """The box of the first camera, shown and opened, while the keychain thinks."""
    made = SignInBox(door or Door(), lambda: chain, lambda: None)
    qtbot.addWidget(made)
    made.show_device(camera(1), EN)
    made.show()
    made.header.click()
    qtbot.waitUntil(lambda: len(chain.asked) == 1, timeout=2000)
    return made


def let_all_answer(qtbot: QtBot, chain: Slow) -> None:
    chain.go.set()
    qtbot.waitUntil(lambda: not any(one.name == "keychain" for one in threading.enumerate()), timeout=5000)
    qtbot.wait(150)


def test_a_slow_answer_fills_no_other_device(qtbot: QtBot, slow: Slow) -> None:
    made = opened(qtbot, slow)
    made.show_device(camera(2), EN)
    let_all_answer(qtbot, slow)
    assert made.user_edit.text() == made.password_edit.text() == ""
    assert not made.keep_switch.isChecked()


def test_the_other_device_gets_its_own(qtbot: QtBot, slow: Slow) -> None:
    made = opened(qtbot, slow)
    made.show_device(camera(2), EN)
    made.header.click()
    let_all_answer(qtbot, slow)
    assert slow.asked == [f"read {camera(1).id}", f"read {camera(2).id}"]
    assert made.password_edit.text() == f"secret of {camera(2).id}"


def test_a_slow_answer_fills_nothing_after_the_page_was_left(qtbot: QtBot, slow: Slow) -> None:
    made = opened(qtbot, slow)
    made.hide()
    let_all_answer(qtbot, slow)
    assert made.user_edit.text() == made.password_edit.text() == ""
    made.show()
    qtbot.wait(150)
    assert made.user_edit.text() == made.password_edit.text() == ""


def test_who_comes_back_finds_it_folded_and_opens_it_anew(qtbot: QtBot, slow: Slow) -> None:
    made = opened(qtbot, slow)
    made.hide()
    made.show()
    assert not made.is_open
    made.header.click()
    let_all_answer(qtbot, slow)
    assert len(slow.asked) == 2
    assert made.password_edit.text() == f"secret of {camera(1).id}"


def test_there_and_back_again_is_another_visit(qtbot: QtBot, slow: Slow) -> None:
    made = opened(qtbot, slow)
    made.show_device(camera(2), EN)
    made.show_device(camera(1), EN)
    let_all_answer(qtbot, slow)
    assert made.password_edit.text() == ""


def test_a_slow_failure_is_not_told_at_another_device(qtbot: QtBot) -> None:
    chain = Slow(KeychainError("Locked"))
    made = opened(qtbot, chain)
    made.show_device(camera(2), EN)
    let_all_answer(qtbot, chain)
    assert EN.say(KeychainError().sentence) not in text_of(made)


def test_what_is_being_kept_is_kept_and_fills_nothing_elsewhere(qtbot: QtBot, slow: Slow) -> None:
    slow.go.set()
    made = opened(qtbot, slow)
    qtbot.waitUntil(lambda: made._keychain is None, timeout=2000)
    made.user_edit.setText("admin")
    made.password_edit.setText(SECRET)
    slow.go.clear()
    made.button.click()
    qtbot.waitUntil(lambda: f"keep {camera(1).id}" in slow.asked, timeout=5000)
    made.show_device(camera(2), EN)
    let_all_answer(qtbot, slow)
    assert slow.kept == {camera(1).id: Credentials("admin", SECRET)}
    assert made.user_edit.text() == made.password_edit.text() == ""
    assert not made.keep_switch.isChecked()


def test_a_field_that_was_emptied_stays_empty_when_the_keeping_ends(qtbot: QtBot, slow: Slow) -> None:
    slow.go.set()
    made = opened(qtbot, slow)
    qtbot.waitUntil(lambda: made._keychain is None, timeout=2000)
    slow.go.clear()
    made.button.click()
    qtbot.waitUntil(lambda: f"keep {camera(1).id}" in slow.asked, timeout=5000)
    made.is_busy_elsewhere = lambda: True
    made.button.click()
    made.user_edit.clear()
    let_all_answer(qtbot, slow)
    assert made.user_edit.text() == made.password_edit.text() == ""


@pytest.mark.parametrize("outcome", [Acceptance.ACCEPTED, SignInRefusedError()])
def test_a_try_that_ended_as_the_page_changed_is_of_the_device_that_was_asked(
    qtbot: QtBot, outcome: Acceptance | AppError
) -> None:
    door, chain = Door(outcome), Chain()
    made = SignInBox(door, lambda: chain, lambda: None)
    qtbot.addWidget(made)
    made.show_device(camera(1), EN)
    told: list[SignedIn] = []
    made.read_more.connect(told.append)
    made.header.click()
    qtbot.waitUntil(lambda: made._keychain is None, timeout=2000)
    made.user_edit.setText("admin")
    made.keep_switch.setChecked(True)
    made.button.click()
    thread = made._thread
    assert thread is not None
    # Its answer waits in the queue of the window's thread.
    assert thread.wait(3000)
    made.show_device(camera(2), EN)
    QApplication.processEvents()
    assert (made._result, made._error, told, chain.kept) == (None, None, [], {})
    assert not made.is_trying
    made._sign_in = Door()
    open_and_press(qtbot, made)
    assert [one.device.id for one in told] == [camera(2).id]
