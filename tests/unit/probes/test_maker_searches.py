"""The searches of single makers: exact requests, captures and built answers, broken and hostile ones, how often and how gently they ask."""

import asyncio
import itertools
import json
from collections.abc import Callable
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer import read_answer
from app.model.events import QuestionRecord
from app.model.sighting import Sighting
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
from app.scan.questions import GROUP_QUESTIONS
from tests.unit.probes import maker_answers as made
from tests.unit.probes.captures import assert_tame, capture
from tests.unit.probes.group_net import GroupNet, datagram

SCOPE = SimpleNamespace(
    interface=SimpleNamespace(mac="02:00:00:00:00:01", address4="192.0.2.10", broadcast4="192.0.2.255")
)
MODULES = tuple(made.ANSWERS)
ASKING = tuple(module for module in MODULES if module is not tuya)
#: protocols §3.12 and appendix A.
REQUESTS = {
    xiongmai: ["ff00000000000000000000000000fa0500000000"],
    tvt: ["4d4845440700010001000000" + "00" * 128],
    hanwha: ["01" + "00" * 261],
    bosch: ["9939a42700000007ff0006de"],
    panasonic: [
        (
            "0001002a000d000000000000020000000001c000020a000020111e11231f1e191300000201"
            "0000000000000000000000fff00026002000210022002300250028004000410042004400a500a600a700a800ad00b300b400b700b8"
            "ffff1170"
        ),
        "00010000000d000000000000ffffffffffffc00002ff000120111e11231f1e1913000002000000000000000000000000ffff0000",
    ],
    vivotek: ["014a5d8f1c"],
    sony: ["02" + b"ENQ:allinfo".hex() + "ff03"],
    foscam: ["4d4f5f490000000000000000000000040000000400000000000001"],
    vstarcam: ["44480101"],
    reolink: ["aaaa0000"],
    kasa: ["d0f281f88bff9af7d5ef94b6d1b4c09fec95e68fe187e8caf08bf68bf6"],
    tapo: ["020000010000000000000000463cb5d3"],
    ubiquiti: ["01000000", "02080000"],
}
#: Port asked, port bound for answers (0: none), groups, and how often anything is sent (protocols §2.3).
PLACES = {
    xiongmai: (34569, 34569, (), 3),
    tvt: (23456, 23456, ("234.55.55.55",), 2),
    hanwha: (7701, 7711, (), 2),
    bosch: (1757, 1758, (), 2),
    panasonic: (10670, 10669, (), 3),
    vivotek: (10000, 0, (), 2),
    sony: (2380, 0, (), 2),
    foscam: (10000, 10000, (), 3),
    vstarcam: (8600, 0, (), 3),
    reolink: (2000, 3000, (), 3),
    kasa: (9999, 0, (), 3),
    tapo: (20002, 0, (), 3),
    ubiquiti: (10001, 10001, ("233.89.188.1",), 4),
}


def parser(module: ModuleType) -> Callable[[bytes], dict[str, str]]:
    return module.parse_announcement if module is tuya else module.parse_reply


def built(module: ModuleType) -> list[bytes]:
    if module is panasonic:
        return [panasonic.build_search(SCOPE), panasonic.build_short_search(SCOPE)]
    if module is ubiquiti:
        return list(ubiquiti.build_searches())
    return [bosch.build_search(7) if module is bosch else module.build_search()]


