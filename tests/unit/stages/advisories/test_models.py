import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.stages.advisories.models import Patterns, read_model, revision_in_firmware, revision_key

NAMES = ("Hikvision", "Tapo", "TP-Link", "Wyze", "Wyze Labs", "Dahua")


def fits(pattern: str, model: str, *names: str) -> bool:
    one = read_model(model, names or NAMES)
    return one is not None and Patterns((pattern,), names or NAMES).fit(one)


@pytest.mark.parametrize(
    ("pattern", "model"),
    [
        ("DS-2CD2??2F-I*", "DS-2CD2132F-IWS"),
        ("DS-2CD2??2F-I*", "ds-2cd2132f-i"),
        ("DS-2CD2??2F-I*", "DS 2CD2132F I"),
        ("DS-2CD2??2F-I*", "DS_2CD2132F_I"),
        ("DS-2CD2??2F-I*", "DS2CD2132FI"),
        ("DS-2CD2??2F-I*", "Hikvision DS-2CD2132F-I"),
        ("DS-2CD7153-E", "DS-2CD7153-E (4mm)"),
        ("DS-2CD7153-E", "DS-2CD7153-E 2.8-12mm"),
        ("DS-2CD7153-E", "IP camera DS-2CD7153-E"),
        ("DS-7604NI-K1/4P(B)", "DS-7604NI-K1/4P (B)"),
        ("DS-2CD2??2F-I*", "DS-2CD2xx2F-I Series"),
        ("C210", "C210(EU)"),
        ("C210", "Tapo C210 (US)"),
        ("Tapo C210", "C210"),
        ("Tapo C210", "TP-Link Tapo C210"),
        ("C200 V3", "Tapo C200 v3"),
        ("C200 V3", "C200(EU) V3"),
        ("C200", "C200 V3"),
        ("C200", "Tapo C200(EU) 3.0"),
        ("DCS-930L", "DCS-930L A1"),
        ("DCS-930L", "DCS-930L (rev. B2)"),
        ("DCS-930L", "DCS-930L H/W Ver. A1"),
        ("DCS-8300LHV2", "DCS-8300LH V2"),
        ("Wyze Cam v3", "Cam v3"),
        ("IPC-HFW5???*", "DH-IPC-HFW5241E-ZE"),
        ("DH-IPC-HFW5241E-ZE", "IPC-HFW5241E-ZE"),
        ("NVR5*-4KS2", "DHI-NVR5216-4KS2"),
        ("P3245-LV", "AXIS P3245-LV Network Camera"),
        ("NVRmini2", "NVRmini 2"),
        ("DVR4104", "DVR-4104"),
        ("*", "anything"),
    ],
)
def test_spellings_of_one_model(pattern: str, model: str) -> None:
    assert fits(pattern, model, *NAMES, "Axis")


@pytest.mark.parametrize(
    ("pattern", "model"),
    [
        ("DS-2CD2??2F-I*", "DS-2CD2142FWD-I"),
        ("DS-7604NI-K1/4P(B)", "DS-7604NI-K1/4P(C)"),
        ("DS-7604NI-K1/4P", "DS-7604NI-K1"),
        ("C200 V3", "C200 V5"),
        ("C200 V3", "C200"),
        ("DCS-930L", "DCS-9300L"),
        ("BC500", "BC5000"),
        ("RLC-410", "RLC-410W"),
        ("Wyze Cam v3", "Wyze Cam v3 Pro"),
        ("UniFi Protect Cameras", "UniFi Protect"),
    ],
)
def test_other_models(pattern: str, model: str) -> None:
    assert not fits(pattern, model)


@pytest.mark.parametrize(
    ("model", "revision"),
    [
        ("C200 V3", "3"),
        ("C520WS V2.6", "2.6"),
        ("C200(EU) V3.0", "3"),
        ("C200 3.0", "3"),
        ("DCS-930L A1", "a1"),
        ("DCS-930L rev. B", "b"),
        ("DCS-930L HW Ver. 2.0", "2"),
        ("DS-7604NI-K1/4P(B)", ""),
        ("NVRmini 2", ""),
        ("DCS-930L", ""),
    ],
)
def test_the_hardware_revision_is_told_apart(model: str, revision: str) -> None:
    one = read_model(model, NAMES)
    assert one is not None
    assert one.revision == revision


def test_revisions_in_other_places() -> None:
    assert revision_in_firmware("C200(US)_V3_1.4.5 Build 251104") == "3"
    assert revision_in_firmware("V1.4.5") == ""
    assert revision_key("V3") == revision_key("3.0") == revision_key("Ver. 3") == revision_key(" hardware rev 3 ")
    assert revision_key("V2.6") != revision_key("V2")


def test_a_near_miss_and_a_model_that_is_none() -> None:
    patterns = Patterns(("NVR301-04S2-P4",), ())
    texts = ("NVR301-04S2-P4-IN", "NVR302-16S2", "camera", "NVR5xx-16")
    near, far, vague, series = (read_model(text, ()) for text in texts)
    assert near is not None
    assert far is not None
    assert vague is not None
    assert series is not None
    assert not series.is_proper
    assert patterns.nearly_fit(near)
    assert not patterns.nearly_fit(far)
    assert far.is_proper
    assert not vague.is_proper
    assert read_model("  -- ", ()) is None or not patterns.fit(vague)
    assert read_model("", ()) is None


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_any_model_text_is_read(text: str, names: list[str]) -> None:
    one = read_model(text, names)
    if one is not None:
        assert Patterns(("*",), tuple(names)).fit(one)
        assert not Patterns(("NO-SUCH-MODEL-1*2",), tuple(names)).nearly_fit(one) or len(text) > 2


@given(st.from_regex(r"[A-Z]{2,4}-[0-9]{3,5}[A-Z]{0,3}(-[A-Z0-9]{1,3})?", fullmatch=True))
def test_a_model_fits_itself_however_it_is_spelt(model: str) -> None:
    for spelling in (model, model.lower(), model.replace("-", " "), model.replace("-", "_"), f" {model} (EU)"):
        assert fits(model, spelling)
