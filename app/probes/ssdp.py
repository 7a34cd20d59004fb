"""SSDP, the search of UPnP (protocols §3.4): M-SEARCH to the group, answers and announcements."""

from collections.abc import Mapping
from enum import StrEnum

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import Answers, See
from app.net.network import Net
from app.net.pause import wait_for_the_end, wait_until
from app.net.udp import Datagram, GroupQuestion
from app.untrusted.json import first_object, scalar
from app.untrusted.text import clean, compact, decode
from app.untrusted.url import is_same_host, split_url

PORT = 1900
QUESTION = GroupQuestion("ssdp", PORT, groups4=("239.255.255.250",), groups6=("ff02::c",))
#: Devices announce themselves to the group (NOTIFY ssdp:alive).
NOTIFY = GroupQuestion("ssdp-notify", PORT, listen_port=PORT, listen_groups4=("239.255.255.250",))
#: Seconds after the first send.
SEND_AT = (0.0, 0.5, 1.5)

_HEAD_LIMIT = 8 * 1024
_LINES_LIMIT = 64
_FIELDS = ("server", "st", "usn", "location")


class SearchTarget(StrEnum):
    """What is searched for."""

    ROOT_DEVICES = "upnp:rootdevice"
    EVERYTHING = "ssdp:all"


def build_search(target: SearchTarget) -> bytes:
    """The M-SEARCH of protocols §3.4; a device answers within MX seconds."""
    return (
        f'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\nMX: 2\r\nST: {target}\r\n\r\n'
    ).encode("ascii")


def parse_reply(untrusted: bytes) -> list[dict[str, str]]:
    """The fields of an answer or of a NOTIFY ssdp:alive; [] for a search, a goodbye and all else."""
    head = decode(untrusted[:_HEAD_LIMIT]).lstrip("\ufeff\r\n\t \0")
    first_line = head.partition("\n")[0].upper()
    if not first_line.startswith(("HTTP/", "NOTIFY ")):
        return []
    fields = _read_head(head)
    return [fields] if fields else []


def read(untrusted: str) -> dict[str, str]:
    """The fields of a header block, with or without its first line, or of a JSON object; {} when it is none."""
    head = untrusted[:_HEAD_LIMIT].lstrip("\ufeff\r\n\t \0")
    if head.startswith("{"):
        said = {name.lower().removeprefix("ssdp_"): scalar(value) for name, value in first_object(untrusted).items()}
        return compact({name: said.get(name, "") for name in _FIELDS})
    if head[:9].upper() == "M-SEARCH ":
        return {}
    return _read_head(head)


def description_location(fields: Mapping[str, str], source: str) -> tuple[int, str] | None:
    """Port and path of the device's description, when it is plain http on the device itself."""
    url = split_url(fields.get("location", ""))
    if url is None or url.tls or not is_same_host(url.host, source):
        return None
    return url.port, url.path


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Send both searches three times, then hear answers and announcements until listening ends."""
    answers = Answers(Protocol.SSDP, PORT, seen)

    def receive(datagram: Datagram) -> None:
        for fields in parse_reply(datagram.untrusted_data):
            answers.tell(datagram, fields)

    async with net.open_udp(NOTIFY, receive), net.open_udp(QUESTION, receive) as asker:
        begin = net.clock()
        for offset in SEND_AT:
            if not await wait_until(net, begin + offset):
                break
            for target in SearchTarget:
                asker.send_groups(build_search(target))
        await wait_for_the_end(net)
    return QuestionRecord(Protocol.SSDP, sent=asker.sent, answered=answers.sources, available=asker.available)


def _read_head(untrusted: str) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in untrusted.splitlines()[:_LINES_LIMIT]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
        elif not line.strip() and headers:
            break
    if headers.get("nts", "").lower() == "ssdp:byebye":
        return {}
    headers.setdefault("st", headers.get("nt", ""))
    return compact({name: clean(headers.get(name, "")) for name in _FIELDS})
