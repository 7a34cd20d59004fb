"""What odd devices say, as text: WS-Discovery, ONVIF, HTTP, RTSP."""

from tests.lan.wild import Say, Tcp, Udp

GROUP = "239.255.255.250"
_ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<{p}:Envelope xmlns:{p}="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema" '
    'xmlns:ter="http://www.onvif.org/ver10/error"><{p}:Body>{body}</{p}:Body></{p}:Envelope>'
)


def probe_match(
    endpoint: str,
    *,
    types: str = "dn:NetworkVideoTransmitter",
    scopes: str = "",
    xaddrs: str = "",
    relates: str = "{message_id}",
    message_id: str = "urn:uuid:0a6dc791-2be6-4991-9af1-454778a1917a",
) -> str:
    """A ProbeMatches."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope"'
        ' xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"'
        ' xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"'
        ' xmlns:wsdp="http://schemas.xmlsoap.org/ws/2006/02/devprof"><SOAP-ENV:Header>'
        f"<wsa:MessageID>{message_id}</wsa:MessageID><wsa:RelatesTo>{relates}</wsa:RelatesTo>"
        "<wsa:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:To>"
        "<wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</wsa:Action></SOAP-ENV:Header>"
        f"<SOAP-ENV:Body><d:ProbeMatches><d:ProbeMatch><wsa:EndpointReference><wsa:Address>{endpoint}</wsa:Address>"
        f"</wsa:EndpointReference><d:Types>{types}</d:Types><d:Scopes>{scopes}</d:Scopes><d:XAddrs>{xaddrs}</d:XAddrs>"
        "<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>"
    )


def discovery(
    text: str, when: str = r"<\w+:Probe\b", *, own_port: bool = False, after_seconds: float = 0.0, times: int = 1
) -> Udp:
    """A WS-Discovery port that says this to the probes in which the pattern is."""
    return Udp(3702, (Say(when, text, after_seconds, times),), (GROUP,), own_port)


def http(
    body: str = "", *, status: str = "200 OK", headers: str = "", kind: str = "text/html", version: str = "1.1"
) -> str:
    """An HTTP answer."""
    return f"HTTP/{version} {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode('latin-1'))}\r\n{headers}\r\n{body}"


def soap(body: str, *, status: str = "200 OK", prefix: str = "s", headers: str = "") -> str:
    """A SOAP answer over HTTP."""
    return http(_ENVELOPE.format(p=prefix, body=body), status=status, headers=headers, kind="application/soap+xml")


def information(manufacturer: str, model: str, firmware: str = "", serial: str = "", hardware: str = "1.0") -> str:
    """The answer to GetDeviceInformation."""
    return (
        f"<tds:GetDeviceInformationResponse><tds:Manufacturer>{manufacturer}</tds:Manufacturer><tds:Model>{model}</tds:Model>"
        f"<tds:FirmwareVersion>{firmware}</tds:FirmwareVersion><tds:SerialNumber>{serial}</tds:SerialNumber>"
        f"<tds:HardwareId>{hardware}</tds:HardwareId></tds:GetDeviceInformationResponse>"
    )


def clock() -> str:
    """The answer to GetSystemDateAndTime."""
    return (
        "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:UTCDateTime><tt:Time>"
        "<tt:Hour>9</tt:Hour><tt:Minute>5</tt:Minute><tt:Second>7</tt:Second></tt:Time><tt:Date><tt:Year>2026</tt:Year>"
        "<tt:Month>11</tt:Month><tt:Day>2</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime>"
        "</tds:GetSystemDateAndTimeResponse>"
    )


def services(*names: str) -> str:
    """The answer to GetServices."""
    inside = "".join(
        f"<tds:Service><tds:Namespace>http://www.onvif.org/{name}</tds:Namespace><tds:XAddr>http://0.0.0.0/x</tds:XAddr></tds:Service>"
        for name in names
    )
    return f"<tds:GetServicesResponse>{inside}</tds:GetServicesResponse>"


def fault(code: str, reason: str) -> str:
    """A SOAP fault of ONVIF."""
    return (
        f"<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:{code}</s:Value></s:Subcode></s:Code>"
        f'<s:Reason><s:Text xml:lang="en">{reason}</s:Text></s:Reason></s:Fault>'
    )


NOT_ALLOWED = soap(fault("NotAuthorized", "Sender not Authorized"), status="400 Bad Request")
NOT_FOUND = http("<html><title>404 Not Found</title></html>", status="404 Not Found")


def onvif(
    port: int, said: str, *, path: str = "/onvif/device_service", tls: bool = False, after_seconds: float = 0.0
) -> Tcp:
    """An ONVIF service that tells about the device and the time; all else is refused and there are no pages."""
    at = f"^POST {re_escape(path)} (?s:.)*"
    return Tcp(
        port,
        (
            Say(f"{at}GetDeviceInformation", said, after_seconds),
            Say(f"{at}GetSystemDateAndTime", soap(clock()), after_seconds),
            Say(at, NOT_ALLOWED, after_seconds),
            Say("", NOT_FOUND),
        ),
        tls,
    )


def re_escape(path: str) -> str:
    """The path as a pattern."""
    return path.replace(".", r"\.").replace("?", r"\?")


def pages(port: int, answer: str, *, tls: bool = False) -> Tcp:
    """A web server that says one thing to "GET /" and nothing else."""
    return Tcp(port, (Say(r"^GET / ", answer), Say("", NOT_FOUND)), tls)


def rtsp(status: str = "401 Unauthorized", headers: str = "", body: str = "") -> tuple[Say, ...]:
    """Rules of an RTSP server: OPTIONS is answered, DESCRIBE with this. (CSeq is always one of the two that are usual.)"""
    length = f"Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n" if body else ""
    options = "RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: OPTIONS, DESCRIBE, SETUP, TEARDOWN, PLAY\r\n\r\n"
    return (
        Say(r"^OPTIONS .* RTSP/1", options),
        Say(r"^DESCRIBE ", f"RTSP/1.0 {status}\r\nCSeq: 2\r\n{headers}{length}\r\n{body}"),
    )
