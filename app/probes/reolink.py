"""The search of Reolink cameras and recorders (protocols §3.16)."""

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import SEND_AT_THRICE, repeated, search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import bytes_of, mac, part, text
from app.untrusted.text import compact, mac_address

PORT = 2000
QUESTION = GroupQuestion("reolink", PORT, broadcast=True, listen_port=3000)
SEND_AT = SEND_AT_THRICE

_SEARCH = bytes.fromhex("aaaa0000")
_ANSWER_SIZE = 388
#: From here on stands the UID, which opens access from the internet (protocols §1.3): it is cut off before anything is read.
_SECRET_START = 228


def build_search() -> bytes:
    """The one question, 4 bytes (protocols appendix A)."""
    return _SEARCH


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer, {} for a question and all else."""
    if len(untrusted) != _ANSWER_SIZE or part(untrusted, 104, 4) != _SEARCH:
        return {}
    data = untrusted[:_SECRET_START]
    physical = mac(data, 80) or mac_address(text(data, 164, 18))
    if not physical:
        return {}
    return compact(
        {
            "identifier": text(data, 58, 18),
            "mac": physical,
            "address": text(data, 108, 20),
            "name": text(data, 132, 32),
        }
    )


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer in hexadecimal digits or as text."""
    return parse_reply(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask a few times, then hear answers until listening ends."""
    return await search(
        net, seen, Protocol.REOLINK, QUESTION, sends=repeated(build_search(), SEND_AT), parse=parse_reply
    )
