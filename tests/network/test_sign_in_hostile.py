"""Signing in to a device that attacks: each ends by itself with the right words, a few bytes and one try at most."""

import asyncio
import gzip
import logging
import resource
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from app.model.problem import AppError
from app.model.sign_in import (
    Credentials,
    SignedIn,
    SignInAnswerError,
    SignInElsewhereError,
    SignInNotOfferedError,
    SignInRequest,
    SignInSilentError,
)
from app.net import bounded_soap
from app.scan.sign_in import PRESS_SECONDS, sign_in_through
from tests.network.signing_server import (
    ADDRESS,
    Reply,
    Server,
    carries_login,
    device,
    envelope,
    http,
    information,
    operation_of,
    response,
    running,
)

SECRET = "correct-horse-7331"
CREDENTIALS = Credentials("admin", SECRET)
#: Five on a computer with time to spare; a device could hold a press for as long as it likes without the limit.
SECONDS = 15.0
MEMORY_BYTES = 20 * 1024 * 1024


class Attack:
    """Answers every question of a kind with an attack; the rest like an honest device."""

    def __init__(self, reply: Callable[[str], Reply], *, on: str = "") -> None:
        self._server = Server(password=SECRET)
        self._reply = reply
        self._on = on
        self.requests: list[str] = []

    def answer(self, request: str) -> Reply:
        self.requests.append(request)
        if not self._on or operation_of(request) == self._on:
            return self._reply(request)
        return self._server.answer(request)

    @property
    def with_login(self) -> int:
        return sum(carries_login(request) for request in self.requests)


def unmeasured_press(attack: Attack, *, xaddrs: str = "") -> SignedIn | AppError:
    async def run() -> SignedIn:
        async with running(attack.answer) as (net, wire):
            request = SignInRequest(device(xaddrs=xaddrs), CREDENTIALS)
            result = await sign_in_through(request, net, wire, time.monotonic() + PRESS_SECONDS)
            assert set(wire.located) == {(ADDRESS, 80)}
            return result

    try:
        return asyncio.run(run())
    except AppError as error:
        return error


def press(attack: Attack, *, xaddrs: str = "") -> SignedIn | AppError:
    """What one press ends in; it stays below SECONDS and 20 MB."""
    began = time.monotonic()
    tracemalloc.start()
    try:
        return unmeasured_press(attack, xaddrs=xaddrs)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert time.monotonic() - began < SECONDS
        assert peak < MEMORY_BYTES


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    """The libraries and the facts are loaded once in a program: they are not part of what an attack costs."""
    unmeasured_press(Attack(lambda _: None, on="nothing"))


def endless(head: bytes, piece: bytes, pause: float = 0.0) -> Callable[[str], Reply]:
    """Sends head, then pieces for ever."""

    async def write(writer) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return lambda _: write


async def _silent(_writer) -> None:
    await asyncio.sleep(60)


def sized(count: int) -> Callable[[str], Reply]:
    async def write(writer) -> None:
        writer.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: {count}\r\n\r\n".encode()
        )
        piece = b"<a>" * 20_000
        for _ in range(count // len(piece)):
            writer.write(piece)
            await writer.drain()

    return lambda _: write


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
EXTERNAL = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def with_doctype(doctype: str, text: str) -> Callable[[str], Reply]:
    def reply(request: str) -> Reply:
        operation = operation_of(request)
        whole = envelope(f"<t:{operation}Response><t:Model>{text}</t:Model></t:{operation}Response>").decode()
        return http(200, whole.replace("?>", f"?>{doctype}", 1).encode())

    return reply


PACKED = gzip.compress(envelope(" " * 100_000_000))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n"
ATTACKS: dict[str, tuple[Callable[[str], Reply], type[AppError]]] = {
    "entity bomb": (with_doctype(BOMB, "&j;"), SignInAnswerError),
    "external entity": (with_doctype(ENTITY, "&e;"), SignInAnswerError),
    "external document type": (with_doctype(EXTERNAL, "x"), SignInAnswerError),
    "60 MB body": (sized(60_000_000), SignInAnswerError),
    "60 MB without a length": (endless(HEAD + b"\r\n", b"x" * 60_000), SignInAnswerError),
    "gzip bomb": (lambda _: http(200, PACKED, "Content-Encoding: gzip"), SignInAnswerError),
    "gzip bomb that is not declared": (lambda _: http(200, PACKED), SignInAnswerError),
    "deep nesting": (lambda _: http(200, envelope("<a>" * 4000)), SignInAnswerError),
    "silence": (lambda _: _silent, SignInSilentError),
    "slow drip of the status line": (endless(b"H", b"T", 0.2), SignInAnswerError),
    "slow drip of headers": (endless(HEAD, b"X-A: b\r\n", 0.2), SignInAnswerError),
    "fast headers without end": (endless(HEAD, b"X-A: b\r\n" * 1000), SignInAnswerError),
    "slow drip of the body": (endless(HEAD + b"Content-Length: 5000\r\n\r\n", b" ", 0.2), SignInAnswerError),
    "slow drip of chunks": (endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", 0.2), SignInAnswerError),
    "chunks with endless extensions": (
        endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 16_000 + b"\r\n \r\n"),
        SignInAnswerError,
    ),
    "interim answers for ever": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), SignInAnswerError),
    "redirect to another host": (
        lambda _: http(307, b"", "Location: http://198.51.100.7/onvif/device_service"),
        SignInElsewhereError,
    ),
    "redirect to another port": (lambda _: http(301, b"", f"Location: http://{ADDRESS}:8080/"), SignInElsewhereError),
    "redirect to a file": (lambda _: http(302, b"", "Location: file:///etc/passwd"), SignInElsewhereError),
    "an answer to another question": (lambda _: response("GetSystemUris", "<t:x/>"), SignInAnswerError),
    "hangs up": (lambda _: None, SignInNotOfferedError),
    "noise": (lambda _: b"\x00\xff" * 50_000, SignInAnswerError),
}  # fmt: skip


