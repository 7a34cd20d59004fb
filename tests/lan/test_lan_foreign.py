"""Programs that are not ours as devices: avahi, minidlna, wsdd, GStreamer's RTSP server, nginx, lighttpd, miniupnpd, wsdd2.

wsdd answers only a probe for wsdp:Device, which a scan for cameras does not send: it may show by its Hello or not at all.
"""

from typing import Any

import pytest

from tests.lan import foreign
from tests.lan.lab import Outcome
from tests.lan.packages import PackagesError
from tests.lan.scanning import by_address, scan, secrets, strays

pytestmark = [pytest.mark.lan, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("foreign")
    try:
        nodes = (
            foreign.avahi("axis", "10.77.0.20", "ac:cc:8e:77:00:20", foreign.AXIS_SERVICE, folder),
            foreign.avahi("homekit", "10.77.0.21", "70:ee:50:77:00:21", foreign.HOMEKIT_SERVICE, folder),
            foreign.avahi("printer", "10.77.0.22", "3c:d9:2b:77:00:22", foreign.PRINTER_SERVICE, folder),
            foreign.minidlna("media", "10.77.0.23", "00:11:32:77:00:23", folder),
            foreign.wsdd("computer", "10.77.0.24", "f4:8e:38:77:00:24", folder),
            foreign.rtsp_server("streams", "10.77.0.25", "b8:27:eb:77:00:25", folder),
            foreign.nginx("web", "10.77.0.26", "f4:8e:38:77:00:26", folder),
            foreign.lighttpd("sale", "10.77.0.27", "f4:8e:38:77:00:27", folder),
            foreign.miniupnpd("gateway", "10.77.0.28", "f4:8e:38:77:00:28", folder),
            foreign.wsdd2("files", "10.77.0.29", "f4:8e:38:77:00:29", folder),
        )
    except PackagesError as error:
        pytest.skip(f"the foreign programs cannot be had here: {error}")
    return scan(nodes)


def device(outcome: Outcome, number: int) -> dict[str, Any]:
    return by_address(outcome.document())[f"10.77.0.{number}"]


def fields(found: dict[str, Any], protocol: str) -> list[dict[str, str]]:
    return [sighting["fields"] for sighting in found["sightings"] if sighting["protocol"] == protocol]


def test_avahi_axis_camera(outcome: Outcome) -> None:
    found = device(outcome, 20)
    assert found["is_camera"] is True
    assert found["brand"]["value"] == "Axis"
    assert "M1065-L" in found["model"]["value"]
    assert fields(found, "mdns")[0]["type"] == "_axis-video._tcp"


def test_avahi_homekit_camera(outcome: Outcome) -> None:
    assert device(outcome, 21)["is_camera"] is True


def test_rtsp_server_is_seen_and_given_no_brand(outcome: Outcome) -> None:
    found = device(outcome, 25)
    assert any("GStreamer" in sighting.get("server", "") for sighting in fields(found, "rtsp"))
    assert found["brand"]["value"] is None
    assert found["maker"]["certainty"] in {"possible", "not-known"}  # the MAC block names the board's maker


@pytest.mark.parametrize("number", [22, 23, 24, 26, 27, 28, 29])
def test_what_is_no_camera_is_not_called_one(outcome: Outcome, number: int) -> None:
    assert device(outcome, number)["is_camera"] is not True


@pytest.mark.parametrize(
    ("number", "protocol"),
    [(22, "mdns"), (23, "ssdp"), (23, "upnp-description"), (26, "http"), (27, "http")],
)
def test_the_program_was_understood(outcome: Outcome, number: int, protocol: str) -> None:
    assert fields(device(outcome, number), protocol)


def test_every_host_has_its_own_mac(outcome: Outcome) -> None:
    for number in range(20, 30):
        assert device(outcome, number)["mac"].endswith(f"77:00:{number}")


def test_everything_sent_stays_in_the_network_and_holds_no_credential(outcome: Outcome) -> None:
    assert strays(outcome.packets) == set()
    assert secrets(outcome.packets) == []
