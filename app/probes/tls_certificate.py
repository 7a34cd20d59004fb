"""The certificate that a device shows on its TLS ports: read once, closed (protocols §7)."""

import hashlib
import re
import warnings
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from cryptography import x509
from cryptography.x509.oid import NameOID

from app.model.sighting import Protocol, Sighting
from app.net.network import Net
from app.net.target import Target
from app.untrusted.text import clean, clean_lines, compact

See = Callable[[Sighting], None]

TLS_PORTS = (443, 8443, 7443)
#: Largest certificate that is read, in bytes.
CERTIFICATE_LIMIT = 32 * 1024

_SHORT_NAMES = {
    NameOID.COMMON_NAME: "CN",
    NameOID.ORGANIZATION_NAME: "O",
    NameOID.ORGANIZATIONAL_UNIT_NAME: "OU",
    NameOID.LOCALITY_NAME: "L",
    NameOID.STATE_OR_PROVINCE_NAME: "ST",
    NameOID.COUNTRY_NAME: "C",
    NameOID.SERIAL_NUMBER: "serialNumber",
    NameOID.EMAIL_ADDRESS: "emailAddress",
    NameOID.DOMAIN_COMPONENT: "DC",
}
_NAME_LIMIT = 512
_ATTRIBUTES_LIMIT = 32
_HANDED_OVER = re.compile(r"^[ \t]*(subject|issuer)[ \t]*[:=]([^\n]+)", re.MULTILINE | re.IGNORECASE)
#: Where one part of a written name ends and the next begins: "CN=a, O=b", "CN = a + O = b" and "/O=b/CN=a".
_NEXT_PART = re.compile(r"(?<!\\)[,/+;]\s{0,8}(?=[A-Za-z][A-Za-z0-9.]{0,30}\s{0,8}=)")


def parse_certificate(untrusted_der: bytes) -> dict[str, str]:
    """The fields of a certificate in DER, {} when it is broken beyond reading."""
    if not untrusted_der or len(untrusted_der) > CERTIFICATE_LIMIT:
        return {}
    with warnings.catch_warnings():
        # The library warns of the odd serial numbers and names that cameras are known for.
        warnings.simplefilter("ignore")
        try:
            certificate = x509.load_der_x509_certificate(untrusted_der)
        except Exception:  # noqa: BLE001 - ValueError, TypeError and the library's own, by version
            return {}
        subject = _try(lambda: _name(certificate.subject))
        issuer = _try(lambda: _name(certificate.issuer))
        fields = {
            "subject": subject,
            "issuer": issuer,
            "san": _try(lambda: _alternative_names(certificate)),
            "not_before": _try(lambda: _moment(certificate.not_valid_before_utc)),
            "not_after": _try(lambda: _moment(certificate.not_valid_after_utc)),
            "self_signed": "yes" if subject and subject == issuer else "",
        }
    if not (subject or issuer):
        return {}
    return compact({**fields, "sha256": hashlib.sha256(untrusted_der).hexdigest()})


def read(untrusted: str) -> dict[str, str]:
    """The fields of "subject: …" and "issuer: …" lines, in the ways that tools write names."""
    fields: dict[str, str] = {}
    for kind, name in _HANDED_OVER.findall(untrusted):
        parts = (part.partition("=") for part in _NEXT_PART.split(name.strip()[: 2 * _NAME_LIMIT].lstrip("/")))
        pairs = [(key.strip(), value.strip()) for key, _, value in parts if key.strip() and value.strip()]
        if pairs:
            fields.setdefault(kind.lower(), _join(pairs))
    if fields.get("subject") and fields.get("subject") == fields.get("issuer"):
        fields["self_signed"] = "yes"
    return compact(fields)


async def visit(net: Net, target: Target, seen: See) -> None:
    """Read the certificate of each open TLS port, one after the other."""
    for port in TLS_PORTS:
        if port not in target.ports:
            continue
        untrusted_der = await net.certificate(target.address, port)
        if fields := parse_certificate(untrusted_der or b""):
            seen(Sighting(Protocol.TLS, target.address, fields, datetime.now(UTC), port))


def _try(read_part: Callable[[], str]) -> str:
    """The part, "" when the library refuses it: one broken part does not hide the others."""
    try:
        return read_part()
    except Exception:  # noqa: BLE001 - a certificate is decoded piece by piece and each can be broken in its own way
        return ""


def _name(name: x509.Name) -> str:
    attributes = [
        (_SHORT_NAMES.get(part.oid, part.oid.dotted_string), _text(part.value)) for part in reversed(list(name))
    ]
    return _join(attributes[:_ATTRIBUTES_LIMIT])


def _join(pairs: Iterable[tuple[str, str]]) -> str:
    """The most specific part first, as RFC 4514 has it, also where the certificate or the tool turned it round."""
    ordered = list(pairs)[:_ATTRIBUTES_LIMIT]
    if ordered and ordered[0][0] != "CN" and ordered[-1][0] == "CN":
        ordered.reverse()
    return clean(",".join(f"{key}={value}" for key, value in ordered), _NAME_LIMIT)


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("latin-1")


def _alternative_names(certificate: x509.Certificate) -> str:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return clean_lines([str(name.value) for name in names])


def _moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
