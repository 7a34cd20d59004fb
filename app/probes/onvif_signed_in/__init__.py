"""ONVIF device service with the login that the owner typed: exact model, firmware and serial, and what goes with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from app.model.problem import AppError
from app.model.sign_in import (
    Acceptance,
    Credentials,
    Part,
    SignInAnswerError,
    SignInElsewhereError,
    SignInLockedError,
    SignInNotOfferedError,
    SignInSilentError,
)
from app.probes.onvif_signed_in.dialog import Dialog, NotGivenError, Post, Question, TokenWantedError, Way
from app.probes.onvif_signed_in.refusal import Clock
from app.probes.onvif_signed_in.service import OPERATION_OF, Token, open_service
from app.untrusted.onvif_scope import named_in_scopes
from app.untrusted.text import clean, clean_lines, compact
from app.untrusted.xml import text_of

_INFORMATION = {
    "manufacturer": "Manufacturer",
    "model": "Model",
    "firmware": "FirmwareVersion",
    "serial": "SerialNumber",
    "hardware_id": "HardwareId",
}
_CONTENT = {
    Part.CLOCK: frozenset({"SystemDateAndTime"}),
    Part.INFORMATION: frozenset({_INFORMATION["model"], _INFORMATION["firmware"]}),
    Part.HOSTNAME: frozenset({"HostnameInformation"}),
    Part.SCOPES: frozenset({"Scopes"}),
    Part.PROTOCOLS: frozenset({"NetworkProtocols"}),
    Part.USERS: frozenset({"User"}),
}
#: After one of these nothing more is asked.
_LAST = (SignInSilentError, SignInElsewhereError, SignInNotOfferedError, SignInAnswerError)


@dataclass(slots=True)
class Reading:
    """What one press gave. untrusted_fields are those of docs/sightings.md; clock_ahead is None when the device did not say."""

    untrusted_fields: dict[str, str] = field(default_factory=dict)
    acceptance: Acceptance = Acceptance.NOT_ASKED
    clock_ahead: timedelta | None = None
    not_read: list[Part] = field(default_factory=list)
    refusal: AppError | None = None
    stopped: bool = False


def read(
    post: Post,
    path: str,
    credentials: Credentials,
    now: Callable[[], datetime],
    accepted: Callable[[], None] = lambda: None,
) -> Reading:
    """Ask for everything, in a thread of its own: post waits. now is our own time, with its zone. Raises AppError.

    accepted is called after each login that the device clearly accepted. Fails when who the device is could not be read.
    The rest may be missing.
    """
    return _Reader(Dialog(post, path, credentials, now, accepted), credentials, now).read()


class _Reader:
    def __init__(self, dialog: Dialog, credentials: Credentials, now: Callable[[], datetime]) -> None:
        self._now = now
        self._dialog = dialog
        token = Token(credentials, lambda: self._dialog.way is Way.TOKEN, self._device_time)
        self._service = open_service(self._dialog.answer, token)
        self._reading = Reading()

    def read(self) -> Reading:
        reading, dialog = self._reading, self._dialog
        waiting = list(Part)
        # Its time comes first, and without a login: a token is stamped with it.
        error = self._try(waiting.pop(0))
        if isinstance(error, SignInSilentError | SignInElsewhereError | SignInAnswerError | SignInLockedError):
            raise error
        dialog.holds_back = False
        error = self._try(waiting.pop(0))
        if error is not None:
            raise error
        for part in waiting:
            if dialog.has_ended or isinstance(error, _LAST):
                reading.not_read.append(part)
                continue
            error = self._try(part)
            if dialog.was_not_let_in:
                reading.refusal = error
        goes_on = dialog.acceptance is Acceptance.ACCEPTED and not dialog.has_ended and not isinstance(error, _LAST)
        if reading.clock_ahead is None and goes_on:
            # Some keep even their time to themselves.
            self._try(Part.CLOCK)
        reading.acceptance, reading.stopped = dialog.acceptance, dialog.has_ended
        if reading.acceptance is Acceptance.ACCEPTED:
            reading.untrusted_fields["signed_in"] = "yes"
        return reading

    def _try(self, part: Part) -> AppError | None:
        """Read one part into the fields; the problem that kept it away."""
        try:
            answer = self._ask(part)
        except NotGivenError:
            answer = None
        except AppError as error:
            self._note_missing(part)
            return error
        fields = _READERS[part](answer, self) if answer is not None else {}
        if part is Part.INFORMATION and not (fields.get("model") or fields.get("firmware")):
            return SignInAnswerError("it did not say who it is")
        self._reading.untrusted_fields |= compact(fields)
        if answer is None:
            self._note_missing(part)
        elif part in self._reading.not_read:
            self._reading.not_read.remove(part)
        return None

    def _note_missing(self, part: Part) -> None:
        if part not in self._reading.not_read:
            self._reading.not_read.append(part)

    def _ask(self, part: Part) -> Any:
        """The answer as the SOAP library read it. Raises NotGivenError and AppError."""
        try:
            return self._call(part)
        except TokenWantedError:
            self._dialog.way = Way.TOKEN
        return self._call(part)

    def _call(self, part: Part) -> Any:
        # Who has a login there is asked by nobody who was not let in.
        question = Question(OPERATION_OF[part].value, _CONTENT[part], only_signed=part is Part.USERS)
        self._dialog.question = question
        try:
            answer = getattr(self._service, question.operation)()
        except Exception as error:
            # The service class wraps whatever happened in an exception of its own.
            cause = error.__context__
            if isinstance(cause, AppError | NotGivenError | TokenWantedError):
                raise cause from None
            raise SignInAnswerError(type(cause or error).__name__) from error
        return answer if answer is not None else ()

    def _device_time(self) -> datetime:
        return self._now() + (self._dialog.clock.ahead or timedelta())

    def information(self, answer: Any) -> dict[str, str]:
        """Who it is. Some mix up order or namespace, so what the library did not find is taken from the answer itself."""
        root = self._dialog.last
        fields = {}
        for name, element in _INFORMATION.items():
            told = getattr(answer, element, None)
            if not isinstance(told, str) or not told.strip():
                told = text_of(root, element) if root is not None else ""
            fields[name] = clean(told)
        return fields

    def clock(self, answer: Any) -> dict[str, str]:
        """Its time and how far that is ahead of ours."""
        universal = _moment(getattr(answer, "UTCDateTime", None))
        if universal is None:
            return {}
        ahead = universal - self._now()
        zone = str(getattr(getattr(answer, "TimeZone", None), "TZ", "") or "")
        same = universal == _moment(getattr(answer, "LocalDateTime", None))
        self._dialog.clock = Clock(
            ahead, utc_is_local=same and zone.strip().upper() not in {"UTC", "UTC0", "GMT", "GMT0", "GMT+00:00"}
        )
        self._reading.clock_ahead = ahead
        return {
            "clock": universal.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0"),
            "clock_ahead": str(round(ahead.total_seconds())),
        }


def _moment(told: Any) -> datetime | None:
    day: Any = getattr(told, "Date", None)
    hour: Any = getattr(told, "Time", None)
    try:
        return datetime(day.Year, day.Month, day.Day, hour.Hour, hour.Minute, min(hour.Second, 59), tzinfo=UTC)
    except (AttributeError, TypeError, ValueError, OverflowError):
        return None


def _items(answer: Any) -> Sequence[Any]:
    return answer if isinstance(answer, list | tuple) else (answer,)


def _hostname(answer: Any, _: _Reader) -> dict[str, str]:
    return {"hostname": clean(str(getattr(answer, "Name", None) or ""))}


def _scopes(answer: Any, _: _Reader) -> dict[str, str]:
    scopes = [str(getattr(scope, "ScopeItem", None) or "") for scope in _items(answer)]
    named = named_in_scopes(scopes)
    return {name: named.get(name, "") for name in ("name", "hardware", "mac")}


def _protocols(answer: Any, _: _Reader) -> dict[str, str]:
    lines = []
    for protocol in _items(answer):
        ports = " ".join(str(port) for port in _items(getattr(protocol, "Port", None) or ()) if isinstance(port, int))
        state = "" if getattr(protocol, "Enabled", None) else "off"
        lines.append(" ".join(part for part in (str(getattr(protocol, "Name", None) or ""), ports, state) if part))
    return {"protocols": clean_lines(lines)}


def _users(answer: Any, _: _Reader) -> dict[str, str]:
    # Names and levels are nobody's business: only how many there are is kept.
    return {"users": str(len(_items(answer)) or "")}


_READERS: dict[Part, Callable[[Any, _Reader], dict[str, str]]] = {
    Part.CLOCK: lambda answer, reader: reader.clock(answer),
    Part.INFORMATION: lambda answer, reader: reader.information(answer),
    Part.HOSTNAME: _hostname,
    Part.SCOPES: _scopes,
    Part.PROTOCOLS: _protocols,
    Part.USERS: _users,
}
