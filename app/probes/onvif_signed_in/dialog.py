"""The exchange of one press: asks without a login first, gives it in the way that the device names, and again only after a clear yes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from xml.etree.ElementTree import Element

from app.model.sign_in import (
    Acceptance,
    Credentials,
    SignInAnswerError,
    SignInElsewhereError,
    SignInLockedError,
    SignInNotOfferedError,
    SignInPasswordReadableError,
    SignInUnclearError,
)
from app.net.digest_login import digest_challenge, schemes_of
from app.net.exchange import ExchangeError, ExchangeFault, HttpResponse
from app.probes.onvif_signed_in.refusal import Clock, Fault, fault_of, no_answer, refused, told_by_page
from app.untrusted.headers import VALUE_LIMIT
from app.untrusted.text import decode
from app.untrusted.xml import UntrustedXmlError, find, local, parse

#: Sends one request from the thread that reads: body, content type, value of the Authorization header, whether it carries a login.
Post = Callable[[bytes, str, str, bool], HttpResponse]

_STALE = re.compile(r"\bstale\s*=\s*\"?true", re.IGNORECASE)
_NOT_THERE = {404, 405, 410, 501}
_LOGIN_STATUSES = {401, 403}
#: What some give for a question without a login, with no word of explanation.
_ODD_REFUSALS = {400, 500}
_LOCKED_STATUSES = {423, 429}


class Way(StrEnum):
    """How the login goes out."""

    NONE = "none"
    DIGEST = "digest"
    TOKEN = "token"  # noqa: S105 - the name of a way, no secret


class TokenWantedError(Exception):
    """The device wants a login inside the message; ask again with one."""


class NotGivenError(Exception):
    """The device has no such information, or keeps it to itself."""


@dataclass(frozen=True, slots=True)
class Question:
    """One operation. content are elements of which the answer to a login holds at least one, with something in it.

    only_signed: never asked without a login, and not before one was accepted.
    """

    operation: str
    content: frozenset[str]
    only_signed: bool = False


class Dialog:
    """State of one press. answer() is what the SOAP library calls with each message; accepted is told of each login that was."""

    def __init__(
        self,
        post: Post,
        path: str,
        credentials: Credentials,
        now: Callable[[], datetime],
        accepted: Callable[[], None],
    ) -> None:
        self._post = post
        self._now = now
        self._tell_accepted = accepted
        self._path = path
        self._credentials = credentials
        self.way = Way.NONE
        self.acceptance = Acceptance.NOT_ASKED
        #: True while no login may go out: from each login until its answer is a clear yes, for good when it is none.
        self.has_ended = False
        #: True while the login is not to go out yet: the time is asked for first.
        self.holds_back = True
        self.clock = Clock()
        self.question = Question("", frozenset())
        self.last: Element | None = None
        self._challenged: tuple[bytes, str] | None = None

    def answer(self, message: bytes, content_type: str) -> bytes:
        """The answer to one message, checked to be that of the operation asked for.

        Raises TokenWantedError, NotGivenError and AppError.
        """
        signed = self.way is Way.TOKEN
        if (signed and self.has_ended) or (self.question.only_signed and not self._may_ask_more):
            raise NotGivenError("not asked")
        first = message, content_type
        if self.question.only_signed and not signed:
            if self._challenged is None:
                raise NotGivenError("not asked")
            # Many take each challenge once: the new one is that of an earlier question, so that this one goes out signed only.
            first = self._challenged
        reply = self._send(*first, "", login=signed)
        if reply.status == 401 and not (signed or self.has_ended or self.holds_back):
            challenge = digest_challenge(reply.all("www-authenticate"))
            if challenge is not None and not told_by_page(decode(reply.untrusted_body)).tells_locked:
                self.way, signed = Way.DIGEST, True
                self._challenged = first
                authorization = challenge.answer(self._credentials, "POST", self._path, message)
                reply = self._send(message, content_type, authorization, login=True)
        if self.question.only_signed and not signed:
            raise NotGivenError("not asked")
        return self._judge(reply, signed=signed)

    def _send(self, message: bytes, content_type: str, authorization: str, *, login: bool) -> HttpResponse:
        self.has_ended |= login
        try:
            reply = self._post(message, content_type, authorization, login)
        except ExchangeError as error:
            self._note_login(sent=login)
            if error.fault is ExchangeFault.CLOSED and not login and self._may_want_a_token:
                # Some hang up rather than say that they want a login.
                raise TokenWantedError from error
            raise no_answer(error) from error
        self._note_login(sent=login)
        if self.clock.ahead is None and (dated := _dated(reply.header("date"))):
            # Some tell their time to nobody without a login, but write it on every answer.
            self.clock = Clock(dated - self._now())
        return reply

    def _judge(self, reply: HttpResponse, *, signed: bool) -> bytes:
        if 300 <= reply.status < 400:
            raise SignInElsewhereError(f"HTTP {reply.status}")
        root, fault = _read(reply)
        wants_login = reply.status in _LOGIN_STATUSES or (fault is not None and fault.is_about_login)
        if reply.status in _LOCKED_STATUSES or (fault is not None and fault.tells_locked):
            self._note_refusal(signed=signed)
            raise SignInLockedError(fault.untrusted_words if fault else f"HTTP {reply.status}")
        if wants_login:
            raise self._refuse(reply, fault) if signed else self._wants_login(reply, fault)
        if signed and (root is None or fault is not None or not 200 <= reply.status < 300):
            raise self._unclear(fault.untrusted_words if fault and fault.untrusted_words else f"HTTP {reply.status}")
        if root is None or reply.status in _NOT_THERE:
            if self.last is None:
                raise SignInNotOfferedError(f"HTTP {reply.status}")
            if not signed and self._may_want_a_token and reply.status in _ODD_REFUSALS:
                raise TokenWantedError
            raise NotGivenError(f"HTTP {reply.status}")
        if fault is not None:
            raise NotGivenError(fault.untrusted_words)
        name = f"{self.question.operation}Response"
        answer = _in_body(root, name) if signed else find(root, name)
        if answer is None:
            raise SignInAnswerError("an answer to another question")
        if signed:
            if not any(_holds_something(one) for one in answer.iter() if local(one) in self.question.content):
                raise self._unclear(f"{name} without content")
            self.acceptance, self.has_ended = Acceptance.ACCEPTED, False
            self._tell_accepted()
        self.last = root
        return reply.untrusted_body

    @property
    def was_not_let_in(self) -> bool:
        """True when no login will go out any more and none was accepted."""
        return self.has_ended and self.acceptance is not Acceptance.ACCEPTED

    @property
    def _may_ask_more(self) -> bool:
        return self.acceptance is Acceptance.ACCEPTED and not self.has_ended

    @property
    def _may_want_a_token(self) -> bool:
        """True when it spoke ONVIF a moment ago and no login went out yet."""
        return self.last is not None and self.way is Way.NONE and not (self.holds_back or self.has_ended)

    def _wants_login(self, reply: HttpResponse, fault: Fault | None) -> Exception:
        if self.holds_back or self.has_ended or self.way is not Way.NONE:
            # Or it named the other way before: one way is one try.
            return NotGivenError("kept to itself")
        if "basic" in schemes_of(reply.all("www-authenticate")) and (fault is None or not fault.codes):
            return SignInPasswordReadableError("Basic")
        return TokenWantedError()

    def _refuse(self, reply: HttpResponse, fault: Fault | None) -> Exception:
        known = self.acceptance is Acceptance.ACCEPTED
        if not known and any(_STALE.search(value[:VALUE_LIMIT]) for value in reply.all("www-authenticate")):
            # It says that its own question was too old, not that the answer was wrong; asking again would be a second try.
            return SignInAnswerError("stale")
        if known:
            # The login is right: this user may not read everything.
            return NotGivenError(fault.untrusted_words if fault else "")
        self._note_refusal(signed=True)
        return refused(fault or Fault(frozenset(), ""), self.clock, stamped=self.way is Way.TOKEN)

    def _unclear(self, told: str) -> Exception:
        if self.acceptance is Acceptance.ACCEPTED:
            return NotGivenError(told)
        return SignInUnclearError(told)

    def _note_login(self, *, sent: bool) -> None:
        if sent and self.acceptance is Acceptance.NOT_ASKED:
            self.acceptance = Acceptance.UNCLEAR

    def _note_refusal(self, *, signed: bool) -> None:
        self.has_ended = True
        if signed and self.acceptance is Acceptance.UNCLEAR:
            self.acceptance = Acceptance.REFUSED


def _in_body(root: Element, name: str) -> Element | None:
    """The element of that name directly in the body of the envelope."""
    bodies = [one for one in root if local(one) == "Body"]
    return next((one for one in bodies[0] if local(one) == name), None) if len(bodies) == 1 else None


def _holds_something(element: Element) -> bool:
    return len(element) > 0 or bool((element.text or "").strip())


def _dated(untrusted_header: str) -> datetime | None:
    """The moment of a Date header, None when it holds none."""
    try:
        moment = parsedate_to_datetime(untrusted_header[:64])
    except (ValueError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _read(reply: HttpResponse) -> tuple[Element | None, Fault | None]:
    """The envelope and its fault; without an envelope what the page says. Raises SignInAnswerError for XML that is not taken."""
    body = reply.untrusted_body
    try:
        root = parse(body)
    except UntrustedXmlError as error:
        if reply.status == 200 and b"Envelope" in body:
            raise SignInAnswerError(str(error)[:100]) from error
        return None, told_by_page(decode(body))
    if local(root) != "Envelope":
        return None, told_by_page(decode(body))
    element = find(root, "Fault")
    return root, fault_of(element) if element is not None else None
