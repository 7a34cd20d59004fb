"""What one answer to a maker's search says, and what it does not."""

from types import ModuleType

import pytest

from app.answer import identify_answer
from app.model.certainty import Certainty
from app.model.identity import Identity, Kind, OtherThing
from app.probes import (
    bosch,
    foscam,
    hanwha,
    kasa,
    panasonic,
    reolink,
    sony,
    tapo,
    tuya,
    tvt,
    ubiquiti,
    vivotek,
    vstarcam,
    xiongmai,
)
from tests.unit.probes import maker_answers as made


def identity(protocol: str, text: str) -> Identity:
    found = identify_answer(protocol, text)
    assert found is not None
    return found


def identity_of(module: ModuleType) -> Identity:
    protocol, answer, _ = made.ANSWERS[module]
    return identity(protocol, answer.hex())


@pytest.mark.parametrize(
    ("module", "platform", "maker", "brand"),
    [
        (xiongmai, "xiongmai", "Xiongmai", None),
        (tvt, "tvt", "TVT", "DVC"),
        (hanwha, "", "Hanwha", None),
        (panasonic, "", "i-PRO", None),
        (vivotek, "", "VIVOTEK", "VIVOTEK"),
        (sony, "", "Sony", "Sony"),
        (vstarcam, "", None, "VStarcam"),
        (reolink, "reolink", "Reolink", "Reolink"),
        (kasa, "", "TP-Link", "Kasa"),
        (tapo, "", "TP-Link", "Tapo"),
        (ubiquiti, "", "Ubiquiti", "UniFi Protect"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_camera(module: ModuleType, platform: str, maker: str | None, brand: str | None) -> None:
    found = identity_of(module)
    assert (found.kind, found.is_camera) == (Kind.CAMERA, True)
    assert found.platform.key == platform
    assert found.maker.value == maker
    if module is not hanwha:  # its model number is one of Samsung's time
        assert found.brand.value == brand


@pytest.mark.parametrize("module", [hanwha, vivotek, sony, vstarcam], ids=lambda module: module.__name__)
def test_what_one_source_describes_is_never_more_than_likely_by_itself(module: ModuleType) -> None:
    found = identity_of(module)
    values = (found.brand, found.maker, found.platform, found.model, found.firmware, found.serial)
    assert max(value.certainty for value in values) is Certainty.LIKELY
    assert found.kind_certainty is Certainty.LIKELY


def test_bosch_is_only_possible_until_it_names_a_serial() -> None:
    bare = identity_of(bosch)
    assert (bare.kind, bare.kind_certainty, bare.brand.value) == (Kind.UNKNOWN, Certainty.POSSIBLE, "Bosch")
    full = identity("bosch", made.BOSCH_XML.decode())
    assert (full.kind, full.serial.value, full.stated_name.value) == (Kind.CAMERA, "044500000001", "Yard")


def test_the_brand_behind_an_old_foscam_answer_stays_open() -> None:
    found = identity_of(foscam)
    assert (found.kind, found.brand.value, found.brand.certainty) == (Kind.CAMERA, "Foscam", Certainty.POSSIBLE)


@pytest.mark.parametrize(
    ("module", "model", "firmware", "built"),
    [
        (xiongmai, None, "V5.11.R02.000809V1.10010.346837.0000010", None),
        (tvt, "DCN-BM8127AIN", "1.5-1428327", "2023-11-03"),
        (kasa, "EC60(US)", "2.3.22 Build 20230731 rel.69808", "2023-07-31"),
        (tapo, "C210", "1.4.7 Build 250625 Rel.58841n", "2025-06-25"),
        (panasonic, "WV-S1131", "4.30", None),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_what_answers_state_outright(module: ModuleType, model: str | None, firmware: str, built: str | None) -> None:
    found = identity_of(module)
    assert (found.model.value, found.firmware.value) == (model, firmware)
    assert found.firmware.certainty is Certainty.CONFIRMED
    assert (found.firmware_built and found.firmware_built.isoformat()) == built


def test_a_serial_that_is_a_key_is_no_serial() -> None:
    for module in (xiongmai, vstarcam, reolink):
        assert identity_of(module).serial.value is None


@pytest.mark.parametrize(
    ("said", "kind", "other", "camera"),
    [
        ("SMART.TAPODOORBELL", Kind.DOORBELL, OtherThing.NONE, True),
        ("SMART.TAPONVR", Kind.RECORDER, OtherThing.NONE, True),
        ("IOT.SMARTPLUGSWITCH", Kind.OTHER, OtherThing.SMART_HOME, False),
        ("SMART.TAPOBULB", Kind.OTHER, OtherThing.LIGHT, False),
        ("SMART.TAPOHUB", Kind.OTHER, OtherThing.SMART_HOME, False),
        ("SMART.SOMETHING", Kind.UNKNOWN, OtherThing.NONE, None),
    ],
)
def test_tplink_devices_are_what_they_say(said: str, kind: Kind, other: OtherThing, camera: bool | None) -> None:
    found = identity("tplink-discovery", f'{{"result":{{"device_type":"{said}","device_model":"X100"}}}}')
    assert (found.kind, found.other_thing, found.is_camera) == (kind, other, camera)


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("UNVR", Kind.RECORDER),
        ("UDM-PRO", Kind.OTHER),
        ("U6-LR", Kind.OTHER),
        ("XYZ-1", Kind.UNKNOWN),
        ("UVC", Kind.CAMERA),
    ],
)
def test_ubiquiti_devices_by_model(model: str, kind: Kind) -> None:
    values = b"\x13\x00\x06" + made.MAC + b"\x14\x00" + bytes([len(model)]) + model.encode()
    found = identity("ubiquiti", (b"\x02\x09" + len(values).to_bytes(2, "big") + values).hex())
    assert found.kind is kind
    assert found.maker.value == "Ubiquiti"


def test_tuya_never_says_what_it_is() -> None:
    found = identity_of(tuya)
    assert (found.kind, found.kind_certainty, found.is_camera) == (Kind.UNKNOWN, Certainty.NOT_KNOWN, None)
    assert (found.platform.key, found.platform.certainty) == ("tuya", Certainty.POSSIBLE)


def test_a_tvt_recorder_with_channels() -> None:
    found = identity("tvt", (made.TVT[:228] + b"\x08\0\0\0" + made.TVT[232:]).hex())
    assert (found.kind, found.is_camera) == (Kind.RECORDER, True)
