import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge.load import load
from app.knowledge.match import build_day
from app.knowledge.starts import starts_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("170123", "20170123"),
        ("20241111", "20241111"),
        ("2019-08-12", "20190812"),
        ("2017_12_15", "20171215"),
        ("171301", ""),
        ("12345", ""),
        ("", ""),
        ("18990101", ""),
        ("990229", ""),
    ],
)
def test_build_dates_are_real_days(text, day):
    assert build_day(text) == day


def test_every_line_of_a_field_is_read():
    found = load().match("wsdiscovery", "types", "Device\nNetworkVideoTransmitter\nNetworkVideoTransmitter")
    assert [match.rule.id for match in found] == ["wsd-transmitter"]


def test_only_the_first_lines_are_read():
    assert load().match("wsdiscovery", "types", "x\n" * 5000 + "NetworkVideoTransmitter") == ()


@given(st.text(max_size=3000))
def test_any_text_is_answered(text):
    knowledge = load()
    for protocol, field in (
        ("http", "title"),
        ("onvif", "model"),
        ("sadp", "firmware"),
        ("tls", "subject"),
        ("rtsp", "realm"),
        ("unknown", "x"),
    ):
        for match in knowledge.match(protocol, field, text):
            assert match.rule.says or match.gives
    knowledge.brand_named(text)
    knowledge.is_placeholder(text)
    knowledge.registrant(text)


@pytest.mark.parametrize(
    "mac",
    [
        "02:00:00:00:00:01",
        "01:00:5e:00:00:01",
        "da:a1:19:00:00:01",
        "",
        "zz:zz:zz:zz:zz:zz",
        "44:19:b6",
        "٤٤:19:b6:00:00:01",
    ],
)
def test_random_group_and_broken_addresses_have_no_registrant(mac):
    assert load().registrant(mac) is None


def test_the_smallest_block_counts():
    knowledge = load()
    assert knowledge.registrant("4C-91-7A-B0-00-01") == knowledge.registrant("4c:91:7a:bf:ff:ff")
    assert knowledge.registrant("4c:91:7a:10:00:01") != knowledge.registrant("4c:91:7a:b1:00:01")


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        (r"(?P<model>DS-2(?:CE|CC)\d)", ("ds-2",)),
        (r"KC|EC\d", ("ec", "kc")),
        (r"(?:A|B)C", ("a", "b")),
        (r"(?P<model>(?:DHI?-)?IPC)", ()),
        (r"AV-?TECH", ("av",)),
        (r"a{2}b", ()),
        (r"x+y", ()),
        (r"(?-i:WEB)", ()),
        (r"[|(]x|b", ()),
        (r"\(x", ("(x",)),
        (r"K(?:a|b", ("k",)),
        ("é", ()),
        ("", ()),
    ],
)
def test_what_a_fitting_text_begins_with(pattern, starts):
    assert starts_of(pattern) == starts


def test_no_beginning_hides_a_match():
    for file in load().rule_book.files:
        for rule in file.rules:
            starts = starts_of(rule.pattern)
            for example in rule.examples:
                assert not starts or not example.text.isascii() or example.text.strip().lower().startswith(starts)


@given(st.text(alphabet="ab(|)[]?*+{2}\\-:P<>", max_size=24))
def test_any_pattern_has_beginnings_or_none(pattern):
    assert isinstance(starts_of(pattern), tuple)
