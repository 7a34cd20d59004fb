"""A device on loopback that wants a login, checks it with its own arithmetic, and counts; and the ways in which one is hostile."""

import asyncio
import base64
import datetime as dt
import hashlib
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Network

from app.model.device import Device
from app.model.identity import Identity
from app.model.network import Interface, Scope
from app.model.sighting import Protocol, Sighting
from app.net.network import Net
from app.net.wire import Neighbour

ADDRESS, MAC = "192.168.77.20", "44:19:b6:00:00:20"
USER, PASSWORD = "admin", 'pass"wörd\\7'
NOW = dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
NETWORK = IPv4Network("192.168.77.0/24")
INTERFACE = Interface("bench", "bench", 1, "192.168.77.1", NETWORK, "192.168.77.255")

INFORMATION = {
    "Manufacturer": "HIKVISION",
    "Model": "DS-2CD2032-I",
    "FirmwareVersion": "V5.4.5 build 170124",
    "SerialNumber": "DS-2CD2032-I20160412CCWR500000022",
    "HardwareId": "88",
}
CONTENT = {
    "GetHostname": "<t:HostnameInformation><s:FromDHCP>false</s:FromDHCP><s:Name>yard</s:Name></t:HostnameInformation>",
    "GetScopes": "<t:Scopes><s:ScopeDef>Fixed</s:ScopeDef><s:ScopeItem>onvif://www.onvif.org/hardware/DS-2CD2032-I"
    "</s:ScopeItem></t:Scopes><t:Scopes><s:ScopeDef>Configurable</s:ScopeDef>"
    "<s:ScopeItem>onvif://www.onvif.org/location/city/home</s:ScopeItem></t:Scopes>",
    "GetNetworkProtocols": "<t:NetworkProtocols><s:Name>HTTP</s:Name><s:Enabled>true</s:Enabled><s:Port>80</s:Port>"
    "</t:NetworkProtocols><t:NetworkProtocols><s:Name>RTSP</s:Name><s:Enabled>true</s:Enabled><s:Port>554</s:Port>"
    "<s:Port>8554</s:Port></t:NetworkProtocols><t:NetworkProtocols><s:Name>HTTPS</s:Name><s:Enabled>false</s:Enabled>"
    "<s:Port>443</s:Port></t:NetworkProtocols>",
    "GetUsers": "<t:User><s:Username>admin</s:Username><s:UserLevel>Administrator</s:UserLevel></t:User>"
    "<t:User><s:Username>guest</s:Username><s:UserLevel>User</s:UserLevel></t:User>",
}
NOT_AUTHORIZED = ("env:Sender", "ter:NotAuthorized", "Sender not Authorized")
#: What a server does with one request: the bytes of its answer, None to hang up, or a task that writes by itself.
Reply = bytes | None | Callable[[asyncio.StreamWriter], Awaitable[None]]


def http(status: int, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Content-Type: application/soap+xml", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def envelope(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"'
        ' xmlns:t="http://www.onvif.org/ver10/device/wsdl" xmlns:s="http://www.onvif.org/ver10/schema"'
        f' xmlns:ter="http://www.onvif.org/ver10/error" xmlns:env="http://www.w3.org/2003/05/soap-envelope"><e:Body>{body}'
        "</e:Body></e:Envelope>"
    ).encode()


def response(operation: str, content: str) -> bytes:
    return http(200, envelope(f"<t:{operation}Response>{content}</t:{operation}Response>"))


def fault(status: int, code: str, subcode: str, reason: str) -> bytes:
    return http(
        status,
        envelope(
            f"<e:Fault><e:Code><e:Value>{code}</e:Value><e:Subcode><e:Value>{subcode}</e:Value></e:Subcode></e:Code>"
            f'<e:Reason><e:Text xml:lang="en">{reason}</e:Text></e:Reason></e:Fault>'
        ),
    )


def information(**changed: str) -> str:
    return "".join(f"<t:{name}>{value}</t:{name}>" for name, value in {**INFORMATION, **changed}.items())


