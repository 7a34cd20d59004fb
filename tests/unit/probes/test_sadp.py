"""SADP: the one question's bytes, real answers, broken ones, and whose answers count."""

import asyncio
import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.sighting import Protocol, Sighting
from app.probes import sadp
from app.probes.sadp import build_inquiry, parse_reply, read
from tests.unit.probes.captures import assert_tame, capture
from tests.unit.probes.group_net import GroupNet, datagram

CAMERA = capture("sadp/hikvision_DS-2CD2385G1-I_V5.6.2.xml")
CAMERA_FIELDS = {
    "model": "DS-2CD2385G1-I",
    "serial": "DS-2CD2385G1-I20200414AAWRE33842150",
    "firmware": "V5.6.2build 190701",
    "dsp_version": "V7.3 build 190626",
    "address": "192.168.124.40",
    "mask": "255.255.255.0",
    "gateway": "192.168.124.1",
    "oem_code": "1",
    "device_type": "141945",
    "analog_channels": "0",
    "digital_channels": "1",
    "disks": "0",
    "http_port": "80",
    "command_port": "8000",
    "boot_time": "1970-01-15 02:44:11",
    "activated": "yes",
    "cloud": "no",
    "mac": "58:50:ed:1f:e3:85",
}


def test_the_inquiry_is_that_of_the_page() -> None:
    assert build_inquiry(UUID("d311b3b5-a4c1-47c0-bf4b-c0a26de18451")) == (
        b'<?xml version="1.0" encoding="utf-8"?>'
        b"<Probe><Uuid>D311B3B5-A4C1-47C0-BF4B-C0A26DE18451</Uuid><Types>inquiry</Types></Probe>"
    )


def test_no_answer_is_read_out_of_a_question() -> None:
    assert parse_reply(build_inquiry(UUID(int=1))) == []
    assert parse_reply(b"<Probe><Uuid>1</Uuid><Types>inquiry</Types><MAC>58-50-ed-1f-e3-85</MAC>") == []


def test_a_real_camera() -> None:
    assert parse_reply(CAMERA) == [CAMERA_FIELDS]
    assert read(CAMERA.decode()) == CAMERA_FIELDS
    assert parse_reply(b"\0\x01junk" + CAMERA + b"\0\0") == [CAMERA_FIELDS]


def test_another_real_camera() -> None:
    fields = parse_reply(capture("sadp/hikvision_DS-2CD2T47G1-L_V5.6.5.xml"))[0]
    assert (fields["model"], fields["firmware"], fields["activated"]) == ("DS-2CD2T47G1-L", "V5.6.5build 200316", "yes")
    assert "cloud" not in fields


@pytest.mark.parametrize("root", [b"Probematch", b"PROBEMATCH", b"probeMatch"])
def test_spellings_of_the_root(root: bytes) -> None:
    assert parse_reply(CAMERA.replace(b"ProbeMatch", root)) == [CAMERA_FIELDS]


def test_broken_xml_is_read_element_by_element() -> None:
    broken = CAMERA.replace(b"</ProbeMatch>", b"<OEMInfo>A & B</OEMInfo><Unclosed>")
    assert parse_reply(broken) == [CAMERA_FIELDS | {"oem_info": "A & B"}]
    assert parse_reply(CAMERA[: CAMERA.index(b"<MAC>")])[0]["model"] == "DS-2CD2385G1-I"


@pytest.mark.parametrize(
    ("said", "expected"), [("true", "yes"), ("TRUE", "yes"), ("false", "no"), ("flase", "no"), ("0", "no"), ("", None)]
)
def test_yes_or_no(said: str, expected: str | None) -> None:
    fields = read(f"<ProbeMatch><Activated>{said}</Activated><MAC>58-50-ed-1f-e3-85</MAC></ProbeMatch>")
    assert fields.get("activated") == expected


