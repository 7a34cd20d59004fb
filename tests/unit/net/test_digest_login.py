"""Digest challenges: the examples of the RFCs, what real devices send, and what none should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.auth import HTTPDigestAuth

from app.model.sign_in import Credentials
from app.net.digest_login import digest_challenge, schemes_of

MUFASA = Credentials("Mufasa", "Circle of Life")
RFC_7616 = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_examples_of_rfc_7616(algorithm: str, response: str) -> None:
    challenge = digest_challenge([RFC_7616.format(algorithm)])
    assert challenge is not None
    answer = challenge.answer(MUFASA, "GET", "/dir/index.html", b"", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    assert f'response="{response}"' in answer
    assert 'username="Mufasa"' in answer
    assert f"algorithm={algorithm}" in answer
    assert 'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"' in answer


def test_the_example_of_rfc_2617_and_2069() -> None:
    text = 'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc"'
    challenge = digest_challenge([text])
    assert challenge is not None
    answer = challenge.answer(Credentials("Mufasa", "Circle Of Life"), "GET", "/dir/index.html", b"", "0a4f113b")
    assert 'response="6629fae49393a05397450978507c4ef1"' in answer
    old = digest_challenge([text.replace('qop="auth,auth-int", ', "")])
    assert old is not None
    answer = old.answer(Credentials("Mufasa", "Circle Of Life"), "GET", "/dir/index.html", b"")
    assert 'response="670fd8c2df070c60b045671b8b24ff02"' in answer
    assert "cnonce" not in answer
    assert "algorithm" not in answer


@pytest.mark.parametrize("algorithm", ["MD5", "MD5-SESS", "SHA-256"])
def test_another_program_answers_alike(algorithm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.urandom", lambda count: b"\1" * count)
    other = HTTPDigestAuth("admin", "pässword")
    other.init_per_thread_state()
    other._thread_local.chal = {"realm": "cam", "nonce": "abc", "qop": "auth", "algorithm": algorithm, "opaque": "o"}
    theirs = other.build_digest_header("POST", "http://192.168.1.2/onvif/device_service")
    cnonce = theirs.split('cnonce="')[1].split('"')[0]
    challenge = digest_challenge([f'Digest realm="cam", nonce="abc", qop="auth", algorithm={algorithm}, opaque="o"'])
    assert challenge is not None
    ours = challenge.answer(Credentials("admin", "pässword"), "POST", "/onvif/device_service", b"", cnonce)
    assert theirs.split('response="')[1].split('"')[0] == ours.split('response="')[1].split('"')[0]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic realm=x",
        "Digest",
        'Digest realm="x"',
        'Digest realm="x", nonce=""',
        'Digest realm="x", nonce="1", algorithm=CRC32',
        'Digest realm="x", nonce="1", qop="sign"',
        'Negotiate, NTLM, Bearer realm="Digest nonce=1"',
    ],
)
def test_what_cannot_be_answered_is_none(header: str) -> None:
    assert digest_challenge([header]) is None


def test_the_first_that_can_be_answered_is_taken() -> None:
    headers = [
        'Basic realm="a, Digest b"',
        'Digest realm="x", nonce="1", algorithm=SHA-512, Digest realm="y", nonce="2"',
    ]
    challenge = digest_challenge(headers)
    assert challenge is not None
    assert challenge.untrusted_realm == "y"
    assert schemes_of(headers) == {"basic", "digest"}


@given(st.text(max_size=400), st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_device_sends_the_answer_is_one_header_line(header: str, user: str, password: str) -> None:
    for text in (header, f'Digest realm="{header}", nonce="1{header}", opaque="{header}"'):
        challenge = digest_challenge([text])
        if challenge is not None:
            answer = challenge.answer(Credentials(user, password), "POST", "/", b"")
            assert not set(answer) & set(map(chr, (*range(32), 127)))
            assert len(password) < 4 or password not in answer or password in header + user
