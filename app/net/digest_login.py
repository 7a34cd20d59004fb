"""Answers an HTTP Digest challenge (RFC 7616, RFC 2617 and RFC 2069). Only a hash of the password leaves this module."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.model.sign_in import Credentials
from app.untrusted.headers import VALUE_LIMIT

_ALGORITHMS: dict[str, Literal["md5", "sha256", "sha512_256"]] = {
    "md5": "md5",
    "sha-256": "sha256",
    "sha-512-256": "sha512_256",
}
_SESSION = "-sess"
_SCHEME = re.compile(r"(?:^|,)\s*([A-Za-z][A-Za-z0-9_-]*)(?=\s+[A-Za-z]|\s*(?:,|$))")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?$)', re.DOTALL)
_PARAMETER = re.compile(r'([A-Za-z_-]{1,20})\s{0,8}=\s{0,8}(?:"((?:[^"\\]|\\.)*+)"|([^\s,"]+))', re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Challenge:
    """A digest challenge that can be answered; texts as the device wrote them between the quotes."""

    untrusted_realm: str
    untrusted_nonce: str
    untrusted_opaque: str | None
    algorithm: str
    named_algorithm: bool
    qop: str

    def answer(self, credentials: Credentials, method: str, path: str, body: bytes, client_nonce: str = "") -> str:
        """The value of the Authorization header for one request. client_nonce is made up unless given."""
        client_nonce = client_nonce or secrets.token_hex(16)
        realm = self.untrusted_realm.replace("\\\\", "\\").replace('\\"', '"')
        first = self._hash(f"{credentials.user}:{realm}:{credentials.password}")
        if self.algorithm.endswith(_SESSION):
            first = self._hash(f"{first}:{self.untrusted_nonce}:{client_nonce}")
        second = f"{method}:{path}"
        if self.qop == "auth-int":
            second += f":{self._hash(body)}"
        count = "00000001"
        middle = f"{count}:{client_nonce}:{self.qop}:" if self.qop else ""
        response = self._hash(f"{first}:{self.untrusted_nonce}:{middle}{self._hash(second)}")
        quoted = {
            "username": credentials.user.replace("\\", "\\\\").replace('"', '\\"'),
            "realm": self.untrusted_realm,
            "nonce": self.untrusted_nonce,
            "uri": path,
            "response": response,
        }
        parts = [f'{name}="{_CONTROL.sub("", value)}"' for name, value in quoted.items()]
        if self.untrusted_opaque is not None:
            parts.append(f'opaque="{_CONTROL.sub("", self.untrusted_opaque)}"')
        if self.named_algorithm:
            parts.append(f"algorithm={self.algorithm.upper().replace('-SESS', _SESSION)}")
        if self.qop:
            parts += [f"qop={self.qop}", f"nc={count}"]
        if self.qop or self.algorithm.endswith(_SESSION):
            parts.append(f'cnonce="{client_nonce}"')
        return "Digest " + ", ".join(parts)

    def _hash(self, data: str | bytes) -> str:
        name = _ALGORITHMS[self.algorithm.removesuffix(_SESSION)]
        raw = data if isinstance(data, bytes) else data.encode("utf-8")
        return hashlib.new(name, raw, usedforsecurity=False).hexdigest()


def digest_challenge(untrusted_challenges: Sequence[str]) -> Challenge | None:
    """The first challenge of WWW-Authenticate values that can be answered, None when there is none."""
    for value in untrusted_challenges:
        for scheme, parameters in _split(value[:VALUE_LIMIT]):
            if scheme == "digest" and (challenge := _challenge(parameters)):
                return challenge
    return None


def schemes_of(untrusted_challenges: Sequence[str]) -> set[str]:
    """The schemes that are named, in lower case."""
    return {scheme for value in untrusted_challenges for scheme, _ in _split(value[:VALUE_LIMIT])}


def _split(untrusted: str) -> list[tuple[str, str]]:
    """Scheme (lower case) and parameters of each challenge in one header."""
    hidden = _QUOTED.sub(lambda quote: "." * len(quote[0]), untrusted)
    starts = list(_SCHEME.finditer(hidden))
    ends = [start.start() for start in starts[1:]] + [len(untrusted)] * bool(starts)
    return [(start[1].lower(), untrusted[start.end() : end]) for start, end in zip(starts, ends, strict=True)]


def _challenge(untrusted: str) -> Challenge | None:
    given: dict[str, str] = {}
    for name, quoted, bare in _PARAMETER.findall(untrusted):
        given.setdefault(name.lower(), quoted or bare)
    algorithm = given.get("algorithm", "md5").strip().lower()
    if algorithm.removesuffix(_SESSION) not in _ALGORITHMS or not given.get("nonce"):
        return None
    offered = {word.strip().lower() for word in given.get("qop", "").split(",")} - {""}
    qop = next((word for word in ("auth", "auth-int") if word in offered), "")
    if offered and not qop:
        return None
    return Challenge(given.get("realm", ""), given["nonce"], given.get("opaque"), algorithm, "algorithm" in given, qop)