def named(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def every(modules: tuple[ModuleType, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("module", modules, ids=named)


@every(ASKING)
def test_the_requests_are_those_of_the_page(module: ModuleType) -> None:
    assert [payload.hex() for payload in built(module)] == REQUESTS[module]


@every(MODULES)
def test_a_whole_answer(module: ModuleType) -> None:
    protocol, answer, fields = made.ANSWERS[module]
    assert parser(module)(answer) == fields
    assert_tame(protocol, fields)


@every(MODULES)
def test_an_answer_that_somebody_hands_over_in_hexadecimal_digits(module: ModuleType) -> None:
    protocol, answer, fields = made.ANSWERS[module]
    spaced = " ".join(answer.hex()[at : at + 2] for at in range(0, 2 * len(answer), 2))
    for text in (answer.hex(), "0x" + answer.hex().upper(), spaced, "".join(f"\\x{octet:02x}" for octet in answer)):
        sighting = read_answer(protocol, text)
        assert sighting is not None
        assert sighting.untrusted_fields == fields


@pytest.mark.parametrize(("module", "other"), list(itertools.permutations(MODULES, 2)), ids=named)
def test_no_answer_is_taken_for_another_makers(module: ModuleType, other: ModuleType) -> None:
    assert parser(module)(made.ANSWERS[other][1]) == {}


@every(ASKING)
def test_no_answer_is_read_out_of_a_question(module: ModuleType) -> None:
    for asking in ASKING:
        for payload in built(asking):
            assert parser(module)(payload) == {}


@every(MODULES)
def test_cut_answers_never_raise(module: ModuleType) -> None:
    protocol, answer, _ = made.ANSWERS[module]
    for size in range(len(answer)):
        assert_tame(protocol, parser(module)(answer[:size]))


@every(MODULES)
@given(st.data())
def test_never_raises(module: ModuleType, data: st.DataObject) -> None:
    protocol, answer, _ = made.ANSWERS[module]
    start = data.draw(st.integers(0, len(answer)))
    junk = data.draw(st.binary(max_size=40))
    for untrusted in (junk, answer[:start] + junk + answer[start + len(junk) :], answer[: min(start, 16)] + junk):
        assert_tame(protocol, parser(module)(untrusted))


@every(MODULES)
@given(st.text(max_size=200))
def test_texts_that_are_handed_over_never_raise(module: ModuleType, text: str) -> None:
    protocol = made.ANSWERS[module][0]
    for untrusted in (text, "{" + text, '{"result":' + text, "<a>" + text):
        assert_tame(protocol, module.read(untrusted))


def test_hostile_text(hostile_text: str) -> None:
    raw = hostile_text.encode("utf-8", "replace")
    quoted = json.dumps(hostile_text).encode()
    answers = {
        xiongmai: made.dvrip(b'{"NetWork.NetCommon":{"HostName":%s,"HostIP":%s,"SN":%s}}' % (quoted, quoted, quoted)),
        tvt: made.TVT[:12] + raw[:20].ljust(20, b"x") + made.TVT[32:196] + raw[:16].ljust(16, b"x") + made.TVT[212:],
        reolink: made.REOLINK[:132] + raw[:32].ljust(32, b"x") + made.REOLINK[164:],
        tapo: made.TAPO[:16] + b'{"result":{"device_type":%s,"device_model":%s}}' % (quoted, quoted),
        kasa: made.ciphered_kasa(b'{"system":{"get_sysinfo":{"alias":%s,"model":7}}}' % quoted),
        sony: made.SONY[:-1] + b"\xffMODEL:" + raw,
        bosch: made.BOSCH_XML.replace(b"Yard", raw),
    }
    for module, answer in answers.items():
        assert_tame(made.ANSWERS[module][0], module.parse_reply(answer))


@pytest.fixture(scope="module")
def asked() -> dict[ModuleType, tuple[GroupNet, list[Sighting], QuestionRecord]]:
    """What each search sent, told and recorded; all ask at the same time."""

    async def ask(module: ModuleType) -> tuple[GroupNet, list[Sighting], QuestionRecord]:
        seen: list[Sighting] = []
        net = GroupNet(lambda payload: [datagram(made.ANSWERS[module][1])], listen_seconds=2.3, scope=SCOPE)
        return net, seen, await module.ask(net, seen.append)

    async def ask_all() -> list[tuple[GroupNet, list[Sighting], QuestionRecord]]:
        return await asyncio.gather(*map(ask, ASKING))

    return dict(zip(ASKING, asyncio.run(ask_all()), strict=True))


@every(ASKING)
def test_asking(module: ModuleType, asked: dict[ModuleType, tuple[GroupNet, list[Sighting], QuestionRecord]]) -> None:
    net, seen, record = asked[module]
    protocol, _, fields = made.ANSWERS[module]
    port, bound, groups, sends = PLACES[module]
    question = net.sent[0][0]
    assert (question.port, question.listen_port, question.groups4) == (port, bound, groups)
    assert question.broadcast is (module is not tvt)
    assert question.listen_groups4 == (("234.55.55.56",) if module is tvt else ())
    assert [(one.protocol, one.untrusted_fields, one.port) for one in seen] == [(protocol, fields, port)]
    assert (record.sent, record.answered, record.available) == (sends, 1, True)


@every(ASKING)
def test_at_most_three_repeats_and_no_burst(
    module: ModuleType, asked: dict[ModuleType, tuple[GroupNet, list[Sighting], QuestionRecord]]
) -> None:
    moments = sorted({round(at, 1) for _, _, at in asked[module][0].sent})
    assert 1 < len(moments) <= 3
    assert all(later - earlier >= 0.5 for earlier, later in itertools.pairwise(moments))


@every(tuple(module for module in ASKING if PLACES[module][1]))
def test_a_port_that_is_taken_is_no_failure(module: ModuleType) -> None:
    net = GroupNet(listen_seconds=0.05, taken_ports=[PLACES[module][1]], scope=SCOPE)
    record = asyncio.run(module.ask(net, lambda sighting: None))
    assert (record.available, record.answered) == (False, 0)


def test_tuya_only_listens() -> None:
    seen: list[Sighting] = []
    plain = made.tuya_frame(json.dumps(made.TUYA_SAID).encode(), return_code=False)

    async def run() -> None:
        net = GroupNet(listen_seconds=0.1, heard={6666: [datagram(plain)], 6667: [datagram(made.TUYA)]})
        record = await tuya.ask(net, seen.append)
        assert (net.sent, net.sent_to) == ([], [])
        assert (record.question, record.sent, record.answered, record.available) == ("tuya", 0, 2, True)

    asyncio.run(run())
    assert [one.port for one in seen] == [6666, 6667]
    assert all(one.untrusted_fields == made.ANSWERS[tuya][2] for one in seen)
    taken = asyncio.run(tuya.ask(GroupNet(taken_ports=[6667]), seen.append))
    assert taken.available is False


def test_a_tapo_key_is_used_once_and_different_each_time() -> None:
    def keyed() -> list[bytes]:
        net = GroupNet(listen_seconds=1.2)
        asyncio.run(tapo.ask(net, lambda sighting: None))
        return [payload for _, payload, _ in net.sent]

    first, second = keyed(), keyed()
    assert [len(payload) > 16 for payload in first] == [False, True]
    body = json.loads(first[1][16:])
    assert list(body) == ["params"]
    assert body["params"]["rsa_key"].startswith("-----BEGIN PUBLIC KEY-----")
    assert "PRIVATE" not in body["params"]["rsa_key"]
    assert first[1] != second[1]
    assert first[1][:12].hex() == f"02000001{len(first[1]) - 16:04x}110000000000"


def test_secrets_are_never_kept() -> None:
    said = str([parser(module)(answer) for module, (_, answer, _) in made.ANSWERS.items()])
    for secret in ("a44d13007be81c4d", "VSTA123456", "9527000ABC", "eb0123456789", "0000000000000000", "latitude"):
        assert secret not in said
    marked = made.TVT[:84] + b"c2VjcmV0LXNlY3JldC1zZWNyZXQh" + made.TVT[112:]
    assert len(marked) == len(made.TVT)
    assert tvt.parse_reply(marked) == made.ANSWERS[tvt][2]
    assert "secret" not in str(bosch.parse_reply(made.BOSCH_XML))


def test_questions_of_makers_wait_for_the_common_ones_and_never_come_in_a_burst() -> None:
    starts = [one.after_seconds for one in GROUP_QUESTIONS]
    names = [one.name for one in GROUP_QUESTIONS]
    assert names[:5] == ["wsdiscovery", "sadp", "dahua", "ssdp", "mdns"]
    assert starts[:5] == [0.0] * 5
    assert len(set(names)) == len(names) == 19
    assert all(start >= 0.15 for start in starts[5:])
    assert max(starts) < 0.7
    assert all(later - earlier > 0.02 for earlier, later in itertools.pairwise(sorted(starts[5:])))


def test_another_layout_of_a_xiongmai_answer() -> None:
    fields = xiongmai.read(capture("makers/dvrip_steinel_L620.json").decode())
    assert (fields["address"], fields["gateway"]) == ("192.168.88.86", "192.168.88.1")
    assert (fields["model"], fields["built"], fields["serial_tail"]) == ("Steinel-L620-CAM", "2023-01-01", "6677")
    assert xiongmai.parse_reply(made.dvrip(capture("makers/dvrip_steinel_L620.json"), message=1530)) == {}


def test_the_other_layout_of_a_tvt_announcement() -> None:
    own = {52: bytes.fromhex("000a0401"), 64: b"\x03", 140: b"N8210A-PRODUCT-TEXT-001\0", 180: bytes(16), 228: b"\x10"}
    model = {196: b"TD-3332H4-A2-EXT", 180: b"-8P\0"}
    data = bytearray(made.TVT)
    for start, value in {**own, **model}.items():
        data[start : start + len(value)] = value
    fields = tvt.parse_reply(bytes(data))
    assert (fields["firmware"], fields["device_type"], fields["channels"]) == ("1.4.10.0", "nvr", "16")
    assert fields["serial"] == "N8210A-PRODUCT-TEXT-001"
    assert fields["model"] == "TD-3332H4-A2-EXT-8P"


def test_type_zero_of_tvt_may_be_a_blank() -> None:
    assert "device_type" not in tvt.parse_reply(made.TVT)
    with_channels = made.TVT[:228] + b"\x08\0\0\0" + made.TVT[232:]
    assert tvt.parse_reply(with_channels)["device_type"] == "dvr"


def test_other_commands_of_tvt_are_not_read() -> None:
    for command in (1, 3, 4, 16):
        assert tvt.parse_reply(made.TVT[:8] + bytes([command]) + made.TVT[9:]) == {}


def test_a_tvt_answer_that_was_taken_apart() -> None:
    said = {"model": "TD-9452S3A", "vendor": "TVT", "mac": "00-18-AE-00-00-01", "password": "x", "name": ["a"]}
    assert tvt.read(json.dumps(said)) == {"model": "TD-9452S3A", "manufacturer": "TVT", "mac": "00:18:ae:00:00:01"}


def test_a_ciphered_foscam_answer() -> None:
    assert foscam.parse_reply(made.FOSCAM_CIPHERED) == made.ANSWERS[foscam][2]
    assert foscam.parse_reply(made.FOSCAM[:4] + b"\x02" + made.FOSCAM[5:]) == {}


def test_a_bosch_document() -> None:
    expected = {
        "mac": "02:11:22:33:44:55",
        "address": "192.168.1.61",
        "friendly_name": "FLEXIDOME",
        "name": "Yard",
        "serial": "044500000001",
        "http_port": "80",
    }
    assert bosch.parse_reply(made.BOSCH_XML) == bosch.read(made.BOSCH_XML.decode()) == expected
    assert bosch.parse_reply(made.BOSCH_XML.replace(b"RCPPort", b"OtherPort")) == {}


def test_panasonic_tags_that_stand_elsewhere() -> None:
    moved = made.PANASONIC[:48] + b"\0\0\0\0\0" + made.PANASONIC[48:]
    assert panasonic.parse_reply(moved) == made.ANSWERS[panasonic][2]


def test_a_kasa_plug_says_what_it_is() -> None:
    plain = b'{"system":{"get_sysinfo":{"mic_type":"IOT.SMARTPLUGSWITCH","model":"EP25(US)","longitude":-73.5}}}'
    expected = {"model": "EP25(US)", "device_type": "IOT.SMARTPLUGSWITCH"}
    assert kasa.parse_reply(made.ciphered_kasa(plain)) == kasa.read(plain.decode()) == expected
    assert kasa.read(plain.decode()[24:-2]) == expected


def test_both_forms_of_ubiquiti() -> None:
    values = b"\x13\x00\x06" + made.MAC + b"\x14\x00\x04UNVR" + b"\x16\x00\x053.2.9" + b"\x24\x00\x05House"
    fields = ubiquiti.parse_reply(b"\x02\x09" + len(values).to_bytes(2, "big") + values)
    assert fields == {"mac": "02:11:22:33:44:55", "model": "UNVR", "firmware": "3.2.9", "name": "House"}
