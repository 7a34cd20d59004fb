"""The box that signs in: folded, said before, one press one try, the password in memory only."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.inventory import keychain as keychain_module
from app.inventory.keychain import SystemKeychain, system_keychain
from app.model.device import Device
from app.model.identity import Identity
from app.model.problem import AppError
from app.model.sighting import Protocol, Sighting
from app.model.sign_in import (
    Acceptance,
    Credentials,
    KeychainError,
    Part,
    SignedIn,
    SignInClockError,
    SignInLockedError,
    SignInRefusedError,
    SignInRequest,
    SignInSilentError,
    SignInUnclearError,
    can_sign_in,
)
from app.ui.desk import Desk
from app.ui.pages.device import DevicePage
from app.ui.services import Services
from app.ui.sign_in_box import SignInBox
from app.ui.sign_in_text import clock_text, value_rows
from app.ui.sign_in_thread import SignInThread
from app.ui.widgets import Label
from app.words import Language, Words, words_for
from tests.gui import samples

EN, FR = words_for(Language.ENGLISH), words_for(Language.FRENCH)
SECRET = "horse-battery-91"
FIELDS = {
    "model": "DS-2CD2032-I",
    "firmware": "V5.4.5 build 170124",
    "serial": "X123456789",
    "clock_ahead": "-10800",
    "protocols": "HTTP 80\nHTTPS 443 off",
    "users": "2",
    "signed_in": "yes",
}
REFUSALS: dict[Acceptance, AppError] = {
    Acceptance.REFUSED: SignInRefusedError(),
    Acceptance.UNCLEAR: SignInUnclearError("HTTP 400"),
}
ROOT = Path(__file__).resolve().parents[2]


def camera(number: int = 1) -> Device:
    return samples.device(number, samples.REBRAND)


class Door:
    """A pretended sign-in."""

    def __init__(self, outcome: AppError | Acceptance = Acceptance.ACCEPTED, *, seconds: float = 0.0) -> None:
        self.requests: list[SignInRequest] = []
        self._outcome = outcome
        self._seconds = seconds

    async def __call__(self, request: SignInRequest) -> SignedIn:
        self.requests.append(request)
        await asyncio.sleep(self._seconds)
        if isinstance(self._outcome, AppError):
            raise self._outcome
        accepted = self._outcome is Acceptance.ACCEPTED
        fields = {name: value for name, value in FIELDS.items() if accepted or name != "signed_in"}
        sighting = Sighting(Protocol.ONVIF, request.device.addresses[0], fields, samples.NOW, 80)
        device = replace(request.device, sightings=(*request.device.sightings, sighting))
        refusal = REFUSALS.get(self._outcome)
        stopped = refusal is not None
        return SignedIn(device, fields, samples.NOW, self._outcome, -10800, (Part.USERS,), refusal, stopped)


class Chain:
    """A pretended keychain."""

    def __init__(self, kept: Credentials | None = None) -> None:
        self.kept: dict[str, Credentials] = {}
        self._first = kept

    def read(self, device_id: str) -> Credentials | None:
        return self.kept.get(device_id, self._first)

    def keep(self, device_id: str, credentials: Credentials) -> None:
        self.kept[device_id] = credentials

    def forget(self, device_id: str) -> None:
        self.kept.pop(device_id, None)
        self._first = None


def box(qtbot: QtBot, door: Door, chain: Chain | None = None, device: Device | None = None) -> SignInBox:
    made = SignInBox(door, lambda: chain, lambda: None)
    qtbot.addWidget(made)
    made.show_device(device or camera(), EN)
    made.setVisible(not made.isHidden())
    return made


def text_of(widget: SignInBox) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget))


def open_and_press(qtbot: QtBot, made: SignInBox, *, keep: bool = False) -> None:
    made.header.click()
    qtbot.waitUntil(lambda: made._keychain is None, timeout=2000)
    made.user_edit.setText("admin")
    made.password_edit.setText(SECRET)
    if keep:
        made.keep_switch.setChecked(True)
    made.button.click()
    qtbot.waitUntil(lambda: not made.is_trying, timeout=5000)
    qtbot.waitUntil(lambda: made._keychain is None, timeout=2000)


def test_it_is_folded_and_says_before_what_it_does(qtbot: QtBot) -> None:
    made = box(qtbot, Door())
    assert not made.is_open
    made.header.click()
    text = text_of(made)
    for part in ("Exactly one try", "lock themselves", "Nothing on the device is changed", "stay in memory", "serial"):
        assert part in text
    assert made.password_edit.echoMode() is QLineEdit.EchoMode.Password
    qtbot.waitUntil(lambda: "no keychain" in text_of(made), timeout=2000)
    assert not made.keep_switch.isEnabled()


def test_only_devices_that_speak_onvif_have_it(qtbot: QtBot) -> None:
    silent = Device("x", ("192.168.1.9",), None, (), Identity())
    assert not can_sign_in(silent)
    assert box(qtbot, Door(), device=silent).isHidden()
    assert not box(qtbot, Door()).isHidden()


def test_one_press_is_one_try_however_often_it_is_pressed(qtbot: QtBot) -> None:
    door = Door(seconds=0.3)
    made = box(qtbot, door)
    made.header.click()
    made.user_edit.setText("admin")
    for _ in range(5):
        made.button.click()
        made._press()
    qtbot.waitUntil(lambda: not made.is_trying, timeout=5000)
    assert len(door.requests) == 1
    assert not made.is_open


def test_what_was_read_is_shown_with_its_time_and_told(qtbot: QtBot) -> None:
    made = box(qtbot, Door())
    told: list[SignedIn] = []
    made.read_more.connect(told.append)
    open_and_press(qtbot, made)
    text = text_of(made)
    assert "after you signed in" in text
    assert "V5.4.5 build 170124" in text
    assert "3 hours behind" in text
    assert "number of users" in text
    assert len(told) == 1
    assert made.password_edit.text() == ""


@pytest.mark.parametrize(
    "error",
    [
        SignInRefusedError(),
        SignInLockedError("29 minutes"),
        SignInClockError(),
        SignInUnclearError("HTTP 400"),
        SignInSilentError(),
    ],
)
def test_a_failure_says_what_is_so_and_what_can_be_done(qtbot: QtBot, error: AppError) -> None:
    door = Door(error)
    made = box(qtbot, door)
    open_and_press(qtbot, made)
    text = text_of(made)
    assert EN.say(error.sentence) in text
    assert EN.say(error.next_step) in text
    assert error.detail in text
    assert len(door.requests) == 1
    assert made.password_edit.text() == (SECRET if isinstance(error, SignInSilentError) else "")


def test_words_change_with_the_language(qtbot: QtBot) -> None:
    made = box(qtbot, Door(SignInRefusedError()))
    open_and_press(qtbot, made)
    made.show_device(camera(), FR)
    assert "n’a pas accepté ce nom" in text_of(made)
    assert FR.text("Sign in once") == made.button.text() != "Sign in once"


def test_an_open_device_does_not_prove_the_password(qtbot: QtBot) -> None:
    chain = Chain()
    made = box(qtbot, Door(Acceptance.NOT_ASKED), chain)
    open_and_press(qtbot, made, keep=True)
    assert "without asking for a password" in text_of(made)
    assert chain.kept == {}


@pytest.mark.parametrize("acceptance", REFUSALS)
@pytest.mark.parametrize("words", [EN, FR])
def test_no_clear_yes_is_told_and_nothing_is_kept(qtbot: QtBot, acceptance: Acceptance, words: Words) -> None:
    chain = Chain()
    made = box(qtbot, Door(acceptance), chain)
    open_and_press(qtbot, made, keep=True)
    made.show_device(camera(), words)
    text = text_of(made)
    assert words.say(REFUSALS[acceptance].sentence) in text
    assert ("one press stays one try" in text) == (words is EN)
    assert ("no clear answer to your name" in text) == (words is EN and acceptance is Acceptance.UNCLEAR)
    assert made.password_edit.text() == ""
    assert chain.kept == {}


def test_what_was_not_asked_is_not_called_untold(qtbot: QtBot) -> None:
    made = box(qtbot, Door(Acceptance.NOT_ASKED))
    open_and_press(qtbot, made)
    assert "The number of users is asked only after" in text_of(made)
    assert "did not tell" not in text_of(made)


def test_the_keychain_keeps_only_when_asked_and_accepted(qtbot: QtBot) -> None:
    chain = Chain()
    made = box(qtbot, Door(), chain)
    open_and_press(qtbot, made)
    assert chain.kept == {}
    made.forget()
    open_and_press(qtbot, made, keep=True)
    assert chain.kept == {camera().id: Credentials("admin", SECRET)}
    refusing = box(qtbot, Door(SignInRefusedError()), other := Chain())
    open_and_press(qtbot, refusing, keep=True)
    assert other.kept == {}


def test_what_is_kept_is_filled_in_and_can_be_forgotten(qtbot: QtBot) -> None:
    chain = Chain(Credentials("admin", SECRET))
    made = box(qtbot, Door(), chain)
    made.header.click()
    qtbot.waitUntil(lambda: made.user_edit.text() == "admin", timeout=2000)
    assert made.password_edit.text() == SECRET
    made.keep_switch.setChecked(False)
    made.button.click()
    qtbot.waitUntil(lambda: not made.is_trying and made._keychain is None, timeout=5000)
    qtbot.waitUntil(lambda: chain.read(camera().id) is None, timeout=2000)


def test_a_keychain_that_fails_is_told_and_nothing_else_changes(qtbot: QtBot) -> None:
    class Failing(Chain):
        def read(self, device_id: str) -> Credentials | None:
            raise KeychainError("Locked")

    made = box(qtbot, Door(), Failing())
    made.header.click()
    qtbot.waitUntil(lambda: EN.say(KeychainError().sentence) in text_of(made), timeout=2000)
    assert not made.keep_switch.isEnabled()


def test_leaving_forgets_the_password_and_ends_the_try(qtbot: QtBot) -> None:
    door = Door(seconds=30)
    made = box(qtbot, door)
    made.show()
    made.header.click()
    made.user_edit.setText("admin")
    made.password_edit.setText(SECRET)
    made.button.click()
    qtbot.waitUntil(lambda: bool(door.requests), timeout=2000)
    began = time.monotonic()
    made.hide()
    assert time.monotonic() - began < 2
    assert not made.is_trying
    assert made.user_edit.text() == made.password_edit.text() == ""


def test_another_device_starts_folded_and_empty(qtbot: QtBot) -> None:
    made = box(qtbot, Door(SignInRefusedError()))
    open_and_press(qtbot, made)
    made.show_device(camera(2), EN)
    assert not made.is_open
    assert made.user_edit.text() == ""
    assert EN.say(SignInRefusedError().sentence) not in text_of(made)


def test_while_a_scan_runs_nobody_knocks(qtbot: QtBot) -> None:
    door = Door()
    made = box(qtbot, door)
    made.is_busy_elsewhere = lambda: True
    made.header.click()
    made.user_edit.setText("admin")
    made.button.click()
    assert door.requests == []
    assert "scan has ended" in text_of(made)


def test_the_page_shows_and_passes_on_the_device(qtbot: QtBot) -> None:
    page = DevicePage(Services(), lambda device: (), Desk(Services().keeping), dict)
    qtbot.addWidget(page)
    page.show_device(camera(), "Camera 1", EN)
    page.sign_in._sign_in, page.sign_in._find_keychain, page.sign_in._prepare = Door(), lambda: None, lambda: None
    changed: list[Device] = []
    page.device_changed.connect(changed.append)
    open_and_press(qtbot, page.sign_in)
    assert len(changed) == 1
    assert any("signed_in" in one.untrusted_fields for one in changed[0].sightings)
    assert page.title == "Camera 1"


def test_what_an_earlier_sign_in_read_is_shown_again(qtbot: QtBot) -> None:
    known = camera()
    sighting = Sighting(Protocol.ONVIF, known.addresses[0], FIELDS, samples.NOW, 80)
    made = box(qtbot, Door(), device=replace(known, sightings=(*known.sightings, sighting)))
    assert "V5.4.5 build 170124" in text_of(made)


def test_a_fault_of_ours_never_tells_the_password(qtbot: QtBot) -> None:
    async def broken(request: SignInRequest) -> SignedIn:
        raise ValueError(f"bad {request.credentials.password}")

    thread = SignInThread(SignInRequest(camera(), Credentials("admin", SECRET)), broken)
    errors: list[AppError] = []
    thread.failed.connect(errors.append)
    with qtbot.waitSignal(thread.finished, timeout=3000):
        thread.start()
    assert len(errors) == 1
    assert SECRET not in f"{errors[0]!r} {errors[0].detail}"
    assert thread._request is None


@pytest.mark.parametrize(
    ("seconds", "english"),
    [(0, "right"), (-59, "right"), (-600, "10 minutes behind"), (3600, "1 hour ahead"), (-86400, "24 hours behind"),
     (86400 * 10, "10 days ahead"), (-1_794_431_746, "57 years behind")],
)  # fmt: skip
def test_the_clock_in_words(seconds: int, english: str) -> None:
    assert clock_text(seconds, EN).startswith(english)


def test_hostile_fields_stay_plain(hostile_text: str, qtbot: QtBot) -> None:
    rows = value_rows(dict.fromkeys((*FIELDS, "manufacturer", "hostname"), hostile_text), EN)
    assert rows
    known = camera()
    fields = {**FIELDS, "model": hostile_text, "firmware": hostile_text}
    sighting = Sighting(Protocol.ONVIF, known.addresses[0], fields, samples.NOW, 80)
    box(qtbot, Door(), device=replace(known, sightings=(*known.sightings, sighting))).grab()


class _Backend:
    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.entries.get((service, name))

    def set_password(self, service: str, name: str, text: str) -> None:
        self.entries[service, name] = text

    def delete_password(self, service: str, name: str) -> None:
        del self.entries[service, name]


def test_a_keychain_keeps_reads_and_forgets() -> None:
    chain = SystemKeychain(backend := _Backend())
    assert chain.read("a") is None
    chain.keep("a", Credentials("ad:min", SECRET))
    assert chain.read("a") == Credentials("ad:min", SECRET)
    chain.forget("a")
    chain.forget("a")
    assert backend.entries == {}


@pytest.mark.parametrize("text", ["", "x", "{}", "[1]", '["a"]', '["a", 1]', '{"a": 1}'])
def test_an_entry_that_is_not_ours_is_none(text: str) -> None:
    backend = _Backend()
    backend.set_password("Camera Check", "a", text)
    assert SystemKeychain(backend).read("a") is None


@pytest.mark.parametrize(
    "call",
    [lambda one: one.read("a"), lambda one: one.keep("a", Credentials("u", SECRET)), lambda one: one.forget("a")],
)
def test_a_backend_that_fails_tells_no_secret(call: Callable[[SystemKeychain], object]) -> None:
    class Broken:
        def __getattr__(self, name: str) -> Callable[..., None]:
            def fail(*arguments: str) -> None:
                raise OSError(f"cannot {arguments}")

            return fail

    with pytest.raises(KeychainError) as caught:
        call(SystemKeychain(Broken()))
    assert SECRET not in f"{caught.value!r} {caught.value.detail} {caught.value.__cause__!r}"


def test_no_backend_that_keeps_passwords_readable_is_ever_used(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = [
        module for places in (*keychain_module._SYSTEM.values(), keychain_module._DESKTOPS) for module, _ in places
    ]
    assert all(module.startswith("keyring.backends.") for module in modules)
    assert not any(word in module for module in modules for word in ("alt", "file", "null", "fail", "chainer"))
    # Whatever a person or a package configured for keyring is not looked at.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    assert system_keychain() is None


def test_the_libraries_load_while_the_person_types(qtbot: QtBot) -> None:
    begun: list[str] = []
    made = SignInBox(Door(), lambda: None, lambda: begun.append("load"))
    qtbot.addWidget(made)
    made.show_device(camera(), EN)
    assert begun == []
    made.header.click()
    assert begun == ["load"]
    qtbot.waitUntil(lambda: made._keychain is None, timeout=2000)


def test_the_window_opens_without_the_libraries_for_signing_in() -> None:
    program = (
        "import sys\n"
        "from app.ui.program import Program, make_application\n"
        "from app.words import Language\n"
        "app = make_application(Language.ENGLISH)\n"
        "program = Program(app)\n"
        "program.show()\n"
        "program.window.device\n"
        "app.processEvents()\n"
        "program.close()\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'zeep', 'onvif', 'lxml', 'requests', 'keyring'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=50, check=False
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
