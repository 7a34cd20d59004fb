"""mDNS: the questions' bytes, services in pieces, what is handed over as JSON, and the whole probe against a pretend network."""

import asyncio
import json
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zeroconf._dns import DNSAddress, DNSPointer, DNSQuestion, DNSRecord, DNSService, DNSText
from zeroconf._protocol.incoming import DNSIncoming
from zeroconf._protocol.outgoing import DNSOutgoing

from app.model.sighting import Sighting
from app.probes import mdns
from app.probes.mdns import BROWSED, ENUMERATION, MESSAGE_LIMIT, browse_questions, build_queries, parse_reply, read
from app.probes.mdns.services import (
    POINTER,
    QUESTIONS_A_TURN,
    QUESTIONS_LIMIT,
    SERVICES_PER_SOURCE,
    TYPES_LIMIT,
    ServiceList,
)
from tests.unit.probes.captures import assert_tame, capture
from tests.unit.probes.group_net import GroupNet, datagram

TYPE = "_axis-video._tcp.local."
NAME = f"AXIS M1065-LW - ACCC8E270AD8.{TYPE}"
HOST = "axis-accc8e270ad8.local."
ADDRESS = "192.168.124.40"
FIELDS = {
    "type": "_axis-video._tcp",
    "instance": "AXIS M1065-LW - ACCC8E270AD8",
    "host": "axis-accc8e270ad8.local",
    "service_port": "80",
    "mac": "ac:cc:8e:27:0a:d8",
    "txt": "macaddress=ACCC8E270AD8",
    "txt.macaddress": "ACCC8E270AD8",
}


def message(*records: DNSRecord, flags: int = 0x8400) -> bytes:
    out = DNSOutgoing(flags, multicast=False, id_=7)
    for record in records:
        out.add_answer_at_time(record, 0)
    return out.packets()[0]


def pointer(service_type: str = TYPE, name: str = NAME, ttl: int = 120) -> DNSRecord:
    return DNSPointer(service_type, 12, 1, ttl, name)


def service(name: str = NAME, host: str = HOST, port: int = 80) -> DNSRecord:
    return DNSService(name, 33, 1, 120, 0, 0, port, host)


def text(*pairs: bytes, name: str = NAME) -> DNSRecord:
    return DNSText(name, 16, 1, 120, b"".join(bytes([len(pair)]) + pair for pair in pairs))


def address(ip: str = ADDRESS, host: str = HOST) -> DNSRecord:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    return DNSAddress(host, 28 if ":" in ip else 1, 1, 120, socket.inet_pton(family, ip))


WHOLE = message(pointer(), service(), text(b"macaddress=ACCC8E270AD8"), address())


def listed(
    *messages: bytes, source: str = ADDRESS, now: float = 0.0, final: bool = False
) -> list[tuple[str, dict[str, str]]]:
    services = ServiceList(lambda ip: ip.startswith(("192.168.124.", "fe80::")))
    for untrusted in messages:
        services.add(untrusted, source, "eth9", 0.0)
    return [(announced.address, announced.fields) for announced in services.take(now, final=final)]


def test_one_message_asks_for_all_types() -> None:
    messages = build_queries(browse_questions(), one_shot=True)
    assert len(messages) == 1
    assert len(messages[0]) <= MESSAGE_LIMIT
    question = DNSIncoming(messages[0])
    assert question.is_query()
    assert question.id
    assert [asked.name for asked in question.questions] == [f"{name}.local." for name in BROWSED]
    assert {(asked.type, asked.class_) for asked in question.questions} == {(POINTER, 1)}


def test_the_bytes_of_a_question() -> None:
    assert build_queries([("_axis-video._tcp.local.", POINTER)], one_shot=False) == [
        bytes.fromhex("000000000001000000000000") + b"\x0b_axis-video\x04_tcp\x05local\x00" + bytes.fromhex("000c0001")
    ]


