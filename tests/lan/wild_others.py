"""Things that are no cameras and come close to looking like one."""

from tests.lan.wild import Say, Tcp, Udp, Wild
from tests.lan.wild_texts import (
    GROUP,
    NOT_FOUND,
    clock,
    discovery,
    fault,
    http,
    information,
    onvif,
    pages,
    probe_match,
    rtsp,
    services,
    soap,
)

_CAMERA_PORTS = (80, 443, 554, 8000, 8080, 2020, 8899, 8554, 37777, 34567, 9000, 8443)
_ROUTER_PAGE = (
    "<html><head><title>Home Gateway</title></head><body><h1>Port forwarding</h1><select><option>IP Camera</option><option>DVR"
    "</option></select><p>Hikvision, Dahua and ONVIF cameras on port 554</p></body></html>"
)
_BLOG = "<html><head><title>The best IP cameras of 2026</title></head><body>Hikvision DS-2CD2143G0-I, App-webs/, ONVIF</body></html>"


def _description(kind: str, name: str, maker: str, model: str) -> str:
    return http(
        '<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major></specVersion><device>'
        f"<deviceType>urn:schemas-upnp-org:device:{kind}:1</deviceType><friendlyName>{name}</friendlyName><manufacturer>{maker}"
        f"</manufacturer><modelName>{model}</modelName><UDN>uuid:8e8f5c2a-77bb-4c2f-a3b5-{abs(len(name)):012d}</UDN></device></root>",
        kind="text/xml",
    )


def _upnp(address: str, kind: str, name: str, maker: str, model: str) -> tuple[Udp | Tcp, ...]:
    answer = (
        f"HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=100\r\nLOCATION: http://{address}:49152/d.xml\r\nSERVER: Linux/5 UPnP/1.0 x/1\r\n"
        f"ST: upnp:rootdevice\r\nUSN: uuid:8e8f5c2a-77bb-4c2f-a3b5-{abs(len(name)):012d}::upnp:rootdevice\r\n\r\n"
    )
    return (
        Udp(1900, (Say("M-SEARCH", answer),), (GROUP,)),
        Tcp(49152, (Say("^GET /d.xml ", _description(kind, name, maker, model)), Say("", NOT_FOUND))),
    )


def _endpoint(number: int) -> str:
    return f"urn:uuid:1419d68a-1dd2-11b2-b105-{number:012d}"


