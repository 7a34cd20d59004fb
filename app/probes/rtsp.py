"""RTSP: OPTIONS and one DESCRIBE of "/" without a login (protocols §5). Never SETUP, PLAY or a list of paths."""

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from app.model.sighting import Protocol, Sighting
from app.net.exchange import ExchangeError
from app.net.network import Net
from app.net.target import Target
from app.untrusted.headers import Head, HeaderValues, parse_head, realms
from app.untrusted.text import clean, clean_lines, compact, decode

See = Callable[[Sighting], None]

#: Where RTSP lives, most usual first.
RTSP_PORTS = (554, 8554, 10554, 7070)
#: Seconds for one port, connecting included; ports without an answer after which a device is left alone.
SECONDS_A_PORT = 4.0
SILENT_LIMIT = 2

#: Longest stream description that is read, in characters.
DESCRIPTION_LIMIT = 64 * 1024

_NEXT_ANSWER = re.compile(r"^(?=RTSP/\d)", re.MULTILINE)
_SDP_LINE = re.compile(r"^(s=|i=|a=tool:)([^\r\n]*)", re.MULTILINE)
_SDP_OWNER = re.compile(r"^o=([A-Za-z][\w.-]{1,31}) ", re.MULTILINE)
_SDP_ATTRIBUTE = re.compile(r"^a=([A-Za-z][\w-]{2,40})(?::([^\r\n]{0,40}))?", re.MULTILINE)
_SDP_CONTROL = re.compile(r"^a=control:(rtsp://[^\r\n]{1,512})", re.MULTILINE)
#: Attributes of the standards and of all servers alike; the others are habits of single makers.
_USUAL_ATTRIBUTES = frozenset(
    {
        *(
            "control",
            "rtpmap",
            "fmtp",
            "range",
            "recvonly",
            "sendonly",
            "sendrecv",
            "inactive",
            "framerate",
            "type",
            "tool",
        ),
        *(
            "charset",
            "rtcp-mux",
            "ptime",
            "cliprect",
            "framesize",
            "framesizes",
            "length",
            "transform",
            "quality",
            "lang",
        ),
        *(
            "ssrc",
            "mid",
            "group",
            "rtcp",
            "rtcp-fb",
            "crypto",
            "setup",
            "fingerprint",
            "source-filter",
            "etag",
            "isma-compliance",
            "x-dimensions",
            "x-framerate",
        ),
    }
)
_SECRET = re.compile(r"(?:^|&)[^&]*(?:user|pass|pwd|auth|token|key|account)[^&]*", re.IGNORECASE)
#: Inside attributes of the standards: the metadata of ONVIF, the decoder of one family.
_SIGNS = re.compile(r"vnd\.onvif\.metadata|DecoderTag=[\w-]{2,12}")
#: Headers that only some makers add.
_OWN_HEADERS = ("x-accept-dynamic-rate", "x-accept-retransmit", "x-dynamic-rate", "x-playnow", "x-sessioncookie")
_ATTRIBUTES_LIMIT = 12
_SDP_START = re.compile(r"\s*v=\d")
#: Names that say nothing: RFC 4566 asks for "-" or a space where a session has no name.
_NO_NAME = {"", "-"}
_FIELD_OF = {"s=": "sdp_name", "i=": "sdp_information", "a=tool:": "sdp_tool"}
#: Most answers that are read from a text that somebody hands over.
_ANSWERS_LIMIT = 8


def parse_answer(status: int, header: HeaderValues, untrusted_body: str) -> dict[str, str]:
    """The fields of one answer. A stream description in it means that it is open to everyone."""
    fields = {
        "status": str(status) if status else "",
        "server": clean(next(iter(header("server")), "")),
        "realm": realms(header("www-authenticate")),
        "public": clean(", ".join(header("public"))),
        "path": _path(next(iter(header("content-base")), "")),
        "headers": clean_lines([name for name in _OWN_HEADERS if header(name)]),
    }
    if status == 200 and _SDP_START.match(untrusted_body):
        described = _parse_description(untrusted_body)
        fields = {**described, **compact(fields), "open": "yes"}
    return compact(fields)


def _parse_description(untrusted: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for prefix, value in _SDP_LINE.findall(untrusted[:DESCRIPTION_LIMIT]):
        if value.strip() not in _NO_NAME:
            fields.setdefault(_FIELD_OF[prefix], clean(value))
    text = untrusted[:DESCRIPTION_LIMIT]
    if owner := _SDP_OWNER.search(text):
        fields["sdp_owner"] = clean(owner[1])
    if control := _SDP_CONTROL.search(text):
        fields["path"] = _path(control[1])
    found = dict.fromkeys(
        f"{name}:{value}" if value else name
        for name, value in _SDP_ATTRIBUTE.findall(text)
        if name.lower() not in _USUAL_ATTRIBUTES
    )
    signs = [sign[0] for sign in _SIGNS.finditer(text)]
    fields["attributes"] = clean_lines([*list(found)[:_ATTRIBUTES_LIMIT], *dict.fromkeys(signs)])
    return compact(fields)


def _path(untrusted_url: str) -> str:
    """The path and the query of a stream's address, without the host and without what may be a password in it."""
    try:
        parts = urlsplit(untrusted_url.strip()[:512])
    except ValueError:
        return ""
    path = parts.path if parts.scheme else "/" + parts.path.partition("/")[2]
    query = _SECRET.sub("", parts.query)
    return clean(f"{path}?{query}" if query else path).rstrip("/")


def join_answers(answers: Sequence[dict[str, str]]) -> dict[str, str]:
    """What several answers of one server say together: the last status, every realm, the first of everything else."""
    joined: dict[str, str] = {}
    for answer in answers:
        joined = {**answer, **joined}
    if joined:
        joined["status"] = next((answer["status"] for answer in reversed(answers) if "status" in answer), "")
        joined["realm"] = clean_lines([line for answer in answers for line in answer.get("realm", "").split("\n")])
    return compact(joined)


def read(untrusted: str) -> dict[str, str]:
    """The fields of one or more RTSP answers as text, or of a stream description alone; {} when there is none.

    A description alone does not tell who may read it.
    """
    if _SDP_START.match(untrusted):
        return compact(_parse_description(untrusted))
    parts = [part for part in _NEXT_ANSWER.split(untrusted, maxsplit=_ANSWERS_LIMIT) if part.strip()]
    heads = [head for part in parts[:_ANSWERS_LIMIT] if (head := parse_head(part)) is not None]
    return join_answers([_fields(head) for head in heads])


async def visit(net: Net, target: Target, seen: See) -> None:
    """Ask each open RTSP port of the target, one after the other, on one connection each."""
    silent = 0
    for port in RTSP_PORTS:
        if port in target.ports and silent < SILENT_LIMIT:
            answers = await _ask(net, target.address, port)
            if fields := join_answers(answers):
                seen(Sighting(Protocol.RTSP, target.address, fields, datetime.now(UTC), port))
            else:
                silent += 1


async def _ask(net: Net, address: str, port: int) -> list[dict[str, str]]:
    answers: list[dict[str, str]] = []
    try:
        async with net.rtsp(address, port) as session, asyncio.timeout(SECONDS_A_PORT):
            for method, headers in (("OPTIONS", ()), ("DESCRIBE", (("Accept", "application/sdp"),))):
                response = await session.request(method, headers=headers)
                answers.append(parse_answer(response.status, response.all, decode(response.untrusted_body)))
    except (ExchangeError, TimeoutError):
        pass
    return answers


def _fields(head: Head) -> dict[str, str]:
    return parse_answer(head.status, head.all, head.untrusted_body)