def test_many_questions_are_spread_over_messages() -> None:
    names = [(f"{'x' * 50}{number}.local.", POINTER) for number in range(120)]
    messages = build_queries(names, one_shot=True)
    assert all(len(untrusted) <= MESSAGE_LIMIT for untrusted in messages)
    assert sum(len(DNSIncoming(untrusted).questions) for untrusted in messages) == 120
    assert build_queries([], one_shot=True) == []


def test_no_answer_is_read_out_of_a_question() -> None:
    assert parse_reply(build_queries(browse_questions(), one_shot=True)[0]) == []
    assert parse_reply(message(pointer(), service(), flags=0)) == []


def test_a_whole_service_in_one_message() -> None:
    assert parse_reply(WHOLE) == [FIELDS]
    assert listed(WHOLE) == [(ADDRESS, FIELDS)]
    assert_tame("mdns", FIELDS)


def test_pieces_in_any_order() -> None:
    pieces = [message(record) for record in (address(), text(b"macaddress=ACCC8E270AD8"), service(), pointer())]
    assert listed(*pieces) == [(ADDRESS, FIELDS)]
    assert listed(*reversed(pieces)) == [(ADDRESS, FIELDS)]


def test_a_service_known_in_part_waits_a_second() -> None:
    part = message(pointer())
    assert listed(part, now=0.9) == []
    assert listed(part, now=1.0) == [
        (ADDRESS, {"type": "_axis-video._tcp", "instance": FIELDS["instance"], "mac": FIELDS["mac"]})
    ]
    assert len(listed(part, now=0.0, final=True)) == 1


def test_a_service_is_told_again_only_with_new_words() -> None:
    services = ServiceList(lambda ip: True)
    services.add(message(pointer()), ADDRESS, "eth9", 0.0)
    assert len(services.take(1.0)) == 1
    assert services.take(2.0) == []
    services.add(WHOLE, ADDRESS, "eth9", 2.0)
    assert [announced.fields for announced in services.take(2.0)] == [FIELDS]
    services.add(WHOLE, ADDRESS, "eth9", 3.0)
    assert services.take(3.0, final=True) == []


@pytest.mark.parametrize(
    ("records", "source", "expected"),
    [
        ([address("192.168.124.7"), address("192.168.124.40")], "192.168.124.40", "192.168.124.40"),
        ([address("192.168.124.7")], "192.168.124.40", "192.168.124.7"),
        ([address("8.8.8.8")], "192.168.124.40", "192.168.124.40"),
        ([address("8.8.8.8"), address("192.168.124.7")], "192.168.124.40", "192.168.124.7"),
        ([address("fe80::1")], "10.9.9.9", "fe80::1%eth9"),
        ([address("fe80::1"), address("192.168.124.7")], "10.9.9.9", "192.168.124.7"),
    ],
)
def test_whose_service_it_is(records: list[DNSRecord], source: str, expected: str) -> None:
    untrusted = message(pointer(), service(), text(b"a=b"), *records)
    assert [told for told, _ in listed(untrusted, source=source)] == [expected]


def test_what_a_router_passes_on_of_another_network_is_not_its_own() -> None:
    services = ServiceList(lambda ip: ip.startswith("192.168.124."))
    services.add(message(pointer(), service(), text(b"a=b"), address("10.0.20.5")), "192.168.124.1", "eth9", 0.0)
    assert services.take(5.0, final=True) == []


def test_devices_without_end_are_not_asked_without_end() -> None:
    """Every device on the network hears each question: one that announces thousands of services brings no flood."""
    services = ServiceList(lambda ip: True)
    for number in range(1024):
        untrusted = message(pointer("_http._tcp.local.", f"cam{number:04}._http._tcp.local."))
        services.add(untrusted, f"192.168.124.{number // 64 + 1}", "eth9", 0.0)
    turns = [len(services.questions(now / 10, BROWSED)) for now in range(200)]
    assert max(turns) <= QUESTIONS_A_TURN + 4
    assert QUESTIONS_A_TURN < sum(turns) <= QUESTIONS_LIMIT + 4


def test_a_service_of_nobody_in_the_scan_is_not_told() -> None:
    assert listed(message(pointer(), service(), text(b"a=b"), address("8.8.8.8")), source="8.8.4.4", final=True) == []


