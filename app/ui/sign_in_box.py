"""Sign in to read more: a folded box on the page of a device that speaks ONVIF. One press is one try."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.model.device import Device
from app.model.problem import AppError
from app.model.sign_in import (
    Acceptance,
    Credentials,
    SignedIn,
    SignInClockError,
    SignInLockedError,
    SignInRefusedError,
    SignInRequest,
    SignInUnclearError,
    SignInUndecidedError,
    can_sign_in,
    is_practice,
)
from app.ui.columns import Columns
from app.ui.icons import IconLabel
from app.ui.keychain_thread import FindKeychain, KeychainThread, real_keychain
from app.ui.sign_in_text import (
    acceptance_line,
    before_lines,
    error_lines,
    keychain_line,
    not_read_line,
    signed_in_sighting,
    value_rows,
)
from app.ui.sign_in_thread import SignIn, SignInThread, load_libraries, real_sign_in
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, empty, row
from app.words import Words

_INPUT_LIMIT = 128
#: Longest time that leaving waits for a try to end.
_END_MS = 2000
_VALUE_LIMIT = 300
_TURNED_AWAY = (SignInRefusedError, SignInClockError, SignInUndecidedError, SignInUnclearError, SignInLockedError)


class SignInBox(Card):
    """Hidden for devices that cannot be asked. read_more carries the SignedIn of a press that read something."""

    read_more = Signal(object)

    def __init__(
        self,
        sign_in: SignIn = real_sign_in,
        find_keychain: FindKeychain = real_keychain,
        prepare: Callable[[], None] = load_libraries,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("box", Space.M, parent)
        self._sign_in = sign_in
        self._find_keychain = find_keychain
        self._prepare = prepare
        self._words: Words | None = None
        self._device: Device | None = None
        self._thread: SignInThread | None = None
        self._keychain: KeychainThread | None = None
        self._has_keychain: bool | None = None
        self._was_kept = False
        self._tried: Credentials | None = None
        self._result: SignedIn | None = None
        self._error: AppError | None = None
        #: True while a scan runs: one at a time knocks at a device's door. Set by whoever knows.
        self.is_busy_elsewhere: Callable[[], bool] = lambda: False
        self.header = Button("chevron-right", role="section")
        self._lead = Label(role="muted")
        self._body = QWidget()
        self._before = QVBoxLayout()
        self._practice = Label(role="strong")
        self._user_label, self._password_label = Label(), Label()
        self.user_edit, self.password_edit = QLineEdit(), QLineEdit()
        self.keep_switch, self._keep_note = QCheckBox(), Label(role="note")
        self.button, self._progress = Button("check"), Label(role="muted")
        self._failure = _Failure()
        self._success = _Success()
        self._build()

    def _build(self) -> None:
        self._before.setSpacing(Space.S)
        fields = QWidget()
        columns = Columns(240, fill=True)
        fields.setLayout(columns)
        for label, edit in ((self._user_label, self.user_edit), (self._password_label, self.password_edit)):
            label.setBuddy(edit)
            edit.setMaxLength(_INPUT_LIMIT)
            edit.returnPressed.connect(self._press)
            edit.textChanged.connect(self._say_button)
            cell = QWidget()
            cell.setLayout(column(label, edit, 1, spacing=Space.XS))
            columns.addWidget(cell)
        self.password_edit.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.password_edit.setInputMethodHints(self.password_edit.inputMethodHints() | hints)
        action = row(self.button, self._progress, spacing=Space.M)
        action.setStretch(1, 1)
        inside = column(self._before, self._practice, fields, spacing=Space.L)
        inside.addLayout(column(self.keep_switch, self._keep_note, spacing=0))
        inside.addLayout(action)
        self._body.setLayout(inside)
        for widget in (self.header, self._lead, self._body, self._failure, self._success):
            self.column.addWidget(widget)
        for widget in (self._body, self._failure, self._success, self._practice):
            widget.hide()
        self.hide()
        self.header.clicked.connect(self._toggle)
        self.button.clicked.connect(self._press)

    @property
    def is_open(self) -> bool:
        """True while the fields are shown."""
        return not self._body.isHidden()

    @property
    def is_trying(self) -> bool:
        """True from the press until the try has ended."""
        return self._thread is not None

    def show_device(self, device: Device, words: Words) -> None:
        """Show the box of a device: folded and empty for another one than before."""
        if self._device is None or device.id != self._device.id:
            self.forget()
            self._result, self._error = None, None
            self._fold(opened=False)
        self._device = device
        self._words = words
        self.setVisible(can_sign_in(device))
        self._say()

    @Slot()
    def forget(self) -> None:
        """End what runs and drop the name and password."""
        self.user_edit.clear()
        self.password_edit.clear()
        self.keep_switch.setChecked(False)
        self._tried, self._was_kept = None, False
        if self._thread is not None:
            thread, self._thread = self._thread, None
            thread.done.disconnect(self._read)
            thread.failed.disconnect(self._failed)
            thread.cancel()
            thread.wait(_END_MS)
        self._end_keychain()
        self._say_button()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The person leaves the page, or the window closes: a window that is only made small hides nothing."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.forget()
            self._fold(opened=False)

    @Slot()
    def _toggle(self) -> None:
        self._fold(opened=not self.is_open)
        if self.is_open:
            self.user_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._look_in_keychain()
            self._prepare()

    def _fold(self, *, opened: bool) -> None:
        self._body.setVisible(opened)
        self.header.show_icon("chevron-down" if opened else "chevron-right")

    def _say(self) -> None:
        words, device = self._words, self._device
        if words is None or device is None:
            return
        self.header.setText(words.text("Sign in to read more"))
        self._lead.setText(
            words.text("Some devices tell their exact model and firmware only to their owner. You can leave this out.")
        )
        empty(self._before)
        for line in before_lines(words):
            point = row(spacing=Space.S)
            point.addWidget(Label("•", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
            point.addWidget(Label(line), 1)
            self._before.addLayout(point)
        self._practice.setText(words.text("This is a practice camera: its name and its password are both “practice”."))
        self._practice.setVisible(is_practice(device))
        for label, edit, text in (
            (self._user_label, self.user_edit, words.text("User name on the device")),
            (self._password_label, self.password_edit, words.text("Password on the device")),
        ):
            label.setText(text)
            edit.setAccessibleName(text)
        self.keep_switch.setText(words.text("Keep in the keychain"))
        self._keep_note.setText(keychain_line(words, available=self._has_keychain))
        self.keep_switch.setEnabled(bool(self._has_keychain))
        self._say_button()
        self._failure.show_error(self._error, words)
        self._success.show_result(device, self._result, words)

    @Slot()
    def _say_button(self) -> None:
        if self._words is None:
            return
        self.button.setText(self._words.text("Sign in once"))
        self.button.setEnabled(bool(self.user_edit.text()) and self._thread is None)
        trying = self._words.text("Asking the device. This takes five seconds at most.")
        self._progress.setText(trying if self._thread is not None else "")

    @Slot()
    def _press(self) -> None:
        words, device = self._words, self._device
        if words is None or device is None or self._thread is not None or not self.user_edit.text():
            return
        self._error, self._result = None, None
        if self.is_busy_elsewhere():
            self._progress.setText(words.text("Wait until the scan has ended, then press again."))
            return
        self._tried = Credentials(self.user_edit.text(), self.password_edit.text())
        thread = self._thread = SignInThread(SignInRequest(device, self._tried), self._sign_in, self)
        thread.done.connect(self._read)
        thread.failed.connect(self._failed)
        thread.finished.connect(thread.deleteLater)
        self._say()
        thread.start()

    @Slot(object)
    def _read(self, result: SignedIn) -> None:
        if not self._is_of_this_visit():
            return
        self._thread = None
        self._result, self._error = result, result.refusal
        if result.acceptance is Acceptance.ACCEPTED and self._tried is not None:
            self._keep(self._tried)
            self._fold(opened=False)
            self.header.setFocus(Qt.FocusReason.OtherFocusReason)
        if result.acceptance is not Acceptance.NOT_ASKED:
            self.password_edit.clear()
        self._tried = None
        self._say()
        self.read_more.emit(result)

    @Slot(object)
    def _failed(self, error: AppError) -> None:
        if not self._is_of_this_visit():
            return
        self._thread, self._tried = None, None
        self._error = error
        if isinstance(error, _TURNED_AWAY):
            # Pressing again is a decision: the password is typed again for it.
            self.password_edit.clear()
        self._say()

    def _is_of_this_visit(self) -> bool:
        """False for the end of a try that waited in Qt's queue while the person left: disconnecting does not take it out."""
        return self._thread is not None and self.sender() is self._thread

    def _look_in_keychain(self) -> None:
        if self._device is None or self._keychain is not None:
            return
        self._run_keychain(KeychainThread(self._device.id, self._find_keychain, parent=self))

    def _keep(self, credentials: Credentials) -> None:
        """As the switch says: keep the login that was accepted, or take an earlier one out."""
        if self._device is None or not self._has_keychain or self._keychain is not None:
            return
        wanted = self.keep_switch.isChecked()
        if wanted or self._was_kept:
            given = credentials if wanted else None
            thread = KeychainThread(
                self._device.id, self._find_keychain, credentials=given, forget=not wanted, parent=self
            )
            self._run_keychain(thread)

    def _run_keychain(self, thread: KeychainThread) -> None:
        self._keychain = thread
        thread.looked.connect(self._looked)
        thread.changed.connect(self._changed)
        thread.failed.connect(self._keychain_failed)
        thread.start()

    @Slot(bool, object)
    def _looked(self, available: bool, kept: Credentials | None) -> None:
        self._end_keychain()
        self._has_keychain = available
        self._was_kept = kept is not None
        if kept is not None and not self.user_edit.text() and self._result is None:
            self.user_edit.setText(kept.user)
            self.password_edit.setText(kept.password)
        if kept is not None:
            self.keep_switch.setChecked(True)
        self._say()

    @Slot(bool, bool)
    def _changed(self, available: bool, is_kept: bool) -> None:
        self._end_keychain()
        self._has_keychain = available
        self._was_kept = is_kept
        self._say()

    @Slot(object)
    def _keychain_failed(self, error: AppError) -> None:
        self._end_keychain()
        self._has_keychain = False
        self.keep_switch.setChecked(False)
        self._error = error
        self._say()

    def _end_keychain(self) -> None:
        """What it looked for is not told any more; what it was to keep or take out it still does."""
        if self._keychain is not None:
            thread, self._keychain = self._keychain, None
            thread.cancel()
            thread.deleteLater()


