"""Self-signed certificates, made when the practice network starts; one key for all, as only the names matter."""

import datetime as dt
import ssl
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_ATTRIBUTES = {
    "C": NameOID.COUNTRY_NAME,
    "ST": NameOID.STATE_OR_PROVINCE_NAME,
    "L": NameOID.LOCALITY_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "CN": NameOID.COMMON_NAME,
}


@dataclass(frozen=True)
class CertificateName:
    """Whom a device's certificate names: attributes such as CN and O, and the address in the list of alternative names."""

    subject: Mapping[str, str]
    address: str = ""


class Certificates:
    """Makes TLS contexts for pretend devices."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    def context(self, name: CertificateName) -> ssl.SSLContext:
        """A server's context with a fresh self-signed certificate of that name."""
        pem = self._certificate(name).public_bytes(serialization.Encoding.PEM) + self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory(prefix="camera-check-") as folder:
            file = Path(folder, "pretend.pem")
            file.write_bytes(pem)
            context.load_cert_chain(file)
        return context

    def _certificate(self, name: CertificateName) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(_ATTRIBUTES[key], value) for key, value in name.subject.items()])
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=365))
            .not_valid_after(now + dt.timedelta(days=3650))
        )
        if name.address:
            alternative = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(name.address))])
            builder = builder.add_extension(alternative, critical=False)
        return builder.sign(self._key, hashes.SHA256())
