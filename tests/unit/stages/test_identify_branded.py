"""A brand before its model is understood the same in every answer."""

import json

import pytest

from app.answer import identify_answer
from app.model.identity import Identity


def _identity(protocol: str, answer: str) -> Identity:
    identity = identify_answer(protocol, answer)
    assert identity is not None
    return identity


def _in(carrier: str, brand: str, model: str) -> Identity:
    joined = f"{brand}-{model}".replace(" ", "-")
    answers = {
        "ssdp": f"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nSERVER: Linux/3.0 UPnP/1.0 {joined}/1.0.2\r\n\r\n",
        "mdns": json.dumps({"type": "_http._tcp.local.", "name": f"{brand} {model}._http._tcp.local.", "txt": {}}),
        "dhcp": json.dumps({"hostname": joined, "mac": ""}),
        "tls": f"subject: CN={model}, O={brand}\nissuer: CN={model}, O={brand}\n",
        "http": f'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="{brand} {model}"\r\n\r\n',
    }
    return _identity(carrier, answers[carrier])


@pytest.mark.parametrize("carrier", ["ssdp", "mdns", "dhcp", "tls", "http"])
@pytest.mark.parametrize(
    ("brand", "model", "maker"),
    [
        ("VIVOTEK", "IP8161", "VIVOTEK"),
        ("Pelco", "IMP1110-1", "Pelco"),
        ("Imou", "IPC-K22P", "Imou"),
        ("Reolink", "RLC-1224A", "Reolink"),
        ("Messoa", "NDR721", "Messoa"),
        ("Infinova", "V6201", "Infinova"),
        ("Rhombus", "R200", "Rhombus"),
    ],
)
def test_same_brand_and_model_in_every_answer(carrier: str, brand: str, model: str, maker: str) -> None:
    identity = _in(carrier, brand, model)
    assert identity.is_camera is True
    assert (identity.maker.value, identity.model.value) == (maker, model)


@pytest.mark.parametrize(
    ("host", "maker"), [("GDS3712", "Grandstream"), ("AVD1001", "Arlo"), ("TL-IPC44AW", "TP-Link")]
)
def test_host_name_that_is_a_model(host: str, maker: str) -> None:
    identity = _identity("dhcp", json.dumps({"hostname": host, "mac": ""}))
    assert identity.is_camera is True
    assert identity.maker.value == maker


@pytest.mark.parametrize("host", ["EZVIZ-RS2-robot", "imou-smart-plug", "hanwha-solar-inverter", "axis-pc"])
def test_other_things_of_the_same_brands_stay_out(host: str) -> None:
    assert _identity("dhcp", json.dumps({"hostname": host, "mac": ""})).is_camera is not True


@pytest.mark.parametrize("name", ["5C0123BPAG00001", "axis-b8a44f112233-eccp256-1", "192.168.1.64"])
def test_number_of_a_certificate_is_no_model(name: str) -> None:
    assert _identity("tls", f"subject: CN={name}, O=Dahua\nissuer: CN=ca, O=Dahua\n").model.value is None


@pytest.mark.parametrize(
    ("brand", "model"),
    [("Milesight", "UG65"), ("Verkada", "AC41"), ("Imou", "ZG1"), ("Hanwha", "SPN-10080P"), ("Uniview", "NSW2020")],
)
@pytest.mark.parametrize("carrier", ["ssdp", "dhcp"])
def test_number_of_another_thing_outweighs_the_firm(carrier: str, brand: str, model: str) -> None:
    assert _in(carrier, brand, model).is_camera is not True


def test_room_monitor_of_a_namesake_is_no_camera() -> None:
    assert _identity("snmp", "AVTECH Room Alert 12E").is_camera is not True


def test_a_word_for_a_camera_agrees_with_the_registrant_of_the_address() -> None:
    assert _identity("dhcp", json.dumps({"hostname": "IPC", "mac": "e0:50:8b:11:22:33"})).is_camera is True
    assert _identity("dhcp", json.dumps({"hostname": "front", "mac": "e0:50:8b:11:22:33"})).is_camera is None


def test_a_shop_that_sells_the_model_is_no_camera() -> None:
    body = '<a href="https://www.facebook.com/x">f</a><p>Subscribe to our newsletter</p><p>price</p>'
    page = f"<html><head><title>Foscam R5</title></head><body>{body}</body></html>"
    assert _identity("http", f"HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n{page}").is_camera is not True
