"""One press is one try: a login goes out again only after a device has clearly accepted it, whatever the device answers."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from app.model.problem import AppError
from app.model.sign_in import (
    Acceptance,
    Credentials,
    Part,
    SignedIn,
    SignInAnswerError,
    SignInElsewhereError,
    SignInLockedError,
    SignInNotOfferedError,
    SignInOtherDeviceError,
    SignInRefusedError,
    SignInRequest,
    SignInUnclearError,
)
from app.net.bounded_soap import SOAP_LIMITS, BoundedSoap
from app.net.exchange import ExchangeError, HttpResponse
from app.net.guard import Guard
from app.net.tcp import Connector
from app.probes.onvif_signed_in.dialog import Dialog, NotGivenError, Question, Way
from app.scan.sign_in import PRESS_SECONDS, sign_in_through
from tests.network.signing_server import (
    ADDRESS,
    MAC,
    PASSWORD,
    USER,
    Reply,
    Server,
    carries_login,
    device,
    envelope,
    fault,
    http,
    information,
    operation_of,
    response,
    running,
)

RIGHT = Credentials(USER, PASSWORD)
OPEN = ("GetSystemDateAndTime", "GetDeviceInformation")
HOSTNAME = "<t:HostnameInformation><s:FromDHCP>false</s:FromDHCP><s:Name>yard</s:Name></t:HostnameInformation>"
#: Answers to a login that are no acceptance, whatever they are, and the words for them.
NO_ACCEPTANCE: dict[str, tuple[Reply, type[AppError]]] = {
    "400 without a word": (http(400, b""), SignInUnclearError),
    "500 with a page": (http(500, b"<html>Error</html>"), SignInUnclearError),
    "400 with words on a page": (http(400, b"<html>Invalid username or password</html>"), SignInUnclearError),
    "200 without a word": (http(200, b""), SignInUnclearError),
    "200 with a page": (http(200, b"<html>Welcome</html>"), SignInUnclearError),
    "204": (http(204, b""), SignInUnclearError),
    "404": (http(404, b""), SignInUnclearError),
    "501": (http(501, b""), SignInUnclearError),
    "operation failed": (fault(400, "env:Receiver", "ter:Action", "Operation failed"), SignInUnclearError),
    "operation failed, 500": (fault(500, "env:Receiver", "ter:Action", ""), SignInUnclearError),
    "operation failed, 200": (fault(200, "env:Receiver", "ter:Action", "Operation failed"), SignInUnclearError),
    "not supported": (fault(500, "env:Receiver", "ter:ActionNotSupported", "Optional"), SignInUnclearError),
    "right content, wrong status": (
        http(500, envelope(f"<t:GetHostnameResponse>{HOSTNAME}</t:GetHostnameResponse>")),
        SignInUnclearError,
    ),
    "nothing in it": (http(200, envelope("")), SignInAnswerError),
    "an empty response": (response("GetHostname", ""), SignInUnclearError),
    "a response with something else": (response("GetHostname", "<t:Message>wrong password</t:Message>"), SignInUnclearError),
    "a response outside of the body": (
        http(200, envelope(f"<t:Log><t:GetHostnameResponse>{HOSTNAME}</t:GetHostnameResponse></t:Log>")),
        SignInAnswerError,
    ),
    "a fault beside the response": (
        http(200, envelope(f"<t:GetHostnameResponse>{HOSTNAME}</t:GetHostnameResponse><e:Fault/>")),
        SignInUnclearError,
    ),
    "another question": (response("GetUsers", "<t:User/>"), SignInAnswerError),
    "refused": (fault(400, "env:Sender", "ter:NotAuthorized", "Sender not Authorized"), SignInRefusedError),
    "refused, odd code": (fault(400, "env:Sender", "ter:InvalidArgVal", "Wrong password"), SignInRefusedError),
    "locked": (http(423, b""), SignInLockedError),
    "stale": (http(401, b"", 'WWW-Authenticate: Digest realm="x", nonce="y", stale=true'), SignInAnswerError),
    "pointing elsewhere": (http(302, b"", "Location: /login.htm"), SignInElsewhereError),
    "hangs up": (None, SignInNotOfferedError),
}  # fmt: skip
#: Those that say something about the name and password.
SAID = ("refused", "refused, odd code", "locked")


class Device:
    """Open for who it is; wants a login for the rest, and gives one answer to whatever carries one."""

    def __init__(
        self, way: str, to_login: Callable[[str], Reply] | None = None, *, is_open: tuple[str, ...] = OPEN
    ) -> None:
        self._open = Server("open")
        self._server = Server(way)
        self._to_login = to_login or self._server.answer
        self._is_open = is_open
        self.requests: list[str] = []

    @property
    def asked(self) -> list[str]:
        """Operations in order; + marks those with a login."""
        return [operation_of(one) + "+" * carries_login(one) for one in self.requests]

    @property
    def logins(self) -> list[str]:
        return [one for one in self.asked if one.endswith("+")]

    def answer(self, request: str) -> Reply:
        self.requests.append(request)
        if carries_login(request):
            return self._to_login(request)
        return (self._open if operation_of(request) in self._is_open else self._server).answer(request)


def press(answer: Callable[[str], Reply], *, mac: str = MAC) -> SignedIn:
    async def run() -> SignedIn:
        async with running(answer, mac=mac) as (net, wire):
            return await sign_in_through(SignInRequest(device(), RIGHT), net, wire, time.monotonic() + PRESS_SECONDS)

    return asyncio.run(run())


@pytest.mark.parametrize("way", ["digest", "token"])
@pytest.mark.parametrize(("name", "reply", "kind"), [(name, *rest) for name, rest in NO_ACCEPTANCE.items()])
def test_the_first_answer_that_is_no_acceptance_ends_all_questions_with_a_login(
    way: str, name: str, reply: Reply, kind: type[AppError]
) -> None:
    camera = Device(way, lambda _: reply)
    result = press(camera.answer)
    assert camera.logins == ["GetHostname+"]
    assert camera.asked[-1] == "GetHostname+"
    assert result.acceptance is (Acceptance.REFUSED if name in SAID else Acceptance.UNCLEAR)
    assert type(result.refusal) is kind
    assert result.not_read == (Part.HOSTNAME, Part.SCOPES, Part.PROTOCOLS, Part.USERS)
    assert result.stopped
    assert "signed_in" not in result.untrusted_fields
    assert result.untrusted_fields["model"] == "DS-2CD2032-I"


@pytest.mark.parametrize("way", ["digest", "token"])
@pytest.mark.parametrize(
    ("reply", "kind"), [pytest.param(*rest, id=name) for name, rest in NO_ACCEPTANCE.items() if "response" not in name]
)
def test_where_nothing_is_open_it_fails_with_those_words_after_one_try(
    way: str, reply: Reply, kind: type[AppError]
) -> None:
    camera = Device(way, lambda _: reply, is_open=OPEN[:1])
    with pytest.raises(kind) as caught:
        press(camera.answer)
    assert type(caught.value) is kind
    assert camera.logins == ["GetDeviceInformation+"]


@pytest.mark.parametrize("way", ["digest", "token"])
@pytest.mark.parametrize("reply", [reply for reply, _ in NO_ACCEPTANCE.values()], ids=NO_ACCEPTANCE.keys())
def test_after_an_accepted_login_too_the_first_odd_answer_is_the_last(way: str, reply: Reply) -> None:
    camera = Device(way, is_open=OPEN[:1])
    honest = camera._to_login
    camera._to_login = lambda request: reply if operation_of(request) == "GetHostname" else honest(request)
    result = press(camera.answer)
    assert camera.logins == ["GetDeviceInformation+", "GetHostname+"]
    assert result.acceptance is Acceptance.ACCEPTED
    assert result.stopped
    assert Part.HOSTNAME in result.not_read
    assert Part.USERS in result.not_read


@pytest.mark.parametrize("way", ["digest", "token"])
def test_who_it_is_without_a_model_or_firmware_is_no_acceptance(way: str) -> None:
    empty = response("GetDeviceInformation", information(Model="", FirmwareVersion=" "))
    camera = Device(way, lambda _: empty, is_open=OPEN[:1])
    with pytest.raises(SignInUnclearError):
        press(camera.answer)
    assert camera.logins == ["GetDeviceInformation+"]


@pytest.mark.parametrize("way", ["digest", "token"])
def test_an_open_device_that_accepts_the_login_for_the_rest_tells_it_all(way: str) -> None:
    camera = Device(way)
    result = press(camera.answer)
    assert result.acceptance is Acceptance.ACCEPTED
    assert (result.not_read, result.refusal, result.stopped) == ((), None, False)
    assert camera.logins == ["GetHostname+", "GetScopes+", "GetNetworkProtocols+", "GetUsers+"]


def test_another_device_at_the_address_is_told_where_who_it_is_is_open() -> None:
    camera = Device("digest")
    result = press(camera.answer, mac="00:11:22:33:44:55")
    assert camera.logins == []
    assert isinstance(result.refusal, SignInOtherDeviceError)
    assert result.acceptance is Acceptance.NOT_ASKED


@pytest.mark.parametrize("way", ["digest", "token"])
@pytest.mark.parametrize("is_open", [OPEN[:1], OPEN, (*OPEN, "GetHostname", "GetScopes")])
def test_users_are_only_asked_with_an_accepted_login(way: str, is_open: tuple[str, ...]) -> None:
    camera = Device(way, is_open=is_open)
    result = press(camera.answer)
    assert camera.asked.count("GetUsers") == 0
    assert camera.asked.count("GetUsers+") == 1
    assert result.untrusted_fields["users"] == "2"


@pytest.mark.parametrize("way", ["digest", "token", "open"])
def test_users_are_not_asked_where_no_login_was_accepted(way: str) -> None:
    camera = Device(way, lambda _: http(400, b""), is_open=(*OPEN, "GetHostname", "GetScopes", "GetNetworkProtocols"))
    result = press(camera.answer)
    assert not [one for one in camera.asked if one.startswith("GetUsers")]
    assert camera.logins == []
    assert result.not_read == (Part.USERS,)
    assert not result.stopped


def test_users_are_not_asked_when_the_new_challenge_does_not_come() -> None:
    camera = Device("digest", is_open=OPEN[:1])
    honest = camera.answer

    def answer(request: str) -> Reply:
        said = honest(request)
        again = camera.asked.count("GetNetworkProtocols") > 1 and not carries_login(request)
        return response("GetUsers", "<t:User/>") if again else said

    result = press(answer)
    assert "GetUsers+" not in camera.asked
    assert "users" not in result.untrusted_fields
    assert result.acceptance is Acceptance.ACCEPTED


TOKEN = b"<Envelope><Header><UsernameToken/></Header><Body><t:GetHostname/></Body></Envelope>"
PLAIN = b"<Envelope><Body><t:GetHostname/></Body></Envelope>"


@pytest.mark.parametrize(
    ("body", "authorization", "login"), [(TOKEN, "", True), (TOKEN, "", False), (PLAIN, "Digest x", False)]
)
def test_the_transport_sends_no_second_login_by_itself(body: bytes, authorization: str, login: bool) -> None:
    requests: list[str] = []

    def answer(request: str) -> Reply:
        requests.append(request)
        return http(200, b"")

    async def run() -> None:
        async with running(answer) as (net, wire):
            connector = Connector(Guard(net.scopes, practice=True), wire, SOAP_LIMITS, net.traffic)
            soap = BoundedSoap(connector, (ADDRESS, 80, "/x"), tls=False, deadline=time.monotonic() + 5)

            async def post() -> None:
                await soap.post(body, "application/soap+xml", authorization=authorization, login=login)

            await post()
            with pytest.raises(ValueError, match="login"):
                await post()
            await soap.post(PLAIN, "application/soap+xml")
            with pytest.raises(ValueError, match="login"):
                await post()
            soap.login_accepted()
            await post()
            with pytest.raises(ValueError, match="login"):
                await post()
            assert soap.logins_sent == 2
            await soap.close()

    asyncio.run(run())
    assert len(requests) == 3


def test_a_login_that_got_no_answer_is_not_sent_again() -> None:
    async def run() -> None:
        async with running(lambda _: None) as (net, wire):
            connector = Connector(Guard(net.scopes, practice=True), wire, SOAP_LIMITS, net.traffic)
            soap = BoundedSoap(connector, (ADDRESS, 80, "/x"), tls=False, deadline=time.monotonic() + 5)
            with pytest.raises(ExchangeError):
                await soap.post(TOKEN, "application/soap+xml", login=True)
            with pytest.raises(ValueError, match="login"):
                await soap.post(TOKEN, "application/soap+xml", login=True)
            assert len(wire.accepted) == 1

    asyncio.run(run())


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("acceptance", [one for one in Acceptance if one is not Acceptance.ACCEPTED])
@pytest.mark.parametrize("has_ended", [False, True])
def test_a_question_for_those_who_were_let_in_is_never_sent_before(
    way: Way, acceptance: Acceptance, has_ended: bool
) -> None:
    def post(body: bytes, content_type: str, authorization: str, login: bool) -> HttpResponse:
        raise AssertionError("sent")

    dialog = Dialog(post, "/x", RIGHT, lambda: datetime.now(UTC), lambda: None)
    dialog.holds_back = False
    dialog.way, dialog.acceptance, dialog.has_ended = way, acceptance, has_ended
    dialog.question = Question("GetUsers", frozenset({"User"}), only_signed=True)
    with pytest.raises(NotGivenError):
        dialog.answer(PLAIN, "application/soap+xml")
