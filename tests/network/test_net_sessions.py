"""HTTP, RTSP and TLS sessions against servers on loopback that behave badly."""

import asyncio
import datetime as dt
import ssl
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import IPv4Network

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.model.network import Interface, Scope
from app.model.problem import SendRefusedError
from app.net.exchange import ExchangeError, ExchangeFault
from app.net.limits import Limits
from app.net.network import Net
from app.net.tcp import PortState

CAMERA = "192.168.77.20"
LIMITS = Limits(connect_seconds=0.3, first_byte_seconds=0.15, exchange_seconds=0.4, page_bytes=20_000)
NETWORK = IPv4Network("192.168.77.0/24")
SCOPE = Scope(Interface("practice", "Practice", 1, "192.168.77.2", NETWORK, "192.168.77.255"), NETWORK)
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class LoopbackWire:
    """Every port of every address is that port of 127.0.0.1, unless moved."""

    practice = True

    def __init__(self, moved=None):
        self.moved = moved or {}

    def locate(self, address, port, udp):
        place = self.moved.get(port, port)
        return None if place is None else (place if isinstance(place, tuple) else ("127.0.0.1", place))

    def group(self, group, port):
        return []

    def origin(self, address, port):
        return CAMERA, port

    def neighbours(self):
        return []


@asynccontextmanager
async def serving(handler: Handler, **options):
    """A server for the time of a test; gives its port and the list of connections."""
    connections = []
    tasks = []

    async def count(reader, writer):
        connections.append(writer)
        tasks.append(asyncio.current_task())
        try:
            await handler(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.CancelledError):
            # The test is over, or the program hung up.
            pass
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(count, "127.0.0.1", 0, **options)
    try:
        yield server.sockets[0].getsockname()[1], connections
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks)
        await server.wait_closed()


def answering(*answers: bytes) -> Handler:
    """Sends the answers one after the other, one a request, then closes."""

    async def handle(reader, writer):
        for answer in answers:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()

    return handle


def new_net(moved=None, limits=LIMITS):
    return Net([SCOPE], wire=LoopbackWire(moved), limits=limits)


async def ask(handler, path="/", *, limits=LIMITS, moved=None, **options):
    async with serving(handler) as (port, _):
        net = new_net(moved, limits)
        async with net.http(CAMERA, port) as session:
            return await session.request("GET", path, **options)


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def test_a_session_keeps_its_connection_and_counts_it():
    async def run():
        async with serving(answering(OK, OK, OK)) as (port, connections):
            net = new_net()
            async with net.http(CAMERA, port) as session:
                for _ in range(3):
                    response = await session.request("GET", "/")
                    assert response.untrusted_body == b"ok"
            assert len(connections) == 1
            assert net.traffic.most_connections == 1

    asyncio.run(run())


def test_a_connection_that_the_device_closed_is_opened_again_once():
    async def run():
        async with serving(answering(OK)) as (port, connections):
            net = new_net()
            async with net.http(CAMERA, port) as session:
                for _ in range(3):
                    await session.request("GET", "/")
            assert len(connections) == 3

    asyncio.run(run())


def test_the_request_names_the_pretend_address_and_no_credentials():
    heard = []

    async def handle(reader, writer):
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(OK)
        await writer.drain()

    asyncio.run(ask(handle))
    assert f"Host: {CAMERA}:".encode() in heard[0]
    assert b"uthorization" not in heard[0]


async def _silence(reader, writer):
    await asyncio.sleep(5)


async def _close_at_once(reader, writer):
    pass


async def _header_drip(reader, writer):
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(500):
        writer.write(b"H%d: x\r\n" % number)
        await asyncio.sleep(0.02)


async def _wrong_protocol(reader, writer):
    writer.write(b"SSH-2.0-dropbear\r\n")
    await asyncio.sleep(1)


@pytest.mark.parametrize(
    ("handler", "fault"),
    [
        (_silence, ExchangeFault.SILENT),
        (_close_at_once, ExchangeFault.CLOSED),
        (_header_drip, ExchangeFault.NOT_UNDERSTOOD),
        (_wrong_protocol, ExchangeFault.NOT_UNDERSTOOD),
    ],
)
def test_no_answer_is_an_exchange_error_in_time(handler, fault):
    async def run():
        loop = asyncio.get_running_loop()
        began = loop.time()
        with pytest.raises(ExchangeError) as caught:
            await ask(handler)
        assert caught.value.fault is fault
        assert loop.time() - began < 1.5

    asyncio.run(run())


