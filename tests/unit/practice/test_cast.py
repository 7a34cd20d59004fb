"""The cast is complete, consistent and clearly made up."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.model.problem import KnowledgeError
from app.places import resources_folder
from app.practice import cast
from app.practice.cast import build_device, load_cast


def tables() -> list[dict[str, Any]]:
    with (resources_folder() / "practice" / "cast.toml").open("rb") as stream:
        return tomllib.load(stream)["device"]


def test_enough_cameras_and_enough_other_things() -> None:
    devices = load_cast()
    others = [device for device in devices if int(device.address.rpartition(".")[2]) < 10]
    assert len(devices) - len(others) >= 16
    assert len(others) >= 5


def test_addresses_and_macs_are_unique_and_well_formed() -> None:
    devices = load_cast()
    assert len({device.address for device in devices}) == len(devices)
    assert len({device.mac for device in devices}) == len(devices)
    for device in devices:
        assert device.address.startswith("192.168.50.")
        assert [len(part) for part in device.mac.split(":")] == [2] * 6
        assert device.mac == device.mac.lower()


def test_the_last_half_of_each_mac_is_made_up() -> None:
    for device in load_cast():
        number = int(device.address.rpartition(".")[2])
        assert device.mac[9:] == f"50:00:{number:02d}"


@pytest.mark.parametrize(
    "service",
    [
        "sadp",
        "dahua",
        "dvrip",
        "tvt",
        "reolink",
        "tapo",
        "wsdiscovery",
        "onvif",
        "mdns",
        "ssdp",
        "http",
        "rtsp",
        "vapix",
    ],
)
def test_every_protocol_has_a_device(service: str) -> None:
    assert any(service in table for table in tables())


def test_only_known_keys() -> None:
    known = {
        "name",
        "address",
        "mac",
        "sadp",
        "dahua",
        "dvrip",
        "tvt",
        "reolink",
        "tapo",
        "wsdiscovery",
        "onvif",
        "mdns",
        "ssdp",
        "http",
        "rtsp",
        "vapix",
        "quiet",
    }
    for table in tables():
        assert set(table) <= known


def test_no_port_is_offered_twice() -> None:
    for device in load_cast():
        ports = [stream.port for stream in device.streams]
        assert len(ports) == len(set(ports)), device.name


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        "",
        '[[device]]\nname = "x"\naddress = "192.168.50.99"\n',
        '[[device]]\nname = "x"\naddress = "192.168.50.99"\nmac = "02:00:00:00:00:01"\n[device.rtsp]\nnonsense = 1\n',
        '[[device]]\nname = "x"\naddress = "192.168.50.99"\nmac = "02:00:00:00:00:01"\nonvif = {port = 80, clock = "then"}\n',
        '[[device]]\nname = "x"\naddress = "192.168.50.99"\nmac = "02:00:00:00:00:01"\n[[device.quiet]]\nport = 1\ngreeting = "xy"\n',
    ],
)
def test_a_damaged_cast_is_a_knowledge_error(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "practice"
    folder.mkdir()
    (folder / "cast.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(cast, "resources_folder", lambda: tmp_path)
    with pytest.raises(KnowledgeError):
        load_cast()


def test_a_missing_cast_is_a_knowledge_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cast, "resources_folder", lambda: tmp_path)
    with pytest.raises(KnowledgeError):
        load_cast()


def test_a_device_may_offer_nothing() -> None:
    device = build_device({"name": "x", "address": "192.168.50.99", "mac": "02:00:00:00:00:01"})
    assert (device.datagrams, device.streams) == ((), ())
