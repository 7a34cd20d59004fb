"""The practice network as a whole: its wire, the moods of its devices, and that nothing of it stays behind."""

import asyncio
import gc
import socket
import sys
import time
import uuid
from pathlib import Path

import pytest

from app.net.wire import Neighbour, Wire
from app.practice.extras import EXTRA_LIMIT
from app.practice.host import Heard
from app.practice.network import NETWORK, PracticeNetwork
from tests.network.practice_client import ask, eventually, exchange, get
from tests.network.test_practice_answers import DHIP_SEARCH, WSD_PROBE

INQUIRY = b"<Probe><Uuid>1</Uuid><Types>inquiry</Types></Probe>"


def open_descriptors() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def test_starts_fast_and_leaves_nothing_behind() -> None:
    async def run() -> tuple[float, set[str]]:
        async with PracticeNetwork():
            pass  # imports of the first run do not count
        gc.collect()
        before = open_descriptors()
        begin = time.perf_counter()
        async with PracticeNetwork() as network:
            seconds = time.perf_counter() - begin
            assert len(network.devices) >= 21
            await get(network, "192.168.50.20", 80)
            place = network.wire.locate("192.168.50.20", 443, udp=False)
            assert place is not None
            _, plain = await asyncio.open_connection(*place)  # a TLS handshake that never comes
            for question in (WSD_PROBE.format(id=uuid.uuid4(), types=""), ""):
                await ask(network, "239.255.255.250", 3702, question.encode(), until=1)
        assert network.wire.locate("192.168.50.20", 80, udp=False) is None
        plain.close()
        await asyncio.sleep(0.05)
        tasks = {task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()}
        gc.collect()
        assert open_descriptors() == before
        return seconds, tasks

    seconds, tasks = asyncio.run(run())
    assert seconds < 0.5
    assert tasks == set()


