"""Devices that point elsewhere: nothing that they name is followed."""

from typing import Any

import pytest

from tests.lan import farm
from tests.lan.lab import Outcome
from tests.lan.scanning import by_address, scan, sent, strays

pytestmark = [pytest.mark.lan, pytest.mark.timeout(180)]

#: A network for documentation and a private network that the scanner is not on: both behind the gateway.
OUTSIDE = ("198.51.100.7", "10.99.0.7")
#: Inside the scanned network, but another device than the one that names it; it hears everything that is sent to it.
BYSTANDER = "10.77.0.50"


def tables() -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for number, place in enumerate((*OUTSIDE, BYSTANDER), start=20):
        made.append(
            {
                "name": f"points to {place}",
                "address": f"10.77.0.{number}",
                "mac": f"3c:ef:8c:77:00:{number}",
                "wsdiscovery": {
                    "endpoint": f"urn:uuid:77000000-0000-4000-8000-3cef8c7700{number}",
                    "types": ["dn:NetworkVideoTransmitter"],
                    "scopes": ["onvif://www.onvif.org/name/Dahua", "onvif://www.onvif.org/Profile/Streaming"],
                    "xaddrs": [f"http://{place}:7780/onvif/device_service"],
                },
                "ssdp": {
                    "port": 49152,
                    "path": "/d.xml",
                    "location": f"http://{place}:7781/d.xml",
                    "server": "Linux UPnP/1.0 Camera/1.0",
                    "device_type": "urn:schemas-upnp-org:device:Basic:1",
                    "udn": f"uuid:77000000-0000-4000-8000-3cef8c7700{number}",
                    "elements": {"friendlyName": "camera", "manufacturer": "Dahua"},
                },
                "http": [
                    {
                        "port": 80,
                        "pages": [
                            {"path": "/", "redirect": f"http://{place}:7782/login"},
                            {"path": "/favicon.ico", "redirect": f"http://{place}:7783/favicon.ico"},
                        ],
                    },
                    {
                        "port": 8080,
                        "pages": [
                            {
                                "path": "/",
                                "title": "camera",
                                "body": f'<meta http-equiv="refresh" content="0; url=http://{place}:7784/">',
                            }
                        ],
                    },
                ],
            }
        )
    made.append({"name": "gateway", "address": "10.77.0.1", "mac": "20:e5:2a:77:00:01"})
    made.append({"name": "bystander", "address": BYSTANDER, "mac": "f4:8e:38:77:00:50"})
    return made


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    command = farm.write_devices(tables(), tmp_path_factory.mktemp("astray") / "devices.json")
    return scan(farm.nodes_for(tables()), farm=command, gateway="10.77.0.1")


def test_the_devices_are_found(outcome: Outcome) -> None:
    found = by_address(outcome.document())
    assert {f"10.77.0.{number}" for number in (20, 21, 22)} <= set(found)


def test_nothing_goes_outside(outcome: Outcome) -> None:
    assert strays(outcome.packets) == set()


def test_no_named_port_is_opened_anywhere(outcome: Outcome) -> None:
    touched = {
        (packet.target, packet.target_port) for packet in sent(outcome.packets) if 7780 <= packet.target_port <= 7784
    }
    assert touched == set()


def test_names_are_not_looked_up(outcome: Outcome) -> None:
    assert [packet for packet in sent(outcome.packets) if packet.target_port == 53] == []
