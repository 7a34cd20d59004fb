"""Login challenges that were made to take long, or that are left open."""

import time

import pytest

from app.untrusted.headers import VALUE_LIMIT, realms, schemes


@pytest.mark.parametrize("piece", ['"\\', '"\\"', '\\"', ", ", ',"', 'realm="', 'realm="\\', "realm ", "a ", "a-"])
def test_no_challenge_takes_long(piece: str) -> None:
    challenges = [piece * VALUE_LIMIT, (piece * VALUE_LIMIT)[: VALUE_LIMIT - 1] + "\\", f'x="{piece * VALUE_LIMIT}'] * 3
    began = time.process_time()
    schemes(challenges)
    realms(challenges)
    assert time.process_time() - began < 2


def test_open_quotes() -> None:
    assert realms(['Basic realm="Camera']) == "Camera"
    assert realms(['Digest realm="a \\"b\\" c", nonce="1"', "Basic realm=plain"]) == 'a "b" c\nplain'
    assert realms(['Basic realm="ends so\\']) == "ends so"
    assert schemes(['Digest realm="x, Basic y", Basic realm="z']) == "Digest\nBasic"
