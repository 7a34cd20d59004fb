"""What a pretend ONVIF device tells after a login, and how it checks one: HTTP digest or a token in the message."""

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from app.model.sign_in import Credentials
from app.net.digest_login import Challenge
from app.practice.text_request import TextRequest
from app.untrusted.xml import text_of

#: Older tokens are refused, as many cameras do.
_TOKEN_SECONDS = 60
_PARAMETER = re.compile(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')


@dataclass(frozen=True, slots=True)
class OnvifLogin:
    """User and password, and the elements of GetDeviceInformation for whoever gives them."""

    user: str
    password: str
    information: Mapping[str, str]
    realm: str = ""
    scopes: tuple[str, ...] = ()
    path: str = "/"
    operations: frozenset[str] = frozenset({"GetDeviceInformation", "GetScopes", "GetNetworkProtocols", "GetUsers"})

    def content(
        self, operation: str, request: TextRequest, envelope: Element, clock: dt.datetime, hostname: str
    ) -> str:
        """The elements of the response; "" when the request carries no right login or the operation is none of these."""
        if operation not in self.operations or not self._is_right(request, envelope, clock):
            return ""
        match operation:
            case "GetDeviceInformation":
                return "".join(f"<tds:{name}>{escape(value)}</tds:{name}>" for name, value in self.information.items())
            case "GetScopes":
                scopes = (*self.scopes, f"onvif://www.onvif.org/name/{hostname}") if hostname else self.scopes
                return "".join(
                    "<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef>"
                    f"<tt:ScopeItem>{escape(scope)}</tt:ScopeItem></tds:Scopes>"
                    for scope in scopes
                )
            case "GetNetworkProtocols":
                return _protocol("HTTP", 80) + _protocol("RTSP", 554)
            case _:
                return (
                    f"<tds:User><tt:Username>{escape(self.user)}</tt:Username>"
                    "<tt:UserLevel>Administrator</tt:UserLevel></tds:User>"
                )

    def _is_right(self, request: TextRequest, envelope: Element, clock: dt.datetime) -> bool:
        return self._digest_is_right(request) or self._token_is_right(envelope, clock)

    def _digest_is_right(self, request: TextRequest) -> bool:
        scheme, _, untrusted = request.untrusted_headers.get("authorization", "").partition(" ")
        if scheme.lower() != "digest":
            return False
        given = {name: quoted or bare for name, quoted, bare in _PARAMETER.findall(untrusted)}
        challenge = Challenge(self.realm, given.get("nonce", ""), None, "md5", named_algorithm=False, qop="auth")
        right = challenge.answer(
            Credentials(self.user, self.password),
            "POST",
            self.path,
            request.untrusted_body,
            given.get("cnonce", "") or "0",
        )
        wanted = {name: quoted or bare for name, quoted, bare in _PARAMETER.findall(right)}
        return bool(given.get("response") == wanted["response"] and given.get("username") == wanted["username"])

    def _token_is_right(self, envelope: Element, clock: dt.datetime) -> bool:
        created, password = text_of(envelope, "Created"), text_of(envelope, "Password")
        try:
            stamped = dt.datetime.fromisoformat(created)
            nonce = base64.b64decode(text_of(envelope, "Nonce"), validate=True)
            off = abs((stamped.astimezone(dt.UTC) - clock.astimezone(dt.UTC)).total_seconds())
        except (ValueError, OverflowError):
            return False
        mixed = nonce + created.encode() + self.password.encode()
        right = base64.b64encode(hashlib.sha1(mixed, usedforsecurity=False).digest()).decode()
        return text_of(envelope, "Username") == self.user and password == right and off <= _TOKEN_SECONDS


def _protocol(name: str, port: int) -> str:
    return (
        f"<tds:NetworkProtocols><tt:Name>{name}</tt:Name><tt:Enabled>true</tt:Enabled><tt:Port>{port}</tt:Port>"
        "</tds:NetworkProtocols>"
    )
