"""The search of Bosch cameras (protocols §3.11; one source): answers are 32 bytes or an XML document."""

import re
import struct
from secrets import randbits

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import See
from app.net.group_search import SEND_AT_TWICE, repeated, search
from app.net.network import Net
from app.net.udp import GroupQuestion
from app.untrusted.binary import address4, bytes_of, mac
from app.untrusted.text import clean, compact, mac_address
from app.untrusted.xml import UntrustedXmlError, find, parse, text_of

PORT = 1757
QUESTION = GroupQuestion("bosch", PORT, broadcast=True, listen_port=1758)
SEND_AT = SEND_AT_TWICE

_MAGIC, _TAIL = 0x9939A427, 0xFF0006DE
_ANSWER_SIZE = 32
_ELEMENTS = {
    "friendlyName": "friendly_name",
    "unitName": "name",
    "serialNumber": "serial",
    "unitIPAddress": "address",
    "unitSubnetMask": "mask",
    "unitGatewayIp": "gateway",
    "unitIPv6Address": "address6",
    "HTTPPort": "http_port",
    "HTTPSPort": "https_port",
    "deviceTypeIDs": "device_types",
}
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def build_search(question_id: int) -> bytes:
    """The one question, 12 bytes (protocols appendix A); question_id is any number of 32 bits."""
    return struct.pack(">III", _MAGIC, question_id, _TAIL)


def parse_reply(untrusted: bytes) -> dict[str, str]:
    """The fields of an answer of either form, {} for a question and all else."""
    if untrusted[:4] == _MAGIC.to_bytes(4, "big"):
        return _parse_binary(untrusted)
    return _parse_xml(untrusted) if untrusted.lstrip()[:1] == b"<" else {}


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer: its XML, or the datagram in hexadecimal digits."""
    if "<" in untrusted:
        return _parse_xml(_XML_DECLARATION.sub("", untrusted).encode("utf-8", "replace"))
    return parse_reply(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask twice, then hear answers until listening ends."""
    payload = build_search(randbits(32))
    return await search(net, seen, Protocol.BOSCH, QUESTION, sends=repeated(payload, SEND_AT), parse=parse_reply)


def _parse_binary(untrusted: bytes) -> dict[str, str]:
    if len(untrusted) < _ANSWER_SIZE or not mac(untrusted, 8):
        return {}
    return compact(
        {
            "mac": mac(untrusted, 8),
            "address": address4(untrusted, 0x10),
            "mask": address4(untrusted, 0x14),
            "gateway": address4(untrusted, 0x18),
        }
    )


def _parse_xml(untrusted: bytes) -> dict[str, str]:
    try:
        root = parse(untrusted)
    except UntrustedXmlError:
        return {}
    physical = mac_address(text_of(root, "physAddress"))
    # The elements that no other protocol's document has together.
    if not physical or find(root, "RCPPort") is None:
        return {}
    fields = {field: clean(text_of(root, element)) for element, field in _ELEMENTS.items()}
    return compact({"mac": physical, **fields})
