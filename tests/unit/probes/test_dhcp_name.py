import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.probes import dhcp_name
from tests.unit.probes.captures import assert_tame


def test_name_and_address() -> None:
    assert dhcp_name.read('{"hostname": "ring-doorbell", "mac": "0C-AE-7D-12-34-56"}') == {
        "hostname": "ring-doorbell",
        "mac": "0c:ae:7d:12:34:56",
    }
    assert dhcp_name.read('{"hostname": "blink", "mac": "nonsense", "ssid": "home"}') == {"hostname": "blink"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reolink", {"hostname": "Reolink"}),
        ("litter-robot4.lan", {"hostname": "litter-robot4"}),
        ('{"hostname": "axis-accc8e123456.local."}', {"hostname": "axis-accc8e123456"}),
        ("hostname: C200_A1B2C3\nmac: 28-EE-52-00-00-01", {"hostname": "C200_A1B2C3", "mac": "28:ee:52:00:00:01"}),
        ('{"host_name": "NVR"} from the router', {"hostname": "NVR"}),
    ],
)
def test_other_forms(text: str, expected: dict[str, str]) -> None:
    assert dhcp_name.read(text) == expected


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '{"hostname": 5}', "[" * 4000, '{"hostname": "\\ud800"}x'])
def test_what_is_no_name(text: str) -> None:
    assert dhcp_name.read(text) == {}


@given(st.text(), st.text())
def test_no_input_is_an_error(name: str, mac: str) -> None:
    assert isinstance(dhcp_name.read(name), dict)
    assert_tame("dhcp", dhcp_name.read(json.dumps({"hostname": name, "mac": mac})))
