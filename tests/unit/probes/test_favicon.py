import asyncio
import base64
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.net.target import Target
from app.probes import favicon
from tests.unit.probes.captures import assert_tame
from tests.unit.probes.tcp_bench import ADDRESS, device, http

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


@pytest.mark.parametrize(
    ("data", "seed", "hash_"),
    [
        (b"", 0, 0),
        (b"", 1, 0x514E28B7),
        (b"", 0xFFFFFFFF, 0x81F16F39),
        (b"\0\0\0\0", 0, 0x2362F9DE),
        (b"!Ce\x87", 0, 0xF55B516B),
        (b"!Ce\x87", 0x5082EDEE, 0x2362F9DE),
        (b"!Ce", 0, 0x7E4A8634),
        (b"!C", 0, 0xA0F7B07A),
        (b"!", 0, 0x72661CF4),
        (b"\xff\xff\xff\xff", 0, 0x76293B50),
        (b"Hello, world!", 0x9747B28C, 0x24884CBA),
        (b"The quick brown fox jumps over the lazy dog", 0x9747B28C, 0x2FA826CD),
    ],
)
def test_published_vectors_of_murmur3(data: bytes, seed: int, hash_: int) -> None:
    assert favicon.murmur3_32(data, seed) & 0xFFFFFFFF == hash_


def test_an_icon_gives_both_hashes() -> None:
    fields = favicon.parse_icon(PNG)
    lines = base64.encodebytes(PNG)
    assert max(map(len, lines.split(b"\n"))) == 76
    assert lines.endswith(b"\n")
    assert fields == {"md5": hashlib.md5(PNG).hexdigest(), "mmh3": str(favicon.murmur3_32(lines))}
    assert -(1 << 31) <= int(fields["mmh3"]) < 1 << 31


@pytest.mark.parametrize("data", [b"", b"<html>404</html>", b"\0" * 40, b"Not found", b"<?xml?><html/>"])
def test_what_is_no_image(data: bytes) -> None:
    assert favicon.parse_icon(data) == {}


def test_images_of_other_kinds() -> None:
    for data in (b"\0\0\1\0\1\0", b"GIF89a", b"\xff\xd8\xff\xe0", b'<?xml version="1.0"?>\n<!-- x --><svg xmlns="x"/>'):
        assert favicon.parse_icon(data)


def test_handed_over_lines() -> None:
    assert favicon.read("favicon-md5: 89B932FCC47CF4CA3FAADB0CFDEF89CF\nfavicon-mmh3: 999357577\n") == {
        "md5": "89b932fcc47cf4ca3faadb0cfdef89cf",
        "mmh3": "999357577",
    }
    assert favicon.read("favicon-mmh3: 4294967295") == {"mmh3": "-1"}
    assert favicon.read("favicon-md5: xyz\nfavicon-mmh3: 99999999999") == {}


def test_the_icon_that_a_page_names() -> None:
    assert favicon.icon_path("/style.css\n/img/favicon.png\n/x.ico") == "/img/favicon.png"
    assert favicon.icon_path("//h/a.ico\n/x?auth=1/a.ico\n/\u00e9.ico\n/a b.ico") == "/favicon.ico"
    assert favicon.icon_path("") == "/favicon.ico"


def test_a_visit_takes_the_first_icon() -> None:
    async def run():
        async with device({80: lambda _: http(404), 8080: lambda _: http(200, PNG)}) as bench:
            await favicon.visit(bench.net, Target(ADDRESS, (80, 8080)), bench.sightings.append)
            return bench

    bench = asyncio.run(run())
    (sighting,) = bench.sightings
    assert sighting.port == 8080
    assert dict(sighting.untrusted_fields) == favicon.parse_icon(PNG)
    assert bench.asked(80) == bench.asked(8080) == ["GET /favicon.ico HTTP/1.1"]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.text())
def test_no_input_is_an_error(data: bytes, text: str) -> None:
    assert_tame("favicon", favicon.parse_icon(b"GIF8" + data))
    assert isinstance(favicon.parse_icon(data), dict)
    assert_tame("favicon", favicon.read(text) | favicon.read(f"favicon-mmh3:{text}"))


@pytest.mark.timeout(5)
def test_a_page_of_comments_is_read_at_once() -> None:
    """Where a comment could end at any of its "-->", three hundred bytes take longer than a life."""
    assert favicon.parse_icon(b"<!---->" * 9000) == {}
    assert favicon.parse_icon(b'<?xml version="1.0"?>\n<!-- drawn --><!-- by hand -->\n<svg xmlns="x">').keys() == {
        "md5",
        "mmh3",
    }


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["\n", "\r\n", " ", "\t\n", "favicon-md5: ", "favicon-md5:\n"])
def test_handed_over_text_of_any_length_is_read_at_once(piece: str) -> None:
    assert favicon.read(piece * 80_000) == {}
    assert favicon.read(f"{piece * 1000}\n  Favicon-MD5 : {'a' * 32} \r\n") == {"md5": "a" * 32}