OTHERS: tuple[tuple[str, tuple[Udp | Tcp, ...]], ...] = (
    (
        "nas",
        (
            *_upnp("{address}", "Basic", "NAS with camera recordings", "Synology", "DS920+ camera station"),
            pages(
                80,
                http(
                    "<html><head><title>nas - Synology NAS</title></head><body>Surveillance Station, IP camera</body></html>"
                ),
            ),
            pages(5000, http("<html><head><title>nas - Synology NAS</title></head></html>")),
        ),
    ),
    (
        "printer",
        (
            discovery(
                probe_match(
                    _endpoint(1),
                    types="wsdp:Device wprt:PrintDeviceType",
                    scopes="http://www.onvif.org/like onvif-compatible ldap:///ou=cameras",
                    xaddrs="http://{address}:5357/wsd/camera",
                )
            ),
            Tcp(
                5357,
                (
                    Say(
                        "",
                        soap(
                            "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code></s:Fault>", status="400 Bad Request"
                        ),
                    ),
                ),
            ),
            pages(
                80,
                http("<title>HP LaserJet Pro MFP M428fdw</title>", headers="Server: HP HTTP Server; HP LaserJet\r\n"),
            ),
        ),
    ),
    (
        "router",
        (
            pages(80, http(_ROUTER_PAGE, headers="Server: httpd\r\n")),
            *_upnp("{address}", "InternetGatewayDevice", "IP camera gateway", "TP-Link", "Archer C7"),
        ),
    ),
    (
        "tv",
        (
            *_upnp("{address}", "MediaRenderer", "[TV] camera room", "Samsung Electronics", "UE55"),
            pages(8001, http("{}", kind="application/json")),
        ),
    ),
    ("esp", (pages(80, http("<title>ESP sensor</title>", headers="Server: GoAhead-Webs\r\n")),)),
    ("silent", tuple(Tcp(port) for port in _CAMERA_PORTS)),
    (
        "door-controller",
        (
            discovery(
                probe_match(
                    _endpoint(2),
                    types="tds:Device",
                    scopes="onvif://www.onvif.org/Profile/A onvif://www.onvif.org/Profile/C onvif://www.onvif.org/name/Door",
                    xaddrs="http://{address}/onvif/device_service",
                )
            ),
            Tcp(
                80,
                (
                    Say("GetDeviceInformation", soap(information("Fabrikam", "DC-2", "1.0", "DC20000017"))),
                    Say("GetSystemDateAndTime", soap(clock())),
                    Say(
                        "GetServices",
                        soap(services("ver10/device/wsdl", "ver10/accesscontrol/wsdl", "ver10/doorcontrol/wsdl")),
                    ),
                    Say("^POST", soap(fault("ActionNotSupported", "no"), status="400 Bad Request")),
                    Say("", NOT_FOUND),
                ),
            ),
        ),
    ),
    ("blog", (pages(80, http(_BLOG)),)),
    (
        "soap-server",
        (
            Tcp(
                80,
                (
                    Say(
                        "^POST",
                        soap("<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code></s:Fault>", status="500 x").replace(
                            "onvif.org", "example.org"
                        ),
                    ),
                    Say("", NOT_FOUND),
                ),
            ),
            Tcp(8000, (Say("", http("<a/>", kind="text/xml")),)),
        ),
    ),
    (
        "one-page-for-all",
        tuple(
            Tcp(
                port,
                (
                    Say(
                        "",
                        http("<!DOCTYPE html><html><head><title>Welcome home</title></head><body>camera</body></html>"),
                    ),
                ),
            )
            for port in (80, 8080, 8000)
        ),
    ),
    (
        "login-for-all",
        (
            Tcp(
                80,
                (
                    Say(
                        "",
                        http(status="401 Unauthorized", headers='WWW-Authenticate: Basic realm="Broadband Router"\r\n'),
                    ),
                ),
            ),
        ),
    ),
    (
        "computer",
        (
            discovery(probe_match(_endpoint(3), types="wsdp:Device pub:Computer", xaddrs="http://{address}:5357/x")),
            pages(80, http("<title>IIS Windows Server</title>", headers="Server: Microsoft-IIS/10.0\r\n")),
        ),
    ),
    (
        "radio",
        (
            Tcp(
                8000,
                (Say("", http("<title>Icecast Streaming Media Server</title>", headers="Server: Icecast 2.4.4\r\n")),),
            ),
            Tcp(554, rtsp("404 Not Found", "Server: AirTunes/366.0\r\n")),
        ),
    ),
    (
        "echo",
        (
            Tcp(80, (Say("", http(), stay=False),)),
            Tcp(
                8080,
                (
                    Say(
                        "GetDeviceInformation",
                        http(
                            '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GetDeviceInformation xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>'
                        ),
                    ),
                    Say("", http("hello")),
                ),
            ),
        ),
    ),
    (
        "projector",
        (
            discovery(
                probe_match(
                    _endpoint(4),
                    types="wsdp:Device dn:NetworkVideoDisplay",
                    scopes="onvif://www.onvif.org/type/Network_Video_Display",
                    xaddrs="http://{address}/onvif/device_service",
                )
            ),
            onvif(80, soap(information("Fabrikam", "Decoder 4", "1.0", "DD20000017"))),
        ),
    ),
    (
        "alarm-panel",
        (
            Udp(
                37020,
                (
                    Say(
                        "inquiry",
                        '<?xml version="1.0"?><ProbeMatch><Uuid>1</Uuid><Types>inquiry</Types>'
                        "<DeviceDescription>DS-PHA64-W4M</DeviceDescription>"
                        "<SoftwareVersion>V1.0.4build 220101</SoftwareVersion><MAC>44-19-b6-77-00-99</MAC></ProbeMatch>",
                    ),
                ),
                (GROUP,),
            ),
        ),
    ),
)


def wild_others(first: int = 100) -> tuple[Wild, ...]:
    """The things, one address after the other from 10.77.0.100 on."""
    return tuple(
        Wild(name, f"10.77.0.{number}", f"f6:20:{number:02x}:77:00:{number:02x}", ports)
        for number, (name, ports) in enumerate(OTHERS, start=first)
    )
