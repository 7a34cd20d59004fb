"""The pretend LAN itself: closed, without rights for the scanner, and gone afterwards."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.lan import farm
from tests.lan.capture import Packet
from tests.lan.lab import LabError, run
from tests.lan.plan import SCANNER_MAC, Node, Plan
from tests.lan.scanning import secrets, sent, strays

pytestmark = [pytest.mark.lan, pytest.mark.timeout(120)]

HOST = Node("host", "10.77.0.20", "02:00:00:77:00:20")


def python(program: str) -> tuple[str, ...]:
    return sys.executable, "-c", program


def test_a_plan_survives_its_way_through_json() -> None:
    host = Node("a", "10.77.0.3", "02:00:00:00:00:03", ("x", "y"), {"A": "b"}, (("/a", "/b"),), (("tcp", 80),))
    plan = Plan((host, HOST), ("true",), ("farm",), gateway="10.77.0.1", environment={"C": "d"}, seconds=3.5)
    assert Plan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize("gateway", ["", HOST.address])
def test_nothing_outside_can_be_reached(gateway: str) -> None:
    program = (
        "import socket\n"
        "for place in ('192.0.2.1', '198.51.100.1', '8.8.8.8'):\n"
        "    with socket.socket() as probe:\n"
        "        probe.settimeout(1)\n"
        "        print(probe.connect_ex((place, 53)))\n"
        "print(socket.if_nameindex())\n"
    )
    outcome = run(Plan((HOST,), python(program), gateway=gateway))
    *codes, interfaces = outcome.stdout.splitlines()
    assert len(codes) == 3
    assert "0" not in codes
    assert "'lo'" in interfaces
    assert interfaces.count("(") == 2
    tried = {packet.target for packet in sent(outcome.packets) if packet.protocol == "tcp"}
    assert bool(tried) == bool(gateway)
    assert bool(strays(outcome.packets)) == bool(gateway)


def test_the_scanner_has_no_rights_over_the_network() -> None:
    program = (
        "import socket\n"
        "for family, kind in ((socket.AF_PACKET, socket.SOCK_RAW), (socket.AF_INET, socket.SOCK_RAW)):\n"
        "    try:\n"
        "        socket.socket(family, kind, 1)\n"
        "        print('raw')\n"
        "    except PermissionError:\n"
        "        print('refused')\n"
    )
    assert run(Plan((HOST,), python(program))).stdout.split() == ["refused", "refused"]


def test_every_frame_of_the_scanner_is_kept() -> None:
    program = (
        "import socket\n"
        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)\n"
        "for number in range(2000):\n"
        "    s.sendto(b'frame %d' % number, ('239.255.255.250', 3702))\n"
        "    s.sendto(b'PASSWORD=%d' % number, ('10.77.0.255', 9))\n"
    )
    outcome = run(Plan((HOST,), python(program)))
    kept = [packet for packet in sent(outcome.packets) if packet.target == "239.255.255.250"]
    assert [packet.payload for packet in kept] == [b"frame %d" % number for number in range(2000)]
    assert kept[0] == Packet(SCANNER_MAC, "udp", "10.77.0.2", "239.255.255.250", kept[0].source_port, 3702, b"frame 0")
    assert len(secrets(outcome.packets)) == 2000
    assert strays(outcome.packets) == set()


def test_a_host_that_does_not_start_is_an_error() -> None:
    host = Node(
        "broken", "10.77.0.21", "02:00:00:77:00:21", ("sh", "-c", "echo no such thing; exit 3"), ready=(("tcp", 80),)
    )
    with pytest.raises(LabError, match="no such thing"):
        run(Plan((host,), ("true",)))


def test_a_command_that_takes_too_long_is_ended_and_nothing_stays() -> None:
    mark = "987654.25"
    host = Node("sleeper", "10.77.0.21", "02:00:00:77:00:21", ("sleep", mark))
    begin = time.monotonic()
    assert run(Plan((host,), ("sleep", mark), seconds=1)).code == 124
    assert time.monotonic() - begin < 30
    running = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [line for line in running if mark.encode() in line]
    names = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=True).stdout
    assert "sleeper" not in names


def test_the_farm_answers_with_its_own_addresses(tmp_path: Path) -> None:
    tables = farm.many_tables(3)
    program = (
        "import socket\n"
        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "s.settimeout(2)\n"
        "s.sendto(b'<Probe><Types>inquiry</Types></Probe>', ('239.255.255.250', 37020))\n"
        "print(s.recvfrom(9000)[1][0])\n"
    )
    outcome = run(Plan(farm.nodes_for(tables), python(program), farm.write_devices(tables, tmp_path / "d.json")))
    assert outcome.stdout.strip() == tables[0]["address"]
    assert {packet.source_mac for packet in outcome.packets if packet.target_port == 37020} == {SCANNER_MAC}


@pytest.mark.parametrize("network", ["10.77.0.0/24", "10.77.0.0/22"])
def test_many_cameras_have_places_of_their_own(network: str) -> None:
    tables = farm.many_tables(200, network)
    assert len({table["address"] for table in tables}) == 200
    assert len({table["mac"] for table in tables}) == 200
    assert "10.77.0.2" not in {table["address"] for table in tables}