def test_a_goodbye_is_not_a_service() -> None:
    assert parse_reply(message(pointer(ttl=0))) == []


def test_homekit_and_the_keys_that_rules_read() -> None:
    name = "Living Room._hap._tcp.local."
    said = text(b"CI=17", b"MD=Welcome", b"id=AA:BB:CC:DD:EE:FF", b"sf=0", b"ci=9", b"x", name=name)
    fields = parse_reply(message(service(name, "cam.local.", 5541), said))[0]
    assert fields == {
        "type": "_hap._tcp",
        "instance": "Living Room",
        "host": "cam.local",
        "service_port": "5541",
        "txt": "CI=17\nMD=Welcome\nid=AA:BB:CC:DD:EE:FF\nsf=0\nci=9\nx",
        "txt.ci": "17",
        "txt.md": "Welcome",
        "txt.id": "AA:BB:CC:DD:EE:FF",
    }


@pytest.mark.parametrize(
    ("said", "mac"),
    [
        ({"type": "_arec._tcp", "name": "AV2100", "txt": ["MAC=AV001A07012345-FW65198"]}, "00:1a:07:01:23:45"),
        ({"type": "_workstation._tcp", "name": "nas [00:11:32:aa:bb:cc]"}, "00:11:32:aa:bb:cc"),
        ({"type": "_axis-video._tcp", "name": "AXIS P3245 - B8A44F112233"}, "b8:a4:4f:11:22:33"),
        ({"type": "_http._tcp", "name": "printer 123456789012"}, None),
        ({"type": "_hap._tcp", "name": "x", "txt": {"id": "AA:BB:CC:DD:EE:FF"}}, None),
    ],
)
def test_where_a_mac_is_read(said: dict[str, object], mac: str | None) -> None:
    assert read(json.dumps(said)).get("mac") == mac


@pytest.mark.parametrize(
    "txt",
    [
        {"md": "Circle View", "ci": 17},
        ["md=Circle View", "ci=17"],
        "md=Circle View\nci=17",
        "md=Circle View ci=17",
        '"md=Circle View" "ci=17"',
        "md=Circle View, ci=17",
    ],
)
def test_forms_of_handed_over_txt(txt: object) -> None:
    fields = read(json.dumps({"type": "_hap._tcp.local.", "name": "Circle", "txt": txt}))
    assert fields == {
        "type": "_hap._tcp",
        "instance": "Circle",
        "txt": "md=Circle View\nci=17",
        "txt.md": "Circle View",
        "txt.ci": "17",
    }


def test_handed_over_full_name_and_capture() -> None:
    assert read(json.dumps({"name": NAME})) == {
        "type": "_axis-video._tcp",
        "instance": FIELDS["instance"],
        "mac": FIELDS["mac"],
    }
    fields = read(capture("mdns/hikvision_DS-2CD2722FWD-IZS.json").decode())
    assert (fields["type"], fields["instance"]) == ("_psia._tcp", "HIKVISION DS-2CD2722FWD-IZS - 733050127")
    assert fields["host"] == "DS-2CD2722FWD-IZS20170321BBWR733050127.local"


@pytest.mark.parametrize("untrusted", ["", "{", "[]", "7", "null", "[" * 5000, '{"type": [], "name": {}, "txt": 5}'])
def test_handed_over_nonsense(untrusted: str) -> None:
    assert read(untrusted) == {}


def test_follow_up_questions() -> None:
    services = ServiceList(lambda ip: True)
    services.add(message(pointer()), ADDRESS, "eth9", 0.0)
    assert services.questions(0.1, BROWSED) == []
    assert services.questions(0.2, BROWSED) == [(NAME, 33), (NAME, 16)]
    services.add(message(service(), text(b"a=b")), ADDRESS, "eth9", 0.3)
    assert services.questions(0.3, BROWSED) == []
    assert services.questions(0.8, BROWSED) == [(HOST, 1), (HOST, 28)]
    assert services.questions(9.0, BROWSED) == []


