"""DHIP: the one question's bytes, real answers, broken ones."""

import asyncio
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.sighting import Protocol, Sighting
from app.probes import dahua
from app.probes.dahua import build_search, parse_reply, read
from tests.unit.probes.captures import assert_tame, capture
from tests.unit.probes.group_net import GroupNet, datagram

LOREX = capture("dahua/lorex_W461ASC.json")
LOREX_FIELDS = {
    "device_class": "IPC",
    "model": "W461ASC",
    "serial": "**************",
    "firmware": "2.800.030000000.3.R",
    "vendor": "Lorex",
    "manufacturer": "Private",
    "machine_name": "**************",
    "mac": "00:1f:54:a9:2e:58",
    "address": "192.168.86.81",
    "http_port": "80",
    "port": "35000",
    "video_inputs": "1",
    "remote_video_inputs": "0",
    "initialised": "yes",
}


def framed(body: bytes) -> bytes:
    return struct.pack("<I4s8sIIII", 32, b"DHIP", bytes(8), len(body), 0, len(body), 0) + body


def test_the_search_is_that_of_appendix_a() -> None:
    assert build_search() == (
        bytes.fromhex("200000004448495000000000000000003b000000000000003b00000000000000")
        + b'{"method":"DHDiscover.search","params":{"mac":"","uni":1}}\n'
    )
    assert len(build_search()) == 91


def test_no_answer_is_read_out_of_a_question() -> None:
    assert parse_reply(build_search()) == []
    assert parse_reply(build_search()[:-3]) == []


def test_a_real_lorex() -> None:
    assert parse_reply(framed(LOREX + b"\0")) == [LOREX_FIELDS]
    assert read(LOREX.decode()) == LOREX_FIELDS
    assert read(framed(LOREX).decode("latin-1")) == LOREX_FIELDS
    assert read(" \\x00\\x00\\x00DHIP\\x00" + LOREX.decode()) == LOREX_FIELDS


@pytest.mark.parametrize("header", [b"", b"PIHD", bytes(32), framed(b"")[:20], b"\x20\0\0\0DHIP" + b"\xff" * 24])
def test_the_header_may_be_anything(header: bytes) -> None:
    assert parse_reply(header + LOREX) == [LOREX_FIELDS]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "dahua_IPC-HDW5421S",
            {"model": "IPC-HDW5421S", "vendor": "Dahua", "mac": "4c:11:bf:c2:0b:9d", "address": "218.5.136.140"},
        ),
        ("dahua_VTO2000A", {"device_class": "VTO", "vendor": "General", "initialised": "yes"}),
        ("dahua_IPC-HDW1431T1-S4", {"firmware": "2.800.0000000.13.R", "vendor": "Private", "initialised": "yes"}),
    ],
)
def test_other_captures(name: str, expected: dict[str, str]) -> None:
    fields = parse_reply(framed(capture(f"dahua/{name}.json")))[0]
    assert fields == fields | expected
    assert_tame("dahua", fields)


@pytest.mark.parametrize(
    ("init", "expected"), [("0", None), ("1", "no"), ("2", "yes"), ("1161", "no"), ("-3", None), ('"2"', "yes")]
)
def test_initialised(init: str, expected: str | None) -> None:
    fields = read(f'{{"params":{{"deviceInfo":{{"Vendor":"X","Init":{init}}}}}}}')
    assert fields.get("initialised") == expected


def test_broken_json_is_read_key_by_key() -> None:
    broken = LOREX.replace(b'"**************"', b'"unclosed', 1)
    fields = parse_reply(framed(broken))[0]
    kept = {
        name: value for name, value in LOREX_FIELDS.items() if name not in {"machine_name", "manufacturer", "serial"}
    }
    assert fields == fields | kept
    assert parse_reply(framed(LOREX[:200]))[0]["model"] == "W461ASC"


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"\0",
        b"{",
        b"{}",
        b"[]",
        b"{" * 5000,
        b"[" * 5000,
        b'{"params":[]}',
        b'{"params":{"deviceInfo":7}}',
        b'{"mac":null}',
    ],
)
def test_what_is_no_answer(untrusted: bytes) -> None:
    assert parse_reply(untrusted) == []


def test_values_of_a_wrong_type_are_left_out() -> None:
    body = '{"params":{"deviceInfo":{"DeviceType":["a"],"Vendor":{"b":1},"Version":true,"HttpPort":%s,"Port":80}}}' % (
        "9" * 400
    )
    assert read(body) == {"port": "80"}
    assert read(body.replace("9" * 400, "9" * 5000))["port"] == "80"


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda junk: LOREX[:90] + junk + LOREX[95:]))
def test_never_raises(untrusted: bytes) -> None:
    for fields in parse_reply(untrusted):
        assert_tame("dahua", fields)


def test_hostile_text(hostile_text: str) -> None:
    assert_tame("dahua", read(f'{{"params":{{"deviceInfo":{{"Vendor":"{hostile_text}"}}}}}}'))


def test_asking() -> None:
    seen: list[Sighting] = []
    net = GroupNet(lambda payload: [datagram(framed(LOREX))], listen_seconds=2.1)
    record = asyncio.run(dahua.ask(net, seen.append))
    assert [(sighting.protocol, sighting.untrusted_fields) for sighting in seen] == [(Protocol.DAHUA, LOREX_FIELDS)]
    assert {payload for _, payload, _ in net.sent} == {build_search()}
    assert all(abs(at - due) < 0.15 for (_, _, at), due in zip(net.sent, (0, 1, 2), strict=True))
    question = net.sent[0][0]
    assert (question.port, question.groups4, question.broadcast) == (37810, ("239.255.255.251",), True)
    assert (record.sent, record.answered) == (3, 1)
