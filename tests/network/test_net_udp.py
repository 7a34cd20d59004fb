"""Questions to groups and the sweep, on the loopback adapter: a group there never leaves the computer (protocols §12)."""

import asyncio
import socket
import time
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import IPv4Network

import pytest

from app.model.network import Interface, Scope
from app.model.problem import SendRefusedError
from app.net.guard import Guard
from app.net.limits import Limits
from app.net.neighbour_table import Table, TableEntry
from app.net.network import Net
from app.net.sweep import Sweep, addresses_of
from app.net.traffic import Traffic
from app.net.udp import GroupQuestion, UdpAsker
from app.net.untrusted_source import SourceFilter
from app.net.wire import RealWire

LOOPBACK = IPv4Network("127.0.0.0/8")
SCOPE = Scope(Interface("lo", "lo", 1, "127.0.0.1", LOOPBACK, "127.255.255.255"), IPv4Network("127.7.0.0/23"))
GROUP = "239.255.255.250"
LIMITS = Limits(sweep_unanswered_seconds=0.1, sweep_retry_seconds=0.01)


class LoopbackGuard(Guard):
    """Allows the loopback network as if it were a home, and the groups of the real guard."""

    def check(self, address, port):
        if not (self.in_scope(address) or self.is_group(address)):
            raise SendRefusedError(address)

    def in_scope(self, address):
        return address.startswith("127.")


def asker(question, receive, *, limits=LIMITS, traffic=None):
    return UdpAsker(
        question,
        receive,
        scopes=[SCOPE],
        guard=LoopbackGuard([SCOPE]),
        wire=RealWire(),
        limits=limits,
        traffic=traffic or Traffic(),
        source_filter=SourceFilter([SCOPE], practice=True),
    )


