"""The ONVIF device service of a pretend device, as far as it answers before a login (protocols §3.2)."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from app.practice.http import HttpAnswer, login
from app.practice.onvif_login import OnvifLogin
from app.practice.text_request import TextRequest
from app.untrusted import xml as untrusted_xml

_SOAP = "http://www.w3.org/2003/05/soap-envelope"
_DEVICE = "http://www.onvif.org/ver10/device/wsdl"
_SCHEMA = "http://www.onvif.org/ver10/schema"
_TYPE = (("Content-Type", "application/soap+xml; charset=utf-8"),)


@dataclass(frozen=True, slots=True)
class OnvifDevice:
    """information holds the elements of GetDeviceInformation; without it the device asks for a login.

    refusal says how it asks: "digest" (HTTP 401) or "fault" (SOAP fault). clock is fixed, None is the right time.
    login is what it tells whoever knows its user and password.
    """

    xaddr: str
    information: Mapping[str, str] = field(default_factory=dict)
    refusal: str = "fault"
    realm: str = ""
    hostname: str = ""
    clock: dt.datetime | None = None
    services: tuple[str, ...] = (_DEVICE,)
    login: OnvifLogin | None = None

    def answer(self, request: TextRequest) -> HttpAnswer:
        """The answer to one SOAP request."""
        try:
            envelope = untrusted_xml.parse(request.untrusted_body)
        except untrusted_xml.UntrustedXmlError:
            return _fault(400, "env:Sender", "ter:WellFormed", "Well-formedness error")
        body = untrusted_xml.find(envelope, "Body")
        operation = next((untrusted_xml.local(element) for element in body or ()), "")
        known: dict[str, Callable[[], HttpAnswer]] = {
            "GetSystemDateAndTime": self._date_and_time,
            "GetServices": self._services,
            "GetHostname": self._hostname,
            "GetDeviceInformation": self._device_information,
        }
        if operation not in {"GetSystemDateAndTime", "GetServices"} and self.login is not None:
            content = self.login.content(
                operation, request, envelope, self.clock or dt.datetime.now(dt.UTC), self.hostname
            )
            if content:
                return _response(operation, content)
            if operation in self.login.operations:
                return self._refuse()
        if operation not in known:
            return _fault(500, "env:Receiver", "ter:ActionNotSupported", "Optional action not implemented")
        return known[operation]()

    def _date_and_time(self) -> HttpAnswer:
        now = self.clock or dt.datetime.now(dt.UTC)
        return _response(
            "GetSystemDateAndTime",
            "<tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>"
            f"<tt:UTCDateTime><tt:Time><tt:Hour>{now.hour}</tt:Hour><tt:Minute>{now.minute}</tt:Minute>"
            f"<tt:Second>{now.second}</tt:Second></tt:Time><tt:Date><tt:Year>{now.year}</tt:Year>"
            f"<tt:Month>{now.month}</tt:Month><tt:Day>{now.day}</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime>",
        )

    def _services(self) -> HttpAnswer:
        services = "".join(
            f"<tds:Service><tds:Namespace>{escape(name)}</tds:Namespace><tds:XAddr>{escape(self.xaddr)}</tds:XAddr>"
            "<tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>"
            for name in self.services
        )
        return _response("GetServices", services)

    def _hostname(self) -> HttpAnswer:
        name = f"<tt:FromDHCP>false</tt:FromDHCP><tt:Name>{escape(self.hostname)}</tt:Name>"
        return _response("GetHostname", f"<tds:HostnameInformation>{name}</tds:HostnameInformation>")

    def _device_information(self) -> HttpAnswer:
        if self.information:
            elements = (f"<tds:{name}>{escape(value)}</tds:{name}>" for name, value in self.information.items())
            return _response("GetDeviceInformation", "".join(elements))
        return self._refuse()

    def _refuse(self) -> HttpAnswer:
        if self.refusal == "digest":
            return login(self.realm, "Digest")
        return _fault(400, "env:Sender", "ter:NotAuthorized", "Sender not authorized")


def _envelope(body: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<env:Envelope xmlns:env="{_SOAP}" xmlns:tds="{_DEVICE}"'
        f' xmlns:tt="{_SCHEMA}" xmlns:ter="http://www.onvif.org/ver10/error"><env:Body>{body}</env:Body></env:Envelope>'
    ).encode()


def _response(operation: str, content: str) -> HttpAnswer:
    return HttpAnswer(200, _TYPE, _envelope(f"<tds:{operation}Response>{content}</tds:{operation}Response>"))


def _fault(status: int, code: str, subcode: str, reason: str) -> HttpAnswer:
    return HttpAnswer(
        status,
        _TYPE,
        _envelope(
            f"<env:Fault><env:Code><env:Value>{code}</env:Value><env:Subcode><env:Value>{subcode}</env:Value>"
            f'</env:Subcode></env:Code><env:Reason><env:Text xml:lang="en">{reason}</env:Text></env:Reason></env:Fault>'
        ),
    )