def test_a_start_that_fails_closes_what_was_open(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        async with PracticeNetwork():
            pass
        before = open_descriptors()
        network = PracticeNetwork()

        async def fail(_stack: object) -> None:
            raise OSError("no more sockets")

        monkeypatch.setattr(network, "_share_listeners", fail)
        with pytest.raises(OSError, match="no more sockets"):
            await network.__aenter__()
        await asyncio.sleep(0)
        assert open_descriptors() == before

    asyncio.run(run())


def test_it_is_a_wire() -> None:
    async def run() -> None:
        async with PracticeNetwork() as network:
            wire: Wire = network.wire
            assert wire.practice
            assert wire.locate("192.168.50.99", 80, udp=False) is None
            assert not network.wire.knows("192.168.50.99")
            assert wire.origin("127.0.0.1", 9) == ("127.0.0.1", 9)
            assert wire.origin("192.0.2.7", 9) == ("192.0.2.7", 9)
            assert wire.group("ff02::fb", 5353) == ()
            neighbours = wire.neighbours()
            assert neighbours is not None
            assert Neighbour("192.168.50.35", "2c:aa:8e:50:00:35", "practice") in neighbours
            assert len(neighbours) == len(network.devices)
            assert network.scopes[0].sweep == NETWORK
            assert network.scope.interface.address4 not in network.hosts

    asyncio.run(run())


def test_a_closed_port_refuses_and_a_closed_udp_port_swallows() -> None:
    async def run() -> None:
        async with PracticeNetwork() as network:
            closed = network.wire.locate("192.168.50.20", 23, udp=False)
            assert closed is not None
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection(*closed)
            swallowing = network.wire.locate("192.168.50.20", 33999, udp=True)
            assert swallowing is not None
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
                for _ in range(2000):
                    asker.sendto(b"", swallowing)

    asyncio.run(run())


def test_every_answer_tells_who_spoke() -> None:
    async def run() -> None:
        async with PracticeNetwork() as network:
            for address, host in network.hosts.items():
                for pretend, real in host.datagram_ports.items():
                    assert network.wire.origin("127.0.0.1", real) == (address, pretend)
                    assert network.wire.locate(address, pretend, udp=True) == ("127.0.0.1", real)

    asyncio.run(run())


def test_an_unplugged_device_is_gone_until_it_is_plugged_in() -> None:
    async def run() -> None:
        async with PracticeNetwork() as network:
            host = network.host("192.168.50.20")
            place = network.wire.locate("192.168.50.20", 80, udp=False)
            assert place is not None
            reader, writer = await asyncio.open_connection(*place)
            await asyncio.sleep(0.02)
            await host.unplug()
            assert await reader.read() == b""
            writer.close()
            assert host.silent
            assert network.wire.locate("192.168.50.20", 80, udp=False) is None
            assert "192.168.50.20" not in {neighbour.address for neighbour in network.wire.neighbours()}
            assert len(await ask(network, "239.255.255.250", 37020, INQUIRY, seconds=0.3)) == 3
            host.plug_in()
            assert len(await ask(network, "239.255.255.250", 37020, INQUIRY, until=4)) == 4
            await get(network, "192.168.50.20", 80)

    asyncio.run(run())


def test_unplugging_takes_back_an_answer_that_is_on_its_way() -> None:
    async def run() -> None:
        async with PracticeNetwork() as network:
            host = network.host("192.168.50.23")
            host.late_seconds = 0.2
            asking = asyncio.create_task(ask(network, "239.255.255.251", 37810, DHIP_SEARCH, seconds=0.6))
            assert await eventually(lambda: any(heard.address == "192.168.50.23" for heard in network.heard))
            await host.unplug()
            assert "192.168.50.23" not in {origin[0] for origin, _ in await asking}

    asyncio.run(run())


def test_a_late_device_answers_late() -> None:
    async def run() -> list[str]:
        async with PracticeNetwork() as network:
            network.host("192.168.50.24").late_seconds = 0.5
            answers = await ask(network, "239.255.255.251", 37810, DHIP_SEARCH, until=5)
            return [origin[0] for origin, _ in answers]

    assert asyncio.run(run())[-1] == "192.168.50.24"


def test_a_lossy_device_loses_its_share_and_the_seed_repeats_it() -> None:
    async def run() -> int:
        async with PracticeNetwork(seed=7) as network:
            network.host("192.168.50.23").loss = 0.3
            answers = 0
            for _ in range(30):
                place = network.wire.locate("192.168.50.23", 37810, udp=True)
                assert place is not None
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
                    asker.setblocking(False)
                    loop = asyncio.get_running_loop()
                    await loop.sock_sendto(asker, DHIP_SEARCH, place)
                    try:
                        await asyncio.wait_for(loop.sock_recv(asker, 65536), 0.15)
                        answers += 1
                    except TimeoutError:
                        pass
            return answers

    answered = asyncio.run(run())
    assert 7 <= answered <= 23  # 0.7 × 0.7 of 30 is 15
    assert asyncio.run(run()) == answered


def test_what_was_heard_is_kept() -> None:
    async def run() -> list[Heard]:
        async with PracticeNetwork() as network:
            await get(network, "192.168.50.20", 80, "/doc/index.html")
            await ask(network, "239.255.255.251", 37810, DHIP_SEARCH, until=1)
            return list(network.heard)

    heard = asyncio.run(run())
    request = next(one for one in heard if not one.udp)
    assert (request.address, request.port) == ("192.168.50.20", 80)
    assert request.untrusted_data == b"GET /doc/index.html HTTP/1.1\r\nhost: 192.168.50.20\r\n\r\n"
    assert Heard("192.168.50.23", 37810, udp=True, untrusted_data=DHIP_SEARCH) in heard


@pytest.mark.skipif(sys.platform == "win32", reason="a selector of Windows holds 512 sockets, this needs a few more")
def test_two_hundred_more_cameras() -> None:
    async def run() -> None:
        async with PracticeNetwork(extra=200) as network:
            assert len(network.devices) >= 221
            probe = WSD_PROBE.format(id=uuid.uuid4(), types="<d:Types>x:NetworkVideoTransmitter</d:Types>")
            found = await ask(network, "239.255.255.250", 3702, probe.encode(), seconds=1)
            found += await ask(network, "239.255.255.250", 37020, INQUIRY, seconds=0.5)
            found += await ask(network, "239.255.255.251", 37810, DHIP_SEARCH, seconds=0.5)
            generated = {origin[0] for origin, _ in found if int(origin[0].rpartition(".")[2]) > 40}
            assert len(generated) == 200
            # Two of one family share both sockets and are told apart by the host that is asked for.
            for number in (41, 44):
                realm = f"IP Camera(X{number - 41:04d})".encode()
                line = f"DESCRIBE rtsp://192.168.50.{number}:554/ RTSP/1.0\r\nCSeq: 1\r\n\r\n"
                head, _ = await exchange(network, f"192.168.50.{number}", 554, line.encode())
                assert realm in head
            head, _ = await get(network, "192.168.50.41", 80)
            assert b"App-webs/" in head

    asyncio.run(run())


def test_an_unplugged_generated_camera_ends_the_connection() -> None:
    async def run() -> None:
        async with PracticeNetwork(extra=3) as network:
            place = network.wire.locate("192.168.50.41", 80, udp=False)
            assert place is not None
            await network.host("192.168.50.41").unplug()
            reader, writer = await asyncio.open_connection(*place)
            for host in ("192.168.50.41", "192.168.50.20", "nobody", "["):
                writer.write(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                assert await reader.read() == b""
                writer.close()
                reader, writer = await asyncio.open_connection(*place)
            writer.close()

    asyncio.run(run())


@pytest.mark.parametrize("count", [-1, EXTRA_LIMIT + 1])
def test_more_than_fit_is_an_error(count: int) -> None:
    with pytest.raises(ValueError, match="is not between"):
        PracticeNetwork(extra=count)


def test_all_that_fit_have_their_own_address() -> None:
    devices = PracticeNetwork(extra=EXTRA_LIMIT).devices
    assert len({device.address for device in devices}) == len(devices)
    assert len({device.mac for device in devices}) == len(devices)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\0" * 40_000,
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: \xb2\r\n\r\n",
    ],
)
def test_a_broken_request_ends_the_connection(request_bytes: bytes) -> None:
    async def run() -> bytes:
        async with PracticeNetwork() as network:
            place = network.wire.locate("192.168.50.20", 80, udp=False)
            assert place is not None
            reader, writer = await asyncio.open_connection(*place)
            writer.write(request_bytes)
            try:
                return await asyncio.wait_for(reader.read(), 2)
            except ConnectionResetError:
                return b""
            finally:
                writer.close()

    assert asyncio.run(run()) == b""


def test_connection_close_is_honoured() -> None:
    async def run() -> bytes:
        async with PracticeNetwork() as network:
            place = network.wire.locate("192.168.50.32", 80, udp=False)
            assert place is not None
            reader, writer = await asyncio.open_connection(*place)
            writer.write(b"GET / HTTP/1.1\r\nHost: 192.168.50.32\r\nConnection: close\r\n\r\n")
            said = await asyncio.wait_for(reader.read(), 2)
            writer.close()
            return said

    assert b"NETSurveillance" in asyncio.run(run())
