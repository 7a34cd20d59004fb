"""Pretend devices that answer their makers' searches, and nothing else."""

import json

import pytest

from app.practice.reolink import ReolinkSpeaker
from app.practice.speaker import DatagramSpeaker
from app.practice.tapo import TapoSpeaker
from app.practice.tvt import TvtDevice, TvtSpeaker
from app.practice.xiongmai import XiongmaiSpeaker
from app.probes import reolink, tapo, tvt, xiongmai

MAC, ADDRESS = "02:11:22:33:44:55", "192.168.50.99"
# Written from protocols appendix A, not from our own probes: a mistake there must not hide one here.
XIONGMAI = bytes.fromhex("ff00000000000000000000000000fa0500000000")
TVT = bytes.fromhex("4d4845440700010001000000") + bytes(128)
REOLINK = bytes.fromhex("aaaa0000")
TAPO = bytes.fromhex("020000010000000000000000463cb5d3")


def speakers() -> dict[bytes, DatagramSpeaker]:
    device = TvtDevice("NVR", "TD-2108TS-HP", "TVT", "N1", (1, 4, 10, 0), 20240312, 3, 8)
    return {
        XIONGMAI: XiongmaiSpeaker(MAC, ADDRESS, {"HostName": "cam", "SN": "0123456789abcdef", "ChannelNum": 1}),
        TVT: TvtSpeaker(MAC, ADDRESS, device),
        REOLINK: ReolinkSpeaker(MAC, ADDRESS, "IPC", "Garage", "9527000000000001"),
        TAPO: TapoSpeaker(MAC, ADDRESS, {"device_type": "SMART.IPCAMERA", "device_model": "C200", "owner": "me"}),
    }


@pytest.mark.parametrize(
    ("question", "parse", "expected"),
    [
        (XIONGMAI, xiongmai.parse_reply, {"name": "cam", "serial_tail": "cdef", "address": ADDRESS}),
        (
            TVT,
            tvt.parse_reply,
            {"model": "TD-2108TS-HP", "device_type": "nvr", "firmware": "1.4.10.0", "channels": "8"},
        ),
        (REOLINK, reolink.parse_reply, {"name": "Garage", "identifier": "IPC", "address": ADDRESS}),
        (TAPO, tapo.parse_reply, {"model": "C200", "device_type": "SMART.IPCAMERA", "address": ADDRESS}),
    ],
    ids=["xiongmai", "tvt", "reolink", "tapo"],
)
def test_each_answers_its_search(question: bytes, parse, expected: dict[str, str]) -> None:
    (answer,) = speakers()[question].answers(question)
    fields = parse(answer)
    assert fields == fields | expected | {"mac": MAC}


def test_each_answers_nothing_else() -> None:
    for own, speaker in speakers().items():
        for said in (
            *(other for other in speakers() if other != own),
            own[:-1],
            own + b"\0",
            b"",
            *speaker.answers(own),
        ):
            assert speaker.answers(said) == ()


def test_a_tapo_search_with_a_key_is_answered_and_one_with_a_wrong_checksum_is_not() -> None:
    speaker = speakers()[TAPO]
    (answer,) = speaker.answers(tapo.build_search("-----BEGIN PUBLIC KEY-----", serial=7))
    assert json.loads(answer[16:])["result"]["mac"] == "02-11-22-33-44-55"
    assert speaker.answers(TAPO[:-1] + b"\0") == ()
