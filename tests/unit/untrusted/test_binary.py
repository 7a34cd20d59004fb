"""Fields of datagrams: wholly inside or empty, and the texts that stand for datagrams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.untrusted import binary
from app.untrusted.json import TEXT_LIMIT, first_object, member, scalar

DATA = bytes.fromhex("c0a80164") + b"IPC\0junk" + bytes.fromhex("021122334455") + bytes.fromhex("5000")


def test_fields_inside() -> None:
    assert binary.address4(DATA, 0) == "192.168.1.100"
    assert binary.text(DATA, 4, 8) == "IPC"
    assert binary.mac(DATA, 12) == "02:11:22:33:44:55"
    assert (binary.port(DATA, 18, "little"), binary.port(DATA, 18, "big")) == ("80", "20480")
    assert binary.number(DATA, 18, 2, "little") == 80


@pytest.mark.parametrize("start", [-1, 17, 18, 19, 20, 21, 10_000])
def test_fields_that_stick_out_are_empty(start: int) -> None:
    assert binary.part(DATA, start, 4) == b""
    assert binary.address4(DATA, start) == binary.text(DATA, start, 4) == binary.mac(DATA, start) == ""
    assert binary.number(DATA, start, 4, "big") is None
    assert binary.port(DATA[:19], 18, "big") == ""


def test_blanks_are_empty() -> None:
    assert binary.address4(bytes(4), 0) == binary.mac(bytes(6), 0) == binary.port(bytes(2), 0, "big") == ""


@pytest.mark.parametrize(
    "text",
    ["4d484544 07000100", "0x4d48454407000100", "4D:48:45:44:07:00:01:00", r"MHED\x07\x00\x01\x00", "MHED\7\0\1\0"],
)
def test_texts_that_stand_for_a_datagram(text: str) -> None:
    assert binary.bytes_of(text) == b"MHED\x07\0\x01\0"


@pytest.mark.parametrize("text", ["abcd", "added", "4d4845440", "", " "])
def test_short_words_are_no_digits(text: str) -> None:
    assert binary.bytes_of(text) == text.encode()


@given(st.text(max_size=300))
def test_any_text_is_some_bytes(text: str) -> None:
    assert isinstance(binary.bytes_of(text), bytes)


@pytest.mark.parametrize("text", ["", "{", "[1]", "{]", "{" * 9000, '{"a":' * 9000, " " * TEXT_LIMIT + "{}x", "null"])
def test_what_is_no_object(text: str) -> None:
    assert first_object(text) == {}


def test_objects_and_members() -> None:
    found = first_object('junk {"a": {"b": "x\\u001b"}, "n": 7, "t": true, "big": 99999999999} trailing')
    assert scalar(member(found, "a")["b"]) == "x"
    assert member(found, "n") == member(found, "missing") == {}
    assert [scalar(found[name]) for name in ("n", "t", "big", "a")] == ["7", "", "", ""]
