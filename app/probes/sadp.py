"""SADP, the search of the Hikvision platform (protocols §3.5). This program only ever asks the one read-only question."""

import html
import re
from dataclasses import dataclass
from uuid import UUID, uuid4
from xml.etree.ElementTree import Element

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import Answers, See
from app.net.network import Net
from app.net.pause import wait_for_the_end, wait_until
from app.net.udp import Datagram, GroupQuestion
from app.untrusted.pairs import pasted
from app.untrusted.text import clean, compact, decode, mac_address
from app.untrusted.xml import DOCUMENT_LIMIT, UntrustedXmlError, local, parse

PORT = 37020
QUESTION = GroupQuestion("sadp", PORT, groups4=("239.255.255.250",), broadcast=True)
#: Some devices answer to this port, and some speak up by themselves.
HELLO = GroupQuestion("sadp-hello", PORT, listen_port=PORT, listen_groups4=("239.255.255.250",))
#: Seconds after the first send.
SEND_AT = (0.0, 1.0, 2.0)

_INQUIRY = "inquiry"
_TEXTS = {
    "DeviceDescription": "model",
    "DeviceSN": "serial",
    "SoftwareVersion": "firmware",
    "DSPVersion": "dsp_version",
    "IPv4Address": "address",
    "IPv4SubnetMask": "mask",
    "IPv4Gateway": "gateway",
    "IPv6Address": "address6",
    "OEMInfo": "oem_info",
    "DetailOEMCode": "oem_code",
    "SpecificDeviceType": "specific_device_type",
    "DeviceType": "device_type",
    "AnalogChannelNum": "analog_channels",
    "DigitalChannelNum": "digital_channels",
    "DiskNumber": "disks",
    "HttpPort": "http_port",
    "CommandPort": "command_port",
    "BootTime": "boot_time",
}
#: A real device spells "flase": anything but "true" is no (protocols §3.5).
_YES_OR_NO = {"Activated": "activated", "HCPlatformEnable": "cloud"}
_ELEMENTS = ("Uuid", "Types", "MAC", *_TEXTS, *_YES_OR_NO)
_NAMES = {name.lower(): name for name in _ELEMENTS}
#: One of these is in no other answer that somebody may hand over by mistake.
_OWN_NAMES = frozenset({"DeviceDescription", "DeviceSN", "DSPVersion", "DetailOEMCode", "SpecificDeviceType"})
_NOT_CONFIGURED = {"address": "0.0.0.0", "mask": "0.0.0.0", "gateway": "0.0.0.0", "address6": "::"}  # noqa: S104 - not bound

_MODEL = re.compile(r"i?[A-Z]{2,4}-\w", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BROKEN_ROOT = re.compile(r"\s*(?:<\?[^>]*>\s*)?<(?:[\w.-]+:)?ProbeMatch\b[^<>]*>", re.IGNORECASE)
_BROKEN_ELEMENT = re.compile(rf"<({'|'.join(_ELEMENTS)})\s*>([^<]*)<", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """One ProbeMatch: which question it answers, and its fields."""

    uuid: str
    types: str
    fields: dict[str, str]


def build_inquiry(question_id: UUID) -> bytes:
    """The read-only question of protocols §3.5."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f"<Probe><Uuid>{str(question_id).upper()}</Uuid><Types>{_INQUIRY}</Types></Probe>"
    ).encode()


def parse_reply(untrusted: bytes) -> list[dict[str, str]]:
    """The fields of a ProbeMatch; [] for a Probe (another program's question) and all else."""
    reply = parse_probe_match(untrusted)
    return [reply.fields] if reply else []


def parse_probe_match(untrusted: bytes) -> Reply | None:
    """A ProbeMatch with at least one field that we read, whether or not it is well formed."""
    start = untrusted.find(b"<")
    if start < 0 or len(untrusted) > DOCUMENT_LIMIT:
        return None
    try:
        root = parse(untrusted)
    except UntrustedXmlError:
        elements = _read_broken(decode(untrusted[start:]))
    else:
        if local(root).lower() != "probematch":
            return None
        elements = _read_elements(root)
    fields = _fields(elements)
    if not fields:
        return None
    return Reply(clean(elements.get("Uuid", "")).upper(), clean(elements.get("Types", "")).lower(), fields)


def read(untrusted: str) -> dict[str, str]:
    """The fields of a ProbeMatch as text, whole or in pieces; {} when it is none."""
    found = parse_reply(_XML_DECLARATION.sub("", untrusted).encode("utf-8", "replace"))
    if found:
        return found[0]
    said = {_NAMES[name]: value for name, value in pasted(untrusted).items() if name in _NAMES}
    # These names are of this answer alone.
    return _fields(said) if said.keys() & _OWN_NAMES else {}


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Ask three times, then hear answers until listening ends."""
    question_id = uuid4()
    answers = Answers(Protocol.SADP, PORT, seen)

    def receive(datagram: Datagram) -> None:
        if reply := parse_probe_match(datagram.untrusted_data):
            answers.tell(datagram, reply.fields)

    def overhear(datagram: Datagram) -> None:
        reply = parse_probe_match(datagram.untrusted_data)
        # The answer to another program's question is that program's; what a device says by itself is for everybody.
        if reply and (reply.types != _INQUIRY or reply.uuid in {"", str(question_id).upper()}):
            answers.tell(datagram, reply.fields)

    async with net.open_udp(HELLO, overhear), net.open_udp(QUESTION, receive) as asker:
        begin = net.clock()
        for place, offset in enumerate(SEND_AT):
            if not await wait_until(net, begin + offset):
                break
            asker.send_groups(build_inquiry(question_id), again=place > 0)
        await wait_for_the_end(net)
    return QuestionRecord(Protocol.SADP, sent=asker.sent, answered=answers.sources, available=asker.available)


def _read_elements(root: Element) -> dict[str, str]:
    """The text of the first element of each name, in one pass."""
    elements: dict[str, str] = {}
    for element in root.iter():
        if name := _NAMES.get(local(element).lower()):
            elements.setdefault(name, element.text or "")
    return elements


def _read_broken(untrusted: str) -> dict[str, str]:
    elements: dict[str, str] = {}
    if not _BROKEN_ROOT.match(untrusted):
        return elements
    for element in _BROKEN_ELEMENT.finditer(untrusted):
        elements.setdefault(_NAMES[element[1].lower()], html.unescape(element[2]))
    return elements


def _fields(elements: dict[str, str]) -> dict[str, str]:
    fields = {field: clean(elements.get(name, "")) for name, field in _TEXTS.items()}
    for name, field in _YES_OR_NO.items():
        if said := clean(elements.get(name, "")).lower():
            fields[field] = "yes" if said == "true" else "no"
    fields["mac"] = mac_address(elements.get("MAC", ""))
    # Some firmware writes what kind of thing it is where others write the model, and the model where they write the kind.
    if _MODEL.match(fields["device_type"]) and not _MODEL.match(fields["model"]):
        fields["model"] = fields["device_type"]
    return compact({name: value for name, value in fields.items() if _NOT_CONFIGURED.get(name) != value})
