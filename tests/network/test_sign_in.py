"""Signing in to an honest device: right values, one try, and words that tell the reasons for a refusal apart."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.model.certainty import Certainty
from app.model.problem import AppError
from app.model.sign_in import (
    Acceptance,
    Credentials,
    Part,
    SignedIn,
    SignInAnswerError,
    SignInClockError,
    SignInLockedError,
    SignInNotHereError,
    SignInNotOfferedError,
    SignInOtherDeviceError,
    SignInPasswordReadableError,
    SignInRefusedClockOffError,
    SignInRefusedError,
    SignInRequest,
    SignInUndecidedError,
)
from app.net.wire import Neighbour
from app.practice.tls import CertificateName, Certificates
from app.scan.sign_in import PRESS_SECONDS, sign_in, sign_in_through
from app.words import Language, words_for
from tests.network.signing_server import (
    ADDRESS,
    INFORMATION,
    NOT_AUTHORIZED,
    PASSWORD,
    USER,
    BenchWire,
    Reply,
    Server,
    device,
    fault,
    http,
    response,
    running,
)

RIGHT, WRONG = Credentials(USER, PASSWORD), Credentials(USER, "wrong-7331")


def press(
    answer: Callable[[str], Reply], credentials: Credentials = RIGHT, *, mac: str = "", xaddrs: str = ""
) -> SignedIn:
    """One press of the button; it ends by itself."""

    async def run() -> SignedIn:
        async with running(answer, **({"mac": mac} if mac else {})) as (net, wire):
            request = SignInRequest(device(xaddrs=xaddrs), credentials)
            return await sign_in_through(request, net, wire, time.monotonic() + PRESS_SECONDS)

    began = time.monotonic()
    try:
        return asyncio.run(run())
    finally:
        assert time.monotonic() - began < 5


def refused(answer: Callable[[str], Reply], kind: type[AppError], credentials: Credentials = WRONG) -> AppError:
    with pytest.raises(AppError) as caught:
        press(answer, credentials)
    assert type(caught.value) is kind, repr(caught.value)
    return caught.value


@pytest.mark.parametrize(
    "server",
    [
        Server(),
        Server(qop=""),
        Server(qop="auth,auth-int", algorithm="MD5"),
        Server(algorithm="SHA-256"),
        Server(algorithm="MD5-sess"),
        Server("token"),
        Server("token", ahead=dt.timedelta(days=1)),
        Server("token", ahead=dt.timedelta(days=-20000)),
        Server("digest", ahead=dt.timedelta(hours=3), tells_time=False),
    ],
    ids=lambda server: f"{server.way} {server.algorithm} {server.ahead}",
)
def test_right_login_gives_the_exact_values_at_the_first_try(server: Server) -> None:
    result = press(server.answer)
    fields = result.untrusted_fields
    assert result.acceptance is Acceptance.ACCEPTED
    assert result.not_read == ()
    assert {name: fields[name] for name in ("manufacturer", "model", "firmware", "serial", "hardware_id")} == dict(
        zip(("manufacturer", "model", "firmware", "serial", "hardware_id"), INFORMATION.values(), strict=True)
    )
    assert fields["hostname"] == "yard"
    assert fields["protocols"] == "HTTP 80\nRTSP 554 8554\nHTTPS 443 off"
    assert (fields["users"], fields["hardware"], fields["signed_in"]) == ("2", "DS-2CD2032-I", "yes")
    assert server.refused == 0
    asked = ["GetDeviceInformation", "GetHostname", "GetScopes", "GetNetworkProtocols", "GetUsers"]
    assert server.with_login == [*asked, *([] if server.tells_time else ["GetSystemDateAndTime"])]
    assert result.clock_seconds == pytest.approx(server.ahead.total_seconds(), abs=3)


def test_the_device_is_known_better_and_keeps_its_id() -> None:
    before = device()
    after = press(Server().answer).device
    assert after.id == before.id
    assert (after.identity.model.value, after.identity.model.certainty) == ("DS-2CD2032-I", Certainty.CONFIRMED)
    assert after.identity.firmware.value == "V5.4.5 build 170124"
    assert after.identity.firmware.certainty is Certainty.CONFIRMED
    assert after.identity.serial.value == INFORMATION["SerialNumber"]
    words = words_for(Language.ENGLISH)
    assert [words.say(one.sentence) for one in after.identity.serial.because] == [
        "Asked by the common camera standard (ONVIF), it gives its serial number. It told this after you signed in."
    ]
    assert sum("signed_in" in sighting.untrusted_fields for sighting in after.sightings) == 1


@pytest.mark.parametrize("way", ["digest", "token"])
def test_a_wrong_password_is_one_try_and_says_so(way: str) -> None:
    server = Server(way)
    error = refused(server.answer, SignInRefusedError)
    assert server.refused == 1
    assert server.with_login == ["GetDeviceInformation"]
    assert "wrong-7331" not in f"{error!r} {error} {error.detail} {error.parameters}"


def test_a_wrong_password_and_a_clock_of_yesterday() -> None:
    refused(Server("token", ahead=dt.timedelta(days=-1)).answer, SignInRefusedClockOffError)


def test_local_time_given_for_universal_time_is_a_matter_of_the_clock() -> None:
    server = Server("token", ahead=dt.timedelta(hours=-5), zone_error=True)
    refused(server.answer, SignInClockError, RIGHT)
    assert server.refused == 1


@pytest.mark.parametrize("ahead", [dt.timedelta(), dt.timedelta(days=3)])
def test_a_device_that_tells_its_time_to_nobody_but_dates_its_answers(ahead: dt.timedelta) -> None:
    def dated(server: Server) -> Callable[[str], Reply]:
        def answer(request: str) -> Reply:
            said = server.answer(request)
            when = (dt.datetime.now(dt.UTC) + ahead).strftime("%a, %d %b %Y %H:%M:%S GMT")
            return said.replace(b"\r\n", f"\r\nDate: {when}\r\n".encode(), 1) if isinstance(said, bytes) else said

        return answer

    server = Server("token", ahead=ahead, tells_time=False)
    assert press(dated(server)).acceptance is Acceptance.ACCEPTED
    assert server.refused == 0
    kind = SignInRefusedClockOffError if ahead else SignInRefusedError
    refused(dated(Server("token", ahead=ahead, tells_time=False)), kind)


@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 99 Foo 2026 99:99:99 GMT", "0" * 5000])
def test_a_date_that_is_none_is_none(date: str) -> None:
    refused(lambda request: fault_with(f"Date: {date}"), SignInUndecidedError)


def fault_with(header: str) -> bytes:
    return fault(400, *NOT_AUTHORIZED).replace(b"\r\n", f"\r\n{header}\r\n".encode(), 1)


def test_without_its_time_nobody_can_tell() -> None:
    refused(Server("token", tells_time=False).answer, SignInUndecidedError)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (fault(400, "env:Sender", "ter:NotAuthorized", "Wsse authorized time check failed."), SignInClockError),
        (fault(500, "env:Sender", "wsu:MessageExpired", "The message has expired"), SignInClockError),
        (fault(400, "env:Sender", "ter:NotAuthorized", "The account is locked"), SignInLockedError),
        (
            fault(400, *NOT_AUTHORIZED[:2], "Invalid username or password! You still have 0 attempt(s)."),
            SignInLockedError,
        ),
        (
            fault(400, *NOT_AUTHORIZED[:2], "Invalid username or password! You still have 26 attempt(s)."),
            SignInRefusedError,
        ),
        (http(401, b"<userCheck><lockStatus>lock</lockStatus></userCheck>"), SignInLockedError),
        (http(401, b"<userCheck><lockStatus>unlock</lockStatus></userCheck>"), SignInRefusedError),
        (http(423, b""), SignInLockedError),
        (http(403, b"<html>Forbidden</html>"), SignInRefusedError),
        (fault(200, *NOT_AUTHORIZED), SignInRefusedError),
    ],
)
def test_a_refusal_is_told_in_the_words_that_fit(answer: bytes, kind: type[AppError]) -> None:
    server = Server("token", refusal=lambda _: answer)
    refused(server.answer, kind)
    assert server.refused == 1
    assert len(server.with_login) == 1


def test_a_question_that_was_too_old_is_no_wrong_password() -> None:
    stale = http(401, b"", 'WWW-Authenticate: Digest realm="x", nonce="y", stale=TRUE')
    server = Server(refusal=lambda _: stale)
    refused(server.answer, SignInAnswerError)
    assert len(server.with_login) == 1


@pytest.mark.parametrize("unsaid", [None, http(400, b""), http(500, b"<html>Error</html>")])
def test_a_device_that_does_not_say_that_it_wants_a_login_gets_one_try(unsaid: Reply) -> None:
    def quiet(server: Server) -> Callable[[str], Reply]:
        return lambda request: unsaid if (said := server.answer(request)) == fault(400, *NOT_AUTHORIZED) else said

    server = Server("token")
    assert press(quiet(server)).untrusted_fields["model"] == "DS-2CD2032-I"
    assert server.refused == 0
    wrong = Server("token")
    with pytest.raises(AppError):
        press(quiet(wrong), WRONG)
    assert wrong.refused == 1


def test_a_part_that_is_not_there_does_not_keep_the_rest_away() -> None:
    server = Server()

    def answer(request: str) -> Reply:
        said = server.answer(request)
        return http(404, b"") if "GetScopes" in request else said

    result = press(answer)
    assert result.not_read == (Part.SCOPES,)
    assert result.untrusted_fields["users"] == "2"


def test_a_device_that_says_at_once_that_it_is_locked_gets_no_login() -> None:
    server = Server()

    def answer(request: str) -> Reply:
        said = server.answer(request)
        return http(423, b"") if "GetDeviceInformation" in request else said

    refused(answer, SignInLockedError)
    assert server.with_login == []


def test_only_basic_is_never_answered() -> None:
    server = Server()

    def answer(request: str) -> Reply:
        server.answer(request)
        return http(401, b"", 'WWW-Authenticate: Basic realm="cam"')

    refused(answer, SignInPasswordReadableError)
    assert server.with_login == []


def test_a_user_who_may_not_see_users_reads_the_rest() -> None:
    server = Server(allowed=frozenset({"GetDeviceInformation", "GetHostname", "GetScopes", "GetNetworkProtocols"}))
    result = press(server.answer)
    assert result.not_read == (Part.USERS,)
    assert result.acceptance is Acceptance.ACCEPTED
    assert "users" not in result.untrusted_fields


def test_after_any_refusal_no_login_goes_out_again() -> None:
    server = Server(allowed=frozenset({"GetDeviceInformation"}))
    result = press(server.answer)
    assert server.with_login == ["GetDeviceInformation", "GetHostname"]
    assert result.not_read == (Part.HOSTNAME, Part.SCOPES, Part.PROTOCOLS, Part.USERS)


def test_a_device_that_is_open_never_gets_the_login() -> None:
    server = Server("open")
    result = press(server.answer)
    assert server.with_login == []
    assert result.acceptance is Acceptance.NOT_ASKED
    assert "signed_in" not in result.untrusted_fields
    assert result.untrusted_fields["model"] == "DS-2CD2032-I"


def test_an_open_device_that_refuses_the_login_for_the_rest_says_so() -> None:
    server = Server("token")

    def answer(request: str) -> Reply:
        said = server.answer(request)
        return response("GetDeviceInformation", information()) if "GetDeviceInformation" in request else said

    result = press(answer, WRONG)
    assert result.acceptance is Acceptance.REFUSED
    assert isinstance(result.refusal, SignInRefusedError)
    assert server.refused == 1


def information() -> str:
    return "".join(f"<t:{name}>{value}</t:{name}>" for name, value in INFORMATION.items())


def test_elements_in_another_order_are_read_all_the_same() -> None:
    def answer(request: str) -> Reply:
        if "GetDeviceInformation" not in request:
            return http(404, b"")
        turned = "".join(f"<t:{name}>{value}</t:{name}>" for name, value in reversed(INFORMATION.items()))
        return response("GetDeviceInformation", f"<t:Extra>1</t:Extra>{turned}")

    assert press(answer).untrusted_fields["model"] == "DS-2CD2032-I"


def test_another_device_at_the_address_never_gets_the_login() -> None:
    server = Server()
    with pytest.raises(SignInOtherDeviceError):
        press(server.answer, mac="00:11:22:33:44:55")
    assert server.with_login == []


def test_a_slow_table_of_neighbours_does_not_hold_up_the_press() -> None:
    server = Server()

    async def run() -> SignedIn:
        async with running(server.answer) as (net, wire):

            async def slow() -> list[Neighbour]:
                await asyncio.sleep(20)
                return []

            net.neighbours = slow
            return await sign_in_through(SignInRequest(device(), RIGHT), net, wire, time.monotonic() + PRESS_SECONDS)

    began = time.monotonic()
    assert asyncio.run(run()).acceptance is Acceptance.ACCEPTED
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("answer", [http(404, b"<html>no</html>"), http(200, b"<html>Welcome</html>"), None])
def test_no_onvif_any_more(answer: Reply) -> None:
    refused(lambda _: answer, SignInNotOfferedError)


def test_a_secure_service_is_asked_on_one_connection() -> None:
    server = Server()
    context = Certificates().context(CertificateName({"CN": "camera"}, ADDRESS))
    wires: list[BenchWire] = []

    async def run() -> SignedIn:
        async with running(server.answer, context=context) as (net, wire):
            wires.append(wire)
            known = device(xaddrs=f"https://{ADDRESS}/onvif/secure_service", port=443)
            return await sign_in_through(SignInRequest(known, RIGHT), net, wire, time.monotonic() + PRESS_SECONDS)

    result = asyncio.run(run())
    assert result.acceptance is Acceptance.ACCEPTED
    assert result.not_read == ()
    assert len(wires[0].accepted) == 1
    assert server.refused == 0


def test_a_device_of_another_network_is_not_contacted() -> None:
    known = device()
    elsewhere = replace(
        known, sightings=tuple(replace(one, address="203.0.113.9", interface="") for one in known.sightings)
    )
    with pytest.raises(SignInNotHereError):
        asyncio.run(sign_in(SignInRequest(elsewhere, RIGHT)))
