"""The search of Hanwha (Samsung Wisenet) cameras (protocols §3.9; one source)."""

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import SEND_AT_TWICE, repeated, search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import bytes_of, text
from app.untrusted.text import compact, mac_address
from app.untrusted.url import split_url

PORT = 7701
QUESTION = GroupQuestion("hanwha", PORT, broadcast=True, listen_port=7711)
SEND_AT = SEND_AT_TWICE

_SIZE = 262
_SEARCH, _FOUND = 0x01, 0x0B
#: Up to the end of the model, the last field that every answer needs.
_SHORTEST = 0x6D + 10


def build_search() -> bytes:
    """The one question, 262 bytes (protocols appendix A)."""
    return bytes((_SEARCH,)).ljust(_SIZE, b"\0")


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer, {} for a question and all else."""
    if not _SHORTEST <= len(untrusted) <= 2 * _SIZE or untrusted[0] != _FOUND:
        return {}
    mac = mac_address(text(untrusted, 0x13, 18))
    if not mac:
        return {}
    url = split_url(text(untrusted, 0x85, 39))
    return compact(
        {
            "mac": mac,
            "address": text(untrusted, 0x25, 16),
            "mask": text(untrusted, 0x35, 16),
            "gateway": text(untrusted, 0x45, 16),
            "model": text(untrusted, 0x6D, 10),
            "http_port": str(url.port) if url else "",
        }
    )


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer in hexadecimal digits or as text."""
    return parse_reply(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask twice, then hear answers until listening ends."""
    return await search(
        net, seen, Protocol.HANWHA, QUESTION, sends=repeated(build_search(), SEND_AT), parse=parse_reply
    )