@pytest.mark.parametrize("mac", ["58-50-ED-1F-E3-85", "58:50:ed:1f:e3:85", "5850ed1fe385"])
def test_spellings_of_the_mac(mac: str) -> None:
    assert read(f"<ProbeMatch><MAC>{mac}</MAC></ProbeMatch>") == {"mac": "58:50:ed:1f:e3:85"}


def test_what_is_not_configured_is_left_out() -> None:
    assert read("<ProbeMatch><IPv4Address>0.0.0.0</IPv4Address><IPv6Address>::</IPv6Address></ProbeMatch>") == {}


def test_secrets_are_never_kept() -> None:
    salted = CAMERA.replace(
        b"</ProbeMatch>", b"<Salt>0123456789</Salt><PasswordResetAbility>true</PasswordResetAbility></ProbeMatch>"
    )
    assert parse_reply(salted) == [CAMERA_FIELDS]


@pytest.mark.parametrize(
    "untrusted", [b"", b"<", b"<a/>", b"<ProbeMatch/>", b"{}", b"<e><ProbeMatch><MAC>1</MAC></ProbeMatch></e>"]
)
def test_what_is_no_answer(untrusted: bytes) -> None:
    assert parse_reply(untrusted) == []


@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda junk: CAMERA[:150] + junk + CAMERA[170:]))
def test_never_raises(untrusted: bytes) -> None:
    for fields in parse_reply(untrusted):
        assert_tame("sadp", fields)


def test_hostile_text(hostile_text: str) -> None:
    assert_tame("sadp", read(f"<ProbeMatch><DeviceDescription>{hostile_text}</DeviceDescription></ProbeMatch>"))


def answer_with(uuid: bytes | None, types: bytes = b"inquiry") -> list[Sighting]:
    """What is told when a device answers with that Uuid, None for the one that was asked with."""
    seen: list[Sighting] = []

    def answer(payload: bytes) -> list:
        asked = re.search(rb"<Uuid>(.*?)</Uuid>", payload)
        own = asked[1].lower() if asked else b""
        reply = CAMERA.replace(b"e8ecfe09-90e4-44c0-842b-703f46b58c81", own if uuid is None else uuid)
        return [datagram(reply.replace(b"<Types>inquiry", b"<Types>" + types))]

    asyncio.run(sadp.ask(GroupNet(answer), seen.append))
    return seen


def test_own_and_unnamed_answers_count() -> None:
    assert [sighting.untrusted_fields for sighting in answer_with(None)] == [CAMERA_FIELDS]
    assert len(answer_with(b"")) == 1


def overheard(types: bytes = b"inquiry") -> list[Sighting]:
    """What is told when a device says something with the Uuid of another program to everybody."""
    seen: list[Sighting] = []
    said = CAMERA.replace(b"<Types>inquiry", b"<Types>" + types)
    asyncio.run(sadp.ask(GroupNet(heard={37020: [datagram(said)]}), seen.append))
    return seen


def test_what_comes_to_our_own_port_is_for_us_whatever_its_uuid() -> None:
    assert len(answer_with(b"AAAAAAAA-90e4-44c0-842b-703f46b58c81")) == 1


def test_answers_to_other_programs_do_not_count_but_hellos_do() -> None:
    assert overheard() == []
    assert len(overheard(b"hello")) == 1


def test_three_sends_a_second_apart_with_the_same_uuid() -> None:
    net = GroupNet(listen_seconds=2.1)
    record = asyncio.run(sadp.ask(net, lambda sighting: None))
    assert all(abs(at - due) < 0.15 for (_, _, at), due in zip(net.sent, (0, 1, 2), strict=True))
    assert len({payload for _, payload, _ in net.sent}) == 1
    question = net.sent[0][0]
    assert (question.port, question.groups4, question.broadcast) == (37020, ("239.255.255.250",), True)
    assert (record.question, record.sent, record.answered) == (Protocol.SADP, 3, 0)
