"""Cameras that keep to the protocols in their own ways, and what has to be known of each."""

from dataclasses import dataclass, field

from tests.lan.wild import Say, Tcp, Udp, Wild
from tests.lan.wild_texts import (
    GROUP,
    NOT_ALLOWED,
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
    soap,
)

_PROBE_FOR = r"<\w+:Types>\s*\w+:{type}\s*</\w+:Types>"
_EMPTY_PROBE = r"<\w+:Probe\s*/>|<\w+:Probe>\s*(<\w+:Types\s*/>)?\s*</\w+:Probe>"
_ENDPOINT = "urn:uuid:1419d68a-1dd2-11b2-a105-{:012d}"


@dataclass(frozen=True)
class Known:
    """What the scan has to say: values that the device states itself; sure: the fields that have to be confirmed."""

    name: str
    ports: tuple[Udp | Tcp, ...]
    values: dict[str, str] = field(default_factory=dict)
    sure: tuple[str, ...] = ()
    kind: str = ""


def _announced(number: int, xaddrs: str, **more: str) -> str:
    scopes = (
        "onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/Cam onvif://www.onvif.org/hardware/HW-1"
    )
    return probe_match(_ENDPOINT.format(number), xaddrs=xaddrs, **{"scopes": scopes, **more})


_FULL = {"brand": "Fabrikam", "model": "FK-2100", "firmware": "2.4.1 build 230101", "serial": "FK2100A00017"}
_SURE = ("model", "firmware", "serial")
_STATED = soap(information("Fabrikam", "FK-2100", "2.4.1 build 230101", "FK2100A00017"))


def _silent_onvif(port: int) -> Known:
    return Known(f"onvif{port}", (onvif(port, _STATED),), _FULL, _SURE)


def _page(name: str, answer: str, port: int = 80, **values: str) -> Known:
    return Known(name, (pages(port, answer),), values)


