"""The search of TP-Link Tapo devices (protocols §3.17): plugs and hubs answer as well as cameras and doorbells."""

import asyncio
import json
import struct
from collections.abc import Mapping
from typing import Any
from zlib import crc32

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import Answers, See
from app.net.network import Net
from app.net.pause import wait_for_the_end, wait_until
from app.net.udp import Datagram, GroupQuestion
from app.untrusted.binary import bytes_of
from app.untrusted.json import first_object, member, scalar
from app.untrusted.pairs import pairs
from app.untrusted.text import clean, compact, decode, mac_address

PORT = 20002
QUESTION = GroupQuestion("tapo", PORT, broadcast=True)
#: Seconds after the first send: without a key, with one, and once more without.
SEND_AT = (0.0, 0.8, 2.0)
_SEND_WITH_KEY = 1

_HEADER = struct.Struct(">BBHHBBII")
_VERSION, _DISCOVERY, _SEARCH = 2, 0, 1
_CHECKSUM_START = 12
#: Stands in the checksum's place while the checksum is made.
_CHECKSUM_SEED = 0x5A6B7C8D
_FLAGS_WITH_KEY = 17
_KEY_BITS, _KEY_EXPONENT = 2048, 65537
#: Owner and device identifiers are not in the list (protocols §1.3).
_TEXTS = {
    "device_type": "device_type",
    "device_model": "model",
    "firmware_version": "firmware",
    "hardware_version": "hardware",
    "ip": "address",
}


def build_search(public_key: str = "", serial: int = 0) -> bytes:
    """The question: 16 bytes without a key (protocols appendix A), or with a public key (PEM) as newer firmware expects it."""
    body = json.dumps({"params": {"rsa_key": public_key}}).encode() if public_key else b""
    flags = _FLAGS_WITH_KEY if public_key else 0
    seeded = _HEADER.pack(_VERSION, _DISCOVERY, _SEARCH, len(body), flags, 0, serial, _CHECKSUM_SEED) + body
    return seeded[:_CHECKSUM_START] + crc32(seeded).to_bytes(4, "big") + body


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer, {} for a question and all else."""
    if len(untrusted) <= _HEADER.size or untrusted[0] != _VERSION:
        return {}
    return _fields(first_object(decode(untrusted[_HEADER.size :])))


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer: its JSON with or without the header, or the datagram in hexadecimal digits."""
    if fields := _fields(first_object(untrusted)) or _pieces(untrusted):
        return fields
    return parse_reply(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask without a key and with a throw-away one, then hear answers until listening ends."""
    answers = Answers(Protocol.TPLINK_DISCOVERY, PORT, seen)

    def receive(datagram: Datagram) -> None:
        if fields := parse_reply(datagram.untrusted_data):
            answers.tell(datagram, fields)

    async with net.open_udp(QUESTION, receive) as asker:
        begin = net.clock()
        for place, offset in enumerate(SEND_AT):
            if not await wait_until(net, begin + offset):
                break
            # What answers with it stays closed to us: the private half is thrown away at once.
            key = await asyncio.to_thread(_throw_away_key) if place == _SEND_WITH_KEY else ""
            asker.send_groups(build_search(key), again=place > 0)
        await wait_for_the_end(net)
    return QuestionRecord(QUESTION.name, sent=asker.sent, answered=answers.sources, available=asker.available)


def _throw_away_key() -> str:
    public = generate_private_key(_KEY_EXPONENT, _KEY_BITS).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _pieces(untrusted: str) -> dict[str, str]:
    """The members of a result that was printed by a program, or that lost its braces; {} when there are too few of them."""
    said = pairs(untrusted)
    if "devicemodel" not in said or len(said.keys() & {key.replace("_", "") for key in _TEXTS}) < 2:
        return {}
    return _fields({key: clean(said.get(key.replace("_", ""), "")) for key in (*_TEXTS, "mac")})


def _fields(answer: Mapping[str, Any]) -> dict[str, str]:
    result = member(answer, "result") or answer
    fields = {field: scalar(result.get(key)) for key, field in _TEXTS.items()}
    fields["mac"] = mac_address(scalar(result.get("mac")))
    new = result.get("factory_default")
    fields["factory_default"] = {True: "yes", False: "no"}[new] if isinstance(new, bool) else ""
    if not (fields["device_type"] or fields["model"]):
        return {}
    return compact(fields)
