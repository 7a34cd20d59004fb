"""Devices that keep to the protocols in their own ways: every camera is found with what it states, and nothing else is called one."""

from typing import Any

import pytest

from tests.lan.lab import Outcome
from tests.lan.scanning import by_address, scan, secrets, strays
from tests.lan.wild import Wild, nodes_of, write_wild
from tests.lan.wild_cameras import CAMERAS, Known, wild_cameras
from tests.lan.wild_others import OTHERS, wild_others

pytestmark = [pytest.mark.lan, pytest.mark.timeout(180)]

_CAMERA_ADDRESS = {device.name: device.address for device in wild_cameras()}
_OTHER_ADDRESS = {device.name: device.address for device in wild_others()}


def outcome_of(devices: tuple[Wild, ...], factory: pytest.TempPathFactory, wait_seconds: float = 0.0) -> Outcome:
    command = write_wild(devices, factory.mktemp("wild") / "devices.json")
    return scan(nodes_of(devices), farm=command, wait_seconds=wait_seconds)


@pytest.fixture(scope="module")
def cameras(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    # An IPv6 address is not used before the system has made sure that nobody else has it.
    return outcome_of(wild_cameras(), tmp_path_factory, wait_seconds=2.2)


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return outcome_of(wild_others(), tmp_path_factory)


def found(outcome: Outcome, address: str) -> dict[str, Any]:
    return by_address(outcome.document())[address]


@pytest.mark.parametrize("known", CAMERAS, ids=lambda known: known.name)
def test_a_camera_is_found_with_what_it_states(cameras: Outcome, known: Known) -> None:
    device = found(cameras, _CAMERA_ADDRESS[known.name])
    assert device["is_camera"] is True
    assert {name: device[name]["value"] for name in known.values} == known.values
    assert {name: device[name]["certainty"] for name in known.sure} == dict.fromkeys(known.sure, "confirmed")


def test_two_cameras_of_one_kind_and_serial_stay_two(cameras: Outcome) -> None:
    """Nearly all of them state the same serial: devices that are made up do not count their MACs as a maker does."""
    owners = {name: found(cameras, address)["id"] for name, address in _CAMERA_ADDRESS.items()}
    assert len(set(owners.values())) == len(CAMERAS)


def test_two_cameras_of_one_host_stay_two(cameras: Outcome) -> None:
    address = _CAMERA_ADDRESS["two-on-one-host"]
    here = [device for device in cameras.document()["devices"] if address in device["addresses"]]
    assert {device["model"]["value"] for device in here if device["is_camera"]} == {"FK-2100", "FK-2200"}


def test_a_maker_is_not_guessed_from_the_form_of_a_version(cameras: Outcome) -> None:
    maker = found(cameras, _CAMERA_ADDRESS["own-port"])["maker"]
    assert maker["value"] == "Fabrikam"
    assert maker["certainty"] == "possible"


@pytest.mark.parametrize("name", [name for name, _ in OTHERS])
def test_what_is_no_camera_is_not_called_one(others: Outcome, name: str) -> None:
    assert found(others, _OTHER_ADDRESS[name])["is_camera"] is not True


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("nas", "storage"),
        ("printer", "printer"),
        ("router", "router"),
        ("computer", "computer"),
        ("projector", "television"),
    ],
)
def test_other_things_have_their_names(others: Outcome, name: str, thing: str) -> None:
    assert found(others, _OTHER_ADDRESS[name])["other_thing"] == thing


def test_one_silent_device_holds_nobody_up_for_long(others: Outcome) -> None:
    assert others.seconds < 15


def test_everything_sent_stays_in_the_network_and_holds_no_credential(cameras: Outcome, others: Outcome) -> None:
    for outcome in (cameras, others):
        assert strays(outcome.packets) == set()
        assert secrets(outcome.packets) == []
        assert outcome.document()["problems"] == []