@pytest.mark.parametrize(("reply", "kind"), ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_on_the_first_question_ends_before_any_login(
    reply: Callable[[str], Reply], kind: type[AppError]
) -> None:
    attack = Attack(reply)
    assert type(press(attack)) is kind
    assert attack.with_login == 0


@pytest.mark.parametrize(("reply", "kind"), ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_after_the_login_ends_with_one_try(reply: Callable[[str], Reply], kind: type[AppError]) -> None:
    honest = Server(password=SECRET)

    def after_login(request: str) -> Reply:
        return reply(request) if carries_login(request) else honest.answer(request)

    attack = Attack(after_login, on="GetDeviceInformation")
    assert type(press(attack)) is kind
    assert attack.with_login == 1


@pytest.mark.parametrize(("reply", "kind"), ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_later_leaves_what_was_read(reply: Callable[[str], Reply], kind: type[AppError]) -> None:
    result = press(Attack(reply, on="GetScopes"))
    assert isinstance(result, SignedIn), kind
    assert result.untrusted_fields["model"] == "DS-2CD2032-I"


@pytest.mark.parametrize(
    "foreign", ["http://198.51.100.7/onvif/device_service", "http://192.168.77.21:8080/x", "file:///etc/passwd"]
)
def test_a_foreign_address_of_the_service_is_never_asked(foreign: str) -> None:
    services = f"<t:Service><t:Namespace>http://www.onvif.org/ver10/device/wsdl</t:Namespace><t:XAddr>{foreign}</t:XAddr></t:Service>"

    def reply(request: str) -> Reply:
        return response(operation_of(request), information() + services + f"<t:XAddr>{foreign}</t:XAddr>")

    attack = Attack(reply, on="GetDeviceInformation")
    result = press(attack, xaddrs=foreign)
    assert isinstance(result, SignedIn)
    assert all(f"host: {ADDRESS}\r\n" in request.lower() for request in attack.requests)
    assert all(request.startswith("POST /onvif/device_service HTTP/1.1") for request in attack.requests)


def test_a_challenge_that_never_ends_gets_one_answer() -> None:
    count = iter(range(10_000))
    attack = Attack(
        lambda _: http(401, b"", f'WWW-Authenticate: Digest realm="x", nonce="{next(count)}", qop="auth", stale=true')
    )
    assert isinstance(press(attack), AppError)
    assert attack.with_login == 1


def test_a_press_reads_little_even_when_every_answer_is_as_large_as_it_may_be() -> None:
    space = " " * (bounded_soap.ANSWER_BYTES - 2000)

    def reply(request: str) -> Reply:
        operation = operation_of(request)
        content = information() if operation == "GetDeviceInformation" else ""
        return response(operation, content + space)

    result = press(Attack(reply))
    assert isinstance(result, SignedIn)


@pytest.mark.skipif(sys.platform == "win32", reason="resource is not there")
def test_the_memory_of_the_process_hardly_grows() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, (reply, _) in ATTACKS.items():
        if "slow" not in name and name != "silence":
            press(Attack(reply))
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MEMORY_BYTES


def test_the_password_is_in_no_text(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    results = [press(Attack(reply)) for reply, _ in list(ATTACKS.values())[:6]]
    results.append(press(Attack(lambda _: None, on="nothing")))
    assert SECRET not in repr(CREDENTIALS)
    assert SECRET not in repr(SignInRequest(device(), CREDENTIALS))
    for result in results:
        assert SECRET not in repr(result)
        if isinstance(result, AppError):
            assert (
                SECRET
                not in f"{result} {result.detail} {result.parameters} {result.__cause__!r} {result.__context__!r}"
            )
    assert SECRET not in caplog.text
    out, err = capfd.readouterr()
    assert SECRET not in out + err
