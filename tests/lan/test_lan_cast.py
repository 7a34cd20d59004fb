"""The practice cast on a real (pretend) network: every camera is found and nothing else is called one."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.places import resources_folder
from tests.lan import farm
from tests.lan.lab import Outcome
from tests.lan.scanning import by_address, scan, secrets, sent, strays

pytestmark = [pytest.mark.lan, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    text = (resources_folder() / "practice" / "cast.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text.replace("192.168.50.", "10.77.0."))["device"]
    for table in tables:
        # .2 is the scanner.
        if table["address"] == "10.77.0.2":
            table.update(
                address="10.77.0.8", wsdiscovery={**table["wsdiscovery"], "xaddrs": ["http://10.77.0.8:3911/"]}
            )
    command = farm.write_devices(tables, tmp_path_factory.mktemp("cast") / "devices.json")
    return scan(farm.nodes_for(tables), farm=command)


def device(outcome: Outcome, number: int) -> dict[str, Any]:
    return by_address(outcome.document())[f"10.77.0.{number}"]


@pytest.mark.parametrize("number", [*range(20, 35), 37])
def test_a_camera_is_found(outcome: Outcome, number: int) -> None:
    assert device(outcome, number)["is_camera"] is True


@pytest.mark.parametrize("number", [1, 3, 4, 5, 6, 7, 8])
def test_what_is_no_camera_is_not_called_one(outcome: Outcome, number: int) -> None:
    found = by_address(outcome.document()).get(f"10.77.0.{number}")
    assert found is not None
    assert found["is_camera"] is not True


@pytest.mark.parametrize("number", [35, 36])
def test_what_shows_only_its_mac_is_never_certain(outcome: Outcome, number: int) -> None:
    found = device(outcome, number)
    assert found["mac"]
    assert {found[name]["certainty"] for name in ("brand", "maker", "model", "firmware")} <= {"possible", "not-known"}


@pytest.mark.parametrize("number", [25, 26, 37])
def test_recorders(outcome: Outcome, number: int) -> None:
    assert device(outcome, number)["kind"] == "recorder"


@pytest.mark.parametrize("number", [20, 21, 22, 23, 24, 27, 28, 29, 30, 31])
def test_a_camera_is_not_called_a_recorder(outcome: Outcome, number: int) -> None:
    assert device(outcome, number)["kind"] == "camera"


def test_door_station(outcome: Outcome) -> None:
    assert device(outcome, 33)["kind"] in {"doorbell", "intercom"}


def test_another_label_keeps_brand_and_maker_apart(outcome: Outcome) -> None:
    found = device(outcome, 21)
    assert "LTS" in found["brand"]["value"]
    assert "Hikvision" in found["maker"]["value"]
    lorex = device(outcome, 24)
    assert "Lorex" in lorex["brand"]["value"]
    assert "Dahua" in lorex["maker"]["value"]


def test_firmware_is_read(outcome: Outcome) -> None:
    assert "5.7.3" in device(outcome, 20)["firmware"]["value"]
    assert device(outcome, 20)["firmware_built"] == "2022-03-15"
    assert "11.8.61" in device(outcome, 28)["firmware"]["value"]


def test_placeholders_are_no_names(outcome: Outcome) -> None:
    found = device(outcome, 32)
    assert found["brand"]["value"] is None
    assert found["model"]["value"] not in {"General", "IPC-model", "NVT"}


def test_everything_sent_stays_in_the_network(outcome: Outcome) -> None:
    assert strays(outcome.packets) == set()


def test_no_credential_was_sent(outcome: Outcome) -> None:
    assert secrets(outcome.packets) == []


def test_questions_are_repeated_at_most_three_times(outcome: Outcome) -> None:
    """Each question goes to each of its groups at most three times with each of its few forms."""
    questions = Counter(
        (packet.target, packet.target_port, packet.source_port)
        for packet in sent(outcome.packets)
        if packet.protocol == "udp" and (packet.target.startswith(("239.", "224.")) or packet.target.endswith(".255"))
    )
    assert questions
    # WS-Discovery has three forms and SSDP two (protocols §3.1, §3.4); mDNS spreads its questions over two datagrams.
    assert max(questions.values()) <= 9


def test_each_device_gets_few_connections(outcome: Outcome) -> None:
    connections = Counter(
        packet.target
        for packet in {
            (p.target, p.target_port, p.source_port): p for p in sent(outcome.packets) if p.protocol == "tcp"
        }.values()
    )
    assert connections
    assert max(connections.values()) <= 60


def test_coverage_names_the_network(outcome: Outcome) -> None:
    document = outcome.document()
    assert document["schema"] == 1
    assert document["networks"] == ["10.77.0.0/24"]


def test_nothing_is_written_beside_the_data_folder(outcome: Outcome) -> None:
    assert not Path("10.77.0.0").exists()
    assert outcome.stdout.lstrip().startswith("{")