def date_and_time(utc: dt.datetime, local: dt.datetime | None = None, zone: str = "UTC0") -> str:
    def moment(name: str, when: dt.datetime) -> str:
        return (
            f"<s:{name}><s:Time><s:Hour>{when.hour}</s:Hour><s:Minute>{when.minute}</s:Minute><s:Second>{when.second}"
            f"</s:Second></s:Time><s:Date><s:Year>{when.year}</s:Year><s:Month>{when.month}</s:Month><s:Day>{when.day}"
            f"</s:Day></s:Date></s:{name}>"
        )

    own = moment("UTCDateTime", utc) + (moment("LocalDateTime", local) if local else "")
    return (
        "<t:SystemDateAndTime><s:DateTimeType>Manual</s:DateTimeType><s:DaylightSavings>false</s:DaylightSavings>"
        f"<s:TimeZone><s:TZ>{zone}</s:TZ></s:TimeZone>{own}</t:SystemDateAndTime>"
    )


@dataclass
class Server:
    """An honest device. way: "digest", "token" or "open"; the clock runs ahead of ours by ahead."""

    way: str = "digest"
    password: str = PASSWORD
    ahead: dt.timedelta = dt.timedelta()
    tells_time: bool = True
    zone_error: bool = False
    algorithm: str = ""
    qop: str = "auth"
    window: dt.timedelta = dt.timedelta(seconds=60)
    refusal: Callable[["Server"], bytes] | None = None
    allowed: frozenset[str] = frozenset({"GetDeviceInformation", *CONTENT})
    content: dict[str, str] = field(default_factory=lambda: dict(CONTENT))
    requests: list[str] = field(default_factory=list)
    with_login: list[str] = field(default_factory=list)
    refused: int = 0
    nonces: set[str] = field(default_factory=set)

    def answer(self, request: str) -> Reply:
        operation = operation_of(request)
        self.requests.append(operation)
        if carries_login(request):
            self.with_login.append(operation)
        if operation == "GetSystemDateAndTime":
            if not self.tells_time and not (carries_login(request) and self.is_right(request)):
                return self.ask(request)
            utc = dt.datetime.now(dt.UTC) + self.ahead
            return response(
                operation, date_and_time(utc, utc if self.zone_error else None, "EST5" if self.zone_error else "UTC0")
            )
        if self.way != "open" and not (carries_login(request) and self.is_right(request)):
            return self.ask(request)
        if operation not in self.allowed:
            return fault(400, *NOT_AUTHORIZED)
        content = information() if operation == "GetDeviceInformation" else self.content[operation]
        return response(operation, content)

    def ask(self, request: str = "") -> bytes:
        wrong = carries_login(request)
        self.refused += wrong
        if wrong and self.refusal:
            return self.refusal(self)
        if self.way == "token":
            return fault(400, *NOT_AUTHORIZED)
        nonce = hashlib.md5(str(len(self.nonces)).encode()).hexdigest()
        self.nonces.add(nonce)
        parts = ['realm="cam, \\"1\\""', f'nonce="{nonce}"', 'opaque="x=,y"']
        parts += [f'qop="{self.qop}"'] if self.qop else []
        parts += [f"algorithm={self.algorithm}"] if self.algorithm else []
        return http(401, b"", 'WWW-Authenticate: Basic realm="x"', f"WWW-Authenticate: Digest {', '.join(parts)}")

    def is_right(self, request: str) -> bool:
        return self._token_is_right(request) if self.way == "token" else self._digest_is_right(request)

    def _token_is_right(self, request: str) -> bool:
        def inside(name: str) -> str:
            match = re.search(rf"<wss?[eu]:{name}(?: [^>]*)?>([^<]*)<", request)
            return match[1] if match else ""

        created = inside("Created")
        told = dt.datetime.strptime(created, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
        own = dt.datetime.now(dt.UTC) + (dt.timedelta() if self.zone_error else self.ahead)
        mixed = base64.b64decode(inside("Nonce")) + created.encode() + self.password.encode()
        right = base64.b64encode(hashlib.sha1(mixed).digest()).decode()
        return inside("Username") == USER and inside("Password") == right and abs(own - told) <= self.window

    def _digest_is_right(self, request: str) -> bool:
        match = re.search(r"^Authorization: Digest (.*)$", request, re.MULTILINE | re.IGNORECASE)
        if match is None:
            return False
        line = match[1].strip()
        given = {
            name: quoted or bare for name, quoted, bare in re.findall(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^,\s]+))', line)
        }
        if given["nonce"] not in self.nonces or given["opaque"] != "x=,y":
            return False
        self.nonces.remove(given["nonce"])
        algorithm = self.algorithm or "MD5"
        kind = {"MD5": "md5", "SHA-256": "sha256"}[algorithm.removesuffix("-sess")]

        def digest(text: str) -> str:
            return hashlib.new(kind, text.encode()).hexdigest()

        first = digest(f'{USER}:cam, "1":{self.password}')
        if algorithm.endswith("-sess"):
            first = digest(f"{first}:{given['nonce']}:{given['cnonce']}")
        second = digest(f"POST:{given['uri']}")
        middle = f"{given['nc']}:{given['cnonce']}:{given['qop']}:" if self.qop else ""
        return given["username"] == USER and given["response"] == digest(f"{first}:{given['nonce']}:{middle}{second}")


