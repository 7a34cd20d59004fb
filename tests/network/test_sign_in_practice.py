"""The practice cameras that take a login: one can try it without a real camera."""

import asyncio
import time

import pytest

from app.model.device import Device
from app.model.identity import Identity
from app.model.sighting import Protocol, Sighting
from app.model.sign_in import (
    PRACTICE_ADAPTER,
    Acceptance,
    Credentials,
    SignedIn,
    SignInNotOfferedError,
    SignInRefusedError,
    SignInRequest,
    is_practice,
)
from app.practice.network import PracticeNetwork
from app.scan.sign_in import sign_in
from tests.network.signing_server import NOW

LOGINS = {
    "192.168.50.22": (80, "V5.3.6 build 160525"),
    "192.168.50.23": (80, "2.800.0000000.29.R, Build Date 2021-09-24"),
    "192.168.50.28": (80, "11.8.61"),
    "192.168.50.30": (2020, "1.3.17 Build 240321 Rel.46104n"),
}


def press(address: str, port: int, password: str) -> SignedIn:
    sightings = (
        Sighting(Protocol.WS_DISCOVERY, address, {"types": "Device"}, NOW, 3702, PRACTICE_ADAPTER),
        Sighting(Protocol.ONVIF, address, {"needs_login": "yes"}, NOW, port),
    )
    device = Device(f"address:{address}", (address,), None, sightings, Identity())
    return asyncio.run(sign_in(SignInRequest(device, Credentials("practice", password))))


@pytest.mark.parametrize(("address", "port", "firmware"), [(a, *rest) for a, rest in LOGINS.items()])
def test_the_right_login_opens_a_practice_camera(address: str, port: int, firmware: str) -> None:
    began = time.monotonic()
    result = press(address, port, "practice")
    assert time.monotonic() - began < 5
    assert result.acceptance is Acceptance.ACCEPTED
    assert result.untrusted_fields["firmware"] == firmware
    assert result.not_read == ()
    assert is_practice(result.device)


@pytest.mark.parametrize(("address", "port", "firmware"), [(a, *rest) for a, rest in LOGINS.items()])
def test_a_wrong_one_does_not(address: str, port: int, firmware: str) -> None:
    with pytest.raises(SignInRefusedError):
        press(address, port, "guess")


def test_an_address_where_no_practice_camera_is() -> None:
    with pytest.raises(SignInNotOfferedError):
        press("192.168.50.28", 81, "practice")


def test_the_mark_of_practice_is_its_adapter() -> None:
    assert PracticeNetwork().scope.interface.name == PRACTICE_ADAPTER
