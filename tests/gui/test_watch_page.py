"""The page Which one is it: what it says of each answer, its buttons, and that leaving it ends the watch."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.model.device import Device
from app.model.problem import AppError, NoUsableNetworkError
from app.model.sighting import Protocol, Sighting
from app.model.sign_in import PRACTICE_ADAPTER
from app.model.watch import Answer, DeviceState, Verdict, Watched, WatchNews, WatchRequest
from app.report.naming import titles
from app.ui.pages.watch import WatchPage
from app.ui.theme import Theme, ThemeChoice
from app.ui.watch_thread import WatchThread
from app.ui.watch_words import LONG_WAIT_SECONDS, state_text, told
from app.words import Language, words_for
from tests.gui import samples

WORDS = words_for(Language.ENGLISH)
DEVICES = samples.TWELVE
NAMES = titles(DEVICES, {}, WORDS)
ONE, TWO = DEVICES[0].id, DEVICES[2].id


class FakeWatch:
    """Hands out what the test gives it; running tells whether a watch is on."""

    def __init__(self, error: AppError | Exception | None = None) -> None:
        self.running = 0
        self.begun = 0
        self.requests: list[WatchRequest] = []
        self._error = error
        self._tell: Callable[[WatchNews], None] | None = None
        self._begun = threading.Event()

    async def __call__(self, request: WatchRequest, tell: Callable[[WatchNews], None]) -> None:
        self.requests.append(request)
        if self._error is not None:
            raise self._error
        self._tell = tell
        self.running += 1
        self.begun += 1
        self._begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.running -= 1

    def tell(self, verdict: Verdict, seconds: float = 20.0, **more: bool) -> None:
        """As the watch would, from its thread or not: a signal carries it over."""
        assert self._begun.wait(5)
        assert self._tell is not None
        self._tell(news(verdict, seconds, self.requests[-1].devices, **more))


def news(verdict: Verdict, seconds: float = 20.0, devices: Sequence[Device] = DEVICES, **more: bool) -> WatchNews:
    quiet = DeviceState.BACK if verdict.back else DeviceState.QUIET
    named = {*verdict.last, *verdict.earlier} if verdict.answer is not Answer.CAME else set()
    states = [Watched(one.id, quiet if one.id in named else DeviceState.ANSWERS, 6.4) for one in devices]
    return WatchNews(seconds, verdict, tuple(states), **more)


@pytest.fixture
def fake() -> FakeWatch:
    return FakeWatch()


@pytest.fixture
def page(qtbot: QtBot, fake: FakeWatch) -> Iterator[WatchPage]:
    made = WatchPage(fake)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.begin(DEVICES, NAMES, WORDS)
    yield made
    made.stop()


def say(qtbot: QtBot, page: WatchPage, fake: FakeWatch, verdict: Verdict, **more: bool) -> str:
    assert page._thread is not None
    with qtbot.waitSignal(page._thread.news, timeout=5000):
        fake.tell(verdict, **more)
    return page.sentence.text()


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (Verdict(Answer.NOTHING), "Ready. Nothing went quiet yet."),
        (Verdict(Answer.ONE, (ONE,)), "Camera 1 went quiet."),
        (Verdict(Answer.ONE, (ONE,), back=True), "Camera 1 went quiet, and answers again."),
        (Verdict(Answer.TOGETHER, (ONE, TWO)), "Camera 1 and Camera 2 went quiet at about the same time."),
        (Verdict(Answer.AFTER_OTHERS, (ONE,), (TWO,)), "Last to go quiet: Camera 1. Before that: Camera 2."),
        (Verdict(Answer.EVERYTHING, (ONE, TWO)), "Nearly everything went quiet at once."),
        (Verdict(Answer.NO_NETWORK), "This computer is not connected to the network any more."),
        (Verdict(Answer.NOTHING_TO_WATCH), "None of these devices can be watched."),
        (Verdict(Answer.CAME, (TWO,)), "Camera 2 answers now. It did not at first."),
        (Verdict(Answer.NOT_READY), "Please wait: 12 of 12 answer so far."),
    ],
)
def test_each_answer_is_one_sentence(qtbot, page, fake, verdict, sentence):
    assert say(qtbot, page, fake, verdict) == sentence


@pytest.mark.parametrize("answer", Answer)
@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("language", Language)
def test_no_gap_is_left_in_any_answer(answer, back, language):
    words = words_for(language)
    for last, earlier in (((), ()), ((ONE,), ()), ((ONE, TWO), ()), ((ONE,), (TWO,)), (tuple(NAMES), tuple(NAMES))):
        for more in ({}, {"brief": True}, {"alone": True}):
            said = told(news(Verdict(answer, last, earlier, back=back, **more)), NAMES, words)
            assert said.sentence
            assert "{" not in said.sentence + said.more


@pytest.mark.parametrize("state", DeviceState)
def test_every_state_has_words_in_both_languages(state):
    for roughly in (False, True):
        english, french = (state_text(Watched("x", state, 7.9, roughly), words_for(one)) for one in Language)
        assert english != french
        assert "{" not in english + french
    assert state_text(Watched("x", DeviceState.QUIET, 7.9), WORDS) == "quiet for 7 s"
    assert state_text(Watched("x", DeviceState.QUIET, 200), WORDS) == "quiet for 3 min"


def test_more_names_than_a_person_reads_are_counted():
    many = samples.many(40)
    ids = tuple(one.id for one in many)
    said = told(news(Verdict(Answer.TOGETHER, ids), devices=many), titles(many, {}, WORDS), WORDS)
    assert "34 more" in said.sentence


def test_after_a_long_wait_it_says_what_may_be_the_reason():
    soon = told(news(Verdict(Answer.NOTHING)), NAMES, WORDS, waited=1.0)
    late = told(news(Verdict(Answer.NOTHING)), NAMES, WORDS, waited=LONG_WAIT_SECONDS)
    assert "unplug" in soon.more
    assert "recorder" in late.more


def test_the_one_that_went_quiet_can_be_given_a_name(qtbot, page, fake):
    assert page.this_button.isHidden()
    say(qtbot, page, fake, Verdict(Answer.ONE, (TWO,)))
    with qtbot.waitSignal(page.device_wanted) as wanted:
        page.this_button.click()
    assert wanted.args == [TWO]
    assert not any(row.button.isVisible() for row in page._rows.values())


@pytest.mark.parametrize(
    "verdict", [Verdict(Answer.TOGETHER, (ONE, TWO)), Verdict(Answer.AFTER_OTHERS, (TWO,), (ONE,))]
)
def test_among_several_the_person_chooses(qtbot, page, fake, verdict):
    say(qtbot, page, fake, verdict)
    assert page.this_button.isHidden()
    assert {key for key, row in page._rows.items() if not row.button.isHidden()} == {ONE, TWO}
    assert page._rows[TWO].button.accessibleName() == "This is it: Camera 2"
    with qtbot.waitSignal(page.device_wanted) as wanted:
        page._rows[TWO].button.click()
    assert wanted.args == [TWO]


def test_a_network_that_went_quiet_offers_nobody(qtbot, page, fake):
    say(qtbot, page, fake, Verdict(Answer.EVERYTHING, (ONE, TWO)))
    assert page.this_button.isHidden()
    assert not any(row.button.isVisible() for row in page._rows.values())


def test_stop_ends_the_questions_and_keeps_the_answer(qtbot, page, fake):
    say(qtbot, page, fake, Verdict(Answer.ONE, (ONE,)))
    began = time.perf_counter()
    page.stop_button.click()
    assert time.perf_counter() - began < 1
    assert fake.running == 0
    assert page.sentence.text() == "Camera 1 went quiet."
    assert page.ended.text() == "Stopped. Nothing is asked any more."
    assert page.stop_button.isHidden()
    assert not page.this_button.isHidden()


def test_start_over_forgets_what_was_seen(qtbot, page, fake):
    say(qtbot, page, fake, Verdict(Answer.ONE, (ONE,)))
    page.again_button.click()
    assert page.sentence.text().startswith("Please wait")
    assert page.this_button.isHidden()
    qtbot.waitUntil(lambda: fake.begun == 2, timeout=5000)
    assert fake.running == 1


def test_leaving_the_page_ends_the_watch(qtbot, page, fake):
    qtbot.waitUntil(lambda: fake.running == 1, timeout=5000)
    page.hide()
    assert fake.running == 0
    assert not page.is_watching


def test_a_window_made_small_goes_on(qtbot, page, fake):
    class Spontaneous(QHideEvent):
        def spontaneous(self) -> bool:
            return True

    page.hideEvent(Spontaneous())
    assert page.is_watching


def test_after_ten_minutes_it_says_so(qtbot, page, fake):
    say(qtbot, page, fake, Verdict(Answer.NOTHING), over=True)
    assert not page.is_watching
    assert "ten minutes" in page.ended.text()
    assert not page.ended.isHidden()


@pytest.mark.parametrize("error", [NoUsableNetworkError(), ValueError("boom")])
def test_a_watch_that_cannot_begin_shows_the_problem(qtbot: QtBot, error: Exception) -> None:
    page = WatchPage(FakeWatch(error))
    qtbot.addWidget(page)
    page.show()
    page.begin(DEVICES, NAMES, WORDS)
    qtbot.waitUntil(page.problem.isVisible, timeout=5000)
    assert not page.is_watching
    assert not page.again_button.isHidden()


def test_outside_of_practice_nothing_is_said_of_it(page):
    assert page._practice.isHidden()


def test_that_covering_does_not_show_is_always_said(page):
    assert "Covering the lens does not show here" in page._covered.text()
    assert page._covered.isVisible()


def test_cameras_are_watched_and_shown_first(page, fake, qtbot):
    qtbot.waitUntil(lambda: bool(fake.requests), timeout=5000)
    order = [one.identity.is_camera for one in fake.requests[0].devices]
    assert order == sorted(order, key=lambda is_camera: {True: 0, None: 1, False: 2}[is_camera])
    assert [label.text() for label, _ in page._headings] == ["Cameras and what may be one", "Other devices"]


def test_what_cannot_be_watched_is_counted(qtbot, page, fake):
    assert page._thread is not None
    base = news(Verdict(Answer.NOTHING), devices=fake.requests[-1].devices if fake.requests else page._devices)
    states = (replace(base.devices[0], state=DeviceState.NO_ANSWER), *base.devices[1:])
    page._take(replace(base, devices=states))
    assert page.unwatched.text() == "1 device cannot be watched."
    assert not page.unwatched.isHidden()


def test_the_device_from_whose_page_the_person_comes_is_told_about(qtbot, page, fake):
    assert page.about.isHidden()
    page.begin(DEVICES, NAMES, WORDS, about=TWO)
    assert page.about.text() == "Camera 2: waiting for its answer"
    base = news(Verdict(Answer.NOTHING), devices=page._devices)
    states = [replace(one, state=DeviceState.NO_ANSWER) if one.device_id == TWO else one for one in base.devices]
    page._take(replace(base, devices=tuple(states)))
    assert page.about.text() == "Camera 2: does not answer, so it cannot be watched"
    page.begin(DEVICES, NAMES, WORDS)
    assert page.about.isHidden()


def test_french_at_once_and_a_new_name(qtbot, page, fake):
    say(qtbot, page, fake, Verdict(Answer.ONE, (ONE,)))
    french = words_for(Language.FRENCH)
    page.retranslate(french)
    page.retitle({**titles(DEVICES, {}, french), ONE: "Porte arrière"})
    assert page.sentence.text() == "Porte arrière ne répond plus."
    assert page._rows[ONE].state.text() == "ne répond plus depuis 6\u00a0s"
    assert page.is_watching


def test_titles_are_text_and_never_markup(qtbot, page, fake, hostile_text):
    page.retitle({**NAMES, ONE: hostile_text})
    say(qtbot, page, fake, Verdict(Answer.ONE, (ONE,)))
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in page.findChildren(QLabel))
    assert len(page.sentence.text()) <= 1200


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_wider_than_the_page_and_the_answer_is_in_sight(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    theme = Theme(qapp)
    theme.apply(ThemeChoice.LIGHT, percent)
    try:
        fake = FakeWatch()
        page = WatchPage(fake)
        qtbot.addWidget(page)
        page.resize(700, 560)
        page.show()
        page.begin(DEVICES, NAMES, WORDS)
        say(qtbot, page, fake, Verdict(Answer.ONE, (ONE,)))
        qtbot.waitUntil(lambda: page.sentence.height() > 0)
        qtbot.wait(50)
        assert page.horizontalScrollBar().maximum() == 0
        top = page.sentence.mapTo(page.viewport(), page.sentence.rect().topLeft()).y()
        assert top >= 0
        assert top + page.sentence.height() <= page.viewport().height()
        page.stop()
    finally:
        theme.apply(ThemeChoice.LIGHT, 100)


def test_two_hundred_devices_are_shown_without_holding_up_the_window(qtbot: QtBot) -> None:
    many = samples.many(200)
    fake = FakeWatch()
    page = WatchPage(fake)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.begin(many, titles(many, {}, WORDS), WORDS)
    say(qtbot, page, fake, Verdict(Answer.NOTHING))
    began = time.perf_counter()
    for seconds in range(10):
        page._take(replace(page._news, seconds=30.0 + seconds))
        QApplication.processEvents()
    assert (time.perf_counter() - began) / 10 < 0.15
    page.stop()


def test_the_real_watch_begins_in_practice_and_ends_at_once(qtbot: QtBot) -> None:
    address = "192.168.50.20"
    seen = Sighting(Protocol.PORTS, address, {"open": "80"}, samples.NOW, 0, PRACTICE_ADAPTER)
    device = Device("x", (address,), None, (seen,), samples.AXIS)
    page = WatchPage()
    qtbot.addWidget(page)
    page.show()
    page.begin([device], {"x": "Camera 1"}, WORDS)
    assert not page._practice.isHidden()
    assert "nothing to unplug" in page._practice.text()
    qtbot.waitUntil(lambda: page._rows["x"].state.text() == "answers", timeout=20_000)
    began = time.perf_counter()
    page.hide()
    assert time.perf_counter() - began < 1
    assert not page.is_watching


def test_a_cancel_before_the_start_is_remembered(qtbot: QtBot) -> None:
    fake = FakeWatch()
    thread = WatchThread(WatchRequest(DEVICES), fake)
    thread.cancel()
    with qtbot.waitSignal(thread.finished, timeout=5000):
        thread.start()
    assert fake.begun == 0
    thread.cancel()
    assert thread.wait(1000)


def test_the_page_can_be_deleted_while_it_watches(qtbot: QtBot, qapp: QApplication) -> None:
    fake = FakeWatch()
    page = WatchPage(fake)
    page.show()
    page.begin(DEVICES, NAMES, WORDS)
    qtbot.waitUntil(lambda: fake.running == 1, timeout=5000)
    page.close()
    page.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert fake.running == 0
