"""The search of Sony cameras (protocols §3.14; one source)."""

import re

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import SEND_AT_TWICE, repeated, search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import bytes_of
from app.untrusted.text import clean, compact, decode, mac_address

PORT = 2380
QUESTION = GroupQuestion("sony", PORT, broadcast=True)
SEND_AT = SEND_AT_TWICE

_START, _SEPARATOR, _END = b"\x02", b"\xff", b"\x03"
_TEXTS = {
    "MODEL": "model",
    "SERIAL": "serial",
    "SOFTVERSION": "firmware",
    "IPADR": "address",
    "MASK": "mask",
    "GATEWAY": "gateway",
    "WEBPORT": "http_port",
}
_ANSWER_LIMIT = 8 * 1024
_MEMBER = re.compile(r"([A-Z0-9]{2,16}):(.*)", re.DOTALL)


def build_search() -> bytes:
    """The one question (protocols appendix A)."""
    return _START + b"ENQ:allinfo" + _SEPARATOR + _END


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer, {} for a question and all else."""
    if untrusted[:1] != _START or len(untrusted) > _ANSWER_LIMIT:
        return {}
    said: dict[str, str] = {}
    for pair in untrusted[1:].split(_SEPARATOR):
        if found := _MEMBER.fullmatch(decode(pair)):
            said.setdefault(found[1], clean(found[2]))
    mac = mac_address(said.get("MAC", ""))
    if not mac or "ENQ" in said:
        return {}
    return compact({"mac": mac, **{field: said.get(key, "") for key, field in _TEXTS.items()}})


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer in hexadecimal digits or as text, also without its first byte."""
    data = bytes_of(untrusted)
    return parse_reply(data if data[:1] == _START else _START + data)


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask twice, then hear answers until listening ends."""
    return await search(net, seen, Protocol.SONY, QUESTION, sends=repeated(build_search(), SEND_AT), parse=parse_reply)