def test_learnt_types_are_browsed_once() -> None:
    services = ServiceList(lambda ip: True)
    enumeration = f"{ENUMERATION}.local."
    services.add(message(pointer(enumeration, "_nvr-x._tcp.local."), pointer(enumeration, TYPE)), ADDRESS, "eth9", 0.0)
    assert services.questions(0.0, BROWSED) == [("_nvr-x._tcp.local.", POINTER)]
    assert services.questions(1.0, BROWSED) == []


def test_names_that_no_question_can_hold_are_not_asked() -> None:
    services = ServiceList(lambda ip: True)
    services.add(message(pointer(name=f"{'é' * 31}.{TYPE}")), ADDRESS, "eth9", 0.0)
    for question in services.questions(1.0, BROWSED):
        assert build_queries([question], one_shot=True)


def test_a_hostile_device_cannot_fill_the_memory() -> None:
    services = ServiceList(lambda ip: True)
    for number in range(1000):
        enumerated = pointer(f"{ENUMERATION}.local.", f"_t{number}._tcp.local.")
        services.add(message(pointer(name=f"x{number}.{TYPE}"), enumerated), ADDRESS, "eth9", 0.0)
    assert len(services.take(1.0)) == SERVICES_PER_SOURCE
    learnt = [name for name, _ in services.questions(0.0, ()) if name.startswith("_t")]
    assert len(learnt) == TYPES_LIMIT


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda junk: WHOLE[:60] + junk + WHOLE[64:]))
def test_never_raises(untrusted: bytes) -> None:
    for fields in parse_reply(untrusted):
        assert_tame("mdns", fields)


@given(st.lists(st.binary(max_size=80), max_size=5), st.text(max_size=20))
def test_any_txt_is_tame(pairs: list[bytes], instance: str) -> None:
    for fields in parse_reply(message(service(), text(*pairs))):
        assert_tame("mdns", fields)
    assert_tame("mdns", read(json.dumps({"type": "_x._tcp", "name": instance, "txt": instance})))


def test_hostile_text(hostile_text: str) -> None:
    assert_tame("mdns", read(json.dumps({"type": hostile_text, "name": hostile_text, "txt": {"md": hostile_text}})))


def responder(payload: bytes) -> list:
    """Answers PTR questions with the bare pointer, and the rest only when it is asked for it."""
    records: list[DNSRecord] = []
    for asked in DNSIncoming(payload).questions:
        assert isinstance(asked, DNSQuestion)
        match asked.name, asked.type:
            case (name, 12) if name == TYPE:
                records.append(pointer())
            case (name, 33) if name == NAME:
                records += [service(), address()]
            case (name, 16) if name == NAME:
                records.append(text(b"macaddress=ACCC8E270AD8"))
    return [datagram(message(*records))] if records else []


def test_asking_follows_up_until_the_service_is_whole() -> None:
    seen: list[Sighting] = []
    net = GroupNet(responder, listen_seconds=0.6)
    record = asyncio.run(mdns.ask(net, seen.append))
    assert [(sighting.address, sighting.port, sighting.untrusted_fields) for sighting in seen] == [
        (ADDRESS, 80, FIELDS)
    ]
    assert (record.question, record.answered, record.available) == ("mdns", 1, True)


def test_both_ports_are_asked_from() -> None:
    net = GroupNet(listen_seconds=2.4)
    asyncio.run(mdns.ask(net, lambda sighting: None))
    assert [question.listen_port for question, _, _ in net.sent] == [0, 5353, 0]
    assert {question.ttl for question, _, _ in net.sent} == {255}
    assert [DNSIncoming(payload).id == 0 for _, payload, _ in net.sent] == [False, True, False]


def test_a_taken_port_is_said_and_done_without() -> None:
    net = GroupNet(listen_seconds=1.0, taken_ports=[5353])
    record = asyncio.run(mdns.ask(net, lambda sighting: None))
    assert [question.listen_port for question, _, _ in net.sent] == [0, 0]
    assert not record.available
