import asyncio
import datetime as dt
import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from app.net.target import Target
from app.probes import tls_certificate
from tests.unit.probes.captures import assert_tame
from tests.unit.probes.tcp_bench import ADDRESS, capture

KEY = ec.generate_private_key(ec.SECP256R1())
HIKVISION = (
    (NameOID.COUNTRY_NAME, "CN"),
    (NameOID.STATE_OR_PROVINCE_NAME, "ZheJiang"),
    (NameOID.LOCALITY_NAME, "HangZhou"),
    (NameOID.ORGANIZATION_NAME, "HIKVISION"),
    (NameOID.ORGANIZATIONAL_UNIT_NAME, "DVRNVR"),
    (NameOID.COMMON_NAME, "www.hikvision.com"),
)
AXIS = ((NameOID.COMMON_NAME, "axis-accc8e78b977"), (NameOID.ORGANIZATION_NAME, "Axis Communications AB"))


def certificate(subject=HIKVISION, issuer=None) -> bytes:
    def name(parts) -> x509.Name:
        return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])

    return (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer or subject))
        .public_key(KEY.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2017, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2049, 12, 31, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("camera.example")]), critical=False)
        .sign(KEY, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )


def test_a_self_signed_certificate() -> None:
    der = certificate()
    name = "CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION,L=HangZhou,ST=ZheJiang,C=CN"
    assert tls_certificate.parse_certificate(der) == {
        "subject": name,
        "issuer": name,
        "san": "camera.example",
        "not_before": "2017-01-01T00:00:00Z",
        "not_after": "2049-12-31T00:00:00Z",
        "self_signed": "yes",
        "sha256": hashlib.sha256(der).hexdigest(),
    }


def test_the_common_name_comes_first_whatever_the_order_and_issuers_differ() -> None:
    fields = tls_certificate.parse_certificate(certificate(AXIS, HIKVISION))
    assert fields["subject"] == "CN=axis-accc8e78b977,O=Axis Communications AB"
    assert fields["issuer"].startswith("CN=www.hikvision.com,")
    assert "self_signed" not in fields


@pytest.mark.parametrize(
    "text",
    [
        capture("tls/subjects.txt").split("\n")[0],
        "subject: C = CN, ST = ZheJiang, L = HangZhou, O = HIKVISION, OU = DVRNVR, CN = www.hikvision.com",
        "subject=/C=CN/ST=ZheJiang/L=HangZhou/O=HIKVISION/OU=DVRNVR/CN=www.hikvision.com",
    ],
)
def test_names_as_tools_write_them(text: str) -> None:
    expected = "CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION,L=HangZhou,ST=ZheJiang,C=CN"
    assert tls_certificate.read(text) == {"subject": expected}


def test_subject_and_issuer_together() -> None:
    assert tls_certificate.read(capture("tls/subjects.txt"))["self_signed"] == "yes"


@pytest.mark.parametrize("text", ["", "CN=x", "subject:", "subject: hello", "nonsense: CN=x"])
def test_what_is_no_name(text: str) -> None:
    assert tls_certificate.read(text) == {}


def test_every_open_tls_port_is_read_once() -> None:
    class Certificates:
        def __init__(self) -> None:
            self.asked: list[int] = []

        async def certificate(self, address: str, port: int) -> bytes | None:
            self.asked.append(port)
            return certificate() if port == 8443 else None

    net, seen = Certificates(), []
    asyncio.run(tls_certificate.visit(net, Target(ADDRESS, (80, 443, 8443)), seen.append))
    assert net.asked == [443, 8443]
    assert [sighting.port for sighting in seen] == [8443]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 400), st.binary(max_size=8), st.text())
def test_no_input_is_an_error(place: int, noise: bytes, text: str) -> None:
    whole = certificate()
    for der in (noise, whole[:place], whole[:place] + noise + whole[place + len(noise) :]):
        assert_tame("tls", tls_certificate.parse_certificate(der))
    assert_tame("tls", tls_certificate.read(f"subject: {text}\nissuer:CN={text}"))


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", [" ", "\t", "subject: ", "a = b, ", "\n"])
def test_handed_over_text_of_any_length_is_read_at_once(piece: str) -> None:
    tls_certificate.read(f"subject: a{piece * 100_000}b")
    tls_certificate.read(piece * 100_000)