CAMERAS: tuple[Known, ...] = (
    Known(
        "own-port",
        (
            discovery(
                _announced(1, "http://{address}:5000/onvif/device_service", message_id="uuid:1-2-3", relates="uuid:9"),
                own_port=True,
            ),
            onvif(5000, _STATED),
        ),
        _FULL,
        _SURE,
    ),
    Known(
        "device-probe-only",
        (
            discovery(
                _announced(2, "http://{address}:8888/onvif/device_service", types="tds:Device"),
                _PROBE_FOR.format(type="Device"),
            ),
            onvif(8888, _STATED),
        ),
        _FULL,
        _SURE,
    ),
    Known(
        "empty-probe-only",
        (
            discovery(_announced(3, "http://{address}:10080/onvif/services"), _EMPTY_PROBE),
            onvif(10080, _STATED, path="/onvif/services"),
        ),
        _FULL,
        _SURE,
    ),
    Known(
        "https",
        (
            discovery(_announced(4, "https://{address}:8443/onvif/device_service")),
            onvif(8443, _STATED, tls=True),
        ),
        _FULL,
        _SURE,
    ),
    Known(
        "host-name",
        (discovery(_announced(5, "http://cam-17.local/onvif/device_service")), onvif(80, _STATED)),
        _FULL,
        _SURE,
    ),
    Known(
        "other-host",
        (discovery(_announced(6, "http://192.168.1.64/onvif/device_service")), onvif(8080, _STATED)),
        _FULL,
        _SURE,
    ),
    Known(
        "dead-port",
        (discovery(_announced(7, "http://{address}:8086/onvif/device_service")), onvif(80, _STATED)),
        _FULL,
        _SURE,
    ),
    Known(
        "empty-values",
        (
            discovery(_announced(8, "http://{address}/onvif/device_service")),
            onvif(80, soap(information("Fabrikam", "FK-2100"))),
        ),
        {"brand": "Fabrikam", "model": "FK-2100"},
        ("model",),
    ),
    Known(
        "unauthorised",
        (
            discovery(
                _announced(
                    9,
                    "http://{address}/onvif/device_service",
                    scopes="onvif://www.onvif.org/name/Fabrikam%20FK-9 onvif://www.onvif.org/hardware/FK-9",
                )
            ),
            onvif(
                80,
                http(
                    status="401 Unauthorized",
                    headers='WWW-Authenticate: Digest realm="FK", qop="auth", nonce="1"\r\n',
                ),
            ),
        ),
        {"model": "FK-9"},
    ),
    Known(
        "fault",
        (
            discovery(_announced(10, "http://{address}/onvif/device_service")),
            onvif(80, soap(fault("NotAuthorized", "no"), status="500 Internal Server Error")),
        ),
    ),
    Known(
        "error-500",
        (
            discovery(_announced(11, "http://{address}/onvif/device_service")),
            Tcp(80, (Say("", http(status="500 Internal Server Error")),)),
        ),
        {"model": "HW-1"},
    ),
    Known(
        "slow",
        (
            discovery(_announced(12, "http://{address}/onvif/device_service"), after_seconds=2.4),
            onvif(80, _STATED, after_seconds=2.6),
        ),
        _FULL,
        _SURE,
    ),
    *(_silent_onvif(port) for port in (80, 8080, 8000, 8899, 2020, 5000, 8888, 10080)),
    Known(
        "hangs-up-when-asked-who",
        (
            Tcp(
                80,
                (
                    Say("GetDeviceInformation", hang_up=True),
                    Say("GetSystemDateAndTime", soap(clock())),
                    Say("^POST ", NOT_ALLOWED),
                    Say("", NOT_FOUND),
                ),
            ),
        ),
    ),
    Known(
        "undeclared-prefix",
        (
            discovery(_announced(14, "http://{address}/onvif/device_service")),
            onvif(
                80,
                http(
                    "<SOAP-ENV:Envelope><SOAP-ENV:Body>"
                    + information("Fabrikam &amp; Sons", "FK-2100", "2.4.1", "FK2100A00017")
                    + "</SOAP-ENV:Body></SOAP-ENV:Envelope>",
                    kind="application/soap+xml",
                ),
            ),
        ),
        {"brand": "Fabrikam & Sons", "model": "FK-2100", "firmware": "2.4.1", "serial": "FK2100A00017"},
    ),
    Known(
        "one-answer-a-connection",
        (
            discovery(_announced(15, "http://{address}:80/onvif/device_service")),
            Tcp(
                80,
                (
                    Say(
                        "GetDeviceInformation",
                        _STATED.replace("HTTP/1.1", "HTTP/1.0").replace(
                            "\r\nContent-Length", "\r\nServer: gSOAP/2.8\r\nX-Length"
                        ),
                        stay=False,
                    ),
                    Say("^POST", NOT_ALLOWED, stay=False),
                    Say("", NOT_FOUND, stay=False),
                ),
            ),
        ),
        _FULL,
        _SURE,
    ),
    Known(
        "script-everywhere",
        (
            discovery(
                _announced(
                    16,
                    "http://{address}/onvif/device_service javascript:alert(1)",
                    scopes="onvif://www.onvif.org/name/" + "A%3Cscript%3Ealert(1)%3C/script%3E" * 300,
                )
            ),
            onvif(
                80,
                soap(
                    information(
                        "&lt;script&gt;alert(1)&lt;/script&gt;" * 20, "M" * 10_000, "&lt;img src=x&gt;", "S" * 10_000
                    )
                ),
            ),
        ),
    ),
    Known(
        "flood",
        (
            discovery(_announced(17, "http://{address}/onvif/device_service"), times=2000),
            onvif(80, _STATED),
        ),
        _FULL,
        _SURE,
    ),
    Known("ipv6-only", (Udp(3702, (Say(r":Probe\b", _announced(18, "")),), ("ff02::c",)),), {"model": "HW-1"}),
    Known(
        "ws-discovery-11",
        (
            discovery(
                _announced(19, "http://{address}/onvif/device_service").replace(
                    "http://schemas.xmlsoap.org/ws/2005/04/discovery",
                    "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01",
                )
            ),
            onvif(80, _STATED.replace("2003/05/soap-envelope", "soap/envelope/")),
        ),
        _FULL,
        _SURE,
    ),
    Known(
        "gb2312",
        (
            discovery(_announced(20, "http://{address}/onvif/device_service")),
            onvif(80, _STATED.replace('encoding="UTF-8"', 'encoding="GB2312"')),
        ),
        _FULL,
        _SURE,
    ),
    Known("only-a-type", (discovery(_announced(21, "", types="tds:Device")),), {"model": "HW-1"}),
    Known(
        "rtsp-and-http-on-one-port",
        (
            Tcp(
                554,
                (*rtsp(headers='WWW-Authenticate: Digest realm="IP Camera(G1234)", nonce="1"\r\n'), Say("", NOT_FOUND)),
            ),
        ),
    ),
    Known(
        "rtsp-dahua",
        (Tcp(554, rtsp(headers='WWW-Authenticate: Digest realm="Login to 5K04E1DPAJ12345", nonce="1"\r\n')),),
    ),
    Known(
        "rtsp-hipcam",
        (
            Tcp(
                554,
                rtsp(
                    "200 OK", "Server: HiIpcam/V100R003 VodServer/1.0.0\r\n", "v=0\r\no=- 1 1 IN IP4 0\r\ns=HiIpcam\r\n"
                ),
            ),
        ),
    ),
    Known(
        "sadp",
        (
            Udp(
                37020,
                (
                    Say(
                        "inquiry",
                        (
                            '<?xml version="1.0" encoding="UTF-8"?>\r\n<probematch><uuid>X</uuid><types>inquiry</types>'
                            "<devicetype>128</devicetype>"
                            "<DEVICEDESCRIPTION>DS-2CD2042WD-I & more</DEVICEDESCRIPTION>"
                            "<deviceSN>DS-2CD2042WD-I20160101CCWR570000000</deviceSN>"
                            "<softwareversion>V5.4.5build 170124</softwareversion>"
                            "<mac>44-19-b6-77-00-33</mac><IPv4Address>{address}</IPv4Address>"
                        ),
                    ),
                ),
                (GROUP,),
            ),
        ),
        {"maker": "Hikvision", "model": "DS-2CD2042WD-I & more", "firmware": "V5.4.5build 170124"},
    ),
    Known(
        "dhip",
        (
            Udp(
                37810,
                (
                    Say(
                        "DHDiscover.search",
                        (
                            "\x20\x00\x00\x00DHIP"
                            + "\0" * 24
                            + '{"METHOD":"client.notifyDevInfo","MAC":"9c:14:63:77:00:35","params":{"DEVICEINFO":{"devicetype":'
                            '"IPC-HFW2431S","serialno":"5K04E1DPAJ12345","version":"2.800.0000000.16.R","vendor":"Dahua",,"IPv4Address":{"IPAddress":"{address}"}}}\n\0'
                        ),
                    ),
                ),
                ("239.255.255.251",),
            ),
        ),
        {"brand": "Dahua", "model": "IPC-HFW2431S", "serial": "5K04E1DPAJ12345"},
    ),
    Known(
        "ssdp",
        (
            Udp(
                1900,
                (
                    Say(
                        "M-SEARCH",
                        (
                            "HTTP/1.1 200 OK\r\ncache-control:max-age=1800\r\next:\r\nlocation:http://{address}:49999/cam/desc.xml\r\n"
                            "server:Linux/2.6 UPnP/1.0 x/1\r\n"
                            "st:upnp:rootdevice\r\nusn:uuid:8e8f5c2a-77aa-4c2f-a3b5-000000000054::upnp:rootdevice\r\n\r\n"
                        ),
                    ),
                ),
                (GROUP,),
            ),
            Tcp(
                49999,
                (
                    Say(
                        "^GET /cam/desc.xml ",
                        http(
                            '<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><device>'
                            "<deviceType>urn:schemas-upnp-org:device:DigitalSecurityCamera:1</deviceType><friendlyName>Shed</friendlyName><manufacturer>Fabrikam</manufacturer>"
                            "<modelName>FK-7</modelName><modelNumber>1.03</modelNumber><serialNumber>FK70000017</serialNumber><UDN>uuid:8e8f5c2a-77aa-4c2f-a3b5-000000000054</UDN>"
                            "</device></root>",
                            kind="text/xml",
                        ),
                    ),
                ),
            ),
        ),
        {"brand": "Fabrikam", "model": "FK-7", "serial": "FK70000017"},
    ),
    _page("netwave", http("<html><head><title>IPCam</title></head></html>", headers="Server: Netwave IP Camera\r\n")),
    _page("title", http("<!DOCTYPE html><html><head><title>IP Camera</title></head><body><form></form></body></html>")),
    _page(
        "title-network-camera",
        http("<html><HEAD><TITLE>Network Camera</TITLE></HEAD>", headers="Server: Boa/0.94.14rc21\r\n"),
        81,
    ),
    _page("realm", http(status="401 Unauthorized", headers='WWW-Authenticate: Basic realm="IPCamera"\r\n')),
    _page(
        "app-webs",
        http(
            '<script>window.location.href = "/doc/page/login.asp?_" + Date()</script>', headers="Server: App-webs/\r\n"
        ),
        maker="Hikvision",
    ),
    _page(
        "dlink",
        http(
            status="401 Unauthorized", headers='Server: dcs-lig-httpd\r\nWWW-Authenticate: Basic realm="DCS-932L"\r\n'
        ),
        maker="D-Link",
    ),
    _page(
        "axis",
        http(status="401 Unauthorized", headers='WWW-Authenticate: Digest realm="AXIS_ACCC8E770099", nonce="x"\r\n'),
        maker="Axis",
    ),
    _page("foscam", http("<title>IPCam Client</title>"), 88),
    _page(
        "mobotix",
        http(status="302 Found", headers="Server: thttpd/2.19-MX Mar 1 2012\r\nLocation: /control/userimage.html\r\n"),
    ),
    _page(
        "vivotek",
        http(
            status="401 Unauthorized",
            headers='WWW-Authenticate: Digest realm="streaming_server", nonce="x"\r\nServer: Vivotek Network Camera\r\n',
        ),
    ),
    Known(
        "looks-for-the-usual-body",
        (
            Tcp(
                8080,
                (
                    Say(
                        '<s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
                        ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"><GetDeviceInformation ',
                        _STATED,
                    ),
                    Say("", http(), stay=False),
                ),
            ),
        ),
        _FULL,
        _SURE,
    ),
    Known(
        "two-on-one-host",
        (
            Udp(
                3702,
                tuple(
                    Say(kind, _announced(number, f"http://{{address}}:{port}/onvif/device_service"))
                    for kind, number, port in ((":Device", 31, 8081), (r"Probe\b", 32, 8082))
                ),
                (GROUP,),
            ),
            onvif(8081, _STATED),
            onvif(8082, soap(information("Fabrikam", "FK-2200", "2.5", "FK2200A00018"))),
        ),
    ),
)


def wild_cameras(first: int = 20) -> tuple[Wild, ...]:
    """The cameras, one address after the other from 10.77.0.20 on."""
    return tuple(
        Wild(known.name, f"10.77.0.{number}", f"f6:10:{number:02x}:77:00:{number * 3 % 256:02x}", known.ports)
        for number, known in enumerate(CAMERAS, start=first)
    )
