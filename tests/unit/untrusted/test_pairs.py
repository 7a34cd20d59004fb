"""Pairs and elements of pasted text: every usual form, and hostile text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.untrusted.pairs import PAIRS_LIMIT, elements, pairs, pasted


@pytest.mark.parametrize(
    "text",
    [
        "Model: RLC-410\nFirmwareVersion: v3.0",
        "Model = RLC-410\nFirmwareVersion = v3.0",
        "model=RLC-410\r\nfirmwareversion=v3.0\r\n",
        "{'Model': 'RLC-410', 'FirmwareVersion': 'v3.0'}",
        '"Model" : "RLC-410",\n"FirmwareVersion" : "v3.0",',
        "{ model: 'RLC-410',\n  firmwareVersion: 'v3.0' }",
        "Model = RLC-410, FirmwareVersion = v3.0",
        "{'answer': {'Model': 'RLC-410', 'FirmwareVersion': 'v3.0'}, 'more': [1]}",
        "<a:Model>RLC-410</a:Model><a:FirmwareVersion>v3.0</a:FirmwareVersion>",
        "<Model type='string'><![CDATA[RLC-410]]></Model>\n<FirmwareVersion>v3.0\n</FirmwareVersion>",
    ],
)
def test_every_usual_form_gives_the_same_pairs(text: str) -> None:
    said = pasted(text)
    assert (said["model"], said["firmwareversion"]) == ("RLC-410", "v3.0")


def test_the_first_value_of_a_name_counts() -> None:
    assert pairs("a: 1\nA: 2")["a"] == "1"


def test_a_value_keeps_its_colons() -> None:
    assert pairs("mac: 00:11:22:33:44:55")["mac"] == "00:11:22:33:44:55"


def test_xml_that_defines_entities_is_not_read() -> None:
    assert elements('<!DOCTYPE x [<!ENTITY e "y">]><Model>&e;</Model>') == {}


@given(st.text(alphabet=st.sampled_from("aB0 :='\"{}[],;<>/!&\n\r\x00é-"), max_size=400))
def test_hostile_text_is_never_an_error(text: str) -> None:
    for said in (pairs(text), elements(text)):
        assert all(value and isinstance(value, str) for value in said.values())


@pytest.mark.parametrize("piece", ["a:1\n", "<a>1</", "<a ", "{", "'\"", "a :", "[a", "a" * 60 + " "])
def test_long_text_is_bounded(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert len(pairs(text)) <= PAIRS_LIMIT + 1
    assert len(elements(text)) <= PAIRS_LIMIT + 1
