"""Many cameras, lost datagrams and slow devices. How fast it goes is measured by benchmarks/, not here."""

from pathlib import Path

import pytest

from tests.lan import farm
from tests.lan.scanning import by_address, scan

pytestmark = [pytest.mark.lan, pytest.mark.timeout(240)]


@pytest.mark.parametrize(
    ("count", "network", "worse"),
    [
        (20, "10.77.0.0/24", ()),
        (200, "10.77.0.0/24", ()),
        (60, "10.77.0.0/22", ()),
        (60, "10.77.0.0/24", ("FARM_LOSS=0.05",)),
        (20, "10.77.0.0/24", ("FARM_LATE_SECONDS=2.2",)),
    ],
    ids=["20", "200", "wide", "lossy", "late"],
)
def test_every_camera_is_found_and_identified(count: int, network: str, worse: tuple[str, ...], tmp_path: Path) -> None:
    tables = farm.many_tables(count, network)
    command = farm.write_devices(tables, tmp_path / "devices.json")
    outcome = scan(farm.nodes_for(tables), farm=command, network=network, farm_environment=worse)
    found = by_address(outcome.document())
    missing = [table["address"] for table in tables if table["address"] not in found]
    assert missing == []
    assert [address for address, device in found.items() if device["is_camera"] is not True] == []
    unnamed = [address for address, device in found.items() if device["maker"]["value"] is None]
    assert len(unnamed) <= count // 100