class _Failure(Card):
    """Why nothing was read, and what can be done."""

    def __init__(self) -> None:
        super().__init__("strip", Space.XS)
        self._sentence, self._step, self._detail = Label(role="strong"), Label(), Label(role="note")
        line = row(IconLabel("notice", 20, QPalette.ColorRole.WindowText), spacing=Space.M)
        line.addLayout(column(self._sentence, self._step, self._detail, spacing=Space.XS), 1)
        self.column.addLayout(line)

    def show_error(self, error: AppError | None, words: Words) -> None:
        """Show it, or nothing."""
        self.setVisible(error is not None)
        if error is None:
            return
        for label, text in zip((self._sentence, self._step, self._detail), error_lines(error, words), strict=True):
            label.say(text)
            label.setVisible(bool(text))


class _Success(Card):
    """What was read, when, and after whose sign-in."""

    def __init__(self) -> None:
        super().__init__("soft", Space.S)
        self._line, self._missing = Label(role="strong"), Label(role="note")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(1, 1)
        self.column.addWidget(self._line)
        self.column.addLayout(self._grid)
        self.column.addWidget(self._missing)

    def show_result(self, device: Device, result: SignedIn | None, words: Words) -> None:
        """Show this press, else what an earlier one read, else nothing."""
        known = signed_in_sighting(device)
        self.setVisible(result is not None or known is not None)
        empty(self._grid)
        if result is not None:
            untrusted, line = result.untrusted_fields, acceptance_line(result.acceptance, result.read_at, words)
        elif known is not None:
            untrusted, line = known.untrusted_fields, acceptance_line(Acceptance.ACCEPTED, known.seen_at, words)
        else:
            return
        self._line.setText(line)
        for place, (label, value) in enumerate(value_rows(untrusted, words)):
            shown = Label()
            shown.say(value, _VALUE_LIMIT)
            self._grid.addWidget(Label(label, role="muted", wrap=False), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, place, 1)
        missing = not_read_line(result, words) if result is not None else ""
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
