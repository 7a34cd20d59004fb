import asyncio
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.net.exchange import ExchangeError, ExchangeFault, ResponseReader
from app.net.limits import Limits

LIMITS = Limits(first_byte_seconds=0.05, exchange_seconds=0.2, header_bytes=4096, header_lines=50)


def read_answer(data, *, ended=True, limit=10_000, body_until_close=True, limits=LIMITS):
    async def run():
        stream = asyncio.StreamReader()
        stream.feed_data(data)
        if ended:
            stream.feed_eof()
        return await ResponseReader(stream, limits).read(limit=limit, body_until_close=body_until_close)

    return asyncio.run(run())


def test_a_plain_answer_with_a_length_keeps_the_connection():
    response, reusable = read_answer(b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nhi", ended=False)
    assert (response.status, response.reason, response.untrusted_body, response.truncated) == (200, "OK", b"hi", False)
    assert response.header("SERVER") == "x"
    assert reusable


@pytest.mark.parametrize(
    ("status_line", "status", "reason"),
    [
        (b"HTTP/1.0 401 Unauthorized", 401, "Unauthorized"),
        (b"http/1.1 200", 200, ""),
        (b"RTSP/1.0 200 OK", 200, "OK"),
        (b"ICY 200 OK", 200, "OK"),
        (b"HTTP/2 404 Not here", 404, "Not here"),
        (b"HTTP/1.1  500  caf\xe9", 500, "café"),
        (b"\r\n\r\nHTTP/1.1 200 late", 200, "late"),
    ],
)
def test_status_lines(status_line, status, reason):
    response, _ = read_answer(status_line + b"\r\n\r\n")
    assert (response.status, response.reason) == (status, reason)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n" * 5000,
        b"SSH-2.0-dropbear\r\n",
        b"<html>HTTP/0.9</html>",
        b"HTTP/1.1 abc\r\n\r\n",
        b"\x16\x03\x01\0",
        b"x" * 100_000,
    ],
)
def test_what_is_not_http_is_said_to_be_so(data):
    with pytest.raises(ExchangeError) as caught:
        read_answer(data)
    assert caught.value.fault in {ExchangeFault.NOT_UNDERSTOOD, ExchangeFault.CLOSED}


def test_bare_line_feeds_and_broken_headers_are_read():
    response, _ = read_answer(
        b"HTTP/1.1 200 OK\nServer:a\nno colon here\n: nameless\nServer: b\nContent-Length: 3\n\nabcd"
    )
    assert response.all("server") == ["a", "b"]
    assert response.untrusted_body == b"abc"


def test_interim_answers_are_skipped_but_not_for_ever():
    response, _ = read_answer(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx")
    assert response.status == 200
    with pytest.raises(ExchangeError):
        read_answer(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)


def test_a_body_without_length_lasts_until_close_in_http_and_is_none_in_rtsp():
    response, reusable = read_answer(b"HTTP/1.1 200 OK\r\n\r\nrest")
    assert (response.untrusted_body, response.truncated, reusable) == (b"rest", False, False)
    response, reusable = read_answer(b"RTSP/1.0 200 OK\r\n\r\n", ended=False, body_until_close=False)
    assert (response.untrusted_body, response.truncated, reusable) == (b"", False, True)


def test_chunks_are_joined_and_the_connection_is_kept():
    data = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\n"
    response, reusable = read_answer(data, ended=False)
    assert (response.untrusted_body, response.truncated, reusable) == (b"abcde", False, True)


@pytest.mark.parametrize(
    "chunks",
    [b"zz\r\nabc", b"-1\r\nabc", b"fffffffffffffffff\r\nabc", b"5\r\nabc", b"3\r\nabcX\r\n", b"", b"9" * 40_000],
)
def test_chunk_garbage_ends_the_body_and_the_connection(chunks):
    response, reusable = read_answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
    assert response.status == 200
    assert response.truncated
    assert not reusable
    assert len(response.untrusted_body) <= 5


def test_a_body_that_is_too_long_is_cut():
    for head in (b"Content-Length: 99999\r\n", b"Content-Length: 99999999999999999999\r\n", b""):
        response, reusable = read_answer(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + b"x" * 5000, limit=1000)
        assert (len(response.untrusted_body), response.truncated, reusable) == (1000, True, False)


def test_a_connection_that_ends_inside_the_body_gives_what_came():
    response, reusable = read_answer(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
    assert (response.untrusted_body, response.truncated, reusable) == (b"abc", True, False)


def test_ten_thousand_headers_give_the_first_ones():
    response, reusable = read_answer(
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"H%d: x\r\n" % n for n in range(10_000)) + b"\r\nbody"
    )
    assert 0 < len(response.headers) <= LIMITS.header_lines
    assert response.truncated
    assert not reusable


def test_a_packed_body_is_not_unpacked():
    response, reusable = read_answer(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08"
    )
    assert (response.untrusted_body, response.truncated, reusable) == (b"", True, False)


def test_no_body_where_none_can_be():
    response, reusable = read_answer(b"HTTP/1.1 304 Same\r\nContent-Length: 500\r\n\r\n", ended=False)
    assert (response.untrusted_body, response.truncated, reusable) == (b"", False, True)


def test_connection_close_and_old_versions_are_not_used_again():
    for line in (b"HTTP/1.1 200 OK\r\nConnection: Close", b"HTTP/1.0 200 OK"):
        _, reusable = read_answer(line + b"\r\nContent-Length: 0\r\n\r\n", ended=False)
        assert not reusable
    _, reusable = read_answer(b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n", ended=False)
    assert reusable


def test_silence_ends_after_the_time_for_the_first_byte():
    with pytest.raises(ExchangeError) as caught:
        read_answer(b"", ended=False, limits=replace(LIMITS, exchange_seconds=30))
    assert caught.value.fault is ExchangeFault.SILENT


def test_headers_that_never_end_are_given_up_and_a_body_that_stalls_is_kept():
    with pytest.raises(ExchangeError) as caught:
        read_answer(b"HTTP/1.1 200 OK\r\nServer: x\r\n", ended=False)
    assert caught.value.fault is ExchangeFault.NOT_UNDERSTOOD
    response, reusable = read_answer(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", ended=False)
    assert (response.untrusted_body, response.truncated, reusable) == (b"abc", True, False)


def test_any_bytes_end_in_an_answer_or_the_documented_error():
    pieces = st.sampled_from(
        [
            b"HTTP/1.1 200 OK\r\n",
            b"\r\n",
            b"\n",
            b":",
            b"Content-Length: 5\r\n",
            b"Transfer-Encoding: chunked\r\n",
            b"5\r\n",
            b"0\r\n",
        ]
    )

    @settings(max_examples=150, deadline=None)
    @given(st.lists(pieces | st.binary(max_size=12), max_size=14))
    def check(parts):
        try:
            response, _ = read_answer(b"".join(parts), limit=64)
        except ExchangeError:
            return
        assert len(response.untrusted_body) <= 64

    check()