def carries_login(request: str) -> bool:
    return "authorization:" in request.lower() or "UsernameToken" in request


def operation_of(request: str) -> str:
    """The first element of the SOAP body, without its prefix."""
    match = re.search(r"Body[^>]*>\s*<(?:\w+:)?(\w+)", request)
    return match[1] if match else ""


class BenchWire:
    practice = True

    def __init__(self, port: int, mac: str = MAC) -> None:
        self.port, self.mac = port, mac
        self.service = 80
        self.located: list[tuple[str, int]] = []
        self.accepted: list[object] = []

    def locate(self, address: str, port: int, udp: bool) -> tuple[str, int] | None:
        self.located.append((address, port))
        return ("127.0.0.1", self.port) if (address, port) == (ADDRESS, self.service) else None

    def group(self, group: str, port: int) -> list[tuple[str, int]]:
        return []

    def origin(self, address: str, port: int) -> tuple[str, int]:
        return ADDRESS, port

    def neighbours(self) -> list[Neighbour]:
        return [Neighbour(ADDRESS, self.mac, "bench")] if self.mac else []


def device(*, xaddrs: str = "", port: int = 80) -> Device:
    """A camera that asked for a login when it was scanned."""
    sightings = [
        Sighting(Protocol.NEIGHBOUR, ADDRESS, {"mac": MAC}, NOW, 0, "bench"),
        Sighting(Protocol.ONVIF, ADDRESS, {"needs_login": "yes", "clock": "2026-11-20T10:00:00Z"}, NOW, port),
    ]
    if xaddrs:
        sightings.append(Sighting(Protocol.WS_DISCOVERY, ADDRESS, {"xaddrs": xaddrs}, NOW, 3702, "bench"))
    return Device(f"mac:{MAC}", (ADDRESS,), MAC, tuple(sightings), Identity())


@asynccontextmanager
async def running(
    answer: Callable[[str], Reply], *, mac: str = MAC, context: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[Net, BenchWire]]:
    """A server that gives these answers, reached as the device: one request a connection, with TLS as many as come."""
    talks: set[asyncio.Task[None]] = set()
    accepted: list[object] = []

    async def talk_with(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"^content-length: *(\d+)", head, re.MULTILINE | re.IGNORECASE)
        body = (await reader.readexactly(int(length[1]) if length else 0)).decode()
        said = answer(head + body)
        if callable(said):
            await said(writer)
        elif said is not None:
            writer.write(said)
            await writer.drain()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        assert talk is not None
        accepted.append(talk)
        talks.add(talk)
        try:
            await talk_with(reader, writer)
            while context is not None:
                await talk_with(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            # Python 3.11 complains of a server task that ends as cancelled.
            pass
        finally:
            talks.discard(talk)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    wire = BenchWire(server.sockets[0].getsockname()[1], mac)
    wire.service = 443 if context else 80
    wire.accepted = accepted
    try:
        yield Net([Scope(INTERFACE, NETWORK)], wire=wire), wire
    finally:
        server.close()
        for talk in list(talks):
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        await server.wait_closed()