def test_a_body_that_drips_is_cut_by_time():
    async def drip(reader, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
        for _ in range(500):
            writer.write(b"x")
            await asyncio.sleep(0.02)

    async def run():
        loop = asyncio.get_running_loop()
        began = loop.time()
        response = await ask(drip)
        assert response.truncated
        assert 0 < len(response.untrusted_body) < 100
        assert loop.time() - began < 1.5

    asyncio.run(run())


def test_a_body_that_never_ends_is_cut_by_size():
    async def flood(reader, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65_536)
            await writer.drain()

    response = asyncio.run(ask(flood, limit=50_000, limits=Limits()))
    assert response.truncated
    assert len(response.untrusted_body) == 50_000


def test_the_usual_limit_is_a_page():
    async def page(reader, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 30_000)
        await writer.drain()

    assert len(asyncio.run(ask(page)).untrusted_body) == LIMITS.page_bytes


def test_a_closed_port_and_nobody():
    async def run():
        async with serving(_silence) as (port, _):
            net = new_net({1: None})
            assert await net.port_state(CAMERA, port) is PortState.OPEN
        assert await net.port_state(CAMERA, port) is PortState.REFUSED
        assert await net.port_state(CAMERA, 1) is PortState.SILENT
        async with net.http(CAMERA, port) as session:
            with pytest.raises(ExchangeError) as caught:
                await session.request("GET", "/")
        assert caught.value.fault is ExchangeFault.NO_CONNECTION

    asyncio.run(run())


def test_in_practice_nothing_but_loopback_is_reached():
    async def run():
        net = new_net({80: ("192.168.77.20", 80)})
        with pytest.raises(SendRefusedError):
            await net.port_state(CAMERA, 80)

    asyncio.run(run())


@pytest.mark.parametrize(
    "location",
    [
        b"http://198.51.100.1/x",
        b"//198.51.100.1/x",
        b"https://camera.example/",
        b"file:///etc/passwd",
        b"javascript:alert(1)",
        b"http://user:pass@192.168.77.20/",
        b"http://192.168.77.21/",
        b"http://[::1]/",
        b"http://[broken/",
        b"http://192.168.77.20:99999/",
        b"/System/configurationFile?auth=YWRtaW46MTEK",
        b"/snapshot.jpg",
        b"/cgi-bin/reboot",
        b"/a/%2e%2e/etc",
        b"/\xff\xfe",
        b"",
    ],
)
def test_redirects_elsewhere_are_not_followed(location):
    answer = b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"
    response = asyncio.run(ask(answering(answer, OK)))
    assert (response.status, response.path) == (302, "/")


def test_redirects_on_the_same_host_are_followed_a_few_times():
    async def run():
        heard = []

        async def handle(reader, writer):
            while line := await reader.readline():
                if line.startswith(b"GET"):
                    heard.append(line.split()[1].decode())
                    step = len(heard)
                    writer.write(b"HTTP/1.1 302 Found\r\nLocation: step%d?a=b#c\r\nContent-Length: 0\r\n\r\n" % step)

        async with serving(handle) as (port, connections):
            async with new_net().http(CAMERA, port) as session:
                response = await session.request("GET", "/a/start")
            # A query could be a command: it is dropped.
            assert heard == ["/a/start", "/a/step1", "/a/step2", "/a/step3"]
            assert (response.status, response.path, response.port) == (302, "/a/step3", port)
            assert len(connections) == 1

    asyncio.run(run())


def test_a_redirect_to_another_port_of_the_device_is_followed_and_the_session_returns():
    async def run():
        async with serving(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthere")) as (other, _):
            away = b"HTTP/1.1 301 Moved\r\nLocation: http://%s:%d/new\r\n\r\n" % (CAMERA.encode(), other)
            async with serving(answering(away)) as (port, _), new_net().http(CAMERA, port) as session:
                response = await session.request("GET", "/")
                assert (response.untrusted_body, response.path, response.port) == (b"there", "/new", other)
                assert (await session.request("POST", "/")).status == 301

    asyncio.run(run())


def test_nothing_is_typed_into_telnet_or_a_printer():
    async def run():
        async with serving(_silence) as (port, connections):
            net = new_net({23: port, 9100: port, 22: port})
            for refused in (22, 23, 9100):
                async with net.http(CAMERA, refused) as session:
                    with pytest.raises(ExchangeError):
                        await session.request("GET", "/")
                async with net.rtsp(CAMERA, refused) as rtsp:
                    with pytest.raises(ExchangeError):
                        await rtsp.request("OPTIONS")
            assert not connections

    asyncio.run(run())


def test_one_session_per_device_at_a_time():
    async def run():
        busy = 0
        most = 0

        async def handle(reader, writer):
            nonlocal busy, most
            await reader.readuntil(b"\r\n\r\n")
            busy += 1
            most = max(most, busy)
            await asyncio.sleep(0.02)
            busy -= 1
            writer.write(OK)
            await writer.drain()

        async with serving(handle) as (port, _):
            net = new_net()

            async def visit(address):
                async with net.http(address, port) as session:
                    await session.request("GET", "/")

            await asyncio.gather(*(visit(CAMERA) for _ in range(5)))
            assert most == 1
            await asyncio.gather(*(visit(f"192.168.77.{number}") for number in range(30, 36)))
            assert most > 1

    asyncio.run(run())


def test_a_cancelled_session_frees_the_device():
    async def run():
        async with serving(_silence) as (port, _):
            net = new_net(limits=Limits())

            async def visit():
                async with net.http(CAMERA, port) as session:
                    await session.request("GET", "/")

            task = asyncio.create_task(visit())
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            async with asyncio.timeout(0.5), net.http(CAMERA, port):
                pass

    asyncio.run(run())


def test_rtsp_asks_options_and_describe_on_one_connection():
    async def run():
        heard = []

        async def handle(reader, writer):
            for answer in (
                b"RTSP/1.0 200 OK\r\nPublic: OPTIONS, DESCRIBE\r\n\r\n",
                b"RTSP/1.0 401 No\r\nCSeq: 2\r\n\r\n",
            ):
                heard.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(answer)

        async with serving(handle) as (port, connections):
            async with new_net().rtsp(CAMERA, port) as session:
                assert (await session.request("OPTIONS")).header("public") == "OPTIONS, DESCRIBE"
                assert (await session.request("DESCRIBE", headers={"Accept": "application/sdp"})).status == 401
                with pytest.raises(ValueError, match="never sent"):
                    await session.request("SETUP")
            assert len(connections) == 1
            assert heard[1].startswith(f"DESCRIBE rtsp://{CAMERA}:{port}/ RTSP/1.0\r\nCSeq: 2\r\n".encode())

    asyncio.run(run())


@pytest.fixture(scope="module")
def server_context(tmp_path_factory):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "DS-2CD2042")])
    # Long expired: cameras are.
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2010, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2012, 1, 1, tzinfo=dt.UTC))
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    file = folder / "both.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, certificate.public_bytes(serialization.Encoding.DER)


def test_a_self_signed_expired_certificate_is_read_and_the_page_too(server_context):
    async def run():
        context, der = server_context
        async with serving(answering(OK), ssl=context) as (port, _):
            net = new_net(limits=Limits(first_byte_seconds=2))
            assert await net.certificate(CAMERA, port) == der
            async with net.http(CAMERA, port, tls=True) as session:
                response = await session.request("GET", "/")
            assert (response.untrusted_body, response.tls) == (b"ok", True)

    asyncio.run(run())


def test_services_without_tls_have_no_certificate():
    async def run():
        for handler in (_silence, _close_at_once, _wrong_protocol):
            async with serving(handler) as (port, _):
                net = new_net()
                assert await net.certificate(CAMERA, port) is None
                async with net.http(CAMERA, port, tls=True) as session:
                    with pytest.raises((ExchangeError, TimeoutError)) as caught:
                        await session.request("GET", "/")
                    assert isinstance(caught.value, ExchangeError)
        assert await net.certificate(CAMERA, port) is None

    asyncio.run(run())
