"""What an answer that is not the wanted one means: wrong password, wrong clock, locked, or no ONVIF at all."""

import re
from dataclasses import dataclass
from datetime import timedelta
from xml.etree.ElementTree import Element

from app.model.problem import AppError
from app.model.sign_in import (
    SignInAnswerError,
    SignInClockError,
    SignInLockedError,
    SignInNotOfferedError,
    SignInRefusedClockOffError,
    SignInRefusedError,
    SignInSilentError,
    SignInUndecidedError,
)
from app.net.exchange import ExchangeError, ExchangeFault
from app.untrusted.text import clean
from app.untrusted.xml import find_all, text_of

#: From this difference on a device may refuse a login because of its clock; most allow five minutes or less.
CLOCK_MATTERS = timedelta(minutes=1)
#: Time zones lie at most so far from UTC, in steps of a quarter of an hour.
_FARTHEST_ZONE = timedelta(hours=14, minutes=1)
_ZONE_STEP_SECONDS = 900
#: Longest text of the device that is shown among the details, in characters.
_TOLD_LIMIT = 160

_LOGIN_CODES = {"notauthorized", "failedauthentication", "invalidsecurity", "securitytokenunavailable", "failedcheck"}
_LOGIN_WORDS = re.compile(r"authori[sz]|authenticat|credential|password|wsse:?security", re.IGNORECASE)
_LOCKED_CODES = {"accountlocked", "userlocked", "locked"}
_LOCKED_WORDS = re.compile(
    r"\block(?:ed|out)\b|\block[ _-]out\b|lockStatus>\s*lock\s*<|\btoo many (?:fail|attempt|login|tries|wrong)"
    r"|\b(?:have|has) 0 attempt|\btemporarily (?:locked|blocked|disabled)",
    re.IGNORECASE,
)
_CLOCK_CODES = {"messageexpired", "expired"}
_CLOCK_WORDS = re.compile(
    r"time ?check|time ?stamp|\bclock\b|\bexpired\b|wsu:created|time (?:difference|differs|is not|out of|drift)|not synchroni[sz]ed",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A SOAP fault: its codes without prefix in lower case, and its words, cleaned but otherwise the device's own."""

    codes: frozenset[str]
    untrusted_words: str

    @property
    def is_about_login(self) -> bool:
        """True when the device wants a login, or another one."""
        return bool(self.codes & _LOGIN_CODES or _LOGIN_WORDS.search(self.untrusted_words)) or self.tells_clock

    @property
    def tells_locked(self) -> bool:
        """True when it says that the user is locked."""
        return bool(self.codes & _LOCKED_CODES or _LOCKED_WORDS.search(self.untrusted_words))

    @property
    def tells_clock(self) -> bool:
        """True when it says that the time is the reason."""
        return bool(self.codes & _CLOCK_CODES or _CLOCK_WORDS.search(self.untrusted_words))


@dataclass(frozen=True, slots=True)
class Clock:
    """What the device said about its time. ahead is None when it said nothing; utc_is_local: it gave its local time for both."""

    ahead: timedelta | None = None
    utc_is_local: bool = False

    @property
    def is_off(self) -> bool:
        """True when the difference may matter for a login."""
        return self.ahead is not None and abs(self.ahead) >= CLOCK_MATTERS

    @property
    def is_a_zone_off(self) -> bool:
        """True when it seems to give local time for universal time: the time that it checks a login against is another one."""
        if self.ahead is None or not self.utc_is_local or not self.is_off or abs(self.ahead) > _FARTHEST_ZONE:
            return False
        beside = abs(self.ahead).total_seconds() % _ZONE_STEP_SECONDS
        return min(beside, _ZONE_STEP_SECONDS - beside) < CLOCK_MATTERS.total_seconds()


def fault_of(element: Element) -> Fault:
    """The fault in a Fault element of SOAP 1.1 or 1.2."""
    codes = {
        (value.text or "").strip().rpartition(":")[2].lower()
        for name in ("Value", "faultcode")
        for value in find_all(element, name)
    }
    words = " ".join(text_of(element, name) for name in ("Text", "faultstring", "Detail"))
    return Fault(frozenset(codes), clean(words, _TOLD_LIMIT))


def told_by_page(untrusted_body: str) -> Fault:
    """The same of an answer that is no SOAP: some makers say in a page of their own that the user is locked."""
    locked = _LOCKED_WORDS.search(untrusted_body[:4096])
    return Fault(frozenset(), clean(locked[0], _TOLD_LIMIT) if locked else "")


def refused(fault: Fault, clock: Clock, *, stamped: bool) -> AppError:
    """Why a login was turned away. stamped: it carried a time, so that the device's clock may be the reason."""
    told = fault.untrusted_words
    if fault.tells_locked:
        return SignInLockedError(told)
    if not stamped:
        return SignInRefusedError(told)
    if fault.tells_clock or clock.is_a_zone_off:
        return SignInClockError(told)
    if clock.ahead is None:
        return SignInUndecidedError(told)
    if clock.is_off:
        return SignInRefusedClockOffError(told)
    return SignInRefusedError(told)


def no_answer(error: ExchangeError) -> AppError:
    """Why there was no answer to read."""
    if error.fault is ExchangeFault.NOT_UNDERSTOOD:
        return SignInAnswerError(str(error))
    refused_at_once = error.fault is ExchangeFault.NO_CONNECTION and isinstance(error.__cause__, ConnectionError)
    if refused_at_once or error.fault in {ExchangeFault.TLS, ExchangeFault.CLOSED}:
        return SignInNotOfferedError(str(error))
    return SignInSilentError(str(error))