@contextmanager
def device(*groups, port=0):
    """A socket of a device that has joined the groups."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as endpoint:
        endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        endpoint.bind(("", port))
        endpoint.setblocking(False)
        for group in groups:
            membership = socket.inet_aton(group) + socket.inet_aton("127.0.0.1")
            endpoint.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
        yield endpoint, endpoint.getsockname()[1]


async def eventually(condition):
    async with asyncio.timeout(3):
        while not condition():  # noqa: ASYNC110 - a socket of the test gives no event
            await asyncio.sleep(0.005)


async def heard(endpoint):
    async with asyncio.timeout(3):
        return await asyncio.get_running_loop().sock_recvfrom(endpoint, 2048)


def test_a_question_reaches_the_group_and_the_answer_comes_back():
    async def run():
        seen = []
        traffic = Traffic()
        with device(GROUP) as (camera, port):
            async with asker(GroupQuestion("test", port, groups4=(GROUP,)), seen.append, traffic=traffic) as question:
                question.send_groups(b"who?")
                data, source = await heard(camera)
                assert data == b"who?"
                camera.sendto(b"me", source)
                await eventually(lambda: seen)
        (answer,) = seen
        assert (answer.untrusted_data, answer.source, answer.source_port, answer.interface) == (
            b"me",
            "127.0.0.1",
            port,
            "lo",
        )
        assert (question.sent, question.failed, question.available) == (1, 0, True)
        assert traffic.group_datagrams == {"lo": 1}

    asyncio.run(run())


def test_answers_that_come_while_the_question_closes_are_kept():
    async def run():
        seen = []
        with device() as (camera, port):
            async with asker(GroupQuestion("test", port), seen.append) as question:
                assert question.send_to("127.0.0.1", b"who?")
                _, source = await heard(camera)
                for number in range(100):
                    camera.sendto(b"%d" % number, source)
        assert [answer.untrusted_data for answer in seen] == [b"%d" % number for number in range(100)]

    asyncio.run(run())


def test_a_storm_from_one_device_is_dropped():
    async def run():
        seen = []
        limits = replace(LIMITS, datagrams_per_source=10)
        with device() as (camera, port):
            async with asker(GroupQuestion("test", port), seen.append, limits=limits) as question:
                question.send_to("127.0.0.1", b"who?")
                _, source = await heard(camera)
                for _ in range(500):
                    camera.sendto(b"storm", source)
                await eventually(lambda: len(seen) >= 10)
        assert len(seen) == 10

    asyncio.run(run())


def test_a_storm_of_large_answers_fills_no_memory_and_ends_with_the_question():
    """Answers that take long to read do not keep the scan from ending, nor the loop from its other work."""
    limits = replace(LIMITS, waiting_bytes=100_000, last_answers_seconds=0.1)

    async def run():
        seen = []

        def slow(datagram):
            until = time.monotonic() + 0.02
            while time.monotonic() < until:
                pass
            seen.append(datagram)

        with device() as (camera, port):
            async with asker(GroupQuestion("test", port), slow, limits=limits) as question:
                assert question.send_to("127.0.0.1", b"who?")
                _, source = await heard(camera)
                for number in range(200):
                    camera.sendto(b"%03d" % number + bytes(1000), source)
        return seen

    began = time.monotonic()
    seen = asyncio.run(run())
    assert 0 < len(seen) < 30
    assert time.monotonic() - began < 1.0  # all of it would take four


def test_a_thousand_answers_at_once_are_all_read():
    async def run():
        seen = []
        limits = replace(LIMITS, datagrams_per_source=5000)
        with device() as (camera, port):
            async with asker(GroupQuestion("test", port), seen.append, limits=limits) as question:
                question.send_to("127.0.0.1", b"who?")
                _, source = await heard(camera)
                for _ in range(10):
                    for _ in range(100):
                        camera.sendto(b"x" * 200, source)
                    await asyncio.sleep(0)
                await eventually(lambda: len(seen) == 1000)

    asyncio.run(run())


def test_answers_to_a_fixed_port_are_heard_and_the_question_leaves_from_it():
    async def run():
        seen = []
        with device() as (_, listen_port):
            pass
        with device(GROUP) as (camera, port):
            question = GroupQuestion(
                "test", port, groups4=(GROUP,), listen_port=listen_port, listen_groups4=("234.55.55.56",)
            )
            async with asker(question, seen.append) as opened:
                assert opened.available
                opened.send_groups(b"who?")
                _, source = await heard(camera)
                assert source[1] == listen_port
                camera.sendto(b"to the port", ("127.0.0.1", listen_port))
                camera.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
                camera.sendto(b"to the group", ("234.55.55.56", listen_port))
                await eventually(lambda: len(seen) == 2)
                # An echo of the question itself is nobody's answer.
                opened.send_to("127.0.0.1", b"x")
        assert {answer.untrusted_data for answer in seen} == {b"to the port", b"to the group"}

    asyncio.run(run())


def test_a_port_that_is_taken_is_no_failure():
    async def run():
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other, device(GROUP) as (camera, port):
            other.bind(("", 0))
            taken = other.getsockname()[1]
            async with asker(
                GroupQuestion("test", port, groups4=(GROUP,), listen_port=taken), lambda _: None
            ) as question:
                assert not question.available
                question.send_groups(b"who?")
                assert (await heard(camera))[0] == b"who?"

    asyncio.run(run())


def test_an_adapter_that_went_away_is_no_failure():
    gone = Scope(replace(SCOPE.interface, address4="192.168.99.99"), SCOPE.sweep)

    async def run():
        question = GroupQuestion("test", 3702, groups4=(GROUP,), groups6=("ff02::c",), listen_port=0)
        opened = UdpAsker(
            question,
            lambda _: None,
            scopes=[gone],
            guard=Guard([gone]),
            wire=RealWire(),
            limits=LIMITS,
            traffic=Traffic(),
        )
        async with opened:
            opened.send_groups(b"who?")
        assert (opened.available, opened.sent) == (False, 0)

    asyncio.run(run())


def test_send_to_refuses_what_is_outside():
    async def run():
        async with asker(GroupQuestion("test", 3702), lambda _: None) as question:
            for address in ("192.168.1.1", "8.8.8.8", GROUP, "255.255.255.255"):
                with pytest.raises(SendRefusedError):
                    question.send_to(address, b"x")

    asyncio.run(run())


def test_a_group_that_is_not_of_the_protocols_is_refused():
    async def run():
        async with asker(GroupQuestion("test", 3702, groups4=("239.1.2.3",)), lambda _: None) as question:
            with pytest.raises(SendRefusedError):
                question.send_groups(b"x")

    asyncio.run(run())


def test_in_practice_groups_lead_to_loopback_and_answers_to_pretend_addresses():
    home = IPv4Network("192.168.77.0/24")
    scope = Scope(Interface("practice", "Practice", 1, "192.168.77.2", home, "192.168.77.255"), home)

    async def run():
        seen = []
        with device() as (camera, port):

            class Wire(RealWire):
                practice = True

                def locate(self, address, port_, udp):
                    return ("127.0.0.1", port) if address == "192.168.77.20" else None

                def group(self, group, port_):
                    return [("127.0.0.1", port)] if group in {GROUP, "192.168.77.255"} else []

                def origin(self, address, port_):
                    return ("192.168.77.20", 3702) if port_ == port else (address, port_)

                def neighbours(self):
                    return []

            net = Net([scope], wire=Wire())
            async with net.open_udp(
                GroupQuestion("test", 3702, (GROUP,), ("ff02::c",), broadcast=True, listen_port=3702), seen.append
            ) as question:
                question.send_groups(b"who?")
                assert question.sent == 2
                assert not question.send_to("192.168.77.21", b"x")
                for _ in range(2):
                    _, source = await heard(camera)
                    camera.sendto(b"me", source)
                await eventually(lambda: len(seen) == 2)
            assert {(answer.source, answer.source_port, answer.interface) for answer in seen} == {
                ("192.168.77.20", 3702, "practice")
            }
            assert await net.sweep(scope) == 253
            assert await net.neighbours() == []
            assert net.traffic.datagrams == {"192.168.77.20": 2}

    asyncio.run(run())


def test_the_addresses_of_a_sweep():
    home = IPv4Network("192.168.1.0/24")
    interface = Interface("eth0", "", 1, "192.168.1.2", home, "192.168.1.255")
    addresses = addresses_of(Scope(interface, home))
    assert len(addresses) == 253
    assert not {"192.168.1.0", "192.168.1.2", "192.168.1.255"} & set(addresses)
    assert addresses_of(Scope(interface, IPv4Network("192.168.1.9/32"))) == ["192.168.1.9"]


def sweep(read_table, *, scope=SCOPE, limits=LIMITS):
    traffic = Traffic()
    return Sweep(scope, guard=LoopbackGuard([SCOPE]), limits=limits, traffic=traffic, read_table=read_table), traffic


async def silent_table():
    """A system that says neither how much room there is nor what it holds."""
    return Table()


def test_a_sweep_asks_every_address_once_even_without_knowing_the_room():
    async def run():
        run, traffic = sweep(silent_table, limits=replace(LIMITS, sweep_outstanding=200, sweep_unanswered_seconds=0.02))
        assert await run.run() == 512
        assert len(traffic.datagrams) == 512
        assert traffic.most_datagrams == 1

    asyncio.run(run())


def test_a_sweep_waits_while_the_table_is_full():
    rooms = iter([0, 0, 100, 0, 300])
    asked = []

    async def table():
        asked.append(next(rooms, 512))
        return Table(room=asked[-1])

    async def run():
        run, traffic = sweep(table)
        assert await run.run() == 512
        assert traffic.most_datagrams == 1
        assert asked[:5] == [0, 0, 100, 0, 300]

    asyncio.run(run())


def test_addresses_that_the_table_dropped_are_asked_again_once():
    addresses = addresses_of(SCOPE)

    async def table():
        return Table(room=1000, held=frozenset(addresses[5:]))

    async def run():
        run, traffic = sweep(table)
        assert await run.run() == 512
        assert {address for address, count in traffic.datagrams.items() if count == 2} == set(addresses[:5])

    asyncio.run(run())


def test_a_sweep_gives_up_when_nothing_is_taken():
    async def full():
        return Table(room=0)

    gone = Scope(replace(SCOPE.interface, address4="192.168.99.99"), SCOPE.sweep)

    async def run():
        for table, scope in ((full, SCOPE), (silent_table, gone)):
            run, traffic = sweep(table, scope=scope)
            assert await run.run() == 0
            assert not traffic.datagrams

    asyncio.run(run())


def test_the_table_before_the_sweep_is_remembered():
    home = IPv4Network("192.168.77.0/24")
    scope = Scope(Interface("eth0", "", 7, "192.168.77.2", home, "192.168.77.255"), home)
    old = TableEntry("192.168.77.5", "4c:11:bf:c2:0b:9d", 7, confirmed=False)
    new = TableEntry("192.168.77.6", "4c:11:bf:c2:0b:9e", 7, confirmed=False)
    tables = iter([Table((old,)), Table((old, new))])

    async def run():
        net = Net([scope], read_neighbours=lambda: next(tables))
        assert [one.seen_now for one in await net.neighbours()] == [False]
        assert [one.seen_now for one in await net.neighbours()] == [False, True]

    asyncio.run(run())


def test_sources_outside_the_private_ranges_are_dropped():
    home = IPv4Network("192.168.1.0/24")
    scope = Scope(Interface("eth0", "", 7, "192.168.1.2", home, "192.168.1.255", address6="fe80::2"), home)
    other = Scope(Interface("eth1", "", 8, "10.0.0.2", IPv4Network("10.0.0.0/24"), "10.0.0.255"), home)
    one, two = SourceFilter([scope]), SourceFilter([scope, other])
    assert one.place("192.168.1.5", None) == ("192.168.1.5", "eth0")
    assert two.place("10.0.0.9", None) == ("10.0.0.9", "eth1")
    assert one.place("192.168.0.64", scope) == ("192.168.0.64", "eth0"), "a device set to the wrong network"
    assert two.place("192.168.0.64", None) is None
    assert one.place("8.8.8.8", scope) is None
    assert one.place("192.0.2.1", scope) is None
    assert one.place("nonsense", scope) is None
    assert one.place("fe80::9%7", scope) == ("fe80::9%eth0", "eth0")
    assert one.place("fe80::9", scope) == ("fe80::9%eth0", "eth0")
    assert one.place("2001:db8::1", scope) is None
