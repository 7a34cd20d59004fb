"""Which of two fields of a network description names the model, and what a model says against a name."""

import json

import pytest

from app.answer import identify_answer
from app.model.identity import Kind

_DESCRIPTION = (
    '<root xmlns="urn:schemas-upnp-org:device-1-0"><device><friendlyName>{name}</friendlyName><manufacturer>{maker}</manufacturer>'
    "<modelName>{model}</modelName><modelNumber>{number}</modelNumber></device></root>"
)


@pytest.mark.parametrize(
    ("model", "number", "expected"),
    [
        ("Denon AVR-X1600H", "Aios 4.025", "Denon AVR-X1600H"),
        ("R-N602", "N602", "R-N602"),
        ("Network Camera", "P3245", "P3245"),
        ("Network Camera C200", "C200", "C200"),
    ],
)
def test_the_number_names_the_model_unless_it_is_a_version_or_a_part(model: str, number: str, expected: str) -> None:
    found = identify_answer(
        "upnp-description", _DESCRIPTION.format(name="a", maker="Somebody", model=model, number=number)
    )
    assert found is not None
    assert found.model.value == expected


def test_the_model_of_a_switch_outweighs_the_name_of_a_firm_of_cameras() -> None:
    text = _DESCRIPTION.format(name="Hikvision", maker="Hikvision", model="DS-3E0105P-E", number="")
    found = identify_answer("upnp-description", text)
    assert found is not None
    assert found.kind is Kind.OTHER
    assert found.maker.value == "Hikvision"


def test_a_name_without_such_a_model_still_points_to_a_camera() -> None:
    text = _DESCRIPTION.format(name="HIKVISION DS-2CD2032-I", maker="Hikvision", model="DS-2CD2032-I", number="")
    found = identify_answer("upnp-description", text)
    assert found is not None
    assert found.kind is Kind.CAMERA


@pytest.mark.parametrize(
    ("name", "model", "maker"),
    [
        ("VIVOTEK FD8136-0002D1123456", "FD8136", "VIVOTEK"),
        ("Bosch NBN-932V (00-07-5f-11-22-33)", "NBN-932V", "Keenfinity (Bosch)"),
        ("D-Link DCS-5020L [B0:C5:54:11:22:33]", "DCS-5020L", "D-Link"),
        ("VIVOTEK FD8136 (192.168.1.20)", "FD8136", "VIVOTEK"),
    ],
)
def test_an_address_behind_a_name_does_not_hide_the_model(name: str, model: str, maker: str) -> None:
    found = identify_answer("mdns", json.dumps({"type": "_http._tcp.local.", "name": name}))
    assert found is not None
    assert (found.kind, found.model.value, found.maker.value) == (Kind.CAMERA, model, maker)


@pytest.mark.parametrize(
    ("maker", "model", "kind"), [("DIRECTV", "HR54", Kind.OTHER), ("FOSCAM", "FN3109W", Kind.RECORDER)]
)
def test_a_recorder_of_television_is_no_recorder_of_cameras(maker: str, model: str, kind: Kind) -> None:
    text = _DESCRIPTION.format(name="DVR", maker=maker, model=model, number="")
    found = identify_answer(
        "upnp-description", text.replace("<modelNumber>", "<modelDescription>DVR</modelDescription><modelNumber>")
    )
    assert found is not None
    assert found.kind is kind
